//! Which decisions a review offers and where they lead.
use super::*;
use crate::{
    api::views::{PersonRef, When, YearRef},
    domain::{
        ids::{FiscalYearId, PersonId},
        target::{Party, TRANSITIONS},
    },
};

fn page(state: SetState, previous: Option<SetState>, next: Option<SetState>) -> SetView {
    let neighbour = |id, state| Neighbour { set: TargetSetId(id), name: String::new(), state };
    let nobody = PersonRef { id: PersonId(1), employee_no: String::new(), name: "Akira Sato".into() };
    let since = When { iso: String::new(), day: String::new(), time: String::new(), full: String::new() };
    SetView {
        head: SetHead {
            set: TargetSetId(5),
            year: YearRef { id: FiscalYearId(1), name: String::new() },
            owner: nobody,
            department: String::new(),
            grade: String::new(),
            job_title: String::new(),
            reviewer: None,
            cover: None,
            stands_in: false,
            state,
            since,
            due: None,
            overdue: false,
            late: false,
            exempt: None,
            archived: false,
            transferred: None,
            actions: Vec::new(),
        },
        submission: None,
        previous: None,
        original: None,
        events: Vec::new(),
        previous_report: previous.map(|state| neighbour(4, state)),
        next_report: next.map(|state| neighbour(6, state)),
        kept_comment: None,
        may_exempt: false,
        may_include: false,
        may_name_reviewer: false,
    }
}

#[test]
fn no_state_offers_one_side_two_comments() {
    for state in SetState::ALL {
        for party in [Party::Owner, Party::Reviewer, Party::Hr] {
            let offered: Vec<SetAction> =
                TRANSITIONS.iter().filter(|t| t.from == state && t.by == party).map(|t| t.action).collect();
            let commented = offered.iter().filter(|action| Decisions::of(&[**action]).commented.is_some()).count();
            assert!(commented <= 1, "{state} {party:?}");
        }
    }
}

#[test]
fn whole_teams_and_years_are_not_decided_here() {
    use SetAction::{Approve, CloseUnfinished, Complete, RequestChanges, Submit, SubmitTeam, TakeBack};
    assert!(Decisions::of(&[Submit, TakeBack, SubmitTeam, Complete, CloseUnfinished]).is_empty());
    let both = Decisions::of(&[Approve, RequestChanges, CloseUnfinished]);
    assert_eq!((both.approve, both.commented), (Some(Approve), Some(RequestChanges)));
}

#[test]
fn a_decision_leads_to_the_next_one_that_waits() {
    use SetState::{Draft, HrApproved, ManagerApproved, SubmittedToHr, SubmittedToManager};
    let manager = Some(Role::Manager);
    let hr = Some(Role::HrAdmin);
    let to = |state, previous, next, role| landing(&page(state, previous, next), role);
    assert_eq!(to(SubmittedToManager, None, Some(SubmittedToManager), manager), "/sets/6?done=next");
    assert_eq!(to(SubmittedToManager, Some(SubmittedToManager), Some(Draft), manager), "/sets/4?done=next");
    assert_eq!(to(SubmittedToManager, Some(Draft), None, manager), "/team?done=1");
    assert_eq!(to(ManagerApproved, None, Some(SubmittedToManager), manager), "/sets/5?done=here");
    assert_eq!(to(SubmittedToHr, None, Some(SubmittedToHr), hr), "/sets/6?done=next");
    assert_eq!(to(SubmittedToHr, None, Some(HrApproved), hr), "/sets/5?done=here");
}
