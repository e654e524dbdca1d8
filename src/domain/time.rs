//! Moments and days. A moment is UTC microseconds, the finest grain that survives a round trip through both databases.
//! Nothing here reads a clock: the server passes the time in.
use serde::{Deserialize, Serialize};

/// A calendar day in the company's time zone; written `2026-05-31` wherever it is stored or sent.
pub type Date = jiff::civil::Date;

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    pub const SECOND: i64 = 1_000_000;

    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * Self::SECOND)
    }

    /// Whole seconds from `earlier` to `self`; negative when `earlier` is later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / Self::SECOND
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// "31 May 2026": the one way a day is written for people.
pub fn long_date(day: Date) -> String {
    let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    format!("{} {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_words() {
        assert_eq!(long_date(Date::constant(2026, 5, 31)), "31 May 2026");
        assert_eq!(long_date(Date::constant(2026, 12, 1)), "1 December 2026");
    }
}
