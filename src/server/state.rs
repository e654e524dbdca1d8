//! What every request shares.
use super::{
    ai::Models,
    auth::{directory::Directory, passwords::Passwords, sessions::Sessions},
    clock::Clock,
    config::Config,
    http::rate::Limits,
    repo::Db,
    services::{kept::Kept, names::Names},
    telemetry::Metrics,
};
use axum::extract::FromRef;
use leptos::prelude::LeptosOptions;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub passwords: Passwords,
    pub sessions: Sessions,
    /// The company's directory, where one is configured.
    pub directory: Option<Directory>,
    /// Servers that write.
    pub models: Models,
    /// Requests a second, counted by this process alone.
    pub limits: Arc<Limits>,
    pub leptos: LeptosOptions,
    /// Set on SIGTERM: not ready any more, still answering.
    pub draining: Arc<AtomicBool>,
    /// The company's years, counted.
    pub kept: Kept,
    /// What the directory's search looks through.
    pub names: Names,
    /// The newest entry of the audit chain that this process wrote a checkpoint of.
    pub checkpoint: Arc<AtomicI64>,
    pub started: crate::domain::time::Timestamp,
    pub metrics: Arc<Metrics>,
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
