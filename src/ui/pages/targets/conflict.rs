//! Two texts for one field, beside that field: the writer picks, nothing is overwritten silently (R10).
use super::desk::use_desk;
use crate::{
    domain::draft::{Conflict, Field},
    ui::{components::Icon, messages::targets},
};
use leptos::prelude::*;

/// What a field's text means to a reader: a goal's id its title, a code its words.
#[derive(Clone, Copy)]
pub struct Wording(StoredValue<Vec<(String, String)>>);

impl Wording {
    /// Goals as id and title.
    pub fn provide(goals: Vec<(String, String)>) -> Self {
        let wording = Wording(StoredValue::new(goals));
        provide_context(wording);
        wording
    }

    pub fn goals(self) -> Vec<(String, String)> {
        self.0.get_value()
    }

    pub fn words(self, field: &Field, text: &str) -> String {
        match field {
            _ if text.is_empty() => targets::EMPTY_TEXT.into(),
            Field::Goal(_) => self.0.with_value(|goals| {
                goals.iter().find(|(id, _)| id == text).map_or_else(|| targets::GOAL_GONE.into(), |(_, title)| title.clone())
            }),
            Field::Difficulty(_) => targets::difficulty(text).into(),
            _ => text.to_owned(),
        }
    }
}

pub fn use_wording() -> Wording {
    expect_context::<Wording>()
}

/// The conflict of `field`, if there is one. `label` names the field by itself.
#[component]
pub fn FieldConflict(field: Field, label: &'static str) -> impl IntoView {
    let desk = use_desk();
    let mine = field.clone();
    let conflict = Memo::new(move |_| desk.conflicts.with(|all| all.iter().find(|one| one.field == mine).cloned()));
    let id = format!("conflict-{}", field.name());
    move || {
        conflict.get().map(|conflict| {
            let pick = |mine: bool| {
                let field = conflict.field.clone();
                move |_| desk.pick(&field, mine)
            };
            let (pick_mine, pick_theirs) = (pick(true), pick(false));
            let wording = use_wording();
            let (yours, theirs) =
                (wording.words(&conflict.field, &conflict.mine), wording.words(&conflict.field, &conflict.theirs));
            view! {
                <section class="conflict" id={id.clone()} tabindex="-1" role="group" aria-label={targets::changed_twice(label)}>
                    <h3 class="conflict__title">
                        <Icon name="warning" />
                        {targets::changed_twice(label)}
                    </h3>
                    <div class="conflict__side">
                        <p class="conflict__who">{targets::YOURS}</p>
                        <p class="conflict__text">{yours}</p>
                        <button class="button button--small" type="button" on:click={pick_mine}>
                            {targets::KEEP_YOURS}
                        </button>
                    </div>
                    <div class="conflict__side">
                        <p class="conflict__who">{targets::THEIRS}</p>
                        <p class="conflict__text">{theirs}</p>
                        <button class="button button--small" type="button" on:click={pick_theirs}>
                            {targets::KEEP_THEIRS}
                        </button>
                    </div>
                </section>
            }
        })
    }
}

/// The id of the first conflict's block, to take the focus there.
pub fn first_block(conflicts: &[Conflict]) -> Option<String> {
    conflicts.first().map(|conflict| format!("conflict-{}", conflict.field.name()))
}
