//! The reviewer's half of a review (R17): a rating and a comment per target, a summary, and, when the employee changed
//! targets, whether those changes count (R16).
use super::{NO, SelfEvaluation, YES, live, parse_choice, parse_tick, receipt, which_targets_count};
use crate::domain::{
    draft::{RowKey, SHORT},
    merge::{TextField, Texts},
    score::{Partial, Rating, Receipt, ScoreProblem},
    target::Target,
    validation::{self, Problem, TEXT, Violation},
};
use serde::{Deserialize, Serialize};

/// One target's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerItem {
    pub key: RowKey,
    #[serde(default)]
    pub rating: String,
    #[serde(default)]
    pub comment: String,
    /// "yes" once the reviewer has seen what the employee changed here, else empty. A mark for the reviewer; it decides nothing.
    #[serde(default)]
    pub acknowledged: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ManagerDraft {
    pub summary: String,
    /// "yes", "no", or empty while undecided: all changes or none.
    pub accept_changes: String,
    pub items: Vec<ManagerItem>,
}

/// A place in the reviewer's half.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ManagerField {
    AcceptChanges,
    Acknowledged(RowKey),
    Rating(RowKey),
    Comment(RowKey),
    Summary,
}

impl ManagerField {
    fn key(&self) -> Option<&RowKey> {
        match self {
            ManagerField::Acknowledged(key) | ManagerField::Rating(key) | ManagerField::Comment(key) => Some(key),
            ManagerField::AcceptChanges | ManagerField::Summary => None,
        }
    }
}

impl TextField for ManagerField {
    fn name(&self) -> String {
        match self {
            ManagerField::AcceptChanges => "accept_changes".into(),
            ManagerField::Acknowledged(key) => format!("acknowledged-{key}"),
            ManagerField::Rating(key) => format!("manager_rating-{key}"),
            ManagerField::Comment(key) => format!("comment-{key}"),
            ManagerField::Summary => "summary".into(),
        }
    }

    fn max_length(&self) -> usize {
        match self {
            ManagerField::Comment(_) | ManagerField::Summary => TEXT,
            ManagerField::AcceptChanges | ManagerField::Acknowledged(_) | ManagerField::Rating(_) => SHORT,
        }
    }
}

impl ManagerItem {
    /// A row nobody has typed in.
    fn starting(target: &Target) -> Self {
        let empty = String::new;
        ManagerItem { key: target.key.clone(), rating: empty(), comment: empty(), acknowledged: empty() }
    }
}

impl ManagerDraft {
    /// What an evaluation begins with: a row for each approved target, in their order.
    pub fn starting(approved: &[Target]) -> Self {
        ManagerDraft { items: approved.iter().map(ManagerItem::starting).collect(), ..Self::default() }
    }

    pub fn item(&self, key: &RowKey) -> Option<&ManagerItem> {
        self.items.iter().find(|item| item.key == *key)
    }

    /// The reviewer has chosen that the employee's changes count.
    pub fn accepts_changes(&self) -> bool {
        self.accept_changes == YES
    }

    /// The sum so far over the targets that count as the draft stands.
    pub fn live(&self, approved: &[Target], own: Option<&SelfEvaluation>) -> Partial {
        let targets = which_targets_count(approved, own.and_then(|own| own.changed.as_deref()), self.accepts_changes());
        live(targets.iter().map(|target| {
            let rating = self.item(&target.key).and_then(|item| item.rating.parse().ok());
            (Some(target.weight), Some(target.difficulty), rating)
        }))
    }
}

impl Texts for ManagerDraft {
    type Field = ManagerField;

    fn fields(&self) -> Vec<ManagerField> {
        let rows = self.items.iter().flat_map(|item| {
            [ManagerField::Acknowledged, ManagerField::Rating, ManagerField::Comment].map(|field| field(item.key.clone()))
        });
        [ManagerField::AcceptChanges].into_iter().chain(rows).chain([ManagerField::Summary]).collect()
    }

    fn get(&self, field: &ManagerField) -> Option<&str> {
        let item = || self.item(field.key()?);
        Some(match field {
            ManagerField::AcceptChanges => &self.accept_changes,
            ManagerField::Acknowledged(_) => &item()?.acknowledged,
            ManagerField::Rating(_) => &item()?.rating,
            ManagerField::Comment(_) => &item()?.comment,
            ManagerField::Summary => &self.summary,
        })
    }

    fn set(&mut self, field: &ManagerField, text: String) -> bool {
        let item = self.items.iter_mut().find(|item| Some(&item.key) == field.key());
        let slot = match field {
            ManagerField::AcceptChanges => Some(&mut self.accept_changes),
            ManagerField::Acknowledged(_) => item.map(|item| &mut item.acknowledged),
            ManagerField::Rating(_) => item.map(|item| &mut item.rating),
            ManagerField::Comment(_) => item.map(|item| &mut item.comment),
            ManagerField::Summary => Some(&mut self.summary),
        };
        slot.map(|slot| *slot = text).is_some()
    }
}

/// One target as the reviewer sees the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerRating {
    pub key: RowKey,
    pub rating: Rating,
    pub comment: String,
}

/// An evaluation as it was completed: whole and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerEvaluation {
    pub summary: String,
    pub items: Vec<ManagerRating>,
    /// Whether the employee's changes count; `None` when there were none.
    pub accepted: Option<bool>,
}

impl ManagerEvaluation {
    /// The targets that are scored (R16).
    pub fn counted<'a>(&self, approved: &'a [Target], own: Option<&'a SelfEvaluation>) -> &'a [Target] {
        which_targets_count(approved, own.and_then(|own| own.changed.as_deref()), self.accepted == Some(true))
    }

    /// The score over `targets`, which are those [`counted`](Self::counted).
    pub fn receipt(&self, targets: &[Target]) -> Result<Receipt, ScoreProblem> {
        receipt(targets, |key| self.items.iter().find(|item| item.key == *key).map(|item| item.rating))
    }
}

/// R9, R16, R17: a draft becomes an evaluation, or every violation at once, in the order of the page. `own` is missing when HR
/// moved the review on without a self-evaluation (R12a).
pub fn check_manager(
    draft: &ManagerDraft,
    approved: &[Target],
    own: Option<&SelfEvaluation>,
) -> Result<ManagerEvaluation, Vec<Violation>> {
    let mut violations = Vec::new();
    let mut refuse = |field: ManagerField, problem: Problem| violations.push(Violation::new(field.name(), problem));

    let accepted = match (own.and_then(|own| own.changed.as_ref()), draft.accept_changes.as_str()) {
        // Nothing to decide: an answer left from before counts for nothing.
        (None, _) => None,
        (Some(_), YES) => Some(true),
        (Some(_), NO) => Some(false),
        (Some(_), other) => {
            let problem = if other.is_empty() { Problem::Missing } else { Problem::Unknown };
            refuse(ManagerField::AcceptChanges, problem);
            None
        }
    };
    let mut items = Vec::new();
    for target in approved {
        let item = draft.item(&target.key).cloned().unwrap_or_else(|| ManagerItem::starting(target));
        let ManagerItem { key, rating, comment, acknowledged } = item;
        if let Err(problem) = parse_tick(&acknowledged) {
            refuse(ManagerField::Acknowledged(key.clone()), problem);
        }
        let rating = parse_choice(&rating).map_err(|problem| refuse(ManagerField::Rating(key.clone()), problem));
        if let Some(problem) = validation::check_required(&comment, TEXT) {
            refuse(ManagerField::Comment(key.clone()), problem);
        }
        items.extend(rating.map(|rating| ManagerRating { key, rating, comment }));
    }
    if let Some(problem) = validation::check_required(&draft.summary, TEXT) {
        refuse(ManagerField::Summary, problem);
    }
    if violations.is_empty() {
        Ok(ManagerEvaluation { summary: draft.summary.clone(), items, accepted })
    } else {
        Err(violations)
    }
}
