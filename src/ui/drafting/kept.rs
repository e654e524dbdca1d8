//! Unsent text as it waits in the browser (R10): one entry in the local storage per person and draft, so that another account
//! never sees it, and in it one text per tab, so that two tabs do not write over each other.
use crate::{
    domain::ids::{PersonId, ReviewId, TargetSetId},
    ui::platform,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What one tab had not got to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<D> {
    pub tab: String,
    /// What the text was typed over.
    pub base: D,
    pub mine: D,
}

/// The place in the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawer(String);

impl Drawer {
    pub fn new(person: PersonId, set: TargetSetId) -> Self {
        Drawer(format!("pa.draft.{person}.{set}"))
    }

    /// `half` tells the employee's half of a review from the reviewer's.
    pub fn of_review(person: PersonId, review: ReviewId, half: &str) -> Self {
        Drawer(format!("pa.draft.{person}.review.{review}.{half}"))
    }

    pub fn read<D: DeserializeOwned>(&self) -> Vec<Kept<D>> {
        platform::stored(&self.0).and_then(|text| platform::from_json(&text)).unwrap_or_default()
    }

    fn write<D: Serialize>(&self, all: &[Kept<D>]) {
        match platform::to_json(&all) {
            Some(text) if !all.is_empty() => platform::store(&self.0, &text),
            _ => platform::unstore(&self.0),
        }
    }

    /// Puts this tab's text in, or takes it out when nothing is unsent.
    pub fn keep<D: Clone + PartialEq + Serialize + DeserializeOwned>(&self, tab: &str, kept: Option<Kept<D>>) {
        let before = self.read();
        let after = replaced(before.clone(), tab, kept);
        if after != before {
            self.write(&after);
        }
    }

    /// Takes out what other tabs left; this one has it now, or threw it away.
    pub fn clear_others<D: Serialize + DeserializeOwned>(&self, tab: &str) {
        let mine: Vec<Kept<D>> = self.read().into_iter().filter(|kept| kept.tab == tab).collect();
        self.write(&mine);
    }
}

fn replaced<D>(mut all: Vec<Kept<D>>, tab: &str, kept: Option<Kept<D>>) -> Vec<Kept<D>> {
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
    use crate::domain::draft::DraftContent;

    fn kept(tab: &str, role: &str) -> Kept<DraftContent> {
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
        assert_eq!(replaced(Vec::<Kept<DraftContent>>::new(), "a", None), []);
    }

    #[test]
    fn another_person_or_set_is_another_drawer() {
        let drawer = Drawer::new(PersonId(1), TargetSetId(2));
        assert_eq!(drawer, Drawer("pa.draft.1.2".into()));
        assert_ne!(drawer, Drawer::new(PersonId(2), TargetSetId(2)));
        let own = Drawer::of_review(PersonId(1), ReviewId(2), "self");
        assert_ne!(own, drawer);
        assert_ne!(own, Drawer::of_review(PersonId(1), ReviewId(2), "manager"));
    }
}
