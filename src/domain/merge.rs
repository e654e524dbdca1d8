//! Two hands on the same texts (R10), field by field: what a page changed, and how it meets what the server holds now.
//!
//! A change carries what its page had seen (`was`) and what it holds now (`now`), and a field is set only where it still holds
//! `was`. That makes a save idempotent (a retry finds `now` in place), lets two tabs work on different fields, and turns
//! everything else into a conflict that shows both texts. Adding, removing and moving rows is `draft`'s business.
use super::validation::{self, Violation};
use serde::{Deserialize, Serialize};

/// A place for a text.
pub trait TextField: Clone + PartialEq {
    /// The name of the form control, also used as its id.
    fn name(&self) -> String;
    /// The longest text it takes, in characters.
    fn max_length(&self) -> usize;
}

/// Texts addressed by field.
pub trait Texts {
    type Field: TextField;

    /// Every field, in the order of the page.
    fn fields(&self) -> Vec<Self::Field>;
    /// The text of a field; `None` when it is not there.
    fn get(&self, field: &Self::Field) -> Option<&str>;
    /// Sets a field; `false` when it is not there.
    fn set(&mut self, field: &Self::Field, text: String) -> bool;

    /// What a text may be at all, whole or not: not too long, and without control characters.
    fn check_texts(&self) -> Vec<Violation> {
        let fields = self.fields().into_iter();
        fields
            .filter_map(|field| {
                let problem = validation::check_text(self.get(&field)?, field.max_length())?;
                Some(Violation::new(field.name(), problem))
            })
            .collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange<F> {
    pub field: F,
    pub was: String,
    pub now: String,
}

/// Two texts for one field. The server keeps `theirs` until the writer picks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict<F> {
    pub field: F,
    pub mine: String,
    pub theirs: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge<D, F> {
    pub content: D,
    pub conflicts: Vec<Conflict<F>>,
}

/// What has to be sent to bring the texts of `base` to those of `mine`.
pub fn diff<D: Texts>(base: &D, mine: &D) -> Vec<FieldChange<D::Field>> {
    let fields = mine.fields().into_iter();
    fields
        .filter_map(|field| {
            let (was, now) = (base.get(&field).unwrap_or_default(), mine.get(&field)?);
            (was != now).then(|| FieldChange { was: was.to_owned(), now: now.to_owned(), field })
        })
        .collect()
}

/// Applies one change to what is held now; the conflict, when somebody else changed the field meanwhile, which then stays as it is.
pub fn apply<D: Texts>(content: &mut D, change: &FieldChange<D::Field>) -> Option<Conflict<D::Field>> {
    let held = content.get(&change.field).unwrap_or_default();
    if held == change.was {
        content.set(&change.field, change.now.clone());
        return None;
    }
    (held != change.now).then(|| Conflict { field: change.field.clone(), mine: change.now.clone(), theirs: held.to_owned() })
}

/// Applies changes to texts with a fixed set of fields. What was typed into a field that is not there comes back as a conflict
/// with nothing, so that its writer keeps it.
pub fn merge<D: Texts + Clone>(current: &D, changes: &[FieldChange<D::Field>]) -> Merge<D, D::Field> {
    let mut content = current.clone();
    let mut conflicts = Vec::new();
    for change in changes {
        if content.get(&change.field).is_none() {
            conflicts.push(Conflict { field: change.field.clone(), mine: change.now.clone(), theirs: String::new() });
        } else {
            conflicts.extend(apply(&mut content, change));
        }
    }
    Merge { content, conflicts }
}
