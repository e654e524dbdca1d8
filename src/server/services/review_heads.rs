//! Turning review rows into what pages show: heads, histories, what may be done.
use crate::{
    api::{
        reviews::{MayDo, ReviewEventView, ReviewHead},
        views::{PersonRef, YearRef},
    },
    domain::{
        actor::Actor,
        policy::reviews::{self as policy, Action, ReviewFacts},
        review::{ReviewAction, ReviewParty},
        time::{Timestamp, long_date},
    },
    server::{
        clock::Clock,
        error::{Result, ServiceError},
        repo::{events::EventRow, reviews::ReviewRow},
    },
};

/// Done for many at once, never for one review from its page.
const FROM_ELSEWHERE: [ReviewAction; 4] =
    [ReviewAction::SubmitTeam, ReviewAction::BoardApprove, ReviewAction::Archive, ReviewAction::CloseUnfinished];

pub fn owner(row: &ReviewRow) -> PersonRef {
    PersonRef { id: row.person_id, employee_no: row.employee_no.clone(), name: row.full_name.clone() }
}

pub fn head(row: &ReviewRow, actor: Actor, clock: &Clock) -> Result<ReviewHead> {
    let facts = row.facts()?;
    let due = row.due();
    let waits_for_people = matches!(facts.state.turn(), Some(ReviewParty::Owner | ReviewParty::Reviewer));
    Ok(ReviewHead {
        review: row.id,
        set: row.set_id,
        year: YearRef { id: row.fiscal_year_id, name: row.year_name.clone() },
        owner: owner(row),
        department: row.department.clone().unwrap_or_default(),
        grade: row.grade.clone().unwrap_or_default(),
        job_title: row.job_title.clone(),
        reviewer: match (row.reviewer_id, &row.reviewer_no, &row.reviewer_name) {
            (Some(id), Some(no), Some(name)) => Some(PersonRef { id, employee_no: no.clone(), name: name.clone() }),
            _ => None,
        },
        cover: row.cover.clone(),
        stands_in: policy::acts_for(actor, &facts).is_some(),
        state: facts.state,
        since: clock.when(Timestamp(row.state_since)),
        due: due.map(long_date),
        overdue: waits_for_people && !row.exempt && due.is_some_and(|due| clock.today() > due),
        late: row.self_late,
        evaluated_late: row.person_id != actor.person && row.evaluated_late(clock),
        without_self: row.without_self,
        exempt: row.exempt,
        transferred: row.transferred_on.as_deref().map(super::heads::day),
        actions: ReviewAction::ALL
            .into_iter()
            .filter(|action| !FROM_ELSEWHERE.contains(action) && policy::decide(actor, Action::Move(*action), &facts).is_ok())
            .collect(),
    })
}

/// `in_time`: the days for an objection are not over.
pub fn may(actor: Actor, facts: &ReviewFacts, in_time: bool) -> MayDo {
    let may = |action| policy::decide(actor, action, facts).is_ok();
    MayDo {
        adjust_rank: may(Action::AdjustRank),
        confirm_read: may(Action::ConfirmRead),
        remark: may(Action::Remark),
        object: in_time && may(Action::Object),
        answer: may(Action::AnswerObjection),
        correct: may(Action::Correct),
        decide_correction: false,
    }
}

/// What is said between reviewer, HR and board stays between them: the person it is about reads the words that were meant for
/// them, and of what is no step of the process nothing before the result (R18).
fn for_owner(mut row: EventRow, told: bool) -> Option<EventRow> {
    const MEANT_FOR_THEM: [ReviewAction; 4] =
        [ReviewAction::Submit, ReviewAction::HandBack, ReviewAction::MoveOnWithoutSelfEvaluation, ReviewAction::CloseUnfinished];
    match row.action.parse::<ReviewAction>() {
        Ok(action) => {
            if !MEANT_FOR_THEM.contains(&action) {
                row.comment.clear();
            }
            Some(row)
        }
        // Another reviewer is no secret of anybody's.
        Err(_) if row.action == "transfer" => Some(row),
        Err(_) => told.then_some(row),
    }
}

/// `owner`: whether the person it is about reads, and, if so, whether they have been told the result.
pub fn events(rows: Vec<EventRow>, owner: Option<bool>, clock: &Clock) -> Result<Vec<ReviewEventView>> {
    rows.into_iter()
        .filter_map(|row| match owner {
            Some(told) => for_owner(row, told),
            None => Some(row),
        })
        .map(|row| {
            Ok(ReviewEventView {
                at: clock.when(Timestamp(row.at)),
                actor: row.actor,
                role: row.role.map(|role| role.parse().map_err(ServiceError::broken)).transpose()?,
                on_behalf_of: row.on_behalf_of,
                action: row.action,
                from: row.from_state.parse().map_err(ServiceError::broken)?,
                to: row.to_state.parse().map_err(ServiceError::broken)?,
                comment: row.comment,
            })
        })
        .collect()
}
