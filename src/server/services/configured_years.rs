//! A fiscal year's name and days, and the due day of a phase that is open: late marks follow it (R29, R30). An archived year stays as
//! it is (R41).
use super::configuration::{check_seen, many, with_reason};
use crate::{
    api::{
        configuration::{DueView, YearForm, YearPage},
        error::AppError,
    },
    domain::{
        audit::Detail,
        configuration::{check_name, check_reason},
        fiscal_year::{self, Phase, Window, WindowRefusal},
        ids::FiscalYearId,
        policy::{self, Authorized, Company, CompanyAction},
        time::long_date,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            UnitOfWork, closings, lateness,
            unit_of_work::Entry,
            years::{self, Year},
        },
    },
};
use sea_orm::ConnectionTrait;

/// A year that is being closed, or was: nothing of it changes any more.
pub async fn is_archived<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<bool> {
    Ok(closings::of_year(conn, year).await?.is_some())
}

/// Refuses what would change an archived year.
pub async fn check_not_archived<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<()> {
    if is_archived(conn, year).await? { Err(WindowRefusal::Archived.into()) } else { Ok(()) }
}

async fn open_windows<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<Window>> {
    let windows = years::windows(conn).await?;
    Ok(windows.into_iter().filter(|(id, window)| *id == year && window.is_open()).map(|(_, window)| window).collect())
}

pub async fn year(caller: &Caller, id: FiscalYearId) -> Result<YearPage> {
    policy::decide_company(caller.actor, CompanyAction::ManageYears)?;
    let db = caller.state.db.read();
    let found = years::find(db, id).await?.ok_or(AppError::NotFound)?;
    let mut windows = Vec::new();
    for window in open_windows(db, id).await? {
        windows.push(DueView {
            phase: window.phase,
            due_on: window.due_on.to_string(),
            due: long_date(window.due_on),
            late: many(lateness::count(db, id, window.phase).await?),
        });
    }
    Ok(YearPage {
        year: found.reference(),
        starts_on: found.starts_on,
        ends_on: found.ends_on,
        windows,
        archived: is_archived(db, id).await?,
    })
}

async fn held(caller: &Caller, id: FiscalYearId) -> Result<(UnitOfWork, Authorized<Company>, Year)> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let uow = caller.state.db.begin(&caller.state.clock).await?;
    years::lock(&uow, id).await?;
    let found = years::find(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    check_not_archived(uow.conn(), id).await?;
    Ok((uow, proof, found))
}

pub async fn change_year(caller: &Caller, id: FiscalYearId, form: &YearForm) -> Result<()> {
    let (mut uow, proof, before) = held(caller, id).await?;
    let as_seen = before.name == form.seen_name && before.starts_on == form.seen_starts_on && before.ends_on == form.seen_ends_on;
    check_seen(
        as_seen,
        &format!("{}, {} to {}", before.name, super::heads::day(&before.starts_on), super::heads::day(&before.ends_on)),
    )?;
    let all = years::list(uow.conn()).await?;
    let others = all.iter().filter(|other| other.id != id).map(|other| other.name.as_str());
    let mut violations = Vec::new();
    let year = fiscal_year::check_new_year(&form.name, &form.starts_on, &form.ends_on);
    if let Err(found) = &year {
        violations.extend(found.iter().cloned());
    }
    // Too long or empty was said already.
    if let Err(found) = check_name(&form.name, others)
        && !violations.iter().any(|known| known.field == found.field)
    {
        violations.push(found);
    }
    let reason = check_reason(&form.reason);
    violations.extend(reason.as_ref().err().cloned());
    let (Ok(year), Ok(reason), true) = (year, reason, violations.is_empty()) else {
        return Err(AppError::Invalid(violations).into());
    };
    let mut entry = Entry::by(caller.actor, "change", "fiscal_year", id.0);
    for (name, before, after) in [
        ("name", before.name, year.name.clone()),
        ("starts_on", before.starts_on, year.starts_on.to_string()),
        ("ends_on", before.ends_on, year.ends_on.to_string()),
    ] {
        if before != after {
            entry = entry.with(Detail::change(name, before, after));
        }
    }
    if entry.details.is_empty() {
        return Ok(());
    }
    years::update(&uow, &proof, id, &year).await?;
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

/// A due day as its form has it.
pub struct DueDay {
    pub phase: String,
    pub due_on: String,
    pub seen_due_on: String,
    pub reason: String,
}

/// Only a day that has not passed: nobody becomes late by a day that was moved behind them.
pub async fn change_due_day(caller: &Caller, id: FiscalYearId, change: &DueDay) -> Result<()> {
    let phase: Phase = change.phase.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let (mut uow, proof, _) = held(caller, id).await?;
    let open = open_windows(uow.conn(), id).await?;
    let window = open.iter().find(|window| window.phase == phase).ok_or(WindowRefusal::NotOpen)?;
    check_seen(window.due_on.to_string() == change.seen_due_on, &long_date(window.due_on))?;
    let reason = check_reason(&change.reason).map_err(|violation| AppError::Invalid(vec![violation]))?;
    let due_on = super::years::checked_due(caller, &change.due_on)?;
    if due_on == window.due_on {
        return Ok(());
    }
    years::set_due(&uow, &proof, id, phase, due_on).await?;
    let marks = lateness::mark(&uow, &proof, id, phase, caller.state.clock.end_of(due_on)).await?;
    let entry = Entry::by(caller.actor, "change_due_day", "fiscal_year", id.0)
        .with(Detail::now("phase", phase.code()))
        .with(Detail::change("due_on", window.due_on.to_string(), due_on.to_string()))
        .with(Detail::now("late_marks_changed", marks.to_string()));
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}
