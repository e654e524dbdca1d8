//! Text that was typed here and never sent, on the page that only reads: whose field it was and what it says.
use super::problems::label;
use crate::{
    domain::{
        draft::{DraftContent, diff},
        ids::{PersonId, TargetSetId},
    },
    ui::{
        contexts::session::use_session,
        drafting::{
            kept::{Drawer, Kept},
            leftover::Leftover,
        },
    },
};
use leptos::prelude::*;

/// Fields, in words, and the texts the server does not hold.
fn unsent(kept: &[Kept<DraftContent>], held: &DraftContent) -> Vec<(String, String)> {
    kept.iter()
        .flat_map(|kept| {
            diff(&kept.base, &kept.mine)
                .changes
                .into_iter()
                .filter(|change| !change.now.trim().is_empty() && held.get(&change.field) != Some(change.now.as_str()))
                .map(|change| (label(&change.field.name(), &kept.mine), change.now))
        })
        .collect()
}

#[component]
pub fn Unsent(set: TargetSetId, draft: DraftContent) -> impl IntoView {
    let person = untrack(|| use_session().get()).map_or(0, |session| session.person_id);
    let drawer = StoredValue::new(Drawer::new(PersonId(person), set));
    let find = Callback::new(move |()| unsent(&drawer.with_value(Drawer::read), &draft));
    let throw_away = Callback::new(move |()| drawer.with_value(|drawer| drawer.clear_others::<DraftContent>("")));
    view! { <Leftover find throw_away /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_server_does_not_hold_is_left_over() {
        let draft =
            |role: &str, goal: &str| DraftContent { current_role: role.into(), long_term_goal: goal.into(), rows: Vec::new() };
        let kept = Kept { tab: "t".into(), base: draft("a", "b"), mine: draft("typed", "sent") };
        assert_eq!(unsent(&[kept], &draft("a", "sent")), [("Current role".to_owned(), "typed".to_owned())]);
    }
}
