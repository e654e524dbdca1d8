//! The team page's filter and order.
use super::*;
use crate::domain::ids::FiscalYearId;
use crate::{
    api::views::{PersonRef, When, YearRef},
    domain::ids::{PersonId, TargetSetId},
};
use leptos_router::params::ParamsMap;

fn row(id: i64, name: &str, state: SetState) -> SetHead {
    let when =
        When { iso: format!("2026-04-{:02}T00:00:00Z", 30 - id), day: String::new(), time: String::new(), full: String::new() };
    SetHead {
        set: TargetSetId(id),
        year: YearRef { id: FiscalYearId(1), name: "FY 2026".into() },
        owner: PersonRef { id: PersonId(id), employee_no: format!("E{id}"), name: name.into() },
        department: String::new(),
        grade: String::new(),
        job_title: String::new(),
        reviewer: None,
        cover: None,
        stands_in: false,
        state,
        since: when,
        due: Some("31 May 2026".into()),
        overdue: false,
        late: false,
        exempt: None,
        archived: false,
        transferred: None,
        actions: Vec::new(),
    }
}

fn rows() -> Vec<SetHead> {
    let mut exempt = row(5, "Dana", SetState::Draft);
    exempt.exempt = Some("on leave".into());
    let mut overdue = row(4, "cleo", SetState::Draft);
    overdue.overdue = true;
    vec![
        row(1, "Bea", SetState::ManagerApproved),
        row(2, "Akira", SetState::SubmittedToManager),
        row(3, "Eiji", SetState::SubmittedToHr),
        overdue,
        exempt,
    ]
}

fn names(address: &[(&'static str, &str)]) -> Vec<String> {
    let query: ParamsMap = address.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    Listing::read(&query).apply(&rows()).into_iter().map(|row| row.owner.name).collect()
}

#[test]
fn what_waits_for_the_manager_stands_first() {
    assert_eq!(names(&[]), ["Akira", "Bea", "cleo", "Eiji", "Dana"]);
}

#[test]
fn every_head_orders_both_ways() {
    assert_eq!(names(&[("sort", "person")]), ["Akira", "Bea", "cleo", "Dana", "Eiji"]);
    assert_eq!(names(&[("sort", "-person")]), ["Eiji", "Dana", "cleo", "Bea", "Akira"]);
    assert_eq!(names(&[("sort", "since")]), ["Dana", "cleo", "Eiji", "Akira", "Bea"]);
    assert_eq!(names(&[("sort", "due")])[0], "cleo");
    assert_eq!(names(&[("sort", "state")]), ["cleo", "Akira", "Bea", "Eiji", "Dana"]);
    assert_eq!(names(&[("sort", "nonsense")]), names(&[]));
}

#[test]
fn a_filter_never_counts_exempt_people_as_waiting() {
    assert_eq!(names(&[("state", "draft")]), ["cleo"]);
    assert_eq!(names(&[("state", "mine")]), ["Akira"]);
    assert_eq!(names(&[("state", "overdue")]), ["cleo"]);
    assert_eq!(names(&[("state", "missing")]), ["Akira", "cleo"]);
    assert_eq!(names(&[("state", "exempt")]), ["Dana"]);
    assert_eq!(names(&[("state", "'; drop table")]).len(), 5);
}

#[test]
fn an_address_survives_being_read() {
    for address in ["/team", "/team?state=draft", "/team?year=3&state=mine&sort=-due", "/team?sort=-turn"] {
        let query: ParamsMap = address
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(Listing::read(&query).to(), address);
    }
}

#[test]
fn a_second_click_turns_the_order() {
    let once = Listing::default().sorted(Sort::Person);
    assert_eq!((once.aria_sort(Sort::Person), once.aria_sort(Sort::Due)), (Some("ascending"), None));
    assert_eq!(once.sorted(Sort::Person).aria_sort(Sort::Person), Some("descending"));
    assert!(!once.sorted(Sort::Person).sorted(Sort::Due).descending);
}
