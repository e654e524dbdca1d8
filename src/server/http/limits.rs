//! Bounds on bodies, kept while reading, also for bodies that do not say their length.
use crate::server::context::UPLOAD_LIMIT;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

/// A whole draft at its bounds is 60,000 characters; escaped in a form each may take nine bytes.
const ORDINARY: usize = 2 << 20;
/// The file and the form around it.
const UPLOAD: usize = UPLOAD_LIMIT + (64 << 10);

pub async fn bound(request: Request, next: Next) -> Response {
    let limit = if request.uri().path() == "/api/upload-import" { UPLOAD } else { ORDINARY };
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|declared| declared > limit) {
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Too large · pa-assistant</title><h1>That is too large</h1>\
             <p>At most {} MiB can be sent at once. Nothing was changed. Go back and try again with less.</p></html>",
            limit >> 20
        );
        return (StatusCode::PAYLOAD_TOO_LARGE, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}
