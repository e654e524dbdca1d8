//! A manager's team: every report's set, and handing the whole team to HR (R12).
use super::{
    error::AppError,
    views::{SetHead, StateCounts, YearRef},
    wire::Exchange,
};
use crate::domain::ids::FiscalYearId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub rows: Vec<SetHead>,
    pub counts: StateCounts,
    /// Who keeps the team from being submitted.
    pub missing: Vec<String>,
    /// How many sets would go to HR now.
    pub ready: u64,
}

#[server(prefix = "/api", endpoint = "team", protocol = Exchange)]
pub async fn team(year: Option<FiscalYearId>) -> Result<TeamView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::team::view(&cx, year).await)
}

#[server(prefix = "/api", endpoint = "submit-team")]
pub async fn submit_team(year: FiscalYearId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::team::submit(&cx, year).await)?;
    context::redirect("/team?submitted=1")
}
