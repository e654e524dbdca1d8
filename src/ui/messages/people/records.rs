//! Words of changing people: records, leaving, roles.
use crate::domain::{actor::Role, policy::people::Verdict};

pub const TABS: &str = "This person";
pub const TAB_OVERVIEW: &str = "Overview";
pub const TAB_EDIT: &str = "Edit";
pub const TAB_TRANSFERS: &str = "Transfers";
pub const TAB_ROLES: &str = "Roles";
pub const TAB_LEAVING: &str = "Leaving";

pub const NEW: &str = "New person";
pub const EDIT: &str = "Edit record";
pub const EMPLOYEE_NO_HINT: &str = "Printed on the badge. It is also the name to sign in with.";
pub const EMAIL_HINT: &str = "Notices and links go there. Nobody else may have it.";
pub const TYPE_AND_GRADE: &str = "Employee type and grade";
pub const TYPE_AND_GRADE_HINT: &str = "The rank table follows from it. To be set before evaluation opens.";
pub const NO_TYPE: &str = "Not set yet";
pub const NO_DEPARTMENT: &str = "Choose a department";
pub const WITHOUT_GRADE: &str = "without a grade";
pub const MANAGER_NO: &str = "Manager’s employee id";
pub const MANAGER_NO_HINT: &str =
    "Reviews this person. Empty means nobody yet. Another manager is a transfer as of today: open targets and reviews go along.";
pub const STATUS_HINT: &str = "Somebody who leaves is deactivated under Leaving.";
pub const JOINED: &str = "Joined on";
pub const SAVE: &str = "Save";
pub const CREATE: &str = "Create";
pub const NOBODY_HAS_IT: &str = "Nobody has this employee id.";
pub const LEFT_NOTE: &str =
    "This person has left. The record can be corrected; status, manager and department count again once they are reactivated.";
pub const STORED_NOW: &str = "Stored now:";
pub const EMPTY: &str = "nothing";

/// Beside a field of a refused form: what somebody else put there meanwhile.
pub fn stored_now(words: &str) -> String {
    format!("{STORED_NOW} {}", if words.is_empty() { EMPTY } else { words })
}

/// What was just done, as the address says it: title and body.
pub fn done(what: &str) -> Option<(&'static str, &'static str)> {
    Some(match what {
        "created" => ("The person is created", "Invite them to sign in below, or all newcomers at once under People."),
        "saved" => ("The record is saved", "What changed is in the audit log, before and after."),
        "deactivated" => ("The account is closed", "They are signed out everywhere and cannot sign in. Their history stays."),
        "reactivated" => {
            ("Welcome back", "They are employed again. Make an invitation link, so that they can choose a password.")
        }
        "anonymised" => ("The person is anonymised", "Name, addresses and texts are gone for good. Numbers stay."),
        "asked" => ("The request is made", "A second HR admin or the director decides. The person is told once it is so."),
        "confirm" => ("The roles are changed", "It counts at once, and the person is told."),
        "decline" => ("The request is declined", "Nothing was changed."),
        "withdraw" => ("The request is withdrawn", "Nothing was changed."),
        "transferred" => ("The transfer is made", "Open targets and reviews went along. Both managers are told."),
        "planned" => ("The transfer is planned", "It is made on its day, without anybody having to do anything."),
        "dropped" => ("The planned transfer is cancelled", "Nothing was changed."),
        _ => return None,
    })
}

pub const LEAVING: &str = "Leaving";
pub const DEACTIVATE: &str = "Deactivate";
pub const DEACTIVATE_WHAT: &str = "For somebody who leaves the company. They are signed out everywhere at once, their password stops working, and they are no longer asked for anything. Targets, reviews, scores and ranks stay as they are.";
pub const SUCCESSOR_NO: &str = "Successor’s employee id";
pub const SUCCESSOR_HINT: &str =
    "Takes over the reports with their open targets and reviews, today. One of the reports may be the successor.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional. HR reads it in the audit log.";
pub const REACTIVATE: &str = "Reactivate";
pub const REACTIVATE_WHAT: &str = "For somebody who comes back. They keep their history and get a draft if target setting is open. They need a new invitation to sign in.";
pub const ANONYMISE: &str = "Anonymise";
pub const ANONYMISE_WHAT: &str = "For good. It cannot be undone, not even by whoever runs the server.";
pub const GOES: &str = "This goes";
pub const GOES_LIST: [&str; 4] = [
    "Name, employee id, email address, job title and joining date",
    "The texts of their own targets and reviews: what they wrote, and what was written about them",
    "Reasons and comments about them in histories and in the audit log, and files that were imported with them",
    "Their account, with password, links and sessions",
];
pub const STAYS: &str = "This stays";
pub const STAYS_LIST: [&str; 4] = [
    "Weights, difficulties, ratings, scores and ranks",
    "Department, employee type and grade, by which figures are counted",
    "What they wrote as a reviewer: it belongs to the people it is about. Their name no longer stands there",
    "That it happened: who did what and when, as numbers. The audit chain says what was removed, and still verifies",
];
pub const CONFIRM_HINT: &str = "Typed exactly, so that nobody is anonymised by mistake.";
pub const WAS_ANONYMISED: &str = "This record was anonymised";
pub const WAS_ANONYMISED_BODY: &str = "Nothing about the person is left in it. Numbers stay.";

pub fn confirm(employee_no: &str) -> String {
    format!("Type the employee id {employee_no} to confirm")
}

/// "3 people report to them."
pub fn reports(count: usize, named_for: u64) -> String {
    let reports = match count {
        0 => "Nobody reports to them".to_owned(),
        1 => "1 person reports to them".to_owned(),
        _ => format!("{count} people report to them"),
    };
    match named_for {
        0 => format!("{reports}."),
        1 => format!("{reports}, and 1 set of targets names them as reviewer."),
        _ => format!("{reports}, and {named_for} sets of targets name them as reviewer."),
    }
}

pub fn texts_of(years: &[String]) -> String {
    if years.is_empty() { "They have no targets and no reviews.".into() } else { format!("Texts of {}.", years.join(", ")) }
}

pub const ROLES_EXPLAINED: &str = "Everybody is an employee; reports make somebody a manager. HR, director and board are granted, and that takes two: one HR admin asks, another or the director agrees. Nobody changes their own.";
pub const HELD: &str = "Roles now";
pub const ASK: &str = "Ask for a change";
pub const ALL_ASKED: &str = "Every role is being decided on already.";
pub const ROLE_REASON_HINT: &str = "For whoever has to agree.";
pub const REQUESTS: &str = "Role requests";
pub const DIRECTORY: &str = "Directory";
pub const REQUESTS_CAPTION: &str = "Requests for roles, open ones first";
pub const REQUESTS_EXPLAINED: &str =
    "Roles of HR, director and board take two people: one HR admin asks, another or the director decides.";
pub const NO_REQUESTS: &str = "Nothing was asked for";
pub const NO_REQUESTS_BODY: &str = "Requests are made on a person’s own page, under Roles.";
pub const PERSON: &str = "Person";
pub const WANTED: &str = "Asked for";
pub const ASKED: &str = "By";
pub const STANDS: &str = "Stands";
pub const WAITS: &str = "Waits for a second person";
pub const ASKED_BY_YOU: &str = "Waits for a second person; you asked";

pub fn wanted(role: Role, wanted: bool) -> String {
    let name = super::super::common::role(role);
    if wanted { format!("Grant {name}") } else { format!("Take {name}") }
}

/// On the button that asks: "Ask to grant HR".
pub fn ask_for(role: Role, wanted: bool) -> String {
    let name = super::super::common::role(role);
    if wanted { format!("Ask to grant {name}") } else { format!("Ask to take {name}") }
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirm => "Agree",
        Verdict::Decline => "Decline",
        Verdict::Withdraw => "Withdraw",
    }
}

/// After the word on a button, for those who hear the page.
pub fn verdict_rest(role: Role, is_wanted: bool, person: &str) -> String {
    format!(": {} for {person}", wanted(role, is_wanted))
}

pub fn settled(outcome: &str, by: &str) -> String {
    match outcome {
        "confirmed" => format!("Agreed by {by}"),
        "declined" => format!("Declined by {by}"),
        _ => format!("Withdrawn by {by}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_counted_in_words() {
        assert_eq!(reports(1, 0), "1 person reports to them.");
        assert_eq!(reports(3, 2), "3 people report to them, and 2 sets of targets name them as reviewer.");
        assert_eq!(wanted(Role::HrAdmin, true), "Grant HR");
        assert_eq!(done("nonsense"), None);
    }
}
