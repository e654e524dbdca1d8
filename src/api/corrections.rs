//! Corrections of archived reviews (R41).
use super::{error::AppError, reviews::ReviewHead, views::When, wire::Exchange};
use crate::domain::{
    actor::Role,
    ids::{CorrectionId, ReviewId},
    score::Score,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a correction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CorrectionState {
    Waiting,
    Applied,
    Refused,
}

/// A correction as whoever may read that half of the review sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionView {
    pub id: CorrectionId,
    pub state: CorrectionState,
    /// The name its field had while it was written.
    pub field: String,
    /// The place of the target it is about, from 1.
    pub target: Option<usize>,
    pub old: String,
    pub new: String,
    pub reason: String,
    pub by: String,
    pub by_role: Role,
    pub at: When,
    /// Who confirmed or refused it, as what, when.
    pub decided: Option<(String, Role, When)>,
    pub note: String,
    /// Before and after; while it waits, as things stand now.
    pub score: Option<(Score, Score)>,
    pub rank: Option<(String, String)>,
    /// The reader may confirm or refuse it now.
    pub may_decide: bool,
}

/// A place that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correctable {
    pub field: String,
    pub target: Option<usize>,
    pub now: String,
    pub is_rating: bool,
    /// R37: the text was suggested; the review says by whom and how.
    pub assisted: bool,
    /// A correction of it waits already.
    pub waits: bool,
}

/// What was typed into a form that was refused and had no scripts behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub field: String,
    pub value: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionsPage {
    pub head: ReviewHead,
    /// Empty for whoever may not correct.
    pub fields: Vec<Correctable>,
    /// All of them, in the order in which they were proposed.
    pub corrections: Vec<CorrectionView>,
    /// How many were applied: a form says what its page had seen.
    pub seen: i64,
    pub kept: Option<Kept>,
}

#[server(prefix = "/api", endpoint = "corrections", protocol = Exchange)]
pub async fn corrections(review: ReviewId) -> Result<CorrectionsPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::corrections::page(&cx, review).await)
}

/// A correction as its form has it. `seen` is how many were applied when the page was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    pub field: String,
    pub value: String,
    pub reason: String,
    pub seen: String,
}

/// Corrects a text, or proposes another rating to the director and the board.
#[server(prefix = "/api", endpoint = "correct-review")]
pub async fn correct_review(review: ReviewId, form: CorrectionForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let done = context::answer(services::corrections::propose_or_keep(&cx, review, form, context::is_plain_form()).await)?;
    context::redirect(&format!("/reviews/{review}/corrections?done={done}"))
}

/// Confirms a correction, or refuses it with a note. `decision` is `confirm` or `refuse`.
#[server(prefix = "/api", endpoint = "decide-correction")]
pub async fn decide_correction(
    correction: CorrectionId,
    decision: String,
    note: String,
    seen: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let review = context::answer(services::corrections::decide(&cx, correction, &decision, &note, &seen).await)?;
    context::redirect(&format!("/reviews/{review}/corrections?done={decision}"))
}
