//! A draft with a fixed set of fields as the texts of a form, by the names of their controls. Both halves of a review are
//! written this way, so that one machine saves either and the browser loads it once.
use super::Draft;
use crate::domain::merge::{self, FieldChange, Merge, TextField, Texts};
use serde::{Deserialize, Serialize};

/// The place of one text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    pub name: String,
    /// In characters.
    pub max: usize,
}

impl TextField for Slot {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn max_length(&self) -> usize {
        self.max
    }
}

/// In the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormTexts(pub Vec<(Slot, String)>);

impl FormTexts {
    pub fn of<D: Texts>(draft: &D) -> Self {
        let text = |field: D::Field| {
            let slot = Slot { name: field.name(), max: field.max_length() };
            (slot, draft.get(&field).unwrap_or_default().to_owned())
        };
        FormTexts(draft.fields().into_iter().map(text).collect())
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(slot, _)| slot.name == name).map(|(_, text)| text.as_str())
    }

    /// The draft these are the texts of; `like` has its fields.
    pub fn filled<D: Texts + Clone>(&self, like: &D) -> D {
        let mut draft = like.clone();
        for field in like.fields() {
            if let Some(text) = self.text(&field.name()) {
                draft.set(&field, text.to_owned());
            }
        }
        draft
    }
}

/// The same changes under the fields of `like`. A name it does not have is left out: there is nothing to save it in.
pub fn changes_for<D: Texts>(like: &D, changes: &[FieldChange<Slot>]) -> Vec<FieldChange<D::Field>> {
    let fields = like.fields();
    let change = |change: &FieldChange<Slot>| {
        let field = fields.iter().find(|field| field.name() == change.field.name)?.clone();
        Some(FieldChange { field, was: change.was.clone(), now: change.now.clone() })
    };
    changes.iter().filter_map(change).collect()
}

impl Texts for FormTexts {
    type Field = Slot;

    fn fields(&self) -> Vec<Slot> {
        self.0.iter().map(|(slot, _)| slot.clone()).collect()
    }

    fn get(&self, field: &Slot) -> Option<&str> {
        self.text(&field.name)
    }

    fn set(&mut self, field: &Slot, text: String) -> bool {
        let held = self.0.iter_mut().find(|(slot, _)| slot.name == field.name);
        held.map(|(_, held)| *held = text).is_some()
    }
}

impl Draft for FormTexts {
    type Patch = Vec<FieldChange<Slot>>;

    fn diff(base: &Self, mine: &Self) -> Self::Patch {
        merge::diff(base, mine)
    }

    fn merge(current: &Self, patch: &Self::Patch) -> Merge<Self, Slot> {
        merge::merge(current, patch)
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
