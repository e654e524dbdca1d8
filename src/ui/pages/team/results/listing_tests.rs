//! The filter and order of a team's results.
use super::*;
use crate::{
    api::{
        reviews::ReviewHead,
        views::{PersonRef, When, YearRef},
    },
    domain::{
        ids::{FiscalYearId, PersonId, ReviewId, TargetSetId},
        score::Score,
    },
};
use ReviewState::*;
use leptos_router::params::ParamsMap;

fn row(id: i64, name: &str, state: ReviewState, score: Option<i64>, rank: Option<&str>) -> ResultRow {
    let since =
        When { iso: format!("2027-04-{:02}T00:00:00Z", 30 - id), day: String::new(), time: String::new(), full: String::new() };
    let head = ReviewHead {
        review: ReviewId(id),
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
        since,
        due: None,
        overdue: false,
        late: false,
        evaluated_late: false,
        transferred: None,
        without_self: false,
        exempt: false,
        actions: Vec::new(),
    };
    let score = score.map(Score::from_ten_thousandths);
    ResultRow { head, self_score: None, score, rank: rank.map(str::to_owned), computed_rank: None, marks: Vec::new() }
}

fn rows() -> Vec<ResultRow> {
    let mut exempt = row(6, "Dana", SelfEvalDraft, None, None);
    exempt.head.exempt = true;
    vec![
        row(1, "Bea", ManagerEvalComplete, Some(31_000), Some("B+")),
        row(2, "Akira", SelfEvalSubmitted, None, None),
        row(3, "Eiji", SubmittedToHrFinal, Some(38_000), Some("A+")),
        row(4, "cleo", SelfEvalDraft, None, None),
        row(5, "Finn", BoardApproved, Some(20_000), Some("A")),
        exempt,
    ]
}

fn names(address: &[(&'static str, &str)]) -> Vec<String> {
    let query: ParamsMap = address.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    let ranks = ["C", "B", "B+", "A", "A+"].map(str::to_owned);
    Listing::read(&query).apply(&rows(), &ranks).into_iter().map(|row| row.head.owner.name).collect()
}

#[test]
fn what_waits_for_the_manager_stands_first() {
    assert_eq!(names(&[]), ["Finn", "Akira", "Bea", "cleo", "Eiji", "Dana"]);
}

#[test]
fn numbers_order_both_ways_and_none_stays_last() {
    assert_eq!(names(&[("sort", "score")])[..3], ["Finn", "Bea", "Eiji"]);
    assert_eq!(names(&[("sort", "-score")])[..3], ["Eiji", "Bea", "Finn"]);
    assert_eq!(names(&[("sort", "rank")])[..3], ["Bea", "Finn", "Eiji"], "the rank in force, not the score");
    assert_eq!(names(&[("sort", "-rank")])[..3], ["Eiji", "Finn", "Bea"]);
    assert_eq!(names(&[("sort", "state")])[0], "cleo");
    assert_eq!(names(&[("sort", "nonsense")]), names(&[]));
}

#[test]
fn a_filter_never_counts_exempt_people_as_missing() {
    assert_eq!(names(&[("state", "missing")]), ["Akira", "cleo"]);
    assert_eq!(names(&[("state", "mine")]), ["Finn", "Akira"]);
    assert_eq!(names(&[("state", "self_eval_draft")]), ["cleo"]);
    assert_eq!(names(&[("state", "exempt")]), ["Dana"]);
}

#[test]
fn an_address_survives_being_read() {
    for address in ["/team/results", "/team/results?state=missing", "/team/results?year=3&state=mine&sort=-score"] {
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
