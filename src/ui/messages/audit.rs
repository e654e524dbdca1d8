//! Words of the audit log: what was done, to which kind of record, what changed.
use crate::domain::{actor::Role, delegation::Reason, person::EmploymentStatus, review::ReviewState, target::SetState};

pub const TITLE: &str = "Audit log";
pub const EXPLAINED: &str = "Every change, and every reading of somebody's review by HR or the board, newest first. Nothing in it can be changed unseen: “pa-assistant audit verify” checks the whole chain.";
pub const OWN_LEFT_OUT: &str =
    "What concerns your own targets and review is not listed: of those you read what every employee does.";
pub const EXPORT_CSV: &str = "Export CSV";
pub const EXPORT_LINES: &str = "Export JSON lines";
pub const EXPORT_HINT: &str = "What is shown, all pages of it, oldest first. Taking it along is an entry, too.";

pub const FILTER: &str = "Narrow the log";
pub const TEXT: &str = "In what changed";
pub const WHO: &str = "Who did it";
pub const ABOUT: &str = "About whom";
pub const PEOPLE_HINT: &str = "Name, id or email";
pub const ACTION: &str = "What was done";
pub const ANYTHING: &str = "Anything";
pub const KIND: &str = "Kind of record";
pub const ANY_KIND: &str = "Any record";
pub const FROM: &str = "From";
pub const UNTIL: &str = "Until";
pub const APPLY: &str = "Narrow";
pub const CLEAR: &str = "Show everything";

pub const TABLE: &str = "Entries, newest first";
pub const ENTRY: &str = "Entry";
pub const WHEN: &str = "When";
pub const RECORD: &str = "Record";
pub const CHANGED: &str = "What changed";
pub const REMOVED: &str = "Removed: somebody was anonymised";
pub const NOTHING_MORE: &str = "No details";
pub const BECAME: &str = "became";
pub const EMPTY: &str = "nothing";
pub const SYSTEM: &str = "The system or the command line";
pub const HISTORY: &str = "The history of this record";
pub const HISTORY_SHORT: &str = "History";
pub const OF_ONE: &str = "One record's history";

pub const NO_MATCH: &str = "No entry matches";
pub const NO_MATCH_BODY: &str = "Try fewer letters, other days or any action.";

pub fn entries(count: i64) -> String {
    if count == 1 { "1 entry in the chain".into() } else { format!("{count} entries in the chain") }
}

pub fn found(count: u64, more: bool, narrowed: bool) -> String {
    match (more, narrowed, count) {
        (true, _, _) => {
            format!("More than {count} entries. The newest {count} can be paged through; narrow the days for older ones.")
        }
        (false, true, 1) => "1 entry matches.".into(),
        (false, true, _) => format!("{count} entries match."),
        (false, false, 1) => "1 entry.".into(),
        (false, false, _) => format!("{count} entries."),
    }
}

pub fn acting_as(role: Role) -> String {
    format!("as {}", super::common::role(role))
}

pub fn on_behalf_of(name: &str) -> String {
    format!("for {name}")
}

pub fn kind(code: &str) -> String {
    match code {
        "target_set" => "Targets".into(),
        "review" => "Review".into(),
        "person" => "Person".into(),
        "fiscal_year" => "Fiscal year".into(),
        "department" => "Department".into(),
        "employee_type" => "Employee type".into(),
        "grade" => "Grade".into(),
        "rank_table" => "Rank table".into(),
        "import" => "Import".into(),
        "audit" => "Audit log".into(),
        "delegation" => "Delegation".into(),
        other => plain(other),
    }
}

/// What was done, by its code; codes nobody put into words read as they are.
pub fn action(code: &str) -> String {
    let words = match code {
        "sign_in" => "Signed in",
        "sign_out" => "Signed out",
        "switch_role" => "Switched roles",
        "end_session" => "Ended a session",
        "change_password" => "Changed the password",
        "accept_invitation" => "Accepted an invitation",
        "invite" => "Made a one-time link",
        "ask_reset" => "Asked for a new way in",
        "agree_reset" => "Agreed to a new way in",
        "refuse_reset" => "Refused a new way in",
        "create_admin" => "Made an HR administrator",
        "follow_directory" => "Took over from the directory",
        "create_person" => "Added a person",
        "transfer" => "Transferred",
        "plan_transfer" => "Planned a transfer",
        "cancel_transfer" => "Cancelled a planned transfer",
        "edit_person" => "Changed a record",
        "import_person" => "Changed a record by import",
        "deactivate" => "Deactivated",
        "reactivate" => "Reactivated",
        "anonymise" => "Anonymised",
        "remove_details" => "Removed details",
        "export_person" => "Took along everything about a person",
        "export_own" => "Took along their own data",
        "export_people" => "Took along the directory",
        "export_audit" => "Took along the audit log",
        "ask_for_role" => "Asked for a change of roles",
        "confirm_role" | "confirmed_role" => "Agreed to a change of roles",
        "decline_role" | "declined_role" => "Declined a change of roles",
        "withdraw_role" | "withdrawn_role" => "Withdrew a request for a role",
        "grant_role" => "Granted a role",
        "revoke_role" => "Took a role",
        "stage_import" => "Uploaded an employee file",
        "map_import" => "Mapped the columns of a file",
        "apply_import" => "Applied an import",
        "cancel_import" => "Cancelled an import",
        "ask_delegation" => "Asked a colleague to cover",
        "create_delegation" => "Delegated reviews",
        "accept_delegation" => "Agreed to cover",
        "decline_delegation" => "Declined to cover",
        "withdraw_delegation" => "Took a request for cover back",
        "change_delegation" => "Changed a delegation's last day",
        "end_delegation" => "Ended a delegation",
        "read" => "Read a review",
        "submit" => "Submitted",
        "take_back" => "Took back",
        "approve" => "Approved targets",
        "request_changes" => "Asked for changes",
        "reopen" => "Reopened targets",
        "submit_team" => "Submitted a team",
        "hr_approve" => "Approved targets for HR",
        "hr_request_changes" => "Asked the manager for changes",
        "pass_on" => "Passed HR's question on",
        "complete" => "Completed",
        "close_unfinished" => "Closed unfinished",
        "leave_out" => "Closed mid-year unfinished",
        "open_for_person" => "Opened a window for one person",
        "exempt" => "Exempted",
        "include" => "Took back in",
        "name_reviewer" => "Named a reviewer",
        "hand_over" => "Handed over",
        "hand_back" => "Handed back",
        "start" => "Started the evaluation",
        "evaluate" => "Evaluated",
        "reopen_evaluation" => "Reopened the evaluation",
        "move_on_without_self_evaluation" => "Moved on without a self-evaluation",
        "hr_hand_back" => "Handed back to the manager",
        "hr_confirm" => "Confirmed results",
        "board_hand_back" => "Handed back to HR",
        "board_approve" => "Approved a result",
        "board_decision" => "Decided as the board",
        "adjust_rank" => "Adjusted a rank",
        "deliver_feedback" | "feedback" => "Gave feedback",
        "archive" => "Archived",
        "confirm_read" => "Confirmed reading the result",
        "remark" => "Remarked on the result",
        "object" => "Objected to the result",
        "answer_objection" => "Answered an objection",
        "propose_correction" => "Proposed a correction",
        "correct" => "Corrected an archived review",
        "confirm_correction" => "Confirmed a correction",
        "refuse_correction" => "Refused a correction",
        "open_target_setting" => "Opened target setting",
        "close_target_setting" => "Closed target setting",
        "open_mid_year" => "Opened mid-year",
        "close_mid_year" => "Closed mid-year",
        "open_evaluation" => "Opened the evaluation",
        "close_year" => "Began to close the year",
        "year_closed" => "Closed the year",
        "change_due_day" => "Changed a due day",
        "save_rank_table" => "Saved a rank table",
        "create" => "Created",
        "change" => "Changed",
        "remove" => "Removed",
        other => return plain(other),
    };
    words.into()
}

/// What a detail is about.
pub fn field(name: &str) -> String {
    match name {
        "state" | "status" => "State".into(),
        "employee_no" => "Employee id".into(),
        "manager_no" => "Manager".into(),
        "due_on" => "Due".into(),
        "talked_on" => "Talked on".into(),
        "meeting_on" => "Meeting on".into(),
        other => plain(other),
    }
}

/// A value as its reader knows it.
pub fn value(name: &str, text: &str) -> String {
    if text.is_empty() {
        return EMPTY.into();
    }
    let known = match name {
        "state" => text
            .parse::<SetState>()
            .ok()
            .map(super::states::name)
            .or_else(|| text.parse::<ReviewState>().ok().map(super::reviews::state)),
        "status" => text.parse::<EmploymentStatus>().ok().map(super::people::status),
        "role" => text.parse::<Role>().ok().map(super::common::role),
        "reason" => text.parse::<Reason>().ok().map(super::delegation::reason),
        _ => None,
    };
    // Delegations and imports have states of their own.
    if known.is_none() && name == "state" {
        return plain(text);
    }
    known.map_or_else(|| text.to_owned(), str::to_owned)
}

/// "some_code" as "Some code".
fn plain(code: &str) -> String {
    let text = code.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_put_into_words_reads_as_it_is() {
        assert_eq!(action("sign_in"), "Signed in");
        assert_eq!(action("hand_the_keys_over"), "Hand the keys over");
        assert_eq!(kind("rank_table"), "Rank table");
        assert_eq!(field("joined_on"), "Joined on");
        assert_eq!(action(""), "");
    }

    #[test]
    fn values_are_words_where_they_are_codes() {
        assert_eq!(value("state", "hr_approved"), "Approved by HR");
        assert_eq!(value("state", "archived"), "Archived");
        assert_eq!((value("state", "requested"), value("reason", "leave")), ("Requested".into(), "Leave".into()));
        assert_eq!(value("reason", "Time is up."), "Time is up.");
        assert_eq!(value("status", "on_leave"), "On leave");
        assert_eq!(value("comment", "hr_approved"), "hr_approved");
        assert_eq!(value("manager_no", ""), "nothing");
    }
}
