//! Getting in: sign-in, first password, invitations, the one-time setup link.
use super::{error::AppError, wire::Exchange};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An account to try, shown on the sign-in page in demo mode only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    pub login: String,
    pub name: String,
    pub roles: String,
    pub password: String,
}

/// Whom a one-time link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub name: String,
    pub login: String,
    pub expires: String,
}

#[server(prefix = "/api", endpoint = "demo-accounts", protocol = Exchange)]
pub async fn demo_accounts() -> Result<Vec<DemoAccount>, AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::auth::demo_accounts(&cx).await)
}

/// `login` is an employee id or a mail address; `next` a path inside this site.
#[server(prefix = "/api", endpoint = "sign-in")]
pub async fn sign_in(login: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    let landing = context::answer(services::auth::sign_in(&cx, &login, &password, next.as_deref()).await)?;
    context::redirect(&landing)
}

#[server(prefix = "/api", endpoint = "change-password")]
pub async fn change_password(current: String, new: String, again: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::auth::change_password(&cx, &current, &new, &again).await)?;
    context::redirect("/?password=changed")
}

/// Whom this invitation is for; `NotFound` when it was used, has expired or never existed.
#[server(prefix = "/api", endpoint = "invitation", protocol = Exchange)]
pub async fn invitation(token: String) -> Result<LinkView, AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::invitations::show(&cx, &token).await)
}

#[server(prefix = "/api", endpoint = "accept-invitation")]
pub async fn accept_invitation(token: String, new: String, again: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::invitations::accept(&cx, &token, &new, &again).await)?;
    context::redirect("/?welcome=1")
}

/// Whether this setup link still opens anything (R46).
#[server(prefix = "/api", endpoint = "setup-link", protocol = Exchange)]
pub async fn setup_link(token: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::setup::check(&cx, &token).await)
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetupForm {
    pub token: String,
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    pub new: String,
    pub again: String,
}

#[server(prefix = "/api", endpoint = "set-up")]
pub async fn set_up(form: SetupForm) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::anyone().await?;
    context::answer(services::setup::run(&cx, form).await)?;
    context::redirect("/?welcome=1")
}
