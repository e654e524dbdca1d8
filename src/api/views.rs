//! Pieces that several areas' answers are made of.
use crate::domain::{
    actor::Role,
    ids::{DepartmentId, FiscalYearId, GoalId, PersonId, TargetSetId},
    merge::Conflict,
    target::{SetAction, SetState},
};
use serde::{Deserialize, Serialize};

/// A moment as the company's clock shows it, worded by the server: the browser needs no calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Machine-readable, UTC.
    pub iso: String,
    /// "22 November 2026", or "today".
    pub day: String,
    /// "14:02".
    pub time: String,
    /// Day, time and zone, for the tooltip.
    pub full: String,
}

/// The answer to a save (R10): what the server holds now, other tabs' changes merged in, and the fields this save wanted to
/// change that somebody else changed first; `content` holds theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved<D, F> {
    pub version: i64,
    pub saved: When,
    pub content: D,
    pub conflicts: Vec<Conflict<F>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    pub id: PersonId,
    pub employee_no: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRef {
    pub id: FiscalYearId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentRef {
    pub id: DepartmentId,
    pub name: String,
}

/// Where a set stands: what every list and head shows of it, and all that others see of a draft (R3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetHead {
    pub set: TargetSetId,
    pub year: YearRef,
    pub owner: PersonRef,
    pub department: String,
    pub grade: String,
    pub job_title: String,
    /// Nobody yet: listed as "no reviewer" until HR names one (R4).
    pub reviewer: Option<PersonRef>,
    /// Somebody who acts for the reviewer today (R23).
    pub cover: Option<String>,
    /// The reader acts for the reviewer.
    pub stands_in: bool,
    pub state: SetState,
    pub since: When,
    /// "31 May 2026"; the personal window's day when HR opened one.
    pub due: Option<String>,
    pub overdue: bool,
    /// Handed over after the due date.
    pub late: bool,
    pub exempt: Option<String>,
    /// HR closed the year (R41).
    pub archived: bool,
    /// R26: the day it came from another manager or department in the middle of its cycle, in words.
    pub transferred: Option<String>,
    /// What the asking actor may do with it now.
    pub actions: Vec<SetAction>,
}

/// One target as handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetView {
    pub key: String,
    pub task: String,
    pub kpi: String,
    pub weight: i64,
    pub difficulty: String,
    pub goal: Option<String>,
}

/// What was last handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionView {
    pub at: When,
    pub current_role: String,
    pub long_term_goal: String,
    pub targets: Vec<TargetView>,
}

/// One step in a set's history (R33), with who did it as what and for whom (R24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    pub at: When,
    pub actor: Option<String>,
    pub role: Option<Role>,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub from: SetState,
    pub to: SetState,
    pub comment: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalView {
    pub id: GoalId,
    /// The department's name; nothing for a goal of the whole company.
    pub department: Option<String>,
    pub title: String,
    pub description: String,
}

/// How many sets are in each state, in the order of the states; exempt ones apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCounts {
    pub by_state: Vec<(SetState, u64)>,
    pub exempt: u64,
    pub total: u64,
}
