//! States and days by hand; who acts for whom as properties over random companies.
use super::*;
use proptest::prelude::*;

fn day(n: i32) -> Date {
    Date::constant(2026, 5, 1).saturating_add(jiff::Span::new().days(n))
}

fn days(from: i32, to: Option<i32>) -> Days {
    Days { from: day(from), to: to.map(day) }
}

#[test]
fn every_code_survives_being_written_down() {
    for state in DelegationState::ALL {
        assert_eq!(state.code().parse(), Ok(state));
    }
    for step in DelegationStep::ALL {
        assert_eq!(step.code().parse(), Ok(step));
    }
    for reason in Reason::ALL {
        assert_eq!(reason.code().parse(), Ok(reason));
    }
    assert!("maybe".parse::<DelegationState>().is_err());
}

#[test]
fn a_delegation_runs_from_its_first_day_to_its_last_both_included() {
    let may = days(0, Some(30));
    let runs = |state, at: i32| is_in_force(state, may, day(at));
    for state in [DelegationState::Accepted, DelegationState::Created] {
        assert_eq!([runs(state, -1), runs(state, 0), runs(state, 30), runs(state, 31)], [false, true, true, false]);
        assert!(is_in_force(state, days(0, None), day(5_000)), "an open one goes on");
    }
    for state in [DelegationState::Requested, DelegationState::Declined, DelegationState::Withdrawn, DelegationState::Ended] {
        assert!(!runs(state, 10), "{state}");
    }
}

#[test]
fn a_day_tells_how_a_delegation_stands() {
    use DelegationState::{Accepted, Created, Requested};
    let may = days(0, Some(30));
    for (state, at, expected) in [
        (Requested, 30, Standing::Waiting),
        (Requested, 31, Standing::Unanswered),
        (Accepted, -1, Standing::Planned),
        (Accepted, 0, Standing::Running),
        (Created, 30, Standing::Running),
        (Created, 31, Standing::Over),
        (DelegationState::Ended, 10, Standing::Ended),
        (DelegationState::Declined, 10, Standing::Declined),
        (DelegationState::Withdrawn, 10, Standing::Withdrawn),
    ] {
        assert_eq!(standing(state, may, day(at)), expected, "{state} at {at}");
    }
}

#[test]
fn ends_soon_counts_from_today_to_the_last_day() {
    let may = days(0, Some(30));
    assert_eq!([15, 16, 30, 31].map(|at| may.end_within(day(at), SOON)), [false, true, true, false]);
    assert!(!days(0, None).end_within(day(16), SOON));
    assert!(days(0, None).meet(days(40, Some(41))) && may.meet(days(30, None)) && !may.meet(days(31, Some(40))));
}

#[test]
fn a_request_is_answered_once_and_what_stands_can_be_ended() {
    use DelegationState::{Accepted, Created, Ended, Requested};
    let to = |from, step| transition(from, step).map(|row| row.to);
    assert_eq!(to(Requested, DelegationStep::Accept), Some(Accepted));
    assert_eq!(to(Accepted, DelegationStep::Accept), None);
    assert_eq!(to(Created, DelegationStep::End), Some(Ended));
    assert_eq!(to(Ended, DelegationStep::ChangeEnd), None, "what ended does not come back");
    for state in DelegationState::ALL {
        let open = DelegationStep::ALL.into_iter().filter(|step| transition(state, *step).is_some()).count();
        let expected = match state {
            Requested => 3,
            Accepted | Created => 2,
            _ => 0,
        };
        assert_eq!(open, expected, "{state}");
    }
}

fn wish() -> Wish {
    Wish {
        original: PersonId(1),
        delegate: PersonId(2),
        delegate_has_left: false,
        delegate_is_hr: false,
        by_hr: false,
        covers: Covers::Team,
        team: [PersonId(3), PersonId(4)].into(),
        days: days(0, Some(30)),
        today: day(0),
        note: String::new(),
    }
}

#[test]
fn everything_wrong_with_a_wish_is_said_beside_its_field() {
    assert_eq!(check(&wish()), []);
    let wrong = Wish {
        delegate: PersonId(1),
        covers: Covers::People([PersonId(9)].into()),
        days: days(-1, Some(-2)),
        note: "x".repeat(TASK + 1),
        ..wish()
    };
    let fields: Vec<_> = check(&wrong).into_iter().map(|violation| violation.field).collect();
    assert_eq!(fields, ["delegate_no", "people", "from_on", "to_on", "note"]);
    let only = |wish: Wish| check(&wish).into_iter().map(|violation| violation.problem).collect::<Vec<_>>();
    assert_eq!(only(Wish { delegate: PersonId(1), ..wish() }), [Problem::Oneself]);
    assert_eq!(only(Wish { delegate_has_left: true, ..wish() }), [Problem::HasLeft]);
    assert_eq!(only(Wish { delegate_is_hr: true, by_hr: true, ..wish() }), [Problem::HrItself]);
    assert_eq!(only(Wish { delegate_is_hr: true, ..wish() }), [], "a manager may ask whom they trust");
    assert_eq!(only(Wish { covers: Covers::People(BTreeSet::new()), ..wish() }), [Problem::Missing]);
    assert_eq!(only(Wish { team: BTreeSet::new(), ..wish() }), [Problem::EmptyTeam], "nobody passes on what others gave them");
    assert_eq!(check_end(day(5), Some(day(4)), day(0)), Some(Problem::BeforeStart));
    assert_eq!(check_end(day(0), Some(day(2)), day(3)), Some(Problem::BeforeStart), "a day that is over");
    assert_eq!(check_end(day(0), Some(day(3)), day(3)), None);
    assert_eq!(check_end(day(0), None, day(3)), None);
}

const PEOPLE: i64 = 9;

fn person() -> impl Strategy<Value = PersonId> {
    (1..=PEOPLE).prop_map(PersonId)
}

fn grant() -> impl Strategy<Value = Grant> {
    let covers = prop_oneof![Just(Covers::Team), proptest::collection::btree_set(person(), 0..4).prop_map(Covers::People),];
    let state = proptest::sample::select(DelegationState::ALL.to_vec());
    (person(), person(), covers, state, 0..10i32, proptest::option::of(0..10i32)).prop_map(
        |(original, delegate, covers, state, from, more)| Grant {
            original,
            delegate,
            covers,
            state,
            days: days(from, more.map(|more| from + more)),
        },
    )
}

proptest! {
    #[test]
    fn nobody_acts_without_a_delegation_of_the_reviewer_that_is_in_force(
        grants in proptest::collection::vec(grant(), 0..8), owner in person(), reviewer in proptest::option::of(person()),
        managers in proptest::collection::btree_map(person(), person(), 0..9), at in 0..20i32,
    ) {
        let above = |person| managers.get(&person).copied();
        let found = stand_ins(owner, reviewer, above, &grants, day(at));
        prop_assert!(!found.contains_key(&owner), "nobody reviews themself");
        for stand_in in found.values() {
            let because: Vec<_> = grants
                .iter()
                .filter(|grant| Some(grant.original) == reviewer && grant.state.stands() && grant.days.contain(day(at)))
                .filter(|grant| grant.covers.covers(owner))
                .filter(|grant| {
                    grant.delegate == stand_in.person
                        || (grant.delegate == owner && reviewer.and_then(above) == Some(stand_in.person))
                })
                .collect();
            prop_assert!(!because.is_empty(), "{stand_in:?} has no reason to be there");
            let whole = because.iter().any(|grant| grant.covers == Covers::Team || grant.delegate == owner);
            prop_assert_eq!(stand_in.whole_team, whole);
        }
    }

    #[test]
    fn what_was_delegated_is_not_passed_on(
        grants in proptest::collection::vec(grant(), 0..8), owner in person(), reviewer in person(), at in 0..20i32,
    ) {
        // Delegations of everybody but the reviewer change nothing.
        let own: Vec<_> = grants.iter().filter(|grant| grant.original == reviewer).cloned().collect();
        let nobody = |_| None;
        prop_assert_eq!(stand_ins(owner, Some(reviewer), nobody, &grants, day(at)), stand_ins(owner, Some(reviewer), nobody, &own, day(at)));
    }

    #[test]
    fn one_more_delegation_takes_nothing_from_anybody(
        grants in proptest::collection::vec(grant(), 1..8), owner in person(), reviewer in person(), at in 0..20i32,
    ) {
        let nobody = |_| None;
        let fewer = stand_ins(owner, Some(reviewer), nobody, &grants[1..], day(at));
        let more = stand_ins(owner, Some(reviewer), nobody, &grants, day(at));
        for (person, before) in &fewer {
            let after = more.get(person);
            prop_assert!(after.is_some_and(|after| after.whole_team || !before.whole_team), "overlaps are allowed");
        }
    }

    #[test]
    fn days_are_over_once_they_contain_no_day_that_comes(from in 0..10i32, more in proptest::option::of(0..10i32), today in 0..25i32) {
        let days = days(from, more.map(|more| from + more));
        let none_comes = (today..60).all(|n| !days.contain(day(n)));
        prop_assert_eq!(days.are_over(day(today)), none_comes);
    }
}
