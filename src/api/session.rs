//! Who is signed in, as what, and what waits for them: the answer the whole frame is drawn from.
use super::{error::AppError, wire::Exchange};
use crate::domain::actor::{PageStamp, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseView {
    pub year: String,
    pub phase: crate::domain::fiscal_year::Phase,
    /// "31 May 2026".
    pub due: String,
    pub overdue: bool,
}

/// Everything the frame shows: sidebar, role bar, counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    pub person_id: i64,
    pub name: String,
    pub employee_no: String,
    pub role: Role,
    /// The roles this person may switch to, `role` among them.
    pub roles: Vec<Role>,
    pub phases: Vec<PhaseView>,
    /// Things waiting for this person in this role; shown beside Home and the entry they belong to.
    pub waiting: u64,
    pub unread_notices: u64,
    /// What waits under Delegation; nothing where there are none.
    pub delegations: Option<u64>,
    /// For whom the reader acts as manager today, and until when, in words (R2, R23).
    pub acts_for: Vec<(String, Option<String>)>,
    pub must_change_password: bool,
    pub demo: bool,
}

impl SessionView {
    /// What every change sent from this page carries.
    pub fn stamp(&self) -> String {
        PageStamp { person: crate::domain::ids::PersonId(self.person_id), role: self.role }.to_string()
    }
}

/// The session this request came with; nothing when signed out.
#[server(prefix = "/api", endpoint = "session", protocol = Exchange)]
pub async fn current_session() -> Result<Option<SessionView>, AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::session::view(&cx).await)
}

/// Acts in another of one's roles from now on; the session id changes with it (R2). Takes no stamp: this is the way back
/// for a page whose role is no longer the session's.
#[server(prefix = "/api", endpoint = "switch-role")]
pub async fn switch_role(role: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::auth::switch_role(&cx, &role).await)?;
    context::redirect("/")
}

#[server(prefix = "/api", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::auth::sign_out(&cx).await)?;
    context::redirect("/sign-in?signed_out=1")
}
