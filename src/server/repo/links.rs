//! One-time links: invitations and the first set-up. Only digests are kept; a link works once and until it ends.
use super::{UnitOfWork, sql};
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use sha2::{Digest, Sha256};

/// Seven days (R6).
pub const LIFETIME: i64 = 7 * 24 * 3_600;

pub fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Link {
    pub id: i64,
    pub person_id: Option<PersonId>,
    pub expires_at: i64,
}

/// A link that still opens something.
pub async fn find<C: ConnectionTrait>(conn: &C, purpose: &str, token: &str, now: Timestamp) -> Result<Option<Link>, DbErr> {
    sql::one(
        conn,
        "SELECT id, person_id, expires_at FROM one_time_links
         WHERE purpose = $1 AND token_digest = $2 AND used_at IS NULL AND expires_at > $3",
        vec![purpose.into(), digest(token).into(), now.0.into()],
    )
    .await
}

/// Marks a link used; `false` when somebody was faster.
pub async fn take(uow: &UnitOfWork, id: i64) -> Result<bool> {
    let taken = sql::run(
        uow.conn(),
        "UPDATE one_time_links SET used_at = $2 WHERE id = $1 AND used_at IS NULL",
        vec![id.into(), uow.now().0.into()],
    )
    .await?;
    Ok(taken == 1)
}

/// A new link; older unused ones of the same kind for the same person stop working.
pub async fn replace(
    uow: &UnitOfWork,
    purpose: &str,
    person: Option<PersonId>,
    by: Option<PersonId>,
    token: &str,
) -> Result<Timestamp> {
    replace_by_digest(uow, purpose, person, by, &digest(token)).await
}

/// The same for a token whose digest is all that is known here.
pub async fn replace_by_digest(
    uow: &UnitOfWork,
    purpose: &str,
    person: Option<PersonId>,
    by: Option<PersonId>,
    token_digest: &str,
) -> Result<Timestamp> {
    let expires = uow.now().plus_seconds(LIFETIME);
    let former = match person {
        Some(_) => "DELETE FROM one_time_links WHERE purpose = $1 AND person_id = $2 AND used_at IS NULL",
        None => "DELETE FROM one_time_links WHERE purpose = $1 AND person_id IS NULL AND used_at IS NULL",
    };
    let mut values = vec![purpose.into()];
    values.extend(person.map(Into::into));
    sql::run(uow.conn(), former, values).await?;
    sql::run(
        uow.conn(),
        "INSERT INTO one_time_links (purpose, person_id, token_digest, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![purpose.into(), person.into(), token_digest.into(), uow.now().0.into(), by.into(), expires.0.into()],
    )
    .await?;
    Ok(expires)
}
