//! Invented records for the specimens.
use crate::{
    api::views::{EventView, PersonRef, SetHead, StateCounts, SubmissionView, TargetView, When, YearRef},
    domain::{
        actor::Role,
        ids::{FiscalYearId, PersonId, TargetSetId},
        target::{SetAction, SetState},
    },
    ui::messages::help::gallery as words,
};

pub fn when() -> When {
    When { iso: words::ISO.into(), day: words::DAY.into(), time: words::TIME.into(), full: words::FULL.into() }
}

pub fn person(id: i64, name: &str) -> PersonRef {
    PersonRef { id: PersonId(id), employee_no: words::EMPLOYEE_NO.into(), name: name.into() }
}

/// One of each state, and an exempt one.
pub fn counts() -> StateCounts {
    let by_state: Vec<(SetState, u64)> = SetState::ALL.into_iter().zip(1..).collect();
    let exempt = 1;
    StateCounts { total: by_state.iter().map(|(_, count)| count).sum::<u64>() + exempt, by_state, exempt }
}

pub fn head(state: SetState, overdue: bool) -> SetHead {
    SetHead {
        set: TargetSetId(1),
        year: YearRef { id: FiscalYearId(1), name: words::YEAR.into() },
        owner: person(1, words::AKIRA),
        department: words::DEPARTMENT.into(),
        grade: words::GRADE.into(),
        job_title: words::JOB.into(),
        reviewer: Some(person(2, words::BOB)),
        cover: None,
        stands_in: false,
        state,
        since: when(),
        due: Some(words::DUE.into()),
        overdue,
        late: overdue,
        exempt: None,
        archived: false,
        transferred: None,
        actions: vec![],
    }
}

fn target(key: &str, kpi: &str, weight: i64) -> TargetView {
    TargetView { key: key.into(), task: words::TASK.into(), kpi: kpi.into(), weight, difficulty: "L1".into(), goal: None }
}

fn handed_over(targets: Vec<TargetView>) -> SubmissionView {
    SubmissionView { at: when(), current_role: words::ROLE_TEXT.into(), long_term_goal: words::GOAL_TEXT.into(), targets }
}

/// What was handed over now, and the time before.
pub fn submissions() -> (SubmissionView, SubmissionView) {
    let now = vec![target("a", words::KPI, 60), target("b", words::HOSTILE, 40)];
    (handed_over(now), handed_over(vec![target("a", words::KPI_BEFORE, 50)]))
}

pub fn events() -> Vec<EventView> {
    let event = |action: SetAction, from, to, comment: &str, on_behalf_of: Option<&str>| EventView {
        at: when(),
        actor: Some(words::BOB.into()),
        role: Some(Role::Manager),
        on_behalf_of: on_behalf_of.map(Into::into),
        action: action.code().into(),
        from,
        to,
        comment: comment.into(),
    };
    vec![
        event(SetAction::Approve, SetState::SubmittedToManager, SetState::ManagerApproved, "", Some(words::ALICE)),
        event(SetAction::RequestChanges, SetState::SubmittedToManager, SetState::RevisionRequested, words::COMMENT, None),
        event(SetAction::Submit, SetState::Draft, SetState::SubmittedToManager, words::HOSTILE, None),
    ]
}
