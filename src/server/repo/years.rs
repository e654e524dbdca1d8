//! Fiscal years, the windows of their phases, and goals.
use super::{UnitOfWork, sql};
use crate::{
    api::{
        error::AppError,
        views::{GoalView, YearRef},
    },
    domain::{
        fiscal_year::{NewFiscalYear, Phase, Window},
        ids::{DepartmentId, FiscalYearId, GoalId},
        policy::{Authorized, Company},
        time::{Date, Timestamp},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Year {
    pub id: FiscalYearId,
    pub name: String,
    pub starts_on: String,
    pub ends_on: String,
}

impl Year {
    pub fn reference(&self) -> YearRef {
        YearRef { id: self.id, name: self.name.clone() }
    }
}

/// Newest first.
pub async fn list<C: ConnectionTrait>(conn: &C) -> Result<Vec<Year>, DbErr> {
    sql::all(conn, "SELECT id, name, starts_on, ends_on FROM fiscal_years ORDER BY starts_on DESC, id DESC", vec![]).await
}

/// The year that was asked for, else the newest, of those in which this reader has anything; none where they have not.
///
/// # Errors
/// Not found: there is no such year at all.
pub async fn chosen<'a, C: ConnectionTrait>(
    conn: &C,
    known: &'a [Year],
    asked: Option<FiscalYearId>,
) -> Result<Option<&'a Year>> {
    let Some(asked) = asked else { return Ok(known.first()) };
    match known.iter().find(|year| year.id == asked) {
        None if find(conn, asked).await?.is_none() => Err(AppError::NotFound.into()),
        found => Ok(found),
    }
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: FiscalYearId) -> Result<Option<Year>, DbErr> {
    sql::one(conn, "SELECT id, name, starts_on, ends_on FROM fiscal_years WHERE id = $1", vec![id.into()]).await
}

#[derive(FromQueryResult)]
struct WindowRow {
    fiscal_year_id: FiscalYearId,
    phase: String,
    due_on: String,
    opened_at: i64,
    closed_at: Option<i64>,
}

/// Every window of every year; a company has a handful.
pub async fn windows<C: ConnectionTrait>(conn: &C) -> Result<Vec<(FiscalYearId, Window)>> {
    let rows: Vec<WindowRow> = sql::all(
        conn,
        "SELECT fiscal_year_id, phase, due_on, opened_at, closed_at FROM phase_windows ORDER BY opened_at",
        vec![],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            let window = Window {
                phase: row.phase.parse().map_err(ServiceError::broken)?,
                due_on: row.due_on.parse::<Date>().map_err(ServiceError::broken)?,
                opened_at: Timestamp(row.opened_at),
                closed_at: row.closed_at.map(Timestamp),
            };
            Ok((row.fiscal_year_id, window))
        })
        .collect()
}

pub async fn insert(uow: &UnitOfWork, _: &Authorized<Company>, year: &NewFiscalYear) -> Result<FiscalYearId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO fiscal_years (name, starts_on, ends_on, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        vec![year.name.clone().into(), year.starts_on.to_string().into(), year.ends_on.to_string().into(), uow.now().0.into()],
    )
    .await?;
    Ok(FiscalYearId(id))
}

pub async fn open_window(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    year: FiscalYearId,
    phase: Phase,
    due_on: Date,
) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO phase_windows (fiscal_year_id, phase, due_on, opened_at) VALUES ($1, $2, $3, $4)",
        vec![year.into(), phase.code().into(), due_on.to_string().into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn update(uow: &UnitOfWork, _: &Authorized<Company>, id: FiscalYearId, year: &NewFiscalYear) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE fiscal_years SET name = $2, starts_on = $3, ends_on = $4 WHERE id = $1",
        vec![id.into(), year.name.clone().into(), year.starts_on.to_string().into(), year.ends_on.to_string().into()],
    )
    .await?;
    Ok(())
}

/// Moves the due day of a window that is open.
pub async fn set_due(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId, phase: Phase, due_on: Date) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE phase_windows SET due_on = $3 WHERE fiscal_year_id = $1 AND phase = $2 AND closed_at IS NULL",
        vec![year.into(), phase.code().into(), due_on.to_string().into()],
    )
    .await?;
    Ok(())
}

/// Holds a year until the end of the transaction, so that two who open or close it wait for each other. SQLite has one writer.
pub async fn lock(uow: &UnitOfWork, year: FiscalYearId) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "SELECT id FROM fiscal_years WHERE id = $1 FOR UPDATE", vec![year.into()]).await?;
    }
    Ok(())
}

/// `false` when it was not open.
pub async fn close_window(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId, phase: Phase) -> Result<bool> {
    let closed = sql::run(
        uow.conn(),
        "UPDATE phase_windows SET closed_at = $3 WHERE fiscal_year_id = $1 AND phase = $2 AND closed_at IS NULL",
        vec![year.into(), phase.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(closed == 1)
}

#[derive(FromQueryResult)]
struct GoalRow {
    id: GoalId,
    department: Option<String>,
    title: String,
    description: String,
}

/// The company's goals, then those of one person's department.
pub async fn goals_for<C: ConnectionTrait>(
    conn: &C,
    year: FiscalYearId,
    person: crate::domain::ids::PersonId,
) -> Result<Vec<GoalView>, DbErr> {
    let rows: Vec<GoalRow> = sql::all(
        conn,
        "SELECT g.id, d.name AS department, g.title, g.description FROM goals g LEFT JOIN departments d ON d.id = g.department_id
         WHERE g.fiscal_year_id = $1
           AND (g.department_id IS NULL OR g.department_id = (SELECT department_id FROM people WHERE id = $2))
         ORDER BY CASE WHEN g.department_id IS NULL THEN 0 ELSE 1 END, g.id",
        vec![year.into(), person.into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| GoalView { id: row.id, department: row.department, title: row.title, description: row.description })
        .collect())
}

pub async fn insert_goal(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    year: FiscalYearId,
    department: Option<DepartmentId>,
    title: &str,
    description: &str,
) -> Result<GoalId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO goals (fiscal_year_id, department_id, title, description) VALUES ($1, $2, $3, $4) RETURNING id",
        vec![year.into(), department.into(), title.into(), description.into()],
    )
    .await?;
    Ok(GoalId(id))
}
