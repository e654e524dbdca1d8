//! Fiscal years and the windows of their phases.
use super::{
    error::AppError,
    views::{StateCounts, When, YearRef},
    wire::Exchange,
};
use crate::domain::{
    fiscal_year::Phase,
    ids::{FiscalYearId, ReviewId},
    review::ReviewState,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    pub may_open_mid_year: bool,
    pub may_close_mid_year: bool,
    pub may_open_evaluation: bool,
    /// What would hold up the phase that can be opened next (R29a); for HR.
    pub readiness: Vec<Readiness>,
    /// For HR, and "Archived" for everybody.
    pub closing: ClosingView,
}

/// One thing to see to before a window opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    pub lack: Lack,
    /// How many it concerns; some of them by name.
    pub count: u64,
    pub names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// Nobody would review these people.
    Reviewer,
    /// No rank table ranks these grades.
    RankTable,
    /// These people cannot sign in yet.
    SignIn,
    /// No employee type, or "Unspecified".
    EmployeeType,
    /// Departments without anybody at work.
    EmptyTeam,
}

/// A review that would be closed although it is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    pub review: ReviewId,
    pub name: String,
    pub state: ReviewState,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    pub may_close: bool,
    pub unfinished: Vec<Leftover>,
    pub begun: Option<When>,
    pub closed: Option<When>,
    /// Reviews closed so far, of all.
    pub done: u64,
    pub total: u64,
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

/// Opens the mid-year window: every completed set gets a new revision (R13).
#[server(prefix = "/api", endpoint = "open-mid-year")]
pub async fn open_mid_year(year: FiscalYearId, due_on: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::phases::open_mid_year(&cx, year, &due_on).await)?;
    context::redirect("/years?opened=mid_year")
}

/// Closes it: approved revisions are adopted, unfinished ones are kept as not adopted.
#[server(prefix = "/api", endpoint = "close-mid-year")]
pub async fn close_mid_year(year: FiscalYearId, reason: String, confirm: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::phases::close_mid_year(&cx, year, &reason, &confirm).await)?;
    context::redirect("/years?closed=mid_year")
}

/// Opens the evaluation: a review is born from every approved set (R15).
#[server(prefix = "/api", endpoint = "open-evaluation")]
pub async fn open_evaluation(year: FiscalYearId, due_on: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::phases::open_evaluation(&cx, year, &due_on).await)?;
    context::redirect("/years?opened=evaluation")
}

/// Closes the year: archives every review (R29). `anyway` with a reason per leftover in `leftovers`, by the review's id; `reason`
/// stands for those that have none.
#[server(prefix = "/api", endpoint = "close-year")]
pub async fn close_year(
    year: FiscalYearId,
    reason: String,
    confirm: String,
    anyway: Option<String>,
    leftovers: Option<BTreeMap<String, String>>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let leftovers = leftovers.unwrap_or_default();
    context::answer(services::closing::begin(&cx, year, &reason, &confirm, &leftovers, anyway.is_some()).await)?;
    context::redirect("/years?closing=1")
}
