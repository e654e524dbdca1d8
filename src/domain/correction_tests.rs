//! What can be corrected, into what, and what it does to the scores.
use super::*;
use crate::domain::{
    evaluation::{ManagerRating, SelfRating},
    score::Rating::{Exceeds, Meets},
    target::Difficulty,
    validation::{TASK, TEXT},
};

fn key(name: &str) -> RowKey {
    RowKey(name.into())
}

fn reviewed() -> Reviewed {
    let target = |name: &str, weight, difficulty| Target {
        key: key(name),
        task: "Task".into(),
        kpi: "KPI".into(),
        weight,
        difficulty,
        goal: None,
    };
    let approved = vec![target("a", 60, Difficulty::L2), target("b", 40, Difficulty::L1)];
    let own = |name: &str| SelfRating { key: key(name), rating: Exceeds, result: format!("Result {name}") };
    let manager = |name: &str| ManagerRating { key: key(name), rating: Meets, comment: format!("Comment {name}") };
    Reviewed {
        own: Some(SelfEvaluation {
            job_description: "Job".into(),
            career_path: "Path".into(),
            items: vec![own("a"), own("b")],
            changed: None,
        }),
        manager: Some(ManagerEvaluation { summary: "Sum".into(), items: vec![manager("a"), manager("b")], accepted: None }),
        approved,
    }
}

#[test]
fn every_field_has_a_name_of_its_own_and_is_found_by_it() {
    let review = reviewed();
    let fields = review.fields();
    assert_eq!(fields.len(), 11);
    for field in fields {
        assert_eq!(field.name().parse(), Ok(field.clone()));
        assert!(review.get(&field).is_some(), "{field:?}");
    }
    for unknown in ["", "kpi-a", "weight-a", "accept_changes", "acknowledged-a", "changed-a", "total", "summary-a"] {
        assert_eq!(unknown.parse::<CorrectedField>(), Err(UnknownCode), "{unknown}");
    }
    assert_eq!(review.get(&CorrectedField::Comment(key("z"))), None);
}

#[test]
fn a_value_lands_in_its_place_and_nowhere_else() {
    let review = reviewed();
    for field in review.fields() {
        let value = if field.is_rating() { "1" } else { "Corrected" };
        let corrected = review.with(&field, value);
        assert_eq!(corrected.get(&field).as_deref(), Some(value));
        for other in review.fields().into_iter().filter(|other| *other != field) {
            assert_eq!(corrected.get(&other), review.get(&other), "{field:?} and {other:?}");
        }
    }
    assert_eq!(review.with(&CorrectedField::Rating(key("a")), "9"), review, "no rating, no change");
    assert_eq!(review.with(&CorrectedField::Comment(key("z")), "x"), review, "no such target");
}

#[test]
fn only_ratings_change_scores_and_they_are_exact() {
    let review = reviewed();
    let scores = review.scores().expect("whole");
    // 0.6 x 1.00 x 3 + 0.4 x 1.25 x 3, and the same with 4.
    assert_eq!(
        (scores.manager.map(|s| s.to_string()), scores.own.map(|s| s.to_string())),
        (Some("3.30".into()), Some("4.40".into()))
    );
    for field in review.fields() {
        let after = review.with(&field, "5").scores().expect("whole");
        assert_eq!(after != scores, field.needs_confirmation(), "{field:?}");
        assert!(after.of(&field) != scores.of(&field) || !field.needs_confirmation());
    }
    let up = review.with(&CorrectedField::Rating(key("b")), "4").scores().expect("whole");
    assert_eq!((up.manager.map(|s| s.to_string()), up.own), (Some("3.80".into()), scores.own));
}

#[test]
fn changes_that_were_accepted_go_on_counting() {
    let mut review = reviewed();
    let mut changed = review.approved.clone();
    changed[0].weight = 50;
    changed[1].weight = 50;
    if let (Some(own), Some(manager)) = (review.own.as_mut(), review.manager.as_mut()) {
        own.changed = Some(changed);
        manager.accepted = Some(true);
    }
    let up = review.with(&CorrectedField::Rating(key("b")), "4").scores().expect("whole");
    assert_eq!(up.manager.map(|score| score.to_string()), Some("4.00".into()), "0.5 x 3 + 0.5 x 1.25 x 4");
}

#[test]
fn a_half_that_is_missing_has_nothing_to_correct() {
    let without = Reviewed { own: None, ..reviewed() };
    assert!(without.fields().iter().all(|field| !field.is_own_part()));
    assert_eq!(without.scores().expect("whole").own, None);
}

#[test]
fn every_correction_has_a_value_and_a_reason() {
    let (text, rating) = (CorrectedField::Summary, CorrectedField::Rating(key("a")));
    let refused = |field: &CorrectedField, value: &str, reason: &str| -> Vec<(String, Problem)> {
        let violations = check(field, "Old", value, reason).err().unwrap_or_default();
        violations.into_iter().map(|found| (found.field, found.problem)).collect()
    };
    assert_eq!(check(&text, "Old", " New\r\ntext ", " Typo "), Ok(("New\ntext".into(), "Typo".into())));
    assert_eq!(refused(&text, " ", " "), [("value".into(), Problem::Missing), ("reason".into(), Problem::Missing)]);
    assert_eq!(refused(&text, "Old ", "x"), [("value".into(), Problem::Unchanged)]);
    assert_eq!(refused(&text, &"x".repeat(TEXT + 1), "x"), [("value".into(), Problem::TooLong { max: TEXT, is: TEXT + 1 })]);
    assert_eq!(
        refused(&text, &"x".repeat(TEXT), &"x".repeat(TASK + 1)),
        [("reason".into(), Problem::TooLong { max: TASK, is: TASK + 1 })]
    );
    for bad in ["0", "6", "3.5", "good"] {
        assert_eq!(refused(&rating, bad, "x"), [("value".into(), Problem::OutOfRange { min: 1, max: 5 })], "{bad}");
    }
    assert_eq!(refused(&rating, "", "x"), [("value".into(), Problem::Missing)]);
    assert_eq!(check(&rating, "3", "4", "Mixed up."), Ok(("4".into(), "Mixed up.".into())));
}
