//! Which reports a team page shows and in which order: read from the address, written into its links.
use crate::{
    api::views::SetHead,
    domain::{
        ids::FiscalYearId,
        target::{Party, SetState},
    },
};
use leptos_router::params::ParamsMap;
use std::cmp::Reverse;

pub const PATH: &str = "/team";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    All,
    /// Waits for the manager's own review.
    Mine,
    Overdue,
    /// Keeps the team from going to HR.
    Missing,
    Exempt,
    In(SetState),
}

impl Show {
    pub fn code(self) -> &'static str {
        match self {
            Show::All => "",
            Show::Mine => "mine",
            Show::Overdue => "overdue",
            Show::Missing => "missing",
            Show::Exempt => "exempt",
            Show::In(state) => state.code(),
        }
    }

    pub fn parse(code: &str) -> Show {
        [Show::Mine, Show::Overdue, Show::Missing, Show::Exempt]
            .into_iter()
            .find(|show| show.code() == code)
            .or_else(|| code.parse().ok().map(Show::In))
            .unwrap_or_default()
    }

    pub fn holds(self, row: &SetHead) -> bool {
        let exempt = row.exempt.is_some();
        match self {
            Show::All => true,
            Show::Mine => !exempt && matches!(row.state, SetState::SubmittedToManager | SetState::HrFeedbackRequested),
            Show::Overdue => !exempt && row.overdue,
            Show::Missing => !exempt && !row.state.is_approved_or_further() && row.state != SetState::NotAssessed,
            Show::Exempt => exempt,
            Show::In(state) => !exempt && row.state == state,
        }
    }

    pub fn count(self, rows: &[SetHead]) -> usize {
        rows.iter().filter(|row| self.holds(row)).count()
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

    fn code(self) -> &'static str {
        match self {
            Sort::Turn => "turn",
            Sort::Person => "person",
            Sort::State => "state",
            Sort::Since => "since",
            Sort::Due => "due",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub year: Option<FiscalYearId>,
    pub show: Show,
    pub sort: Sort,
    pub descending: bool,
}

impl Listing {
    pub fn read(query: &ParamsMap) -> Listing {
        let sort = query.get_str("sort").unwrap_or_default();
        let (descending, sort) = sort.strip_prefix('-').map_or((false, sort), |rest| (true, rest));
        Listing {
            year: query.get_str("year").and_then(|year| year.parse().ok()),
            show: Show::parse(query.get_str("state").unwrap_or_default()),
            sort: Sort::ALL.into_iter().find(|known| known.code() == sort).unwrap_or_default(),
            descending,
        }
    }

    pub fn address(self) -> String {
        let mut parts = Vec::new();
        if let Some(year) = self.year {
            parts.push(format!("year={year}"));
        }
        if self.show != Show::All {
            parts.push(format!("state={}", self.show.code()));
        }
        if self.sort != Sort::default() || self.descending {
            parts.push(format!("sort={}{}", if self.descending { "-" } else { "" }, self.sort.code()));
        }
        if parts.is_empty() { PATH.into() } else { format!("{PATH}?{}", parts.join("&")) }
    }

    pub fn showing(self, show: Show) -> Listing {
        Listing { show, ..self }
    }

    /// What a click on a column's head leads to: its order, or the other way round.
    pub fn sorted(self, sort: Sort) -> Listing {
        Listing { sort, descending: self.sort == sort && !self.descending, ..self }
    }

    /// For the column's head; nothing for a column that does not order the table.
    pub fn aria_sort(self, sort: Sort) -> Option<&'static str> {
        (self.sort == sort).then_some(if self.descending { "descending" } else { "ascending" })
    }

    /// The rows to show. Equal ones stand by name, so that the order never jumps.
    pub fn apply(self, rows: &[SetHead]) -> Vec<SetHead> {
        let mut shown: Vec<SetHead> = rows.iter().filter(|row| self.show.holds(row)).cloned().collect();
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
