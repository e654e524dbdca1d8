//! Fiscal years: creating one, opening target setting, closing it (R12a, R29).
use super::{closing, heads, phases};
use crate::{
    api::{
        error::AppError,
        views::YearRef,
        years::{WindowView, YearView},
    },
    domain::{
        audit::Detail,
        draft::DraftContent,
        fiscal_year::{self, Phase, WindowRefusal},
        ids::FiscalYearId,
        policy::{self, CompanyAction, Scope},
        target::{SetAction, SetState},
        time::{Date, long_date},
        validation::{self, Problem, TEXT},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, drafts,
            reviewing::{Eyes, NEVER},
            sets::{self, Narrow, SetRow},
            unit_of_work::Entry,
            years,
        },
    },
};

/// Unfinished people named on the page; the count speaks of all.
const NAMED: u64 = 300;
pub const EVERYBODY: u64 = 1_000_000;

/// States that closing would leave "not assessed".
fn unfinished() -> Narrow {
    let states = SetState::ALL.into_iter().filter(|state| !state.is_closed() && *state != SetState::HrApproved).collect();
    Narrow { states, exempt: Some(false), original: true, ..Narrow::default() }
}

pub async fn list(caller: &Caller) -> Result<Vec<YearView>> {
    policy::decide_company(caller.actor, CompanyAction::ReadYears)?;
    let manages = policy::decide_company(caller.actor, CompanyAction::ManageYears).is_ok();
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let windows = years::windows(db).await?;
    let mut views = Vec::new();
    for year in years::list(db).await? {
        let own: Vec<_> = windows.iter().filter(|(id, _)| *id == year.id).map(|(_, window)| *window).collect();
        let elsewhere: Vec<_> =
            windows.iter().filter(|(id, window)| *id != year.id && window.is_open()).map(|(_, w)| w.phase).collect();
        let is_open = own.iter().any(|window| window.phase == Phase::TargetSetting && window.is_open());
        // Figures and names are HR's; everybody else sees the calendar.
        let counts = if manages { heads::counts(&sets::states(db, year.id).await?)? } else { Default::default() };
        let missing = if manages && is_open {
            sets::list(db, Eyes::nobodys(NEVER), Scope::Everyone, &Narrow { year: Some(year.id), ..unfinished() }, NAMED, 0)
                .await?
        } else {
            Vec::new()
        };
        let approved = counts.by_state.iter().any(|(state, count)| *state == SetState::HrApproved && *count > 0);
        let may_open = |phase| manages && phases::may_open(phase, &own, &elsewhere).is_ok();
        let is_running = |phase| own.iter().any(|window| window.phase == phase && window.is_open());
        let evaluation_opened = own.iter().any(|window| window.phase == Phase::Evaluation);
        let may_open_any = Phase::ALL.into_iter().any(may_open);
        views.push(YearView {
            year: YearRef { id: year.id, name: year.name.clone() },
            starts: heads::day(&year.starts_on),
            ends: heads::day(&year.ends_on),
            may_open_target_setting: may_open(Phase::TargetSetting),
            may_open_mid_year: may_open(Phase::MidYear),
            may_close_mid_year: manages && is_running(Phase::MidYear),
            may_open_evaluation: may_open(Phase::Evaluation),
            readiness: if may_open_any { phases::check(caller, year.id).await? } else { Vec::new() },
            closing: closing::view(caller, year.id, manages && evaluation_opened).await?,
            may_close_target_setting: manages && (is_open || (approved && !own.is_empty())),
            windows: own
                .iter()
                .map(|window| WindowView {
                    phase: window.phase,
                    due: long_date(window.due_on),
                    overdue: window.is_open() && window.is_late(clock.today()),
                    opened: clock.when(window.opened_at),
                    closed: window.closed_at.map(|at| clock.when(at)),
                })
                .collect(),
            unfinished: missing.iter().map(|row| Ok((row.full_name.clone(), row.state()?))).collect::<Result<_>>()?,
            counts,
        });
    }
    Ok(views)
}

pub async fn create(caller: &Caller, name: &str, starts_on: &str, ends_on: &str) -> Result<FiscalYearId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let year = fiscal_year::check_new_year(name, starts_on, ends_on).map_err(AppError::Invalid)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let id = years::insert(&uow, &proof, &year).await?;
    uow.audit(
        Entry::by(caller.actor, "create", "fiscal_year", id.0)
            .with(Detail::now("name", year.name))
            .with(Detail::now("starts_on", year.starts_on.to_string()))
            .with(Detail::now("ends_on", year.ends_on.to_string())),
    );
    uow.commit().await?;
    Ok(id)
}

/// A due day that has not passed.
pub fn checked_due(caller: &Caller, due_on: &str) -> Result<Date> {
    let due_on = fiscal_year::parse_day(due_on).map_err(|problem| ServiceError::invalid("due_on", problem))?;
    if due_on < caller.state.clock.today() {
        return Err(ServiceError::invalid("due_on", Problem::BeforeStart));
    }
    Ok(due_on)
}

pub async fn open_target_setting(caller: &Caller, year: FiscalYearId, due_on: &str) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let due_on = checked_due(caller, due_on)?;
    let mut uow = state.db.begin(&state.clock).await?;
    years::lock(&uow, year).await?;
    years::find(uow.conn(), year).await?.ok_or(AppError::NotFound)?;
    let windows = years::windows(uow.conn()).await?;
    let own: Vec<_> = windows.iter().filter(|(id, _)| *id == year).map(|(_, window)| *window).collect();
    let elsewhere: Vec<_> = windows.iter().filter(|(id, window)| *id != year && window.is_open()).map(|(_, w)| w.phase).collect();
    fiscal_year::may_open(Phase::TargetSetting, &own, &elsewhere)?;
    years::open_window(&uow, &proof, year, Phase::TargetSetting, due_on).await?;
    let made = sets::create_missing(&uow, &proof, year, &drafts::written(&DraftContent::starting())?).await?;
    uow.audit(
        Entry::by(caller.actor, "open_target_setting", "fiscal_year", year.0)
            .with(Detail::now("due_on", due_on.to_string()))
            .with(Detail::now("sets", made.to_string())),
    );
    uow.commit().await
}

/// A draft for whoever joined while a window is open (R12a).
pub async fn create_for_joiners(uow: &UnitOfWork, proof: &policy::Authorized<policy::Company>) -> Result<()> {
    let starting = drafts::written(&DraftContent::starting())?;
    for (year, window) in years::windows(uow.conn()).await? {
        if window.phase == Phase::TargetSetting && window.is_open() {
            sets::create_missing(uow, proof, year, &starting).await?;
        }
    }
    Ok(())
}

/// Locks what HR approved; what is unfinished is closed as "not assessed", which needs a reason. One's own set is moved
/// with all others: closing decides nothing about any single one (R1b).
pub async fn close_target_setting(caller: &Caller, year: FiscalYearId, reason: &str, confirm: &str) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    years::lock(&uow, year).await?;
    let found = years::find(uow.conn(), year).await?.ok_or(AppError::NotFound)?;
    if confirm.trim() != found.name {
        return Err(AppError::NotConfirmed.into());
    }
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    let leftovers =
        sets::list(uow.conn(), Eyes::nobodys(NEVER), Scope::Everyone, &Narrow { year: Some(year), ..unfinished() }, EVERYBODY, 0)
            .await?;
    let problem =
        if leftovers.is_empty() { validation::check_text(&reason, TEXT) } else { validation::check_required(&reason, TEXT) };
    if let Some(problem) = problem {
        return Err(ServiceError::invalid("reason", problem));
    }
    let approved = Narrow { year: Some(year), states: vec![SetState::HrApproved], original: true, ..Narrow::default() };
    let approved = sets::list(uow.conn(), Eyes::nobodys(NEVER), Scope::Everyone, &approved, EVERYBODY, 0).await?;
    let was_open = years::close_window(&uow, &proof, year, Phase::TargetSetting).await?;
    if !was_open && approved.is_empty() {
        return Err(WindowRefusal::NotOpen.into());
    }
    move_all(caller, &mut uow, &proof, &approved, SetAction::Complete, "").await?;
    phases::create_late_reviews(&uow, &proof, year).await?;
    // After the phase was closed, only windows opened for single people are under way: those go on.
    if was_open {
        move_all(caller, &mut uow, &proof, &leftovers, SetAction::CloseUnfinished, &reason).await?;
    }
    uow.audit(
        Entry::by(caller.actor, "close_target_setting", "fiscal_year", year.0)
            .with(Detail::now("completed", approved.len().to_string()))
            .with(Detail::now("not_assessed", leftovers.len().to_string()))
            .with(Detail::now("reason", reason)),
    );
    uow.commit().await
}

pub async fn move_all(
    caller: &Caller,
    uow: &mut UnitOfWork,
    proof: &policy::Authorized<policy::Company>,
    rows: &[SetRow],
    action: SetAction,
    comment: &str,
) -> Result<()> {
    sets::close_many(uow, proof, rows, action).await?;
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let from = row.state()?;
        let step = crate::domain::target::transition(from, action)?;
        written.push(crate::server::repo::events::NewEvent {
            set: row.id,
            actor: Some(caller.actor),
            on_behalf_of: None,
            action: action.code(),
            from,
            to: step.to,
            comment,
        });
        uow.audit(Entry::by(caller.actor, action.code(), "target_set", row.id.0).with(Detail::change(
            "state",
            from.code(),
            step.to.code(),
        )));
    }
    crate::server::repo::events::insert_many(uow, &written).await?;
    super::notices::tell(uow, caller.actor, None, action, &rows.iter().collect::<Vec<_>>()).await
}
