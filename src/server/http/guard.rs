//! Who comes in: changes only from our own pages, pages only for those who are signed in.
use super::{client, rate};
use crate::{
    api::{error::AppError, session::SessionView},
    server::{
        auth::{device, store::SESSION_COOKIE},
        context::{Asked, Visitor},
        services,
        state::AppState,
        telemetry::refusals,
    },
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tower_sessions::Session;

/// Cross-site requests change nothing: browsers say where a request comes from, and that has to be us. Whoever sends
/// neither header is no browser that holds somebody's cookie, and is refused as well.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || comes_from_us(request.headers(), &state.config.http.base_url)
    {
        return next.run(request).await;
    }
    let address = client::address(peer(&request), request.headers(), &state.config.http.trusted);
    refusals::note("from another site", None, address, request.uri().path());
    (StatusCode::FORBIDDEN, "This request came from another site.").into_response()
}

/// The other end of the connection; of none, in tests, nobody's.
fn peer(request: &Request) -> IpAddr {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip())
}

fn comes_from_us(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text("origin") else { return false };
    let host = text("host").unwrap_or_default();
    origin == base_url || origin.split_once("://").is_some_and(|(_, from)| !from.is_empty() && from == host)
}

const TOO_FAST: &str = "too many requests at once";

/// Pages that need no session.
fn is_public(path: &str) -> bool {
    path == "/sign-in" || path.starts_with("/invitation/") || path.starts_with("/set-up/")
}

/// Reads who asks, within what one may ask a second, and leads away whoever must not see a page yet.
pub async fn attach(State(state): State<AppState>, session: Session, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let path = request.uri().path().to_owned();
    let wants_page = !path.starts_with("/api/") || accepts_page(headers);
    let address = client::address(peer(&request), headers, &state.config.http.trusted);
    let limits = state.limits.clone();
    let has_session = client::cookie(headers, SESSION_COOKIE).is_some();
    // Without a cookie nobody is signed in: no database needs to be asked for that.
    if !has_session && let Err(seconds) = limits.address(address) {
        refusals::note(TOO_FAST, None, address, &path);
        return rate::too_fast(seconds, wants_page);
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent: String = text(header::USER_AGENT).chars().take(200).collect();
    let device = client::cookie(headers, device::COOKIE).map(str::to_owned);
    let asked = Asked { address, agent, path: path.clone(), device };
    let visitor = match Visitor::read(state, session, asked).await {
        Ok(visitor) => visitor,
        Err(error) => return unavailable(error.into()),
    };
    let counted = match visitor.caller() {
        Some(caller) => limits.session(&caller.family),
        None if has_session => limits.address(address),
        None => Ok(()),
    };
    if let Err(seconds) = counted {
        refusals::note(TOO_FAST, visitor.caller().map(|caller| caller.actor.person.0), address, &path);
        return rate::too_fast(seconds, wants_page);
    }
    if !path.starts_with("/api/") {
        match visitor.caller() {
            None if !is_public(&path) => {
                let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str());
                let next = if wanted == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encoded(wanted)) };
                return Redirect::to(&next).into_response();
            }
            Some(caller) if caller.holder.must_change && path != "/password" && !is_public(&path) => {
                return Redirect::to("/password").into_response();
            }
            Some(_) if path == "/sign-in" => return Redirect::to("/").into_response(),
            _ => {}
        }
        let view: Option<SessionView> = match services::session::view(&visitor).await {
            Ok(view) => view,
            Err(error) => return unavailable(error.into()),
        };
        if let Some(view) = view {
            request.extensions_mut().insert(view);
        }
    }
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    if let Some(cookie) = visitor.new_cookie() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A form sent without scripts is answered with a page.
fn accepts_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// Percent-encodes what may not stand in a query value.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

const BUSY: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>One moment · pa-assistant</title>\
<link rel=\"icon\" href=\"/favicon.svg\"><h1>The server is busy or restarting</h1>\
<p>Nothing was lost. Reload this page in a moment.</p></html>";

fn unavailable(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::RETRY_AFTER, "2")], BUSY).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), header::HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let base = "https://pa.example.com";
        for ours in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "https://pa.example.com")],
            &[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")],
        ] {
            assert!(comes_from_us(&headers(ours), base), "{ours:?}");
        }
        for foreign in [
            &[][..],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://pa.example.com")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://evil.example"), ("host", "pa.example.com")],
            &[("origin", "null"), ("host", "pa.example.com")],
        ] {
            assert!(!comes_from_us(&headers(foreign), base), "{foreign:?}");
        }
    }

    #[test]
    fn addresses_survive_being_carried_in_a_query() {
        assert_eq!(encoded("/team?state=draft&x=ä"), "/team%3Fstate%3Ddraft%26x%3D%C3%A4");
    }
}
