//! Words of the sets pages.
use crate::{
    api::views::SetHead,
    domain::{
        actor::Role,
        target::{SetAction, SetState},
    },
};

pub const TEAM: &str = "Team";
pub const DEPARTMENTS: &str = "Departments";
pub const APPROVED_TARGETS: &str = "Approved targets";
pub const MY_TARGETS: &str = "My targets";
pub const EMPLOYEE_NO: &str = "Employee id";
pub const GRADE: &str = "Grade";
pub const DEPARTMENT: &str = "Department";
pub const JOB_TITLE: &str = "Job title";
pub const APPROVED_BEFORE: &str = "Approved before the mid-year change";
pub const REVIEWER: &str = "Reviewer";
pub const NO_REVIEWER: &str = "No reviewer yet";
pub const YEAR: &str = "Fiscal year";
pub const NONE: &str = "not set";
pub const PERSON: &str = "About this person";
pub const SUBMITTED: &str = "What was submitted";
pub const MODIFIED_NOTE: &str = "What changed since the submission before is marked “Modified”.";
pub const HISTORY: &str = "History of these targets";
pub const DECIDE: &str = "Decide and go on";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const APPROVE: &str = "Approve";
pub const APPROVE_WITH: &str = "Approve with this comment";
pub const APPROVE_WITH_HINT: &str = "What you write here also goes along if you approve instead.";
pub const DUE_ON: &str = "Open until";
pub const DUE_ON_HINT: &str = "The last day, the day itself included.";
pub const RELOAD: &str = "Show how it stands now";
pub const UNSENT: &str = "Your comment was not sent";
pub const UNSENT_BODY: &str = "Somebody moved these targets on first. Copy what you need:";
pub const DONE: &str = "Your decision is recorded";
pub const DONE_NEXT: &str = "The person was told. This is the next one that waits for you.";
pub const RECORDED: &str = "It stands in the history below.";
pub const OWN: &str = "These are your own targets";
pub const OWN_BODY: &str = "Nobody decides their own. You write and submit them as Employee.";
pub const OWN_LINK: &str = "Open my targets";
pub const EXEMPT_TITLE: &str = "Exempt for this year";

pub const FOR_HR: &str = "Exceptions by HR";
pub const FOR_HR_BODY: &str = "Each is recorded with your name and shown in the history.";
pub const EXEMPT: &str = "Exempt for this year";
pub const EXEMPT_BODY: &str = "Nothing has to be done then, and the team goes to HR without this person. What was written stays.";
pub const EXEMPT_NOW: &str = "Exempt";
pub const INCLUDE: &str = "Take back in";
pub const INCLUDE_BODY: &str = "The targets go on from where they stood.";
pub const INCLUDE_NOW: &str = "Take back in";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Between HR and this person. Others only see that they are exempt.";
pub const NAME_REVIEWER: &str = "Name a reviewer";
pub const NAME_REVIEWER_BODY: &str =
    "Reviews and approves these targets from now on. Leave it empty for the direct manager, if there is one.";
pub const REVIEWER_NO: &str = "Employee id of the reviewer";
pub const NOBODY_HAS_IT: &str = "Nobody has this employee id.";
pub const NAME_REVIEWER_NOW: &str = "Name";

/// Followed by the moment.
pub fn submitted_by(name: &str) -> String {
    format!("By {name},")
}

pub fn neighbour(way: &str, state: &str) -> String {
    format!("{way} · {state}")
}

/// Said after a decision that stays on this page.
pub fn now(state: &str) -> String {
    format!("This is now “{state}”.")
}

/// The reason is empty for those it is not meant for.
pub fn exempt_because(reason: &str) -> String {
    if reason.is_empty() {
        "HR left this person out for the year.".into()
    } else {
        format!("HR left this person out for the year: {reason}")
    }
}

/// Above the comment: whom it is for.
pub fn comment_for(action: SetAction, head: &SetHead) -> String {
    match action {
        SetAction::HrRequestChanges => {
            head.reviewer.as_ref().map_or_else(|| "Comment for the reviewer".into(), |who| format!("Comment for {}", who.name))
        }
        _ => format!("Comment for {}", head.owner.name),
    }
}

/// What happens when the comment is sent.
pub fn comment_hint(action: SetAction, head: &SetHead) -> String {
    let owner = &head.owner.name;
    match action {
        SetAction::RequestChanges => format!("Say what to change. {owner} can edit again and resubmit."),
        SetAction::HrRequestChanges => format!("Say what to change. The reviewer passes it on to {owner}."),
        SetAction::PassOn => format!("Put HR's question into your own words. {owner} can edit again and resubmit."),
        SetAction::Reopen => format!("Say why. {owner} can edit again, and you approve anew."),
        SetAction::OpenForPerson => format!("Say why. Only {owner} can edit, until the day below."),
        _ => "Kept in the history.".into(),
    }
}

/// On the button under the comment.
pub fn send(action: SetAction, head: &SetHead) -> String {
    match action {
        SetAction::RequestChanges => format!("Send back to {}", head.owner.name),
        SetAction::HrRequestChanges => {
            head.reviewer.as_ref().map_or_else(|| "Send back".into(), |who| format!("Send back to {}", who.name))
        }
        SetAction::PassOn => format!("Pass on to {}", head.owner.name),
        SetAction::Reopen => format!("Reopen for {}", head.owner.name),
        SetAction::OpenForPerson => format!("Open for {}", head.owner.name),
        other => super::states::verb(other).into(),
    }
}

pub const NOTHING_TITLE: &str = "Nothing to read yet";

/// Why there is no text to read here.
pub fn nothing_submitted(head: &SetHead, role: Option<Role>) -> String {
    let owner = &head.owner.name;
    if head.exempt.is_some() {
        return format!("{owner} is exempt for this year and submitted nothing.");
    }
    match (head.state, role) {
        (SetState::NotAssessed, _) => format!("Target setting closed before {owner} submitted anything."),
        (state, Some(Role::GeneralDirector | Role::BoardMember)) if state != SetState::Draft => {
            "Targets are shown to you once HR has approved them.".into()
        }
        (SetState::Draft, _) => {
            format!("A draft belongs to the person who writes it. You are told as soon as {owner} submits.")
        }
        _ => "Nothing was submitted yet.".into(),
    }
}

pub fn reports_to(manager: &str) -> String {
    format!("reports to {manager}")
}
