//! Other people's sets: reading them, and every step that moves one on (R11, R12a).
use super::{heads, notices};
use crate::{
    api::{
        error::AppError,
        sets::{Neighbour, SetView},
        views::SubmissionView,
    },
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        fiscal_year,
        ids::TargetSetId,
        policy::{self, Action, Scope, SetFacts},
        target::{self, SetAction, SetState},
        validation::{self, Problem, TEXT, Violation},
    },
    server::{
        clock::Clock,
        context::{Caller, session_error},
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, drafts, events, handovers, people,
            reviewing::Eyes,
            sets::{self, Narrow, SetRow},
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;

/// The set, if this actor may know that it exists.
pub async fn visible<C: ConnectionTrait>(conn: &C, eyes: Eyes, actor: Actor, set: TargetSetId) -> Result<SetRow> {
    let row = sets::find(conn, eyes, set).await?.ok_or(AppError::NotFound)?;
    policy::decide(actor, Action::ReadState, &row.facts()?)?;
    Ok(row)
}

/// The same inside a transaction that is going to change it: nobody else does meanwhile.
pub async fn held(uow: &UnitOfWork, actor: Actor, set: TargetSetId) -> Result<SetRow> {
    sets::lock(uow, set).await?;
    visible(uow.conn(), uow.eyes(actor), actor, set).await
}

pub async fn page(caller: &Caller, set: TargetSetId) -> Result<SetView> {
    let row = visible(caller.state.db.read(), caller.eyes(), caller.actor, set).await?;
    Ok(SetView { kept_comment: kept_comment(caller, set).await?, ..content(caller, &row).await? })
}

/// What this reader may see of a set.
pub async fn content(caller: &Caller, row: &SetRow) -> Result<SetView> {
    let (db, clock, actor, set) = (caller.state.db.read(), &caller.state.clock, caller.actor, row.id);
    let facts = row.facts()?;
    let may = |action| policy::decide(actor, action, &facts).is_ok();
    let mut submission = None;
    let mut previous = None;
    let mut original = if may(Action::ReadOriginal) { approved_before(db, set, clock).await? } else { None };
    if facts.state == SetState::NotAdopted {
        // The revision came to nothing: what was approved before is what there is.
        submission = original.take();
    } else if may(Action::ReadContent) && row.submitted_at.is_some() {
        submission = drafts::submission(db, row.revision_id).await?.map(|found| heads::submission(found, clock));
        if let Some(now) = &submission {
            previous =
                drafts::previous_submission(db, row.revision_id).await?.map(|version| heads::earlier(&version, now, clock));
            previous = previous.or_else(|| original.clone());
        }
    }
    let (previous_report, next_report) = neighbours(caller, row).await?;
    let may_name_reviewer = may(Action::NameReviewer);
    Ok(SetView {
        head: heads::head(row, actor, clock)?,
        submission,
        previous,
        original,
        events: heads::events(events::list(db, set).await?, row.person_id == actor.person || may(Action::Include), clock)?,
        previous_report,
        next_report,
        kept_comment: None,
        may_exempt: may(Action::Exempt),
        may_include: may(Action::Include) && row.is_exempt(),
        may_name_reviewer,
    })
}

/// What was approved before a mid-year revision.
pub async fn approved_before<C: ConnectionTrait>(conn: &C, set: TargetSetId, clock: &Clock) -> Result<Option<SubmissionView>> {
    match sets::approved_before(conn, set).await? {
        Some(revision) => Ok(drafts::submission(conn, revision).await?.map(|found| heads::submission(found, clock))),
        None => Ok(None),
    }
}

async fn kept_comment(caller: &Caller, set: TargetSetId) -> Result<Option<String>> {
    let kept: Option<(TargetSetId, String)> = caller.session.get(KEPT_COMMENT).await.map_err(session_error)?;
    match kept {
        Some((of, comment)) if of == set => {
            caller.session.remove::<(TargetSetId, String)>(KEPT_COMMENT).await.map_err(session_error)?;
            Ok(Some(comment))
        }
        _ => Ok(None),
    }
}

/// The reports before and after this one, for managers walking through their team.
async fn neighbours(caller: &Caller, row: &SetRow) -> Result<(Option<Neighbour>, Option<Neighbour>)> {
    if caller.actor.role != Role::Manager {
        return Ok((None, None));
    }
    let narrow = Narrow { year: Some(row.fiscal_year_id), employed: true, ..Narrow::default() };
    let team = sets::list(
        caller.state.db.read(),
        caller.eyes(),
        Scope::ReviewedBy(caller.actor.person, caller.day()),
        &narrow,
        1_000,
        0,
    )
    .await?;
    let Some(here) = team.iter().position(|other| other.id == row.id) else { return Ok((None, None)) };
    let neighbour = |other: Option<&SetRow>| -> Result<Option<Neighbour>> {
        other.map(|other| Ok(Neighbour { set: other.id, name: other.full_name.clone(), state: other.state()? })).transpose()
    };
    Ok((neighbour(here.checked_sub(1).and_then(|before| team.get(before)))?, neighbour(team.get(here + 1))?))
}

/// One step as the page sends it.
pub struct Step {
    pub set: TargetSetId,
    pub action: String,
    /// The state the page showed.
    pub seen: String,
    pub comment: String,
    pub due_on: Option<String>,
}

/// The text as it will be stored, or what is wrong with it.
fn checked_comment(comment: &str, needed: bool) -> Result<String> {
    let comment = validation::normalise_newlines(comment).trim().to_owned();
    let problem = if needed { validation::check_required(&comment, TEXT) } else { validation::check_text(&comment, TEXT) };
    match problem {
        Some(problem) => Err(ServiceError::invalid("comment", problem)),
        None => Ok(comment),
    }
}

/// Where a refused comment waits in its writer's session.
const KEPT_COMMENT: &str = "kept_comment";

/// Moves a set on. A comment whose form had no scripts behind it survives the refusal in the session.
pub async fn move_or_keep(caller: &Caller, step: Step, plain: bool) -> Result<()> {
    let kept =
        (plain && !step.comment.trim().is_empty() && step.comment.len() <= 4 * TEXT).then(|| (step.set, step.comment.clone()));
    let outcome = move_on(caller, step).await;
    if outcome.is_err()
        && let Some(kept) = kept
    {
        caller.session.insert(KEPT_COMMENT, kept).await.map_err(session_error)?;
    }
    outcome
}

pub async fn move_on(caller: &Caller, step: Step) -> Result<()> {
    let action: SetAction = step.action.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let seen: SetState = step.seen.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    // Submitting goes through the draft, a team and a year through their own pages.
    if matches!(
        action,
        SetAction::Submit | SetAction::SubmitTeam | SetAction::Complete | SetAction::CloseUnfinished | SetAction::LeaveOut
    ) {
        return Err(AppError::Invalid(Vec::new()).into());
    }
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, step.set).await?;
    let facts = row.facts()?;
    if facts.state != seen {
        return Err(AppError::Overtaken { now: facts.state }.into());
    }
    let proof = policy::authorise(caller.actor, Action::Move(action), &facts)?;
    let comment = checked_comment(&step.comment, action.needs_comment())?;
    if action == SetAction::OpenForPerson {
        let due_on = fiscal_year::parse_day(step.due_on.as_deref().unwrap_or_default());
        let due_on = due_on.map_err(|problem| ServiceError::invalid("due_on", problem))?;
        if due_on < state.clock.today() {
            return Err(ServiceError::invalid("due_on", Problem::BeforeStart));
        }
        sets::set_personal_window(&uow, &proof, Some(due_on)).await?;
    } else if action == SetAction::HrApprove && row.personal_due_on.is_some() {
        sets::set_personal_window(&uow, &proof, None).await?;
    }
    take(&mut uow, caller.actor, action, &facts, &row, &comment, proof).await?;
    uow.commit().await
}

/// The step itself, in the given unit of work: state, history, notices, audit.
pub async fn take(
    uow: &mut UnitOfWork,
    actor: Actor,
    action: SetAction,
    facts: &SetFacts,
    row: &SetRow,
    comment: &str,
    proof: policy::Authorized<TargetSetId>,
) -> Result<()> {
    let step = target::transition(facts.state, action)?;
    let acting_for = policy::acts_for(actor, facts);
    if !sets::set_state(uow, &proof, row.revision_id, step.from, step.to).await? {
        let now = sets::find(uow.conn(), uow.eyes(actor), row.id).await?.map_or(Ok(step.from), |row| row.state())?;
        return Err(AppError::Overtaken { now }.into());
    }
    let event = events::NewEvent {
        set: row.id,
        actor: Some(actor),
        on_behalf_of: acting_for,
        action: action.code(),
        from: step.from,
        to: step.to,
        comment,
    };
    events::insert(uow, &event).await?;
    // A team goes as one hand-over and is told once, by its own service.
    if action != SetAction::SubmitTeam {
        notices::tell(uow, actor, acting_for, action, &[row]).await?;
    }
    let mut entry = Entry::by(actor, action.code(), "target_set", row.id.0).acting_for(acting_for).with(Detail::change(
        "state",
        step.from.code(),
        step.to.code(),
    ));
    if !comment.is_empty() {
        entry = entry.with(Detail::now("comment", comment));
    }
    uow.audit(entry);
    Ok(())
}

/// HR approves several sets at once: all of them, or none.
pub async fn approve_many(caller: &Caller, chosen: &[TargetSetId]) -> Result<()> {
    if chosen.is_empty() || chosen.len() > 1_000 {
        return Err(AppError::Invalid(vec![Violation::new("sets", Problem::Missing)]).into());
    }
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    for set in chosen {
        let row = held(&uow, caller.actor, *set).await?;
        let facts = row.facts()?;
        let proof = policy::authorise(caller.actor, Action::Move(SetAction::HrApprove), &facts)?;
        if row.personal_due_on.is_some() {
            sets::set_personal_window(&uow, &proof, None).await?;
        }
        take(&mut uow, caller.actor, SetAction::HrApprove, &facts, &row, "", proof).await?;
    }
    uow.commit().await
}

/// R12a: out for the year with a reason, or in again.
pub async fn exempt(caller: &Caller, set: TargetSetId, exempt: bool, reason: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, set).await?;
    let facts = row.facts()?;
    let action = if exempt { Action::Exempt } else { Action::Include };
    let proof = policy::authorise(caller.actor, action, &facts)?;
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    if let Some(problem) = validation::check_required(&reason, TEXT) {
        return Err(ServiceError::invalid("reason", problem));
    }
    if exempt == row.is_exempt() {
        return Err(AppError::Overtaken { now: facts.state }.into());
    }
    sets::set_exempt(&uow, &proof, exempt.then_some(reason.as_str())).await?;
    let event = events::NewEvent {
        set,
        actor: Some(caller.actor),
        on_behalf_of: None,
        action: action.code(),
        from: facts.state,
        to: facts.state,
        comment: &reason,
    };
    events::insert(&uow, &event).await?;
    uow.audit(Entry::by(caller.actor, action.code(), "target_set", set.0).with(Detail::now("reason", reason)));
    uow.commit().await
}

/// R4: HR names a reviewer; an empty employee id gives the review back to the manager.
pub async fn name_reviewer(caller: &Caller, set: TargetSetId, employee_no: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, set).await?;
    let proof = policy::authorise(caller.actor, Action::NameReviewer, &row.facts()?)?;
    let reviewer = match employee_no.trim() {
        "" => None,
        no => {
            let known =
                people::find_by_no(uow.conn(), no).await?.filter(|person| person.status != "left" && person.id != row.person_id);
            Some(known.ok_or_else(|| ServiceError::invalid("employee_no", Problem::Unknown))?.id)
        }
    };
    let held = handovers::held(uow.conn(), handovers::Of::Sets(&[set])).await?;
    sets::set_named_reviewer(&uow, &proof, reviewer).await?;
    super::moves::renamed(&uow, caller.actor, &held, state.clock.day(uow.now())).await?;
    let event = events::NewEvent {
        set,
        actor: Some(caller.actor),
        on_behalf_of: None,
        action: "name_reviewer",
        from: row.state()?,
        to: row.state()?,
        comment: "",
    };
    events::insert(&uow, &event).await?;
    uow.audit(
        Entry::by(caller.actor, "name_reviewer", "target_set", set.0)
            .with(Detail::now("reviewer", reviewer.map(|id| id.to_string()).unwrap_or_default())),
    );
    uow.commit().await
}
