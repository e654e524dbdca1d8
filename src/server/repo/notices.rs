//! Notices: one row per person and hand-over, written with the change they tell of (R34).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Role,
        ids::{DelegationId, PersonId, ReviewId, TargetSetId},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug)]
pub struct NewNotice {
    pub person: PersonId,
    /// The role in which it concerns them.
    pub role: Role,
    pub kind: &'static str,
    pub set: Option<TargetSetId>,
    pub review: Option<ReviewId>,
    /// Whom it is about, where that is no set and no review.
    pub about: Option<PersonId>,
    pub actor: Option<PersonId>,
    /// For whom the actor did it (R24).
    pub acting_for: Option<PersonId>,
    pub delegation: Option<DelegationId>,
}

pub async fn insert_many(uow: &UnitOfWork, notices: &[NewNotice]) -> Result<()> {
    for batch in notices.chunks(400) {
        let statement = format!(
            "INSERT INTO notices (person_id, role, kind, set_id, review_id, about_id, actor_id, at, for_id, delegation_id)
             VALUES {}",
            sql::value_rows(batch.len(), 10)
        );
        let mut values = Vec::with_capacity(batch.len() * 10);
        for notice in batch {
            values.extend([
                notice.person.into(),
                notice.role.code().into(),
                notice.kind.into(),
                notice.set.into(),
                notice.review.into(),
                notice.about.into(),
                notice.actor.into(),
                uow.now().0.into(),
                notice.acting_for.into(),
                notice.delegation.into(),
            ]);
        }
        sql::run(uow.conn(), &statement, values).await?;
    }
    Ok(())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct NoticeRow {
    pub id: i64,
    pub kind: String,
    pub set_id: Option<TargetSetId>,
    pub review_id: Option<ReviewId>,
    /// Whom it is about, or whose set.
    pub owner_id: Option<PersonId>,
    pub owner: Option<String>,
    pub actor_id: Option<PersonId>,
    pub actor: Option<String>,
    pub for_id: Option<PersonId>,
    pub acting_for: Option<String>,
    pub delegation_id: Option<DelegationId>,
    pub at: i64,
    pub read_at: Option<i64>,
}

pub async fn list<C: ConnectionTrait>(conn: &C, person: PersonId, role: Role, limit: i64) -> Result<Vec<NoticeRow>, DbErr> {
    sql::all(
        conn,
        "SELECT n.id, n.kind, n.set_id, n.review_id, p.id AS owner_id, p.full_name AS owner, n.actor_id, a.full_name AS actor,
                n.for_id, o.full_name AS acting_for, n.delegation_id, n.at, n.read_at
         FROM notices n LEFT JOIN reviews w ON w.id = n.review_id
         LEFT JOIN target_sets s ON s.id = COALESCE(n.set_id, w.set_id) LEFT JOIN people p ON p.id = COALESCE(s.person_id, n.about_id)
         LEFT JOIN people a ON a.id = n.actor_id LEFT JOIN people o ON o.id = n.for_id
         WHERE n.person_id = $1 AND n.role = $2 ORDER BY n.id DESC LIMIT $3",
        vec![person.into(), role.code().into(), limit.into()],
    )
    .await
}

pub async fn unread<C: ConnectionTrait>(conn: &C, person: PersonId, role: Role) -> Result<i64, DbErr> {
    let statement = "SELECT COUNT(*) FROM notices WHERE person_id = $1 AND role = $2 AND read_at IS NULL";
    sql::number(conn, statement, vec![person.into(), role.code().into()]).await
}

pub async fn mark_read(uow: &UnitOfWork, person: PersonId, role: Role) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE notices SET read_at = $3 WHERE person_id = $1 AND role = $2 AND read_at IS NULL",
        vec![person.into(), role.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}
