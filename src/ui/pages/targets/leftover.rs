//! Text that was typed in this browser and never sent, on a page where it cannot be sent any more: shown until its writer
//! throws it away. Nothing that was typed is lost.
use super::{
    kept::{Drawer, Kept},
    problems::label,
};
use crate::{
    domain::{
        draft::{DraftContent, diff},
        ids::{PersonId, TargetSetId},
    },
    ui::{components::Icon, contexts::session::use_session, messages::targets},
};
use leptos::prelude::*;

/// Fields, in words, and the texts the server does not hold.
fn unsent(kept: &[Kept], held: &DraftContent) -> Vec<(String, String)> {
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
pub fn Leftover(set: TargetSetId, draft: DraftContent) -> impl IntoView {
    let person = untrack(|| use_session().get()).map_or(0, |session| session.person_id);
    let drawer = StoredValue::new(Drawer::new(PersonId(person), set));
    let texts = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        texts.set(unsent(&drawer.with_value(Drawer::read), &draft));
    });
    let discard = move |_| {
        drawer.with_value(|drawer| drawer.clear_others(""));
        texts.set(Vec::new());
    };
    move || {
        let texts = texts.get();
        (!texts.is_empty()).then(|| {
            view! {
                <div class="banner" data-tone="warning" role="status">
                    <Icon name="warning" />
                    <div class="banner__body stack stack--tight">
                        <p class="banner__title">{targets::LEFTOVER_TITLE}</p>
                        <p>{targets::LEFTOVER_BODY}</p>
                        <details class="fold">
                            <summary>{targets::LEFTOVER_SHOW}</summary>
                            <dl class="dl fold__body">
                                {texts
                                    .into_iter()
                                    .map(|(field, text)| {
                                        view! {
                                            <div>
                                                <dt>{field}</dt>
                                                <dd class="readonly">{text}</dd>
                                            </div>
                                        }
                                    })
                                    .collect_view()}
                            </dl>
                        </details>
                    </div>
                    <div class="banner__actions">
                        <button class="button button--small" type="button" on:click={discard}>
                            {targets::LEFTOVER_DISCARD}
                        </button>
                    </div>
                </div>
            }
        })
    }
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
