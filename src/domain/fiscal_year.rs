//! Fiscal years and their phases. A phase's end is a due date: later work is accepted and marked late until HR closes it (R29).
use super::{
    time::{Date, Timestamp},
    validation::{self, Problem, Violation},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    TargetSetting,
    MidYear,
    Evaluation,
}

impl Phase {
    pub const ALL: [Phase; 3] = [Phase::TargetSetting, Phase::MidYear, Phase::Evaluation];

    pub fn code(self) -> &'static str {
        match self {
            Phase::TargetSetting => "target_setting",
            Phase::MidYear => "mid_year",
            Phase::Evaluation => "evaluation",
        }
    }
}

impl FromStr for Phase {
    type Err = super::target::UnknownCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Phase::ALL.into_iter().find(|phase| phase.code() == text).ok_or(super::target::UnknownCode)
    }
}

/// When a phase's window opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub phase: Phase,
    pub due_on: Date,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl Window {
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// Work handed over on `day` is late when the due day is past; the due day itself is still in time.
    pub fn is_late(&self, day: Date) -> bool {
        day > self.due_on
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WindowRefusal {
    #[error("this phase was opened before")]
    AlreadyOpened,
    #[error("another fiscal year is in this phase")]
    OpenElsewhere,
    #[error("the phase is not open")]
    NotOpen,
    #[error("an earlier phase has to be closed first")]
    TooEarly,
    #[error("a later phase was opened before")]
    TooLate,
    /// R41.
    #[error("the year is archived")]
    Archived,
}

/// R29: several years may be open, at most one per phase, and a phase opens once.
pub fn may_open(phase: Phase, own: &[Window], open_elsewhere: &[Phase]) -> Result<(), WindowRefusal> {
    if own.iter().any(|window| window.phase == phase) {
        Err(WindowRefusal::AlreadyOpened)
    } else if open_elsewhere.contains(&phase) {
        Err(WindowRefusal::OpenElsewhere)
    } else {
        Ok(())
    }
}

/// What HR types to create a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFiscalYear {
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
}

/// A year has a name of one line and ends after it starts.
pub fn check_new_year(name: &str, starts_on: &str, ends_on: &str) -> Result<NewFiscalYear, Vec<Violation>> {
    let mut violations = Vec::new();
    if let Some(problem) = validation::check_line(name) {
        violations.push(Violation::new("name", problem));
    }
    let mut day = |field: &str, text: &str| {
        let parsed = parse_day(text);
        if let Err(problem) = &parsed {
            violations.push(Violation::new(field, problem.clone()));
        }
        parsed.ok()
    };
    let (starts, ends) = (day("starts_on", starts_on), day("ends_on", ends_on));
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends <= starts
    {
        violations.push(Violation::new("ends_on", Problem::BeforeStart));
    }
    match (starts, ends) {
        (Some(starts_on), Some(ends_on)) if violations.is_empty() => {
            Ok(NewFiscalYear { name: name.trim().to_owned(), starts_on, ends_on })
        }
        _ => Err(violations),
    }
}

/// A day as date inputs send it, `2026-05-31`, in years a company plans for.
pub fn parse_day(text: &str) -> Result<Date, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let day: Date = text.trim().parse().map_err(|_| Problem::NotADate)?;
    if (1900..=2200).contains(&day.year()) { Ok(day) } else { Err(Problem::NotADate) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(phase: Phase, closed: bool) -> Window {
        Window { phase, due_on: Date::constant(2026, 5, 31), opened_at: Timestamp(1), closed_at: closed.then_some(Timestamp(2)) }
    }

    #[test]
    fn a_phase_opens_once_and_in_one_year_at_a_time() {
        assert_eq!(may_open(Phase::TargetSetting, &[], &[]), Ok(()));
        assert_eq!(may_open(Phase::TargetSetting, &[window(Phase::TargetSetting, true)], &[]), Err(WindowRefusal::AlreadyOpened));
        assert_eq!(may_open(Phase::TargetSetting, &[], &[Phase::TargetSetting]), Err(WindowRefusal::OpenElsewhere));
        assert_eq!(may_open(Phase::TargetSetting, &[], &[Phase::Evaluation]), Ok(()));
    }

    #[test]
    fn the_due_day_itself_is_in_time() {
        let window = window(Phase::TargetSetting, false);
        assert!(!window.is_late(Date::constant(2026, 5, 31)));
        assert!(window.is_late(Date::constant(2026, 6, 1)));
    }

    #[test]
    fn a_year_ends_after_it_starts() {
        assert!(check_new_year("FY 2026", "2026-04-01", "2027-03-31").is_ok());
        let refused = |name: &str, from: &str, to: &str| check_new_year(name, from, to).expect_err("refused");
        assert_eq!(refused("FY", "2026-04-01", "2026-04-01"), [Violation::new("ends_on", Problem::BeforeStart)]);
        assert_eq!(
            refused("", "2026-02-30", ""),
            [
                Violation::new("name", Problem::Missing),
                Violation::new("starts_on", Problem::NotADate),
                Violation::new("ends_on", Problem::Missing)
            ]
        );
    }
}
