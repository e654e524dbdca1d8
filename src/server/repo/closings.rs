//! Fiscal years being closed: what was asked for, how far it is, that it is done (R29).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        ids::{FiscalYearId, PersonId, ReviewId},
        policy::{Authorized, Company},
        review::ReviewState,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};
use std::collections::BTreeMap;

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: i64,
    fiscal_year_id: FiscalYearId,
    reason: String,
    leftovers: String,
    total: i64,
    started_at: i64,
    started_by: PersonId,
    finished_at: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Closing {
    pub id: i64,
    pub year: FiscalYearId,
    /// Why the year is closed; also the reason of a leftover that has none of its own.
    pub reason: String,
    /// A reason per leftover (R29).
    pub leftovers: BTreeMap<ReviewId, String>,
    pub total: i64,
    pub started_at: i64,
    pub started_by: PersonId,
    pub finished_at: Option<i64>,
}

const COLUMNS: &str =
    "SELECT id, fiscal_year_id, reason, leftovers, total, started_at, started_by, finished_at FROM year_closings";

fn closing(row: Row) -> Result<Closing> {
    Ok(Closing {
        id: row.id,
        year: row.fiscal_year_id,
        reason: row.reason,
        leftovers: serde_json::from_str::<Vec<(ReviewId, String)>>(&row.leftovers)
            .map_err(ServiceError::broken)?
            .into_iter()
            .collect(),
        total: row.total,
        started_at: row.started_at,
        started_by: row.started_by,
        finished_at: row.finished_at,
    })
}

pub async fn of_year<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Option<Closing>> {
    let row: Option<Row> = sql::one(conn, &format!("{COLUMNS} WHERE fiscal_year_id = $1"), vec![year.into()]).await?;
    row.map(closing).transpose()
}

/// Those that were begun and not finished: after a restart they go on.
pub async fn unfinished<C: ConnectionTrait>(conn: &C) -> Result<Vec<Closing>> {
    let rows: Vec<Row> = sql::all(conn, &format!("{COLUMNS} WHERE finished_at IS NULL ORDER BY id"), vec![]).await?;
    rows.into_iter().map(closing).collect()
}

pub async fn insert(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    by: Actor,
    year: FiscalYearId,
    reason: &str,
    leftovers: &BTreeMap<ReviewId, String>,
    total: i64,
) -> Result<()> {
    let leftovers = serde_json::to_string(&leftovers.iter().collect::<Vec<_>>()).map_err(ServiceError::broken)?;
    sql::run(
        uow.conn(),
        "INSERT INTO year_closings (fiscal_year_id, reason, leftovers, total, started_at, started_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![year.into(), reason.into(), leftovers.into(), total.into(), uow.now().0.into(), by.person.into()],
    )
    .await?;
    Ok(())
}

/// Holds a closing until the end of the transaction, so that two replicas that resume it take turns. `false` when it is done.
pub async fn hold(uow: &UnitOfWork, id: i64) -> Result<bool> {
    let lock = if uow.conn().get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let row: Option<Row> = sql::one(uow.conn(), &format!("{COLUMNS} WHERE id = $1{lock}"), vec![id.into()]).await?;
    Ok(row.is_some_and(|row| row.finished_at.is_none()))
}

/// What closing a year has to know of a review.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenReview {
    pub id: ReviewId,
    pub person_id: PersonId,
    state: String,
}

impl OpenReview {
    pub fn state(&self) -> Result<ReviewState> {
        self.state.parse().map_err(ServiceError::broken)
    }
}

/// States that nothing leads out of, for a statement.
fn final_states() -> String {
    let codes = ReviewState::ALL.into_iter().filter(|state| state.is_final()).map(|state| format!("'{}'", state.code()));
    codes.collect::<Vec<_>>().join(", ")
}

/// Reviews of a year that are still open, in the order of their ids from after `after` on. Walking along the ids each is looked at
/// once, however many the year has.
pub async fn open_reviews(uow: &UnitOfWork, year: FiscalYearId, after: ReviewId, limit: i64) -> Result<Vec<OpenReview>, DbErr> {
    let statement = format!(
        "SELECT w.id, s.person_id, w.state FROM reviews w CROSS JOIN target_sets s
         WHERE s.id = w.set_id AND w.id > $2 AND s.fiscal_year_id = $1 AND w.state NOT IN ({}) ORDER BY w.id LIMIT $3",
        final_states()
    );
    sql::all(uow.conn(), &statement, vec![year.into(), after.into(), limit.into()]).await
}

/// How many reviews of the year are still open, of how many.
pub async fn progress<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<(u64, u64), DbErr> {
    let statement = format!(
        "SELECT CAST(COALESCE(SUM(CASE WHEN w.state IN ({}) THEN 0 ELSE 1 END), 0) AS BIGINT) AS still_open, COUNT(*) AS whole
         FROM target_sets s JOIN reviews w ON w.set_id = s.id WHERE s.fiscal_year_id = $1",
        final_states()
    );
    #[derive(FromQueryResult)]
    struct Row {
        still_open: i64,
        whole: i64,
    }
    let row: Option<Row> = sql::one(conn, &statement, vec![year.into()]).await?;
    let positive = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(row.map_or((0, 0), |row| (positive(row.still_open), positive(row.whole))))
}

pub async fn finish(uow: &UnitOfWork, id: i64) -> Result<(), DbErr> {
    sql::run(uow.conn(), "UPDATE year_closings SET finished_at = $2 WHERE id = $1", vec![id.into(), uow.now().0.into()])
        .await
        .map(drop)
}
