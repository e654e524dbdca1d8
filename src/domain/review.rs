//! A review: its states, who moves it on, and who may read which half of it (R3, R12a, R15, R18). What stands in it is
//! `evaluation`'s business, what it adds up to `score`'s, how a team's come together `consolidation`'s.
use super::target::UnknownCode;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// In the order of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    SelfEvalDraft,
    SelfEvalSubmitted,
    ManagerEvalInProgress,
    ManagerEvalComplete,
    SubmittedToHrFinal,
    HrReviewComplete,
    BoardApproved,
    FeedbackDelivered,
    Archived,
    /// Still unfinished when HR closed the year: no score, no rank, in no average (R12a).
    NotAssessed,
}

impl ReviewState {
    pub const ALL: [ReviewState; 10] = [
        ReviewState::SelfEvalDraft,
        ReviewState::SelfEvalSubmitted,
        ReviewState::ManagerEvalInProgress,
        ReviewState::ManagerEvalComplete,
        ReviewState::SubmittedToHrFinal,
        ReviewState::HrReviewComplete,
        ReviewState::BoardApproved,
        ReviewState::FeedbackDelivered,
        ReviewState::Archived,
        ReviewState::NotAssessed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            ReviewState::SelfEvalDraft => "self_eval_draft",
            ReviewState::SelfEvalSubmitted => "self_eval_submitted",
            ReviewState::ManagerEvalInProgress => "manager_eval_in_progress",
            ReviewState::ManagerEvalComplete => "manager_eval_complete",
            ReviewState::SubmittedToHrFinal => "submitted_to_hr_final",
            ReviewState::HrReviewComplete => "hr_review_complete",
            ReviewState::BoardApproved => "board_approved",
            ReviewState::FeedbackDelivered => "feedback_delivered",
            ReviewState::Archived => "archived",
            ReviewState::NotAssessed => "not_assessed",
        }
    }

    /// The employee may type the self-evaluation.
    pub fn employee_may_edit(self) -> bool {
        self == ReviewState::SelfEvalDraft
    }

    /// The reviewer may type the evaluation.
    pub fn reviewer_may_edit(self) -> bool {
        self == ReviewState::ManagerEvalInProgress
    }

    /// Nothing moves it any more (R41).
    pub fn is_final(self) -> bool {
        matches!(self, ReviewState::Archived | ReviewState::NotAssessed)
    }

    /// What holds up the closing of the year (R29): the person has not been told the result.
    pub fn is_unfinished(self) -> bool {
        !self.is_final() && self != ReviewState::FeedbackDelivered
    }

    /// The reviewer has finished and nothing is open with the reviewer: from here on there is a score.
    pub fn is_complete_or_further(self) -> bool {
        (ReviewState::ManagerEvalComplete..=ReviewState::Archived).contains(&self)
    }

    /// R20: the board has approved, score and rank stand for good.
    pub fn is_frozen(self) -> bool {
        (ReviewState::BoardApproved..=ReviewState::Archived).contains(&self)
    }

    /// Whose turn it is, for the badge and the lists (R33).
    pub fn turn(self) -> Option<ReviewParty> {
        match self {
            ReviewState::SelfEvalDraft => Some(ReviewParty::Owner),
            ReviewState::SelfEvalSubmitted
            | ReviewState::ManagerEvalInProgress
            | ReviewState::ManagerEvalComplete
            | ReviewState::BoardApproved => Some(ReviewParty::Reviewer),
            ReviewState::SubmittedToHrFinal | ReviewState::FeedbackDelivered => Some(ReviewParty::Hr),
            ReviewState::HrReviewComplete => Some(ReviewParty::Board),
            ReviewState::Archived | ReviewState::NotAssessed => None,
        }
    }

    /// How far along the nine steps of the timeline this state is: 0 assessing oneself … 8 closed.
    pub fn step(self) -> usize {
        match self {
            ReviewState::SelfEvalDraft => 0,
            ReviewState::SelfEvalSubmitted => 1,
            ReviewState::ManagerEvalInProgress => 2,
            ReviewState::ManagerEvalComplete => 3,
            ReviewState::SubmittedToHrFinal => 4,
            ReviewState::HrReviewComplete => 5,
            ReviewState::BoardApproved => 6,
            ReviewState::FeedbackDelivered => 7,
            ReviewState::Archived | ReviewState::NotAssessed => 8,
        }
    }

    /// R3: the self-evaluation is its owner's alone until submitted, and again when it was handed back. Of a review that was
    /// closed unfinished, ask the state it was closed from; this one knows only that nothing need have been handed over.
    pub fn self_part_visible_to(self, reader: ReviewParty) -> bool {
        reader == ReviewParty::Owner || !matches!(self, ReviewState::SelfEvalDraft | ReviewState::NotAssessed)
    }

    /// R3, R18: the reviewer's ratings and texts, the score and the rank. Handed back, they are out of sight again. Of a review
    /// that was closed unfinished, ask the state it was closed from, except for its owner, who reads none of it then.
    pub fn manager_part_visible_to(self, reader: ReviewParty) -> bool {
        match reader {
            ReviewParty::Owner => matches!(self, ReviewState::FeedbackDelivered | ReviewState::Archived),
            ReviewParty::Reviewer => true,
            ReviewParty::Hr => self.is_complete_or_further(),
            ReviewParty::Board => self == ReviewState::HrReviewComplete || self.is_frozen(),
        }
    }
}

impl fmt::Display for ReviewState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ReviewState {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        ReviewState::ALL.into_iter().find(|state| state.code() == text).ok_or(UnknownCode)
    }
}

/// The side that acts on a review, or reads it. `Board` is the general director as well (R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReviewParty {
    Owner,
    Reviewer,
    Hr,
    Board,
}

impl ReviewParty {
    pub const ALL: [ReviewParty; 4] = [ReviewParty::Owner, ReviewParty::Reviewer, ReviewParty::Hr, ReviewParty::Board];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewAction {
    Submit,
    /// HR, when somebody cannot or will not assess themself (R12a).
    MoveOnWithoutSelfEvaluation,
    HandBack,
    Start,
    Complete,
    ReopenEvaluation,
    SubmitTeam,
    HrHandBack,
    HrConfirm,
    BoardHandBack,
    BoardApprove,
    DeliverFeedback,
    Archive,
    /// HR closes the year over it (R29).
    CloseUnfinished,
}

/// What has to be given with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Asks {
    Nothing,
    Comment,
    /// The day of the meeting and its notes: [`check_meeting`](super::consolidation::check_meeting).
    Meeting,
}

/// One row of the table in R15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub from: ReviewState,
    pub action: ReviewAction,
    pub to: ReviewState,
    pub by: ReviewParty,
    pub asks: Asks,
}

const fn row(from: ReviewState, action: ReviewAction, to: ReviewState, by: ReviewParty, asks: Asks) -> Transition {
    Transition { from, action, to, by, asks }
}

/// R15 with R12a and R29. Whatever is not in this table is refused.
///
/// A result the board approved is not undone because nobody handed it over: closing the year archives it, score and rank included.
pub const TRANSITIONS: [Transition; 20] = {
    use {Asks::*, ReviewAction::*, ReviewParty::*, ReviewState::*};
    [
        row(SelfEvalDraft, Submit, SelfEvalSubmitted, Owner, Nothing),
        row(SelfEvalDraft, MoveOnWithoutSelfEvaluation, SelfEvalSubmitted, Hr, Comment),
        row(SelfEvalSubmitted, Start, ManagerEvalInProgress, Reviewer, Nothing),
        row(SelfEvalSubmitted, HandBack, SelfEvalDraft, Reviewer, Comment),
        row(ManagerEvalInProgress, Complete, ManagerEvalComplete, Reviewer, Nothing),
        row(ManagerEvalComplete, ReopenEvaluation, ManagerEvalInProgress, Reviewer, Comment),
        row(ManagerEvalComplete, SubmitTeam, SubmittedToHrFinal, Reviewer, Nothing),
        row(SubmittedToHrFinal, HrHandBack, ManagerEvalInProgress, Hr, Comment),
        row(SubmittedToHrFinal, HrConfirm, HrReviewComplete, Hr, Nothing),
        row(HrReviewComplete, BoardHandBack, SubmittedToHrFinal, Board, Comment),
        row(HrReviewComplete, BoardApprove, BoardApproved, Board, Meeting),
        row(BoardApproved, DeliverFeedback, FeedbackDelivered, Reviewer, Nothing),
        row(FeedbackDelivered, Archive, Archived, Hr, Nothing),
        row(SelfEvalDraft, CloseUnfinished, NotAssessed, Hr, Comment),
        row(SelfEvalSubmitted, CloseUnfinished, NotAssessed, Hr, Comment),
        row(ManagerEvalInProgress, CloseUnfinished, NotAssessed, Hr, Comment),
        row(ManagerEvalComplete, CloseUnfinished, NotAssessed, Hr, Comment),
        row(SubmittedToHrFinal, CloseUnfinished, NotAssessed, Hr, Comment),
        row(HrReviewComplete, CloseUnfinished, NotAssessed, Hr, Comment),
        row(BoardApproved, CloseUnfinished, Archived, Hr, Comment),
    ]
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{action:?} is not possible from {from}")]
pub struct InvalidReviewTransition {
    pub from: ReviewState,
    pub action: ReviewAction,
}

impl ReviewAction {
    pub const ALL: [ReviewAction; 14] = [
        ReviewAction::Submit,
        ReviewAction::MoveOnWithoutSelfEvaluation,
        ReviewAction::HandBack,
        ReviewAction::Start,
        ReviewAction::Complete,
        ReviewAction::ReopenEvaluation,
        ReviewAction::SubmitTeam,
        ReviewAction::HrHandBack,
        ReviewAction::HrConfirm,
        ReviewAction::BoardHandBack,
        ReviewAction::BoardApprove,
        ReviewAction::DeliverFeedback,
        ReviewAction::Archive,
        ReviewAction::CloseUnfinished,
    ];

    /// The name in the audit log, the history and the forms.
    pub fn code(self) -> &'static str {
        match self {
            ReviewAction::Submit => "submit",
            ReviewAction::MoveOnWithoutSelfEvaluation => "move_on_without_self_evaluation",
            ReviewAction::HandBack => "hand_back",
            ReviewAction::Start => "start",
            ReviewAction::Complete => "complete",
            ReviewAction::ReopenEvaluation => "reopen_evaluation",
            ReviewAction::SubmitTeam => "submit_team",
            ReviewAction::HrHandBack => "hr_hand_back",
            ReviewAction::HrConfirm => "hr_confirm",
            ReviewAction::BoardHandBack => "board_hand_back",
            ReviewAction::BoardApprove => "board_approve",
            ReviewAction::DeliverFeedback => "deliver_feedback",
            ReviewAction::Archive => "archive",
            ReviewAction::CloseUnfinished => "close_unfinished",
        }
    }

    /// The side that takes this action, from whatever state.
    pub fn party(self) -> ReviewParty {
        TRANSITIONS.iter().find(|t| t.action == self).map_or(ReviewParty::Hr, |t| t.by)
    }

    /// What has to be given with it, from whatever state.
    pub fn asks(self) -> Asks {
        TRANSITIONS.iter().find(|t| t.action == self).map_or(Asks::Comment, |t| t.asks)
    }
}

impl FromStr for ReviewAction {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        ReviewAction::ALL.into_iter().find(|action| action.code() == text).ok_or(UnknownCode)
    }
}

/// The one way a review changes state.
pub fn transition(from: ReviewState, action: ReviewAction) -> Result<Transition, InvalidReviewTransition> {
    TRANSITIONS.into_iter().find(|t| t.from == from && t.action == action).ok_or(InvalidReviewTransition { from, action })
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
