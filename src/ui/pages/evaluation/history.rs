//! What happened to a review, newest first: who, for whom, when, and what they said (R24, R33).
use crate::{
    api::reviews::ReviewEventView,
    ui::{
        components::Moment,
        messages::{evaluation, reviews, states},
    },
};
use leptos::prelude::*;

#[component]
pub fn ReviewHistory(events: Vec<ReviewEventView>) -> impl IntoView {
    let is_empty = events.is_empty();
    let items = events
        .into_iter()
        .map(|event| {
            let who = states::who(event.actor.as_deref(), event.on_behalf_of.as_deref());
            let did = reviews::did(&event.action).map_or(event.action.clone(), str::to_owned);
            let comment = (!event.comment.is_empty()).then(|| view! { <blockquote class="quote">{event.comment}</blockquote> });
            view! {
                <li class="history__event" data-tone={reviews::event_tone(&event.action)}>
                    <p class="history__what">
                        <strong>{who}</strong>
                        " "
                        {did}
                    </p>
                    <span class="history__when">
                        <Moment when={event.at} with_time=true />
                    </span>
                    {comment}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="history">
            <div class="section__head">
                <h2 id="history">{evaluation::HISTORY}</h2>
            </div>
            <div class="card">
                <ol class="history">{items}</ol>
                {is_empty.then(|| view! { <p class="muted">{evaluation::NO_HISTORY}</p> })}
            </div>
        </section>
    }
    .into_any()
}
