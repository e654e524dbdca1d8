//! A manager's team: every report's set, and handing the whole team to HR (R12).
use super::{
    error::AppError,
    views::{SetHead, StateCounts, YearRef},
    wire::Exchange,
};
use crate::domain::ids::{FiscalYearId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// One's own team first, then those one acts for. One alone needs no choice.
    pub teams: Vec<TeamRef>,
    /// Whose team this is.
    pub whose: PersonId,
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub rows: Vec<SetHead>,
    pub counts: StateCounts,
    /// Who keeps the team from being submitted.
    pub missing: Vec<String>,
    /// How many sets would go to HR now.
    pub ready: u64,
    /// Who acts for some of a team only does not hand it on (R12, R23).
    pub may_submit: bool,
}

/// A team the reader reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRef {
    pub of: PersonId,
    pub name: String,
    pub own: bool,
    /// All of it, not named people.
    pub whole: bool,
    /// The last day on which the reader acts for them, in words; nothing for one's own and for an open delegation.
    pub until: Option<String>,
}

#[server(prefix = "/api", endpoint = "team", protocol = Exchange)]
pub async fn team(year: Option<FiscalYearId>, of: Option<PersonId>) -> Result<TeamView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::team::view(&cx, year, of).await)
}

#[server(prefix = "/api", endpoint = "submit-team")]
pub async fn submit_team(year: FiscalYearId, of: Option<PersonId>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::team::submit(&cx, year, of).await)?;
    context::redirect(&of.map_or_else(|| "/team?submitted=1".into(), |of| format!("/team?of={of}&submitted=1")))
}
