//! What stands in a review: the employee's half and the reviewer's (R16, R17). Both are drafts of texts until handed over, with
//! a fixed set of rows, those of the approved targets; how two hands on one meet is `merge`'s business.
//!
//! `self_part` and `manager_part` each hold a draft, its fields and the check that turns it into something handed over. Here is
//! what both share: which targets count, and what ratings add up to over them.
mod manager_part;
mod self_part;

#[cfg(test)]
mod tests;

pub use manager_part::{ManagerDraft, ManagerEvaluation, ManagerField, ManagerItem, ManagerRating, check_manager};
pub use self_part::{ChangeDraft, SelfDraft, SelfEvaluation, SelfField, SelfItem, SelfRating, check_self};

use super::{
    draft::RowKey,
    score::{self, Partial, Rated, Rating, Receipt, ScoreProblem},
    target::{Difficulty, Target},
    validation::Problem,
};
use std::str::FromStr;

/// What a ticked box and an agreeing answer hold.
pub const YES: &str = "yes";
pub const NO: &str = "no";

/// R16: the employee's changes count when the reviewer accepted them, all or none; otherwise what was approved.
pub fn which_targets_count<'a>(approved: &'a [Target], changed: Option<&'a [Target]>, accepted: bool) -> &'a [Target] {
    match changed {
        Some(changed) if accepted => changed,
        _ => approved,
    }
}

/// A choice as a form sends it.
fn parse_choice<T: FromStr>(typed: &str) -> Result<T, Problem> {
    typed.trim().parse().map_err(|_| if typed.trim().is_empty() { Problem::Missing } else { Problem::Unknown })
}

/// A box that is ticked or not.
fn parse_tick(typed: &str) -> Result<bool, Problem> {
    match typed {
        "" => Ok(false),
        YES => Ok(true),
        _ => Err(Problem::Unknown),
    }
}

/// The score over these targets, in their order, with its derivation. A rating is found by its target's key.
fn receipt(targets: &[Target], rating_of: impl Fn(&RowKey) -> Option<Rating>) -> Result<Receipt, ScoreProblem> {
    let rated = (1..).zip(targets).map(|(position, target)| {
        let rating = rating_of(&target.key).ok_or(ScoreProblem::Unrated { position })?;
        Ok(Rated { weight: target.weight, difficulty: target.difficulty, rating })
    });
    score::receipt(&rated.collect::<Result<Vec<_>, _>>()?)
}

/// The sum so far while somebody rates.
fn live(targets: impl Iterator<Item = (Option<i64>, Option<Difficulty>, Option<Rating>)>) -> Partial {
    let items: Vec<_> = targets
        .map(|(weight, difficulty, rating)| Some(Rated { weight: weight?, difficulty: difficulty?, rating: rating? }))
        .collect();
    score::partial(&items)
}
