//! Which of a manager's reports a page shows: the same choices before the year and after it, by the states of either.
use crate::{
    domain::{review::ReviewState, target::SetState},
    ui::components::listing::Choice,
};
use std::str::FromStr;

/// A state rows can be narrowed to.
pub trait Stands: Copy + PartialEq + FromStr {
    fn named(self) -> &'static str;
}

impl Stands for SetState {
    fn named(self) -> &'static str {
        self.code()
    }
}

impl Stands for ReviewState {
    fn named(self) -> &'static str {
        self.code()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show<S> {
    #[default]
    All,
    /// Waits for the manager.
    Mine,
    Overdue,
    /// Keeps the team from going to HR.
    Missing,
    Exempt,
    In(S),
}

/// A report as a row of a page.
pub trait Report {
    type State: Stands;
    fn stands(&self, show: Show<Self::State>) -> bool;
}

impl<S: Stands> Show<S> {
    pub fn count<R: Report<State = S>>(self, rows: &[R]) -> usize {
        rows.iter().filter(|row| row.stands(self)).count()
    }
}

impl<S: Stands> Choice for Show<S> {
    fn code(self) -> &'static str {
        match self {
            Show::All => "",
            Show::Mine => "mine",
            Show::Overdue => "overdue",
            Show::Missing => "missing",
            Show::Exempt => "exempt",
            Show::In(state) => state.named(),
        }
    }

    fn parse(code: &str) -> Self {
        [Show::Mine, Show::Overdue, Show::Missing, Show::Exempt]
            .into_iter()
            .find(|show| show.code() == code)
            .or_else(|| code.parse().ok().map(Show::In))
            .unwrap_or_default()
    }
}
