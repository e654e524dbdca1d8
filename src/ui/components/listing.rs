//! What a table shows, in which order and of which year: read from the address, written into the links of its heads and chips.
use crate::domain::ids::{FiscalYearId, PersonId};
use leptos_router::params::ParamsMap;

/// One of a few choices an address can name. The default one is not written.
pub trait Choice: Copy + PartialEq + Default {
    fn code(self) -> &'static str;
    /// Whatever makes no sense is the default.
    fn parse(code: &str) -> Self;
}

/// `W` says which rows, `O` in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing<W, O> {
    pub year: Option<FiscalYearId>,
    /// Whose team, where that is not one's own.
    pub of: Option<PersonId>,
    pub show: W,
    pub sort: O,
    pub descending: bool,
}

impl<W: Choice, O: Choice> Listing<W, O> {
    pub fn read(query: &ParamsMap) -> Self {
        let sort = query.get_str("sort").unwrap_or_default();
        let (descending, sort) = sort.strip_prefix('-').map_or((false, sort), |rest| (true, rest));
        Listing {
            year: query.get_str("year").and_then(|year| year.parse().ok()),
            of: query.get_str("of").and_then(|of| of.parse().ok()),
            show: W::parse(query.get_str("state").unwrap_or_default()),
            sort: O::parse(sort),
            descending,
        }
    }

    pub fn address(self, path: &str) -> String {
        let mut parts = Vec::new();
        if let Some(year) = self.year {
            parts.push(format!("year={year}"));
        }
        if let Some(of) = self.of {
            parts.push(format!("of={of}"));
        }
        if self.show != W::default() {
            parts.push(format!("state={}", self.show.code()));
        }
        if self.sort != O::default() || self.descending {
            parts.push(format!("sort={}{}", if self.descending { "-" } else { "" }, self.sort.code()));
        }
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }

    pub fn showing(self, show: W) -> Self {
        Listing { show, ..self }
    }

    /// What a click on a column's head leads to: its order, or the other way round.
    pub fn sorted(self, sort: O) -> Self {
        Listing { sort, descending: self.sort == sort && !self.descending, ..self }
    }

    /// For the column's head; nothing for a column that does not order the table.
    pub fn aria_sort(self, sort: O) -> Option<&'static str> {
        (self.sort == sort).then_some(if self.descending { "descending" } else { "ascending" })
    }
}
