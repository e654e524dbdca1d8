//! Where sessions are kept: in the database, or in Redis when one is configured (O2). That a family has ended stands in the database either
//! way, in the transaction that says so (ADR 5); rows are taken away as a courtesy.
use super::redis::Redis;
use crate::{
    api::error::AppError,
    domain::{ids::PersonId, time::Timestamp},
    server::{
        error::{Result, ServiceError},
        repo::{
            UnitOfWork,
            sessions::{self, Open},
        },
    },
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Sessions {
    pub redis: Option<Redis>,
}

fn silent(error: redis::RedisError) -> ServiceError {
    tracing::warn!(%error, "Redis does not answer");
    AppError::Unavailable.into()
}

impl Sessions {
    /// What this person has open, the last used first.
    pub async fn open<C: ConnectionTrait>(&self, conn: &C, person: PersonId, now: Timestamp) -> Result<Vec<Open>> {
        let Some(redis) = &self.redis else { return Ok(sessions::open(conn, person, now).await?) };
        let mut families: BTreeMap<String, Open> = BTreeMap::new();
        for row in redis.open(person, now).await.map_err(silent)? {
            if !sessions::has_ended(conn, &row.family).await? {
                families.entry(row.family.clone()).or_insert(row);
            }
        }
        let mut open: Vec<Open> = families.into_values().collect();
        open.sort_by_key(|open| std::cmp::Reverse(open.last_active_at));
        Ok(open)
    }

    /// Whether one of this person's sessions belongs to the family.
    pub async fn is_of(&self, uow: &UnitOfWork, person: PersonId, family: &str) -> Result<bool> {
        if sessions::has_ended(uow.conn(), family).await? {
            return Ok(false);
        }
        match &self.redis {
            None => Ok(sessions::is_of(uow.conn(), person, family).await?),
            Some(redis) => Ok(redis.families(person).await.map_err(silent)?.iter().any(|known| known == family)),
        }
    }

    /// Every session of the family is over with the commit, on every replica.
    pub async fn end_family(&self, uow: &UnitOfWork, person: PersonId, family: &str) -> Result<()> {
        sessions::end_family(uow, family).await?;
        if let Some(redis) = &self.redis
            && let Err(error) = redis.forget(person, family).await
        {
            tracing::debug!(%error, "rows of an ended session stay in Redis until they expire");
        }
        Ok(())
    }

    /// The same for everything this person has open but the family to keep.
    pub async fn end_others(&self, uow: &UnitOfWork, person: PersonId, keep: &str) -> Result<()> {
        sessions::end_others(uow, person, keep).await?;
        if let Some(redis) = &self.redis {
            for family in redis.families(person).await.map_err(silent)?.iter().filter(|family| *family != keep) {
                self.end_family(uow, person, family).await?;
            }
        }
        Ok(())
    }
}
