//! The first page: what is mine to do, what is on its way, and how my people stand.
use super::{
    error::AppError,
    views::{StateCounts, When},
    wire::Exchange,
};
use crate::domain::{actor::Role, review::ReviewState, target::SetState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One thing that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TodoKind {
    /// My own draft, or it came back to me.
    FinishTargets {
        state: SetState,
    },
    /// Somebody's targets wait for my review.
    ReviewTargets {
        person: String,
        state: SetState,
    },
    /// Everybody in my team is approved.
    SubmitTeam {
        /// Whose team it is, where that is not one's own (R23).
        acts_for: Option<String>,
    },
    /// A department's sets wait for HR.
    HrReview {
        department: String,
        count: u64,
    },
    /// People whose targets have no reviewer.
    NoReviewer {
        count: u64,
    },
    /// New ways in for HR, director or board that wait for a second person.
    AgreeToResets {
        count: u64,
    },
    /// No fiscal year has its window open.
    OpenYear,
    /// My self-evaluation is not submitted yet.
    AssessSelf,
    /// My result was told; I have not said that I read it.
    ReadResult,
    /// Somebody's self-evaluation waits for my evaluation.
    Evaluate {
        person: String,
    },
    /// The board approved; the talk is due.
    GiveFeedback {
        person: String,
    },
    /// Every evaluation of my team is complete.
    SubmitResults {
        acts_for: Option<String>,
    },
    /// Results wait for HR, or for the board.
    ConfirmResults {
        count: u64,
    },
    ApproveResults {
        count: u64,
    },
    /// A role was asked for and waits for a second person (R1a).
    ConfirmRole {
        person: String,
        role: Role,
        wanted: bool,
    },
    /// A colleague asks to be covered (R23).
    AnswerDelegation {
        person: String,
    },
    /// Reviewers who are away or gone and whom nobody covers (R25).
    Uncovered {
        count: u64,
    },
    /// Somebody objected to their result.
    AnswerObjection {
        person: String,
    },
    /// A correction of an archived review would change a score (R41).
    ConfirmCorrection {
        person: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Todo {
    pub kind: TodoKind,
    pub year: String,
    pub since: Option<When>,
    /// "31 May 2026".
    pub due: Option<String>,
    pub overdue: bool,
    /// Where the button leads.
    pub href: String,
}

/// What of mine is on its way, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    Targets(SetState),
    Review(ReviewState),
}

/// Something of mine that waits for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnItsWay {
    pub year: String,
    pub what: Way,
    /// The reviewer, where it is with them.
    pub with: Option<String>,
    pub since: When,
    pub href: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentBar {
    pub name: String,
    pub counts: StateCounts,
    pub href: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    pub id: i64,
    /// A `SetAction` code.
    pub kind: String,
    pub person: String,
    pub actor: Option<String>,
    /// For whom they did it (R24).
    pub acting_for: Option<String>,
    pub at: When,
    pub href: String,
    pub unread: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    pub todos: Vec<Todo>,
    pub on_its_way: Vec<OnItsWay>,
    /// Managers: their team by state.
    pub team: Option<StateCounts>,
    /// HR: one row per department; board and director: the same as figures only.
    pub departments: Vec<DepartmentBar>,
    pub notices: Vec<NoticeView>,
}

#[server(prefix = "/api", endpoint = "home", protocol = Exchange)]
pub async fn home() -> Result<HomeView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::home::view(&cx).await)
}

#[server(prefix = "/api", endpoint = "read-notices")]
pub async fn read_notices(acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::notices::mark_read(&cx).await)
}
