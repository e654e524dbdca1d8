//! Texts of a form that was sent without scripts and refused: they wait in their writer's session until the form is accepted.
use crate::{server::context::Visitor, ui::contexts::kept::KeptForm};
use axum::{
    Form, RequestExt,
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::Request,
    http::{Method, header, request::Parts},
    response::{IntoResponse, Response},
};

const KEY: &str = "kept_form";
/// Longer forms have pages of their own that save as one writes.
const MOST: usize = 64 << 10;
/// Written by machines.
const NOT_KEPT: [&str; 1] = ["acting_as"];
/// Forms of passwords and one-time links: nothing of them is written down anywhere.
const SECRET: [&str; 4] = ["/api/sign-in", "/api/change-password", "/api/accept-invitation", "/api/set-up"];

/// A form a browser sends by itself: it asks for a page in return.
fn is_plain(parts: &Parts) -> bool {
    let holds = |name, wanted: &str| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(wanted))
    };
    parts.method == Method::POST
        && holds(header::ACCEPT, "text/html")
        && holds(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

async fn fields(bytes: Bytes) -> Option<Vec<(String, String)>> {
    let request = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(bytes));
    let Form(fields) = request.ok()?.extract::<Form<Vec<(String, String)>>, _>().await.ok()?;
    let secret = fields.iter().any(|(name, _)| name.contains("password"));
    (!secret).then(|| fields.into_iter().filter(|(name, _)| !NOT_KEPT.contains(&name.as_str())).collect())
}

/// The request as it came, and what it typed where that may have to be kept.
pub async fn read(request: Request) -> Result<(Request, Option<KeptForm>), Response> {
    let (parts, body) = request.into_parts();
    if !is_plain(&parts)
        || SECRET.contains(&parts.uri.path())
        || body.size_hint().upper().is_none_or(|length| length > MOST as u64)
    {
        return Ok((Request::from_parts(parts, body), None));
    }
    let bytes = to_bytes(body, MOST).await.map_err(|_| axum::http::StatusCode::BAD_REQUEST.into_response())?;
    let path = parts.uri.path().to_owned();
    let kept = fields(bytes.clone()).await.map(|fields| KeptForm { path, fields });
    Ok((Request::from_parts(parts, Body::from(bytes)), kept))
}

/// A refused form is led back to its page with the error in the address.
pub fn is_refused(response: &Response) -> bool {
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    location.is_some_and(|location| location.contains("__err="))
}

/// Keeps what was refused, forgets what was accepted. Whoever is not signed in has no session to keep anything in.
pub async fn settle(visitor: &Visitor, sent: KeptForm, refused: bool) {
    if visitor.caller().is_none() {
        return;
    }
    let outcome = if refused {
        visitor.session.insert(KEY, sent).await
    } else {
        match visitor.session.get::<KeptForm>(KEY).await {
            Ok(Some(kept)) if kept.path == sent.path => visitor.session.remove::<KeptForm>(KEY).await.map(drop),
            other => other.map(drop),
        }
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, "the texts of a refused form could not be kept");
    }
}

/// What this page's form had refused: only on the page the refusal led to.
pub async fn of_page(visitor: &Visitor, query: &str) -> Option<KeptForm> {
    if !query.contains("__err=") {
        return None;
    }
    visitor.session.get(KEY).await.ok().flatten()
}
