//! HR's view of a year: departments and teams by state, and the sets behind each figure.
use super::{
    error::AppError,
    views::{DepartmentRef, SetHead, StateCounts, YearRef},
    wire::Exchange,
};
use crate::domain::ids::{DepartmentId, FiscalYearId, PersonId, TargetSetId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// Nobody: these sets have no reviewer.
    pub reviewer: Option<(PersonId, String)>,
    pub counts: StateCounts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentRow {
    pub department: Option<DepartmentRef>,
    pub counts: StateCounts,
    pub team_count: u64,
    /// Of departments that were asked to be unfolded; sets without a reviewer always.
    pub teams: Vec<TeamRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentsView {
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub counts: StateCounts,
    pub departments: Vec<DepartmentRow>,
}

/// What a list of sets is narrowed to. All of it travels in the address, so that a list can be bookmarked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetFilter {
    pub year: Option<FiscalYearId>,
    pub department: Option<DepartmentId>,
    pub reviewer: Option<PersonId>,
    pub no_reviewer: bool,
    /// A `SetState` code, or `exempt`.
    pub state: String,
    pub q: String,
    /// 1, 2, 3 …
    pub page: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetList {
    pub year: Option<YearRef>,
    pub department: Option<DepartmentRef>,
    pub rows: Vec<SetHead>,
    pub counts: StateCounts,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
}

/// `open`: departments that show their teams, "all" or ids with dots between.
#[server(prefix = "/api", endpoint = "departments", protocol = Exchange)]
pub async fn departments(year: Option<FiscalYearId>, open: Option<String>) -> Result<DepartmentsView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::departments::view(&cx, year, open.as_deref().unwrap_or_default()).await)
}

#[server(prefix = "/api", endpoint = "sets", protocol = Exchange)]
pub async fn list_sets(filter: SetFilter) -> Result<SetList, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::departments::list(&cx, filter).await)
}

/// Approves the ticked sets in one go: all of them, or none and the reason.
#[server(prefix = "/api", endpoint = "approve-sets")]
pub async fn approve_sets(#[server(default)] sets: Vec<TargetSetId>, back: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::sets::approve_many(&cx, &sets).await)?;
    context::redirect_inside(Some(&back), "/departments")
}
