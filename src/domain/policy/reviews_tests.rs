//! Reviews: every action by every role in every relation and state, and the rules that are easy to lose.
use super::*;

const OWNER: PersonId = PersonId(1);
const REVIEWER: PersonId = PersonId(2);
const OTHER: PersonId = PersonId(3);

fn review(state: ReviewState) -> ReviewFacts {
    ReviewFacts {
        review: ReviewId(1),
        owner: OWNER,
        owner_is_hr: false,
        reviewer: Some(REVIEWER),
        stand_in: None,
        state,
        closed_from: None,
        objected: false,
        answered: false,
    }
}

fn may(person: PersonId, role: Role, action: Action, facts: &ReviewFacts) -> bool {
    decide(Actor { person, role }, action, facts).is_ok()
}

/// Whether a role in a relation is the side that takes a step, said anew and not by asking the code.
fn is_side(party: ReviewParty, person: PersonId, role: Role) -> bool {
    match party {
        ReviewParty::Owner => person == OWNER && role == Role::Employee,
        ReviewParty::Reviewer => person == REVIEWER && role == Role::Manager,
        ReviewParty::Hr => person != OWNER && role == Role::HrAdmin,
        ReviewParty::Board => person != OWNER && matches!(role, Role::GeneralDirector | Role::BoardMember),
    }
}

#[test]
fn a_step_is_allowed_exactly_from_its_state_and_for_its_side() {
    let mut allowed = 0;
    for state in ReviewState::ALL {
        for step in ReviewAction::ALL {
            let row = review::TRANSITIONS.iter().find(|row| row.from == state && row.action == step);
            for person in [OWNER, REVIEWER, OTHER] {
                for role in Role::ALL {
                    let expected = row.is_some_and(|row| is_side(row.by, person, role));
                    let got = may(person, role, Action::Move(step), &review(state));
                    assert_eq!(got, expected, "{role} {person} {step:?} from {state}");
                    allowed += usize::from(got);
                }
            }
        }
    }
    assert_eq!(allowed, 37, "counted by hand from R15 with R12a and R29");
}

#[test]
fn nobody_in_any_role_reads_or_decides_more_of_their_own() {
    for role in Role::ALL {
        for state in ReviewState::ALL {
            let facts = review(state);
            let told = matches!(state, ReviewState::FeedbackDelivered | ReviewState::Archived);
            assert!(may(OWNER, role, Action::ReadSelf, &facts), "one's own words, as {role}");
            assert_eq!(may(OWNER, role, Action::ReadManager, &facts), told, "{role} in {state}");
            for action in
                [Action::SaveManager, Action::AdjustRank, Action::AnswerObjection, Action::Correct, Action::ConfirmCorrection]
            {
                assert!(!may(OWNER, role, action, &facts), "{role} does {action:?} to their own in {state}");
            }
            assert_eq!(may(OWNER, role, Action::SaveSelf, &facts), role == Role::Employee && state == ReviewState::SelfEvalDraft);
        }
    }
}

#[test]
fn the_reviewers_half_comes_out_step_by_step() {
    let readers = |state| {
        let facts = review(state);
        let reads = |person, role| may(person, role, Action::ReadManager, &facts);
        (
            reads(REVIEWER, Role::Manager),
            reads(OTHER, Role::HrAdmin),
            reads(OTHER, Role::BoardMember),
            reads(OWNER, Role::Employee),
        )
    };
    assert_eq!(readers(ReviewState::ManagerEvalInProgress), (true, false, false, false));
    assert_eq!(readers(ReviewState::ManagerEvalComplete), (true, true, false, false));
    assert_eq!(readers(ReviewState::HrReviewComplete), (true, true, true, false));
    assert_eq!(readers(ReviewState::BoardApproved), (true, true, true, false));
    assert_eq!(readers(ReviewState::FeedbackDelivered), (true, true, true, true));
}

#[test]
fn what_was_closed_unfinished_is_read_as_it_was_then() {
    let closed = ReviewFacts { closed_from: Some(ReviewState::ManagerEvalComplete), ..review(ReviewState::NotAssessed) };
    assert!(may(OTHER, Role::HrAdmin, Action::ReadManager, &closed));
    assert!(!may(OTHER, Role::BoardMember, Action::ReadManager, &closed));
    assert!(!may(OWNER, Role::Employee, Action::ReadManager, &closed));
}

#[test]
fn strangers_learn_nothing_and_the_director_stands_in_for_hr() {
    for state in ReviewState::ALL {
        for role in [Role::Employee, Role::Manager] {
            for action in Action::all() {
                assert_eq!(decide(Actor { person: OTHER, role }, action, &review(state)), Err(Denial::Hidden));
            }
        }
    }
    let of_hr = ReviewFacts { owner_is_hr: true, ..review(ReviewState::SubmittedToHrFinal) };
    assert!(may(OTHER, Role::GeneralDirector, Action::Move(ReviewAction::HrConfirm), &of_hr));
    assert!(!may(OTHER, Role::GeneralDirector, Action::Move(ReviewAction::HrConfirm), &review(ReviewState::SubmittedToHrFinal)));
}

#[test]
fn an_objection_is_made_once_and_answered_once() {
    let told = review(ReviewState::FeedbackDelivered);
    assert!(may(OWNER, Role::Employee, Action::Object, &told));
    assert!(!may(OTHER, Role::HrAdmin, Action::AnswerObjection, &told), "there is nothing to answer");
    let objected = ReviewFacts { objected: true, ..told };
    assert!(!may(OWNER, Role::Employee, Action::Object, &objected));
    assert!(may(OTHER, Role::HrAdmin, Action::AnswerObjection, &objected));
    let answered = ReviewFacts { answered: true, ..objected };
    assert!(!may(OTHER, Role::HrAdmin, Action::AnswerObjection, &answered));
}

#[test]
fn corrections_are_confirmed_by_somebody_else() {
    let archived = review(ReviewState::Archived);
    let confirms = |person, role, proposed_by| {
        authorise_confirmation(Actor { person, role }, &archived, proposed_by).map(|proof| proof.key())
    };
    let hr = PersonId(9);
    for role in [Role::GeneralDirector, Role::BoardMember] {
        assert_eq!(confirms(OTHER, role, hr), Ok(archived.review));
        assert_eq!(confirms(OTHER, role, OTHER), Err(Denial::OwnProposal), "proposed as HR, confirmed as {role}");
        assert_eq!(confirms(OWNER, role, hr), Err(Denial::OwnRecord));
    }
    assert_eq!(confirms(OTHER, Role::HrAdmin, hr), Err(Denial::WrongRole));
    assert_eq!(confirms(REVIEWER, Role::Manager, hr), Err(Denial::WrongRole));
    assert_eq!(confirms(OTHER, Role::Employee, hr), Err(Denial::Hidden));
    for state in ReviewState::ALL.into_iter().filter(|state| *state != ReviewState::Archived) {
        assert!(!may(OTHER, Role::BoardMember, Action::ConfirmCorrection, &review(state)), "{state}");
        assert!(!may(OTHER, Role::HrAdmin, Action::Correct, &review(state)), "{state}");
    }
    // The director stands in for HR where an HR admin's own review is concerned; then the board confirms.
    let of_hr = ReviewFacts { owner_is_hr: true, ..archived };
    assert!(may(OTHER, Role::GeneralDirector, Action::Correct, &of_hr));
    assert!(!may(OTHER, Role::GeneralDirector, Action::Correct, &archived));
}

#[test]
fn who_acts_for_the_reviewer_may_what_the_reviewer_may() {
    let carol = PersonId(7);
    for whole_team in [true, false] {
        for state in ReviewState::ALL {
            let stood_in = ReviewFacts { stand_in: Some(StandIn { person: carol, whole_team }), ..review(state) };
            for action in Action::all() {
                let reviewer = decide(Actor { person: REVIEWER, role: Role::Manager }, action, &stood_in);
                let delegate = decide(Actor { person: carol, role: Role::Manager }, action, &stood_in);
                if action == Action::Move(ReviewAction::SubmitTeam) && !whole_team && reviewer.is_ok() {
                    assert_eq!(delegate, Err(Denial::PartOfTeam), "{state}");
                } else {
                    assert_eq!(delegate, reviewer, "{action:?} in {state}");
                }
                assert!(!may(carol, Role::Employee, action, &stood_in), "as an employee");
                assert!(!may(OTHER, Role::Manager, action, &stood_in), "somebody else");
            }
            assert_eq!(acts_for(Actor { person: carol, role: Role::Manager }, &stood_in), Some(REVIEWER));
            assert_eq!(acts_for(Actor { person: REVIEWER, role: Role::Manager }, &stood_in), None);
            let own = ReviewFacts { stand_in: Some(StandIn { person: OWNER, whole_team }), ..review(state) };
            assert_eq!(relation(Actor { person: OWNER, role: Role::Manager }, &own), Relation::Own);
        }
    }
}

#[test]
fn what_was_closed_unfinished_tells_its_owner_nothing_new() {
    // However far it had come: nothing but the review's state says what its owner reads.
    for before in ReviewState::ALL {
        let closed = ReviewFacts { closed_from: Some(before), ..review(ReviewState::NotAssessed) };
        let plain = ReviewFacts { closed_from: None, ..closed };
        for action in [Action::ReadSelf, Action::ReadManager] {
            let owner = Actor { person: OWNER, role: Role::Employee };
            assert_eq!(decide(owner, action, &closed), decide(owner, action, &plain), "{action:?} closed from {before}");
        }
        assert!(!may(OWNER, Role::Employee, Action::ReadManager, &closed), "closed from {before}");
    }
}
