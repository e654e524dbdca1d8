//! Words of transfers (R26).
use crate::{
    api::transfers::{FromTo, Trouble},
    domain::transfer::{Obstacle, TransferState},
};

pub const TITLE: &str = "Transfers";
pub const NEW: &str = "Transfer people";
pub const LIST: &str = "Transfers, planned and made";
pub const PERSON: &str = "Person";
pub const MANAGER: &str = "Manager";
pub const DEPARTMENT: &str = "Department";
pub const FROM_ON: &str = "From";
pub const STANDS: &str = "State";
pub const ASKED_BY: &str = "By";
pub const NONE: &str = "No transfers yet";
pub const NONE_BODY: &str =
    "Nobody has changed manager or department here. Whoever does keeps their history; open targets and reviews go along.";
pub const CANCEL: &str = "Cancel";
pub const NOBODY: &str = "nobody";
pub const NOWHERE: &str = "none";
pub const IMPORTED: &str = "Import";

pub const WHO: &str = "Who";
pub const WHO_IDS: &str = "Employee ids";
pub const WHO_IDS_HINT: &str = "One or many, pasted from anywhere: commas, spaces or lines between them.";
pub const TEAM_OF: &str = "And everybody who reports to";
pub const TEAM_OF_HINT: &str = "Employee id, email or full name of a manager. Optional.";
pub const MEMBERS_OF: &str = "And everybody in this department";
pub const MEMBERS_OF_HINT: &str = "Optional. Everybody who stands in it.";
pub const NO_DEPARTMENT: &str = "no department besides";
pub const WHERE_TO: &str = "Where to";
pub const NEW_MANAGER: &str = "New manager";
pub const NEW_MANAGER_HINT: &str = "Reviews them from that day on.";
pub const KEEP_MANAGER: &str = "The manager stays";
pub const TO_MANAGER: &str = "Another manager";
pub const TO_NOBODY: &str = "Nobody: the top of the company, or not known yet";
pub const MANAGER_NO: &str = "Their employee id";
pub const MANAGER_NO_HINT: &str = "Employee id, email or full name, for another manager.";
pub const NEW_DEPARTMENT: &str = "New department";
pub const NEW_DEPARTMENT_HINT: &str = "Lists and figures count them there from that day on.";
pub const KEEP_DEPARTMENT: &str = "The department stays";
pub const OUT: &str = "No department";
pub const WHEN: &str = "When and why";
pub const ON: &str = "First day";
pub const ON_HINT: &str =
    "Today and days that were count at once. A day to come is planned, and carried out by itself on that day.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional. HR reads it on the person's page and in the audit log.";
pub const PREVIEW: &str = "Preview";
pub const CHANGE_NOTHING: &str = "The preview changes nothing.";
pub const WILL: &str = "This will happen";
pub const WHO_MOVES: &str = "Who moves";
pub const GOES_ALONG: &str = "Goes along";
pub const NOTHING_GOES: &str = "nothing open";
pub const IN_THE_WAY: &str = "Note";
pub const LOOP_TITLE: &str = "That would make a loop";
pub const BLOCKED: &str = "Nobody is moved while something is in the way. Take those people out, or change what is asked.";
pub const EXPLAINED: &str = "Open targets and reviews go to the new reviewer, with a mark and the day. The former manager keeps reading everything as it stood, and both managers are told. Nothing that was written is lost.";
pub const HISTORY: &str = "Transfers";
pub const NO_HISTORY: &str = "Never changed manager or department here.";
pub const TRANSFER: &str = "Transfer";

pub const HANDED_OVER: &str = "Handed over";
pub const HANDED_OVER_LINK: &str = "People I handed over to another reviewer";
pub const HANDED_OVER_EXPLAINED: &str = "People you reviewed who have another reviewer now: their targets and reviews as they stood on the day they changed. Nothing here can be changed.";
pub const HANDED_OVER_NONE: &str = "Nothing handed over";
pub const HANDED_OVER_NONE_BODY: &str = "When somebody you review changes manager, what you know of them stays readable here.";
pub const YEAR: &str = "Year";
pub const TARGETS_THEN: &str = "Targets then";
pub const REVIEW_THEN: &str = "Review then";
pub const NEXT: &str = "Reviewer after";
pub const NO_REVIEW: &str = "no review yet";
pub const AS_IT_STOOD: &str = "As it stood";
pub const NO_TARGETS: &str = "Nothing had been handed over to you by that day: a draft is its writer's.";
pub const IN_FORCE: &str = "As approved before mid-year. What was being changed since was not in force that day.";
pub const TARGETS: &str = "Targets";
pub const REVIEW: &str = "Review";
pub const OWN_WORDS: &str = "Self-evaluation";
pub const YOUR_WORDS: &str = "The reviewer's half";
pub const NOT_RATED: &str = "not rated yet";
pub const RANK: &str = "Rank";
pub const NO_HALF: &str = "Nothing was written by that day.";

pub fn state(state: TransferState) -> (&'static str, &'static str) {
    match state {
        TransferState::Planned => ("info", "Planned"),
        TransferState::Done => ("success", "Done"),
        TransferState::Cancelled => ("neutral", "Cancelled"),
    }
}

pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::HasLeft => "They have left the company. Cancel it, or reactivate them.",
        Trouble::ManagerLeft => "The new manager has left the company. Cancel it and plan another.",
        Trouble::Loop => "It would close a loop of managers. Cancel it, or change who reports to whom.",
    }
}

pub fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Oneself => "Your own record: another HR admin moves you.",
        Obstacle::HasLeft => "Has left the company.",
        Obstacle::OwnManager => "Would be their own manager.",
        Obstacle::NothingChanges => "Is there already, and is left out.",
        Obstacle::LaterOneStands => "Was transferred on a later day already.",
        Obstacle::AnotherThatDay => "Another transfer is planned for that day. Cancel it first.",
    }
}

/// "Alice Mori → Bob Tanaka".
pub fn from_to((from, to): &FromTo, nothing: &str) -> String {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| nothing.to_owned());
    format!("{} → {}", name(from), name(to))
}

/// "FY 2026: targets, With HR"; where there is a review, how far that is.
pub fn along(year: &str, set: &str, review: Option<&str>) -> String {
    match review {
        Some(review) => format!("{year}: review, {review}"),
        None => format!("{year}: targets, {set}"),
    }
}

pub fn now(people: usize) -> String {
    if people == 1 { "Transfer 1 person".into() } else { format!("Transfer {people} people") }
}

pub fn later(people: usize, on: &str) -> String {
    if people == 1 { format!("Plan it for {on}") } else { format!("Plan {people} people for {on}") }
}

pub fn summary(people: usize, on: &str) -> String {
    let who = if people == 1 { "1 person moves".to_owned() } else { format!("{people} people move") };
    format!("{who}, from {on} on.")
}

pub fn cancel_of(name: &str) -> String {
    format!("Cancel the transfer of {name}")
}

/// The mark of a set or review that came from elsewhere in the middle of its cycle.
pub fn mark(on: &str) -> String {
    format!("Transferred mid-cycle, {on}")
}

pub fn as_of(on: &str, next: Option<&str>) -> String {
    match next {
        Some(next) => format!("Transferred from {on} on, to {next}. What came later is between them."),
        None => format!("Transferred from {on} on. What came later is not shown here."),
    }
}

pub fn target(number: usize) -> String {
    format!("Target {number}")
}

/// What somebody did, after their name.
pub fn did(action: &str) -> Option<&'static str> {
    Some(match action {
        "transferred" => "transferred you: another manager or department",
        "transferred_away" => "transferred somebody away from you",
        "transferred_here" => "transferred somebody to you",
        "transfer_stuck" => "could not carry out a planned transfer",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_named_as_such() {
        assert_eq!(from_to(&(Some("Alice Mori".into()), None), NOBODY), "Alice Mori → nobody");
        assert_eq!(from_to(&(None, Some("Sales".into())), NOWHERE), "none → Sales");
        assert_eq!((now(1).as_str(), now(2).as_str()), ("Transfer 1 person", "Transfer 2 people"));
        assert_eq!(later(2, "1 April 2027"), "Plan 2 people for 1 April 2027");
    }
}
