//! Places in the queue of the writing assistance. Taking one and coming to one's turn is done under a lock that all replicas share, so
//! that no two come to the same turn.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        assist::settings::Limits,
        ids::{PersonId, ReviewId},
        policy::Authorized,
        time::Timestamp,
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

/// The name of the lock on PostgreSQL; SQLite has one writer.
const LOCK: i64 = 8_100_201_126_011;

pub enum Entered {
    At(i64),
    OwnLimit,
    Full,
}

/// Who else is there.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Standing {
    pub running: i64,
    /// Before this place.
    pub waiting: i64,
}

async fn lock(uow: &UnitOfWork) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "SELECT pg_advisory_xact_lock($1)", vec![LOCK.into()]).await?;
    }
    Ok(())
}

/// A new place at the end, kept until `expires`.
pub async fn enter(
    uow: &UnitOfWork,
    _: &Authorized<ReviewId>,
    person: PersonId,
    limits: &Limits,
    expires: Timestamp,
) -> Result<Entered> {
    #[derive(FromQueryResult)]
    struct Counts {
        mine: i64,
        everybody: i64,
    }
    lock(uow).await?;
    sql::run(uow.conn(), "DELETE FROM assist_places WHERE expires_at <= $1", vec![uow.now().0.into()]).await?;
    let counts: Option<Counts> = sql::one(
        uow.conn(),
        "SELECT CAST(COALESCE(SUM(CASE WHEN person_id = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS mine,
                CAST(COUNT(*) AS BIGINT) AS everybody FROM assist_places",
        vec![person.into()],
    )
    .await?;
    let Counts { mine, everybody } = counts.unwrap_or(Counts { mine: 0, everybody: 0 });
    if mine >= limits.per_person {
        return Ok(Entered::OwnLimit);
    }
    if everybody >= limits.at_once + limits.waiting {
        return Ok(Entered::Full);
    }
    let insert = "INSERT INTO assist_places (person_id, expires_at) VALUES ($1, $2) RETURNING id";
    Ok(Entered::At(sql::number(uow.conn(), insert, vec![person.into(), expires.0.into()]).await?))
}

pub async fn standing<C: ConnectionTrait>(conn: &C, id: i64, now: Timestamp) -> Result<Standing> {
    let standing: Option<Standing> = sql::one(
        conn,
        "SELECT CAST(COALESCE(SUM(CASE WHEN started_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS running,
                CAST(COALESCE(SUM(CASE WHEN started_at IS NULL AND id < $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting
         FROM assist_places WHERE expires_at > $2",
        vec![id.into(), now.0.into()],
    )
    .await?;
    Ok(standing.unwrap_or(Standing { running: 0, waiting: 0 }))
}

/// It is this place's turn, if nobody is before it and fewer than `at_once` are served.
pub async fn advance(uow: &UnitOfWork, _: &Authorized<ReviewId>, id: i64, at_once: i64, expires: Timestamp) -> Result<bool> {
    lock(uow).await?;
    let Standing { running, waiting } = standing(uow.conn(), id, uow.now()).await?;
    if waiting > 0 || running >= at_once {
        return Ok(false);
    }
    let begin =
        "UPDATE assist_places SET started_at = $2, expires_at = $3 WHERE id = $1 AND started_at IS NULL AND expires_at > $2";
    Ok(sql::run(uow.conn(), begin, vec![id.into(), uow.now().0.into(), expires.0.into()]).await? == 1)
}

/// Keeps a place; `false` when it had run out.
pub async fn keep(uow: &UnitOfWork, _: &Authorized<ReviewId>, id: i64, expires: Timestamp) -> Result<bool> {
    let keep = "UPDATE assist_places SET expires_at = $3 WHERE id = $1 AND expires_at > $2";
    Ok(sql::run(uow.conn(), keep, vec![id.into(), uow.now().0.into(), expires.0.into()]).await? == 1)
}

pub async fn leave(uow: &UnitOfWork, _: &Authorized<ReviewId>, id: i64) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM assist_places WHERE id = $1", vec![id.into()]).await?;
    Ok(())
}

/// How many are served and how many wait, for figures.
pub async fn counts<C: ConnectionTrait>(conn: &C, now: Timestamp) -> Result<(i64, i64), DbErr> {
    let standing: Option<Standing> = sql::one(
        conn,
        "SELECT CAST(COALESCE(SUM(CASE WHEN started_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS running,
                CAST(COALESCE(SUM(CASE WHEN started_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting
         FROM assist_places WHERE expires_at > $1",
        vec![now.0.into()],
    )
    .await?;
    Ok(standing.map_or((0, 0), |standing| (standing.running, standing.waiting)))
}
