//! Unsent text as it waits in the browser (R10): one entry in the local storage per person and set, so that another account
//! never sees it, and in it one text per tab, so that two tabs do not write over each other.
use crate::{
    domain::{
        draft::DraftContent,
        ids::{PersonId, TargetSetId},
    },
    ui::platform,
};
use serde::{Deserialize, Serialize};

/// What one tab had not got to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub tab: String,
    /// What the text was typed over.
    pub base: DraftContent,
    pub mine: DraftContent,
}

/// The place in the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawer(String);

impl Drawer {
    pub fn new(person: PersonId, set: TargetSetId) -> Self {
        Drawer(format!("pa.draft.{person}.{set}"))
    }

    pub fn read(&self) -> Vec<Kept> {
        platform::stored(&self.0).and_then(|text| platform::from_json(&text)).unwrap_or_default()
    }

    fn write(&self, all: &[Kept]) {
        match platform::to_json(&all) {
            Some(text) if !all.is_empty() => platform::store(&self.0, &text),
            _ => platform::unstore(&self.0),
        }
    }

    /// Puts this tab's text in, or takes it out when nothing is unsent.
    pub fn keep(&self, tab: &str, kept: Option<Kept>) {
        let before = self.read();
        let after = replaced(before.clone(), tab, kept);
        if after != before {
            self.write(&after);
        }
    }

    /// Takes out what other tabs left; this one has it now, or threw it away.
    pub fn clear_others(&self, tab: &str) {
        let mine: Vec<_> = self.read().into_iter().filter(|kept| kept.tab == tab).collect();
        self.write(&mine);
    }
}

fn replaced(mut all: Vec<Kept>, tab: &str, kept: Option<Kept>) -> Vec<Kept> {
    let place = all.iter().position(|held| held.tab == tab);
    match (place, kept) {
        (Some(place), Some(kept)) => all[place] = kept,
        (None, Some(kept)) => all.push(kept),
        (Some(place), None) => drop(all.remove(place)),
        (None, None) => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(tab: &str, role: &str) -> Kept {
        Kept {
            tab: tab.into(),
            base: DraftContent::default(),
            mine: DraftContent { current_role: role.into(), ..DraftContent::default() },
        }
    }

    #[test]
    fn a_tab_replaces_and_removes_only_its_own_text() {
        let both = replaced(replaced(Vec::new(), "a", Some(kept("a", "1"))), "b", Some(kept("b", "2")));
        assert_eq!(replaced(both.clone(), "a", Some(kept("a", "3"))), [kept("a", "3"), kept("b", "2")]);
        assert_eq!(replaced(both, "a", None), [kept("b", "2")]);
        assert_eq!(replaced(Vec::new(), "a", None), []);
    }

    #[test]
    fn another_person_or_set_is_another_drawer() {
        let drawer = Drawer::new(PersonId(1), TargetSetId(2));
        assert_eq!(drawer, Drawer("pa.draft.1.2".into()));
        assert_ne!(drawer, Drawer::new(PersonId(2), TargetSetId(2)));
    }
}
