//! What the buttons of the grid do to a draft, and the words they send when there are no scripts: plain functions.
use crate::{
    api::views::TargetView,
    domain::{
        draft::{DraftContent, DraftRow, RowKey},
        target::MAX_TARGETS,
    },
};
use std::{fmt, str::FromStr};

/// What a button of the form asks for; its `value`, with or without scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    Save,
    Submit,
    Add,
    Remove(RowKey),
    Up(RowKey),
    Down(RowKey),
    Copy(RowKey),
}

impl fmt::Display for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Intent::Save => f.write_str("save"),
            Intent::Submit => f.write_str("submit"),
            Intent::Add => f.write_str("add"),
            Intent::Remove(key) => write!(f, "remove:{key}"),
            Intent::Up(key) => write!(f, "up:{key}"),
            Intent::Down(key) => write!(f, "down:{key}"),
            Intent::Copy(key) => write!(f, "copy:{key}"),
        }
    }
}

impl FromStr for Intent {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (verb, key) = text.split_once(':').unwrap_or((text, ""));
        let key = RowKey(key.to_owned());
        match verb {
            "save" => Ok(Intent::Save),
            "submit" => Ok(Intent::Submit),
            "add" => Ok(Intent::Add),
            "remove" => Ok(Intent::Remove(key)),
            "up" => Ok(Intent::Up(key)),
            "down" => Ok(Intent::Down(key)),
            "copy" => Ok(Intent::Copy(key)),
            _ => Err(()),
        }
    }
}

/// Where a row stands, from zero.
pub fn position(draft: &DraftContent, key: &RowKey) -> Option<usize> {
    draft.rows.iter().position(|row| row.key == *key)
}

pub fn may_add(draft: &DraftContent) -> bool {
    draft.rows.len() < MAX_TARGETS
}

pub fn added(draft: &DraftContent, key: RowKey) -> DraftContent {
    let mut draft = draft.clone();
    draft.rows.push(DraftRow::empty(key));
    draft
}

pub fn removed(draft: &DraftContent, key: &RowKey) -> DraftContent {
    let mut draft = draft.clone();
    draft.rows.retain(|row| row.key != *key);
    draft
}

/// One place up or down; the same draft at the end of the way.
pub fn moved(draft: &DraftContent, key: &RowKey, up: bool) -> DraftContent {
    let mut draft = draft.clone();
    if let Some(from) = position(&draft, key) {
        let to = if up { from.saturating_sub(1) } else { (from + 1).min(draft.rows.len() - 1) };
        draft.rows.swap(from, to);
    }
    draft
}

/// A copy below the row.
pub fn copied(draft: &DraftContent, key: &RowKey, copy: RowKey) -> DraftContent {
    let mut draft = draft.clone();
    if let Some(place) = position(&draft, key) {
        let row = DraftRow { key: copy, ..draft.rows[place].clone() };
        draft.rows.insert(place + 1, row);
    }
    draft
}

/// Last year's target in the first empty row, or in a new one; nothing when there is no room. Goals are this year's own.
pub fn reused(draft: &DraftContent, target: &TargetView, key: RowKey) -> Option<(DraftContent, RowKey)> {
    let place = draft.rows.iter().position(DraftRow::is_blank);
    if place.is_none() && !may_add(draft) {
        return None;
    }
    let mut draft = draft.clone();
    let place = place.unwrap_or_else(|| {
        draft.rows.push(DraftRow::empty(key));
        draft.rows.len() - 1
    });
    let row = &mut draft.rows[place];
    row.task.clone_from(&target.task);
    row.kpi.clone_from(&target.kpi);
    row.weight = target.weight.to_string();
    row.difficulty.clone_from(&target.difficulty);
    let key = row.key.clone();
    Some((draft, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::drafting::toast::undone;

    fn draft(tasks: &[&str]) -> DraftContent {
        let rows = tasks.iter().map(|task| DraftRow { task: (*task).into(), weight: "10".into(), ..DraftRow::empty(key(task)) });
        DraftContent { rows: rows.collect(), ..DraftContent::default() }
    }

    fn key(name: &str) -> RowKey {
        RowKey(name.into())
    }

    fn tasks(draft: &DraftContent) -> Vec<&str> {
        draft.rows.iter().map(|row| row.task.as_str()).collect()
    }

    #[test]
    fn buttons_say_the_same_with_and_without_scripts() {
        for intent in [
            Intent::Save,
            Intent::Submit,
            Intent::Add,
            Intent::Remove(key("r1")),
            Intent::Up(key("r1")),
            Intent::Down(key("r1")),
            Intent::Copy(key("r1")),
        ] {
            assert_eq!(intent.to_string().parse(), Ok(intent));
        }
        assert_eq!(Intent::Remove(key("r1")).to_string(), "remove:r1");
        assert_eq!("burn".parse::<Intent>(), Err(()));
    }

    #[test]
    fn rows_move_and_stop_at_the_ends() {
        let three = draft(&["a", "b", "c"]);
        assert_eq!(tasks(&moved(&three, &key("b"), true)), ["b", "a", "c"]);
        assert_eq!(tasks(&moved(&three, &key("b"), false)), ["a", "c", "b"]);
        assert_eq!(moved(&three, &key("a"), true), three);
        assert_eq!(moved(&three, &key("c"), false), three);
        assert_eq!(moved(&three, &key("x"), true), three);
    }

    #[test]
    fn a_copy_stands_below() {
        let copied = copied(&draft(&["a", "b"]), &key("a"), key("n"));
        assert_eq!(tasks(&copied), ["a", "a", "b"]);
        assert_eq!((copied.rows[1].key.0.as_str(), copied.rows[1].weight.as_str()), ("n", "10"));
    }

    #[test]
    fn last_years_target_takes_the_first_empty_row() {
        let target = TargetView {
            key: "old".into(),
            task: "t".into(),
            kpi: "k".into(),
            weight: 30,
            difficulty: "L2".into(),
            goal: Some("g".into()),
        };
        let mut with_room = draft(&["a"]);
        with_room.rows.push(DraftRow::empty(key("free")));
        let (used, place) = reused(&with_room, &target, key("n")).expect("room");
        assert_eq!((place, used.rows[1].weight.as_str(), used.rows.len()), (key("free"), "30", 2));
        let (added, place) = reused(&draft(&["a"]), &target, key("n")).expect("room");
        assert_eq!((place, added.rows.len()), (key("n"), 2));
        assert_eq!(reused(&draft(&["a", "b", "c", "d", "e"]), &target, key("n")), None);
    }

    #[test]
    fn undo_brings_a_row_back_and_keeps_what_was_typed_since() {
        let before = draft(&["a", "b", "c"]);
        let after = removed(&before, &key("b"));
        let mut now = after.clone();
        now.rows[0].kpi = "typed since".into();
        let undone = undone(&now, &before, &after);
        assert_eq!(tasks(&undone), ["a", "b", "c"]);
        assert_eq!(undone.rows[0].kpi, "typed since");
    }
}
