//! Ratings, scores and averages (R19). Integers only: a weight is whole percents, a difficulty hundredths and a rating a whole
//! number, so that a product is whole ten-thousandths and a score needs no rounding anywhere. Only averages are rounded.
//!
//! What a score means is `rank`'s business, which targets it is made of `evaluation`'s.
use super::target::{Difficulty, UnknownCode, WHOLE};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// R16, R17: from far below what was agreed to far above it. The words people read are `messages`' business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    FarBelow,
    Below,
    Meets,
    Exceeds,
    FarExceeds,
}

impl Rating {
    pub const ALL: [Rating; 5] = [Rating::FarBelow, Rating::Below, Rating::Meets, Rating::Exceeds, Rating::FarExceeds];

    /// The number that is multiplied, 1 to 5.
    pub fn value(self) -> i64 {
        match self {
            Rating::FarBelow => 1,
            Rating::Below => 2,
            Rating::Meets => 3,
            Rating::Exceeds => 4,
            Rating::FarExceeds => 5,
        }
    }

    /// The rating a database column holds as a number.
    pub fn from_value(value: i64) -> Option<Rating> {
        Rating::ALL.into_iter().find(|rating| rating.value() == value)
    }

    /// What forms, drafts and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Rating::FarBelow => "1",
            Rating::Below => "2",
            Rating::Meets => "3",
            Rating::Exceeds => "4",
            Rating::FarExceeds => "5",
        }
    }
}

impl FromStr for Rating {
    type Err = UnknownCode;
    /// White space around it is allowed: a pasted cell often has some.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Rating::ALL.into_iter().find(|rating| rating.code() == text.trim()).ok_or(UnknownCode)
    }
}

/// A number of ten-thousandths: a score, or the points one target gives. Sent and shown as its exact digits, stored as an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Score(i64);

impl Score {
    const UNIT: i64 = 10_000;
    /// The lowest there is: everything rated 1 at difficulty L3.
    pub const MIN: Score = Score(7_500);
    /// The highest there is: everything rated 5 at difficulty L1.
    pub const MAX: Score = Score(62_500);

    pub const fn from_ten_thousandths(units: i64) -> Score {
        Score(units)
    }

    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// Somebody's whole score can be this number.
    pub fn is_attainable(self) -> bool {
        (Score::MIN..=Score::MAX).contains(&self)
    }

    /// How far apart two scores are, whichever is higher.
    pub fn distance(self, other: Score) -> Score {
        Score((self.0 - other.0).abs())
    }
}

impl fmt::Display for Score {
    /// Every digit there is, two decimals at least: "3.25", "3.125", "0.75". Never rounded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        let mut decimals = format!("{rest:04}");
        while decimals.len() > 2 && decimals.ends_with('0') {
            decimals.pop();
        }
        write!(f, "{}{whole}.{decimals}", if self.0 < 0 { "-" } else { "" })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number with at most four decimals")]
pub struct NotAScore;

impl FromStr for Score {
    type Err = NotAScore;
    /// Digits with a point and at most four decimals. More decimals are refused rather than rounded away.
    fn from_str(text: &str) -> Result<Self, NotAScore> {
        let text = text.trim();
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) || decimals.len() > 4 {
            return Err(NotAScore);
        }
        let whole: i64 = whole.parse().map_err(|_| NotAScore)?;
        let rest: i64 = format!("{decimals:0<4}").parse().map_err(|_| NotAScore)?;
        let units = whole.checked_mul(Score::UNIT).and_then(|units| units.checked_add(rest)).ok_or(NotAScore)?;
        Ok(Score(if negative { -units } else { units }))
    }
}

impl From<Score> for String {
    fn from(score: Score) -> String {
        score.to_string()
    }
}

impl TryFrom<String> for Score {
    type Error = NotAScore;
    fn try_from(text: String) -> Result<Self, NotAScore> {
        text.parse()
    }
}

/// What one target brings into the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// Whole percent, 1 to 100.
    pub weight: i64,
    pub difficulty: Difficulty,
    pub rating: Rating,
}

impl Rated {
    /// Weight × difficulty × rating; `None` for a weight that is none.
    fn points(self) -> Option<Score> {
        (1..=WHOLE).contains(&self.weight).then(|| Score(self.weight * self.difficulty.hundredths() * self.rating.value()))
    }
}

/// Why there is no score. Submission has checked all this, so meeting one afterwards means stored data is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ScoreProblem {
    #[error("the weight of target {position} is not a whole percent from 1 to 100")]
    WeightOutOfRange { position: usize },
    #[error("weights total {is}, not 100")]
    WrongTotal { is: i64 },
    #[error("target {position} has no rating")]
    Unrated { position: usize },
}

/// One line of the derivation: weight% × difficulty × rating = points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The target's place on the page, from 1.
    pub position: usize,
    pub weight: i64,
    pub difficulty: Difficulty,
    pub rating: Rating,
    pub points: Score,
}

/// R19: the derivation line by line. The lines add up to the total exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub lines: Vec<ReceiptLine>,
    pub total: Score,
}

/// The score with its derivation.
pub fn receipt(items: &[Rated]) -> Result<Receipt, ScoreProblem> {
    let mut lines = Vec::with_capacity(items.len());
    let (mut weights, mut total) = (0, 0);
    for (position, item) in (1..).zip(items) {
        let points = item.points().ok_or(ScoreProblem::WeightOutOfRange { position })?;
        weights += item.weight;
        total += points.0;
        let Rated { weight, difficulty, rating } = *item;
        lines.push(ReceiptLine { position, weight, difficulty, rating, points });
    }
    if weights == WHOLE { Ok(Receipt { lines, total: Score(total) }) } else { Err(ScoreProblem::WrongTotal { is: weights }) }
}

/// R19: Σ weight × difficulty × rating, for weights that total 100 and no others.
pub fn score(items: &[Rated]) -> Result<Score, ScoreProblem> {
    receipt(items).map(|receipt| receipt.total)
}

/// What is known while somebody still rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// The points of what is rated: the score itself once everything is.
    pub so_far: Score,
    pub rated: usize,
    pub of: usize,
}

impl Partial {
    pub fn is_whole(&self) -> bool {
        self.rated == self.of && self.of > 0
    }
}

/// The live display: `None` stands for a target without a rating yet, or with a weight or difficulty still being typed.
pub fn partial(items: &[Option<Rated>]) -> Partial {
    let points: Vec<Score> = items.iter().flatten().filter_map(|item| item.points()).collect();
    Partial { so_far: Score(points.iter().map(|points| points.0).sum()), rated: points.len(), of: items.len() }
}

/// The lowest and the highest score these weights and difficulties can lead to.
pub fn attainable(targets: &[(i64, Difficulty)]) -> Result<(Score, Score), ScoreProblem> {
    let all = |rating| {
        let items: Vec<_> = targets.iter().map(|&(weight, difficulty)| Rated { weight, difficulty, rating }).collect();
        score(&items)
    };
    Ok((all(Rating::FarBelow)?, all(Rating::FarExceeds)?))
}

/// The mean of scores in hundredths, rounded half up: the one place where digits are dropped, so whatever shows it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Average(i64);

impl Average {
    /// `None` when nobody was scored.
    pub fn of(scores: impl IntoIterator<Item = Score>) -> Option<Average> {
        let (sum, count) = scores.into_iter().fold((0i64, 0i64), |(sum, count), score| (sum + score.0, count + 1));
        // sum / (100 × count) hundredths, and a half more before cutting off.
        (count > 0).then(|| Average((sum + 50 * count).div_euclid(100 * count)))
    }

    /// The mean of scores, each with a weight of its own, rounded the same way. `None` without any weight.
    pub fn weighted(scores: impl IntoIterator<Item = (Score, i64)>) -> Option<Average> {
        let (sum, weight) = scores.into_iter().fold((0i128, 0i128), |(sum, all), (score, weight)| {
            (sum + i128::from(score.0) * i128::from(weight), all + i128::from(weight))
        });
        let hundredths = (weight > 0).then(|| (sum + 50 * weight).div_euclid(100 * weight))?;
        i64::try_from(hundredths).ok().map(Average)
    }

    pub const fn hundredths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Average {
    /// Two decimals, always.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Score(self.0 * 100).fmt(f)
    }
}

impl From<Average> for String {
    fn from(average: Average) -> String {
        average.to_string()
    }
}

impl TryFrom<String> for Average {
    type Error = NotAScore;
    fn try_from(text: String) -> Result<Self, NotAScore> {
        let Score(units) = text.parse()?;
        if units % 100 == 0 { Ok(Average(units / 100)) } else { Err(NotAScore) }
    }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
