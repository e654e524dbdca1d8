//! Words of the departments pages.
pub const TITLE: &str = "Departments";
pub const SETS: &str = "Target sets";
pub const APPROVED_TARGETS: &str = "Approved targets";
pub const COMPANY: &str = "The company";
pub const COMPANY_STATES: &str = "People by state";
pub const TABLE: &str = "By department";
pub const CAPTION: &str = "Departments and their teams with the number of target sets in each state";
pub const DEPARTMENT: &str = "Department, reviewer";
pub const PROGRESS: &str = "Progress";
pub const ALL: &str = "All";
pub const TOTAL: &str = "The company";
pub const PEOPLE: &str = "People";
pub const WITH_HR: &str = "Waiting for HR";
pub const APPROVED: &str = "Approved by HR or complete";
pub const BEFORE_HR: &str = "Not with HR yet";
pub const NO_REVIEWER: &str = "No reviewer";
pub const NO_REVIEWER_NOTE: &str = "Nobody can approve these targets";
pub const NO_DEPARTMENT: &str = "No department";
pub const OPEN_ALL: &str = "Unfold all";
pub const CLOSE_ALL: &str = "Fold all";
pub const EMPTY_YEAR: &str = "No fiscal year is open yet";
pub const EMPTY_YEAR_BODY: &str = "Create a year and open target setting; everybody employed gets a draft then.";
pub const TO_YEARS: &str = "To fiscal years";
pub const EMPTY: &str = "Nobody has targets in this year";
pub const EMPTY_BODY: &str = "Import people first; joiners get a draft when they are added.";
pub const TO_PEOPLE: &str = "To people";

pub const FILTER: &str = "Find target sets";
pub const SEARCH: &str = "Name or employee id";
pub const STATE: &str = "State";
pub const ANY_STATE: &str = "Any state";
pub const APPLY: &str = "Show";
pub const CLEAR: &str = "Clear all filters";
pub const CHIPS: &str = "Show target sets by state";
pub const LIST: &str = "List of target sets";
pub const LIST_CAPTION: &str = "Target sets, where they stand and who reviews them";
pub const PERSON: &str = "Person";
pub const REVIEWER: &str = "Reviewer";
pub const DEPARTMENT_HEAD: &str = "Department";
pub const SINCE: &str = "Since";
pub const DUE: &str = "Due";
pub const LINK: &str = "Targets";
pub const OPEN: &str = "Open";
pub const OVERDUE: &str = "Overdue";
pub const LATE: &str = "Submitted late";
pub const SELECT: &str = "Select";
pub const SELECT_ALL: &str = "Select all on this page";
pub const SELECTION: &str = "Selection";
pub const SELECT_HINT: &str = "Tick the sets you have checked.";
pub const NOTHING_TICKED: &str = "Nothing is ticked yet. Tick at least one set that is with HR.";
pub const APPROVE_SELECTED: &str = "Approve selected";
pub const APPROVE_WHAT: &str = "All ticked ones, or none if one of them moved on meanwhile. Everybody concerned is told.";
pub const RELOAD: &str = "Show how they stand now";
pub const APPROVED_FLASH: &str = "The ticked sets are approved";
pub const APPROVED_FLASH_BODY: &str = "The people and their reviewers were told.";
pub const EMPTY_LIST: &str = "No target set matches";
pub const EMPTY_LIST_BODY: &str = "Try another state or a shorter search.";
pub const EMPTY_APPROVED: &str = "No targets are approved yet";
pub const EMPTY_APPROVED_BODY: &str = "As soon as HR approves the first ones, you can read them here.";

pub fn headed_by(head: &str) -> String {
    format!("Head: {head}")
}

pub fn teams(count: usize) -> String {
    if count == 1 { "1 team".into() } else { format!("{count} teams") }
}

/// A figure that is a link, for those who hear it: "4 With HR, Platform".
pub fn figure(number: u64, state: &str, place: &str) -> String {
    format!("{number} {state}, {place}")
}

/// A state as narrow columns want it; its whole name stands in the tooltip.
pub fn short(state: &str) -> Option<&'static str> {
    Some(match state {
        "submitted_to_manager" => "Manager",
        "revision_requested" => "Changes",
        "manager_approved" => "Ready",
        "submitted_to_hr" => "HR",
        "hr_feedback_requested" => "Back",
        "hr_approved" => "Approved",
        "target_setting_complete" => "Complete",
        _ => return None,
    })
}

pub fn without_reviewer(count: u64) -> String {
    format!("{count} without reviewer")
}

pub fn selected(count: usize) -> String {
    format!("{count} selected")
}

pub fn select(name: &str) -> String {
    format!("Select {name}")
}

pub fn open(name: &str) -> String {
    format!("{OPEN} the targets of {name}")
}

pub fn reviewed_by(name: &str) -> String {
    format!("Reviewed by {name}")
}

pub fn searched(q: &str) -> String {
    format!("Search “{q}”")
}

pub fn unfold(name: &str, open: bool) -> String {
    if open { format!("Fold the teams of {name}") } else { format!("Unfold the teams of {name}") }
}
