//! Correcting an archived review (R41). A text is corrected at once; a rating changes a score, so the director or the board confirms
//! it first. Scores are computed anew from all ratings, never adjusted; a board's rank (R21) stays the board's.
use super::{
    draft::RowKey,
    evaluation::{ManagerEvaluation, ManagerField, SelfEvaluation, SelfField},
    merge::TextField,
    score::{Rating, Score, ScoreProblem},
    target::{Target, UnknownCode},
    validation::{self, Problem, Violation},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// One text or rating of a review that was handed over. Its name is the one its field had while it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CorrectedField {
    JobDescription,
    CareerPath,
    SelfRating(RowKey),
    Result(RowKey),
    Summary,
    Rating(RowKey),
    Comment(RowKey),
}

impl CorrectedField {
    pub fn name(&self) -> String {
        match self {
            CorrectedField::JobDescription => SelfField::JobDescription.name(),
            CorrectedField::CareerPath => SelfField::CareerPath.name(),
            CorrectedField::SelfRating(key) => SelfField::Rating(key.clone()).name(),
            CorrectedField::Result(key) => SelfField::Result(key.clone()).name(),
            CorrectedField::Summary => ManagerField::Summary.name(),
            CorrectedField::Rating(key) => ManagerField::Rating(key.clone()).name(),
            CorrectedField::Comment(key) => ManagerField::Comment(key.clone()).name(),
        }
    }

    /// It stands in the employee's half: whoever may read that half may read its corrections.
    pub fn is_own_part(&self) -> bool {
        use CorrectedField::{CareerPath, JobDescription, Result, SelfRating};
        matches!(self, JobDescription | CareerPath | SelfRating(_) | Result(_))
    }

    pub fn is_rating(&self) -> bool {
        matches!(self, CorrectedField::SelfRating(_) | CorrectedField::Rating(_))
    }

    /// R41: what would change a score needs the director or the board.
    pub fn needs_confirmation(&self) -> bool {
        self.is_rating()
    }

    fn max_length(&self) -> usize {
        match self {
            CorrectedField::JobDescription => SelfField::JobDescription.max_length(),
            CorrectedField::CareerPath => SelfField::CareerPath.max_length(),
            CorrectedField::SelfRating(key) => SelfField::Rating(key.clone()).max_length(),
            CorrectedField::Result(key) => SelfField::Result(key.clone()).max_length(),
            CorrectedField::Summary => ManagerField::Summary.max_length(),
            CorrectedField::Rating(key) => ManagerField::Rating(key.clone()).max_length(),
            CorrectedField::Comment(key) => ManagerField::Comment(key.clone()).max_length(),
        }
    }
}

impl FromStr for CorrectedField {
    type Err = UnknownCode;
    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let key = |key: &str| RowKey(key.to_owned());
        Ok(match name.split_once('-') {
            None => match name {
                "job_description" => CorrectedField::JobDescription,
                "career_path" => CorrectedField::CareerPath,
                "summary" => CorrectedField::Summary,
                _ => return Err(UnknownCode),
            },
            Some(("self_rating", row)) => CorrectedField::SelfRating(key(row)),
            Some(("result", row)) => CorrectedField::Result(key(row)),
            Some(("manager_rating", row)) => CorrectedField::Rating(key(row)),
            Some(("comment", row)) => CorrectedField::Comment(key(row)),
            Some(_) => return Err(UnknownCode),
        })
    }
}

/// Both halves as they stand, and the targets they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub approved: Vec<Target>,
    /// Missing when HR moved the review on without one (R12a).
    pub own: Option<SelfEvaluation>,
    pub manager: Option<ManagerEvaluation>,
}

/// The scores of both halves; nothing for a half that is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    pub own: Option<Score>,
    pub manager: Option<Score>,
}

impl Scores {
    /// The one that a correction of `field` concerns.
    pub fn of(self, field: &CorrectedField) -> Option<Score> {
        if field.is_own_part() { self.own } else { self.manager }
    }
}

impl Reviewed {
    /// Everything that can be corrected, in the order of the page.
    pub fn fields(&self) -> Vec<CorrectedField> {
        let mut fields = Vec::new();
        if self.own.is_some() {
            fields.extend([CorrectedField::JobDescription, CorrectedField::CareerPath]);
        }
        for target in &self.approved {
            let key = || target.key.clone();
            if self.own.is_some() {
                fields.extend([CorrectedField::SelfRating(key()), CorrectedField::Result(key())]);
            }
            if self.manager.is_some() {
                fields.extend([CorrectedField::Rating(key()), CorrectedField::Comment(key())]);
            }
        }
        if self.manager.is_some() {
            fields.push(CorrectedField::Summary);
        }
        fields.into_iter().filter(|field| self.get(field).is_some()).collect()
    }

    /// What stands there now; `None` for a place this review does not have.
    pub fn get(&self, field: &CorrectedField) -> Option<String> {
        let own = |key: &RowKey| self.own.as_ref()?.items.iter().find(|item| item.key == *key);
        let manager = |key: &RowKey| self.manager.as_ref()?.items.iter().find(|item| item.key == *key);
        match field {
            CorrectedField::JobDescription => Some(self.own.as_ref()?.job_description.clone()),
            CorrectedField::CareerPath => Some(self.own.as_ref()?.career_path.clone()),
            CorrectedField::SelfRating(key) => Some(own(key)?.rating.code().to_owned()),
            CorrectedField::Result(key) => Some(own(key)?.result.clone()),
            CorrectedField::Summary => Some(self.manager.as_ref()?.summary.clone()),
            CorrectedField::Rating(key) => Some(manager(key)?.rating.code().to_owned()),
            CorrectedField::Comment(key) => Some(manager(key)?.comment.clone()),
        }
    }

    /// The same review with this value in that place. A value that is none, or a place it does not have, changes nothing.
    pub fn with(&self, field: &CorrectedField, value: &str) -> Reviewed {
        let mut corrected = self.clone();
        let own = corrected.own.as_mut();
        let manager = corrected.manager.as_mut();
        let text = value.to_owned();
        match field {
            CorrectedField::JobDescription => own.into_iter().for_each(|own| own.job_description = text.clone()),
            CorrectedField::CareerPath => own.into_iter().for_each(|own| own.career_path = text.clone()),
            CorrectedField::SelfRating(key) => {
                let item = own.and_then(|own| own.items.iter_mut().find(|item| item.key == *key));
                if let (Some(item), Ok(rating)) = (item, value.parse::<Rating>()) {
                    item.rating = rating;
                }
            }
            CorrectedField::Result(key) => {
                let item = own.and_then(|own| own.items.iter_mut().find(|item| item.key == *key));
                item.into_iter().for_each(|item| item.result = text.clone());
            }
            CorrectedField::Summary => manager.into_iter().for_each(|manager| manager.summary = text.clone()),
            CorrectedField::Rating(key) => {
                let item = manager.and_then(|manager| manager.items.iter_mut().find(|item| item.key == *key));
                if let (Some(item), Ok(rating)) = (item, value.parse::<Rating>()) {
                    item.rating = rating;
                }
            }
            CorrectedField::Comment(key) => {
                let item = manager.and_then(|manager| manager.items.iter_mut().find(|item| item.key == *key));
                item.into_iter().for_each(|item| item.comment = text.clone());
            }
        }
        corrected
    }

    /// Both scores, computed from all ratings (R19).
    pub fn scores(&self) -> Result<Scores, ScoreProblem> {
        let own = self.own.as_ref().map(|own| own.receipt(own.changed.as_deref().unwrap_or(&self.approved))).transpose()?;
        let manager = self
            .manager
            .as_ref()
            .map(|manager| manager.receipt(manager.counted(&self.approved, self.own.as_ref())))
            .transpose()?;
        Ok(Scores { own: own.map(|receipt| receipt.total), manager: manager.map(|receipt| receipt.total) })
    }
}

/// A correction as it may be stored: the value and the reason, checked. `now` is what stands there.
pub fn check(field: &CorrectedField, now: &str, value: &str, reason: &str) -> Result<(String, String), Vec<Violation>> {
    let value = validation::normalise_newlines(value).trim().to_owned();
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    let problem = if field.is_rating() {
        match value.parse::<Rating>() {
            Ok(_) => None,
            Err(_) if value.is_empty() => Some(Problem::Missing),
            Err(_) => Some(Problem::OutOfRange { min: 1, max: 5 }),
        }
    } else {
        validation::check_required(&value, field.max_length())
    };
    let problem = problem.or_else(|| (value == now.trim()).then_some(Problem::Unchanged));
    let violations: Vec<_> = [
        problem.map(|problem| Violation::new("value", problem)),
        validation::check_required(&reason, validation::TASK).map(|problem| Violation::new("reason", problem)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if violations.is_empty() { Ok((value, reason)) } else { Err(violations) }
}

#[cfg(test)]
#[path = "correction_tests.rs"]
mod tests;
