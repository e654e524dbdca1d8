//! Beside the title: whether what one typed is safe (R10).
use super::{saver::Status, trouble::is_other_person};
use crate::ui::{
    components::Icon,
    messages::{errors, targets},
};
use leptos::prelude::*;

struct Shown {
    state: &'static str,
    icon: &'static str,
    words: String,
}

fn shown(status: &Status) -> Shown {
    let show = |state, icon, words: &str| Shown { state, icon, words: words.to_owned() };
    match status {
        Status::Fresh => show("fresh", "cloud", targets::FRESH),
        Status::Saved(when) => show("saved", "check", &targets::saved(when)),
        Status::Unsaved => show("unsaved", "edit", targets::NOT_SAVED),
        Status::Saving => show("saving", "cloud", targets::SAVING),
        Status::Offline => show("offline", "cloud-off", targets::OFFLINE),
        Status::Busy(_) => show("unsaved", "clock", targets::BUSY),
        Status::SignedOut => show("error", "lock", targets::SIGNED_OUT),
        Status::OtherRole(error) if is_other_person(error) => show("error", "lock", targets::OTHER_PERSON_STATE),
        Status::OtherRole(_) => show("error", "switch", targets::OTHER_ROLE),
        Status::Refused(error) => show("error", "error", &targets::refused(&errors::form(error).title)),
        Status::Conflicts(count) => show("conflict", "warning", &targets::conflicts(*count)),
        Status::Unfit => show("error", "warning", targets::UNFIT),
    }
}

#[component]
pub fn SaveState(status: RwSignal<Status>) -> impl IntoView {
    view! {
        <p class="save-state" data-state={move || status.with(|status| shown(status).state)} role="status">
            {move || {
                let shown = status.with(shown);
                view! {
                    <Icon name={shown.icon} />
                    {shown.words}
                }
            }}
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{error::AppError, views::When};

    #[test]
    fn every_status_has_a_state_and_words() {
        let when = When { iso: String::new(), day: "today".into(), time: "14:02".into(), full: String::new() };
        assert_eq!(shown(&Status::Saved(when)).words, "Saved 14:02");
        assert_eq!(shown(&Status::Offline).state, "offline");
        assert_eq!(shown(&Status::Refused(AppError::Internal)).words, "Not saved: Something went wrong on our side");
    }
}
