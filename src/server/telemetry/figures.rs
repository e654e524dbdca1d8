//! What is looked up when somebody asks: the database, the disks, the newest backup.
use crate::server::{
    backup,
    config::Kind,
    health,
    repo::{
        assist_places,
        figures::{self, ByState},
    },
    state::AppState,
};
use axum::{extract::State, http::StatusCode};
use rustix::fs::statvfs;
use sea_orm::DbErr;
use std::{path::Path, time::Duration};

/// Whoever scrapes gives up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Brings every figure that is looked up to now. A database that does not answer leaves its figures as they were and says so.
pub async fn refresh(state: &AppState) {
    let ready = health::ready(State(state.clone())).await.status() == StatusCode::OK;
    let read = tokio::time::timeout(PATIENCE, read(state)).await;
    state.metrics.health(matches!(read, Ok(Ok(()))), ready);
    state.metrics.pools(&state.db.pools());
    state.metrics.memory(health::memory().0 << 20);
    let state = state.clone();
    // Disks may be slow.
    if let Err(error) = tokio::task::spawn_blocking(move || look(&state)).await {
        tracing::warn!(%error, "disks cannot be looked at");
    }
}

async fn read(state: &AppState) -> Result<(), DbErr> {
    let db = state.db.read();
    let counts = |rows: Vec<ByState>| rows.into_iter().map(|row| (row.state, row.number)).collect();
    let (reviews, revisions) = (figures::reviews(db).await?, figures::target_revisions(db).await?);
    state.metrics.states(counts(reviews), counts(revisions));
    state.metrics.people(figures::signed_in(db, state.clock.now()).await?, figures::closings(db).await?);
    let (running, waiting) = assist_places::counts(db, state.clock.now()).await?;
    state.metrics.places(running, waiting);
    Ok(())
}

/// Disks and backups. Those of PostgreSQL are where it runs, and told of there.
fn look(state: &AppState) {
    let config = &state.config;
    if let Some(folder) = &config.log.folder {
        disk(state, "logs", folder);
    }
    if let Kind::Sqlite(path) = &config.database.kind {
        disk(state, "data", path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        disk(state, "backups", &config.backup.folder);
        match backup::store::list(&config.backup.folder) {
            Ok(kept) => state.metrics.backup(kept.last().map(|newest| newest.made)),
            Err(error) => tracing::warn!(%error, "backups cannot be looked at"),
        }
    }
}

/// A folder that is not there yet has no disk.
fn disk(state: &AppState, name: &'static str, folder: &Path) {
    if let Ok(disk) = statvfs(folder) {
        state.metrics.disk(name, disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize);
    }
}
