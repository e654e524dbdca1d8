//! The stream of a suggestion: one JSON object a line, each sent the moment it is there. Nothing between here and the page may hold it
//! back: it is not compressed, and the proxy is told not to buffer it.
use crate::{
    api::{
        assist::{Ask, StreamEvent},
        error::AppError,
        wire,
    },
    server::{
        context::{Visitor, acting_in},
        services::{suggestions, writing},
    },
};
use axum::{
    Extension,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::convert::Infallible;
use tokio::sync::mpsc;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

pub const LINES: &str = "application/x-ndjson";

/// Facts are 4,000 characters; escaped, each may take twelve bytes.
const QUESTION: usize = 64 << 10;
/// Events that may wait for a slow line.
const AHEAD: usize = 64;

pub async fn answer(Extension(visitor): Extension<Visitor>, request: Request) -> Response {
    match begin(&visitor, request).await {
        Ok(events) => stream(events),
        Err(error) => refused(&error),
    }
}

async fn begin(visitor: &Visitor, request: Request) -> Result<mpsc::Receiver<StreamEvent>, AppError> {
    let bytes = to_bytes(request.into_body(), QUESTION).await.map_err(|_| AppError::TooLarge { max: QUESTION as u64 })?;
    let ask: Ask = wire::from_json(&bytes).map_err(|_| AppError::Invalid(Vec::new()))?;
    let caller = acting_in(visitor, &ask.acting_as)?;
    let prepared = suggestions::prepare(&caller, &ask).await?;
    if !prepared.current.mode(&caller.state).has_server() {
        return Err(AppError::NotFound);
    }
    let (tell, events) = mpsc::channel(AHEAD);
    tokio::spawn(writing::write(caller.state.clone(), caller.actor, prepared, tell));
    Ok(events)
}

fn stream(events: mpsc::Receiver<StreamEvent>) -> Response {
    let lines = ReceiverStream::new(events).map(|event| {
        let mut line = serde_json::to_vec(&event).unwrap_or_default();
        line.push(b'\n');
        Ok::<_, Infallible>(line)
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(LINES)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, Body::from_stream(lines)).into_response()
}

fn refused(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(error).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
