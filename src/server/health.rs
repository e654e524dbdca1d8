//! Health (O5): live has no dependencies; ready needs the database, its schema, Redis where sessions are kept there, and a process that is not
//! leaving.
use super::{
    repo::{migrate, tables},
    state::AppState,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::time::Duration;

/// A database that has not answered by then counts as failing.
const PATIENCE: Duration = Duration::from_millis(1_500);

pub async fn live() -> &'static str {
    "live"
}

async fn database(state: &AppState) -> Result<(), &'static str> {
    match tokio::time::timeout(PATIENCE, state.db.takes_writes()).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err("reads only: a standby, or being restored"),
        Ok(Err(_)) => Err("unreachable"),
        Err(_) => Err("no answer"),
    }
}

pub async fn ready(State(state): State<AppState>) -> Response {
    if state.is_draining() {
        return (StatusCode::SERVICE_UNAVAILABLE, "leaving").into_response();
    }
    if let Err(reason) = database(&state).await {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("database: {reason}")).into_response();
    }
    if let Some(redis) = &state.sessions.redis
        && let Err(error) = redis.probe().await
    {
        // The answer names no address and no reason; the log does: a refused password looks the same from outside.
        tracing::warn!(%error, "Redis does not answer");
        return (StatusCode::SERVICE_UNAVAILABLE, "sessions: Redis is unreachable").into_response();
    }
    match tokio::time::timeout(PATIENCE, migrate::pending(state.db.read())).await {
        Ok(Ok(pending)) if pending.is_empty() => compatible(&state).await,
        Ok(Ok(pending)) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("migrations pending: {}", pending.join(", "))).into_response()
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, "database: schema cannot be read").into_response(),
    }
}

/// A newer program may have brought the schema to where this one would do harm.
async fn compatible(state: &AppState) -> Response {
    match tokio::time::timeout(PATIENCE, migrate::needed(state.db.read())).await {
        Ok(Ok(None)) => copied(state).await,
        Ok(Ok(Some(name))) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("database: the schema needs a program that knows {name}")).into_response()
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, "database: schema cannot be read").into_response(),
    }
}

/// A database into which another one is still being copied holds half a company.
async fn copied(state: &AppState) -> Response {
    match tokio::time::timeout(PATIENCE, tables::begun_from(state.db.read())).await {
        Ok(Ok(None)) => (StatusCode::OK, "ready").into_response(),
        Ok(Ok(Some(_))) => (StatusCode::SERVICE_UNAVAILABLE, "database: a copy into it is not finished").into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "database: schema cannot be read").into_response(),
    }
}

pub async fn health(State(state): State<AppState>) -> Response {
    let database = database(&state).await;
    let now = state.clock.now();
    let (used, total) = memory();
    let mut body = json!({
        "status": if database.is_ok() { "healthy" } else { "unhealthy" },
        "timestamp": state.clock.when(now).iso,
        "uptime": now.seconds_since(state.started),
        "memory": { "used": used, "total": total },
        "database": database.err().unwrap_or("connected"),
        "version": env!("CARGO_PKG_VERSION"),
    });
    // As figures found it last: the application works without.
    if let Some(replica) = state.db.replica() {
        body["readReplica"] = replica.standing().code().into();
    }
    let status = if database.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}

/// Resident memory of this process and memory of the machine, in MiB.
pub fn memory() -> (u64, u64) {
    let field = |file: &str, name: &str| -> u64 {
        std::fs::read_to_string(file)
            .ok()
            .and_then(|text| {
                let line = text.lines().find(|line| line.starts_with(name))?.to_owned();
                line.split_whitespace().nth(1)?.parse::<u64>().ok()
            })
            .unwrap_or_default()
            / 1024
    };
    (field("/proc/self/status", "VmRSS:"), field("/proc/meminfo", "MemTotal:"))
}
