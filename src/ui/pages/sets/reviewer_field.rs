//! The employee id of a reviewer. While it is typed the page says whose it is (R5).
use crate::{
    api::people::{PersonCard, look_up_person},
    ui::{components::TextField, messages::sets as words},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

const AFTER: Duration = Duration::from_millis(250);

#[component]
pub fn ReviewerField(id: String, chosen: String) -> impl IntoView {
    let found = RwSignal::new(None::<String>);
    let asked = StoredValue::new(String::new());
    let look = Callback::new(move |typed: String| {
        let typed = typed.trim().to_owned();
        asked.set_value(typed.clone());
        if typed.is_empty() {
            return found.set(None);
        }
        // Somebody who types on asks again themselves.
        let is_last = move |typed: &str| asked.try_with_value(|asked| asked == typed) == Some(true);
        let ask = move || {
            if is_last(&typed) {
                spawn_local(async move {
                    let answer = look_up_person(typed.clone()).await;
                    if is_last(&typed) {
                        found.set(answer.ok().map(|card| card.as_ref().map_or_else(|| words::NOBODY_HAS_IT.to_owned(), said)));
                    }
                });
            }
        };
        set_timeout(ask, AFTER);
    });
    view! {
        <div class="stack stack--tight">
            <TextField
                name="employee_no"
                id
                label={words::REVIEWER_NO}
                hint={words::NAME_REVIEWER_BODY}
                value={chosen}
                on_typed={look}
            />
            <p class="field__hint" role="status">
                {move || found.get()}
            </p>
        </div>
    }
    .into_any()
}

/// "Akira Sato · G4 · Engineering · reports to Alice Mori".
fn said(card: &PersonCard) -> String {
    let manager = card.manager.as_deref().map(words::reports_to).unwrap_or_default();
    [card.name.clone(), card.grade.clone(), card.department.clone(), manager]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::EmploymentStatus;

    #[test]
    fn what_is_not_known_is_left_out() {
        let card = PersonCard {
            name: "Akira Sato".into(),
            grade: String::new(),
            department: "Engineering".into(),
            manager: None,
            status: EmploymentStatus::Active,
        };
        assert_eq!(said(&card), "Akira Sato · Engineering");
        let whole = PersonCard { grade: "G4".into(), manager: Some("Alice Mori".into()), ..card };
        assert_eq!(said(&whole), "Akira Sato · G4 · Engineering · reports to Alice Mori");
    }
}
