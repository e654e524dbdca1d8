//! Words of the home pages.
use crate::{
    api::home::{Todo, TodoKind},
    domain::target::SetState,
};

pub const TITLE: &str = "Home";
pub const MINE: &str = "What is mine to do";
pub const NOTHING_TITLE: &str = "Nothing is waiting for you";
pub const NOTHING_BODY: &str = "As soon as something needs you, it stands here.";
pub const ON_ITS_WAY: &str = "On its way";
pub const ON_ITS_WAY_BODY: &str = "Yours, with somebody else at the moment.";
pub const MY_TEAM: &str = "My team";
pub const OPEN_TEAM: &str = "Open the team page";
pub const TEAM_EMPTY: &str = "Nobody in your team has targets yet. They appear here when HR opens a year.";
pub const DEPARTMENTS: &str = "Departments";
pub const OPEN_DEPARTMENTS: &str = "Open all departments";
pub const OPEN_APPROVED: &str = "Open approved targets";
pub const APPROVED_TARGETS: &str = "Approved targets";
pub const APPROVED_TARGETS_BODY: &str = "What HR has approved so far, for you to read.";
pub const DEPARTMENTS_CAPTION: &str = "Departments and how far their target sets are";
pub const DEPARTMENT: &str = "Department";
pub const NO_DEPARTMENT: &str = "No department";
pub const PROGRESS: &str = "Progress";
pub const APPROVED: &str = "Approved by HR";
pub const PEOPLE: &str = "People";
pub const NOTICES: &str = "Notices";
pub const NO_NOTICES: &str = "No notices yet. Hand-overs of targets are told here.";
pub const MARK_READ: &str = "Mark all as read";
pub const SHOW_PEOPLE: &str = "Who";
pub const NEW: &str = "New";
pub const OPEN: &str = "Open";
pub const OVERDUE: &str = "Overdue";
pub const DUE: &str = "Due";
pub const SINCE: &str = "since";

pub const PASSWORD_CHANGED: &str = "Your password is changed";
pub const PASSWORD_CHANGED_BODY: &str = "Use the new one from now on.";
pub const WELCOME: &str = "Welcome, you are all set";
pub const WELCOME_BODY: &str = "What needs you stands first on this page. Help explains every step.";

pub fn greeting(name: &str) -> String {
    format!("Hello, {name}")
}

pub fn people(count: usize) -> String {
    format!("{count} people")
}

pub fn more(count: usize) -> String {
    format!("{count} more")
}

pub fn todo_title(kind: &TodoKind) -> String {
    match kind {
        TodoKind::FinishTargets { state: SetState::RevisionRequested } => "Change your targets and submit them again".into(),
        TodoKind::FinishTargets { .. } => "Write and submit your targets".into(),
        TodoKind::ReviewTargets { person, state: SetState::HrFeedbackRequested } => format!("Pass HR's question on to {person}"),
        TodoKind::ReviewTargets { person, .. } => format!("Review the targets of {person}"),
        TodoKind::SubmitTeam { acts_for: None } => "Submit your team to HR".into(),
        TodoKind::SubmitTeam { acts_for: Some(name) } => format!("Submit the team of {name} to HR"),
        TodoKind::HrReview { department, count } => {
            let sets = if *count == 1 { "one set".to_owned() } else { format!("{count} sets") };
            if department.is_empty() {
                format!("Check {sets} of targets of people without a department")
            } else {
                format!("Check {sets} of targets in {department}")
            }
        }
        TodoKind::NoReviewer { count: 1 } => "Name a reviewer for one person".into(),
        TodoKind::NoReviewer { count } => format!("Name reviewers for {count} people"),
        TodoKind::AgreeToResets { count: 1 } => "Agree to a new way in for one person, or not".into(),
        TodoKind::AgreeToResets { count } => format!("Agree to new ways in for {count} people, or not"),
        TodoKind::OpenYear => "Open target setting".into(),
        TodoKind::AssessSelf => "Write and submit your self-evaluation".into(),
        TodoKind::ReadResult => "Read your result".into(),
        TodoKind::Evaluate { person } => format!("Evaluate {person}"),
        TodoKind::GiveFeedback { person } => format!("Talk with {person} about the result"),
        TodoKind::SubmitResults { acts_for: None } => "Submit your team's evaluations to HR".into(),
        TodoKind::SubmitResults { acts_for: Some(name) } => format!("Submit the evaluations of the team of {name} to HR"),
        TodoKind::AnswerDelegation { person } => format!("Cover the reviews of {person}, or not"),
        TodoKind::Uncovered { count: 1 } => "Find cover for one reviewer who is away".into(),
        TodoKind::Uncovered { count } => format!("Find cover for {count} reviewers who are away"),
        TodoKind::ConfirmResults { count: 1 } => "Check one result and submit it to the board".into(),
        TodoKind::ConfirmResults { count } => format!("Check {count} results and submit them to the board"),
        TodoKind::ApproveResults { count: 1 } => "Decide on one result".into(),
        TodoKind::ApproveResults { count } => format!("Decide on {count} results"),
        TodoKind::ConfirmRole { person, role, wanted: true } => {
            format!("Agree that {person} becomes {}, or not", super::common::role(*role))
        }
        TodoKind::ConfirmRole { person, role, .. } => {
            format!("Agree that {person} is {} no longer, or not", super::common::role(*role))
        }
        TodoKind::AnswerObjection { person } => format!("Answer the objection of {person}"),
        TodoKind::ConfirmCorrection { person } => format!("Decide on a correction of the review of {person}"),
    }
}

/// One line under the title: what happens next, or why this is here.
pub fn todo_why(kind: &TodoKind) -> &'static str {
    match kind {
        TodoKind::FinishTargets { state: SetState::RevisionRequested } => "Changes were asked for; the comment is on the page.",
        TodoKind::FinishTargets { .. } => "Your reviewer reads them next.",
        TodoKind::ReviewTargets { state: SetState::HrFeedbackRequested, .. } => {
            "HR asked for changes and waits for you to pass it on."
        }
        TodoKind::ReviewTargets { .. } => "Approve them, or ask for changes with a comment.",
        TodoKind::AnswerDelegation { .. } => "You see from when to when and for whom before you answer.",
        TodoKind::Uncovered { .. } => "Nobody can decide on the targets and reviews of their people.",
        TodoKind::SubmitTeam { .. } => "Everybody is approved. HR takes over once you submit.",
        TodoKind::HrReview { .. } => "Their managers submitted them to HR.",
        TodoKind::NoReviewer { .. } => "Without a reviewer nobody can approve their targets.",
        TodoKind::AgreeToResets { .. } => "HR, director and board get a new password only when two people want it.",
        TodoKind::OpenYear => "No fiscal year is open; nobody can write targets yet.",
        TodoKind::AssessSelf => "Your manager evaluates beside it.",
        TodoKind::ReadResult => "You can say that you read it, leave a remark, or object within 14 days.",
        TodoKind::Evaluate { .. } => "The self-evaluation is there.",
        TodoKind::GiveFeedback { .. } => "The board approved it. They see it once you record the talk.",
        TodoKind::SubmitResults { .. } => "Everybody is evaluated. HR takes over once you submit.",
        TodoKind::ConfirmResults { .. } => "Their managers submitted them.",
        TodoKind::ApproveResults { .. } => "HR has confirmed them.",
        TodoKind::ConfirmRole { .. } => "One HR admin asked; a second person decides.",
        TodoKind::AnswerObjection { .. } => "Your answer stays with the review.",
        TodoKind::ConfirmCorrection { .. } => "HR proposed it; it would change a score of an archived year.",
    }
}

/// The word on the button.
pub fn todo_button(kind: &TodoKind) -> &'static str {
    match kind {
        TodoKind::FinishTargets { .. } => "Write",
        TodoKind::ReviewTargets { state: SetState::HrFeedbackRequested, .. } => "Read",
        TodoKind::ReviewTargets { .. } | TodoKind::HrReview { .. } => "Review",
        TodoKind::SubmitTeam { .. } => "Submit",
        TodoKind::AnswerDelegation { .. } => "Answer",
        TodoKind::Uncovered { .. } => "Delegate",
        TodoKind::NoReviewer { .. } => "Name",
        TodoKind::OpenYear | TodoKind::AgreeToResets { .. } => OPEN,
        TodoKind::AssessSelf => "Write",
        TodoKind::ReadResult | TodoKind::AnswerObjection { .. } => "Read",
        TodoKind::Evaluate { .. } => "Evaluate",
        TodoKind::GiveFeedback { .. } => "Record",
        TodoKind::SubmitResults { .. } => "Submit",
        TodoKind::ConfirmResults { .. } | TodoKind::ApproveResults { .. } | TodoKind::ConfirmCorrection { .. } => "Review",
        TodoKind::ConfirmRole { .. } => "Decide",
    }
}

/// Follows the button's word for those who hear the page: ": Review the targets of Akira Sato, FY 2026".
pub fn todo_button_rest(todo: &Todo) -> String {
    if todo.year.is_empty() {
        format!(": {}", todo_title(&todo.kind))
    } else {
        format!(": {}, {}", todo_title(&todo.kind), todo.year)
    }
}

pub fn my_targets(year: &str) -> String {
    format!("Your targets {year}")
}

pub fn my_review(year: &str) -> String {
    format!("Your review {year}")
}

pub fn with(person: &str) -> String {
    format!("with {person}")
}

pub fn of_people(approved: u64, total: u64) -> String {
    format!("{approved} of {total}")
}
