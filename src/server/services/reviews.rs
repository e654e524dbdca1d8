//! Reviews: reading them, and every step that moves one on (R15). Writing the two halves is `evaluations`', what follows the
//! result `aftermath`'s, many at once `results`'.
use super::{evaluations, review_heads, review_notices};
use crate::{
    api::{
        error::AppError,
        reviews::{Desk, LastYear, ManagerPart, MayDo, MyReviewView, ReviewNeighbour, ReviewView, SelfPart},
    },
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        ids::{FiscalYearId, ReviewId},
        policy::{
            Authorized, Scope,
            reviews::{self as policy, Action, Relation, ReviewFacts},
        },
        review::{self, Asks, ReviewAction, ReviewState},
        target::Target,
        time::Timestamp,
        validation::{self, TEXT},
    },
    server::{
        context::{Caller, session_error},
        entropy,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, drafts, evaluations as halves,
            rank_tables::Tables,
            review_events,
            reviewing::Eyes,
            reviews::{self, Narrow, ReviewRow},
            unit_of_work::Entry,
            years,
        },
    },
    ui::messages::states,
};
use sea_orm::ConnectionTrait;

/// The review, if this actor may know that it exists.
pub async fn visible<C: ConnectionTrait>(conn: &C, eyes: Eyes, actor: Actor, review: ReviewId) -> Result<ReviewRow> {
    let row = reviews::find(conn, eyes, review).await?.ok_or(AppError::NotFound)?;
    policy::decide(actor, Action::ReadState, &row.facts()?)?;
    Ok(row)
}

/// The same inside a transaction that is going to change it: nobody else does meanwhile.
pub async fn held(uow: &UnitOfWork, actor: Actor, review: ReviewId) -> Result<ReviewRow> {
    reviews::lock(uow, review).await?;
    visible(uow.conn(), uow.eyes(actor), actor, review).await
}

/// The targets a review is about, with the titles of the goals they serve.
pub async fn approved_targets<C: ConnectionTrait>(conn: &C, row: &ReviewRow) -> Result<(Vec<Target>, Vec<Option<String>>)> {
    let found = drafts::submission(conn, row.revision_id).await?;
    let found = found.ok_or_else(|| ServiceError::broken("a review of targets that were never handed over"))?;
    Ok((found.content.targets, found.goals))
}

/// One's own review of a year, or of the newest.
pub async fn mine(caller: &Caller, year: Option<FiscalYearId>) -> Result<MyReviewView> {
    let db = caller.state.db.read();
    let scope = Scope::Only(caller.actor.person);
    let known = reviews::years(db, scope).await?;
    let chosen = year.map_or(known.first(), |year| known.iter().find(|known| known.id == year));
    let review = match chosen {
        None => None,
        Some(chosen) => {
            let narrow = Narrow { year: Some(chosen.id), ..Narrow::default() };
            match reviews::list(db, caller.eyes(), scope, &narrow, 1, 0).await?.into_iter().next() {
                Some(row) => Some(view(caller, row).await?),
                None => None,
            }
        }
    };
    Ok(MyReviewView { years: known.iter().map(years::Year::reference).collect(), review })
}

pub async fn page(caller: &Caller, review: ReviewId) -> Result<ReviewView> {
    let row = visible(caller.state.db.read(), caller.eyes(), caller.actor, review).await?;
    note_reading(caller, &row).await?;
    view(caller, row).await
}

/// R42: HR or the board reading somebody's review is noted, once an hour.
pub async fn note_reading(caller: &Caller, row: &ReviewRow) -> Result<()> {
    let facts = row.facts()?;
    let relation = policy::relation(caller.actor, &facts);
    let reads = policy::decide(caller.actor, Action::ReadSelf, &facts).is_ok()
        || policy::decide(caller.actor, Action::ReadManager, &facts).is_ok();
    if !reads || !matches!(relation, Relation::Hr | Relation::Director | Relation::Board) {
        return Ok(());
    }
    let mut uow = caller.state.db.begin(&caller.state.clock).await?;
    if reviews::note_reading(&uow, row.id, caller.actor).await? {
        uow.audit(Entry::by(caller.actor, "read", "review", row.id.0));
    }
    uow.commit().await
}

/// With a comment that waits for its writer.
async fn view(caller: &Caller, row: ReviewRow) -> Result<ReviewView> {
    let review = row.id;
    Ok(ReviewView { kept_comment: kept_comment(caller, review).await?, ..content(caller, row).await? })
}

/// What this reader may see of a review.
pub async fn content(caller: &Caller, row: ReviewRow) -> Result<ReviewView> {
    let (db, clock, actor) = (caller.state.db.read(), &caller.state.clock, caller.actor);
    let facts = row.facts()?;
    let may = |action| policy::decide(actor, action, &facts).is_ok();
    let (targets, goals) = approved_targets(db, &row).await?;
    let own = row.self_submitted_at.is_some() && !row.without_self;
    let self_part = if own && may(Action::ReadSelf) {
        let content = halves::self_part(db, row.id, &targets).await?;
        let receipt = content.receipt(content.changed.as_deref().unwrap_or(&targets)).ok();
        Some(SelfPart { at: row.self_submitted_at.map(|at| clock.when(Timestamp(at))), content, receipt })
    } else {
        None
    };
    let reads_result = may(Action::ReadManager);
    let manager_part = if reads_result && row.evaluated_at.is_some() && facts.state != ReviewState::ManagerEvalInProgress {
        let content = halves::manager_part(db, row.id).await?;
        let changed = match own {
            true => Some(halves::self_part(db, row.id, &targets).await?),
            false => None,
        };
        let receipt = content.receipt(content.counted(&targets, changed.as_ref())).ok();
        Some(ManagerPart {
            at: row.evaluated_at.map(|at| clock.when(Timestamp(at))),
            by: row.evaluated_by.as_deref().map(|by| states::who(Some(by), row.evaluated_for.as_deref())),
            content,
            receipt,
            rank: row.rank.clone(),
            adjusted: row.adjusted_rank.clone().map(|rank| (rank, row.adjust_reason.clone().unwrap_or_default())),
        })
    } else {
        None
    };
    let table = if reads_result {
        Tables::of_year(db, row.fiscal_year_id).await?.find(row.employee_type_id, row.grade_id).map(|stored| stored.table.clone())
    } else {
        None
    };
    let authors = if reads_result { other_authors(caller, &row, manager_part.as_ref()).await? } else { Vec::new() };
    let corrections = super::corrections::list(caller, &row).await?;
    let (previous_report, next_report) = neighbours(caller, &row).await?;
    let writes = may(Action::AssistSelf) || may(Action::AssistManager);
    let assist = match writes {
        true => super::assist::offered(&caller.state).await?.map(|current| current.mode(&caller.state)),
        false => None,
    };
    let mut view = ReviewView {
        head: review_heads::head(&row, actor, clock)?,
        self_desk: match may(Action::SaveSelf) {
            true => Some(Desk {
                draft: evaluations::current::<evaluations::Own, _>(db, &row, &targets).await?,
                version: row.self_version,
                save_id: entropy::short_id(),
                saved: row.self_saved_at.map(|at| clock.when(Timestamp(at))),
            }),
            false => None,
        },
        manager_desk: match may(Action::SaveManager) {
            true => Some(Desk {
                draft: evaluations::current::<evaluations::Manager, _>(db, &row, &targets).await?,
                version: row.manager_version,
                save_id: entropy::short_id(),
                saved: row.manager_saved_at.map(|at| clock.when(Timestamp(at))),
            }),
            false => None,
        },
        last_year: if reads_result { last_year(caller, &row).await? } else { None },
        authors,
        events: review_heads::events(
            review_events::list(db, row.id).await?,
            (row.person_id == actor.person).then_some(reads_result),
            clock,
        )?,
        previous_report,
        next_report,
        aftermath: super::aftermath::view(caller, &row, reads_result).await?,
        readers: if may(Action::ReadReaders) { super::aftermath::readers(caller, row.id).await? } else { Vec::new() },
        may: MayDo {
            decide_correction: corrections.iter().any(|correction| correction.may_decide),
            ..review_heads::may(actor, &facts, super::aftermath::in_time(caller, &row).await?)
        },
        corrections,
        kept_comment: None,
        assist,
        assisted: Vec::new(),
        targets,
        goals,
        self_part,
        manager_part,
        table,
    };
    view.assisted = super::suggestions::assisted(caller, &view).await?;
    Ok(view)
}

/// Which fields of the reviewer's half somebody else wrote than who completed it, or, while it is written, than who reads (R22).
async fn other_authors(caller: &Caller, row: &ReviewRow, part: Option<&ManagerPart>) -> Result<Vec<(String, String)>> {
    let acts_for = policy::acts_for(caller.actor, &row.facts()?).and(row.reviewer_name.as_deref());
    let reader = states::who(Some(&caller.holder.full_name), acts_for);
    let expected = part.map_or(Some(reader.as_str()), |part| part.by.as_deref());
    let found = halves::authors(caller.state.db.read(), row.id).await?;
    let named = found.into_iter().map(|text| (text.field, states::who(Some(&text.author), text.acting_for.as_deref())));
    Ok(named.filter(|(_, who)| Some(who.as_str()) != expected).collect())
}

/// The result of the year before, where this reader may see it.
async fn last_year(caller: &Caller, row: &ReviewRow) -> Result<Option<LastYear>> {
    let all = reviews::list(caller.state.db.read(), caller.eyes(), Scope::Only(row.person_id), &Narrow::default(), 20, 0).await?;
    let Some(before) = all.iter().skip_while(|other| other.id != row.id).nth(1) else { return Ok(None) };
    let readable = policy::decide(caller.actor, Action::ReadManager, &before.facts()?).is_ok();
    Ok(readable.then(|| LastYear {
        year: before.year_name.clone(),
        score: before.score(),
        rank: before.final_rank().map(str::to_owned),
    }))
}

/// Where a refused comment waits in its writer's session.
const KEPT_COMMENT: &str = "kept_review_comment";

async fn kept_comment(caller: &Caller, review: ReviewId) -> Result<Option<String>> {
    let kept: Option<(ReviewId, String)> = caller.session.get(KEPT_COMMENT).await.map_err(session_error)?;
    match kept {
        Some((of, comment)) if of == review => {
            caller.session.remove::<(ReviewId, String)>(KEPT_COMMENT).await.map_err(session_error)?;
            Ok(Some(comment))
        }
        _ => Ok(None),
    }
}

/// The reports before and after this one, for managers walking through their team.
async fn neighbours(caller: &Caller, row: &ReviewRow) -> Result<(Option<ReviewNeighbour>, Option<ReviewNeighbour>)> {
    if caller.actor.role != Role::Manager || row.person_id == caller.actor.person {
        return Ok((None, None));
    }
    let narrow = Narrow { year: Some(row.fiscal_year_id), employed: true, ..Narrow::default() };
    let team = reviews::list(
        caller.state.db.read(),
        caller.eyes(),
        Scope::ReviewedBy(caller.actor.person, caller.day()),
        &narrow,
        1_000,
        0,
    )
    .await?;
    let Some(here) = team.iter().position(|other| other.id == row.id) else { return Ok((None, None)) };
    let neighbour = |other: Option<&ReviewRow>| -> Result<Option<ReviewNeighbour>> {
        other
            .map(|other| Ok(ReviewNeighbour { review: other.id, name: other.full_name.clone(), state: other.state()? }))
            .transpose()
    };
    Ok((neighbour(here.checked_sub(1).and_then(|before| team.get(before)))?, neighbour(team.get(here + 1))?))
}

/// One step as the page sends it.
pub struct Step {
    pub review: ReviewId,
    pub action: String,
    /// The state the page showed.
    pub seen: String,
    pub comment: String,
}

/// The text as it will be stored, or what is wrong with it.
pub fn checked_text(field: &str, text: &str, needed: bool) -> Result<String> {
    let text = validation::normalise_newlines(text).trim().to_owned();
    let problem = if needed { validation::check_required(&text, TEXT) } else { validation::check_text(&text, TEXT) };
    match problem {
        Some(problem) => Err(ServiceError::invalid(field, problem)),
        None => Ok(text),
    }
}

/// Moves a review on. A comment whose form had no scripts behind it survives the refusal in the session.
pub async fn move_or_keep(caller: &Caller, step: Step, plain: bool) -> Result<()> {
    let kept =
        (plain && !step.comment.trim().is_empty() && step.comment.len() <= 4 * TEXT).then(|| (step.review, step.comment.clone()));
    let outcome = move_on(caller, step).await;
    if outcome.is_err()
        && let Some(kept) = kept
    {
        caller.session.insert(KEPT_COMMENT, kept).await.map_err(session_error)?;
    }
    outcome
}

/// Steps that are taken for many at once, or with more than a comment, from elsewhere.
fn is_from_page(action: ReviewAction) -> bool {
    use ReviewAction::{HandBack, HrConfirm, HrHandBack, MoveOnWithoutSelfEvaluation, ReopenEvaluation, Start};
    matches!(
        action,
        Start | HandBack | ReopenEvaluation | HrHandBack | HrConfirm | MoveOnWithoutSelfEvaluation | ReviewAction::BoardHandBack
    )
}

pub async fn move_on(caller: &Caller, step: Step) -> Result<()> {
    let action: ReviewAction = step.action.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let seen: ReviewState = step.seen.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    if !is_from_page(action) {
        return Err(AppError::Invalid(Vec::new()).into());
    }
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, step.review).await?;
    let facts = row.facts()?;
    if facts.state != seen {
        return Err(AppError::ReviewOvertaken { now: facts.state }.into());
    }
    let proof = policy::authorise(caller.actor, Action::Move(action), &facts)?;
    let comment = checked_text("comment", &step.comment, action.asks() == Asks::Comment)?;
    if action == ReviewAction::MoveOnWithoutSelfEvaluation {
        reviews::set_without_self(&uow, &proof).await?;
    }
    take(&mut uow, caller.actor, action, &facts, &row, &comment, proof).await?;
    uow.commit().await
}

/// The step itself, in the given unit of work: state, history, notices, audit.
pub async fn take(
    uow: &mut UnitOfWork,
    actor: Actor,
    action: ReviewAction,
    facts: &ReviewFacts,
    row: &ReviewRow,
    comment: &str,
    proof: Authorized<ReviewId>,
) -> Result<()> {
    let step = review::transition(facts.state, action).map_err(crate::domain::policy::Denial::WrongReviewState)?;
    let acting_for = policy::acts_for(actor, facts);
    if !reviews::set_state(uow, &proof, step.from, step.to).await? {
        let now = reviews::find(uow.conn(), uow.eyes(actor), row.id).await?.map_or(Ok(step.from), |row| row.state())?;
        return Err(AppError::ReviewOvertaken { now }.into());
    }
    let event = review_events::NewEvent {
        review: row.id,
        actor: Some(actor),
        on_behalf_of: acting_for,
        action: action.code(),
        from: step.from,
        to: step.to,
        comment,
    };
    review_events::insert_many(uow, &[event]).await?;
    // What is done for many at once is told once, by its own service.
    if !matches!(action, ReviewAction::SubmitTeam | ReviewAction::HrConfirm | ReviewAction::BoardApprove) {
        review_notices::tell(uow, actor, acting_for, action, &[row]).await?;
    }
    let mut entry = Entry::by(actor, action.code(), "review", row.id.0).acting_for(acting_for).with(Detail::change(
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
