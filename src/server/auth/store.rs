//! The session store behind tower-sessions, on the application's own tables.
//!
//! Saving only ever updates: an upsert would bring a session back to life that was ended while a request was in flight.
//! Deleting, which happens when an id is replaced, leaves the old id a grace; signing out ends the family instead.
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::{
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
    clock: Clock,
    secret: Arc<str>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    pub fn new(db: Db, clock: Clock, secret: &str) -> Self {
        Store { db, clock, secret: secret.into() }
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
        sessions::insert(self.db.unaudited(), &new, self.clock.now()).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        sessions::update(self.db.unaudited(), &self.digest(&record.id)?, &data).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let digest = self.digest(id)?;
        let now = self.clock.now();
        let Some(found) = sessions::load(self.db.read(), &digest, now).await.map_err(backend)? else { return Ok(None) };
        if now.seconds_since(Timestamp(found.last_active_at)) >= TOUCH_SECONDS {
            sessions::touch(self.db.unaudited(), &digest, now).await.map_err(backend)?;
        }
        let data = serde_json::from_str(&found.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = tower_sessions::cookie::time::OffsetDateTime::from_unix_timestamp(found.expires_at / Timestamp::SECOND)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::supersede(self.db.unaudited(), &self.digest(id)?, self.clock.now()).await.map_err(backend)
    }
}
