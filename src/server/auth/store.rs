//! The session store behind tower-sessions, on the application's own tables or on Redis.
//!
//! Saving only ever updates: an upsert would bring a session back to life that was ended while a request was in flight.
//! Deleting, which happens when an id is replaced, leaves the old id a grace; signing out ends the family instead.
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::{
        auth::{redis::Redis, sessions::Sessions},
        clock::Clock,
        repo::{Db, sessions},
    },
};
use async_trait::async_trait;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::sync::Arc;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

pub const SESSION_COOKIE: &str = "pa_session";

/// Keys of a session's data.
pub mod key {
    pub const PERSON: &str = "person";
    pub const ROLE: &str = "role";
    pub const FAMILY: &str = "family";
    pub const BEGAN: &str = "began";
    pub const ADDRESS: &str = "address";
    pub const AGENT: &str = "agent";
    /// The account's epoch when the session began; sessions of another one are over.
    pub const EPOCH: &str = "epoch";
}

/// Activity is written down at most this often.
const TOUCH_SECONDS: i64 = 60;

#[derive(Clone)]
pub struct Store {
    db: Db,
    sessions: Sessions,
    clock: Clock,
    secret: Arc<str>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    pub fn new(db: Db, sessions: Sessions, clock: Clock, secret: &str) -> Self {
        Store { db, sessions, clock, secret: secret.into() }
    }

    async fn load_from_database(&self, digest: &str, now: Timestamp) -> Result<Option<sessions::Session>> {
        let found = sessions::load(self.db.read(), digest, now).await.map_err(backend)?;
        if let Some(found) = &found
            && now.seconds_since(Timestamp(found.last_active_at)) >= TOUCH_SECONDS
        {
            sessions::touch(self.db.unaudited(), digest, now).await.map_err(backend)?;
        }
        Ok(found)
    }

    /// That a family has ended stands in the database, whatever Redis remembers.
    async fn load_from(&self, redis: &Redis, digest: &str, now: Timestamp) -> Result<Option<sessions::Session>> {
        let Some((found, family)) = redis.load(digest, now, TOUCH_SECONDS).await.map_err(backend)? else { return Ok(None) };
        let has_ended = sessions::has_ended(self.db.read(), &family).await.map_err(backend)?;
        Ok((!has_ended).then_some(found))
    }

    /// What stands in the database instead of the id: useless to whoever reads a backup.
    fn digest(&self, id: &Id) -> Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).map_err(backend)?;
        mac.update(id.to_string().as_bytes());
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let number = |key: &str| record.data.get(key).and_then(serde_json::Value::as_i64).unwrap_or_default();
        // Sessions begin at sign-in: a stranger's would be room that anybody can fill.
        if number(key::PERSON) == 0 {
            return Err(backend("a session of nobody"));
        }
        let (role, family, address, agent) = (text(key::ROLE), text(key::FAMILY), text(key::ADDRESS), text(key::AGENT));
        let new = sessions::NewSession {
            id_digest: &self.digest(&record.id)?,
            family: &family,
            person: PersonId(number(key::PERSON)),
            role: &role,
            data: &data,
            began: Timestamp(number(key::BEGAN)),
            address: &address,
            agent: &agent,
        };
        let now = self.clock.now();
        match &self.sessions.redis {
            Some(redis) => redis.create(&new, now).await.map_err(backend),
            None => sessions::insert(self.db.unaudited(), &new, now).await.map_err(backend),
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let digest = self.digest(&record.id)?;
        match &self.sessions.redis {
            Some(redis) => redis.save(&digest, &data).await.map_err(backend),
            None => sessions::update(self.db.unaudited(), &digest, &data).await.map(drop).map_err(backend),
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let digest = self.digest(id)?;
        let now = self.clock.now();
        let found = match &self.sessions.redis {
            Some(redis) => self.load_from(redis, &digest, now).await?,
            None => self.load_from_database(&digest, now).await?,
        };
        let Some(found) = found else { return Ok(None) };
        let data = serde_json::from_str(&found.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = tower_sessions::cookie::time::OffsetDateTime::from_unix_timestamp(found.expires_at / Timestamp::SECOND)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let (digest, now) = (self.digest(id)?, self.clock.now());
        match &self.sessions.redis {
            Some(redis) => redis.supersede(&digest, now).await.map_err(backend),
            None => sessions::supersede(self.db.unaudited(), &digest, now).await.map_err(backend),
        }
    }
}
