//! The timeline of who covers whom: days as whole percent of half a year, bars that overlap in lanes of their own.
use super::delegating::days_in_words;
use crate::{
    api::delegations::{Bar, Lane, Lanes},
    domain::{
        delegation::Standing,
        time::{Date, long_date},
    },
    server::{
        error::Result,
        repo::delegations::{DelegationRow, Gap},
    },
    ui::messages::delegation as words,
};

/// Months shown before this one, and in all.
const BEFORE: i32 = 1;
const MONTHS: i32 = 6;
/// Lanes that fit a page.
const MOST: usize = 60;

/// The days that are shown: whole months around today.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: Date,
    /// The day after the last one.
    end: Date,
}

impl Span {
    fn around(today: Date) -> Self {
        let month = today.first_of_month();
        let first = month.saturating_sub(jiff::Span::new().months(BEFORE));
        Span { first, end: first.saturating_add(jiff::Span::new().months(MONTHS)) }
    }

    /// Where a day begins, in whole percent from the left.
    fn at(self, day: Date) -> u8 {
        let whole = i64::from((self.end - self.first).get_days().max(1));
        let from = i64::from((day - self.first).get_days());
        u8::try_from((from * 100 / whole).clamp(0, 100)).unwrap_or(100)
    }

    /// Begin and width of the days from `from` to `to`, as far as they are shown; at least a sliver.
    fn bar(self, from: Date, to: Option<Date>) -> Option<(u8, u8)> {
        let after = to.map_or(self.end, |to| to.tomorrow().unwrap_or(to));
        if after <= self.first || from >= self.end {
            return None;
        }
        let at = self.at(from).min(99);
        Some((at, self.at(after).saturating_sub(at).max(1)))
    }
}

/// Puts a bar into the first of a reviewer's lanes where it has room.
fn place(lanes: &mut Vec<Lane>, reviewer: &str, bar: Bar) {
    let free = |lane: &&mut Lane| {
        lane.reviewer == reviewer
            && lane.bars.iter().all(|other| bar.at >= other.at + other.width || other.at >= bar.at + bar.width)
    };
    match lanes.iter_mut().find(|lane| free(lane)) {
        Some(lane) => lane.bars.push(bar),
        None => lanes.push(Lane { reviewer: reviewer.to_owned(), bars: vec![bar] }),
    }
}

/// `rows` as listed, and from today on whoever nobody covers.
pub fn draw(rows: &[DelegationRow], gaps: &[Gap], today: Date) -> Result<Lanes> {
    let span = Span::around(today);
    let mut lanes: Vec<Lane> = Vec::new();
    for row in rows {
        let (days, standing) = (row.days()?, row.standing(today)?);
        if let Some((at, width)) = span.bar(days.from, days.to) {
            let bar = Bar {
                delegation: Some(row.id),
                at,
                width,
                standing,
                delegate: row.delegate_name.clone(),
                words: words::bar(&row.delegate_name, &row.for_name, &days_in_words(days), standing),
            };
            place(&mut lanes, &row.for_name, bar);
        }
    }
    for gap in gaps {
        if let Some((at, width)) = span.bar(today, None) {
            let bar = Bar {
                delegation: None,
                at,
                width,
                standing: Standing::Over,
                delegate: words::NOBODY.into(),
                words: words::nobody_covers(&gap.full_name, &long_date(today)),
            };
            place(&mut lanes, &gap.full_name, bar);
        }
    }
    lanes.sort_by(|one, other| one.reviewer.cmp(&other.reviewer));
    lanes.truncate(MOST);
    let months = (0..MONTHS).map(|n| span.first.saturating_add(jiff::Span::new().months(n)));
    Ok(Lanes { months: months.map(|month| (span.at(month), words::month(month))).collect(), today: span.at(today), lanes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2026, month, day)
    }

    #[test]
    fn bars_are_cut_to_the_months_shown() {
        let span = Span::around(day(5, 15));
        assert_eq!((span.first, span.end), (day(4, 1), day(10, 1)));
        assert_eq!(span.bar(day(1, 1), Some(day(3, 31))), None);
        assert_eq!(span.bar(day(10, 1), None), None);
        assert_eq!(span.bar(day(4, 1), None), Some((0, 100)));
        assert_eq!(span.bar(day(1, 1), Some(day(4, 30))), Some((0, 16)));
        assert_eq!(span.bar(day(9, 30), Some(day(9, 30))), Some((99, 1)), "one day is a sliver");
        assert_eq!(span.at(day(5, 15)), 24);
    }

    #[test]
    fn bars_that_overlap_stand_in_lanes_of_their_own() {
        let bar = |at, width| Bar {
            delegation: None,
            at,
            width,
            standing: Standing::Running,
            delegate: String::new(),
            words: String::new(),
        };
        let mut lanes = Vec::new();
        for (at, width) in [(0, 20), (10, 20), (20, 10), (30, 5)] {
            place(&mut lanes, "Alice", bar(at, width));
        }
        place(&mut lanes, "Bob", bar(0, 20));
        let starts: Vec<Vec<u8>> = lanes.iter().map(|lane| lane.bars.iter().map(|bar| bar.at).collect()).collect();
        assert_eq!(starts, [vec![0, 20, 30], vec![10], vec![0]]);
    }
}
