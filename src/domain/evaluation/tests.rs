//! R9, R10, R16 and R17 as tests: whole halves pass, every violation comes at once in page order, and no word is lost in merging.
use super::*;
use crate::domain::{
    merge::{FieldChange, TextField, Texts, diff, merge},
    score::Score,
    validation::{TASK, TEXT, Violation},
};
use proptest::prelude::*;

fn key(key: &str) -> RowKey {
    RowKey(key.into())
}

fn target(name: &str, weight: i64, difficulty: Difficulty) -> Target {
    Target { key: key(name), task: format!("Task {name}"), kpi: "Shipped".into(), weight, difficulty, goal: None }
}

fn approved() -> Vec<Target> {
    vec![target("a", 50, Difficulty::L1), target("b", 30, Difficulty::L2), target("c", 20, Difficulty::L3)]
}

fn own() -> SelfDraft {
    let mut draft = SelfDraft::starting(&approved());
    draft.job_description = "Engineer".into();
    draft.career_path = "Architect".into();
    for item in &mut draft.items {
        item.rating = "4".into();
        item.result = "Done".into();
    }
    draft
}

/// Moves ten percent from the first target to the last.
fn changed() -> SelfDraft {
    let mut draft = own();
    for (row, weight) in [(0, "40"), (2, "30 %")] {
        draft.items[row].change.changed = YES.into();
        draft.items[row].change.weight = weight.into();
    }
    draft
}

fn manager() -> ManagerDraft {
    let mut draft = ManagerDraft::starting(&approved());
    draft.summary = "A good year".into();
    for item in &mut draft.items {
        item.rating = "3".into();
        item.comment = "Agreed".into();
    }
    draft
}

fn handed_over(draft: &SelfDraft) -> SelfEvaluation {
    check_self(draft, &approved()).expect("whole")
}

fn fields<T>(checked: Result<T, Vec<Violation>>) -> Vec<(String, Problem)> {
    checked.err().expect("refused").into_iter().map(|v| (v.field, v.problem)).collect()
}

fn score_of(receipt: Result<Receipt, ScoreProblem>) -> String {
    receipt.expect("a score").total.to_string()
}

#[test]
fn a_whole_self_evaluation_is_accepted_and_nothing_counts_as_changed() {
    let own = handed_over(&own());
    assert_eq!(own.changed, None);
    assert_eq!(own.items.iter().map(|item| item.rating).collect::<Vec<_>>(), [Rating::Exceeds; 3]);
    assert_eq!(score_of(own.receipt(&approved())), "4.30");
}

#[test]
fn an_empty_self_evaluation_is_refused_field_by_field_in_page_order() {
    let draft = SelfDraft::starting(&approved());
    let expected: Vec<_> =
        ["job_description", "career_path", "self_rating-a", "result-a", "self_rating-b", "result-b", "self_rating-c", "result-c"]
            .map(|field| (field.to_owned(), Problem::Missing))
            .into();
    assert_eq!(fields(check_self(&draft, &approved())), expected);
    // A row that never reached the server is as empty as one nobody typed in.
    assert_eq!(fields(check_self(&SelfDraft::default(), &approved())), expected);
}

#[test]
fn violations_follow_the_order_of_the_fields() {
    let mut draft = own();
    draft.items[1].change.changed = YES.into();
    for field in draft.fields() {
        if field.name().ends_with("-b") && field != SelfField::Changed(key("b")) || field == SelfField::CareerPath {
            draft.set(&field, "\u{7}".into());
        }
    }
    let refused: Vec<_> = fields(check_self(&draft, &approved())).into_iter().map(|(field, _)| field).collect();
    assert_eq!(refused, ["career_path", "self_rating-b", "result-b", "task-b", "kpi-b", "weight-b", "difficulty-b"]);
    let order: Vec<_> = draft.fields().iter().map(TextField::name).collect();
    assert!(refused.iter().map(|field| order.iter().position(|name| name == field)).is_sorted());
}

#[test]
fn a_changed_target_is_handed_over_beside_those_left_alone() {
    let mut expected = approved();
    (expected[0].weight, expected[2].weight) = (40, 30);
    assert_eq!(handed_over(&changed()).changed, Some(expected));
    // Ticked and left as it was is no change; unticked again, what was typed counts for nothing.
    let mut same = own();
    same.items[0].change.changed = YES.into();
    assert_eq!(handed_over(&same).changed, None);
    let mut unticked = changed();
    unticked.items.iter_mut().for_each(|item| item.change.changed.clear());
    assert_eq!(handed_over(&unticked).changed, None);
}

#[test]
fn a_changed_set_still_totals_a_hundred() {
    let mut draft = changed();
    for (weight, is) in [("29", 99), ("31", 101)] {
        draft.items[2].change.weight = weight.into();
        assert_eq!(fields(check_self(&draft, &approved())), [("total".to_owned(), Problem::WrongTotal { is })]);
    }
    // A weight nobody can read is the one fault, not the total it spoils.
    draft.items[2].change.weight = "x".into();
    assert_eq!(fields(check_self(&draft, &approved())), [("weight-c".to_owned(), Problem::NotAWholeNumber)]);
}

#[test]
fn only_offered_choices_are_taken() {
    let mut draft = own();
    draft.items[0].rating = "6".into();
    draft.items[1].rating = "3.5".into();
    draft.items[2].change.changed = "maybe".into();
    assert_eq!(
        fields(check_self(&draft, &approved())),
        ["self_rating-a", "self_rating-b", "changed-c"].map(|field| (field.to_owned(), Problem::Unknown))
    );
}

#[test]
fn a_whole_evaluation_is_accepted_with_and_without_a_self_evaluation() {
    let with = check_manager(&manager(), &approved(), Some(&handed_over(&own()))).expect("whole");
    let without = check_manager(&manager(), &approved(), None).expect("whole");
    assert_eq!(with, without);
    assert_eq!(with.accepted, None);
    assert_eq!(score_of(with.receipt(with.counted(&approved(), None))), "3.225");
}

#[test]
fn an_empty_evaluation_is_refused_field_by_field_in_page_order() {
    let mut draft = ManagerDraft::starting(&approved());
    draft.items[0].acknowledged = "no".into();
    let refused = fields(check_manager(&draft, &approved(), Some(&handed_over(&changed()))));
    assert_eq!(refused[1], ("acknowledged-a".into(), Problem::Unknown));
    let names: Vec<_> = draft.fields().iter().map(TextField::name).collect();
    let expected: Vec<_> =
        names.into_iter().filter(|name| !["acknowledged-b", "acknowledged-c"].contains(&name.as_str())).collect();
    assert_eq!(refused.into_iter().map(|(field, _)| field).collect::<Vec<_>>(), expected);
}

#[test]
fn changes_count_only_when_the_reviewer_accepts_them() {
    let own = handed_over(&changed());
    let decided = |answer: &str| {
        let mut draft = manager();
        draft.accept_changes = answer.into();
        check_manager(&draft, &approved(), Some(&own)).map(|whole| {
            let (all, own) = (approved(), Some(&own));
            let scored = score_of(whole.receipt(whole.counted(&all, own)));
            assert_eq!(draft.live(&all, own).so_far.to_string(), scored, "the live sum is the score");
            (whole.accepted, scored)
        })
    };
    assert_eq!(decided(YES), Ok((Some(true), "3.075".into())));
    assert_eq!(decided(NO), Ok((Some(false), "3.225".into())));
    assert_eq!(fields(decided("")), [("accept_changes".to_owned(), Problem::Missing)]);
    assert_eq!(fields(decided("Yes")), [("accept_changes".to_owned(), Problem::Unknown)]);
}

#[test]
fn an_answer_to_changes_that_are_gone_counts_for_nothing() {
    let draft = ManagerDraft { accept_changes: YES.into(), ..manager() };
    assert_eq!(check_manager(&draft, &approved(), Some(&handed_over(&own()))).map(|whole| whole.accepted), Ok(None));
}

#[test]
fn the_live_sum_follows_what_is_typed() {
    let mut draft = own();
    assert_eq!(draft.live(&approved()), Partial { so_far: "4.30".parse().expect("a score"), rated: 3, of: 3 });
    draft.items[1].rating.clear();
    draft.items[2].change.changed = YES.into();
    draft.items[2].change.weight = "3x".into();
    assert_eq!(draft.live(&approved()), Partial { so_far: "2.50".parse().expect("a score"), rated: 1, of: 3 });
    assert_eq!(changed().live(&approved()).so_far.to_string(), "4.10");
    assert_eq!(ManagerDraft::default().live(&approved(), None), Partial { so_far: Score::default(), rated: 0, of: 3 });
}

#[test]
fn a_rating_nobody_gave_is_no_score() {
    let mut own = handed_over(&own());
    own.items.remove(1);
    assert_eq!(own.receipt(&approved()), Err(ScoreProblem::Unrated { position: 2 }));
}

#[test]
fn texts_end_where_the_rules_say() {
    let lengths = |name: &str, max: usize| {
        for (length, accepted) in [(max - 1, true), (max, true), (max + 1, false)] {
            let (mut own, mut manager) = (changed(), manager());
            let text = "あ".repeat(length);
            let (mine, theirs) = (own.fields(), manager.fields());
            let is_set = mine.iter().filter(|field| field.name() == name).any(|field| own.set(field, text.clone()))
                || theirs.iter().filter(|field| field.name() == name).any(|field| manager.set(field, text.clone()));
            assert!(is_set, "{name}");
            let (mine, theirs) = (own.check_texts(), manager.check_texts());
            assert_eq!(mine.is_empty() && theirs.is_empty(), accepted, "{name} {length}");
            let whole = check_self(&own, &approved()).is_ok() && check_manager(&manager, &approved(), None).is_ok();
            assert_eq!(whole, accepted, "{name} {length}");
        }
    };
    for name in ["job_description", "career_path", "result-b", "comment-b", "summary"] {
        lengths(name, TEXT);
    }
    for name in ["task-a", "kpi-a"] {
        lengths(name, TASK);
    }
}

#[test]
fn every_field_can_be_written_and_read_and_has_a_name_of_its_own() {
    fn walk<D: Texts<Field: std::fmt::Debug>>(mut draft: D, names: &mut Vec<String>) {
        for field in draft.fields() {
            assert!(draft.set(&field, field.name()), "{field:?}");
            names.push(field.name());
        }
        for field in draft.fields() {
            assert_eq!(draft.get(&field), Some(field.name().as_str()), "{field:?}");
        }
    }
    let mut names = Vec::new();
    walk(own(), &mut names);
    // Both halves stand on one page.
    walk(manager(), &mut names);
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    assert_eq!(own().get(&SelfField::Rating(key("z"))), None);
    assert!(!own().set(&SelfField::Total, "x".into()) && !manager().set(&ManagerField::Rating(key("z")), "x".into()));
}

#[test]
fn what_was_typed_for_a_target_that_is_gone_comes_back() {
    let change = FieldChange { field: SelfField::Result(key("z")), was: String::new(), now: "mine".into() };
    let merged = merge(&own(), &[change]);
    assert_eq!(merged.content, own());
    assert_eq!(merged.conflicts[0].mine, "mine");
}

fn any_draft() -> impl Strategy<Value = SelfDraft> {
    prop::collection::vec("[ab]{0,1}", 2 + 3 * 7).prop_map(|texts| {
        let mut draft = SelfDraft::starting(&approved());
        for (field, text) in draft.fields().into_iter().zip(texts) {
            draft.set(&field, text);
        }
        draft
    })
}

proptest! {
    #[test]
    fn changes_alone_bring_base_to_mine(base in any_draft(), mine in any_draft()) {
        let merged = merge(&base, &diff(&base, &mine));
        prop_assert_eq!(merged.conflicts, vec![]);
        prop_assert_eq!(merged.content, mine);
    }

    #[test]
    fn a_retry_changes_nothing_and_asks_nothing_new(base in any_draft(), mine in any_draft(), theirs in any_draft()) {
        let changes = diff(&base, &mine);
        let once = merge(&theirs, &changes);
        let twice = merge(&once.content, &changes);
        prop_assert_eq!(twice, once);
    }

    /// What the other side changed stands; what I changed stands too, or both are shown.
    #[test]
    fn no_word_is_lost(base in any_draft(), mine in any_draft(), theirs in any_draft()) {
        let merged = merge(&theirs, &diff(&base, &mine));
        for field in mine.fields() {
            let (was, my, their) = (base.get(&field), mine.get(&field), theirs.get(&field));
            let kept = merged.content.get(&field);
            prop_assert!(their == was || kept == their, "{:?} was overwritten", field);
            let shown = merged.conflicts.iter().any(|c| c.field == field && Some(c.mine.as_str()) == my && Some(c.theirs.as_str()) == their);
            prop_assert!(my == was || kept == my || shown, "{:?} was lost", field);
        }
    }
}
