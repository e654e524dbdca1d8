//! Above the form: what the reviewer asked for, and text found in the browser.
use super::desk::use_desk;
use crate::{
    api::{
        targets::MySet,
        views::{EventView, SubmissionView},
    },
    domain::target::{SetAction, SetState},
    ui::{
        components::{Icon, Submission},
        drafting::found::Found,
        messages::{states, targets},
    },
};
use leptos::prelude::*;

/// The step that gave the targets back to their writer; newest first.
fn request(events: &[EventView]) -> Option<&EventView> {
    events.iter().find(|event| event.to == SetState::RevisionRequested && event.action != SetAction::OpenForPerson.code())
}

#[component]
pub fn Notes(set: MySet) -> impl IntoView {
    let desk = use_desk();
    let asked = (set.head.state == SetState::RevisionRequested).then(|| request(&set.events).cloned()).flatten();
    view! {
        {asked.map(|event| view! { <Asked event /> })}
        {set.original.map(|original| view! { <MidYear original /> })}
        {set
            .submission
            .map(|now| {
                view! {
                    <details class="fold">
                        <summary>{targets::HANDED_OVER}</summary>
                        <div class="fold__body stack">
                            <HandedOver now />
                        </div>
                    </details>
                }
            })}
        <Found found={desk.found} />
    }
    .into_any()
}

/// What is being revised, and that leaving it as it is is an answer too (R13).
#[component]
fn MidYear(original: SubmissionView) -> impl IntoView {
    view! {
        <div class="banner" data-tone="info">
            <Icon name="info" />
            <div class="banner__body">
                <p class="banner__title">{targets::MID_YEAR}</p>
                <p>{targets::MID_YEAR_BODY}</p>
            </div>
        </div>
        <details class="fold">
            <summary>{targets::ORIGINAL}</summary>
            <div class="fold__body stack">
                <Submission now={original} />
            </div>
        </details>
    }
    .into_any()
}

/// A submission under a heading of its own.
#[component]
pub fn HandedOver(now: SubmissionView) -> impl IntoView {
    view! {
        <h2 class="visually-hidden">{targets::HANDED_OVER}</h2>
        <Submission now />
    }
    .into_any()
}

#[component]
fn Asked(event: EventView) -> impl IntoView {
    let who = states::who(event.actor.as_deref(), event.on_behalf_of.as_deref());
    view! {
        <div class="banner" data-tone="warning">
            <Icon name="comment" />
            <div class="banner__body">
                <p class="banner__title">{targets::asked_for_changes(&who)}</p>
                <blockquote class="quote">{event.comment}</blockquote>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::views::When;

    #[test]
    fn the_newest_request_is_shown() {
        let event = |action: SetAction, to: SetState, comment: &str| EventView {
            at: When { iso: String::new(), day: String::new(), time: String::new(), full: String::new() },
            actor: None,
            role: None,
            on_behalf_of: None,
            action: action.code().into(),
            from: SetState::Draft,
            to,
            comment: comment.into(),
        };
        let events = [
            event(SetAction::PassOn, SetState::RevisionRequested, "newest"),
            event(SetAction::RequestChanges, SetState::RevisionRequested, "older"),
            event(SetAction::Submit, SetState::SubmittedToManager, ""),
        ];
        assert_eq!(request(&events).map(|event| event.comment.as_str()), Some("newest"));
        assert_eq!(request(&events[2..]), None);
    }
}
