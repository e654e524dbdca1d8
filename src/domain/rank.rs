//! Rank tables (R20): which score means which rank, for one employee type and grade. Versions, years and freezing are the
//! services' business; here is what makes a table whole and what it says.
//!
//! A band reaches from its own lower bound up to, not including, the next one's; the top band includes its end. That is how a
//! [`RankTable`] is kept, and why it can have neither gap nor overlap. What an editor types has both ends of every band, as
//! people write such tables, and [`check`] turns one into the other or says where it fails.
use super::{
    score::Score,
    validation::{self, Problem},
};
use serde::{Deserialize, Serialize};

pub const MAX_BANDS: usize = 12;
/// Longest label, in characters.
pub const LABEL: usize = 20;

/// The shipped table, for engineers: label and lower bound. It ends where scores do.
pub const DEFAULT_BANDS: [(&str, Score); 5] = [
    ("C", Score::MIN),
    ("B", Score::from_ten_thousandths(22_500)),
    ("B+", Score::from_ten_thousandths(27_500)),
    ("A", Score::from_ten_thousandths(32_500)),
    ("A+", Score::from_ten_thousandths(37_500)),
];

/// A rank and the lowest score that earns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub label: String,
    pub from: Score,
}

/// A whole table, lowest rank first; the top band ends where scores do. Only [`check`] and the default make one, so every
/// score has exactly one rank in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<BandInput>", try_from = "Vec<BandInput>")]
pub struct RankTable {
    bands: Vec<Band>,
}

/// One row of the editor, as typed. `max` belongs to the next band, or to this one when it is the top.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandInput {
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub min: String,
    #[serde(default)]
    pub max: String,
}

/// Which end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum End {
    Min,
    Max,
}

/// A band the reader can find: its row as typed, from 0, and its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub row: usize,
    pub label: String,
}

/// Why a table is not whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableProblem {
    NoBands,
    TooMany {
        max: usize,
        is: usize,
    },
    LabelMissing {
        row: usize,
    },
    LabelTooLong {
        row: usize,
        max: usize,
        is: usize,
    },
    LabelUnprintable {
        row: usize,
    },
    /// The same label as an earlier row, capital or small.
    DuplicateLabel {
        row: usize,
        label: String,
    },
    NotANumber {
        row: usize,
        end: End,
        typed: String,
    },
    /// No score lies in it: it ends where it starts, or before.
    EmptyBand {
        at: Place,
    },
    /// Above the lowest attainable score, which would have no rank.
    StartsTooHigh {
        at: Place,
        is: Score,
    },
    StartsTooLow {
        at: Place,
        is: Score,
    },
    /// Below the highest attainable score, which would have no rank.
    EndsTooLow {
        at: Place,
        is: Score,
    },
    EndsTooHigh {
        at: Place,
        is: Score,
    },
    /// Scores from `from` up to, not including, `to` have no rank.
    Gap {
        after: Place,
        before: Place,
        from: Score,
        to: Score,
    },
    /// Scores from `from` up to, not including, `to` have two.
    Overlap {
        first: Place,
        second: Place,
        from: Score,
        to: Score,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a whole rank table: {0:?}")]
pub struct NotATable(pub Vec<TableProblem>);

struct Parsed {
    place: Place,
    min: Score,
    max: Score,
}

/// R20: what was typed becomes a table, or everything wrong with its rows, or else with its ends, and the first gap or
/// overlap from below. Rows may be typed in any order, best rank first as well.
pub fn check(typed: &[BandInput]) -> Result<RankTable, Vec<TableProblem>> {
    match typed.len() {
        0 => return Err(vec![TableProblem::NoBands]),
        is if is > MAX_BANDS => return Err(vec![TableProblem::TooMany { max: MAX_BANDS, is }]),
        _ => {}
    }
    let mut problems = Vec::new();
    let mut parsed = Vec::new();
    for (row, band) in typed.iter().enumerate() {
        let label = band.label.trim();
        problems.extend(check_label(row, label, &typed[..row]));
        let mut number = |end, text: &str| {
            let number = text.parse::<Score>();
            if number.is_err() {
                problems.push(TableProblem::NotANumber { row, end, typed: text.to_owned() });
            }
            number.ok()
        };
        if let (Some(min), Some(max)) = (number(End::Min, &band.min), number(End::Max, &band.max)) {
            let place = Place { row, label: label.to_owned() };
            if min < max {
                parsed.push(Parsed { place, min, max });
            } else {
                problems.push(TableProblem::EmptyBand { at: place });
            }
        }
    }
    // A row that could not be read leaves a gap which nobody typed; that would only confuse.
    if parsed.len() == typed.len() {
        parsed.sort_by_key(|band| (band.min, band.max));
        problems.extend(check_cover(&parsed));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let bands = parsed.into_iter().map(|band| Band { label: band.place.label, from: band.min }).collect();
    Ok(RankTable { bands })
}

fn check_label(row: usize, label: &str, before: &[BandInput]) -> Option<TableProblem> {
    match validation::check_required(label, LABEL) {
        Some(Problem::Missing) => Some(TableProblem::LabelMissing { row }),
        Some(Problem::TooLong { max, is }) => Some(TableProblem::LabelTooLong { row, max, is }),
        None if !label.contains(['\n', '\r', '\t']) => {
            let same = |other: &BandInput| other.label.trim().to_lowercase() == label.to_lowercase();
            before.iter().any(same).then(|| TableProblem::DuplicateLabel { row, label: label.to_owned() })
        }
        _ => Some(TableProblem::LabelUnprintable { row }),
    }
}

/// Bands in the order of their lower bounds must lead from the lowest to the highest score, each starting where the last ended.
fn check_cover(bands: &[Parsed]) -> Vec<TableProblem> {
    let mut problems = Vec::new();
    let Some((lowest, others)) = bands.split_first() else { return problems };
    match (lowest.place.clone(), lowest.min) {
        (at, is) if is > Score::MIN => problems.push(TableProblem::StartsTooHigh { at, is }),
        (at, is) if is < Score::MIN => problems.push(TableProblem::StartsTooLow { at, is }),
        _ => {}
    }
    // The band that reaches highest so far. Past the first fault it only serves to find the end.
    let mut reach = lowest;
    let mut fault = None;
    for band in others {
        let (first, second) = (reach.place.clone(), band.place.clone());
        if band.min > reach.max {
            fault.get_or_insert(TableProblem::Gap { after: first, before: second, from: reach.max, to: band.min });
        } else if band.min < reach.max {
            fault.get_or_insert(TableProblem::Overlap { first, second, from: band.min, to: reach.max.min(band.max) });
        }
        if band.max > reach.max {
            reach = band;
        }
    }
    problems.extend(fault);
    match (reach.place.clone(), reach.max) {
        (at, is) if is < Score::MAX => problems.push(TableProblem::EndsTooLow { at, is }),
        (at, is) if is > Score::MAX => problems.push(TableProblem::EndsTooHigh { at, is }),
        _ => {}
    }
    problems
}

impl RankTable {
    /// Lowest rank first.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The rank of a score. `None` only for a number that is nobody's score, such as a sum of some targets.
    pub fn rank_of(&self, score: Score) -> Option<&str> {
        if score > Score::MAX {
            return None;
        }
        self.bands.iter().rev().find(|band| band.from <= score).map(|band| band.label.as_str())
    }

    /// The table as the editor shows it: both ends of every band, lowest rank first.
    pub fn to_input(&self) -> Vec<BandInput> {
        let ends = self.bands.iter().skip(1).map(|band| band.from).chain([Score::MAX]);
        let row = |(band, max): (&Band, Score)| BandInput {
            label: band.label.clone(),
            min: band.from.to_string(),
            max: max.to_string(),
        };
        self.bands.iter().zip(ends).map(row).collect()
    }
}

impl Default for RankTable {
    fn default() -> Self {
        let bands = DEFAULT_BANDS.map(|(label, from)| Band { label: label.to_owned(), from }).to_vec();
        RankTable { bands }
    }
}

impl From<RankTable> for Vec<BandInput> {
    fn from(table: RankTable) -> Self {
        table.to_input()
    }
}

impl TryFrom<Vec<BandInput>> for RankTable {
    type Error = NotATable;
    fn try_from(typed: Vec<BandInput>) -> Result<Self, NotATable> {
        check(&typed).map_err(NotATable)
    }
}

/// Somebody a new table would rank differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankChange<K> {
    pub who: K,
    pub score: Score,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// R20: who would change rank, in the order given. Without an old table, because a grade gets its first, everybody does.
pub fn changes<K: Clone>(old: Option<&RankTable>, new: &RankTable, scores: &[(K, Score)]) -> Vec<RankChange<K>> {
    let mut changed = Vec::new();
    for (who, score) in scores {
        let from = old.and_then(|table| table.rank_of(*score));
        let to = new.rank_of(*score);
        if from != to {
            let owned = |rank: Option<&str>| rank.map(str::to_owned);
            changed.push(RankChange { who: who.clone(), score: *score, from: owned(from), to: owned(to) });
        }
    }
    changed
}

#[cfg(test)]
#[path = "rank_tests.rs"]
mod tests;
