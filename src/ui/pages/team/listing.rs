//! Which reports a team page shows and in which order: read from the address, written into its links.
use super::show::{self, Report};
use crate::{
    api::views::SetHead,
    domain::target::{Party, SetState},
    ui::components::listing::{self, Choice},
};
use std::cmp::Reverse;

pub const PATH: &str = "/team";

pub type Show = show::Show<SetState>;

impl Report for SetHead {
    type State = SetState;

    fn stands(&self, show: Show) -> bool {
        let exempt = self.exempt.is_some();
        match show {
            Show::All => true,
            Show::Mine => !exempt && matches!(self.state, SetState::SubmittedToManager | SetState::HrFeedbackRequested),
            Show::Overdue => !exempt && self.overdue,
            Show::Missing => !exempt && !self.state.is_approved_or_further() && self.state != SetState::NotAssessed,
            Show::Exempt => exempt,
            Show::In(state) => !exempt && self.state == state,
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
    Due,
}

impl Sort {
    pub const ALL: [Sort; 5] = [Sort::Person, Sort::State, Sort::Turn, Sort::Since, Sort::Due];
}

impl Choice for Sort {
    fn code(self) -> &'static str {
        match self {
            Sort::Turn => "turn",
            Sort::Person => "person",
            Sort::State => "state",
            Sort::Since => "since",
            Sort::Due => "due",
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

    /// The rows to show. Equal ones stand by name, so that the order never jumps.
    pub fn apply(self, rows: &[SetHead]) -> Vec<SetHead> {
        let mut shown: Vec<SetHead> = rows.iter().filter(|row| row.stands(self.show)).cloned().collect();
        shown.sort_by_cached_key(|row| (row.owner.name.to_lowercase(), row.set));
        match self.sort {
            Sort::Person => {}
            Sort::State => shown.sort_by_key(|row| (row.exempt.is_some(), row.state)),
            Sort::Turn => shown.sort_by_cached_key(|row| (turn(row), Reverse(row.overdue), row.since.iso.clone())),
            Sort::Since => shown.sort_by_cached_key(|row| row.since.iso.clone()),
            Sort::Due => shown
                .sort_by_cached_key(|row| (Reverse(row.overdue), row.due.is_none(), Reverse(row.late), row.since.iso.clone())),
        }
        if self.descending {
            shown.reverse();
        }
        shown
    }
}

/// The manager's own work first, then the employees', then what is elsewhere or over.
fn turn(row: &SetHead) -> u8 {
    if row.exempt.is_some() {
        return 5;
    }
    match row.state.turn() {
        Some(Party::Reviewer) if row.state == SetState::ManagerApproved => 1,
        Some(Party::Reviewer) => 0,
        Some(Party::Owner) => 2,
        Some(Party::Hr) => 3,
        None => 4,
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
