//! A change of manager or department (R26): what is wrong with one somebody wants to make, and how a year divides among departments.
use super::{
    ids::{DepartmentId, PersonId},
    target::UnknownCode,
    time::Date,
    validation::{self, Problem, TEXT, Violation},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

/// People transferred together.
pub const PEOPLE_MAX: usize = 1_000;
/// How far ahead, or back, the day of a transfer may lie.
pub const DAYS_AWAY: i32 = 366;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Its day is still to come, or something stood in its way on the day.
    Planned,
    Done,
    Cancelled,
}

impl TransferState {
    pub const ALL: [TransferState; 3] = [TransferState::Planned, TransferState::Done, TransferState::Cancelled];

    pub fn code(self) -> &'static str {
        match self {
            TransferState::Planned => "planned",
            TransferState::Done => "done",
            TransferState::Cancelled => "cancelled",
        }
    }
}

impl FromStr for TransferState {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        TransferState::ALL.into_iter().find(|state| state.code() == text).ok_or(UnknownCode)
    }
}

/// What becomes of a manager or a department: it stays, it goes, or another one comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change<T> {
    #[default]
    Stays,
    None,
    To(T),
}

impl<T: Copy> Change<T> {
    pub fn wanted(self) -> Option<Option<T>> {
        match self {
            Change::Stays => None,
            Change::None => Some(None),
            Change::To(to) => Some(Some(to)),
        }
    }
}

/// Why one person cannot be transferred as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// R1b: nobody changes their own record.
    Oneself,
    HasLeft,
    /// Somebody would be their own manager.
    OwnManager,
    /// Everything is as asked already.
    NothingChanges,
    /// A later transfer of theirs was carried out: the days would be told out of order.
    LaterOneStands,
    /// Another one is planned for the same day.
    AnotherThatDay,
}

/// Somebody who is to be transferred, as they stand.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person: PersonId,
    pub manager: Option<PersonId>,
    pub department: Option<DepartmentId>,
    pub has_left: bool,
    /// The day of the last transfer that was carried out.
    pub last_on: Option<Date>,
    /// Days on which others are planned.
    pub planned_on: Vec<Date>,
}

/// What stands in the way of one person's part in a transfer.
pub fn obstacle(
    by: PersonId,
    who: &Candidate,
    manager: Change<PersonId>,
    department: Change<DepartmentId>,
    on: Date,
) -> Option<Obstacle> {
    let stays = manager.wanted().is_none_or(|manager| manager == who.manager)
        && department.wanted().is_none_or(|department| department == who.department);
    if who.person == by {
        Some(Obstacle::Oneself)
    } else if who.has_left {
        Some(Obstacle::HasLeft)
    } else if manager == Change::To(who.person) {
        Some(Obstacle::OwnManager)
    } else if who.planned_on.contains(&on) {
        Some(Obstacle::AnotherThatDay)
    } else if who.last_on.is_some_and(|last| last > on) {
        Some(Obstacle::LaterOneStands)
    } else if stays && who.planned_on.is_empty() {
        Some(Obstacle::NothingChanges)
    } else {
        None
    }
}

/// What is wrong with the day and the reason, beside their fields.
pub fn check(on: Date, today: Date, reason: &str) -> Vec<Violation> {
    let away = (on - today).get_days();
    let day = (away.abs() > DAYS_AWAY).then_some(Problem::TooFarAway { days: DAYS_AWAY });
    [("on", day), ("reason", validation::check_text(reason, TEXT))]
        .into_iter()
        .filter_map(|(field, problem)| Some(Violation::new(field, problem?)))
        .collect()
}

/// One change of department that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepartmentChange {
    /// The first day in the new one.
    pub on: Date,
    pub from: Option<DepartmentId>,
}

/// Pro rata by days (R26): how many days of a period somebody belonged to which department, the first and the last day included.
/// `changes` are in the order of their days, the latest last; `now` is where they are after all of them. Whoever joined later counts
/// from that day on.
pub fn days_by_department(
    (first, last): (Date, Date),
    joined: Option<Date>,
    now: Option<DepartmentId>,
    changes: &[DepartmentChange],
) -> BTreeMap<Option<DepartmentId>, i32> {
    let first = joined.map_or(first, |joined| joined.max(first));
    let mut days = BTreeMap::new();
    // The day after what is still to be divided.
    let (mut until, mut here) = (last.saturating_add(jiff::Span::new().days(1)), now);
    for change in changes.iter().rev() {
        let from = change.on.clamp(first, until.max(first));
        let spent = (until - from).get_days();
        if spent > 0 {
            *days.entry(here).or_default() += spent;
            until = from;
        }
        here = change.from;
    }
    let spent = (until - first).get_days();
    if spent > 0 {
        *days.entry(here).or_default() += spent;
    }
    days
}

/// Days of several people as people of a whole year, to one decimal, half up: 547 days of 365 are "1.5".
pub fn as_people(days: i64, year: i32) -> String {
    let tenths = (days * 20 + i64::from(year)) / (i64::from(year) * 2).max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
