//! Every request, counted by the template of its route.
use super::metrics::{Answer, InFlight};
use crate::server::state::AppState;
use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use leptos::server_fn::axum::server_fn_paths;
use std::{collections::BTreeSet, sync::LazyLock, time::Instant};

/// The functions there are: a route of their own each, though the router has one for all.
static FUNCTIONS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| server_fn_paths().map(|(path, _)| path).collect());

/// Health is asked every second or two by everybody who watches: it would drown the rest.
const UNCOUNTED: [&str; 4] = ["/health", "/api/health", "/api/health/live", "/api/health/ready"];

pub async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if UNCOUNTED.contains(&path) {
        return next.run(request).await;
    }
    let template = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route(path, template);
    let method = method(request.method());
    let _in_flight = InFlight::begin(&state.metrics);
    let began = Instant::now();
    let response = next.run(request).await;
    state.metrics.answered(Answer { method, route, status: response.status().as_u16().into() }, began.elapsed());
    response
}

/// One of a fixed set of names, whatever somebody typed.
fn route(path: &str, template: Option<&str>) -> String {
    if path.starts_with("/pkg/") {
        return "/pkg".into();
    }
    FUNCTIONS.get(path).copied().or(template).unwrap_or("none").into()
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}
