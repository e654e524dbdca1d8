//! Templates: what HR may say around people's material. Places for it are named in braces; every brace opens or closes one, so that a
//! typing mistake is found when it is saved and not in somebody's prompt.
use super::Purpose;
use crate::domain::validation::{self, Problem};
use serde::{Deserialize, Serialize};

/// Longest template, in characters.
pub const LONGEST: usize = 4_000;

/// A place for people's material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// What whoever asks typed: facts or notes.
    Facts,
    JobTitle,
    Task,
    Kpi,
    Weight,
    Difficulty,
    /// The employee's rating and words on the target.
    SelfRating,
    SelfText,
    /// The rating of whoever asks.
    Rating,
    /// Every target with both ratings and what was written on it.
    Targets,
}

impl Placeholder {
    pub const ALL: [Placeholder; 10] = [
        Placeholder::Facts,
        Placeholder::JobTitle,
        Placeholder::Task,
        Placeholder::Kpi,
        Placeholder::Weight,
        Placeholder::Difficulty,
        Placeholder::SelfRating,
        Placeholder::SelfText,
        Placeholder::Rating,
        Placeholder::Targets,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Placeholder::Facts => "facts",
            Placeholder::JobTitle => "job_title",
            Placeholder::Task => "task",
            Placeholder::Kpi => "kpi",
            Placeholder::Weight => "weight",
            Placeholder::Difficulty => "difficulty",
            Placeholder::SelfRating => "self_rating",
            Placeholder::SelfText => "self_text",
            Placeholder::Rating => "rating",
            Placeholder::Targets => "targets",
        }
    }

    /// Those that mean something for this purpose. A prompt for the employee's own words has no place for the reviewer's.
    pub fn of(purpose: Purpose) -> &'static [Placeholder] {
        use Placeholder::{Difficulty, Facts, JobTitle, Kpi, Rating, SelfRating, SelfText, Targets, Task, Weight};
        match purpose {
            Purpose::Result => &[Facts, JobTitle, Task, Kpi, Weight, Difficulty, Rating],
            Purpose::Comment => &[Facts, JobTitle, Task, Kpi, Weight, Difficulty, SelfRating, SelfText, Rating],
            Purpose::Summary => &[Facts, JobTitle, Targets],
        }
    }

    /// Those without which a prompt would leave out what it is about.
    pub fn needed(purpose: Purpose) -> &'static [Placeholder] {
        match purpose {
            Purpose::Result => &[Placeholder::Facts],
            Purpose::Comment => &[Placeholder::Facts, Placeholder::SelfText],
            Purpose::Summary => &[Placeholder::Facts, Placeholder::Targets],
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    Place(Placeholder),
}

/// Takes a template apart. Refused with the first thing that is wrong with it.
pub fn parse(purpose: Purpose, template: &str) -> Result<Vec<Part<'_>>, Problem> {
    if let Some(problem) = validation::check_required(template, LONGEST) {
        return Err(problem);
    }
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        let inside = from.strip_prefix('{').and_then(|from| from.split_once('}')).ok_or(Problem::BrokenPlaceholder)?;
        let (name, after) = inside;
        if name.contains('{') {
            return Err(Problem::BrokenPlaceholder);
        }
        let known = Placeholder::of(purpose).iter().find(|place| place.name() == name);
        let place = known.ok_or_else(|| Problem::UnknownPlaceholder { name: name.chars().take(40).collect() })?;
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Place(*place));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    match Placeholder::needed(purpose).iter().find(|place| !parts.contains(&Part::Place(**place))) {
        Some(missing) => Err(Problem::MissingPlaceholder { name: missing.name().into() }),
        None => Ok(parts),
    }
}

/// One template per purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Templates {
    pub result: String,
    pub comment: String,
    pub summary: String,
}

impl Templates {
    pub fn of(&self, purpose: Purpose) -> &str {
        match purpose {
            Purpose::Result => &self.result,
            Purpose::Comment => &self.comment,
            Purpose::Summary => &self.summary,
        }
    }
}

/// As shipped.
impl Default for Templates {
    fn default() -> Self {
        Templates { result: RESULT.into(), comment: COMMENT.into(), summary: SUMMARY.into() }
    }
}

const RESULT: &str = "Write the explanation of a result for a yearly assessment, in the first person, as the employee would.

The target (weight {weight}, difficulty {difficulty}):
{task}
How it is measured:
{kpi}
The employee's own rating: {rating}

The facts, in the employee's words:
{facts}

Say first what was reached, then how, then what is still open. Two short paragraphs at most.";

const COMMENT: &str = "Write a manager's comment on one target of a yearly assessment, to be read by the employee.

The target (weight {weight}, difficulty {difficulty}):
{task}
How it is measured:
{kpi}

What the employee wrote about the result (their rating: {self_rating}):
{self_text}

The manager's rating: {rating}
The manager's notes:
{facts}

Say what went well, what did not, and what it means for the rating. Fair, concrete, kind. One or two short paragraphs.";

const SUMMARY: &str = "Write a manager's overall summary of a year for one employee, to be read by the employee.

The employee's job:
{job_title}

The targets, with what both wrote:
{targets}

The manager's notes:
{facts}

Sum up the year, name strengths and one or two things to work on. Do not repeat every target. Three short paragraphs at most.";
