//! What the employee at 23:50 relies on, minute by minute.
use super::*;
use crate::{
    api::targets::SaveOutcome,
    domain::{
        draft::{Conflict, DraftContent, DraftRow, Field, RowKey, merge},
        validation::{TASK, Violation},
    },
};

type Saver = super::Saver<DraftContent>;
type Order = super::Order<DraftContent>;

fn row(key: &str, task: &str) -> DraftRow {
    DraftRow { task: task.into(), ..DraftRow::empty(RowKey(key.into())) }
}

fn draft(role: &str, rows: &[(&str, &str)]) -> DraftContent {
    DraftContent { current_role: role.into(), long_term_goal: String::new(), rows: rows.iter().map(|(k, t)| row(k, t)).collect() }
}

fn task(key: &str) -> Field {
    Field::Task(RowKey(key.into()))
}

fn when(time: &str) -> When {
    When { iso: String::new(), day: "today".into(), time: time.into(), full: String::new() }
}

fn saver(role: &str) -> Saver {
    Saver::new(draft(role, &[("r1", "x")]), 1, None)
}

fn id(name: &'static str) -> impl FnOnce() -> String {
    move || name.into()
}

fn outcome(content: DraftContent) -> SaveOutcome {
    SaveOutcome { version: 2, saved: when("14:02"), content, conflicts: Vec::new() }
}

/// A server that merges as the real one does.
fn serve(held: &DraftContent, order: &Order) -> SaveOutcome {
    let merged = merge(held, &order.patch);
    SaveOutcome { version: 2, saved: when("14:02"), content: merged.content, conflicts: merged.conflicts }
}

#[test]
fn nothing_is_sent_for_nothing() {
    let mut saver = saver("a");
    assert_eq!(saver.poll(100_000, id("s1")), None);
    saver.save_now(100_000);
    assert_eq!(saver.poll(100_000, id("s1")), None);
    assert_eq!((saver.status(), saver.next_due(), saver.is_clean()), (Status::Fresh, None, true));
}

#[test]
fn three_seconds_after_the_last_change() {
    let mut saver = saver("a");
    saver.changed(1_000, draft("ab", &[("r1", "x")]));
    saver.changed(2_000, draft("abc", &[("r1", "x")]));
    assert_eq!(saver.status(), Status::Unsaved);
    assert_eq!(saver.next_due(), Some(5_000));
    assert_eq!(saver.poll(4_999, id("s1")), None);
    let order = saver.poll(5_000, id("s1")).expect("due");
    assert_eq!((order.save_id.as_str(), order.patch.changes.len()), ("s1", 1));
    assert_eq!(saver.status(), Status::Saving);
}

#[test]
fn at_the_latest_ten_seconds_after_the_first() {
    let mut saver = saver("");
    for second in 0..12 {
        saver.changed(second * 1_000, draft(&"x".repeat(second as usize + 1), &[("r1", "x")]));
        let sent = saver.poll(second * 1_000, id("s"));
        assert_eq!(sent.is_some(), second == 10, "{second}");
        if sent.is_some() {
            break;
        }
    }
}

#[test]
fn typing_back_what_is_saved_sends_nothing() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.changed(1_000, draft("a", &[("r1", "x")]));
    assert_eq!((saver.next_due(), saver.poll(60_000, id("s1"))), (None, None));
}

#[test]
fn what_is_typed_while_a_save_is_on_its_way_stays_and_goes_next() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    let first = saver.poll(3_000, id("s1")).expect("due");
    saver.changed(3_100, draft("abc", &[("r1", "x")]));
    assert_eq!(saver.poll(9_000, id("s2")), None, "one at a time");
    let applied = saver.answered(9_000, "s1", serve(&draft("a", &[("r1", "x")]), &first)).expect("first answer");
    assert_eq!(applied.content, draft("abc", &[("r1", "x")]));
    assert!(!applied.brought);
    let second = saver.poll(9_000, id("s2")).expect("due since it was typed at 3.1 s");
    assert_eq!((second.patch.changes[0].was.as_str(), second.patch.changes[0].now.as_str()), ("ab", "abc"));
    saver.answered(9_500, "s2", serve(&draft("ab", &[("r1", "x")]), &second));
    assert_eq!((saver.status(), saver.is_clean(), saver.version()), (Status::Saved(when("14:02")), true, 2));
}

#[test]
fn a_lost_save_is_sent_again_unchanged_with_growing_waits() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    let order = saver.poll(3_000, id("s1")).expect("due");
    let mut now = 3_000;
    for wait in [1, 2, 4, 8, 16, 30, 30] {
        saver.failed(now, "s1", AppError::Offline);
        saver.changed(now, draft(&format!("abc{wait}"), &[("r1", "x")]));
        assert_eq!(saver.status(), Status::Offline);
        assert_eq!(saver.poll(now + wait * 1_000 - 1, id("no")), None);
        now += wait * 1_000;
        assert_eq!(saver.poll(now, id("no")), Some(order.clone()));
    }
}

#[test]
fn the_connection_coming_back_ends_the_wait() {
    let mut saver = saver("a");
    saver.went_offline();
    assert_eq!(saver.status(), Status::Offline);
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    saver.failed(3_000, "s1", AppError::Offline);
    saver.came_online(3_200);
    assert_eq!(saver.poll(3_200, id("no")).map(|order| order.save_id), Some("s1".into()));
}

#[test]
fn an_answer_that_never_comes_is_asked_for_again_and_counts_once() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    assert_eq!(saver.poll(22_999, id("no")), None);
    assert!(saver.poll(23_000, id("no")).is_some());
    assert_eq!(saver.status(), Status::Busy(AppError::Unavailable));
    assert!(saver.answered(24_000, "s1", outcome(draft("ab", &[("r1", "x")]))).is_some());
    assert_eq!(saver.answered(24_100, "s1", outcome(draft("a", &[("r1", "x")]))), None);
    saver.failed(24_200, "s1", AppError::Offline);
    assert_eq!(saver.status(), Status::Saved(when("14:02")));
}

#[test]
fn too_many_requests_wait_as_long_as_the_server_asks() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    saver.failed(3_000, "s1", AppError::TooFast { seconds: 7 });
    assert_eq!(saver.next_due(), Some(10_000));
}

#[test]
fn signed_out_parks_the_save_until_the_window_is_looked_at_again() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    saver.failed(3_000, "s1", AppError::SignedOut);
    assert_eq!((saver.status(), saver.next_due(), saver.poll(99_000, id("no"))), (Status::SignedOut, None, None));
    saver.wake(99_000);
    assert!(!saver.is_on_its_way());
    assert_eq!(saver.poll(99_000, id("no")).map(|order| order.save_id), Some("s1".into()));
    assert_eq!((saver.status(), saver.is_on_its_way()), (Status::SignedOut, true), "no flicker, but worth waiting for");
    saver.answered(99_500, "s1", outcome(draft("ab", &[("r1", "x")])));
    assert_eq!(saver.status(), Status::Saved(when("14:02")));
}

#[test]
fn a_refusal_is_shown_and_not_repeated_by_itself() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    let no = AppError::Denied(crate::domain::policy::Denial::WindowClosed);
    saver.failed(3_000, "s1", no.clone());
    saver.changed(4_000, draft("abc", &[("r1", "x")]));
    assert_eq!((saver.status(), saver.next_due(), saver.poll(99_000, id("s2"))), (Status::Refused(no), None, None));
    saver.save_now(99_000);
    assert_eq!(saver.poll(99_000, id("s2")).map(|order| order.save_id), Some("s2".into()));
}

#[test]
fn a_field_the_server_finds_wrong_is_tried_again_after_a_change() {
    let mut saver = saver("a");
    saver.changed(0, draft("ab", &[("r1", "x")]));
    saver.poll(3_000, id("s1"));
    saver.failed(3_000, "s1", AppError::Invalid(vec![Violation::new("rows", validation::Problem::Unknown)]));
    assert_eq!(saver.poll(99_000, id("s2")), None);
    saver.changed(100_000, draft("abc", &[("r1", "x")]));
    assert!(saver.poll(103_000, id("s2")).is_some());
}

#[test]
fn a_text_that_is_too_long_does_not_keep_the_others_from_being_saved() {
    let mut saver = saver("a");
    saver.changed(0, draft("b", &[("r1", &"x".repeat(TASK + 1))]));
    let order = saver.poll(3_000, id("s1")).expect("the role goes");
    assert_eq!(order.patch.changes.iter().map(|c| c.field.clone()).collect::<Vec<_>>(), [Field::CurrentRole]);
    saver.answered(3_100, "s1", serve(&draft("a", &[("r1", "x")]), &order));
    assert_eq!((saver.status(), saver.is_clean(), saver.poll(99_000, id("s2"))), (Status::Unfit, false, None));
}

/// This page typed "mine", the other tab saved "theirs" first.
fn conflicted() -> (Saver, DraftContent) {
    let mut saver = saver("a");
    let server = draft("b", &[("r1", "theirs")]);
    saver.changed(0, draft("a", &[("r1", "mine")]));
    let order = saver.poll(3_000, id("s1")).expect("due");
    let applied = saver.answered(3_100, "s1", serve(&server, &order)).expect("answer");
    assert_eq!(applied.content, draft("b", &[("r1", "mine")]), "mine stays in its field, the untouched field follows");
    assert!(applied.brought);
    (saver, server)
}

#[test]
fn two_texts_for_one_field_are_both_shown_and_neither_is_sent() {
    let (mut saver, _) = conflicted();
    assert_eq!(saver.conflicts(), [Conflict { field: task("r1"), mine: "mine".into(), theirs: "theirs".into() }]);
    assert_eq!(saver.status(), Status::Conflicts(1));
    assert!(!saver.is_clean());
    assert_eq!(saver.poll(99_000, id("s2")), None);
    // The rest of the page stays usable.
    saver.changed(100_000, draft("c", &[("r1", "mine, longer")]));
    let order = saver.poll(103_000, id("s2")).expect("the other field goes");
    assert_eq!(order.patch.changes.iter().map(|c| c.field.clone()).collect::<Vec<_>>(), [Field::CurrentRole]);
    saver.answered(103_100, "s2", serve(&draft("b", &[("r1", "theirs, later")]), &order));
    assert_eq!(saver.conflicts(), [Conflict { field: task("r1"), mine: "mine, longer".into(), theirs: "theirs, later".into() }]);
}

#[test]
fn picking_mine_sends_it_over_what_was_shown() {
    let (mut saver, server) = conflicted();
    assert_eq!(saver.pick(4_000, &task("r1"), true), draft("b", &[("r1", "mine")]));
    let order = saver.poll(4_000, id("s2")).expect("at once");
    assert_eq!((order.patch.changes[0].was.as_str(), order.patch.changes[0].now.as_str()), ("theirs", "mine"));
    saver.answered(4_100, "s2", serve(&server, &order));
    assert!(saver.is_clean());
}

#[test]
fn picking_theirs_needs_no_save() {
    let (mut saver, server) = conflicted();
    assert_eq!(saver.pick(4_000, &task("r1"), false), server);
    assert_eq!(saver.poll(4_000, id("s2")), None);
    assert!(saver.is_clean());
}

#[test]
fn typing_their_text_settles_it_too() {
    let (mut saver, server) = conflicted();
    saver.changed(4_000, server);
    assert!(saver.conflicts().is_empty() && saver.is_clean());
}

#[test]
fn typing_on_while_the_conflict_arrives_keeps_every_letter() {
    let mut saver = saver("a");
    saver.changed(0, draft("a", &[("r1", "mine")]));
    let order = saver.poll(3_000, id("s1")).expect("due");
    saver.changed(3_050, draft("a", &[("r1", "mine and more")]));
    let applied = saver.answered(3_100, "s1", serve(&draft("a", &[("r1", "theirs")]), &order)).expect("answer");
    assert_eq!(applied.content, draft("a", &[("r1", "mine and more")]));
    assert_eq!(saver.conflicts()[0].theirs, "theirs");
}

#[test]
fn a_row_somebody_wrote_into_comes_back_and_the_page_can_say_so() {
    let mut saver = saver("a");
    saver.changed(0, draft("a", &[]));
    let order = saver.poll(3_000, id("s1")).expect("due");
    let applied = saver.answered(3_100, "s1", serve(&draft("a", &[("r1", "theirs")]), &order)).expect("answer");
    assert!(applied.came_back && applied.content.rows.len() == 1);
}

#[test]
fn leaving_sends_everything_or_repeats_what_is_on_its_way() {
    let mut saver = saver("a");
    assert_eq!(saver.poll_leaving(0, id("s0")), None);
    saver.changed(0, draft("ab", &[("r1", "x")]));
    let order = saver.poll_leaving(100, id("s1")).expect("unsaved");
    assert_eq!(saver.poll_leaving(200, id("no")), Some(order.clone()));
    // The browser kept the page and shows it again: whether it arrived is unknown, so it is asked once more.
    saver.came_back(5_000);
    assert_eq!(saver.poll(5_000, id("no")), Some(order));
}

#[test]
fn text_left_in_the_browser_is_merged_and_sent() {
    let mut saver = Saver::new(draft("b", &[("r1", "x")]), 7, None);
    let adopted = saver.adopt(0, &draft("a", &[("r1", "x")]), &draft("a", &[("r1", "typed offline")]));
    assert_eq!(adopted, Some(draft("b", &[("r1", "typed offline")])));
    assert!(saver.poll(0, id("s1")).is_some(), "at once");
}

#[test]
fn text_left_in_the_browser_that_arrived_after_all_is_forgotten() {
    let mut saver = Saver::new(draft("ab", &[("r1", "x")]), 7, None);
    assert_eq!(saver.adopt(0, &draft("a", &[("r1", "x")]), &draft("ab", &[("r1", "x")])), None);
    assert!(saver.is_clean());
}

#[test]
fn text_left_in_the_browser_never_overwrites_what_was_saved_elsewhere_since() {
    let mut saver = Saver::new(draft("theirs", &[("r1", "x")]), 7, None);
    saver.adopt(0, &draft("a", &[("r1", "x")]), &draft("mine", &[("r1", "x")]));
    assert_eq!(saver.conflicts(), [Conflict { field: Field::CurrentRole, mine: "mine".into(), theirs: "theirs".into() }]);
    assert_eq!(saver.poll(0, id("s1")), None);
}

#[test]
fn what_was_typed_before_the_page_woke_up_is_kept_beside_it() {
    let mut saver = saver("a");
    saver.changed(0, draft("a", &[("r1", "x, typed early")]));
    let adopted = saver.adopt(0, &draft("a", &[("r1", "x")]), &draft("left", &[("r1", "x")]));
    assert_eq!(adopted, Some(draft("left", &[("r1", "x, typed early")])));
    let both = saver.adopt(0, &draft("a", &[("r1", "x")]), &draft("a", &[("r1", "left too")])).expect("new");
    assert_eq!(both.rows[0].task, "left too\nx, typed early");
}

/// Two tabs on one draft, answers that get lost, saves in any order: in the end each tab shows, for every field, what the
/// server holds, or both texts.
mod two_tabs {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Act {
        Type(usize, usize, &'static str),
        /// Sends what is due; the answer arrives or is lost.
        Save(usize, bool),
        /// The server got it and the answer is lost.
        Lost(usize),
        Pick(usize, bool),
    }

    fn act() -> impl Strategy<Value = Act> {
        let text = prop::sample::select(vec!["", "one", "two", "three"]);
        prop_oneof![
            4 => (0..2usize, 0..3usize, text).prop_map(|(tab, field, text)| Act::Type(tab, field, text)),
            3 => (0..2usize, any::<bool>()).prop_map(|(tab, arrives)| Act::Save(tab, arrives)),
            1 => (0..2usize).prop_map(Act::Lost),
            1 => (0..2usize, any::<bool>()).prop_map(|(tab, mine)| Act::Pick(tab, mine)),
        ]
    }

    fn fields() -> [Field; 3] {
        [Field::CurrentRole, task("r1"), task("r2")]
    }

    struct World {
        server: DraftContent,
        tabs: [Saver; 2],
        now: i64,
    }

    impl World {
        fn save(&mut self, tab: usize, reaches: bool, answers: bool) {
            self.now += 60_000;
            self.tabs[tab].save_now(self.now);
            let Some(order) = self.tabs[tab].poll(self.now, || format!("s{}", self.now)) else { return };
            if !reaches {
                return self.tabs[tab].failed(self.now, &order.save_id, AppError::Offline);
            }
            let outcome = serve(&self.server, &order);
            self.server = outcome.content.clone();
            if answers {
                self.tabs[tab].answered(self.now, &order.save_id, outcome);
            } else {
                self.tabs[tab].failed(self.now, &order.save_id, AppError::Unavailable);
            }
        }
    }

    proptest! {
        #[test]
        fn end_with_one_text_or_with_both(acts in prop::collection::vec(act(), 0..40)) {
            let start = draft("", &[("r1", ""), ("r2", "")]);
            let tabs = [Saver::new(start.clone(), 1, None), Saver::new(start.clone(), 1, None)];
            let mut world = World { server: start, tabs, now: 0 };
            for act in acts {
                match act {
                    Act::Type(tab, field, text) => {
                        let mut content = world.tabs[tab].mine().clone();
                        content.set(&fields()[field], text.into());
                        world.tabs[tab].changed(world.now, content);
                    }
                    Act::Save(tab, arrives) => world.save(tab, arrives, arrives),
                    Act::Lost(tab) => world.save(tab, true, false),
                    Act::Pick(tab, mine) => {
                        if let Some(conflict) = world.tabs[tab].conflicts().first().cloned() {
                            world.tabs[tab].pick(world.now, &conflict.field, mine);
                        }
                    }
                }
            }
            for _ in 0..3 {
                world.save(0, true, true);
                world.save(1, true, true);
            }
            for saver in &world.tabs {
                prop_assert!(!matches!(saver.status(), Status::Saving | Status::Unsaved), "{:?}", saver.status());
                let conflicts = saver.conflicts();
                for field in fields() {
                    match conflicts.iter().find(|conflict| conflict.field == field) {
                        Some(conflict) => prop_assert_eq!(Some(conflict.mine.as_str()), saver.mine().get(&field)),
                        None => prop_assert_eq!(saver.mine().get(&field), saver.base().get(&field)),
                    }
                }
            }
        }
    }
}
