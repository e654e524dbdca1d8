//! The employee's half of a review (R16): a rating and an explanation per target, the job as it is now and where it should
//! lead, and changes to targets, which count only if the reviewer accepts them.
use super::{YES, live, parse_choice, parse_tick, receipt};
use crate::domain::{
    draft::{RowKey, SHORT},
    merge::{TextField, Texts},
    score::{Partial, Rating, Receipt, ScoreProblem},
    target::{Target, WHOLE, parse_weight},
    validation::{self, LINE, Problem, TASK, TEXT, Violation},
};
use serde::{Deserialize, Serialize};

/// What the employee says a target has become. Its texts stay when the box is unticked again, so that two tabs can never lose
/// what was typed there; they count for nothing then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeDraft {
    /// "yes" when the target was changed, else empty.
    pub changed: String,
    pub task: String,
    pub kpi: String,
    pub weight: String,
    pub difficulty: String,
}

/// One target's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfItem {
    pub key: RowKey,
    #[serde(default)]
    pub rating: String,
    #[serde(default)]
    pub result: String,
    #[serde(default)]
    pub change: ChangeDraft,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelfDraft {
    pub job_description: String,
    pub career_path: String,
    pub items: Vec<SelfItem>,
}

/// A place in the self-evaluation. `Total` is not a text; it carries what is wrong with the changed weights together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SelfField {
    JobDescription,
    CareerPath,
    Rating(RowKey),
    Result(RowKey),
    Changed(RowKey),
    Task(RowKey),
    Kpi(RowKey),
    Weight(RowKey),
    Difficulty(RowKey),
    Total,
}

impl SelfField {
    fn key(&self) -> Option<&RowKey> {
        match self {
            SelfField::Rating(key)
            | SelfField::Result(key)
            | SelfField::Changed(key)
            | SelfField::Task(key)
            | SelfField::Kpi(key)
            | SelfField::Weight(key)
            | SelfField::Difficulty(key) => Some(key),
            SelfField::JobDescription | SelfField::CareerPath | SelfField::Total => None,
        }
    }
}

impl TextField for SelfField {
    fn name(&self) -> String {
        match self {
            SelfField::JobDescription => "job_description".into(),
            SelfField::CareerPath => "career_path".into(),
            SelfField::Rating(key) => format!("self_rating-{key}"),
            SelfField::Result(key) => format!("result-{key}"),
            SelfField::Changed(key) => format!("changed-{key}"),
            SelfField::Task(key) => format!("task-{key}"),
            SelfField::Kpi(key) => format!("kpi-{key}"),
            SelfField::Weight(key) => format!("weight-{key}"),
            SelfField::Difficulty(key) => format!("difficulty-{key}"),
            SelfField::Total => "total".into(),
        }
    }

    fn max_length(&self) -> usize {
        match self {
            SelfField::JobDescription | SelfField::CareerPath | SelfField::Result(_) => TEXT,
            SelfField::Task(_) | SelfField::Kpi(_) => TASK,
            SelfField::Rating(_) | SelfField::Changed(_) | SelfField::Weight(_) | SelfField::Difficulty(_) => SHORT,
            SelfField::Total => LINE,
        }
    }
}

impl SelfItem {
    /// A row nobody has typed in. The change starts as the target is, so that a form has something to change.
    fn starting(target: &Target) -> Self {
        let change = ChangeDraft {
            changed: String::new(),
            task: target.task.clone(),
            kpi: target.kpi.clone(),
            weight: target.weight.to_string(),
            difficulty: target.difficulty.code().to_owned(),
        };
        SelfItem { key: target.key.clone(), rating: String::new(), result: String::new(), change }
    }

    /// The employee ticked that this target was changed.
    pub fn is_changed(&self) -> bool {
        self.change.changed == YES
    }
}

impl SelfDraft {
    /// What a review begins with: a row for each approved target, in their order.
    pub fn starting(approved: &[Target]) -> Self {
        SelfDraft { items: approved.iter().map(SelfItem::starting).collect(), ..Self::default() }
    }

    pub fn item(&self, key: &RowKey) -> Option<&SelfItem> {
        self.items.iter().find(|item| item.key == *key)
    }

    /// The employee's own sum so far, with the changes as they would have them.
    pub fn live(&self, approved: &[Target]) -> Partial {
        live(approved.iter().map(|target| {
            let item = self.item(&target.key);
            let rating = item.and_then(|item| item.rating.parse().ok());
            match item.filter(|item| item.is_changed()) {
                Some(item) => (parse_weight(&item.change.weight).ok(), parse_choice(&item.change.difficulty).ok(), rating),
                None => (Some(target.weight), Some(target.difficulty), rating),
            }
        }))
    }
}

impl Texts for SelfDraft {
    type Field = SelfField;

    fn fields(&self) -> Vec<SelfField> {
        let rows = self.items.iter().flat_map(|item| {
            [
                SelfField::Rating,
                SelfField::Result,
                SelfField::Changed,
                SelfField::Task,
                SelfField::Kpi,
                SelfField::Weight,
                SelfField::Difficulty,
            ]
            .map(|field| field(item.key.clone()))
        });
        [SelfField::JobDescription, SelfField::CareerPath].into_iter().chain(rows).collect()
    }

    fn get(&self, field: &SelfField) -> Option<&str> {
        let item = || self.item(field.key()?);
        Some(match field {
            SelfField::JobDescription => &self.job_description,
            SelfField::CareerPath => &self.career_path,
            SelfField::Rating(_) => &item()?.rating,
            SelfField::Result(_) => &item()?.result,
            SelfField::Changed(_) => &item()?.change.changed,
            SelfField::Task(_) => &item()?.change.task,
            SelfField::Kpi(_) => &item()?.change.kpi,
            SelfField::Weight(_) => &item()?.change.weight,
            SelfField::Difficulty(_) => &item()?.change.difficulty,
            SelfField::Total => return None,
        })
    }

    fn set(&mut self, field: &SelfField, text: String) -> bool {
        let item = self.items.iter_mut().find(|item| Some(&item.key) == field.key());
        let slot = match field {
            SelfField::JobDescription => Some(&mut self.job_description),
            SelfField::CareerPath => Some(&mut self.career_path),
            SelfField::Rating(_) => item.map(|item| &mut item.rating),
            SelfField::Result(_) => item.map(|item| &mut item.result),
            SelfField::Changed(_) => item.map(|item| &mut item.change.changed),
            SelfField::Task(_) => item.map(|item| &mut item.change.task),
            SelfField::Kpi(_) => item.map(|item| &mut item.change.kpi),
            SelfField::Weight(_) => item.map(|item| &mut item.change.weight),
            SelfField::Difficulty(_) => item.map(|item| &mut item.change.difficulty),
            SelfField::Total => None,
        };
        slot.map(|slot| *slot = text).is_some()
    }
}

/// One target as its owner sees the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfRating {
    pub key: RowKey,
    pub rating: Rating,
    pub result: String,
}

/// A self-evaluation as it was handed over: whole and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfEvaluation {
    pub job_description: String,
    pub career_path: String,
    pub items: Vec<SelfRating>,
    /// All targets, those left alone too, as the employee would have them; `None` when none differs from what was approved.
    pub changed: Option<Vec<Target>>,
}

impl SelfEvaluation {
    /// The employee's own score over `targets`.
    pub fn receipt(&self, targets: &[Target]) -> Result<Receipt, ScoreProblem> {
        receipt(targets, |key| self.items.iter().find(|item| item.key == *key).map(|item| item.rating))
    }
}

/// R9, R16: a draft becomes a self-evaluation, or every violation at once, in the order of the page. `approved` decides which rows
/// there are, so a changed set has as many targets as the approved one; what else makes a set whole is checked again.
pub fn check_self(draft: &SelfDraft, approved: &[Target]) -> Result<SelfEvaluation, Vec<Violation>> {
    let mut violations = Vec::new();
    let mut refuse = |field: SelfField, problem: Problem| violations.push(Violation::new(field.name(), problem));

    for (field, text) in [(SelfField::JobDescription, &draft.job_description), (SelfField::CareerPath, &draft.career_path)] {
        if let Some(problem) = validation::check_required(text, TEXT) {
            refuse(field, problem);
        }
    }
    let (mut items, mut targets, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for target in approved {
        let key = || target.key.clone();
        let item = draft.item(&target.key).cloned().unwrap_or_else(|| SelfItem::starting(target));
        let rating = parse_choice(&item.rating).map_err(|problem| refuse(SelfField::Rating(key()), problem));
        if let Some(problem) = validation::check_required(&item.result, TEXT) {
            refuse(SelfField::Result(key()), problem);
        }
        items.extend(rating.map(|rating| SelfRating { key: key(), rating, result: item.result.clone() }));
        let ticked = parse_tick(&item.change.changed).map_err(|problem| refuse(SelfField::Changed(key()), problem));
        if ticked != Ok(true) {
            weights.push(Ok(target.weight));
            targets.push(target.clone());
            continue;
        }
        let ChangeDraft { task, kpi, weight, difficulty, .. } = item.change;
        for (field, text) in [(SelfField::Task(key()), &task), (SelfField::Kpi(key()), &kpi)] {
            if let Some(problem) = validation::check_required(text, TASK) {
                refuse(field, problem);
            }
        }
        let weight = parse_weight(&weight).map_err(|problem| refuse(SelfField::Weight(key()), problem));
        let difficulty = parse_choice(&difficulty).map_err(|problem| refuse(SelfField::Difficulty(key()), problem));
        weights.push(weight);
        if let (Ok(weight), Ok(difficulty)) = (weight, difficulty) {
            targets.push(Target { key: key(), task, kpi, weight, difficulty, goal: target.goal });
        }
    }
    // A total of weights that cannot be read would blame the wrong field.
    if let Ok(weights) = weights.into_iter().collect::<Result<Vec<_>, ()>>()
        && weights.iter().sum::<i64>() != WHOLE
    {
        refuse(SelfField::Total, Problem::WrongTotal { is: weights.iter().sum() });
    }
    if !violations.is_empty() {
        return Err(violations);
    }
    let changed = targets.iter().zip(approved).any(|(mine, approved)| mine != approved).then_some(targets);
    let SelfDraft { job_description, career_path, .. } = draft.clone();
    Ok(SelfEvaluation { job_description, career_path, items, changed })
}
