//! Sessions. Ids are stored as keyed digests only. A session belongs to a family that begins at sign-in; ending the family
//! ends every session in it, also one that a request in flight is just making.
use super::{UnitOfWork, sql};
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

/// Eight hours at most (R44).
pub const LIFETIME: i64 = 8 * 3_600;
/// Thirty minutes without activity.
pub const IDLE: i64 = 30 * 60;
/// A superseded id goes on this long after a role switch, so that open tabs do (R2).
pub const GRACE: i64 = 30;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Session {
    pub data: String,
    pub expires_at: i64,
    pub last_active_at: i64,
}

pub struct NewSession<'a> {
    pub id_digest: &'a str,
    pub family: &'a str,
    pub person: PersonId,
    pub role: &'a str,
    pub data: &'a str,
    pub began: Timestamp,
    pub address: &'a str,
    pub agent: &'a str,
}

pub async fn load<C: ConnectionTrait>(conn: &C, id_digest: &str, now: Timestamp) -> Result<Option<Session>, DbErr> {
    sql::one(
        conn,
        "SELECT s.data, s.expires_at, s.last_active_at FROM sessions s
         WHERE s.id_digest = $1 AND s.expires_at > $2 AND s.last_active_at > $3
           AND NOT EXISTS (SELECT 1 FROM ended_families f WHERE f.family = s.family)",
        vec![id_digest.into(), now.0.into(), now.plus_seconds(-IDLE).0.into()],
    )
    .await
}

/// The absolute end counts from the family's beginning, not from the last switch of roles.
pub async fn insert<C: ConnectionTrait>(conn: &C, new: &NewSession<'_>, now: Timestamp) -> Result<(), DbErr> {
    sql::run(
        conn,
        "INSERT INTO sessions (id_digest, family, person_id, role, data, created_at, last_active_at, expires_at, superseded, address, agent)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)",
        vec![
            new.id_digest.into(),
            new.family.into(),
            new.person.into(),
            new.role.into(),
            new.data.into(),
            now.0.into(),
            new.began.plus_seconds(LIFETIME).0.into(),
            false.into(),
            new.address.into(),
            new.agent.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Changes the data of a session that is there. Never an upsert: a request in flight must not bring back a session that
/// was ended meanwhile.
pub async fn update<C: ConnectionTrait>(conn: &C, id_digest: &str, data: &str) -> Result<u64, DbErr> {
    sql::run(conn, "UPDATE sessions SET data = $2 WHERE id_digest = $1", vec![id_digest.into(), data.into()]).await
}

/// The id was replaced by another: it lives on for [`GRACE`].
pub async fn supersede<C: ConnectionTrait>(conn: &C, id_digest: &str, now: Timestamp) -> Result<(), DbErr> {
    let until = now.plus_seconds(GRACE).0;
    sql::run(
        conn,
        "UPDATE sessions SET superseded = $3, expires_at = CASE WHEN expires_at < $2 THEN expires_at ELSE $2 END WHERE id_digest = $1",
        vec![id_digest.into(), until.into(), true.into()],
    )
    .await?;
    Ok(())
}

pub async fn touch<C: ConnectionTrait>(conn: &C, id_digest: &str, now: Timestamp) -> Result<(), DbErr> {
    sql::run(conn, "UPDATE sessions SET last_active_at = $2 WHERE id_digest = $1", vec![id_digest.into(), now.0.into()]).await?;
    Ok(())
}

/// Sign-out: every session of the family ends at once, on every replica.
pub async fn end_family(uow: &UnitOfWork, family: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO ended_families (family, at) VALUES ($1, $2) ON CONFLICT (family) DO NOTHING",
        vec![family.into(), uow.now().0.into()],
    )
    .await?;
    sql::run(uow.conn(), "DELETE FROM sessions WHERE family = $1", vec![family.into()]).await?;
    Ok(())
}

/// A new password ends every other session of its person.
pub async fn end_others(uow: &UnitOfWork, person: PersonId, keep: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO ended_families (family, at)
         SELECT DISTINCT family, $2 FROM sessions WHERE person_id = $1 AND family <> $3
         ON CONFLICT (family) DO NOTHING",
        vec![person.into(), uow.now().0.into(), keep.into()],
    )
    .await?;
    sql::run(uow.conn(), "DELETE FROM sessions WHERE person_id = $1 AND family <> $2", vec![person.into(), keep.into()]).await?;
    Ok(())
}

/// A session that can be used now, by its family.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Open {
    pub family: String,
    pub last_active_at: i64,
    pub expires_at: i64,
    pub address: String,
    pub agent: String,
}

/// What this person has open, the last used first.
pub async fn open<C: ConnectionTrait>(conn: &C, person: PersonId, now: Timestamp) -> Result<Vec<Open>, DbErr> {
    sql::all(
        conn,
        "SELECT s.family, MAX(s.last_active_at) AS last_active_at, MAX(s.expires_at) AS expires_at,
                MAX(s.address) AS address, MAX(s.agent) AS agent
         FROM sessions s
         WHERE s.person_id = $1 AND s.expires_at > $2 AND s.last_active_at > $3 AND s.superseded = $4
           AND NOT EXISTS (SELECT 1 FROM ended_families f WHERE f.family = s.family)
         GROUP BY s.family ORDER BY MAX(s.last_active_at) DESC, s.family LIMIT 200",
        vec![person.into(), now.0.into(), now.plus_seconds(-IDLE).0.into(), false.into()],
    )
    .await
}

/// Whether the family's end is written down.
pub async fn has_ended<C: ConnectionTrait>(conn: &C, family: &str) -> Result<bool, DbErr> {
    let statement = "SELECT COUNT(*) FROM ended_families WHERE family = $1";
    Ok(sql::number(conn, statement, vec![family.into()]).await? > 0)
}

/// Whether one of this person's sessions belongs to the family.
pub async fn is_of<C: ConnectionTrait>(conn: &C, person: PersonId, family: &str) -> Result<bool, DbErr> {
    let statement = "SELECT COUNT(*) FROM sessions WHERE person_id = $1 AND family = $2";
    Ok(sql::number(conn, statement, vec![person.into(), family.into()]).await? > 0)
}

/// Everybody is signed out: a restored database knows of sign-outs only until its backup.
pub async fn forget_all<C: ConnectionTrait>(conn: &C) -> Result<(), DbErr> {
    sql::run(conn, "DELETE FROM sessions", vec![]).await?;
    Ok(())
}

/// Takes away what has expired. A family's end is remembered for as long as a session of it could live.
pub async fn sweep(uow: &UnitOfWork) -> Result<u64> {
    let now = uow.now();
    sql::run(uow.conn(), "DELETE FROM ended_families WHERE at < $1", vec![now.plus_seconds(-2 * LIFETIME).0.into()]).await?;
    let swept = sql::run(
        uow.conn(),
        "DELETE FROM sessions WHERE expires_at < $1 OR last_active_at < $2",
        vec![now.0.into(), now.plus_seconds(-IDLE).0.into()],
    )
    .await?;
    Ok(swept)
}
