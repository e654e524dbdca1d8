//! Who may do what to a review (R1b, R3, R12a, R15, R16, R18, R21, R29b). The same order of questions as for target sets: may it
//! be known, whose turn is it, is it in the right state.
use super::{Authorized, Denial};
use crate::domain::{
    actor::{Actor, Role},
    delegation::StandIn,
    ids::{PersonId, ReviewId},
    review::{self, InvalidReviewTransition, ReviewAction, ReviewParty, ReviewState},
};
use serde::{Deserialize, Serialize};

/// What can be done to one review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Its state, whose turn it is and since when.
    ReadState,
    /// The employee's ratings and texts.
    ReadSelf,
    /// The reviewer's ratings and texts, the score and the rank (R18).
    ReadManager,
    SaveSelf,
    SaveManager,
    /// R36: help with one's half, for whoever may write it.
    AssistSelf,
    AssistManager,
    Move(ReviewAction),
    /// R21.
    AdjustRank,
    /// The employee says they have read the result, and what they think of it.
    ConfirmRead,
    Remark,
    /// R29b; whether the days are over is the service's question, which has the clock.
    Object,
    AnswerObjection,
    /// Who of HR and the board read it (R42).
    ReadReaders,
    /// R41: a text of an archived review, or another rating, which then waits.
    Correct,
    /// R41: what would change a score.
    ConfirmCorrection,
}

impl Action {
    pub fn all() -> Vec<Action> {
        let mut all = vec![
            Action::ReadState,
            Action::ReadSelf,
            Action::ReadManager,
            Action::SaveSelf,
            Action::SaveManager,
            Action::AssistSelf,
            Action::AssistManager,
            Action::AdjustRank,
            Action::ConfirmRead,
            Action::Remark,
            Action::Object,
            Action::AnswerObjection,
            Action::ReadReaders,
            Action::Correct,
            Action::ConfirmCorrection,
        ];
        all.extend(ReviewAction::ALL.map(Action::Move));
        all
    }

    pub fn code(self) -> &'static str {
        match self {
            Action::ReadState => "read_state",
            Action::ReadSelf => "read_self",
            Action::ReadManager => "read_manager",
            Action::SaveSelf => "save_self",
            Action::SaveManager => "save_manager",
            Action::AssistSelf => "assist_self",
            Action::AssistManager => "assist_manager",
            Action::Move(action) => action.code(),
            Action::AdjustRank => "adjust_rank",
            Action::ConfirmRead => "confirm_read",
            Action::Remark => "remark",
            Action::Object => "object",
            Action::AnswerObjection => "answer_objection",
            Action::ReadReaders => "read_readers",
            Action::Correct => "correct",
            Action::ConfirmCorrection => "confirm_correction",
        }
    }
}

/// Everything about a review that the decision needs, read in the deciding transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFacts {
    pub review: ReviewId,
    pub owner: PersonId,
    /// The owner administers HR: the director may act where another HR admin would (R1b).
    pub owner_is_hr: bool,
    pub reviewer: Option<PersonId>,
    /// Whoever asks acts for the reviewer today (R3, R23).
    pub stand_in: Option<StandIn>,
    pub state: ReviewState,
    /// The state it was closed from, of a review that was closed unfinished: what could be read then can be read now.
    pub closed_from: Option<ReviewState>,
    pub objected: bool,
    pub answered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Own,
    Reviewer,
    /// Acts for the reviewer today (R23).
    Delegate,
    Hr,
    Director,
    Board,
    Stranger,
}

pub fn relation(actor: Actor, review: &ReviewFacts) -> Relation {
    if review.owner == actor.person {
        return Relation::Own;
    }
    match actor.role {
        Role::Manager if review.reviewer == Some(actor.person) => Relation::Reviewer,
        Role::Manager if review.stand_in.is_some_and(|stand_in| stand_in.person == actor.person) => Relation::Delegate,
        Role::HrAdmin => Relation::Hr,
        Role::GeneralDirector => Relation::Director,
        Role::BoardMember => Relation::Board,
        Role::Employee | Role::Manager => Relation::Stranger,
    }
}

/// For whom this actor does what they do to the review (R24).
pub fn acts_for(actor: Actor, review: &ReviewFacts) -> Option<PersonId> {
    if relation(actor, review) == Relation::Delegate { review.reviewer } else { None }
}

/// The side a relation reads as. The director reads as the board does, and as HR what an HR admin's own review is.
fn reads_as(relation: Relation, review: &ReviewFacts) -> Option<ReviewParty> {
    match relation {
        Relation::Own => Some(ReviewParty::Owner),
        Relation::Reviewer | Relation::Delegate => Some(ReviewParty::Reviewer),
        Relation::Hr => Some(ReviewParty::Hr),
        Relation::Director if review.owner_is_hr => Some(ReviewParty::Hr),
        Relation::Director | Relation::Board => Some(ReviewParty::Board),
        Relation::Stranger => None,
    }
}

fn must_be(party: ReviewParty, actor: Actor, relation: Relation, review: &ReviewFacts) -> Result<(), Denial> {
    match (party, relation) {
        (ReviewParty::Owner, Relation::Own) if actor.role == Role::Employee => Ok(()),
        (_, Relation::Own) => Err(Denial::OwnRecord),
        (ReviewParty::Reviewer, Relation::Reviewer | Relation::Delegate) | (ReviewParty::Hr, Relation::Hr) => Ok(()),
        (ReviewParty::Hr, Relation::Director) if review.owner_is_hr => Ok(()),
        (ReviewParty::Board, Relation::Director | Relation::Board) => Ok(()),
        _ => Err(Denial::WrongRole),
    }
}

fn must_stand(review: &ReviewFacts, fine: bool, for_action: ReviewAction) -> Result<(), Denial> {
    if fine { Ok(()) } else { Err(Denial::WrongReviewState(InvalidReviewTransition { from: review.state, action: for_action })) }
}

/// May `actor` do `action` to this review now?
pub fn decide(actor: Actor, action: Action, review: &ReviewFacts) -> Result<(), Denial> {
    let relation = relation(actor, review);
    let Some(party) = reads_as(relation, review) else { return Err(Denial::Hidden) };
    // What was closed unfinished is read as it was then, except by its owner: no result came out of it.
    let read_in = match review.closed_from {
        Some(before) if party != ReviewParty::Owner => before,
        _ => review.state,
    };
    let told = matches!(review.state, ReviewState::FeedbackDelivered | ReviewState::Archived);
    match action {
        Action::ReadState => Ok(()),
        Action::ReadSelf if read_in.self_part_visible_to(party) => Ok(()),
        Action::ReadManager if read_in.manager_part_visible_to(party) => Ok(()),
        Action::ReadSelf | Action::ReadManager => Err(Denial::NothingSubmitted),
        Action::SaveSelf | Action::AssistSelf => {
            must_be(ReviewParty::Owner, actor, relation, review)?;
            must_stand(review, review.state.employee_may_edit(), ReviewAction::Submit)
        }
        Action::SaveManager | Action::AssistManager => {
            must_be(ReviewParty::Reviewer, actor, relation, review)?;
            must_stand(review, review.state.reviewer_may_edit(), ReviewAction::Complete)
        }
        Action::Move(step) => {
            must_be(step.party(), actor, relation, review)?;
            review::transition(review.state, step).map_err(Denial::WrongReviewState)?;
            let part_of_team = relation == Relation::Delegate && review.stand_in.is_some_and(|stand_in| !stand_in.whole_team);
            if step == ReviewAction::SubmitTeam && part_of_team { Err(Denial::PartOfTeam) } else { Ok(()) }
        }
        Action::AdjustRank => {
            must_be(ReviewParty::Board, actor, relation, review)?;
            must_stand(review, review.state == ReviewState::HrReviewComplete, ReviewAction::BoardApprove)
        }
        Action::ConfirmRead | Action::Remark => {
            must_be(ReviewParty::Owner, actor, relation, review)?;
            must_stand(review, told, ReviewAction::DeliverFeedback)
        }
        Action::Object => {
            must_be(ReviewParty::Owner, actor, relation, review)?;
            must_stand(review, told && !review.objected, ReviewAction::DeliverFeedback)
        }
        Action::AnswerObjection => {
            must_be(ReviewParty::Hr, actor, relation, review)?;
            must_stand(review, review.objected && !review.answered, ReviewAction::DeliverFeedback)
        }
        Action::ReadReaders => match relation {
            Relation::Own | Relation::Hr => Ok(()),
            _ => Err(Denial::WrongRole),
        },
        Action::Correct | Action::ConfirmCorrection => {
            let party = if action == Action::Correct { ReviewParty::Hr } else { ReviewParty::Board };
            must_be(party, actor, relation, review)?;
            must_stand(review, review.state == ReviewState::Archived, ReviewAction::Archive)
        }
    }
}

/// The same question, answered with the proof that a writing repository asks for.
pub fn authorise(actor: Actor, action: Action, review: &ReviewFacts) -> Result<Authorized<ReviewId>, Denial> {
    decide(actor, action, review).map(|()| Authorized { key: review.review })
}

/// May `actor` decide on a correction that `proposed_by` proposed? Never on one's own proposal, whatever role it was made in (R41).
pub fn authorise_confirmation(actor: Actor, review: &ReviewFacts, proposed_by: PersonId) -> Result<Authorized<ReviewId>, Denial> {
    let proof = authorise(actor, Action::ConfirmCorrection, review)?;
    if actor.person == proposed_by { Err(Denial::OwnProposal) } else { Ok(proof) }
}

#[cfg(test)]
#[path = "reviews_tests.rs"]
mod tests;
