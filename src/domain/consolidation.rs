//! How reviews come together: how far a reviewer's team is (R12, R27), and the meeting in which the board approves (R28).
use super::{
    fiscal_year,
    ids::DepartmentId,
    review::ReviewState,
    time::Date,
    validation::{self, TEXT, Violation},
};
use serde::{Deserialize, Serialize};

/// One of a reviewer's reports who has a review this year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member<K> {
    pub who: K,
    pub state: ReviewState,
    pub exempt: bool,
}

/// How far a team is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion<K> {
    /// Complete or further on.
    pub complete: usize,
    /// Everybody who is to be assessed.
    pub of: usize,
    /// Who is to be assessed and is not complete yet, in the order given.
    pub missing: Vec<K>,
    /// Whom "Submit all to HR" would move: complete, and not sent yet.
    pub ready: Vec<K>,
}

impl<K> Completion<K> {
    /// R12, R27: the team goes when nobody is missing and somebody is there to go.
    pub fn may_submit(&self) -> bool {
        self.missing.is_empty() && !self.ready.is_empty()
    }
}

/// Exempt people and those closed as not assessed neither count nor hold anybody up (R12a).
pub fn completion<K: Clone>(members: &[Member<K>]) -> Completion<K> {
    let assessed = || members.iter().filter(|member| !member.exempt && member.state != ReviewState::NotAssessed);
    let those = |wanted: fn(ReviewState) -> bool| {
        assessed().filter(|member| wanted(member.state)).map(|member| member.who.clone()).collect::<Vec<_>>()
    };
    let missing = those(|state| !state.is_complete_or_further());
    let of = assessed().count();
    Completion { complete: of - missing.len(), of, missing, ready: those(|state| state == ReviewState::ManagerEvalComplete) }
}

/// Whose results are confirmed or approved (R28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Company,
    Department(DepartmentId),
    /// People of no department.
    NoDepartment,
}

impl Of {
    /// As a form says it.
    pub fn asked(department: Option<DepartmentId>, no_department: bool) -> Of {
        match department {
            Some(department) => Of::Department(department),
            None if no_department => Of::NoDepartment,
            None => Of::Company,
        }
    }

    pub fn department(self) -> Option<DepartmentId> {
        match self {
            Of::Department(department) => Some(department),
            Of::Company | Of::NoDepartment => None,
        }
    }
}

/// When the board met and what it noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub held_on: Date,
    pub notes: String,
}

/// R15, R28: an approval needs both, and what is wrong with either is said at once.
pub fn check_meeting(held_on: &str, notes: &str) -> Result<Meeting, Vec<Violation>> {
    let day = fiscal_year::parse_day(held_on).map_err(|problem| Violation::new("held_on", problem));
    let problem = validation::check_required(notes, TEXT).map(|problem| Violation::new("notes", problem));
    match (day, problem) {
        (Ok(held_on), None) => Ok(Meeting { held_on, notes: notes.to_owned() }),
        (day, problem) => Err(day.err().into_iter().chain(problem).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::validation::Problem;
    use ReviewState::*;

    fn team(states: &[(u8, ReviewState, bool)]) -> Completion<u8> {
        let members: Vec<_> = states.iter().map(|&(who, state, exempt)| Member { who, state, exempt }).collect();
        completion(&members)
    }

    #[test]
    fn a_team_goes_when_nobody_is_missing() {
        let early = team(&[(1, ManagerEvalComplete, false), (2, ManagerEvalInProgress, false), (3, SelfEvalDraft, false)]);
        assert_eq!(early, Completion { complete: 1, of: 3, missing: vec![2, 3], ready: vec![1] });
        assert!(!early.may_submit());
        let whole = team(&[(1, ManagerEvalComplete, false), (2, SubmittedToHrFinal, false), (3, Archived, false)]);
        assert_eq!(whole, Completion { complete: 3, of: 3, missing: vec![], ready: vec![1] });
        assert!(whole.may_submit());
    }

    #[test]
    fn whoever_is_not_assessed_holds_nobody_up() {
        let team =
            team(&[(1, ManagerEvalComplete, false), (2, SelfEvalDraft, true), (3, NotAssessed, false), (4, Archived, true)]);
        assert_eq!(team, Completion { complete: 1, of: 1, missing: vec![], ready: vec![1] });
    }

    #[test]
    fn there_is_nothing_to_send_twice() {
        assert!(!team(&[(1, SubmittedToHrFinal, false)]).may_submit());
        assert!(!team(&[(1, ManagerEvalComplete, true)]).may_submit());
        assert!(!team(&[]).may_submit());
    }

    #[test]
    fn an_approval_names_the_meeting() {
        let meeting = check_meeting("2027-05-14", "All approved.").expect("whole");
        assert_eq!(meeting, Meeting { held_on: Date::constant(2027, 5, 14), notes: "All approved.".into() });
        assert_eq!(
            check_meeting("14.5.2027", " "),
            Err(vec![Violation::new("held_on", Problem::NotADate), Violation::new("notes", Problem::Missing)])
        );
        assert_eq!(check_meeting("", "x"), Err(vec![Violation::new("held_on", Problem::Missing)]));
        assert!(check_meeting("2027-05-14", &"x".repeat(TEXT + 1)).is_err());
    }
}
