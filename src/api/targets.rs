//! One's own targets: reading, saving as one types, saving and submitting as a form.
use super::{
    error::AppError,
    views::{EventView, GoalView, Saved, SetHead, SubmissionView, When, YearRef},
    wire::Exchange,
};
use crate::domain::{
    draft::{Conflict, DraftContent, DraftPatch, Field},
    ids::{FiscalYearId, TargetSetId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Texts of a form that could not be merged, waiting for their writer to pick (R10 without scripts).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmergedView {
    pub version: i64,
    pub conflicts: Vec<Conflict>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MySet {
    pub head: SetHead,
    pub editable: bool,
    pub draft: DraftContent,
    /// Counts saves; a form says which one it was made from.
    pub version: i64,
    /// Fresh for every page: makes a form sent twice count once.
    pub save_id: String,
    pub saved: Option<When>,
    pub submission: Option<SubmissionView>,
    /// What was approved before this mid-year revision (R13).
    pub original: Option<SubmissionView>,
    pub unmerged: Option<UnmergedView>,
    pub events: Vec<EventView>,
    pub goals: Vec<GoalView>,
    /// Last year's targets, to reuse.
    pub last_year: Option<SubmissionView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTargetsView {
    /// The years this person has a set in, newest first.
    pub years: Vec<YearRef>,
    /// The one asked for, or the newest; nothing before HR opened a year.
    pub set: Option<MySet>,
}

pub type SaveOutcome = Saved<DraftContent, Field>;

#[server(prefix = "/api", endpoint = "my-targets", protocol = Exchange)]
pub async fn my_targets(year: Option<FiscalYearId>, unmerged: Option<i64>) -> Result<MyTargetsView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::targets::mine(&cx, year, unmerged).await)
}

/// Saves what changed (R10). `save_id` is the page's name for this save: sent again after a lost answer it changes nothing.
#[server(prefix = "/api", endpoint = "save-draft", protocol = Exchange)]
pub async fn save_draft(
    set: TargetSetId,
    save_id: String,
    patch: DraftPatch,
    acting_as: String,
) -> Result<SaveOutcome, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::drafts::save(&cx, set, &save_id, &patch).await)
}

/// One row of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowForm {
    pub key: String,
    pub task: String,
    pub kpi: String,
    pub weight: String,
    pub difficulty: String,
    pub goal: String,
}

/// The whole page as an ordinary form. `intent`: `save`, `submit`, `add`, `remove:KEY`, `up:KEY`, `down:KEY`, `copy:KEY`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetsForm {
    pub set: String,
    pub save_id: String,
    pub base_version: String,
    pub intent: String,
    pub current_role: String,
    pub long_term_goal: String,
    pub rows: Vec<RowForm>,
}

/// Saves first, then does what the pressed button says. Leads back to the page, to the first violation if there is one.
#[server(prefix = "/api", endpoint = "targets-form")]
pub async fn send_targets(form: TargetsForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let landing = context::answer(services::drafts::send_form(&cx, form).await)?;
    context::redirect(&landing)
}

/// Settles texts that could not be merged: for each field, `mine` or `theirs`.
#[server(prefix = "/api", endpoint = "pick-texts")]
pub async fn pick_texts(
    set: TargetSetId,
    unmerged: i64,
    picks: Vec<(String, String)>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let landing = context::answer(services::drafts::pick(&cx, set, unmerged, &picks).await)?;
    context::redirect(&landing)
}
