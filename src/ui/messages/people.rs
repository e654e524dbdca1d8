//! Words of the directory, of a person's record and of the links that let people in. The import has a file of its own.
pub mod import;
pub mod records;

use crate::{api::people::AccessState, domain::person::EmploymentStatus};

pub const IMPORT: &str = "Import employees";
pub const EXPORT: &str = "Export CSV";
pub const INVITE: &str = "Invite people";
pub const WITHOUT_WAY_IN: &str = "without a way in";
pub const SEARCH_LABEL: &str = "Name, employee id or email";
pub const SEARCH_HINT: &str = "Name, id or email";
pub const ALL_DEPARTMENTS: &str = "All departments";
pub const ALL_STATUSES: &str = "Any status";
pub const CLEAR: &str = "Show everybody";
pub const TABLE_CAPTION: &str = "Everybody who matches, ordered by the marked column";

pub const PERSON: &str = "Person";
pub const EMPLOYEE_NO: &str = "Employee id";
pub const FULL_NAME: &str = "Full name";
pub const EMAIL: &str = "Email";
pub const DEPARTMENT: &str = "Department";
pub const EMPLOYEE_TYPE: &str = "Employee type";
pub const GRADE: &str = "Grade";
pub const JOB_TITLE: &str = "Job title";
pub const MANAGER: &str = "Manager";
pub const STATUS: &str = "Status";
pub const ROLES: &str = "Roles";
pub const JOINED: &str = "Joined";
pub const ACCESS: &str = "Access";
pub const NO_MANAGER: &str = "No manager";
pub const UNKNOWN: &str = "Not known";

pub const NOBODY_YET: &str = "Nobody is here yet";
pub const NOBODY_YET_BODY: &str = "Import the employee file. You see what it would do before anything is changed.";
pub const NO_MATCH: &str = "Nobody matches";
pub const NO_MATCH_BODY: &str = "Try fewer letters, another department or any status.";

pub const PAST_THE_END: &str = "The list is not that long any more";
pub const FIRST_PAGE: &str = "To its first page";

pub const RECORD: &str = "Record";
pub const REPORTS_TO: &str = "Reports to";
pub const TOP_OF_COMPANY: &str = "Nobody. HR names a reviewer for each year's targets, unless somebody is set as manager.";
pub const CHAIN_EXPLAINED: &str = "From the direct manager up.";
pub const REPORTS: &str = "Direct reports";
pub const NO_REPORTS: &str = "Nobody reports to this person.";
pub const SETS: &str = "Target sets";
pub const NO_SETS: &str = "No targets yet. A draft is made when target setting opens.";
pub const SETS_CAPTION: &str = "Target sets by fiscal year";
pub const YEAR: &str = "Fiscal year";
pub const STATE: &str = "State";
pub const REVIEWER: &str = "Reviewer";
pub const NO_REVIEWER: &str = "No reviewer";
pub const WHOSE_TURN: &str = "Whose turn";

pub const SIGN_IN_ACCESS: &str = "Signing in";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const NEVER: &str = "Never";
pub const MAKE_LINK: &str = "Make an invitation link";
pub const MAKE_NEW_LINK: &str = "Make a new link";
pub const MAKE_RESET_LINK: &str = "Make a link for a new password";
pub const LEFT_NO_LINK: &str = "Somebody who left cannot sign in. Import them as active again first.";
pub const OWN_NO_LINK: &str = "This is you. Change your password in the menu under your name.";
pub const GUARDED: &str = "Has a password. For HR, director and board a new one needs two people: you make the link, and it works once a second HR admin or the director has agreed. The owner is told.";
pub const LINK_WAITS: &str = "The link is shown only now, and does not work yet";
pub const LINK_WAITS_BODY: &str =
    "Copy it. It opens once a second HR admin or the director has agreed; they and the owner have been told.";
pub const TO_RESETS: &str = "What waits for a second person";
pub const RESETS: &str = "New ways in";
pub const RESETS_EXPLAINED: &str = "HR, director and board get a new password only when two people want it: one HR admin asks and holds the link, a second one or the director agrees. The owner is told each time.";
pub const NO_RESETS: &str = "Nobody is waiting";
pub const NO_RESETS_BODY: &str =
    "When an HR admin asks for a new way in for HR, director or board, it stands here for a second person.";
pub const ASKED_BY: &str = "Asked for by";
pub const ASKED: &str = "When";
pub const AGREE: &str = "Agree";
pub const REFUSE: &str = "Refuse";
pub const TAKE_BACK: &str = "Take back";
pub const DECIDE: &str = "Your answer";
pub const OWN_RESET: &str = "This is about you. If you did not ask for it, tell the other HR admins or the director now.";
pub const ASKED_RESET: &str = "You asked; somebody else has to agree.";
pub const AGREED: &str = "You agreed";
pub const AGREED_BODY: &str = "The link works now, once, for seven days. The owner and whoever asked have been told.";
pub const REFUSED: &str = "The link will not work";
pub const REFUSED_BODY: &str = "Nothing changes for the owner, who has been told.";
pub const BEFORE_AGREEING: &str = "Before you agree, ask the owner in person or by telephone whether they lost their password.";
pub const NEEDS_SCRIPT: &str =
    "Links are shown once and never stored, so this needs JavaScript. Please turn it on for this page.";
pub const LINK_READY: &str = "The link is ready. It is shown only now";
pub const LINK_READY_BODY: &str =
    "Copy it and hand it over in person or by mail. We keep no copy; a lost link is replaced by a new one.";
pub const LINK: &str = "Link";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied.";
pub const COPY_BY_HAND: &str = "This browser does not let us copy. The link is selected: press Ctrl+C.";

pub const INVITATIONS: &str = "Invitations";
pub const INVITATIONS_EXPLAINED: &str = "A link lets one person in once, within seven days, to choose a password. Print the list and hand the strips out, or send each person theirs.";
pub const INVITATIONS_WHO: &str =
    "Included is everybody employed who has no password and no working link. Nobody else's access changes.";
pub const ALL_INVITED: &str = "Everybody has a way in";
pub const ALL_INVITED_BODY: &str = "Who lost a link or a password gets a new link from their own page under People.";
pub const TO_PEOPLE: &str = "To the people";
pub const LIST: &str = "Links to hand out";
pub const LIST_CAPTION: &str = "One-time links, one person a row";
pub const ONCE: &str = "These links are shown only now";
pub const ONCE_BODY: &str = "Print or copy them before you leave this page. We keep no copy; leaving means making new ones.";
pub const EXPIRES: &str = "Works until";
pub const PRINT: &str = "Print the list";
pub const PRINT_NOTE: &str = "Confidential. Cut between the rows: each link is for one person only.";
pub const NOBODY_INVITED: &str = "Nobody was without a way in, so no link was made";
pub const NOBODY_INVITED_BODY: &str = "Somebody else may have made the links a moment ago.";

pub fn status(status: EmploymentStatus) -> &'static str {
    match status {
        EmploymentStatus::Active => "Active",
        EmploymentStatus::OnLeave => "On leave",
        EmploymentStatus::Left => "Left",
    }
}

pub const ACCESS_CLOSED: &str = "Closed";

pub fn access(access: AccessState) -> &'static str {
    match access {
        AccessState::None => "Not invited",
        AccessState::Invited => "Invited",
        AccessState::Expired => "Link expired",
        AccessState::Active => "Can sign in",
    }
}

/// What an access state means, and what a new link would do to it.
pub fn access_explained(access: AccessState, guarded: bool) -> &'static str {
    match access {
        _ if guarded => GUARDED,
        AccessState::None => "Never invited. A link lets them choose a password.",
        AccessState::Invited => "A link was made and not used yet. A new one replaces it.",
        AccessState::Expired => "The link that was made was not used in time. Make a new one.",
        AccessState::Active => "Has a password. If it is lost, a link lets them choose a new one.",
    }
}

pub fn make_link(access: AccessState) -> &'static str {
    match access {
        AccessState::None => MAKE_LINK,
        AccessState::Invited | AccessState::Expired => MAKE_NEW_LINK,
        AccessState::Active => MAKE_RESET_LINK,
    }
}

fn people(count: u64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

pub fn found(total: u64, filtered: bool) -> String {
    match (total, filtered) {
        (1, true) => "1 person matches".into(),
        (_, true) => format!("{} match", people(total)),
        (_, false) => people(total),
    }
}

/// "Make links for 12 people".
pub fn make_links(count: u64) -> String {
    if count == 1 { "Make a link for 1 person".into() } else { format!("Make links for {}", people(count)) }
}

pub fn waiting(count: u64) -> String {
    if count == 1 { "1 person has no way in yet".into() } else { format!("{} have no way in yet", people(count)) }
}

pub fn links_made(count: usize) -> String {
    if count == 1 { "1 link was made".into() } else { format!("{count} links were made") }
}

pub fn works_until(day: &str) -> String {
    format!("It works once, until {day}.")
}

/// Follows a button's word for those who hear the page.
pub fn reset_of(name: &str) -> String {
    format!(": a new way in for {name}")
}

/// The rest of a long list, folded away.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_not_one_people() {
        assert_eq!((found(1, true), found(12, true)), ("1 person matches".into(), "12 people match".into()));
        assert_eq!((found(1, false), found(0, false)), ("1 person".into(), "0 people".into()));
        assert_eq!((make_links(1), make_links(2)), ("Make a link for 1 person".into(), "Make links for 2 people".into()));
    }
}
