//! Reviews: one's own, somebody else's, saving either half as one types, and every step that moves one on.
pub use super::views::Saved;
use super::{
    assist::AssistedView,
    corrections::CorrectionView,
    error::AppError,
    views::{PersonRef, When, YearRef},
    wire::Exchange,
};
use crate::domain::{
    actor::Role,
    assist::Mode,
    evaluation::{ManagerDraft, ManagerEvaluation, ManagerField, SelfDraft, SelfEvaluation, SelfField},
    ids::{FiscalYearId, ReviewId, TargetSetId},
    merge::FieldChange,
    rank::RankTable,
    review::{ReviewAction, ReviewState},
    score::{Receipt, Score},
    target::Target,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a review stands: what every list and head shows of it, and all that others see of a draft (R3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewHead {
    pub review: ReviewId,
    pub set: TargetSetId,
    pub year: YearRef,
    pub owner: PersonRef,
    pub department: String,
    pub grade: String,
    pub job_title: String,
    pub reviewer: Option<PersonRef>,
    /// Somebody who acts for the reviewer today (R23).
    pub cover: Option<String>,
    /// The reader acts for the reviewer.
    pub stands_in: bool,
    pub state: ReviewState,
    pub since: When,
    pub due: Option<String>,
    pub overdue: bool,
    /// The self-evaluation was submitted after the due date.
    pub late: bool,
    /// The reviewer completed the evaluation after the due date; for others than the person it is about.
    pub evaluated_late: bool,
    /// HR moved it on without one (R12a).
    pub without_self: bool,
    pub exempt: bool,
    /// R26: the day it came from another manager or department in the middle of its cycle, in words.
    pub transferred: Option<String>,
    /// What the asking actor may do with it now, from its own page.
    pub actions: Vec<ReviewAction>,
}

/// A half somebody is writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk<D> {
    pub draft: D,
    /// Counts saves; a form says which one it was made from.
    pub version: i64,
    /// Fresh for every page: makes a form sent twice count once.
    pub save_id: String,
    pub saved: Option<When>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfPart {
    pub at: Option<When>,
    pub content: SelfEvaluation,
    /// Of the self-evaluation, over the targets as the employee has them.
    pub receipt: Option<Receipt>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerPart {
    pub at: Option<When>,
    /// "Bob Tanaka for Alice Mori" where somebody acted for the reviewer (R24).
    pub by: Option<String>,
    pub content: ManagerEvaluation,
    /// The score that counts, line by line (R19).
    pub receipt: Option<Receipt>,
    pub rank: Option<String>,
    /// R21: the board's rank and why; `rank` stays what was computed.
    pub adjusted: Option<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastYear {
    pub year: String,
    pub score: Option<Score>,
    pub rank: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEventView {
    pub at: When,
    pub actor: Option<String>,
    pub role: Option<Role>,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub from: ReviewState,
    pub to: ReviewState,
    pub comment: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNeighbour {
    pub review: ReviewId,
    pub name: String,
    pub state: ReviewState,
}

/// The talk, and what the employee said about the result (R29b).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AftermathView {
    pub feedback_on: Option<String>,
    pub feedback_by: Option<String>,
    pub note: Option<String>,
    pub read: Option<When>,
    pub remark: Option<String>,
    pub objection: Option<(When, String)>,
    pub answer: Option<(When, String, String)>,
    /// The last day on which an objection is taken, in words.
    pub object_until: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderView {
    pub name: String,
    pub role: Role,
    pub at: When,
}

/// What the asking actor may do besides moving it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayDo {
    pub adjust_rank: bool,
    pub confirm_read: bool,
    pub remark: bool,
    pub object: bool,
    pub answer: bool,
    pub correct: bool,
    /// A correction waits that this reader may confirm or refuse (R41).
    pub decide_correction: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    pub head: ReviewHead,
    /// The targets as approved, what both halves are about.
    pub targets: Vec<Target>,
    /// Titles of the goals they serve.
    pub goals: Vec<Option<String>>,
    /// The half the asking actor may write now.
    pub self_desk: Option<Desk<SelfDraft>>,
    pub manager_desk: Option<Desk<ManagerDraft>>,
    /// What may be read of either half; nothing of the reviewer's before R18 lets it out.
    pub self_part: Option<SelfPart>,
    pub manager_part: Option<ManagerPart>,
    /// The bands this person's score is ranked by, for whoever may see the rank.
    pub table: Option<RankTable>,
    pub last_year: Option<LastYear>,
    /// Fields of the reviewer's half that somebody else wrote than who completed it, or who is writing now: name and writer (R22).
    pub authors: Vec<(String, String)>,
    pub events: Vec<ReviewEventView>,
    pub previous_report: Option<ReviewNeighbour>,
    pub next_report: Option<ReviewNeighbour>,
    pub aftermath: Option<AftermathView>,
    pub readers: Vec<ReaderView>,
    pub may: MayDo,
    /// R41: what this reader may see of the corrections of an archived review.
    pub corrections: Vec<CorrectionView>,
    /// R36: how help is given with the half this reader writes; nothing where it is not.
    pub assist: Option<Mode>,
    /// R37: where texts that are shown here came from.
    pub assisted: Vec<AssistedView>,
    /// A comment whose form was refused and led back here without scripts.
    pub kept_comment: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyReviewView {
    /// The years this person has a review in, newest first.
    pub years: Vec<YearRef>,
    /// The one asked for, or the newest; nothing before HR opened an evaluation.
    pub review: Option<ReviewView>,
}

#[server(prefix = "/api", endpoint = "my-review", protocol = Exchange)]
pub async fn my_review(year: Option<FiscalYearId>) -> Result<MyReviewView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::reviews::mine(&cx, year).await)
}

#[server(prefix = "/api", endpoint = "review", protocol = Exchange)]
pub async fn review_page(review: ReviewId) -> Result<ReviewView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::reviews::page(&cx, review).await)
}

/// Saves what the employee changed (R10).
#[server(prefix = "/api", endpoint = "save-self-evaluation", protocol = Exchange)]
pub async fn save_self(
    review: ReviewId,
    save_id: String,
    changes: Vec<FieldChange<SelfField>>,
    acting_as: String,
) -> Result<Saved<SelfDraft, SelfField>, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::evaluations::save_self(&cx, review, &save_id, &changes).await)
}

/// Saves what the reviewer changed (R10).
#[server(prefix = "/api", endpoint = "save-evaluation", protocol = Exchange)]
pub async fn save_manager(
    review: ReviewId,
    save_id: String,
    changes: Vec<FieldChange<ManagerField>>,
    acting_as: String,
) -> Result<Saved<ManagerDraft, ManagerField>, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::evaluations::save_manager(&cx, review, &save_id, &changes).await)
}

/// One half as an ordinary form. `texts` by the names of their fields; `intent` is `save` or `submit`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationForm {
    pub review: String,
    pub save_id: String,
    pub base_version: String,
    pub intent: String,
    pub texts: BTreeMap<String, String>,
}

/// Saves the self-evaluation, and submits it when asked to. Leads back to the page, to the first violation if there is one.
#[server(prefix = "/api", endpoint = "self-evaluation-form")]
pub async fn send_self(form: EvaluationForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let landing = context::answer(services::evaluations::send_self(&cx, form).await)?;
    context::redirect(&landing)
}

/// The same for the reviewer's half; `next` leads on to another review.
#[server(prefix = "/api", endpoint = "evaluation-form")]
pub async fn send_manager(form: EvaluationForm, next: Option<String>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let landing = context::answer(services::evaluations::send_manager(&cx, form).await)?;
    let done = landing.ends_with("completed=1");
    context::redirect_inside(next.as_deref().filter(|_| done), &landing)
}

/// Moves a review on (R15). `action` is a `ReviewAction` code, `seen` the state the page showed.
#[server(prefix = "/api", endpoint = "move-review")]
pub async fn move_review(
    review: ReviewId,
    action: String,
    seen: String,
    comment: Option<String>,
    next: Option<String>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let step = services::reviews::Step { review, action, seen, comment: comment.unwrap_or_default() };
    context::answer(services::reviews::move_or_keep(&cx, step, context::is_plain_form()).await)?;
    context::redirect_inside(next.as_deref(), &format!("/reviews/{review}?done=1"))
}

/// The reviewer says when they talked; from then on the employee sees the result (R18).
#[server(prefix = "/api", endpoint = "deliver-feedback")]
pub async fn deliver_feedback(
    review: ReviewId,
    seen: String,
    talked_on: String,
    note: Option<String>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::aftermath::deliver(&cx, review, &seen, &talked_on, note.as_deref().unwrap_or_default()).await)?;
    context::redirect(&format!("/reviews/{review}?done=1"))
}

/// What the employee does with the result: `what` is `read`, `remark` or `object`.
#[server(prefix = "/api", endpoint = "respond-to-result")]
pub async fn respond(review: ReviewId, what: String, text: Option<String>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let year = context::answer(services::aftermath::respond(&cx, review, &what, text.as_deref().unwrap_or_default()).await)?;
    context::redirect(&format!("/review?year={year}"))
}

#[server(prefix = "/api", endpoint = "answer-objection")]
pub async fn answer_objection(review: ReviewId, text: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::aftermath::answer_objection(&cx, review, &text).await)?;
    context::redirect(&format!("/reviews/{review}?done=1"))
}

/// R21; an empty rank takes the adjustment back.
#[server(prefix = "/api", endpoint = "adjust-rank")]
pub async fn adjust_rank(review: ReviewId, rank: String, reason: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::results::adjust(&cx, review, &rank, &reason).await)?;
    context::redirect(&format!("/reviews/{review}?done=1"))
}
