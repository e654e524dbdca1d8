//! A delegation: one reviewer acts for another on some days (R23, R24). What it allows follows from what the original reviewer
//! reviews themself on that day, so that it can neither widen nor be passed on.
use super::{
    ids::PersonId,
    target::UnknownCode,
    time::Date,
    validation::{self, Problem, TASK, Violation},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// Named people in one delegation.
pub const PEOPLE_MAX: usize = 500;
/// Teams handed over at once.
pub const TEAMS_MAX: usize = 100;
/// "Ends soon", in days from today.
pub const SOON: i32 = 14;
/// How many days before its last day an end is told.
pub const TOLD_BEFORE: i32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelegationState {
    /// A manager asked a colleague.
    Requested,
    Accepted,
    Declined,
    /// Taken back by whoever asked.
    Withdrawn,
    /// By HR, who asks nobody.
    Created,
    /// Before its last day.
    Ended,
}

impl DelegationState {
    pub const ALL: [DelegationState; 6] = [
        DelegationState::Requested,
        DelegationState::Accepted,
        DelegationState::Declined,
        DelegationState::Withdrawn,
        DelegationState::Created,
        DelegationState::Ended,
    ];

    pub fn code(self) -> &'static str {
        match self {
            DelegationState::Requested => "requested",
            DelegationState::Accepted => "accepted",
            DelegationState::Declined => "declined",
            DelegationState::Withdrawn => "withdrawn",
            DelegationState::Created => "created",
            DelegationState::Ended => "ended",
        }
    }

    /// Agreed on, and not ended: its days decide.
    pub fn stands(self) -> bool {
        matches!(self, DelegationState::Accepted | DelegationState::Created)
    }
}

impl fmt::Display for DelegationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for DelegationState {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        DelegationState::ALL.into_iter().find(|state| state.code() == text).ok_or(UnknownCode)
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DelegationParty {
    /// Whose reviews they are.
    Original,
    Delegate,
    Hr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelegationStep {
    Accept,
    Decline,
    Withdraw,
    /// Another last day, later or earlier.
    ChangeEnd,
    End,
}

impl DelegationStep {
    pub const ALL: [DelegationStep; 5] = [
        DelegationStep::Accept,
        DelegationStep::Decline,
        DelegationStep::Withdraw,
        DelegationStep::ChangeEnd,
        DelegationStep::End,
    ];

    pub fn code(self) -> &'static str {
        match self {
            DelegationStep::Accept => "accept",
            DelegationStep::Decline => "decline",
            DelegationStep::Withdraw => "withdraw",
            DelegationStep::ChangeEnd => "change_end",
            DelegationStep::End => "end",
        }
    }
}

impl FromStr for DelegationStep {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        DelegationStep::ALL.into_iter().find(|step| step.code() == text).ok_or(UnknownCode)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub from: DelegationState,
    pub step: DelegationStep,
    pub by: &'static [DelegationParty],
    pub to: DelegationState,
}

/// Everything that can happen to a delegation. The delegate agrees to more days by having agreed at all: they are told, and may end it.
/// What HR made only HR prolongs.
pub const TRANSITIONS: [Transition; 7] = {
    use DelegationParty::{Delegate, Hr, Original};
    use DelegationState::{Accepted, Created, Declined, Ended, Requested, Withdrawn};
    use DelegationStep::{Accept, ChangeEnd, Decline, End, Withdraw};
    [
        Transition { from: Requested, step: Accept, by: &[Delegate], to: Accepted },
        Transition { from: Requested, step: Decline, by: &[Delegate], to: Declined },
        Transition { from: Requested, step: Withdraw, by: &[Original], to: Withdrawn },
        Transition { from: Accepted, step: ChangeEnd, by: &[Original, Hr], to: Accepted },
        Transition { from: Accepted, step: End, by: &[Original, Delegate, Hr], to: Ended },
        Transition { from: Created, step: ChangeEnd, by: &[Hr], to: Created },
        Transition { from: Created, step: End, by: &[Original, Delegate, Hr], to: Ended },
    ]
};

pub fn transition(from: DelegationState, step: DelegationStep) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| row.from == from && row.step == step)
}

/// Why there is one (R23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Leave,
    Reorganisation,
    MatrixProject,
    Cover,
}

impl Reason {
    pub const ALL: [Reason; 4] = [Reason::Leave, Reason::Reorganisation, Reason::MatrixProject, Reason::Cover];

    pub fn code(self) -> &'static str {
        match self {
            Reason::Leave => "leave",
            Reason::Reorganisation => "reorganisation",
            Reason::MatrixProject => "matrix_project",
            Reason::Cover => "cover",
        }
    }
}

impl FromStr for Reason {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Reason::ALL.into_iter().find(|reason| reason.code() == text).ok_or(UnknownCode)
    }
}

/// First and last day, both included, in the company's time zone; without a last day it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    pub from: Date,
    pub to: Option<Date>,
}

impl Days {
    pub fn contain(self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Nothing of it is left.
    pub fn are_over(self, today: Date) -> bool {
        self.to.is_some_and(|to| to < today)
    }

    pub fn meet(self, other: Days) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// The last day is today or one of the next `within` days.
    pub fn end_within(self, today: Date, within: i32) -> bool {
        self.to.is_some_and(|to| today <= to && (to - today).get_days() <= within)
    }
}

/// The delegate may act on this day.
pub fn is_in_force(state: DelegationState, days: Days, day: Date) -> bool {
    state.stands() && days.contain(day)
}

/// How a delegation stands to a day, for people to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Waiting,
    /// Nobody answered before its days were over.
    Unanswered,
    Planned,
    Running,
    Over,
    Declined,
    Withdrawn,
    Ended,
}

pub fn standing(state: DelegationState, days: Days, today: Date) -> Standing {
    match state {
        DelegationState::Requested if days.are_over(today) => Standing::Unanswered,
        DelegationState::Requested => Standing::Waiting,
        DelegationState::Declined => Standing::Declined,
        DelegationState::Withdrawn => Standing::Withdrawn,
        DelegationState::Ended => Standing::Ended,
        DelegationState::Accepted | DelegationState::Created if days.are_over(today) => Standing::Over,
        DelegationState::Accepted | DelegationState::Created if days.from > today => Standing::Planned,
        DelegationState::Accepted | DelegationState::Created => Standing::Running,
    }
}

/// Whom of the original reviewer's people it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Covers {
    /// Whoever they review, also those who come later.
    Team,
    People(BTreeSet<PersonId>),
}

impl Covers {
    pub fn covers(&self, person: PersonId) -> bool {
        match self {
            Covers::Team => true,
            Covers::People(people) => people.contains(&person),
        }
    }
}

/// A delegation, as far as it says who may review whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub original: PersonId,
    pub delegate: PersonId,
    pub covers: Covers,
    pub state: DelegationState,
    pub days: Days,
}

/// Somebody who acts for a person's reviewer today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    pub person: PersonId,
    /// For all that the reviewer reviews, not for named people: they may hand the team on.
    pub whole_team: bool,
}

/// Everybody who acts for the reviewer of `owner` on a day. `above` is whom somebody reports to: where the delegate is the owner
/// themself, theirs goes one level up. `repo/reviewing.rs` says the same in SQL.
pub fn stand_ins(
    owner: PersonId,
    reviewer: Option<PersonId>,
    above: impl Fn(PersonId) -> Option<PersonId>,
    grants: &[Grant],
    day: Date,
) -> BTreeMap<PersonId, StandIn> {
    let mut found = BTreeMap::new();
    let Some(reviewer) = reviewer else { return found };
    let given =
        |grant: &&Grant| grant.original == reviewer && grant.covers.covers(owner) && is_in_force(grant.state, grant.days, day);
    for grant in grants.iter().filter(given) {
        let own = grant.delegate == owner;
        let person = if own { above(reviewer) } else { Some(grant.delegate) };
        let Some(person) = person.filter(|person| *person != owner && *person != reviewer) else { continue };
        let whole_team = own || grant.covers == Covers::Team;
        let stands = found.entry(person).or_insert(StandIn { person, whole_team });
        stands.whole_team |= whole_team;
    }
    found
}

/// A delegation somebody wants to make.
#[derive(Clone, Debug)]
pub struct Wish {
    pub original: PersonId,
    pub delegate: PersonId,
    pub delegate_has_left: bool,
    pub delegate_is_hr: bool,
    /// HR makes it; else a manager asks.
    pub by_hr: bool,
    pub covers: Covers,
    /// Whom the original reviewer reviews themself.
    pub team: BTreeSet<PersonId>,
    pub days: Days,
    pub today: Date,
    pub note: String,
}

/// Everything that is wrong with it, beside its fields.
pub fn check(wish: &Wish) -> Vec<Violation> {
    let delegate = if wish.delegate == wish.original {
        Some(Problem::Oneself)
    } else if wish.delegate_has_left {
        Some(Problem::HasLeft)
    } else if wish.by_hr && wish.delegate_is_hr {
        Some(Problem::HrItself)
    } else {
        None
    };
    let people = match &wish.covers {
        _ if wish.team.is_empty() => Some(Problem::EmptyTeam),
        Covers::Team => None,
        Covers::People(people) if people.is_empty() => Some(Problem::Missing),
        Covers::People(people) if people.len() > PEOPLE_MAX || !people.is_subset(&wish.team) => Some(Problem::Unknown),
        Covers::People(_) => None,
    };
    let to = check_end(wish.days.from, wish.days.to, wish.today);
    [
        ("delegate_no", delegate),
        ("people", people),
        ("from_on", (wish.days.from < wish.today).then_some(Problem::BeforeStart)),
        ("to_on", to),
        ("note", validation::check_text(&wish.note, TASK)),
    ]
    .into_iter()
    .filter_map(|(field, problem)| Some(Violation::new(field, problem?)))
    .collect()
}

/// A last day may be no earlier than the first one and than today.
pub fn check_end(from: Date, to: Option<Date>, today: Date) -> Option<Problem> {
    to.filter(|to| *to < from || *to < today).map(|_| Problem::BeforeStart)
}

#[cfg(test)]
#[path = "delegation_tests.rs"]
mod tests;
