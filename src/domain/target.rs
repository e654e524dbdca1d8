//! A target set: its states, who moves it on, and what a whole one looks like (R8, R9, R11, R12a).
use super::{
    draft::{DraftContent, Field, RowKey},
    ids::GoalId,
    validation::{self, Problem, TASK, TEXT, Violation},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

pub const MIN_TARGETS: usize = 3;
pub const MAX_TARGETS: usize = 5;
/// Weights are whole percents and must total exactly this.
pub const WHOLE: i64 = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetState {
    Draft,
    SubmittedToManager,
    RevisionRequested,
    ManagerApproved,
    SubmittedToHr,
    HrFeedbackRequested,
    HrApproved,
    TargetSettingComplete,
    /// Still unfinished when HR closed the phase: no score, no rank, in no average (R12a).
    NotAssessed,
    /// A mid-year revision that was unfinished when HR closed the phase: kept, while the approved one before it counts (R13).
    NotAdopted,
}

impl SetState {
    pub const ALL: [SetState; 10] = [
        SetState::Draft,
        SetState::SubmittedToManager,
        SetState::RevisionRequested,
        SetState::ManagerApproved,
        SetState::SubmittedToHr,
        SetState::HrFeedbackRequested,
        SetState::HrApproved,
        SetState::TargetSettingComplete,
        SetState::NotAssessed,
        SetState::NotAdopted,
    ];

    pub fn code(self) -> &'static str {
        match self {
            SetState::Draft => "draft",
            SetState::SubmittedToManager => "submitted_to_manager",
            SetState::RevisionRequested => "revision_requested",
            SetState::ManagerApproved => "manager_approved",
            SetState::SubmittedToHr => "submitted_to_hr",
            SetState::HrFeedbackRequested => "hr_feedback_requested",
            SetState::HrApproved => "hr_approved",
            SetState::TargetSettingComplete => "target_setting_complete",
            SetState::NotAssessed => "not_assessed",
            SetState::NotAdopted => "not_adopted",
        }
    }

    /// The employee may type: nothing has been handed over, or it came back.
    pub fn is_editable(self) -> bool {
        matches!(self, SetState::Draft | SetState::RevisionRequested)
    }

    /// The reviewer has agreed and nothing is open with the reviewer: what "approved or further on" means in R12.
    pub fn is_approved_or_further(self) -> bool {
        matches!(
            self,
            SetState::ManagerApproved | SetState::SubmittedToHr | SetState::HrApproved | SetState::TargetSettingComplete
        )
    }

    /// Locked for the year: nothing moves it but a window HR opens for this one person.
    pub fn is_closed(self) -> bool {
        matches!(self, SetState::TargetSettingComplete | SetState::NotAssessed | SetState::NotAdopted)
    }

    /// Whose turn it is, for the badge and the lists (R33).
    pub fn turn(self) -> Option<Party> {
        match self {
            SetState::Draft | SetState::RevisionRequested => Some(Party::Owner),
            SetState::SubmittedToManager | SetState::ManagerApproved | SetState::HrFeedbackRequested => Some(Party::Reviewer),
            SetState::SubmittedToHr | SetState::HrApproved => Some(Party::Hr),
            SetState::TargetSettingComplete | SetState::NotAssessed | SetState::NotAdopted => None,
        }
    }

    /// How far along the six steps of the timeline this state is: 0 drafting … 5 complete.
    pub fn step(self) -> usize {
        match self {
            SetState::Draft | SetState::RevisionRequested => 0,
            SetState::SubmittedToManager => 1,
            SetState::ManagerApproved | SetState::HrFeedbackRequested => 2,
            SetState::SubmittedToHr => 3,
            SetState::HrApproved => 4,
            SetState::TargetSettingComplete | SetState::NotAssessed | SetState::NotAdopted => 5,
        }
    }
}

impl fmt::Display for SetState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

impl FromStr for SetState {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        SetState::ALL.into_iter().find(|state| state.code() == text).ok_or(UnknownCode)
    }
}

/// The side that acts on a set. Which person that is, is a matter of the organisation and of delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Party {
    Owner,
    Reviewer,
    Hr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAction {
    Submit,
    TakeBack,
    Approve,
    RequestChanges,
    Reopen,
    SubmitTeam,
    HrApprove,
    HrRequestChanges,
    PassOn,
    Complete,
    CloseUnfinished,
    /// HR closes mid-year over it (R13).
    LeaveOut,
    /// HR opens a window for one person (R12a).
    OpenForPerson,
}

/// One row of the table in R11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub from: SetState,
    pub action: SetAction,
    pub to: SetState,
    pub by: Party,
    pub needs_comment: bool,
}

const fn row(from: SetState, action: SetAction, to: SetState, by: Party, needs_comment: bool) -> Transition {
    Transition { from, action, to, by, needs_comment }
}

/// R11 with R12a. Whatever is not in this table is refused.
pub const TRANSITIONS: [Transition; 26] = {
    use {Party::*, SetAction::*, SetState::*};
    [
        row(Draft, Submit, SubmittedToManager, Owner, false),
        row(RevisionRequested, Submit, SubmittedToManager, Owner, false),
        row(SubmittedToManager, TakeBack, Draft, Owner, true),
        row(SubmittedToManager, Approve, ManagerApproved, Reviewer, false),
        row(SubmittedToManager, RequestChanges, RevisionRequested, Reviewer, true),
        row(ManagerApproved, Reopen, RevisionRequested, Reviewer, true),
        row(ManagerApproved, SubmitTeam, SubmittedToHr, Reviewer, false),
        row(SubmittedToHr, HrApprove, HrApproved, Hr, false),
        row(SubmittedToHr, HrRequestChanges, HrFeedbackRequested, Hr, true),
        row(HrFeedbackRequested, PassOn, RevisionRequested, Reviewer, true),
        row(HrApproved, Complete, TargetSettingComplete, Hr, false),
        row(Draft, CloseUnfinished, NotAssessed, Hr, true),
        row(SubmittedToManager, CloseUnfinished, NotAssessed, Hr, true),
        row(RevisionRequested, CloseUnfinished, NotAssessed, Hr, true),
        row(ManagerApproved, CloseUnfinished, NotAssessed, Hr, true),
        row(SubmittedToHr, CloseUnfinished, NotAssessed, Hr, true),
        row(HrFeedbackRequested, CloseUnfinished, NotAssessed, Hr, true),
        row(Draft, LeaveOut, NotAdopted, Hr, false),
        row(SubmittedToManager, LeaveOut, NotAdopted, Hr, false),
        row(RevisionRequested, LeaveOut, NotAdopted, Hr, false),
        row(ManagerApproved, LeaveOut, NotAdopted, Hr, false),
        row(SubmittedToHr, LeaveOut, NotAdopted, Hr, false),
        row(HrFeedbackRequested, LeaveOut, NotAdopted, Hr, false),
        row(HrApproved, OpenForPerson, RevisionRequested, Hr, true),
        row(TargetSettingComplete, OpenForPerson, RevisionRequested, Hr, true),
        row(NotAssessed, OpenForPerson, Draft, Hr, true),
    ]
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{action:?} is not possible from {from}")]
pub struct InvalidTransition {
    pub from: SetState,
    pub action: SetAction,
}

impl SetAction {
    pub const ALL: [SetAction; 13] = [
        SetAction::Submit,
        SetAction::TakeBack,
        SetAction::Approve,
        SetAction::RequestChanges,
        SetAction::Reopen,
        SetAction::SubmitTeam,
        SetAction::HrApprove,
        SetAction::HrRequestChanges,
        SetAction::PassOn,
        SetAction::Complete,
        SetAction::CloseUnfinished,
        SetAction::LeaveOut,
        SetAction::OpenForPerson,
    ];

    /// The name in the audit log, the history and the forms.
    pub fn code(self) -> &'static str {
        match self {
            SetAction::Submit => "submit",
            SetAction::TakeBack => "take_back",
            SetAction::Approve => "approve",
            SetAction::RequestChanges => "request_changes",
            SetAction::Reopen => "reopen",
            SetAction::SubmitTeam => "submit_team",
            SetAction::HrApprove => "hr_approve",
            SetAction::HrRequestChanges => "hr_request_changes",
            SetAction::PassOn => "pass_on",
            SetAction::Complete => "complete",
            SetAction::CloseUnfinished => "close_unfinished",
            SetAction::LeaveOut => "leave_out",
            SetAction::OpenForPerson => "open_for_person",
        }
    }

    /// The side that takes this action, from whatever state.
    pub fn party(self) -> Party {
        TRANSITIONS.iter().find(|t| t.action == self).map_or(Party::Hr, |t| t.by)
    }

    pub fn needs_comment(self) -> bool {
        TRANSITIONS.iter().any(|t| t.action == self && t.needs_comment)
    }
}

impl FromStr for SetAction {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        SetAction::ALL.into_iter().find(|action| action.code() == text).ok_or(UnknownCode)
    }
}

/// The one way a set changes state.
pub fn transition(from: SetState, action: SetAction) -> Result<Transition, InvalidTransition> {
    TRANSITIONS.into_iter().find(|t| t.from == from && t.action == action).ok_or(InvalidTransition { from, action })
}

/// R8. The factors are exact quarters: 1.25, 1.00 and 0.75.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Difficulty {
    L1,
    L2,
    L3,
}

impl Difficulty {
    pub const ALL: [Difficulty; 3] = [Difficulty::L1, Difficulty::L2, Difficulty::L3];

    pub fn code(self) -> &'static str {
        match self {
            Difficulty::L1 => "L1",
            Difficulty::L2 => "L2",
            Difficulty::L3 => "L3",
        }
    }

    /// The factor in hundredths.
    pub fn hundredths(self) -> i64 {
        match self {
            Difficulty::L1 => 125,
            Difficulty::L2 => 100,
            Difficulty::L3 => 75,
        }
    }
}

impl FromStr for Difficulty {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Difficulty::ALL.into_iter().find(|difficulty| difficulty.code() == text).ok_or(UnknownCode)
    }
}

/// A target as it was handed over: whole and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub key: RowKey,
    pub task: String,
    pub kpi: String,
    /// Whole percent, 1 to 100.
    pub weight: i64,
    pub difficulty: Difficulty,
    pub goal: Option<GoalId>,
}

/// What a submission hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedContent {
    pub current_role: String,
    pub long_term_goal: String,
    pub targets: Vec<Target>,
}

/// A weight as people write it, as the field wants it: "４０％", "40 %", "40.0" become "40".
pub fn tidy_weight(text: &str) -> String {
    let narrow: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' | '％' | '．' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
            c => c,
        })
        .collect();
    let number = narrow.trim_end_matches('%').trim_end();
    let whole = number.split_once(['.', ',']).filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|b| b == b'0'));
    whole.map_or(number, |(whole, _)| whole).to_owned()
}

/// A weight as typed: a whole percent from 1 to 100.
pub fn parse_weight(typed: &str) -> Result<i64, Problem> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    let weight: i64 = typed.parse().map_err(|_| Problem::NotAWholeNumber)?;
    if (1..=WHOLE).contains(&weight) { Ok(weight) } else { Err(Problem::OutOfRange { min: 1, max: WHOLE }) }
}

/// The sum of what has been given so far, and whether every row has a usable weight.
pub fn weight_sum(draft: &DraftContent) -> (i64, bool) {
    let parsed: Vec<_> = draft.rows.iter().map(|row| parse_weight(&row.weight)).collect();
    (parsed.iter().filter_map(|weight| weight.as_ref().ok()).sum(), parsed.iter().all(Result::is_ok))
}

/// R9: a draft becomes a submission, or every violation at once, in the order of the page.
pub fn check_submission(draft: &DraftContent) -> Result<SubmittedContent, Vec<Violation>> {
    let mut violations = Vec::new();
    let mut refuse = |field: &Field, problem: Problem| violations.push(Violation::new(field.name(), problem));

    for (field, text) in [(Field::CurrentRole, &draft.current_role), (Field::LongTermGoal, &draft.long_term_goal)] {
        if let Some(problem) = validation::check_required(text, TEXT) {
            refuse(&field, problem);
        }
    }
    let mut targets = Vec::new();
    for row in &draft.rows {
        for (field, text) in [(Field::Task(row.key.clone()), &row.task), (Field::Kpi(row.key.clone()), &row.kpi)] {
            if let Some(problem) = validation::check_required(text, TASK) {
                refuse(&field, problem);
            }
        }
        let weight = parse_weight(&row.weight).map_err(|problem| refuse(&Field::Weight(row.key.clone()), problem));
        let difficulty = row.difficulty.parse::<Difficulty>().map_err(|_| {
            refuse(
                &Field::Difficulty(row.key.clone()),
                if row.difficulty.is_empty() { Problem::Missing } else { Problem::Unknown },
            )
        });
        let goal = match row.goal.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| refuse(&Field::Goal(row.key.clone()), Problem::Unknown)),
        };
        if let (Ok(weight), Ok(difficulty), Ok(goal)) = (weight, difficulty, goal) {
            targets.push(Target { key: row.key.clone(), task: row.task.clone(), kpi: row.kpi.clone(), weight, difficulty, goal });
        }
    }
    if draft.rows.len() < MIN_TARGETS {
        refuse(&Field::Rows, Problem::TooFew { min: MIN_TARGETS, is: draft.rows.len() });
    } else if draft.rows.len() > MAX_TARGETS {
        refuse(&Field::Rows, Problem::TooMany { max: MAX_TARGETS, is: draft.rows.len() });
    }
    let (sum, complete) = weight_sum(draft);
    if complete && !draft.rows.is_empty() && sum != WHOLE {
        refuse(&Field::Total, Problem::WrongTotal { is: sum });
    }
    if violations.is_empty() {
        Ok(SubmittedContent { current_role: draft.current_role.clone(), long_term_goal: draft.long_term_goal.clone(), targets })
    } else {
        Err(violations)
    }
}

#[cfg(test)]
#[path = "target_tests.rs"]
mod tests;
