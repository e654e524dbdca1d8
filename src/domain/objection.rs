//! Objecting to a result in writing (R29b). Days are those of the company's zone and inclusive; which day it is, and which day the
//! person could first read the result, is passed in. Archiving the review meanwhile takes nothing from the time.
use super::time::Date;
use jiff::ToSpan;

/// How many days somebody has after the day of the feedback.
pub const DAYS: i32 = 14;

/// The last day on which an objection is in time: the day of the feedback and fourteen more.
pub fn last_day(delivered_on: Date) -> Date {
    delivered_on.saturating_add(DAYS.days())
}

/// From the day of the feedback to the last day, both included.
pub fn may_object(delivered_on: Date, today: Date) -> bool {
    (delivered_on..=last_day(delivered_on)).contains(&today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_feedback_and_fourteen_more() {
        let delivered = Date::constant(2027, 5, 20);
        assert_eq!(last_day(delivered), Date::constant(2027, 6, 3));
        for (today, in_time) in [((5, 19), false), ((5, 20), true), ((6, 2), true), ((6, 3), true), ((6, 4), false)] {
            assert_eq!(may_object(delivered, Date::constant(2027, today.0, today.1)), in_time, "{today:?}");
        }
    }

    #[test]
    fn the_days_go_over_the_ends_of_months_and_years() {
        assert_eq!(last_day(Date::constant(2028, 2, 20)), Date::constant(2028, 3, 5));
        assert_eq!(last_day(Date::constant(2027, 12, 25)), Date::constant(2028, 1, 8));
        // The calendar's end is nobody's appointment, but not a reason to fail either.
        assert!(may_object(Date::MAX, Date::MAX));
    }
}
