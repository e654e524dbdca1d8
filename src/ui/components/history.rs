//! What happened to a set, newest first: who, as what, for whom, when, and what they said (R24, R33).
use super::Moment;
use crate::{api::views::EventView, ui::messages::states};
use leptos::prelude::*;

#[component]
pub fn History(events: Vec<EventView>) -> impl IntoView {
    let is_empty = events.is_empty();
    view! {
        <ol class="history">
            {events
                .into_iter()
                .map(|event| {
                    let who = states::who(event.actor.as_deref(), event.on_behalf_of.as_deref());
                    let comment = (!event.comment.is_empty())
                        .then(|| view! { <blockquote class="quote">{event.comment}</blockquote> });
                    view! {
                        <li class="history__event" data-tone={states::event_tone(&event.action)}>
                            <p class="history__what">
                                <strong>{who}</strong>
                                " "
                                {states::did(&event.action)}
                            </p>
                            <span class="history__when">
                                <Moment when={event.at} with_time=true />
                            </span>
                            {comment}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        {is_empty.then(|| view! { <p class="muted">{states::NO_HISTORY}</p> })}
    }
    .into_any()
}
