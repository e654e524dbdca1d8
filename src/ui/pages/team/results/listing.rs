//! Which results a team page shows and in which order: read from the address, written into its links.
use super::super::show::{self, Report};
use crate::{
    api::results::ResultRow,
    domain::review::{ReviewParty, ReviewState},
    ui::components::listing::{self, Choice},
};
use std::cmp::Reverse;

pub const PATH: &str = "/team/results";

pub type Show = show::Show<ReviewState>;

impl Report for ResultRow {
    type State = ReviewState;

    fn stands(&self, show: Show) -> bool {
        let head = &self.head;
        match show {
            Show::All => true,
            Show::Exempt => head.exempt,
            _ if head.exempt => false,
            Show::Mine => head.state.turn() == Some(ReviewParty::Reviewer) && head.state != ReviewState::ManagerEvalComplete,
            Show::Overdue => head.overdue,
            Show::Missing => !head.state.is_complete_or_further() && head.state != ReviewState::NotAssessed,
            Show::In(state) => head.state == state,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Turn,
    Person,
    State,
    Since,
    SelfScore,
    Score,
    Rank,
}

impl Sort {
    pub const ALL: [Sort; 7] = [Sort::Person, Sort::State, Sort::Turn, Sort::Since, Sort::SelfScore, Sort::Score, Sort::Rank];
}

impl Choice for Sort {
    fn code(self) -> &'static str {
        match self {
            Sort::Turn => "turn",
            Sort::Person => "person",
            Sort::State => "state",
            Sort::Since => "since",
            Sort::SelfScore => "self",
            Sort::Score => "score",
            Sort::Rank => "rank",
        }
    }

    fn parse(code: &str) -> Sort {
        Sort::ALL.into_iter().find(|known| known.code() == code).unwrap_or_default()
    }
}

pub type Listing = listing::Listing<Show, Sort>;

impl Listing {
    pub fn to(self) -> String {
        self.address(PATH)
    }

    /// The same, scrolled to the table: a link loads the page.
    pub fn to_table(self) -> String {
        format!("{}#reports", self.to())
    }

    /// The rows to show; `ranks` are the labels from the lowest. Equal rows stand by name, so that the order never jumps, and
    /// whoever has no number yet stands at the end of it.
    pub fn apply(self, rows: &[ResultRow], ranks: &[String]) -> Vec<ResultRow> {
        let mut shown: Vec<ResultRow> = rows.iter().filter(|row| row.stands(self.show)).cloned().collect();
        shown.sort_by_cached_key(|row| (row.head.owner.name.to_lowercase(), row.head.review));
        let place = |row: &ResultRow| row.rank.as_ref().and_then(|rank| ranks.iter().position(|known| known == rank));
        match self.sort {
            Sort::Person => {}
            Sort::State => shown.sort_by_key(|row| (row.head.exempt, row.head.state)),
            Sort::Turn => shown.sort_by_cached_key(|row| (turn(row), Reverse(row.head.overdue), row.head.since.iso.clone())),
            Sort::Since => shown.sort_by_cached_key(|row| row.head.since.iso.clone()),
            Sort::SelfScore => shown.sort_by_key(|row| (row.self_score.is_none() != self.descending, row.self_score)),
            Sort::Score => shown.sort_by_key(|row| (row.score.is_none() != self.descending, row.score)),
            Sort::Rank => shown.sort_by_key(|row| (row.rank.is_none() != self.descending, place(row), row.score)),
        }
        if self.descending {
            shown.reverse();
        }
        shown
    }
}

/// The manager's own work first, then what waits for the team, then the employees', then what is elsewhere or over.
fn turn(row: &ResultRow) -> u8 {
    match row.head.state.turn() {
        _ if row.head.exempt => 5,
        Some(ReviewParty::Reviewer) if row.head.state == ReviewState::ManagerEvalComplete => 1,
        Some(ReviewParty::Reviewer) => 0,
        Some(ReviewParty::Owner) => 2,
        Some(ReviewParty::Hr | ReviewParty::Board) => 3,
        None => 4,
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
