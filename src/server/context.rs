//! What a server function knows of its request, and how it answers.
use super::{
    auth::{device, store::key},
    error::{Result as ServiceResult, ServiceError},
    repo::{
        access::{self, Holder},
        reviewing::Eyes,
    },
    state::AppState,
    telemetry::refusals,
};
use crate::{
    api::error::AppError,
    domain::{
        actor::{Actor, PageStamp, Role},
        ids::PersonId,
        policy::Denial,
        time::Date,
    },
};
use axum::http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::{prelude::use_context, server_fn::codec::MultipartData};
use leptos_axum::ResponseOptions;
use std::{
    net::IpAddr,
    ops::Deref,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use tower_sessions::Session;

/// Largest employee file (R7).
pub const UPLOAD_LIMIT: usize = 20 << 20;

/// Whoever sent the request, signed in or not.
#[derive(Clone)]
pub struct Visitor {
    pub state: AppState,
    pub session: Session,
    pub address: IpAddr,
    pub agent: String,
    pub path: String,
    /// The cookie of a browser that signed in before, unchecked.
    pub device: Option<String>,
    /// A cookie that goes back with the answer.
    cookie: Arc<Mutex<Option<HeaderValue>>>,
    signed: Option<Signed>,
}

/// What the request itself says about who sent it.
pub struct Asked {
    pub address: IpAddr,
    pub agent: String,
    pub path: String,
    pub device: Option<String>,
}

#[derive(Clone)]
struct Signed {
    actor: Actor,
    holder: Holder,
    family: String,
}

/// Somebody who is signed in, with authority read from the database for this request.
#[derive(Clone)]
pub struct Caller {
    visitor: Visitor,
    pub actor: Actor,
    pub holder: Holder,
    pub family: String,
}

impl Deref for Caller {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl Caller {
    /// Rows as they see them today.
    pub fn eyes(&self) -> Eyes {
        Eyes { person: self.actor.person, day: self.day() }
    }

    /// The company's day as far as delegations go: see `Db::day`.
    pub fn day(&self) -> Date {
        self.visitor.state.db.day(&self.visitor.state.clock)
    }
}

impl Visitor {
    /// Reads the session and, freshly, what its person may do (R2).
    pub async fn read(state: AppState, session: Session, asked: Asked) -> ServiceResult<Visitor> {
        let Asked { address, agent, path, device } = asked;
        let mut visitor = Visitor { state, session, address, agent, path, device, cookie: Arc::default(), signed: None };
        let person: Option<i64> = visitor.session.get(key::PERSON).await.map_err(session_error)?;
        if let Some(person) = person {
            visitor.signed = visitor.authority(PersonId(person)).await?;
        }
        Ok(visitor)
    }

    async fn authority(&self, person: PersonId) -> ServiceResult<Option<Signed>> {
        let Some(holder) = access::holder(self.state.db.read(), person, self.state.db.day(&self.state.clock))
            .await?
            .filter(|holder| !holder.barred)
        else {
            return Ok(None);
        };
        let role: Option<String> = self.session.get(key::ROLE).await.map_err(session_error)?;
        let family: Option<String> = self.session.get(key::FAMILY).await.map_err(session_error)?;
        let epoch: Option<i64> = self.session.get(key::EPOCH).await.map_err(session_error)?;
        let Some(family) = family.filter(|_| epoch.unwrap_or_default() == holder.epoch) else { return Ok(None) };
        // A role that was taken away falls back to what everybody is; pages made for it are refused by their stamp.
        let role = role.and_then(|role| role.parse().ok()).filter(|role| holder.roles().contains(role)).unwrap_or(Role::Employee);
        Ok(Some(Signed { actor: Actor { person, role }, holder, family }))
    }

    /// Sends this browser the cookie by which it is known again.
    pub fn remember_browser(&self, value: &str) {
        let secure = if self.state.config.http.secure { "; Secure" } else { "" };
        let (name, age) = (device::COOKIE, device::LIFETIME);
        let cookie = format!("{name}={value}; Path=/api/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
        if let (Ok(mut place), Ok(cookie)) = (self.cookie.lock(), HeaderValue::from_str(&cookie)) {
            *place = Some(cookie);
        }
    }

    pub fn new_cookie(&self) -> Option<HeaderValue> {
        self.cookie.lock().ok().and_then(|mut place| place.take())
    }

    pub fn caller(&self) -> Option<Caller> {
        let signed = self.signed.clone()?;
        Some(Caller { visitor: self.clone(), actor: signed.actor, holder: signed.holder, family: signed.family })
    }
}

pub fn session_error(error: tower_sessions::session::Error) -> ServiceError {
    match error {
        // The store could not reach its database.
        tower_sessions::session::Error::Store(inner) => {
            tracing::warn!(error = %inner, "sessions cannot be read");
            AppError::Unavailable.into()
        }
        other => ServiceError::broken(other),
    }
}

/// Set once a function's arguments were read and its body runs.
#[derive(Clone, Default)]
pub struct Reached(pub Arc<AtomicBool>);

pub async fn anyone() -> Result<Visitor, AppError> {
    if let Some(reached) = use_context::<Reached>() {
        reached.0.store(true, Ordering::Relaxed);
    }
    use_context::<Visitor>().ok_or_else(|| fail(AppError::Unavailable))
}

/// Functions that work before the first password is changed.
const BEFORE_PASSWORD: [&str; 1] = ["/api/change-password"];

pub async fn signed_in() -> Result<Caller, AppError> {
    signed_in_as(&anyone().await?).map_err(fail)
}

fn signed_in_as(visitor: &Visitor) -> Result<Caller, AppError> {
    let caller = visitor.caller().ok_or(AppError::SignedOut)?;
    if caller.holder.must_change && !BEFORE_PASSWORD.contains(&caller.path.as_str()) {
        return Err(AppError::Denied(Denial::WrongRole));
    }
    Ok(caller)
}

/// The same as [`acting`] for a request that is no server function.
pub fn acting_in(visitor: &Visitor, stamp: &str) -> Result<Caller, AppError> {
    let caller = signed_in_as(visitor)?;
    check_stamp(&caller, stamp)?;
    Ok(caller)
}

/// Signed in, and the page that asks was made for this person in this role (R2).
pub async fn acting(stamp: &str) -> Result<Caller, AppError> {
    let caller = signed_in().await?;
    check_stamp(&caller, stamp).map_err(fail)?;
    Ok(caller)
}

fn check_stamp(caller: &Caller, stamp: &str) -> Result<(), AppError> {
    let page = stamp.parse::<PageStamp>().ok();
    if page == Some(caller.actor.into()) {
        return Ok(());
    }
    // Of another person's page nothing is said, not even its role.
    let page = page.filter(|page| page.person == caller.actor.person).map(|page| page.role);
    Err(AppError::OtherRole { page, now: caller.actor.role })
}

/// Turns what a service answered into what leaves, with its HTTP status.
pub fn answer<T>(outcome: ServiceResult<T>) -> Result<T, AppError> {
    outcome.map_err(|error| fail(error.into()))
}

/// The request is a form without scripts: its answer is a page, and what was typed is gone unless it is kept.
pub fn is_plain_form() -> bool {
    use_context::<Parts>()
        .and_then(|parts| {
            parts.headers.get(header::ACCEPT).map(|accept| accept.as_bytes().windows(9).any(|part| part == b"text/html"))
        })
        .unwrap_or(false)
}

fn fail(error: AppError) -> AppError {
    if let Some(visitor) = use_context::<Visitor>() {
        refusals::note_answer(&visitor, &error);
    }
    if let Some(response) = use_context::<ResponseOptions>() {
        if let AppError::TooManyAttempts { seconds } | AppError::TooFast { seconds } = &error
            && let Ok(value) = HeaderValue::from_str(&seconds.to_string())
        {
            response.insert_header(HeaderName::from_static("retry-after"), value);
        }
        // A form without scripts is led back to its page, which takes a redirect and not this status.
        let is_function = use_context::<Visitor>().is_some_and(|visitor| visitor.path.starts_with("/api/"));
        if is_function
            && !is_plain_form()
            && let Ok(status) = StatusCode::from_u16(error.status())
        {
            response.set_status(status);
        }
    }
    error
}

/// Leads on to `path`, which is ours.
pub fn redirect(path: &str) -> Result<(), AppError> {
    leptos_axum::redirect(path);
    Ok(())
}

/// A path inside this site: starts with one slash, no control characters, no host in disguise.
pub fn is_inside(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.len() <= 500
        && path.bytes().all(|b| (0x21..0x7f).contains(&b))
}

/// Leads on to where the page asked for, if that is inside this site, else to `otherwise`.
pub fn redirect_inside(wanted: Option<&str>, otherwise: &str) -> Result<(), AppError> {
    redirect(wanted.filter(|path| is_inside(path)).unwrap_or(otherwise))
}

/// A file that was sent, read within its bound.
pub struct Upload {
    pub cx: Caller,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// A form that makes no sense, or a body that could not be read to its end: one past its bound, since whoever went away in
/// the middle waits for no answer.
fn unread(error: impl std::error::Error) -> AppError {
    let stream_failed = format!("{:?}", AppError::Garbled);
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = cause {
        if error.to_string().contains(&stream_failed) {
            return fail(AppError::TooLarge { max: UPLOAD_LIMIT as u64 });
        }
        cause = error.source();
    }
    fail(AppError::Invalid(Vec::new()))
}

/// Reads the page's stamp and then the file. The stamp comes first: a file from the wrong role is not even read.
pub async fn upload(data: MultipartData) -> Result<Upload, AppError> {
    let incomplete = || fail(AppError::Invalid(Vec::new()));
    let mut form = data.into_inner().ok_or_else(incomplete)?;
    let mut caller = None;
    while let Some(mut field) = form.next_field().await.map_err(unread)? {
        match field.name() {
            Some("acting_as") => {
                let stamp = field.text().await.map_err(|_| incomplete())?;
                caller = Some(acting(&stamp).await?);
            }
            Some("file") => {
                let Some(cx) = caller else { return Err(incomplete()) };
                let file_name: String =
                    field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
                let mut bytes = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(unread)? {
                    if bytes.len() + chunk.len() > UPLOAD_LIMIT {
                        return Err(fail(AppError::TooLarge { max: UPLOAD_LIMIT as u64 }));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                return Ok(Upload { cx, file_name, bytes });
            }
            _ => {}
        }
    }
    Err(incomplete())
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in ["/", "/sets/3", "/team?state=draft#x"] {
            assert!(is_inside(good), "{good}");
        }
        for bad in ["", "//evil.example", "https://evil.example", "/\\evil", "/a\r\nSet-Cookie: x", "javascript:x", "/ä"] {
            assert!(!is_inside(bad), "{bad:?}");
        }
    }
}
