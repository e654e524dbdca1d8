//! A self-evaluation and an evaluation are saved by the machine that saves targets.
use super::*;
use crate::{
    api::views::{Saved, When},
    domain::{
        draft::RowKey,
        evaluation::{ManagerDraft, ManagerField, SelfDraft, SelfField},
        merge::Conflict,
        target::{Difficulty, Target},
        validation::TEXT,
    },
    ui::drafting::saver::{Saver, Status},
};

fn key() -> RowKey {
    RowKey("a".into())
}

fn approved() -> Vec<Target> {
    let target = |key: &str, weight| Target {
        key: RowKey(key.into()),
        task: "task".into(),
        kpi: "kpi".into(),
        weight,
        difficulty: Difficulty::L2,
        goal: None,
    };
    vec![target("a", 60), target("b", 40)]
}

fn own() -> SelfDraft {
    SelfDraft::starting(&approved())
}

fn when() -> When {
    When { iso: String::new(), day: "today".into(), time: "14:02".into(), full: String::new() }
}

/// A server that merges the draft itself, as the real one does.
fn serve<D: Texts + Clone>(held: &D, patch: &[FieldChange<Slot>]) -> Saved<FormTexts, Slot> {
    let merged = merge::merge(held, &changes_for(held, patch));
    let conflict = |conflict: Conflict<D::Field>| Conflict {
        field: Slot { name: conflict.field.name(), max: conflict.field.max_length() },
        mine: conflict.mine,
        theirs: conflict.theirs,
    };
    Saved {
        version: 2,
        saved: when(),
        content: FormTexts::of(&merged.content),
        conflicts: merged.conflicts.into_iter().map(conflict).collect(),
    }
}

fn rated(draft: &SelfDraft, rating: &str, result: &str) -> SelfDraft {
    let mut draft = draft.clone();
    assert!(draft.set(&SelfField::Rating(key()), rating.into()) && draft.set(&SelfField::Result(key()), result.into()));
    draft
}

#[test]
fn a_draft_survives_being_texts() {
    let draft = rated(&own(), "4", "Done");
    let texts = FormTexts::of(&draft);
    assert_eq!(texts.filled(&own()), draft);
    assert_eq!(texts.text("self_rating-a"), Some("4"));
    assert_eq!(texts.text("task-b"), Some("task"));
    let mut manager = ManagerDraft::starting(&approved());
    manager.set(&ManagerField::Summary, "Well done".into());
    assert_eq!(FormTexts::of(&manager).filled(&ManagerDraft::starting(&approved())), manager);
}

#[test]
fn changes_find_their_fields_again() {
    let patch = FormTexts::diff(&FormTexts::of(&own()), &FormTexts::of(&rated(&own(), "4", "Done")));
    let changes = changes_for(&own(), &patch);
    let fields: Vec<_> = changes.iter().map(|change| change.field.clone()).collect();
    assert_eq!(fields, [SelfField::Rating(key()), SelfField::Result(key())]);
    assert_eq!((changes[1].was.as_str(), changes[1].now.as_str()), ("", "Done"));
}

#[test]
fn a_rating_and_its_explanation_are_saved_together_once() {
    let mut saver = Saver::new(FormTexts::of(&own()), 1, None);
    saver.changed(0, FormTexts::of(&rated(&own(), "4", "Done")));
    let order = saver.poll(3_000, || "s1".into()).expect("due");
    assert_eq!(order.patch.len(), 2);
    saver.answered(3_100, "s1", serve(&own(), &order.patch));
    assert_eq!((saver.status(), saver.is_clean()), (Status::Saved(when()), true));
}

#[test]
fn two_ratings_for_one_target_are_both_shown() {
    let mut saver = Saver::new(FormTexts::of(&own()), 1, None);
    saver.changed(0, FormTexts::of(&rated(&own(), "4", "Done")));
    let order = saver.poll(3_000, || "s1".into()).expect("due");
    saver.answered(3_100, "s1", serve(&rated(&own(), "2", ""), &order.patch));
    let conflicts = saver.conflicts();
    assert_eq!(conflicts.len(), 1, "the explanation is not in doubt");
    let (name, mine, theirs) = (conflicts[0].field.name.as_str(), conflicts[0].mine.as_str(), conflicts[0].theirs.as_str());
    assert_eq!((name, mine, theirs), ("self_rating-a", "4", "2"));
    let field = conflicts[0].field.clone();
    assert_eq!(saver.pick(4_000, &field, false).text("self_rating-a"), Some("2"));
    assert!(saver.is_clean());
}

#[test]
fn an_explanation_that_is_too_long_keeps_nothing_else_from_being_saved() {
    let mut saver = Saver::new(FormTexts::of(&own()), 1, None);
    saver.changed(0, FormTexts::of(&rated(&own(), "4", &"x".repeat(TEXT + 1))));
    let order = saver.poll(3_000, || "s1".into()).expect("the rating goes");
    assert_eq!(order.patch.iter().map(|change| change.field.name.as_str()).collect::<Vec<_>>(), ["self_rating-a"]);
    saver.answered(3_100, "s1", serve(&own(), &order.patch));
    assert_eq!(saver.status(), Status::Unfit);
}

#[test]
fn what_was_typed_twice_while_loading_stands_under_one_another_but_a_rating_does_not() {
    let mut saver = Saver::new(FormTexts::of(&own()), 1, None);
    saver.changed(0, FormTexts::of(&rated(&own(), "3", "typed early")));
    let both = saver.adopt(0, &FormTexts::of(&own()), &FormTexts::of(&rated(&own(), "4", "left"))).expect("new");
    assert_eq!((both.text("self_rating-a"), both.text("result-a")), (Some("3"), Some("left\ntyped early")));
}
