//! R27 as tests: every bound exactly at and beside it, and nobody who was not assessed in any number.
use super::*;
use crate::domain::rank::{BandInput, check};
use proptest::prelude::*;

fn units(text: &str) -> Score {
    text.parse().expect("a score")
}

/// A complete review with everything agreeing.
fn person(who: u32, score: &str) -> Figures<u32> {
    let table = RankTable::default();
    let score = units(score);
    Figures {
        who,
        reviewer: None,
        state: ReviewState::ManagerEvalComplete,
        exempt: false,
        score: Some(score),
        recomputed: Some(score),
        self_score: Some(score),
        rank: table.rank_of(score).map(str::to_owned),
    }
}

fn counts(distribution: &Distribution) -> Vec<(&str, usize)> {
    distribution.ranks.iter().map(|rank| (rank.label.as_str(), rank.count)).collect()
}

/// A team of `size` with one score each, reviewed by `reviewer`.
fn team(reviewer: u32, size: u32, score: &str) -> Vec<Figures<u32>> {
    (0..size).map(|n| Figures { reviewer: Some(reviewer), ..person(reviewer * 100 + n, score) }).collect()
}

#[test]
fn ranks_are_counted_in_the_order_of_the_table() {
    let people = [person(1, "3.75"), person(2, "0.75"), person(3, "3.25"), person(4, "3.50")];
    let found = distribution(&[&RankTable::default()], &people);
    assert_eq!(counts(&found), [("C", 1), ("B", 0), ("B+", 0), ("A", 2), ("A+", 1)]);
    assert_eq!((found.assessed, found.unranked, found.average.map(String::from)), (4, 0, Some("2.81".into())));
}

#[test]
fn tables_share_labels_and_older_ranks_follow() {
    let band = |label: &str, min: &str, max: &str| BandInput { label: label.into(), min: min.into(), max: max.into() };
    let other = check(&[band("C", "0.75", "3"), band("S", "3", "6.25")]).expect("whole");
    let mut people = vec![person(1, "0.80"), person(2, "1.00"), person(3, "3.00"), person(4, "3.00")];
    people[1].rank = Some("S".into());
    people[2].rank = Some("Old".into());
    people[3].rank = None;
    let found = distribution(&[&RankTable::default(), &other], &people);
    assert_eq!(counts(&found), [("C", 1), ("B", 0), ("B+", 0), ("A", 0), ("A+", 0), ("S", 1), ("Old", 1)]);
    assert_eq!((found.assessed, found.unranked), (4, 1));
}

#[test]
fn whoever_is_not_assessed_is_in_no_number() {
    let mut out = team(1, 10, "6.25");
    let states = [ReviewState::NotAssessed, ReviewState::ManagerEvalInProgress, ReviewState::SelfEvalSubmitted];
    for (person, state) in out.iter_mut().zip(states) {
        person.state = state;
    }
    out.iter_mut().skip(states.len()).for_each(|person| person.exempt = true);
    for person in &mut out {
        (person.self_score, person.recomputed) = (Some(Score::MIN), None);
    }
    let found = distribution(&[&RankTable::default()], &out);
    assert_eq!((found.assessed, found.unranked, found.average), (0, 0, None));
    assert!(found.ranks.iter().all(|rank| rank.count == 0));
    assert_eq!(outliers(&out), []);
    out.push(person(900, "3.00"));
    assert_eq!(distribution(&[], &out).average.map(String::from), Some("3.00".into()));
}

#[test]
fn a_score_one_away_from_the_self_evaluation_stands_out_either_way() {
    for (score, own, stands_out) in [
        ("3.00", "4.00", true),
        ("3.00", "3.9999", false),
        ("4.00", "3.00", true),
        ("3.9999", "3.00", false),
        ("3.00", "5.25", true),
        ("3.00", "3.00", false),
    ] {
        let found = outliers(&[Figures { self_score: Some(units(own)), ..person(1, score) }]);
        let expected = Outlier { who: 1, reason: Reason::FarFromSelf { score: units(score), self_score: units(own) } };
        assert_eq!(found, if stands_out { vec![expected] } else { vec![] }, "{score} {own}");
    }
    assert_eq!(outliers(&[Figures { self_score: None, ..person(1, "3.00") }]), []);
}

#[test]
fn a_reviewer_more_than_three_quarters_away_stands_out_from_five_reports_on() {
    // With as many others at 3.00 the company lies half way, so the distance is half the difference.
    let far = |size: u32, score: &str| {
        let company = [team(1, size, score), team(2, size, "3.00")].concat();
        let who: Vec<_> = outliers(&company).into_iter().map(|outlier| outlier.who).collect();
        who
    };
    assert_eq!(far(5, "4.50"), [0_u32; 0], "0.75 is not more than 0.75");
    assert_eq!(far(5, "4.5001"), [1, 2]);
    assert_eq!(far(5, "1.4999"), [1, 2]);
    assert_eq!(far(5, "1.50"), [0_u32; 0]);
    assert_eq!(far(4, "6.25"), [0_u32; 0]);
}

#[test]
fn a_reviewer_who_stands_out_is_told_with_both_averages() {
    let company = [team(1, 5, "5.00"), team(2, 15, "3.00"), vec![person(1, "3.00")]].concat();
    let average = |text: &str| Average::try_from(text.to_owned()).expect("an average");
    let reason = Reason::ReviewerFarFromCompany { reviewer: average("5.00"), company: average("3.48"), reports: 5 };
    assert_eq!(outliers(&company), [Outlier { who: 1, reason }]);
}

#[test]
fn five_reports_are_five_scores() {
    let mut company = [team(1, 5, "6.25"), team(2, 30, "3.00")].concat();
    assert_eq!(outliers(&company).len(), 1);
    company[0].exempt = true;
    assert_eq!(outliers(&company), []);
}

#[test]
fn rounding_for_show_decides_nothing() {
    // 3.7504 against 3.00 is shown as 3.75 against 3.00 and yet more than 0.75.
    let exact = |score: &str| mean_distance_exceeds(&[units(score)], &[units("3.00")], FAR_FROM_COMPANY);
    assert!(exact("3.7504") && exact("2.2496"));
    assert!(!exact("3.75") && !exact("2.25"));
}

#[test]
fn a_score_that_is_not_what_its_ratings_give_comes_first() {
    let kept = Some(units("3.00"));
    for recomputed in [Some(units("3.0001")), None] {
        let wrong = Figures { recomputed, self_score: Some(units("5.00")), ..person(2, "3.00") };
        let found = outliers(&[Figures { self_score: Some(units("1.00")), ..person(1, "3.00") }, wrong]);
        assert_eq!(found[0], Outlier { who: 2, reason: Reason::Differs { kept, recomputed } });
        assert_eq!(found.iter().map(|outlier| outlier.who).collect::<Vec<_>>(), [2, 1, 2]);
    }
    let lost = Figures { score: None, ..person(1, "3.00") };
    assert_eq!(outliers(&[lost]), [Outlier { who: 1, reason: Reason::Differs { kept: None, recomputed: kept } }]);
}

proptest! {
    #[test]
    fn the_counts_are_everybody_assessed(people in prop::collection::vec((7_500i64..=62_500, 0usize..10, any::<bool>()), 0..60)) {
        let people: Vec<_> = (0..)
            .zip(&people)
            .map(|(who, &(score, state, exempt))| {
                let score = Score::from_ten_thousandths(score).to_string();
                Figures { state: ReviewState::ALL[state], exempt, ..person(who, &score) }
            })
            .collect();
        let found = distribution(&[&RankTable::default()], &people);
        prop_assert_eq!(found.ranks.iter().map(|rank| rank.count).sum::<usize>() + found.unranked, found.assessed);
        prop_assert_eq!(found.assessed, people.iter().filter(|person| person.assessed().is_some()).count());
        prop_assert_eq!(found.average.is_none(), found.assessed == 0);
    }
}
