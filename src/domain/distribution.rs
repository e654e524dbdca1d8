//! Ranks, averages and what stands out over a team, a department or the company (R27). Only people who were assessed count: no
//! exemptions, nobody closed as not assessed, no score that is not complete (R12a). Comparisons use exact sums; an average that
//! was rounded for showing never decides anything.
use super::{
    rank::RankTable,
    review::ReviewState,
    score::{Average, Score},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A reviewer stands out with at least this many scores: with fewer, a single one explains the distance.
pub const MIN_REPORTS: usize = 5;
/// From this distance on, a score is far from the self-evaluation.
pub const FAR_FROM_SELF: Score = Score::from_ten_thousandths(10_000);
/// Beyond this distance, a reviewer's average is far from the company's.
pub const FAR_FROM_COMPANY: Score = Score::from_ten_thousandths(7_500);

/// The numbers of one review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures<K> {
    pub who: K,
    pub reviewer: Option<K>,
    pub state: ReviewState,
    pub exempt: bool,
    /// As kept.
    pub score: Option<Score>,
    /// As the ratings give it now.
    pub recomputed: Option<Score>,
    /// The employee's own, over the same targets; `None` without a self-evaluation.
    pub self_score: Option<Score>,
    /// The rank in force: frozen, adjusted by the board, or what the score means today.
    pub rank: Option<String>,
}

impl<K> Figures<K> {
    fn counts(&self) -> bool {
        !self.exempt && self.state.is_complete_or_further()
    }

    /// The score, for everybody who has been assessed.
    pub fn assessed(&self) -> Option<Score> {
        self.score.filter(|_| self.counts())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankCount {
    pub label: String,
    pub count: usize,
}

/// How many have which rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Lowest rank first, ranks nobody has too.
    pub ranks: Vec<RankCount>,
    /// Assessed, but of a grade without a table.
    pub unranked: usize,
    /// Everybody assessed: all the counts together.
    pub assessed: usize,
    pub average: Option<Average>,
}

/// R27. Several tables, when grades differ, share the line of a label they have in common; a rank that stands in none of them, for
/// it was frozen from an older version, follows at the end.
pub fn distribution<K>(tables: &[&RankTable], people: &[Figures<K>]) -> Distribution {
    let mut ranks: Vec<RankCount> = Vec::new();
    let mut line = |label: &str| {
        let at = ranks.iter().position(|rank| rank.label == label).unwrap_or(ranks.len());
        if at == ranks.len() {
            ranks.push(RankCount { label: label.to_owned(), count: 0 });
        }
        at
    };
    tables.iter().flat_map(|table| table.bands()).for_each(|band| _ = line(&band.label));
    let assessed: Vec<_> = people.iter().filter(|person| person.assessed().is_some()).collect();
    let held: Vec<_> = assessed.iter().filter_map(|person| person.rank.as_deref()).map(line).collect();
    held.iter().for_each(|&at| ranks[at].count += 1);
    Distribution {
        ranks,
        unranked: assessed.len() - held.len(),
        assessed: assessed.len(),
        average: Average::of(assessed.iter().filter_map(|person| person.assessed())),
    }
}

/// Why somebody should look again. None of it is wrong by itself but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// At least 1.00 apart, either way.
    FarFromSelf { score: Score, self_score: Score },
    /// `who` is the reviewer: more than 0.75 apart, either way, over at least five reports.
    ReviewerFarFromCompany { reviewer: Average, company: Average, reports: usize },
    /// What is kept is not what the ratings give.
    Differs { kept: Option<Score>, recomputed: Option<Score> },
}

impl Reason {
    /// About one review by itself, not about how a reviewer compares with others.
    pub fn is_of_one_review(self) -> bool {
        !matches!(self, Reason::ReviewerFarFromCompany { .. })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlier<K> {
    pub who: K,
    pub reason: Reason,
}

/// R27: scores that differ from their recomputation, then scores far from the self-evaluation, both in the order given, then
/// reviewers in the order of their ids. `company` is everybody, whoever of them is being looked at.
pub fn outliers<K: Ord + Clone>(company: &[Figures<K>]) -> Vec<Outlier<K>> {
    let counted = || company.iter().filter(|person| person.counts());
    let flag = |who: &K, reason| Outlier { who: who.clone(), reason };
    let differing = counted()
        .filter(|person| person.score != person.recomputed)
        .map(|person| flag(&person.who, Reason::Differs { kept: person.score, recomputed: person.recomputed }));
    let far = counted().filter_map(|person| {
        let (score, self_score) = (person.score?, person.self_score?);
        let is_far = score.distance(self_score) >= FAR_FROM_SELF;
        is_far.then(|| flag(&person.who, Reason::FarFromSelf { score, self_score }))
    });

    let scores: Vec<Score> = counted().filter_map(Figures::assessed).collect();
    let mut reports: BTreeMap<&K, Vec<Score>> = BTreeMap::new();
    for person in counted() {
        if let (Some(reviewer), Some(score)) = (&person.reviewer, person.assessed()) {
            reports.entry(reviewer).or_default().push(score);
        }
    }
    let reviewers = reports.into_iter().filter_map(|(reviewer, theirs)| {
        let is_far = theirs.len() >= MIN_REPORTS && mean_distance_exceeds(&theirs, &scores, FAR_FROM_COMPANY);
        let (mean, company) = (Average::of(theirs.iter().copied())?, Average::of(scores.iter().copied())?);
        let reason = Reason::ReviewerFarFromCompany { reviewer: mean, company, reports: theirs.len() };
        is_far.then(|| flag(reviewer, reason))
    });
    differing.chain(far).chain(reviewers).collect()
}

/// |mean of a − mean of b| > limit, multiplied out so that nothing is divided.
fn mean_distance_exceeds(a: &[Score], b: &[Score], limit: Score) -> bool {
    let sum = |scores: &[Score]| scores.iter().map(|score| i128::from(score.ten_thousandths())).sum::<i128>();
    let count = |scores: &[Score]| scores.len() as i128;
    let distance = sum(a) * count(b) - sum(b) * count(a);
    distance.abs() > i128::from(limit.ten_thousandths()) * count(a) * count(b)
}

#[cfg(test)]
#[path = "distribution_tests.rs"]
mod tests;
