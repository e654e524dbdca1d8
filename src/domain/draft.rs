//! Drafts and how two hands on the same draft are merged (R10). A draft is text, field by field, whatever was typed;
//! whether it is whole is `target`'s business at submission, and how two texts of one field meet is `merge`'s. Here is what
//! a target set adds to that: rows that come, go and move.
use super::{
    merge::{self, TextField, Texts},
    validation::{LINE, Problem, TASK, TEXT, Violation},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// More rows than can be submitted may stand in a draft while somebody sorts their thoughts.
pub const MAX_ROWS: usize = 12;
/// Longest weight, rating, difficulty code or goal id as typed.
pub(super) const SHORT: usize = 20;

/// Names a row for good, wherever it moves. Made by whoever adds the row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowKey(pub String);

impl RowKey {
    /// One to sixteen ASCII letters and digits, so that a key can stand in a field name and an id attribute.
    pub fn is_well_formed(&self) -> bool {
        (1..=16).contains(&self.0.len()) && self.0.bytes().all(|b| b.is_ascii_alphanumeric())
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    pub key: RowKey,
    #[serde(default)]
    pub task: String,
    #[serde(default)]
    pub kpi: String,
    #[serde(default)]
    pub weight: String,
    #[serde(default)]
    pub difficulty: String,
    #[serde(default)]
    pub goal: String,
}

impl DraftRow {
    pub fn empty(key: RowKey) -> Self {
        DraftRow {
            key,
            task: String::new(),
            kpi: String::new(),
            weight: String::new(),
            difficulty: String::new(),
            goal: String::new(),
        }
    }

    pub fn is_blank(&self) -> bool {
        [&self.task, &self.kpi, &self.weight, &self.difficulty, &self.goal].iter().all(|text| text.trim().is_empty())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftContent {
    #[serde(default)]
    pub current_role: String,
    #[serde(default)]
    pub long_term_goal: String,
    #[serde(default)]
    pub rows: Vec<DraftRow>,
}

/// A place in a draft. `Rows` and `Total` are not texts; they carry violations about the rows as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    CurrentRole,
    LongTermGoal,
    Task(RowKey),
    Kpi(RowKey),
    Weight(RowKey),
    Difficulty(RowKey),
    Goal(RowKey),
    Rows,
    Total,
}

impl Field {
    /// The name of the form control, also used as its id.
    pub fn name(&self) -> String {
        match self {
            Field::CurrentRole => "current_role".into(),
            Field::LongTermGoal => "long_term_goal".into(),
            Field::Task(key) => format!("task-{key}"),
            Field::Kpi(key) => format!("kpi-{key}"),
            Field::Weight(key) => format!("weight-{key}"),
            Field::Difficulty(key) => format!("difficulty-{key}"),
            Field::Goal(key) => format!("goal-{key}"),
            Field::Rows => "rows".into(),
            Field::Total => "total".into(),
        }
    }

    /// The longest text this field takes, in characters.
    pub fn max_length(&self) -> usize {
        match self {
            Field::CurrentRole | Field::LongTermGoal => TEXT,
            Field::Task(_) | Field::Kpi(_) => TASK,
            Field::Weight(_) | Field::Difficulty(_) | Field::Goal(_) => SHORT,
            Field::Rows | Field::Total => LINE,
        }
    }

    fn row(&self) -> Option<&RowKey> {
        match self {
            Field::Task(key) | Field::Kpi(key) | Field::Weight(key) | Field::Difficulty(key) | Field::Goal(key) => Some(key),
            _ => None,
        }
    }
}

impl DraftContent {
    /// The three empty rows a new set starts with.
    pub fn starting() -> Self {
        DraftContent { rows: (1..=3).map(|n| DraftRow::empty(RowKey(format!("r{n}")))).collect(), ..Self::default() }
    }

    pub fn row(&self, key: &RowKey) -> Option<&DraftRow> {
        self.rows.iter().find(|row| row.key == *key)
    }

    fn row_mut(&mut self, key: &RowKey) -> Option<&mut DraftRow> {
        self.rows.iter_mut().find(|row| row.key == *key)
    }

    /// The text of a field; `None` when its row is not there.
    pub fn get(&self, field: &Field) -> Option<&str> {
        let row = field.row().map(|key| self.row(key));
        let text = match (field, row) {
            (Field::CurrentRole, _) => &self.current_role,
            (Field::LongTermGoal, _) => &self.long_term_goal,
            (_, Some(None)) | (Field::Rows | Field::Total, _) => return None,
            (Field::Task(_), Some(Some(row))) => &row.task,
            (Field::Kpi(_), Some(Some(row))) => &row.kpi,
            (Field::Weight(_), Some(Some(row))) => &row.weight,
            (Field::Difficulty(_), Some(Some(row))) => &row.difficulty,
            (Field::Goal(_), Some(Some(row))) => &row.goal,
            (_, None) => return None,
        };
        Some(text)
    }

    /// Sets a field; `false` when its row is not there.
    pub fn set(&mut self, field: &Field, text: String) -> bool {
        let slot = match field {
            Field::CurrentRole => Some(&mut self.current_role),
            Field::LongTermGoal => Some(&mut self.long_term_goal),
            Field::Task(key) => self.row_mut(key).map(|row| &mut row.task),
            Field::Kpi(key) => self.row_mut(key).map(|row| &mut row.kpi),
            Field::Weight(key) => self.row_mut(key).map(|row| &mut row.weight),
            Field::Difficulty(key) => self.row_mut(key).map(|row| &mut row.difficulty),
            Field::Goal(key) => self.row_mut(key).map(|row| &mut row.goal),
            Field::Rows | Field::Total => None,
        };
        slot.map(|slot| *slot = text).is_some()
    }

    /// Every text field, in the order of the page.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::CurrentRole, Field::LongTermGoal];
        for row in &self.rows {
            fields.extend(row_fields(&row.key));
        }
        fields
    }

    /// What a draft may hold at all, whole or not: bounded lengths, bounded rows, well-formed and distinct keys.
    pub fn check_bounds(&self) -> Vec<Violation> {
        let mut violations = self.check_texts();
        let distinct: std::collections::BTreeSet<_> = self.rows.iter().map(|row| &row.key).collect();
        if self.rows.len() > MAX_ROWS {
            violations.push(Violation::new(Field::Rows.name(), Problem::TooMany { max: MAX_ROWS, is: self.rows.len() }));
        } else if distinct.len() != self.rows.len() || !self.rows.iter().all(|row| row.key.is_well_formed()) {
            violations.push(Violation::new(Field::Rows.name(), Problem::Unknown));
        }
        violations
    }
}

fn row_fields(key: &RowKey) -> [Field; 5] {
    [
        Field::Task(key.clone()),
        Field::Kpi(key.clone()),
        Field::Weight(key.clone()),
        Field::Difficulty(key.clone()),
        Field::Goal(key.clone()),
    ]
}

impl TextField for Field {
    fn name(&self) -> String {
        self.name()
    }

    fn max_length(&self) -> usize {
        self.max_length()
    }
}

impl Texts for DraftContent {
    type Field = Field;

    fn fields(&self) -> Vec<Field> {
        self.fields()
    }

    fn get(&self, field: &Field) -> Option<&str> {
        self.get(field)
    }

    fn set(&mut self, field: &Field, text: String) -> bool {
        self.set(field, text)
    }
}

pub type FieldChange = merge::FieldChange<Field>;
pub type Conflict = merge::Conflict<Field>;
pub type Merge = merge::Merge<DraftContent, Field>;

/// What one page changed since it last knew what the server holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPatch {
    #[serde(default)]
    pub changes: Vec<FieldChange>,
    /// Rows that were there and are not any more, as the page last saw them.
    #[serde(default)]
    pub removed: Vec<DraftRow>,
    /// Keys of rows this page added.
    #[serde(default)]
    pub added: Vec<RowKey>,
    /// The page's order of rows, when it added, removed or moved one.
    #[serde(default)]
    pub order: Option<Vec<RowKey>>,
}

impl DraftPatch {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What has to be sent to bring `base` to `mine`.
pub fn diff(base: &DraftContent, mine: &DraftContent) -> DraftPatch {
    let keys = |content: &DraftContent| content.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    DraftPatch {
        changes: merge::diff(base, mine),
        removed: base.rows.iter().filter(|row| mine.row(&row.key).is_none()).cloned().collect(),
        added: keys(mine).into_iter().filter(|key| base.row(key).is_none()).collect(),
        order: (keys(base) != keys(mine)).then(|| keys(mine)),
    }
}

/// Applies `patch` to what the server holds now. Fields somebody else changed meanwhile stay as they are and come back as
/// conflicts; a row somebody else wrote into is not removed, a row somebody else removed comes back with what was typed into it.
pub fn merge(current: &DraftContent, patch: &DraftPatch) -> Merge {
    let mut content = current.clone();
    let mut conflicts = Vec::new();
    for key in &patch.added {
        if content.row(key).is_none() {
            content.rows.push(DraftRow::empty(key.clone()));
        }
    }
    for change in &patch.changes {
        if let Some(key) = change.field.row()
            && content.row(key).is_none()
        {
            content.rows.push(DraftRow::empty(key.clone()));
            content.set(&change.field, change.now.clone());
            continue;
        }
        if current.row_was_absent(&change.field) {
            content.set(&change.field, change.now.clone());
        } else {
            conflicts.extend(merge::apply(&mut content, change));
        }
    }
    for row in &patch.removed {
        // Only an untouched row goes; one that was written into meanwhile stays, and its writer's words with it.
        content.rows.retain(|held| held.key != row.key || held != row);
    }
    if let Some(order) = &patch.order {
        let place: BTreeMap<_, _> = order.iter().enumerate().map(|(place, key)| (key, place)).collect();
        content.rows.sort_by_key(|row| place.get(&row.key).copied().unwrap_or(usize::MAX));
    }
    Merge { content, conflicts }
}

impl DraftContent {
    /// The field belongs to a row this content does not have: nothing can conflict with it.
    fn row_was_absent(&self, field: &Field) -> bool {
        field.row().is_some_and(|key| self.row(key).is_none())
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
