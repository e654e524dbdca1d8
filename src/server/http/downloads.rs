//! Files to take away: ordinary addresses under the pages they belong to, so that a link is enough. Whoever asks is known as for a page;
//! what they may have is the service's to say. Long ones are streamed, never held in memory.
use crate::{
    api::{audit::AuditQuery, error::AppError},
    domain::ids::PersonId,
    server::{
        context::{Caller, Visitor},
        error::{Result, ServiceError},
        files::{
            audit::Format,
            directory,
            personal::{self, Node},
        },
        services::{self, personal_data::PersonalData},
        state::AppState,
    },
    ui::{
        messages::{errors, personal as words},
        pages::people::address,
    },
};
use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::collections::BTreeMap;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Pieces that wait for a slow reader.
const AHEAD: usize = 2;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/audit/export/{format}", get(audit))
        .route("/people/export.csv", get(people))
        .route("/account/data/{format}", get(own_data))
        .route("/people/{id}/data/{format}", get(person_data))
}

/// Why there is no file, as a page: a link led here.
fn refused(error: AppError) -> Response {
    let words = errors::page(&error);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{0} · pa-assistant</title><h1>{0}</h1><p>{1}</p><p><a href=\"/\">{2}</a></p></html>",
        escape(&words.title),
        escape(&words.body),
        errors::TO_HOME
    );
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

fn caller(visitor: &Visitor) -> Result<Caller> {
    Ok(visitor.caller().ok_or(AppError::SignedOut)?)
}

fn answer(outcome: Result<Response>) -> Response {
    outcome.unwrap_or_else(|error| refused(error.into()))
}

/// A file of this name. Nothing keeps a copy: `headers` says `no-store` for everything that does not say otherwise.
pub fn file(name: &str, content_type: &'static str, body: Body) -> Result<Response> {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(ServiceError::broken)?;
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// Where a streaming task puts its pieces. It ends when the reader goes away.
pub struct Pieces(mpsc::Sender<std::io::Result<Bytes>>);

impl Pieces {
    /// `false` once nobody reads any more.
    pub async fn put(&self, piece: Vec<u8>) -> bool {
        piece.is_empty() || self.0.send(Ok(piece.into())).await.is_ok()
    }

    /// Breaks the transfer off, so that half a file is not taken for a whole one.
    pub async fn fail(&self, error: ServiceError) {
        tracing::error!(%error, "a file could not be written to its end");
        let _ = self.0.send(Err(std::io::Error::other("broken off"))).await;
    }
}

pub fn stream<F>(write: impl FnOnce(Pieces) -> F) -> Body
where
    F: Future<Output = ()> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(AHEAD);
    tokio::spawn(write(Pieces(sender)));
    Body::from_stream(ReceiverStream::new(receiver))
}

async fn people(Extension(visitor): Extension<Visitor>, Query(fields): Query<BTreeMap<String, String>>) -> Response {
    answer(people_file(&visitor, &fields).await)
}

async fn people_file(visitor: &Visitor, fields: &BTreeMap<String, String>) -> Result<Response> {
    let caller = caller(visitor)?;
    // The same address as the page's, read by the same rules.
    let query = address::query(|key| fields.get(key).cloned());
    let mut export = services::people::export(&caller, query).await?;
    let name = format!("people-{}.csv", caller.state.clock.today());
    let body = stream(move |pieces| async move {
        let mut open = pieces.put(directory::head()).await;
        while open {
            match export.next().await {
                Ok(rows) if rows.is_empty() => break,
                Ok(rows) => open = pieces.put(directory::lines(&rows)).await,
                Err(error) => {
                    pieces.fail(error).await;
                    break;
                }
            }
        }
    });
    file(&name, "text/csv; charset=utf-8", body)
}

async fn own_data(Extension(visitor): Extension<Visitor>, Path(format): Path<String>) -> Response {
    let collected = async { services::personal_data::own(&caller(&visitor)?).await };
    answer(personal_file(collected, &format).await)
}

async fn person_data(Extension(visitor): Extension<Visitor>, Path((id, format)): Path<(i64, String)>) -> Response {
    let collected = async { services::personal_data::of_person(&caller(&visitor)?, PersonId(id)).await };
    answer(personal_file(collected, &format).await)
}

async fn personal_file(collected: impl Future<Output = Result<PersonalData>>, format: &str) -> Result<Response> {
    let (ending, content_type) = match format {
        "json" => ("json", "application/json"),
        "page" => ("html", "text/html; charset=utf-8"),
        _ => return Err(AppError::NotFound.into()),
    };
    let data = collected.await?;
    let safe: String = data.employee_no.chars().filter(char::is_ascii_alphanumeric).collect();
    let body = if ending == "json" {
        let mut fields = vec![("made_at", Node::from(data.made.iso.as_str())), ("taken_by_themself", Node::from(data.own))];
        fields.extend(data.sections);
        serde_json::to_vec_pretty(&Node::Fields(fields)).map_err(ServiceError::broken)?
    } else {
        personal::page(&words::title(&data.name), &words::explained(&data.made.full, data.own), &data.sections).into_bytes()
    };
    file(&format!("personal-data-{safe}.{ending}"), content_type, body.into())
}

async fn audit(Extension(visitor): Extension<Visitor>, Path(format): Path<String>, Query(query): Query<AuditQuery>) -> Response {
    answer(audit_file(&visitor, &format, &query).await)
}

async fn audit_file(visitor: &Visitor, format: &str, query: &AuditQuery) -> Result<Response> {
    let caller = caller(visitor)?;
    let format = Format::from_code(format).ok_or(AppError::NotFound)?;
    let mut export = services::audit_log::export(&caller, query, format).await?;
    let name = format!("audit-{}.{}", caller.state.clock.today(), format.code());
    let body = stream(move |pieces| async move {
        let mut open = pieces.put(format.head()).await;
        while open {
            match export.next().await.and_then(|found| Ok((found.is_empty(), format.lines(&found)?))) {
                Ok((true, _)) => break,
                Ok((false, lines)) => open = pieces.put(lines).await,
                Err(error) => {
                    pieces.fail(error).await;
                    break;
                }
            }
        }
    });
    file(&name, format.content_type(), body)
}
