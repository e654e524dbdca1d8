//! What a score card shows while somebody rates, and of a score that stands: plain lines, so that both look the same (R19).
use crate::domain::{
    evaluation::{ManagerDraft, SelfDraft, SelfEvaluation, which_targets_count},
    rank::RankTable,
    score::{Partial, Rating, Receipt},
    target::{Difficulty, Target, parse_weight},
};

/// One line of the derivation as text; what is not known yet is a dash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The target's place on the page, from 1.
    pub position: usize,
    pub weight: Option<i64>,
    pub difficulty: Option<Difficulty>,
    pub rating: Option<Rating>,
    /// Every digit.
    pub points: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub lines: Vec<Line>,
    pub partial: Partial,
    /// Once everything is rated, where there is a table.
    pub rank: Option<String>,
}

/// The points of a target on its own, once it is rated.
fn points(partial: Partial) -> Option<String> {
    partial.is_whole().then(|| partial.so_far.to_string())
}

impl Card {
    pub fn of_self(draft: &SelfDraft, approved: &[Target]) -> Self {
        let line = |(position, target): (usize, &Target)| {
            let item = draft.item(&target.key);
            let changed = item.filter(|item| item.is_changed()).map(|item| &item.change);
            Line {
                position,
                weight: changed.map_or(Some(target.weight), |change| parse_weight(&change.weight).ok()),
                difficulty: changed.map_or(Some(target.difficulty), |change| change.difficulty.trim().parse().ok()),
                rating: item.and_then(|item| item.rating.parse().ok()),
                points: points(draft.live(std::slice::from_ref(target))),
            }
        };
        Card { lines: (1..).zip(approved).map(line).collect(), partial: draft.live(approved), rank: None }
    }

    pub fn of_manager(
        draft: &ManagerDraft,
        approved: &[Target],
        own: Option<&SelfEvaluation>,
        table: Option<&RankTable>,
    ) -> Self {
        let changed = own.and_then(|own| own.changed.as_deref());
        let counted = which_targets_count(approved, changed, draft.accepts_changes());
        let line = |(position, target): (usize, &Target)| Line {
            position,
            weight: Some(target.weight),
            difficulty: Some(target.difficulty),
            rating: draft.item(&target.key).and_then(|item| item.rating.parse().ok()),
            points: points(draft.live(std::slice::from_ref(target), None)),
        };
        let partial = draft.live(approved, own);
        let rank = table.filter(|_| partial.is_whole()).and_then(|table| table.rank_of(partial.so_far)).map(str::to_owned);
        Card { lines: (1..).zip(counted).map(line).collect(), partial, rank }
    }

    /// The points of one target, by its place from 1.
    pub fn points_of(&self, position: usize) -> Option<&str> {
        self.lines.iter().find(|line| line.position == position)?.points.as_deref()
    }
}

pub fn lines(receipt: &Receipt) -> Vec<Line> {
    let line = |line: &crate::domain::score::ReceiptLine| Line {
        position: line.position,
        weight: Some(line.weight),
        difficulty: Some(line.difficulty),
        rating: Some(line.rating),
        points: Some(line.points.to_string()),
    };
    receipt.lines.iter().map(line).collect()
}

/// "1.25".
pub fn factor(difficulty: Difficulty) -> String {
    let hundredths = difficulty.hundredths();
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::RowKey,
        evaluation::{ManagerField, SelfField, SelfRating, YES},
        merge::Texts,
    };

    fn key(name: &str) -> RowKey {
        RowKey(name.into())
    }

    fn approved() -> Vec<Target> {
        [("a", 40, Difficulty::L1), ("b", 30, Difficulty::L2), ("c", 30, Difficulty::L3)]
            .map(|(name, weight, difficulty)| Target {
                key: key(name),
                task: "t".into(),
                kpi: "k".into(),
                weight,
                difficulty,
                goal: None,
            })
            .into()
    }

    #[test]
    fn points_show_target_by_target_while_somebody_rates() {
        let mut draft = SelfDraft::starting(&approved());
        draft.set(&SelfField::Rating(key("a")), "4".into());
        let card = Card::of_self(&draft, &approved());
        assert_eq!((card.partial.rated, card.partial.so_far.to_string().as_str()), (1, "2.00"));
        assert_eq!((card.points_of(1), card.points_of(2)), (Some("2.00"), None));
    }

    #[test]
    fn a_changed_target_is_shown_as_the_employee_has_it() {
        let mut draft = SelfDraft::starting(&approved());
        draft.set(&SelfField::Rating(key("a")), "4".into());
        draft.set(&SelfField::Changed(key("a")), YES.into());
        draft.set(&SelfField::Weight(key("a")), "20 %".into());
        let card = Card::of_self(&draft, &approved());
        assert_eq!((card.lines[0].weight, card.points_of(1)), (Some(20), Some("1.00")));
        draft.set(&SelfField::Weight(key("a")), "x".into());
        let card = Card::of_self(&draft, &approved());
        assert_eq!((card.lines[0].weight, card.points_of(1)), (None, None));
    }

    #[test]
    fn the_rank_waits_for_the_last_rating_and_accepted_changes_count() {
        let approved = approved();
        let mut changed = approved.clone();
        (changed[0].weight, changed[2].weight) = (30, 40);
        let items =
            approved.iter().map(|target| SelfRating { key: target.key.clone(), rating: Rating::Meets, result: "r".into() });
        let own = SelfEvaluation {
            job_description: String::new(),
            career_path: String::new(),
            items: items.collect(),
            changed: Some(changed),
        };
        let table = RankTable::default();
        let mut draft = ManagerDraft::starting(&approved);
        for name in ["a", "b"] {
            draft.set(&ManagerField::Rating(key(name)), "4".into());
        }
        assert_eq!(Card::of_manager(&draft, &approved, Some(&own), Some(&table)).rank, None);
        draft.set(&ManagerField::Rating(key("c")), "4".into());
        let card = Card::of_manager(&draft, &approved, Some(&own), Some(&table));
        assert_eq!((card.partial.so_far.to_string().as_str(), card.rank.as_deref()), ("4.10", Some("A+")));
        draft.set(&ManagerField::AcceptChanges, YES.into());
        let card = Card::of_manager(&draft, &approved, Some(&own), Some(&table));
        assert_eq!((card.partial.so_far.to_string().as_str(), card.points_of(1)), ("3.90", Some("1.50")));
    }

    #[test]
    fn factors_have_two_decimals() {
        assert_eq!(Difficulty::ALL.map(factor), ["1.25", "1.00", "0.75"]);
    }
}
