//! Passwords as argon2id, behind a semaphore: each hash takes 19 MiB and a core for a while, on a thread of its own.
use crate::server::error::{Result, ServiceError};
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use std::sync::Arc;
use tokio::sync::Semaphore;

#[derive(Clone)]
pub struct Passwords {
    slots: Arc<Semaphore>,
    /// Checked when there is no account, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// `slots` hashes at a time.
    pub fn new(slots: usize) -> Result<Self> {
        Ok(Passwords { slots: Arc::new(Semaphore::new(slots)), decoy: hash_now("no account has this password")?.into() })
    }

    pub async fn hash(&self, password: String) -> Result<String> {
        let _slot = self.slots.acquire().await.map_err(ServiceError::broken)?;
        tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(ServiceError::broken)?
    }

    /// Whether `password` is the one of `hash`. Without a hash it takes just as long and is never right.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let _slot = self.slots.acquire().await.map_err(ServiceError::broken)?;
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        tokio::task::spawn_blocking(move || {
            let parsed = PasswordHash::new(&hash).map_err(ServiceError::broken)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await
        .map_err(ServiceError::broken)?
    }
}

fn hash_now(password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&crate::server::entropy::bytes::<16>()).map_err(ServiceError::broken)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(ServiceError::broken)?;
    Ok(hash.to_string())
}
