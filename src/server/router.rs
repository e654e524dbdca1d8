//! THE router: health, assets, server functions and pages, and the layers every request passes.
use super::{
    auth::store::{SESSION_COOKIE, Store},
    context::{Reached, Visitor},
    health,
    http::{assist_stream, downloads, guard, headers, kept, limits, panics},
    state::AppState,
    telemetry,
};
use crate::{
    api::session::SessionView,
    ui::app::{App, shell},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use leptos::prelude::provide_context;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list, handle_server_fns_with_context, render_app_async_with_context,
};
use std::{
    path::Path,
    sync::{LazyLock, atomic::Ordering},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
    trace::TraceLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// The pages there are. Listed once for the process: while the list is made the library keeps every resource of the process from
/// loading, and a rendering that begins on another thread meanwhile waits for ever (leptos issue 4773). Whoever builds a router
/// waits here until the list is there, and nobody renders without a router.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// Hashed names never change their content.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

pub fn build(state: AppState) -> Router {
    Router::new()
        .route("/api/health", get(health::health))
        .route("/health", get(health::health))
        .route("/api/health/live", get(health::live))
        .route("/api/health/ready", get(health::ready))
        .merge(assets(&state))
        .merge(application(&state))
        .layer(CatchPanicLayer::custom(panics::page))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(middleware::from_fn_with_state(state.clone(), telemetry::http::observe))
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(TraceLayer::new_for_http().make_span_with(span))
                .layer(PropagateRequestIdLayer::x_request_id()),
        )
        .with_state(state)
}

/// Paths may hold one-time tokens: a log line says which kind of page it was, not which.
fn span(request: &Request<Body>) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    let shown = ["/invitation/", "/set-up/"].into_iter().find(|secret| path.starts_with(secret)).unwrap_or(path);
    // At the level at which somebody asks what happened: a warning carries the request it belongs to.
    tracing::info_span!("request", id, method = %request.method(), path = shown)
}

fn assets(state: &AppState) -> Router<AppState> {
    let site = Path::new(state.leptos.site_root.as_ref());
    let pkg = ServeDir::new(site.join(state.leptos.site_pkg_dir.as_ref())).precompressed_br().precompressed_gzip();
    let hashed =
        ServiceBuilder::new().layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, IMMUTABLE)).service(pkg);
    let daily = |file: &str| {
        ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, A_DAY))
            .service(ServeFile::new(site.join(file)))
    };
    Router::new()
        .nest_service("/pkg", hashed)
        .route_service("/favicon.svg", daily("favicon.svg"))
        .route_service("/robots.txt", daily("robots.txt"))
}

fn application(state: &AppState) -> Router<AppState> {
    let store = Store::new(state.db.clone(), state.sessions.clone(), state.clock.clone(), &state.config.secrets.session.0);
    let sessions = SessionManagerLayer::new(store)
        .with_name(SESSION_COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.config.http.secure)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd);
    let compress = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(
        SizeAbove::new(1024)
            .and(NotForContentType::new("application/wasm"))
            // A suggestion is read word by word: an encoder would hold words back.
            .and(NotForContentType::new(assist_stream::LINES)),
    );
    Router::new()
        .route(crate::api::assist::STREAM, post(assist_stream::answer))
        .route("/api/{*function}", post(function))
        .merge(downloads::routes())
        .leptos_routes_with_handler(PAGES.clone(), get(page))
        .fallback(page)
        .layer(middleware::from_fn_with_state(state.clone(), guard::attach))
        .layer(sessions)
        .layer(middleware::from_fn_with_state(state.clone(), guard::same_origin))
        .layer(middleware::from_fn(limits::bound))
        .layer(compress)
}

async fn function(request: Request) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let (request, sent) = match kept::read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let sender = visitor.clone();
    let reached = Reached::default();
    let mark = reached.clone();
    let provide = move || {
        provide_context(mark.clone());
        if let Some(visitor) = visitor.clone() {
            provide_context(visitor);
        }
    };
    let mut response = handle_server_fns_with_context(provide, request).await.into_response();
    // Arguments that could not even be read are the sender's mistake, not ours.
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && !reached.0.load(Ordering::Relaxed) {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    if let (Some(sender), Some(sent)) = (sender, sent) {
        kept::settle(&sender, sent, kept::is_refused(&response)).await;
    }
    response
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let session = request.extensions().get::<SessionView>().cloned();
    let refused = match &visitor {
        Some(visitor) => kept::of_page(visitor, request.uri().query().unwrap_or_default()).await,
        None => None,
    };
    let provide = move || {
        if let Some(visitor) = visitor.clone() {
            provide_context(visitor);
        }
        if let Some(session) = session.clone() {
            provide_context(session);
        }
        if let Some(refused) = refused.clone() {
            provide_context(refused);
        }
    };
    let options = state.leptos.clone();
    let render = render_app_async_with_context(provide, move || shell(options.clone()));
    render(request).await.into_response()
}
