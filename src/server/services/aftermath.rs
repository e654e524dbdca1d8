//! After the board: the talk, what the employee says about the result, an objection and its answer (R18, R29b).
use super::{
    review_notices,
    reviews::{checked_text, held, take},
};
use crate::{
    api::{
        error::AppError,
        reviews::{AftermathView, ReaderView},
    },
    domain::{
        actor::Role,
        audit::Detail,
        fiscal_year,
        ids::{FiscalYearId, PersonId, ReviewId},
        objection,
        policy::reviews::{self as policy, Action},
        review::{ReviewAction, ReviewState},
        time::{Timestamp, long_date},
        validation::Problem,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, access,
            evaluations::Author,
            notices, review_events,
            reviews::{self, ReviewRow},
            unit_of_work::Entry,
        },
    },
    ui::messages::states,
};

/// Readers named on the page; the audit log knows all.
const READERS: i64 = 50;

/// Nothing before there is something, nothing for whoever may not read the result.
pub async fn view(caller: &Caller, row: &ReviewRow, reads_result: bool) -> Result<Option<AftermathView>> {
    let clock = &caller.state.clock;
    let found = reviews::aftermath(caller.state.db.read(), row.id).await?;
    let archived = (row.state()? == ReviewState::Archived).then_some(row.state_since);
    let Some(delivered) = found.feedback_at.or(archived).filter(|_| reads_result) else { return Ok(None) };
    let when = |at: Option<i64>| at.map(|at| clock.when(Timestamp(at)));
    Ok(Some(AftermathView {
        feedback_on: found.feedback_on.as_deref().map(super::heads::day),
        feedback_by: found.feedback_by.map(|by| states::who(Some(&by), found.feedback_for.as_deref())),
        note: found.feedback_note.filter(|note| !note.is_empty()),
        read: when(found.read_at),
        remark: found.remark,
        objection: when(found.objected_at).zip(found.objection),
        answer: match (when(found.answered_at), found.answer, found.answered_by) {
            (Some(at), Some(answer), Some(by)) => Some((at, answer, by)),
            _ => None,
        },
        object_until: Some(long_date(objection::last_day(clock.day(Timestamp(delivered))))),
    }))
}

pub async fn readers(caller: &Caller, review: ReviewId) -> Result<Vec<ReaderView>> {
    let found = reviews::readings(caller.state.db.read(), review, READERS).await?;
    found
        .into_iter()
        .map(|reading| {
            Ok(ReaderView {
                name: reading.reader,
                role: reading.role.parse().map_err(ServiceError::broken)?,
                at: caller.state.clock.when(Timestamp(reading.at)),
            })
        })
        .collect()
}

/// Whether the days for an objection have begun and are not over.
pub async fn in_time(caller: &Caller, row: &ReviewRow) -> Result<bool> {
    let clock = &caller.state.clock;
    let told = reviews::aftermath(caller.state.db.read(), row.id).await?.feedback_at;
    // Closed with the year without a talk: the result could be read from that day on.
    let archived = (row.state()? == ReviewState::Archived).then_some(row.state_since);
    Ok(told.or(archived).is_some_and(|at| objection::may_object(clock.day(Timestamp(at)), clock.today())))
}

/// The reviewer records the talk; the employee sees the result from now on.
pub async fn deliver(caller: &Caller, review: ReviewId, seen: &str, talked_on: &str, note: &str) -> Result<()> {
    let seen: ReviewState = seen.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let facts = row.facts()?;
    if facts.state != seen {
        return Err(AppError::ReviewOvertaken { now: facts.state }.into());
    }
    let proof = policy::authorise(caller.actor, Action::Move(ReviewAction::DeliverFeedback), &facts)?;
    let day = fiscal_year::parse_day(talked_on).map_err(|problem| ServiceError::invalid("talked_on", problem))?;
    if day > state.clock.today() {
        return Err(ServiceError::invalid("talked_on", Problem::InTheFuture));
    }
    let note = checked_text("note", note, false)?;
    let acting_for = policy::acts_for(caller.actor, &facts);
    let by = Author { person: caller.actor.person, acting_for };
    reviews::set_feedback(&uow, &proof, by, day, &note).await?;
    take(&mut uow, caller.actor, ReviewAction::DeliverFeedback, &facts, &row, "", proof).await?;
    let entry = Entry::by(caller.actor, "feedback", "review", review.0).acting_for(acting_for);
    uow.audit(entry.with(Detail::now("talked_on", day.to_string())));
    uow.commit().await
}

/// What the employee does with the result. Answers the year, to lead back to.
pub async fn respond(caller: &Caller, review: ReviewId, what: &str, text: &str) -> Result<FiscalYearId> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let facts = row.facts()?;
    let action = match what {
        "read" => Action::ConfirmRead,
        "remark" => Action::Remark,
        "object" => Action::Object,
        _ => return Err(AppError::Invalid(Vec::new()).into()),
    };
    let proof = policy::authorise(caller.actor, action, &facts)?;
    let mut entry = Entry::by(caller.actor, action.code(), "review", review.0);
    match action {
        Action::ConfirmRead => reviews::set_read(&uow, &proof).await?,
        Action::Remark => {
            let remark = checked_text("text", text, false)?;
            reviews::set_remark(&uow, &proof, &remark).await?;
            entry = entry.with(Detail::now("remark", remark));
        }
        _ => {
            let objection = checked_text("text", text, true)?;
            if !in_time(caller, &row).await? {
                return Err(ServiceError::invalid("text", Problem::TooLate));
            }
            reviews::set_objection(&uow, &proof, &objection).await?;
            history(&uow, caller, &row, "object").await?;
            let reviewers = review_notices::reviewers(&uow, &[&row]).await?;
            let told: Vec<_> = access::hr_admins(uow.conn())
                .await?
                .into_iter()
                .map(|person| (person, Role::HrAdmin))
                .chain(reviewers.into_iter().map(|(reviewer, role, _)| (reviewer, role)))
                .collect();
            notify(&uow, caller, &row, "object", &told).await?;
            entry = entry.with(Detail::now("objection", objection));
        }
    }
    uow.audit(entry);
    uow.commit().await?;
    Ok(row.fiscal_year_id)
}

/// HR answers in writing; both stay with the review.
pub async fn answer_objection(caller: &Caller, review: ReviewId, text: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let proof = policy::authorise(caller.actor, Action::AnswerObjection, &row.facts()?)?;
    let answer = checked_text("text", text, true)?;
    reviews::set_answer(&uow, &proof, caller.actor, &answer).await?;
    history(&uow, caller, &row, "answer_objection").await?;
    notify(&uow, caller, &row, "answer_objection", &[(row.person_id, Role::Employee)]).await?;
    uow.audit(Entry::by(caller.actor, "answer_objection", "review", review.0).with(Detail::now("answer", answer)));
    uow.commit().await
}

async fn history(uow: &UnitOfWork, caller: &Caller, row: &ReviewRow, action: &str) -> Result<()> {
    let state = row.state()?;
    let event = review_events::NewEvent {
        review: row.id,
        actor: Some(caller.actor),
        on_behalf_of: None,
        action,
        from: state,
        to: state,
        comment: "",
    };
    review_events::insert_many(uow, &[event]).await
}

async fn notify(uow: &UnitOfWork, caller: &Caller, row: &ReviewRow, kind: &'static str, told: &[(PersonId, Role)]) -> Result<()> {
    let written: Vec<_> = told
        .iter()
        .filter(|(person, _)| *person != caller.actor.person)
        .map(|&(person, role)| notices::NewNotice {
            person,
            role,
            kind,
            set: None,
            review: Some(row.id),
            about: None,
            actor: Some(caller.actor.person),
            acting_for: None,
            delegation: None,
        })
        .collect();
    notices::insert_many(uow, &written).await
}
