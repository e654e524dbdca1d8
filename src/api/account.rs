//! One's own account: where one is signed in, and ending that (R44).
use super::{error::AppError, views::When, wire::Exchange};
use crate::domain::device::{Browser, System};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One sign-in that still opens something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSession {
    /// Names it when it is to be ended; opens nothing.
    pub family: String,
    pub browser: Browser,
    pub system: System,
    pub address: String,
    pub since: When,
    pub last_seen: When,
    /// The one that asks.
    pub is_this: bool,
}

/// Where the caller is signed in, this session first.
#[server(prefix = "/api", endpoint = "own-sessions", protocol = Exchange)]
pub async fn own_sessions() -> Result<Vec<OwnSession>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::own_sessions::list(&cx).await)
}

/// Ends one of the caller's sessions, on every replica at once. Ending this one is signing out.
#[server(prefix = "/api", endpoint = "end-session")]
pub async fn end_session(family: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::own_sessions::end(&cx, &family).await)?;
    context::redirect("/account/sessions?ended=1")
}

#[server(prefix = "/api", endpoint = "end-other-sessions")]
pub async fn end_other_sessions(acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::own_sessions::end_others(&cx).await)?;
    context::redirect("/account/sessions?ended=others")
}
