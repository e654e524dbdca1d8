//! Single sentences about the policy; the whole matrix is `docs/permissions.txt`, asserted by `tests/authz_matrix.rs`.
use super::*;

const ALICE: PersonId = PersonId(1);
const BOB: PersonId = PersonId(2);

fn set(state: SetState) -> SetFacts {
    SetFacts {
        set: TargetSetId(9),
        owner: ALICE,
        owner_is_hr: false,
        reviewer: Some(BOB),
        stand_in: None,
        state,
        window_open: true,
        exempt: false,
        submitted_before: state != SetState::Draft,
        approved_before: false,
        archived: false,
    }
}

fn actor(person: PersonId, role: Role) -> Actor {
    Actor { person, role }
}

#[test]
fn a_stranger_learns_nothing_whatever_the_state() {
    for state in SetState::ALL {
        for role in [Role::Employee, Role::Manager] {
            for action in Action::all() {
                assert_eq!(decide(actor(PersonId(3), role), action, &set(state)), Err(Denial::Hidden));
            }
        }
    }
}

#[test]
fn a_reviewer_acting_as_employee_is_a_stranger() {
    assert_eq!(decide(actor(BOB, Role::Employee), Action::ReadState, &set(SetState::SubmittedToManager)), Err(Denial::Hidden));
}

#[test]
fn nobody_decides_their_own() {
    let mut own = set(SetState::SubmittedToManager);
    own.reviewer = Some(ALICE);
    assert_eq!(decide(actor(ALICE, Role::Manager), Action::Move(SetAction::Approve), &own), Err(Denial::OwnRecord));
    own.state = SetState::SubmittedToHr;
    assert_eq!(decide(actor(ALICE, Role::HrAdmin), Action::Move(SetAction::HrApprove), &own), Err(Denial::OwnRecord));
    assert_eq!(decide(actor(ALICE, Role::HrAdmin), Action::Exempt, &own), Err(Denial::OwnRecord));
}

#[test]
fn the_director_stands_in_for_hr_only_where_an_hr_admin_is_concerned() {
    let mut theirs = set(SetState::SubmittedToHr);
    let director = actor(PersonId(4), Role::GeneralDirector);
    assert_eq!(decide(director, Action::Move(SetAction::HrApprove), &theirs), Err(Denial::WrongRole));
    theirs.owner_is_hr = true;
    assert_eq!(decide(director, Action::Move(SetAction::HrApprove), &theirs), Ok(()));
    assert_eq!(decide(director, Action::ReadContent, &theirs), Ok(()));
}

#[test]
fn drafts_belong_to_their_owner() {
    let taken_back = SetFacts { submitted_before: true, ..set(SetState::Draft) };
    for (person, role) in [(BOB, Role::Manager), (PersonId(5), Role::HrAdmin), (PersonId(5), Role::BoardMember)] {
        assert_eq!(decide(actor(person, role), Action::ReadContent, &taken_back), Err(Denial::NothingSubmitted));
        assert_eq!(decide(actor(person, role), Action::ReadState, &taken_back), Ok(()));
    }
    assert_eq!(decide(actor(ALICE, Role::Employee), Action::ReadContent, &taken_back), Ok(()));
}

#[test]
fn editing_ends_with_the_window_and_with_exemption() {
    let alice = actor(ALICE, Role::Employee);
    let closed = SetFacts { window_open: false, ..set(SetState::Draft) };
    assert_eq!(decide(alice, Action::SaveDraft, &closed), Err(Denial::WindowClosed));
    let exempt = SetFacts { exempt: true, ..set(SetState::Draft) };
    assert_eq!(decide(alice, Action::Move(SetAction::Submit), &exempt), Err(Denial::Exempt));
    assert_eq!(decide(alice, Action::SaveDraft, &set(SetState::Draft)), Ok(()));
    assert!(matches!(decide(alice, Action::SaveDraft, &set(SetState::ManagerApproved)), Err(Denial::WrongState(_))));
    assert_eq!(decide(actor(ALICE, Role::Manager), Action::SaveDraft, &set(SetState::Draft)), Err(Denial::OwnRecord));
}

#[test]
fn lists_are_scoped_by_role() {
    let day = Date::constant(2026, 5, 31);
    assert_eq!(set_scope(actor(ALICE, Role::Employee), day), Scope::Only(ALICE));
    assert_eq!(set_scope(actor(BOB, Role::Manager), day), Scope::ReviewedBy(BOB, day));
    assert_eq!(set_scope(actor(BOB, Role::HrAdmin), day), Scope::Everyone);
    assert!(authorise_team(actor(BOB, Role::Employee)).is_err());
}

#[test]
fn who_acts_for_the_reviewer_may_what_the_reviewer_may() {
    let carol = PersonId(7);
    for whole_team in [true, false] {
        for state in SetState::ALL {
            let stood_in = SetFacts { stand_in: Some(StandIn { person: carol, whole_team }), ..set(state) };
            for action in Action::all() {
                let reviewer = decide(actor(BOB, Role::Manager), action, &stood_in);
                let delegate = decide(actor(carol, Role::Manager), action, &stood_in);
                if action == Action::Move(SetAction::SubmitTeam) && !whole_team && reviewer.is_ok() {
                    assert_eq!(delegate, Err(Denial::PartOfTeam), "{state}");
                } else {
                    assert_eq!(delegate, reviewer, "{action:?} in {state}");
                }
                assert_eq!(decide(actor(carol, Role::Employee), action, &stood_in), Err(Denial::Hidden), "as an employee");
                assert_eq!(decide(actor(PersonId(8), Role::Manager), action, &stood_in), Err(Denial::Hidden), "somebody else");
            }
            assert_eq!(acts_for(actor(carol, Role::Manager), &stood_in), Some(BOB));
            assert_eq!(acts_for(actor(BOB, Role::Manager), &stood_in), None);
            let own = SetFacts { stand_in: Some(StandIn { person: ALICE, whole_team }), ..set(state) };
            assert_eq!(relation(actor(ALICE, Role::Manager), &own), Relation::Own);
        }
    }
}

#[test]
fn nothing_of_an_archived_year_moves_any_more() {
    for state in SetState::ALL {
        for role in Role::ALL {
            for person in [ALICE, BOB, PersonId(3)] {
                let archived = SetFacts { archived: true, exempt: false, ..set(state) };
                for action in Action::all() {
                    let reads = matches!(action, Action::ReadState | Action::ReadContent | Action::ReadOriginal);
                    if !reads {
                        assert!(
                            decide(Actor { person, role }, action, &archived).is_err(),
                            "{role} {person} {action:?} in {state}"
                        );
                    }
                }
                let read = |facts: &SetFacts| decide(Actor { person, role }, Action::ReadContent, facts).is_ok();
                assert_eq!(read(&archived), read(&SetFacts { archived: false, ..archived }), "what was read goes on being read");
            }
        }
    }
}

#[test]
fn what_was_approved_before_a_revision_is_read_where_there_is_one() {
    let revised = SetFacts { approved_before: true, ..set(SetState::Draft) };
    for who in [actor(ALICE, Role::Employee), actor(BOB, Role::Manager), actor(PersonId(4), Role::HrAdmin)] {
        assert_eq!(decide(who, Action::ReadOriginal, &revised), Ok(()));
        assert_eq!(decide(who, Action::ReadOriginal, &set(SetState::Draft)), Err(Denial::NothingSubmitted));
    }
}
