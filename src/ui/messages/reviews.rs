//! Words of reviews: their states, what people did to them, ratings.
use crate::{
    api::reviews::ReviewHead,
    domain::{
        rank::{Place, TableProblem},
        review::{ReviewAction, ReviewParty, ReviewState},
        score::Rating,
    },
};

pub const STEPS: [&str; 9] = [
    "Self-evaluation",
    "With manager",
    "Being evaluated",
    "Evaluated",
    "With HR",
    "With the board",
    "Approved",
    "Feedback given",
    "Closed",
];
pub const TIMELINE: &str = "The way of this review";

pub fn state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::SelfEvalDraft => "Self-evaluation",
        ReviewState::SelfEvalSubmitted => "With manager",
        ReviewState::ManagerEvalInProgress => "Being evaluated",
        ReviewState::ManagerEvalComplete => "Evaluated",
        ReviewState::SubmittedToHrFinal => "With HR",
        ReviewState::HrReviewComplete => "With the board",
        ReviewState::BoardApproved => "Approved by the board",
        ReviewState::FeedbackDelivered => "Feedback given",
        ReviewState::Archived => "Archived",
        ReviewState::NotAssessed => "Not assessed",
    }
}

/// The colour of a state's badge.
pub fn tone(state: ReviewState) -> &'static str {
    match state.turn() {
        Some(ReviewParty::Owner) => "info",
        Some(ReviewParty::Reviewer) => "warning",
        Some(ReviewParty::Hr | ReviewParty::Board) => "neutral",
        None if state == ReviewState::NotAssessed => "neutral",
        None => "success",
    }
}

/// "Waiting for Bob Tanaka": whose turn it is.
pub fn whose_turn(head: &ReviewHead) -> String {
    match head.state.turn() {
        Some(ReviewParty::Owner) => format!("Waiting for {}", head.owner.name),
        Some(ReviewParty::Reviewer) => head.reviewer.as_ref().map_or_else(
            || "Waiting for a reviewer to be named".into(),
            |reviewer| format!("Waiting for {}", super::states::with(&reviewer.name, head.cover.as_deref())),
        ),
        Some(ReviewParty::Hr) if head.state == ReviewState::FeedbackDelivered => "Waiting for HR to close the year".into(),
        Some(ReviewParty::Hr) => "Waiting for HR".into(),
        Some(ReviewParty::Board) => "Waiting for the board".into(),
        None => "Closed".into(),
    }
}

/// What somebody did, after their name; `None` for what no review knows.
pub fn did(action: &str) -> Option<&'static str> {
    let action = match action {
        "review_submit" => "submit",
        "review_submit_team" => "submit_team",
        other => other,
    };
    Some(match action.parse() {
        Ok(ReviewAction::Submit) => "submitted the self-evaluation",
        Ok(ReviewAction::MoveOnWithoutSelfEvaluation) => "moved the review on without a self-evaluation",
        Ok(ReviewAction::HandBack) => "handed the self-evaluation back",
        Ok(ReviewAction::Start) => "started the evaluation",
        Ok(ReviewAction::Complete) => "completed the evaluation",
        Ok(ReviewAction::ReopenEvaluation) => "reopened the evaluation",
        Ok(ReviewAction::SubmitTeam) => "submitted the team's evaluations to HR",
        Ok(ReviewAction::HrHandBack) => "handed the evaluation back",
        Ok(ReviewAction::HrConfirm) => "confirmed the results",
        Ok(ReviewAction::BoardHandBack) => "handed the result back to HR",
        Ok(ReviewAction::BoardApprove) => "approved the results",
        Ok(ReviewAction::DeliverFeedback) => "gave feedback",
        Ok(ReviewAction::Archive) => "closed the year",
        Ok(ReviewAction::CloseUnfinished) => "closed the year while this was unfinished",
        Err(_) => match action {
            "adjust_rank" => "adjusted the rank",
            "object" => "objected to the result",
            "answer_objection" => "answered the objection",
            "correct" => "corrected the archived review",
            "propose_correction" => "proposed a correction of the archived review",
            "confirm_correction" => "confirmed a correction of the archived review",
            "refuse_correction" => "refused a correction of the archived review",
            "transfer" => "transferred this person",
            _ => return None,
        },
    })
}

/// The imperative on a button.
pub fn verb(action: ReviewAction) -> &'static str {
    match action {
        ReviewAction::Submit => "Submit",
        ReviewAction::MoveOnWithoutSelfEvaluation => "Move on without a self-evaluation",
        ReviewAction::HandBack => "Hand back",
        ReviewAction::Start => "Start the evaluation",
        ReviewAction::Complete => "Complete",
        ReviewAction::ReopenEvaluation => "Reopen the evaluation",
        ReviewAction::SubmitTeam => "Submit team to HR",
        ReviewAction::HrHandBack => "Hand back to the manager",
        ReviewAction::HrConfirm => "Confirm",
        ReviewAction::BoardHandBack => "Hand back to HR",
        ReviewAction::BoardApprove => "Approve",
        ReviewAction::DeliverFeedback => "Record the feedback talk",
        ReviewAction::Archive | ReviewAction::CloseUnfinished => "Close the year",
    }
}

pub fn event_tone(action: &str) -> &'static str {
    match action.parse() {
        Ok(ReviewAction::HrConfirm | ReviewAction::BoardApprove | ReviewAction::DeliverFeedback | ReviewAction::Complete) => {
            "success"
        }
        Ok(ReviewAction::HandBack | ReviewAction::ReopenEvaluation | ReviewAction::HrHandBack | ReviewAction::BoardHandBack) => {
            "warning"
        }
        Ok(ReviewAction::CloseUnfinished) => "danger",
        Ok(_) => "info",
        Err(_) => "neutral",
    }
}

/// The word for a rating; its number stands before it.
pub fn rating(rating: Rating) -> &'static str {
    match rating {
        Rating::FarBelow => "Far below",
        Rating::Below => "Below",
        Rating::Meets => "Meets",
        Rating::Exceeds => "Exceeds",
        Rating::FarExceeds => "Far exceeds",
    }
}

/// Where in a rank table: by its label, or by its row while it has none.
fn place(at: &Place) -> String {
    if at.label.is_empty() { format!("row {}", at.row + 1) } else { format!("“{}”", at.label) }
}

/// One sentence per thing wrong with a rank table (R20).
pub fn table_problem(problem: &TableProblem) -> String {
    match problem {
        TableProblem::NoBands => "There are no bands yet.".into(),
        TableProblem::TooMany { max, is } => format!("At most {max} bands; there are {is}."),
        TableProblem::LabelMissing { row } => format!("Row {} has no rank.", row + 1),
        TableProblem::LabelTooLong { row, max, is } => format!("Row {}: at most {max} characters; this has {is}.", row + 1),
        TableProblem::LabelUnprintable { row } => format!("Row {} holds a character that cannot be shown.", row + 1),
        TableProblem::DuplicateLabel { row, label } => format!("Row {}: “{label}” is there already.", row + 1),
        TableProblem::NotANumber { row, typed, .. } if typed.trim().is_empty() => format!("Row {} lacks a score.", row + 1),
        TableProblem::NotANumber { row, typed, .. } => format!("Row {}: “{typed}” is not a score, for example 2.25.", row + 1),
        TableProblem::EmptyBand { at } => format!("No score lies in {}: it ends where it starts.", place(at)),
        TableProblem::StartsTooHigh { at, is } => format!("Scores below {is} have no rank: {} should start at 0.75.", place(at)),
        TableProblem::StartsTooLow { at, is } => format!("{} starts at {is}; no score is below 0.75.", place(at)),
        TableProblem::EndsTooLow { at, is } => format!("Scores above {is} have no rank: {} should end at 6.25.", place(at)),
        TableProblem::EndsTooHigh { at, is } => format!("{} ends at {is}; no score is above 6.25.", place(at)),
        TableProblem::Gap { after, before, from, to } => {
            format!("Gap between {} and {}: scores from {from} up to {to} have no rank.", place(after), place(before))
        }
        TableProblem::Overlap { first, second, from, to } => {
            format!("{} and {} overlap: scores from {from} up to {to} would have two ranks.", place(first), place(second))
        }
    }
}
