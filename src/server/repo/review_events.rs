//! What happened to a review, for people to read (R33).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        ids::{PersonId, ReviewId},
        review::ReviewState,
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr};

pub use super::events::EventRow;

pub struct NewEvent<'a> {
    pub review: ReviewId,
    pub actor: Option<Actor>,
    pub on_behalf_of: Option<PersonId>,
    pub action: &'a str,
    pub from: ReviewState,
    pub to: ReviewState,
    pub comment: &'a str,
}

pub async fn insert_many(uow: &UnitOfWork, events: &[NewEvent<'_>]) -> Result<()> {
    for batch in events.chunks(400) {
        let statement = format!(
            "INSERT INTO review_events (review_id, at, actor_id, role, on_behalf_of, action, from_state, to_state, comment) VALUES {}",
            sql::value_rows(batch.len(), 9)
        );
        let mut values = Vec::with_capacity(batch.len() * 9);
        for event in batch {
            values.extend([
                event.review.into(),
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
pub async fn list<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<Vec<EventRow>, DbErr> {
    sql::all(
        conn,
        "SELECT e.at, a.full_name AS actor, e.role, o.full_name AS on_behalf_of, e.action, e.from_state, e.to_state, e.comment
         FROM review_events e LEFT JOIN people a ON a.id = e.actor_id LEFT JOIN people o ON o.id = e.on_behalf_of
         WHERE e.review_id = $1 ORDER BY e.id DESC",
        vec![review.into()],
    )
    .await
}
