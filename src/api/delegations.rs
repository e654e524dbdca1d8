//! Delegations: who acts for whom, what needs cover, and giving, answering, changing and ending one (R23, R25).
use super::{
    error::AppError,
    views::{PersonRef, When},
    wire::Exchange,
};
use crate::domain::{
    delegation::{DelegationStep, Reason, Standing},
    ids::DelegationId,
    validation::Violation,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the dashboard shows; all of it travels in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DelegationQuery {
    /// `covered`, `ending`, `uncovered`, `overdue` or `past`; anything else is what stands now.
    pub show: String,
    pub page: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Reviewers somebody acts for today.
    pub covered: u64,
    pub ending: u64,
    /// Reviewers who are away or gone, with people nobody covers.
    pub uncovered: u64,
    /// What waits for a reviewer past its due day.
    pub overdue: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationHead {
    pub id: DelegationId,
    pub original: PersonRef,
    pub delegate: PersonRef,
    /// Named people; nothing for whoever the original reviewer reviews.
    pub people: Option<Vec<String>>,
    /// In words.
    pub from: String,
    pub to: Option<String>,
    pub reason: Reason,
    pub standing: Standing,
    /// Another one of the same reviewer has days in common with it.
    pub overlaps: bool,
}

/// A bar in a lane, in whole percent of the time shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Nothing where nobody covers.
    pub delegation: Option<DelegationId>,
    pub at: u8,
    pub width: u8,
    pub standing: Standing,
    pub delegate: String,
    /// Who, for whom, from when to when, as the bar's words.
    pub words: String,
}

/// One reviewer's line in the timeline. Bars that overlap stand in lanes of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    pub reviewer: String,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lanes {
    /// Where each month begins, and its name.
    pub months: Vec<(u8, String)>,
    pub today: u8,
    pub lanes: Vec<Lane>,
}

/// A reviewer who is away or gone, and how many of their people nobody covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapRow {
    pub reviewer: PersonRef,
    pub gone: bool,
    pub people: u64,
}

/// What one reviewer carries: targets and reviews that wait for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadRow {
    pub name: String,
    /// For HR, who can delegate from here.
    pub employee_no: Option<String>,
    /// Their own, that nobody else carries at the moment.
    pub own: u64,
    /// Of others, whom they act for.
    pub for_others: u64,
    /// Their own, carried by somebody else at the moment.
    pub covered: u64,
    pub overdue: u64,
}

impl LoadRow {
    pub fn carried(&self) -> u64 {
        self.own + self.for_others
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationsView {
    /// HR: everybody's. Else the reader's own.
    pub everyone: bool,
    pub may_delegate: bool,
    pub figures: Figures,
    pub lanes: Lanes,
    pub rows: Vec<DelegationHead>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
    pub gaps: Vec<GapRow>,
    /// The heaviest first.
    pub load: Vec<LoadRow>,
    /// Who carries something and is not listed.
    pub more_load: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationView {
    pub head: DelegationHead,
    pub note: String,
    pub asked: (String, When),
    /// Accepted, declined or withdrawn by whom, when.
    pub settled: Option<(String, When)>,
    pub answer: String,
    pub ended: Option<(String, When)>,
    /// Others of the same reviewer with days in common: who acts, from when to when, in words.
    pub overlapping: Vec<(String, String)>,
    /// Asked for by a manager; else made by HR.
    pub by_request: bool,
    pub steps: Vec<DelegationStep>,
    /// The last day as a form has it.
    pub to_on: String,
}

/// A delegation as its form has it, and as the address carries it from step to step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DelegationForm {
    /// Employee ids, with dots between: of whoever is covered. A manager's own is taken as said.
    pub for_nos: String,
    pub delegate_no: String,
    /// `team` or `people`.
    pub what: String,
    /// Ids of named people, with dots between.
    pub people: String,
    pub from_on: String,
    /// Empty for an open delegation.
    pub to_on: String,
    pub reason: String,
    pub note: String,
}

/// Somebody whose reviews are given away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub person: PersonRef,
    /// Whom they review themself.
    pub team: Vec<PersonRef>,
}

/// What will happen for one original reviewer, before it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    pub original: String,
    /// Whom the delegate will review.
    pub people: Vec<String>,
    pub whole_team: bool,
    /// The delegate is one of them: theirs goes to this person, or stays.
    pub skipped: Option<Option<String>>,
    /// Who acts for the same reviewer on some of these days as well, and when.
    pub overlapping: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationPlan {
    /// HR makes it; a manager asks.
    pub by_hr: bool,
    pub form: DelegationForm,
    pub originals: Vec<Original>,
    pub delegate: Option<PersonRef>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<Reason>,
    /// Everything that is wrong with what was given so far.
    pub violations: Vec<Violation>,
    /// Once nothing is wrong any more.
    pub consequences: Vec<Consequence>,
    /// Whoever is near at hand: the reviewers beside and above them.
    pub suggested: Vec<PersonRef>,
    /// The first day that can be chosen, as a form has it.
    pub today: String,
}

#[server(prefix = "/api", endpoint = "delegations", protocol = Exchange)]
pub async fn delegations(query: DelegationQuery) -> Result<DelegationsView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::delegations::view(&cx, query).await)
}

#[server(prefix = "/api", endpoint = "delegation", protocol = Exchange)]
pub async fn delegation(delegation: DelegationId) -> Result<DelegationView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::delegations::page(&cx, delegation).await)
}

/// What a delegation that is being put together would do, and what is wrong with it. Changes nothing.
#[server(prefix = "/api", endpoint = "delegation-draft", protocol = Exchange)]
pub async fn delegation_draft(form: DelegationForm) -> Result<DelegationPlan, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::delegating::draft(&cx, form).await)
}

/// HR delegates, for one reviewer or for many at once; a manager asks a colleague.
#[server(prefix = "/api", endpoint = "delegate")]
pub async fn delegate(form: DelegationForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let done = context::answer(services::delegating::delegate(&cx, form).await)?;
    context::redirect(&format!("/delegation?done={done}"))
}

/// `step`: `accept`, `decline`, `withdraw` or `end`, with a word to whoever it concerns.
#[server(prefix = "/api", endpoint = "settle-delegation")]
pub async fn settle_delegation(
    delegation: DelegationId,
    step: String,
    answer: Option<String>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::delegating::settle(&cx, delegation, &step, &answer.unwrap_or_default()).await)?;
    context::redirect(&format!("/delegation/{delegation}?done={step}"))
}

/// Another last day, later or earlier; an empty one leaves it open.
#[server(prefix = "/api", endpoint = "change-delegation")]
pub async fn change_delegation(delegation: DelegationId, to_on: Option<String>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::delegating::change_end(&cx, delegation, &to_on.unwrap_or_default()).await)?;
    context::redirect(&format!("/delegation/{delegation}?done=change_end"))
}
