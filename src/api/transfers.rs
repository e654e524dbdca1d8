//! Transfers: who changed manager or department, who will, and transferring one or many (R26); and what was handed over with them.
use super::{
    error::AppError,
    views::{DepartmentRef, PersonRef, SubmissionView, When},
    wire::Exchange,
};
use crate::domain::{
    ids::{HandoverId, TransferId},
    review::ReviewState,
    target::SetState,
    transfer::{Obstacle, TransferState},
    validation::Violation,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// From what to what, in names; nothing for nobody and nowhere.
pub type FromTo = (Option<String>, Option<String>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    pub id: TransferId,
    pub person: PersonRef,
    /// Where the manager changes.
    pub manager: Option<FromTo>,
    pub department: Option<FromTo>,
    /// The first day of it, in words.
    pub on: String,
    pub reason: String,
    pub state: TransferState,
    /// Who asked for it; nobody for an import from the command line.
    pub by: Option<String>,
    /// What stood in the way of a planned one on its day.
    pub trouble: Option<Trouble>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Whoever was to be transferred has left.
    HasLeft,
    /// The new manager has left.
    ManagerLeft,
    /// They would report to themself, through others.
    Loop,
}

impl Trouble {
    pub const ALL: [Trouble; 3] = [Trouble::HasLeft, Trouble::ManagerLeft, Trouble::Loop];

    pub fn code(self) -> &'static str {
        match self {
            Trouble::HasLeft => "has_left",
            Trouble::ManagerLeft => "manager_left",
            Trouble::Loop => "loop",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransfersView {
    pub rows: Vec<TransferView>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
}

/// Whom to transfer, where to, from when on and why: everything as typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    /// Employee ids with anything but letters, digits, `-`, `_` and `.` between them.
    pub who: String,
    /// Besides, whoever reports to this employee id.
    pub team_of: String,
    /// Besides, whoever belongs to this department.
    pub members_of: String,
    /// `keep`, `none`, or `to` the person in `manager_no`.
    pub manager: String,
    pub manager_no: String,
    /// `keep`, `none` or a department's id.
    pub department: String,
    pub on: String,
    pub reason: String,
}

/// A year whose targets and review go along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Along {
    pub year: String,
    pub set: SetState,
    pub review: Option<ReviewState>,
}

/// One person's part in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLine {
    pub person: PersonRef,
    pub manager: Option<FromTo>,
    pub department: Option<FromTo>,
    /// Targets and review of every year that is not over: they go along.
    pub along: Vec<Along>,
    pub obstacle: Option<Obstacle>,
}

/// What a transfer that is being put together would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPlan {
    pub form: TransferForm,
    pub departments: Vec<DepartmentRef>,
    /// As a field of a day wants it.
    pub today: String,
    /// The day it counts from, in words.
    pub on: Option<String>,
    /// That day is still to come.
    pub later: bool,
    pub manager: Option<PersonRef>,
    pub lines: Vec<TransferLine>,
    /// The loop it would close, by names.
    pub chain: Vec<String>,
    pub violations: Vec<Violation>,
}

impl TransferPlan {
    /// Something was asked for, and nothing stands in its way.
    pub fn is_ready(&self) -> bool {
        self.violations.is_empty() && self.chain.is_empty() && self.moving() > 0 && self.in_the_way() == 0
    }

    /// Of whom everything is as asked already is left out.
    pub fn moving(&self) -> usize {
        self.lines.iter().filter(|line| line.obstacle.is_none()).count()
    }

    pub fn in_the_way(&self) -> usize {
        self.lines.iter().filter(|line| line.obstacle.is_some_and(|obstacle| obstacle != Obstacle::NothingChanges)).count()
    }
}

/// One set, with its review, that somebody handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverHead {
    pub id: HandoverId,
    pub person: PersonRef,
    pub year: String,
    /// The transfer's first day, in words.
    pub on: String,
    /// When it was written down: everything is shown as it stood then.
    pub at: When,
    pub next: Option<String>,
    pub set_state: SetState,
    pub review_state: Option<ReviewState>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoversView {
    pub rows: Vec<HandoverHead>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
}

/// A rating as it was typed, or nothing yet, and the words beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    pub rating: String,
    pub text: String,
}

/// Half of a review as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfThen {
    pub at: When,
    /// Title and text of what is about the whole.
    pub texts: Vec<(String, String)>,
    /// One for each target, in their order.
    pub items: Vec<Rated>,
}

/// What its former reviewer reads of it (R26): as it stood when it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverView {
    pub head: HandoverHead,
    pub targets: Option<SubmissionView>,
    /// What was approved before a mid-year revision changed it (R13).
    pub before: Option<SubmissionView>,
    /// `targets` are what was approved, not the revision of that day: that was a draft, or came to nothing.
    pub in_force: bool,
    pub own: Option<HalfThen>,
    pub manager: Option<HalfThen>,
    /// The rank of that day, where there was one.
    pub rank: Option<String>,
}

/// HR: what is planned, then what was done, the newest first.
#[server(prefix = "/api", endpoint = "transfers", protocol = Exchange)]
pub async fn transfers(page: u64) -> Result<TransfersView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::transfers::view(&cx, page).await)
}

/// What a transfer would do; changes nothing.
#[server(prefix = "/api", endpoint = "transfer-plan", protocol = Exchange)]
pub async fn planned_transfer(form: TransferForm) -> Result<TransferPlan, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::transfer_plan::plan(&cx, form).await)
}

/// All of them or nobody: today and for days that were, at once; for a day to come, on that day.
#[server(prefix = "/api", endpoint = "transfer-people")]
pub async fn transfer_people(form: TransferForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let done = context::answer(services::transfers::transfer(&cx, form).await)?;
    context::redirect(&format!("/people/transfers?done={done}"))
}

#[server(prefix = "/api", endpoint = "cancel-transfer")]
pub async fn cancel_transfer(transfer: TransferId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::transfers::cancel(&cx, transfer).await)?;
    context::redirect("/people/transfers?done=dropped")
}

/// What the reader handed over to other reviewers.
#[server(prefix = "/api", endpoint = "handovers", protocol = Exchange)]
pub async fn handovers(page: u64) -> Result<HandoversView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::handovers::view(&cx, page).await)
}

#[server(prefix = "/api", endpoint = "handover", protocol = Exchange)]
pub async fn handover(handover: HandoverId) -> Result<HandoverView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::handovers::page(&cx, handover).await)
}
