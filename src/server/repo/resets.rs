//! New ways in for HR, director and board that wait for a second person (R1a). The link is made when it is asked for and opens nothing
//! until somebody else agrees.
use super::{UnitOfWork, links, sql};
use crate::{
    domain::{
        ids::PersonId,
        policy::{Authorized, Company},
        time::Timestamp,
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Request {
    pub id: i64,
    pub person_id: PersonId,
    pub full_name: String,
    pub employee_no: String,
    pub token_digest: String,
    pub asked_by: PersonId,
    pub asked_by_name: String,
    pub asked_at: i64,
    pub expires_at: i64,
}

const OPEN: &str =
    "SELECT r.id, r.person_id, p.full_name, p.employee_no, r.token_digest, r.asked_by, a.full_name AS asked_by_name,
        r.asked_at, r.expires_at
 FROM reset_requests r JOIN people p ON p.id = r.person_id JOIN people a ON a.id = r.asked_by
 WHERE r.decided_at IS NULL AND r.expires_at > $1 AND p.status <> 'left'";

/// What waits for somebody to agree, the oldest first.
pub async fn open<C: ConnectionTrait>(conn: &C, now: Timestamp) -> Result<Vec<Request>, DbErr> {
    sql::all(conn, &format!("{OPEN} ORDER BY r.asked_at, r.id"), vec![now.0.into()]).await
}

pub async fn find_open<C: ConnectionTrait>(conn: &C, id: i64, now: Timestamp) -> Result<Option<Request>, DbErr> {
    sql::one(conn, &format!("{OPEN} AND r.id = $2"), vec![now.0.into(), id.into()]).await
}

/// Takes the place of whatever was asked for the same person before.
pub async fn ask(
    uow: &UnitOfWork,
    _proof: &Authorized<Company>,
    person: PersonId,
    by: PersonId,
    token: &str,
) -> Result<Timestamp> {
    let expires = uow.now().plus_seconds(links::LIFETIME);
    sql::run(uow.conn(), "DELETE FROM reset_requests WHERE person_id = $1 AND decided_at IS NULL", vec![person.into()]).await?;
    sql::run(
        uow.conn(),
        "INSERT INTO reset_requests (person_id, token_digest, asked_by, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        vec![person.into(), links::digest(token).into(), by.into(), uow.now().0.into(), expires.0.into()],
    )
    .await?;
    Ok(expires)
}

/// `false` when somebody else decided a moment before.
pub async fn decide(uow: &UnitOfWork, _proof: &Authorized<Company>, id: i64, by: PersonId, agreed: bool) -> Result<bool> {
    let decided = sql::run(
        uow.conn(),
        "UPDATE reset_requests SET decided_by = $2, decided_at = $3, agreed = $4 WHERE id = $1 AND decided_at IS NULL",
        vec![id.into(), by.into(), uow.now().0.into(), agreed.into()],
    )
    .await?;
    Ok(decided == 1)
}
