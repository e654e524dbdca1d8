//! Employee files staged for an import.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{ImportId, PersonId},
        policy::{Authorized, Company},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Staged {
    pub id: ImportId,
    pub file_name: String,
    pub content: String,
    pub applied_at: Option<i64>,
}

pub async fn insert(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    by: Option<PersonId>,
    name: &str,
    content: &str,
) -> Result<ImportId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO imports (uploaded_by, file_name, content, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        vec![by.into(), name.into(), content.into(), uow.now().0.into()],
    )
    .await?;
    Ok(ImportId(id))
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: ImportId) -> Result<Option<Staged>, DbErr> {
    sql::one(conn, "SELECT id, file_name, content, applied_at FROM imports WHERE id = $1", vec![id.into()]).await
}

/// `false` when it was applied before.
pub async fn mark_applied(uow: &UnitOfWork, _: &Authorized<Company>, id: ImportId) -> Result<bool> {
    let marked = sql::run(
        uow.conn(),
        "UPDATE imports SET applied_at = $2 WHERE id = $1 AND applied_at IS NULL",
        vec![id.into(), uow.now().0.into()],
    )
    .await?;
    Ok(marked == 1)
}
