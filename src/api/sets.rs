//! Other people's target sets: reading what was handed over, and moving sets on.
use super::{
    error::AppError,
    views::{EventView, SetHead, SubmissionView},
    wire::Exchange,
};
use crate::domain::{ids::TargetSetId, target::SetState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    pub set: TargetSetId,
    pub name: String,
    pub state: SetState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetView {
    pub head: SetHead,
    /// Nothing while it is a draft (R3).
    pub submission: Option<SubmissionView>,
    /// What was handed over the time before, to show what changed.
    pub previous: Option<SubmissionView>,
    /// What was approved before a mid-year revision (R13, R14).
    pub original: Option<SubmissionView>,
    pub events: Vec<EventView>,
    pub previous_report: Option<Neighbour>,
    pub next_report: Option<Neighbour>,
    /// A comment whose form was refused and led back here without scripts.
    pub kept_comment: Option<String>,
    pub may_exempt: bool,
    pub may_include: bool,
    pub may_name_reviewer: bool,
}

#[server(prefix = "/api", endpoint = "set", protocol = Exchange)]
pub async fn set_page(set: TargetSetId) -> Result<SetView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::sets::page(&cx, set).await)
}

/// Moves a set on (R11). `action` is a `SetAction` code, `seen` the state the page showed: when somebody else was faster
/// nothing happens and the comment stays with its writer. `next` leads on from here, inside this site.
#[server(prefix = "/api", endpoint = "move-set")]
pub async fn move_set(
    set: TargetSetId,
    action: String,
    seen: String,
    comment: Option<String>,
    due_on: Option<String>,
    next: Option<String>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let step = services::sets::Step { set, action, seen, comment: comment.unwrap_or_default(), due_on };
    context::answer(services::sets::move_or_keep(&cx, step, context::is_plain_form()).await)?;
    context::redirect_inside(next.as_deref(), &format!("/sets/{set}"))
}

/// R12a: leaves somebody out for the year, or takes them back in.
#[server(prefix = "/api", endpoint = "exempt-set")]
pub async fn exempt_set(set: TargetSetId, exempt: bool, reason: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::sets::exempt(&cx, set, exempt, &reason).await)?;
    context::redirect(&format!("/sets/{set}"))
}

/// R4: names a reviewer for a person without a manager; an empty employee id goes back to the manager.
#[server(prefix = "/api", endpoint = "name-reviewer")]
pub async fn name_reviewer(set: TargetSetId, employee_no: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::sets::name_reviewer(&cx, set, &employee_no).await)?;
    context::redirect(&format!("/sets/{set}"))
}
