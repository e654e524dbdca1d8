//! What happened to a set, for people to read (R33). The audit chain says the same for auditors.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        ids::{PersonId, TargetSetId},
        target::SetState,
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct EventRow {
    pub at: i64,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub from_state: String,
    pub to_state: String,
    pub comment: String,
}

pub struct NewEvent<'a> {
    pub set: TargetSetId,
    pub actor: Option<Actor>,
    pub on_behalf_of: Option<PersonId>,
    pub action: &'a str,
    pub from: SetState,
    pub to: SetState,
    pub comment: &'a str,
}

pub async fn insert(uow: &UnitOfWork, event: &NewEvent<'_>) -> Result<()> {
    insert_many(uow, std::slice::from_ref(event)).await
}

pub async fn insert_many(uow: &UnitOfWork, events: &[NewEvent<'_>]) -> Result<()> {
    for batch in events.chunks(400) {
        let statement = format!(
            "INSERT INTO set_events (set_id, at, actor_id, role, on_behalf_of, action, from_state, to_state, comment) VALUES {}",
            sql::value_rows(batch.len(), 9)
        );
        let mut values = Vec::with_capacity(batch.len() * 9);
        for event in batch {
            values.extend([
                event.set.into(),
                uow.now().0.into(),
                event.actor.map(|actor| actor.person).into(),
                event.actor.map(|actor| actor.role.code().to_owned()).into(),
                event.on_behalf_of.into(),
                event.action.into(),
                event.from.code().into(),
                event.to.code().into(),
                event.comment.into(),
            ]);
        }
        sql::run(uow.conn(), &statement, values).await?;
    }
    Ok(())
}

/// Newest first.
pub async fn list<C: ConnectionTrait>(conn: &C, set: TargetSetId) -> Result<Vec<EventRow>, DbErr> {
    sql::all(
        conn,
        "SELECT e.at, a.full_name AS actor, e.role, o.full_name AS on_behalf_of, e.action, e.from_state, e.to_state, e.comment
         FROM set_events e LEFT JOIN people a ON a.id = e.actor_id LEFT JOIN people o ON o.id = e.on_behalf_of
         WHERE e.set_id = $1 ORDER BY e.id DESC",
        vec![set.into()],
    )
    .await
}
