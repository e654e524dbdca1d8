//! Closing a fiscal year (R29): a job of many small transactions. What was asked for is written down first; every batch archives
//! whole reviews or none; after a crash whoever starts next goes on where it stopped.
use super::review_notices;
use crate::{
    api::{
        error::AppError,
        years::{ClosingView, Leftover},
    },
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        fiscal_year::{Phase, WindowRefusal},
        ids::{FiscalYearId, ReviewId},
        policy::{self, Authorized, Company, CompanyAction, Scope},
        review::{self, ReviewAction, ReviewState},
        time::Timestamp,
        validation::{self, TEXT},
    },
    server::{
        clock::Clock,
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            Db, UnitOfWork,
            closings::{self, Closing, OpenReview},
            review_events,
            reviewing::{Eyes, NEVER},
            reviews::{self, Narrow},
            tables,
            unit_of_work::Entry,
            years,
        },
        state::AppState,
    },
};
use std::collections::BTreeMap;

const EVERYBODY: u64 = 1_000_000;
/// Leftovers named on the page; the count speaks of all.
const NAMED: usize = 300;
/// Reviews archived in one transaction: short enough that somebody's autosave does not notice.
const BATCH: i64 = 100;

fn unfinished_states() -> Vec<ReviewState> {
    ReviewState::ALL.into_iter().filter(|state| state.is_unfinished()).collect()
}

/// What closing would find; names are for HR.
pub async fn view(caller: &Caller, year: FiscalYearId, evaluation_opened: bool) -> Result<ClosingView> {
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let manages = policy::decide_company(caller.actor, CompanyAction::ManageYears).is_ok();
    let begun = closings::of_year(db, year).await?;
    let narrow = |states| Narrow { year: Some(year), states, ..Narrow::default() };
    let (left, total) = closings::progress(db, year).await?;
    let named = if manages && begun.is_none() { NAMED as u64 } else { 0 };
    let unfinished = reviews::list(db, Eyes::nobodys(NEVER), Scope::Everyone, &narrow(unfinished_states()), named, 0).await?;
    Ok(ClosingView {
        may_close: begun.is_none() && evaluation_opened,
        unfinished: unfinished
            .iter()
            .map(|row| Ok(Leftover { review: row.id, name: row.full_name.clone(), state: row.state()? }))
            .collect::<Result<_>>()?,
        begun: begun.as_ref().map(|closing| clock.when(Timestamp(closing.started_at))),
        closed: begun.as_ref().and_then(|closing| closing.finished_at).map(|at| clock.when(Timestamp(at))),
        done: total.saturating_sub(left),
        total,
    })
}

/// Writes down that the year is to be closed, and begins. `leftovers` are reasons for single reviews that are not finished; `reason`
/// stands for the others.
pub async fn begin(
    caller: &Caller,
    year: FiscalYearId,
    reason: &str,
    confirm: &str,
    leftovers: &BTreeMap<String, String>,
    anyway: bool,
) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    years::lock(&uow, year).await?;
    let found = years::find(uow.conn(), year).await?.ok_or(AppError::NotFound)?;
    if confirm.trim() != found.name {
        return Err(AppError::NotConfirmed.into());
    }
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    if let Some(problem) = validation::check_required(&reason, TEXT) {
        return Err(ServiceError::invalid("reason", problem));
    }
    if closings::of_year(uow.conn(), year).await?.is_some() {
        return Err(WindowRefusal::NotOpen.into());
    }
    let windows = years::windows(uow.conn()).await?;
    if !windows.iter().any(|(id, window)| *id == year && window.phase == Phase::Evaluation) {
        return Err(WindowRefusal::NotOpen.into());
    }
    let narrow = Narrow { year: Some(year), states: unfinished_states(), ..Narrow::default() };
    let unfinished = reviews::list(uow.conn(), Eyes::nobodys(NEVER), Scope::Everyone, &narrow, EVERYBODY, 0).await?;
    if !unfinished.is_empty() && !anyway {
        return Err(
            AppError::Unfinished { names: unfinished.iter().take(NAMED).map(|row| row.full_name.clone()).collect() }.into()
        );
    }
    let mut reasons = BTreeMap::new();
    for (review, text) in leftovers {
        let review: ReviewId = review.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
        let text = validation::normalise_newlines(text).trim().to_owned();
        if let Some(problem) = validation::check_text(&text, TEXT) {
            return Err(ServiceError::invalid(&format!("leftover-{review}"), problem));
        }
        if !text.is_empty() && unfinished.iter().any(|row| row.id == review) {
            reasons.insert(review, text);
        }
    }
    let total = i64::try_from(closings::progress(uow.conn(), year).await?.1).unwrap_or(i64::MAX);
    closings::insert(&uow, &proof, caller.actor, year, &reason, &reasons, total).await?;
    years::close_window(&uow, &proof, year, Phase::Evaluation).await?;
    uow.audit(
        Entry::by(caller.actor, "close_year", "fiscal_year", year.0)
            .with(Detail::now("reason", reason))
            .with(Detail::now("unfinished", unfinished.len().to_string())),
    );
    uow.commit().await?;
    let state = state.clone();
    tokio::spawn(async move { resume_all(&state).await });
    Ok(())
}

/// Looks at the start, and every minute, for a closing that some process left behind: this one before it was killed, or another
/// replica that did not come back.
pub async fn watch(state: AppState) {
    let mut every = tokio::time::interval(std::time::Duration::from_secs(60));
    loop {
        every.tick().await;
        resume_all(&state).await;
    }
}

/// Goes on with every closing that was begun, but not in a database that is still being copied into. Trouble is logged; the next look
/// tries again.
pub async fn resume_all(state: &AppState) {
    match unfinished(state).await {
        Ok(begun) => {
            for closing in begun {
                if let Err(error) = archive_whole(&state.db, &state.clock, &closing).await {
                    tracing::error!(%error, year = %closing.year, "closing the year stopped and goes on within a minute");
                }
            }
        }
        Err(error) => tracing::warn!(%error, "could not look for years being closed"),
    }
}

async fn unfinished(state: &AppState) -> Result<Vec<Closing>> {
    match tables::begun_from(state.db.read()).await? {
        Some(_) => Ok(Vec::new()),
        None => closings::unfinished(state.db.read()).await,
    }
}

/// Archives batch after batch until nothing of the year is open, then says so.
pub async fn archive_whole(db: &Db, clock: &Clock, closing: &Closing) -> Result<()> {
    let mut after = Some(ReviewId(0));
    while let Some(last) = after {
        after = batch(db, clock, closing, last).await?;
        // Somebody's save may be waiting for the writer.
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// One transaction. Answers the last review it archived, `None` once there is nothing left to do.
async fn batch(db: &Db, clock: &Clock, closing: &Closing, after: ReviewId) -> Result<Option<ReviewId>> {
    let mut uow = db.begin(clock).await?;
    if !closings::hold(&uow, closing.id).await? {
        return Ok(None);
    }
    let mut rows = closings::open_reviews(&uow, closing.year, after, BATCH).await?;
    if rows.is_empty() && after > ReviewId(0) {
        rows = closings::open_reviews(&uow, closing.year, ReviewId(0), BATCH).await?;
    }
    // Whoever closed the year acts; everybody's review is closed, theirs too: that decides nothing about any single one (R1b).
    let actor = Actor { person: closing.started_by, role: Role::HrAdmin };
    let proof = policy::authorise_company(actor, CompanyAction::ManageYears)?;
    let Some(last) = rows.last().map(|row| row.id) else {
        closings::finish(&uow, closing.id).await?;
        uow.audit(Entry::by(actor, "year_closed", "fiscal_year", closing.year.0));
        uow.commit().await?;
        return Ok(None);
    };
    archive(&mut uow, actor, &proof, closing, &rows).await?;
    uow.commit().await?;
    Ok(Some(last))
}

async fn archive(
    uow: &mut UnitOfWork,
    actor: Actor,
    proof: &Authorized<Company>,
    closing: &Closing,
    rows: &[OpenReview],
) -> Result<()> {
    let mut events = Vec::with_capacity(rows.len());
    let mut leftovers = Vec::new();
    let mut moved: BTreeMap<ReviewState, Vec<ReviewId>> = BTreeMap::new();
    for row in rows {
        let from = row.state()?;
        let action = if from == ReviewState::FeedbackDelivered { ReviewAction::Archive } else { ReviewAction::CloseUnfinished };
        let to = review::transition(from, action).map_err(policy::Denial::WrongReviewState)?.to;
        let comment = match action {
            ReviewAction::CloseUnfinished => closing.leftovers.get(&row.id).unwrap_or(&closing.reason).as_str(),
            _ => "",
        };
        if action == ReviewAction::CloseUnfinished {
            leftovers.push((row.person_id, row.id));
        }
        moved.entry(to).or_default().push(row.id);
        events.push(review_events::NewEvent {
            review: row.id,
            actor: Some(actor),
            on_behalf_of: None,
            action: action.code(),
            from,
            to,
            comment,
        });
        uow.audit(Entry::by(actor, action.code(), "review", row.id.0).with(Detail::change("state", from.code(), to.code())));
    }
    for (to, ids) in moved {
        reviews::set_states(uow, proof, &ids, to).await?;
    }
    review_events::insert_many(uow, &events).await?;
    review_notices::tell_owners(uow, actor, ReviewAction::CloseUnfinished, &leftovers).await
}
