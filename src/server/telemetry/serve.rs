//! `/metrics`, on a port of its own that no proxy publishes.
use super::figures;
use crate::server::{
    error::{Result, ServiceError},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::sync::Mutex;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Listens, if a port was given. Ends with the process.
pub async fn start(state: &AppState) -> Result<()> {
    let Some(address) = state.config.metrics.address else { return Ok(()) };
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| ServiceError::broken(format!("metrics at {address}: {error}")))?;
    tracing::info!(%address, "metrics");
    let router = router(state.clone());
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics are not served any more");
        }
    });
    Ok(())
}

pub fn router(state: AppState) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(state)
}

async fn metrics(State(state): State<AppState>) -> Response {
    // Looked up by one at a time, however many ask.
    static ONE: Mutex<()> = Mutex::const_new(());
    let _one = ONE.lock().await;
    figures::refresh(&state).await;
    match state.metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
