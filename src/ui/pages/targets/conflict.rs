//! Two texts for one field of the grid, in words, beside that field (R10).
use super::desk::use_desk;
use crate::{
    domain::draft::Field,
    ui::{drafting::conflict::ConflictBlock, messages::targets},
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
    move || {
        conflict.get().map(|conflict| {
            let wording = use_wording();
            let (yours, theirs) =
                (wording.words(&conflict.field, &conflict.mine), wording.words(&conflict.field, &conflict.theirs));
            let name = conflict.field.name();
            let field = conflict.field.clone();
            let pick = Callback::new(move |mine: bool| desk.pick(&field, mine));
            view! { <ConflictBlock name label={label.to_owned()} yours theirs pick /> }
        })
    }
}
