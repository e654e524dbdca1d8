//! A panic becomes a page and a log line, not a dead connection.
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use std::any::Any;

const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Something went wrong · pa-assistant</title>\
<link rel=\"icon\" href=\"/favicon.svg\"><h1>Something went wrong on our side</h1>\
<p>Nothing was changed. What you typed on the page before is still there: go back and try again.</p><p><a href=\"/\">To the home page</a></p></html>";

pub fn page(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    tracing::error!(what, "a request panicked");
    let mut response = Response::new(Body::from(PAGE));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
