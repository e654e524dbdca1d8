//! What changed, read from the audit chain: a change writes its entry in its own transaction, and entries are appended one
//! transaction after the other (R42). Whoever has read up to an entry therefore misses nothing by asking for those after it.
use super::sql;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Change {
    pub action: String,
    pub kind: String,
    pub subject: i64,
}

/// The number of the newest entry; 0 while there is none.
pub async fn newest<C: ConnectionTrait>(conn: &C) -> Result<i64, DbErr> {
    sql::number(conn, "SELECT COALESCE(MAX(seq), 0) FROM audit_head", vec![]).await
}

/// What the entries after `seq` are about, at most `limit` of them.
pub async fn since<C: ConnectionTrait>(conn: &C, seq: i64, limit: i64) -> Result<Vec<Change>, DbErr> {
    let statement =
        "SELECT action, subject_kind AS kind, subject_id AS subject FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2";
    sql::all(conn, statement, vec![seq.into(), limit.into()]).await
}
