//! Fiscal years and the windows of their phases.
use super::{
    error::AppError,
    views::{StateCounts, When, YearRef},
    wire::Exchange,
};
use crate::domain::{fiscal_year::Phase, ids::FiscalYearId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowView {
    pub phase: Phase,
    /// "31 May 2026".
    pub due: String,
    pub overdue: bool,
    pub opened: When,
    pub closed: Option<When>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearView {
    pub year: YearRef,
    pub starts: String,
    pub ends: String,
    pub windows: Vec<WindowView>,
    pub counts: StateCounts,
    /// Sets that closing would leave "not assessed": person and state.
    pub unfinished: Vec<(String, crate::domain::target::SetState)>,
    pub may_open_target_setting: bool,
    pub may_close_target_setting: bool,
}

#[server(prefix = "/api", endpoint = "years", protocol = Exchange)]
pub async fn years() -> Result<Vec<YearView>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::years::list(&cx).await)
}

/// Days as date inputs send them, `2026-04-01`.
#[server(prefix = "/api", endpoint = "create-year")]
pub async fn create_year(name: String, starts_on: String, ends_on: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::years::create(&cx, &name, &starts_on, &ends_on).await)?;
    context::redirect("/years")
}

/// Opens target setting: everybody who is employed gets a draft.
#[server(prefix = "/api", endpoint = "open-target-setting")]
pub async fn open_target_setting(year: FiscalYearId, due_on: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::years::open_target_setting(&cx, year, &due_on).await)?;
    context::redirect("/years?opened=1")
}

/// Closes target setting. `confirm` is the year's name as typed; `reason` is due when anything is unfinished.
#[server(prefix = "/api", endpoint = "close-target-setting")]
pub async fn close_target_setting(
    year: FiscalYearId,
    reason: String,
    confirm: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::years::close_target_setting(&cx, year, &reason, &confirm).await)?;
    context::redirect("/years?closed=1")
}
