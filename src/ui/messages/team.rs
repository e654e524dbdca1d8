//! Words of the team pages.
use crate::{
    api::views::SetHead,
    domain::target::{Party, SetState},
};

pub const TABS: &str = "The team's year";
pub const TARGETS: &str = "Targets";
pub const EVALUATION: &str = "Evaluation";
pub const TITLE: &str = "Team";
pub const SUBMIT: &str = "Submit team to HR";
pub const SUBMIT_WHAT: &str =
    "HR checks them and approves, or sends a question back to you. Until then neither you nor your team can change them.";
pub const SUBMIT_NOW: &str = "Submit now";
pub const SUBMITTED: &str = "Your team is with HR";
pub const SUBMITTED_BODY: &str = "HR was told. Questions come back to you, and you see here how far each person is.";
pub const DONE: &str = "Your decision is recorded";
pub const DONE_BODY: &str = "The person was told. Who still waits for your review stands below.";
pub const NOT_READY: &str = "Not ready yet";
pub const NOT_READY_BODY: &str = "A team goes to HR as a whole. Approve their targets, or ask HR to exempt somebody.";
pub const MISSING: &str = "Still missing";
pub const SHOW_MISSING: &str = "Show who is missing";
pub const SUMMARY: &str = "How your team stands";
pub const LEGEND: &str = "People by state";
pub const REPORTS: &str = "People";
pub const ALL: &str = "All";
pub const MINE: &str = "Waiting for your review";
pub const OVERDUE: &str = "Overdue";
pub const READY: &str = "Approved or further on";
pub const FILTERS: &str = "Show people by state";
pub const TABLE: &str = "Reports";
pub const CAPTION: &str = "Your reports, where their targets stand and whose turn it is";
pub const PERSON: &str = "Person";
pub const STATE: &str = "State";
pub const TURN: &str = "Whose turn";
pub const SINCE: &str = "Waiting since";
pub const DUE: &str = "Due";
pub const LATE: &str = "Submitted late";
pub const NO_DUE: &str = "No due date";
pub const EMPTY_YEAR: &str = "No fiscal year is open yet";
pub const EMPTY_YEAR_BODY: &str = "When HR opens target setting, your reports appear here and you are told.";
pub const EMPTY_TEAM: &str = "Nobody reports to you in this year";
pub const EMPTY_TEAM_BODY: &str = "If somebody should, HR can set you as their manager or reviewer.";
pub const EMPTY_FILTER: &str = "Nobody is in this state";
pub const SHOW_ALL: &str = "Show everybody";

/// Whose turn it is, as short as a column wants it. The reader is the reviewer.
pub fn turn(row: &SetHead) -> String {
    if row.exempt.is_some() {
        return "Nobody".into();
    }
    match (row.state, row.state.turn()) {
        (SetState::ManagerApproved, _) => "You, with the team".into(),
        (_, Some(Party::Reviewer)) => "You".into(),
        (_, Some(Party::Owner)) => row.owner.name.clone(),
        (_, Some(Party::Hr)) => "HR".into(),
        (_, None) => "Nobody".into(),
    }
}

pub fn submit_count(ready: u64) -> String {
    if ready == 1 { "One set of targets goes to HR.".into() } else { format!("{ready} sets of targets go to HR.") }
}

pub fn missing_count(missing: usize, ready: u64) -> String {
    let who = if missing == 1 { "One person is missing".to_owned() } else { format!("{missing} people are missing") };
    match ready {
        0 => format!("{who}."),
        1 => format!("{who}; one set is approved and waits."),
        ready => format!("{who}; {ready} sets are approved and wait."),
    }
}

pub fn more(count: usize) -> String {
    format!("and {count} more")
}

pub fn shown(shown: usize, all: usize) -> String {
    if shown == all { format!("{all} in all") } else { format!("{shown} of {all}") }
}

pub fn ready_of(ready: usize, total: usize) -> String {
    format!("{ready} of {total}")
}
