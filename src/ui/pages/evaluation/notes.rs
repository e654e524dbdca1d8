//! Above the self-evaluation: why it came back, and what two hands wrote.
use crate::{
    api::reviews::{ReviewEventView, ReviewView},
    domain::review::{ReviewAction, ReviewState},
    ui::{
        components::Icon,
        messages::{evaluation, states},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The step that gave the self-evaluation back to its writer; newest first.
fn handed_back(events: &[ReviewEventView]) -> Option<&ReviewEventView> {
    events.iter().find(|event| event.action == ReviewAction::HandBack.code())
}

#[component]
pub fn HandedBack(view: ReviewView) -> impl IntoView {
    let event = handed_back(&view.events).filter(|_| view.head.state == ReviewState::SelfEvalDraft).cloned();
    event
        .map(|event| {
            let who = states::who(event.actor.as_deref(), event.on_behalf_of.as_deref());
            view! {
                <div class="banner" data-tone="warning">
                    <Icon name="comment" />
                    <div class="banner__body">
                        <p class="banner__title">{evaluation::handed_back(&who)}</p>
                        <blockquote class="quote">{event.comment}</blockquote>
                    </div>
                </div>
            }
        })
        .into_any()
}

/// Without scripts nobody could be asked which of two texts to keep.
#[component]
pub fn Doubled() -> impl IntoView {
    let query = use_query_map();
    move || {
        query.with(|query| query.get("doubled").is_some()).then(|| {
            view! {
                <div class="banner" data-tone="warning" role="alert">
                    <Icon name="warning" />
                    <div class="banner__body">
                        <p class="banner__title">{evaluation::DOUBLED}</p>
                        <p>{evaluation::DOUBLED_BODY}</p>
                    </div>
                </div>
            }
        })
    }
}
