//! What every request shares.
use super::{auth::passwords::Passwords, clock::Clock, config::Config, repo::Db, services::kept::Kept};
use axum::extract::FromRef;
use leptos::prelude::LeptosOptions;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub passwords: Passwords,
    pub leptos: LeptosOptions,
    /// Set on SIGTERM: not ready any more, still answering.
    pub draining: Arc<AtomicBool>,
    /// The company's years, counted.
    pub kept: Kept,
    pub started: crate::domain::time::Timestamp,
}

impl AppState {
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
