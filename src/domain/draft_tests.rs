//! R10 as properties: nothing is overwritten silently, a retry changes nothing, whatever two tabs do.
use super::*;
use proptest::prelude::*;

fn content(role: &str, rows: &[(&str, &str)]) -> DraftContent {
    DraftContent {
        current_role: role.into(),
        long_term_goal: String::new(),
        rows: rows
            .iter()
            .map(|(key, task)| DraftRow { task: (*task).into(), ..DraftRow::empty(RowKey((*key).into())) })
            .collect(),
    }
}

#[test]
fn different_fields_merge_and_the_same_field_conflicts() {
    let base = content("a", &[("r1", "x"), ("r2", "y")]);
    let theirs = content("a", &[("r1", "theirs"), ("r2", "y")]);
    let mine = content("b", &[("r1", "mine"), ("r2", "z")]);
    let merged = merge(&theirs, &diff(&base, &mine));
    assert_eq!(merged.content, content("b", &[("r1", "theirs"), ("r2", "z")]));
    assert_eq!(
        merged.conflicts,
        [Conflict { field: Field::Task(RowKey("r1".into())), mine: "mine".into(), theirs: "theirs".into() }]
    );
}

#[test]
fn a_row_written_into_elsewhere_is_not_removed() {
    let base = content("", &[("r1", "x"), ("r2", "y")]);
    let theirs = content("", &[("r1", "x"), ("r2", "more")]);
    let merged = merge(&theirs, &diff(&base, &content("", &[("r1", "x")])));
    assert_eq!(merged.content, theirs);
}

#[test]
fn a_row_removed_elsewhere_comes_back_with_what_was_typed() {
    let base = content("", &[("r1", "x"), ("r2", "y")]);
    let merged = merge(&content("", &[("r1", "x")]), &diff(&base, &content("", &[("r1", "x"), ("r2", "typed")])));
    assert_eq!(merged.content.row(&RowKey("r2".into())).map(|row| row.task.as_str()), Some("typed"));
}

#[test]
fn bounds_hold_for_drafts_too() {
    let mut draft = content("", &[("r1", "")]);
    draft.rows[0].task = "x".repeat(TASK + 1);
    assert_eq!(draft.check_bounds(), [Violation::new("task-r1", Problem::TooLong { max: TASK, is: TASK + 1 })]);
    let twice = content("", &[("r1", ""), ("r1", "")]);
    assert_eq!(twice.check_bounds(), [Violation::new("rows", Problem::Unknown)]);
    let odd = content("", &[("r 1\"", "")]);
    assert_eq!(odd.check_bounds(), [Violation::new("rows", Problem::Unknown)]);
}

fn any_content() -> impl Strategy<Value = DraftContent> {
    let row = (0..6u8, "[ab]{0,2}", "[01]{0,2}");
    ("[ab]{0,2}", prop::collection::vec(row, 0..5)).prop_map(|(role, rows)| {
        let mut seen = std::collections::BTreeSet::new();
        DraftContent {
            current_role: role,
            long_term_goal: String::new(),
            rows: rows
                .into_iter()
                .filter(|(key, ..)| seen.insert(*key))
                .map(|(key, task, weight)| DraftRow { task, weight, ..DraftRow::empty(RowKey(format!("k{key}"))) })
                .collect(),
        }
    })
}

proptest! {
    #[test]
    fn a_patch_alone_brings_base_to_mine(base in any_content(), mine in any_content()) {
        let merged = merge(&base, &diff(&base, &mine));
        prop_assert_eq!(merged.conflicts, vec![]);
        prop_assert_eq!(merged.content, mine);
    }

    #[test]
    fn a_retry_changes_nothing(base in any_content(), mine in any_content(), theirs in any_content()) {
        let patch = diff(&base, &mine);
        let once = merge(&theirs, &patch);
        let twice = merge(&once.content, &patch);
        prop_assert_eq!(twice.content, once.content);
    }

    /// Every text the other side changed is still there, and every text of mine is there or in a conflict.
    #[test]
    fn no_word_is_lost(base in any_content(), mine in any_content(), theirs in any_content()) {
        let merged = merge(&theirs, &diff(&base, &mine));
        for field in theirs.fields() {
            let (was, now) = (base.get(&field).unwrap_or_default(), theirs.get(&field).unwrap_or_default());
            if was != now {
                let kept = merged.content.get(&field);
                let mine_agrees = mine.get(&field).is_none_or(|text| text == was);
                prop_assert!(kept == Some(now) || !mine_agrees || kept == mine.get(&field), "{:?}", field);
                prop_assert!(kept == Some(now), "{:?} was overwritten", field);
            }
        }
        for field in mine.fields() {
            let (was, now) = (base.get(&field).unwrap_or_default(), mine.get(&field).unwrap_or_default());
            if was != now {
                let kept = merged.content.get(&field) == Some(now);
                prop_assert!(kept || merged.conflicts.iter().any(|c| c.field == field && c.mine == now), "{:?} was lost", field);
            }
        }
    }
}
