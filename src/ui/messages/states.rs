//! Names of states and of what people did.
use crate::{
    api::views::SetHead,
    domain::target::{Party, SetAction, SetState},
};

pub const EXEMPT: &str = "Exempt";
pub const TIMELINE: &str = "The way of these targets";
pub const STEPS: [&str; 6] =
    ["Draft", "With manager", "Approved by manager", "With HR", "Approved by HR", "Target setting complete"];
pub const NOBODYS_TURN: &str = "Nobody's turn";
pub const SINCE: &str = "since";
pub const OVERDUE: &str = "Overdue";
pub const LATE: &str = "Submitted late";
pub const NO_HISTORY: &str = "Nothing has happened yet.";

pub fn name(state: SetState) -> &'static str {
    match state {
        SetState::Draft => "Draft",
        SetState::SubmittedToManager => "With manager",
        SetState::RevisionRequested => "Changes asked for",
        SetState::ManagerApproved => "Approved by manager",
        SetState::SubmittedToHr => "With HR",
        SetState::HrFeedbackRequested => "Back from HR",
        SetState::HrApproved => "Approved by HR",
        SetState::TargetSettingComplete => "Target setting complete",
        SetState::NotAssessed => "Not assessed",
        SetState::NotAdopted => "Revision not adopted",
    }
}

/// "Waiting for Bob Tanaka": whose turn it is.
pub fn whose_turn(head: &SetHead) -> String {
    if head.exempt.is_some() {
        return NOBODYS_TURN.into();
    }
    match head.state.turn() {
        Some(Party::Owner) => format!("Waiting for {}", head.owner.name),
        Some(Party::Reviewer) => head.reviewer.as_ref().map_or_else(
            || "Waiting for a reviewer to be named".into(),
            |reviewer| format!("Waiting for {}", with(&reviewer.name, head.cover.as_deref())),
        ),
        Some(Party::Hr) => "Waiting for HR".into(),
        None => "Closed".into(),
    }
}

pub fn due(day: &str) -> String {
    format!("Due {day}")
}

/// "Bob Tanaka for Alice Mori" (R24).
pub fn who(actor: Option<&str>, on_behalf_of: Option<&str>) -> String {
    match (actor, on_behalf_of) {
        (Some(actor), Some(other)) => format!("{actor} for {other}"),
        (Some(actor), None) => actor.to_owned(),
        (None, _) => "The system".into(),
    }
}

/// With whom something is: "Bob Tanaka for Alice Mori" while somebody acts for the reviewer (R23).
pub fn with(reviewer: &str, cover: Option<&str>) -> String {
    who(Some(cover.unwrap_or(reviewer)), cover.is_some().then_some(reviewer))
}

/// What somebody did, after their name. Codes of things that are no transitions stand here too.
pub fn did(action: &str) -> &'static str {
    match action.parse() {
        Ok(SetAction::Submit) => "submitted the targets",
        Ok(SetAction::TakeBack) => "took the targets back",
        Ok(SetAction::Approve) => "approved the targets",
        Ok(SetAction::RequestChanges) => "asked for changes",
        Ok(SetAction::Reopen) => "reopened the targets",
        Ok(SetAction::SubmitTeam) => "submitted the team to HR",
        Ok(SetAction::HrApprove) => "approved the targets for HR",
        Ok(SetAction::HrRequestChanges) => "asked the manager for changes",
        Ok(SetAction::PassOn) => "passed HR's question on",
        Ok(SetAction::Complete) => "completed target setting",
        Ok(SetAction::CloseUnfinished) => "closed target setting while this was unfinished",
        Ok(SetAction::LeaveOut) => "closed mid-year while this was unfinished",
        Ok(SetAction::OpenForPerson) => "opened a window for this person",
        Err(_) => match action {
            "create" => "opened target setting",
            "exempt" => "exempted this person for the year",
            "include" => "took this person back in",
            "name_reviewer" => "named a reviewer",
            "ask_for_role" => "asked for a change of roles",
            "grant_hr_admin" => "agreed that you administer HR",
            "take_hr_admin" => "agreed that you administer HR no longer",
            "grant_general_director" => "agreed that you are general director",
            "take_general_director" => "agreed that you are general director no longer",
            "grant_board_member" => "agreed that you sit on the board",
            "take_board_member" => "agreed that you sit on the board no longer",
            _ => super::reviews::did(action)
                .or_else(|| super::account::did(action))
                .or_else(|| super::delegation::did(action))
                .or_else(|| super::transfers::did(action))
                .unwrap_or("changed something"),
        },
    }
}

/// The imperative on a button.
pub fn verb(action: SetAction) -> &'static str {
    match action {
        SetAction::Submit => "Submit",
        SetAction::TakeBack => "Take back",
        SetAction::Approve | SetAction::HrApprove => "Approve",
        SetAction::RequestChanges => "Ask for changes",
        SetAction::Reopen => "Reopen",
        SetAction::SubmitTeam => "Submit team to HR",
        SetAction::HrRequestChanges => "Ask the manager for changes",
        SetAction::PassOn => "Pass on to the employee",
        SetAction::Complete => "Complete",
        SetAction::CloseUnfinished | SetAction::LeaveOut => "Close unfinished",
        SetAction::OpenForPerson => "Open a window for this person",
    }
}

pub fn event_tone(action: &str) -> &'static str {
    match action.parse() {
        Ok(SetAction::Approve | SetAction::HrApprove | SetAction::Complete) => "success",
        Ok(
            SetAction::RequestChanges | SetAction::Reopen | SetAction::HrRequestChanges | SetAction::PassOn | SetAction::TakeBack,
        ) => "warning",
        Ok(SetAction::CloseUnfinished | SetAction::LeaveOut) => "danger",
        Ok(SetAction::Submit | SetAction::SubmitTeam) => "info",
        _ => "neutral",
    }
}
