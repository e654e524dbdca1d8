//! Counts for monitoring: how much of what there is, never whose.
use super::{sessions::IDLE, sql};
use crate::domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult, PartialEq, Eq)]
pub struct ByState {
    pub state: String,
    pub number: i64,
}

/// People whose session would be let in now.
pub async fn signed_in<C: ConnectionTrait>(conn: &C, now: Timestamp) -> Result<i64, DbErr> {
    let live = "SELECT COUNT(DISTINCT person_id) FROM sessions WHERE expires_at > $1 AND last_active_at > $2";
    sql::number(conn, live, vec![now.0.into(), now.plus_seconds(-IDLE).0.into()]).await
}

pub async fn reviews<C: ConnectionTrait>(conn: &C) -> Result<Vec<ByState>, DbErr> {
    sql::all(conn, "SELECT state, COUNT(*) AS number FROM reviews GROUP BY state", vec![]).await
}

pub async fn target_revisions<C: ConnectionTrait>(conn: &C) -> Result<Vec<ByState>, DbErr> {
    sql::all(conn, "SELECT state, COUNT(*) AS number FROM target_revisions GROUP BY state", vec![]).await
}

/// Fiscal years being closed.
pub async fn closings<C: ConnectionTrait>(conn: &C) -> Result<i64, DbErr> {
    sql::number(conn, "SELECT COUNT(*) FROM year_closings WHERE finished_at IS NULL", vec![]).await
}
