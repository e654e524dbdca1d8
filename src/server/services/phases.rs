//! The phases after target setting: mid-year and evaluation, and what should be seen to before one opens (R13, R15, R29, R29a).
use super::years::{EVERYBODY, checked_due, move_all};
use crate::{
    api::{
        error::AppError,
        years::{Lack, Readiness},
    },
    domain::{
        audit::Detail,
        fiscal_year::{self, Phase, Window, WindowRefusal},
        ids::FiscalYearId,
        policy::{self, CompanyAction, Scope},
        target::{SetAction, SetState},
        time::Date,
        validation::{self, TEXT},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, readiness,
            reviewing::{Eyes, NEVER},
            reviews,
            sets::{self, Narrow},
            unit_of_work::Entry,
            years,
        },
    },
};

/// What stands in the way of opening `phase` in this year, beside what the calendar says (R29).
fn refusal(phase: Phase, own: &[Window]) -> Option<WindowRefusal> {
    let find = |phase| own.iter().find(|window| window.phase == phase);
    let closed = |phase| find(phase).is_some_and(|window| !window.is_open());
    let running = |phase| find(phase).is_some_and(Window::is_open);
    match phase {
        Phase::TargetSetting => None,
        // Targets that are still being agreed have nothing to be revised or rated against.
        Phase::MidYear if find(Phase::Evaluation).is_some() => Some(WindowRefusal::TooLate),
        Phase::MidYear | Phase::Evaluation if !closed(Phase::TargetSetting) => Some(WindowRefusal::TooEarly),
        Phase::Evaluation if running(Phase::MidYear) => Some(WindowRefusal::TooEarly),
        Phase::MidYear | Phase::Evaluation => None,
    }
}

/// Whether HR could open this phase now.
pub fn may_open(phase: Phase, own: &[Window], elsewhere: &[Phase]) -> std::result::Result<(), WindowRefusal> {
    fiscal_year::may_open(phase, own, elsewhere)?;
    refusal(phase, own).map_or(Ok(()), Err)
}

async fn open(
    uow: &UnitOfWork,
    caller: &Caller,
    year: FiscalYearId,
    phase: Phase,
    due_on: Date,
) -> Result<policy::Authorized<policy::Company>> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    years::lock(uow, year).await?;
    years::find(uow.conn(), year).await?.ok_or(AppError::NotFound)?;
    let windows = years::windows(uow.conn()).await?;
    let own: Vec<_> = windows.iter().filter(|(id, _)| *id == year).map(|(_, window)| *window).collect();
    let elsewhere: Vec<_> = windows.iter().filter(|(id, window)| *id != year && window.is_open()).map(|(_, w)| w.phase).collect();
    may_open(phase, &own, &elsewhere)?;
    years::open_window(uow, &proof, year, phase, due_on).await?;
    Ok(proof)
}

/// Every completed set gets a new revision that begins as the approved one stands.
pub async fn open_mid_year(caller: &Caller, year: FiscalYearId, due_on: &str) -> Result<()> {
    policy::decide_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let due_on = checked_due(caller, due_on)?;
    let mut uow = state.db.begin(&state.clock).await?;
    let proof = open(&uow, caller, year, Phase::MidYear, due_on).await?;
    let made = sets::create_revisions(&uow, &proof, year).await?;
    uow.audit(
        Entry::by(caller.actor, "open_mid_year", "fiscal_year", year.0)
            .with(Detail::now("due_on", due_on.to_string()))
            .with(Detail::now("revisions", made.to_string())),
    );
    uow.commit().await
}

/// What HR approved is adopted; the rest is kept, and the approved original goes on counting (R13).
pub async fn close_mid_year(caller: &Caller, year: FiscalYearId, reason: &str, confirm: &str) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    years::lock(&uow, year).await?;
    let found = years::find(uow.conn(), year).await?.ok_or(AppError::NotFound)?;
    if confirm.trim() != found.name {
        return Err(AppError::NotConfirmed.into());
    }
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    if let Some(problem) = validation::check_text(&reason, TEXT) {
        return Err(ServiceError::invalid("reason", problem));
    }
    if !years::close_window(&uow, &proof, year, Phase::MidYear).await? {
        return Err(WindowRefusal::NotOpen.into());
    }
    let revised = |states| Narrow { year: Some(year), states, revised: true, ..Narrow::default() };
    let adopted =
        sets::list(uow.conn(), Eyes::nobodys(NEVER), Scope::Everyone, &revised(vec![SetState::HrApproved]), EVERYBODY, 0).await?;
    let open = SetState::ALL.into_iter().filter(|state| !state.is_closed() && *state != SetState::HrApproved).collect();
    let left = sets::list(uow.conn(), Eyes::nobodys(NEVER), Scope::Everyone, &revised(open), EVERYBODY, 0).await?;
    move_all(caller, &mut uow, &proof, &adopted, SetAction::Complete, "").await?;
    move_all(caller, &mut uow, &proof, &left, SetAction::LeaveOut, &reason).await?;
    uow.audit(
        Entry::by(caller.actor, "close_mid_year", "fiscal_year", year.0)
            .with(Detail::now("adopted", adopted.len().to_string()))
            .with(Detail::now("not_adopted", left.len().to_string()))
            .with(Detail::now("reason", reason)),
    );
    uow.commit().await
}

/// A review is born from every approved set.
pub async fn open_evaluation(caller: &Caller, year: FiscalYearId, due_on: &str) -> Result<()> {
    policy::decide_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let due_on = checked_due(caller, due_on)?;
    let mut uow = state.db.begin(&state.clock).await?;
    let proof = open(&uow, caller, year, Phase::Evaluation, due_on).await?;
    let born = reviews::create_missing(&uow, &proof, year).await?;
    uow.audit(
        Entry::by(caller.actor, "open_evaluation", "fiscal_year", year.0)
            .with(Detail::now("due_on", due_on.to_string()))
            .with(Detail::now("reviews", born.to_string())),
    );
    uow.commit().await
}

/// A review for sets that were completed while the evaluation was open already.
pub async fn create_late_reviews(
    uow: &UnitOfWork,
    proof: &policy::Authorized<policy::Company>,
    year: FiscalYearId,
) -> Result<()> {
    let windows = years::windows(uow.conn()).await?;
    if windows.iter().any(|(id, window)| *id == year && window.phase == Phase::Evaluation && window.is_open()) {
        reviews::create_missing(uow, proof, year).await?;
    }
    Ok(())
}

/// R29a: what should be seen to before the next window opens; empty lines are left out.
pub async fn check(caller: &Caller, year: FiscalYearId) -> Result<Vec<Readiness>> {
    let db = caller.state.db.read();
    let lists = [
        (Lack::Reviewer, readiness::without_reviewer(db).await?),
        (Lack::EmployeeType, readiness::without_type(db).await?),
        (Lack::RankTable, readiness::without_rank_table(db, year).await?),
        (Lack::SignIn, readiness::without_sign_in(db).await?),
        (Lack::EmptyTeam, readiness::empty_departments(db).await?),
    ];
    Ok(lists
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(lack, mut names)| {
            let count = names.len() as u64;
            names.truncate(20);
            Readiness { lack, count, names }
        })
        .collect())
}
