use super::*;
use proptest::prelude::*;

const ALICE: PersonId = PersonId(1);
const BOB: PersonId = PersonId(2);
const CAROL: PersonId = PersonId(3);
const SALES: Option<DepartmentId> = Some(DepartmentId(1));
const IT: Option<DepartmentId> = Some(DepartmentId(2));

fn day(month: i8, day: i8) -> Date {
    Date::constant(2026, month, day)
}

fn alice() -> Candidate {
    Candidate { person: ALICE, manager: Some(BOB), department: SALES, has_left: false, last_on: None, planned_on: vec![] }
}

#[test]
fn what_stands_in_the_way_is_named() {
    let to = |manager| obstacle(CAROL, &alice(), manager, Change::Stays, day(5, 1));
    assert_eq!(to(Change::To(CAROL)), None);
    assert_eq!(to(Change::None), None);
    assert_eq!(to(Change::To(BOB)), Some(Obstacle::NothingChanges));
    assert_eq!(to(Change::Stays), Some(Obstacle::NothingChanges));
    assert_eq!(to(Change::To(ALICE)), Some(Obstacle::OwnManager));
    let of = |who: Candidate| obstacle(CAROL, &who, Change::To(CAROL), Change::Stays, day(5, 1));
    assert_eq!(of(Candidate { person: CAROL, ..alice() }), Some(Obstacle::Oneself));
    assert_eq!(of(Candidate { has_left: true, ..alice() }), Some(Obstacle::HasLeft));
    assert_eq!(of(Candidate { last_on: Some(day(5, 2)), ..alice() }), Some(Obstacle::LaterOneStands));
    assert_eq!(of(Candidate { last_on: Some(day(5, 1)), ..alice() }), None);
    assert_eq!(of(Candidate { planned_on: vec![day(5, 1)], ..alice() }), Some(Obstacle::AnotherThatDay));
}

/// What is as asked today may be something else by then.
#[test]
fn after_another_planned_one_the_same_is_a_change_again() {
    let who = Candidate { planned_on: vec![day(4, 1)], ..alice() };
    assert_eq!(obstacle(CAROL, &who, Change::To(BOB), Change::Stays, day(5, 1)), None);
}

#[test]
fn a_transfer_is_no_further_away_than_a_year() {
    let today = day(5, 1);
    for on in [today, Date::constant(2027, 5, 2), Date::constant(2025, 4, 30)] {
        assert_eq!(check(on, today, ""), vec![], "{on}");
    }
    for on in [Date::constant(2027, 5, 3), Date::constant(2025, 4, 29)] {
        assert_eq!(check(on, today, ""), vec![Violation::new("on", Problem::TooFarAway { days: DAYS_AWAY })], "{on}");
    }
    let long = "x".repeat(TEXT + 1);
    assert_eq!(check(today, today, &long).iter().map(|found| found.field.as_str()).collect::<Vec<_>>(), ["reason"]);
}

#[test]
fn a_year_divides_by_days() {
    let year = (day(1, 1), day(12, 31));
    let moved = [DepartmentChange { on: day(4, 1), from: SALES }];
    assert_eq!(days_by_department(year, None, IT, &moved), [(SALES, 90), (IT, 275)].into());
    assert_eq!(days_by_department(year, None, IT, &[]), [(IT, 365)].into());
    // Before the year, and on its first day: all of it belongs to the new one. After it: none.
    for on in [Date::constant(2025, 12, 31), day(1, 1)] {
        assert_eq!(days_by_department(year, None, IT, &[DepartmentChange { on, from: SALES }]), [(IT, 365)].into());
    }
    let later = [DepartmentChange { on: Date::constant(2027, 1, 1), from: SALES }];
    assert_eq!(days_by_department(year, None, IT, &later), [(SALES, 365)].into());
    // Back again.
    let twice = [DepartmentChange { on: day(2, 1), from: SALES }, DepartmentChange { on: day(3, 1), from: IT }];
    assert_eq!(days_by_department(year, None, SALES, &twice), [(SALES, 337), (IT, 28)].into());
    // Whoever joined in March has no days before.
    assert_eq!(days_by_department(year, Some(day(3, 1)), IT, &moved), [(SALES, 31), (IT, 275)].into());
    assert_eq!(days_by_department(year, Some(Date::constant(2027, 1, 1)), IT, &moved), BTreeMap::new());
}

#[test]
fn days_are_told_as_people() {
    for (days, told) in [(0, "0.0"), (365, "1.0"), (547, "1.5"), (18, "0.0"), (19, "0.1"), (365 * 12 + 90, "12.2")] {
        assert_eq!(as_people(days, 365), told, "{days}");
    }
}

proptest! {
    #[test]
    fn no_day_is_lost_and_none_counts_twice(
        mut changes in proptest::collection::vec((-200i64..600, 0i64..4), 0..6), now in 0i64..4, joined in proptest::option::of(-100i64..500)
    ) {
        changes.sort_by_key(|change| change.0);
        let at = |days: i64| day(1, 1).saturating_add(jiff::Span::new().days(days));
        let department = |n: i64| (n > 0).then_some(DepartmentId(n));
        let list: Vec<_> = changes.iter().map(|&(on, from)| DepartmentChange { on: at(on), from: department(from) }).collect();
        let divided = days_by_department((day(1, 1), day(12, 31)), joined.map(at), department(now), &list);
        let expected = 365 - joined.unwrap_or(0).clamp(0, 365);
        prop_assert_eq!(i64::from(divided.values().sum::<i32>()), expected);
        prop_assert!(divided.values().all(|days| *days > 0));
        // Day by day: the department of the first change after a day, or where they are now.
        for n in joined.unwrap_or(0).max(0)..365 {
            let here = list.iter().find(|change| change.on > at(n)).map_or(department(now), |change| change.from);
            prop_assert!(divided.contains_key(&here));
        }
    }
}
