//! What is missing before either half can be handed over (R9), and fields in words.
use super::desk::Desk;
use crate::{
    domain::{
        target::Target,
        validation::{Problem, Violation},
    },
    ui::{
        drafting::{
            check::{self, Check, Summary},
            focus::focus_soon,
        },
        messages::{errors, evaluation},
        platform,
    },
};
use leptos::prelude::*;

/// To be called where the editor is made. `find` answers what is wrong, with everything or only what cannot even be saved.
pub fn provide(desk: Desk, on: bool, find: Callback<bool, Vec<Violation>>) -> Check {
    let on = RwSignal::new(on);
    let found = Memo::new(move |_| {
        let order: Vec<_> = desk.content.with(|content| content.0.iter().map(|(slot, _)| slot.name.clone()).collect());
        desk.refused.with(|refused| check::in_order(find.run(on.get()), refused, &order))
    });
    let check = Check { on, violations: found.into() };
    provide_context(check);
    check
}

/// Back from the server, or from another page's link, with everything to be checked: the first violation takes the focus.
pub fn arrive(check: Check, asked: impl Fn() -> bool + 'static) {
    Effect::new(move |_| {
        if asked() {
            check.on.set(true);
            let first = check.violations.with_untracked(|found| found.first().cloned());
            // Whoever started to type before this code arrived is left where they are.
            if let Some(first) = first.filter(|_| !platform::is_in_a_field()) {
                focus_soon(first.field);
            }
        }
    });
}

/// A field by its control's name, in words; its target by its place among `targets`.
pub fn label(name: &str, targets: &[Target]) -> String {
    let key = name.split_once('-').map(|(_, key)| key);
    let number = key.and_then(|key| targets.iter().position(|target| target.key.0 == key)).map(|place| place + 1);
    evaluation::field(name, number)
}

/// A rating is picked, not filled in.
fn words(violation: &Violation) -> String {
    let is_choice = ["self_rating-", "manager_rating-", "accept_changes"].iter().any(|start| violation.field.starts_with(start));
    match violation.problem {
        Problem::Missing if is_choice => evaluation::PLEASE_PICK.into(),
        ref problem => errors::problem(problem),
    }
}

/// The words beside one choice.
pub fn choice_words(check: Check, name: &str) -> Memo<Option<String>> {
    let name = name.to_owned();
    Memo::new(move |_| check.violations.with(|all| all.iter().find(|found| found.field == name).map(words)))
}

/// The list above the form.
#[component]
pub fn Missing(check: Check, targets: Vec<Target>, title: fn(usize) -> String) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let line = |found: &Violation| (found.field.clone(), format!("{}: {}", label(&found.field, &targets), words(found)));
        match check.on.get() {
            true => check.violations.with(|all| all.iter().map(line).collect()),
            false => Vec::new(),
        }
    });
    view! { <Summary lines title /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::RowKey, target::Difficulty};

    #[test]
    fn fields_are_named_by_the_place_of_their_target() {
        let target = |key: &str| Target {
            key: RowKey(key.into()),
            task: String::new(),
            kpi: String::new(),
            weight: 50,
            difficulty: Difficulty::L2,
            goal: None,
        };
        let targets = [target("a"), target("b")];
        assert_eq!(label("result-b", &targets), "Target 2: Result");
        assert_eq!(label("summary", &targets), "Overall summary");
        assert_eq!(label("result-z", &targets), "Result");
    }

    #[test]
    fn a_missing_rating_is_to_be_picked() {
        assert_eq!(words(&Violation::new("self_rating-a", Problem::Missing)), evaluation::PLEASE_PICK);
        assert_eq!(words(&Violation::new("result-a", Problem::Missing)), "Please fill this in.");
    }
}
