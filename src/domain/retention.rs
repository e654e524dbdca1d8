//! Which backups are kept (O14): every day of the last 30 days, the last of each week for 90 days, the last of each year for
//! seven years. Those of the newest seven days there are stay whatever their age: a company whose backups stopped, or whose clock runs
//! ahead, must not lose its last ones.
use super::time::Date;
use std::collections::BTreeSet;

/// Days for which each day's last backup is kept.
const DAILY: i32 = 30;
/// Days for which each week's last backup is kept. A week ends on Sunday.
const WEEKLY: i32 = 90;
/// Days of backups that stay, however old.
const ALWAYS: usize = 7;
/// Years for which each year's last backup is kept.
const YEARLY: i16 = 7;

/// Days from `earlier` to `later`; negative when they are the other way round.
fn days_between(earlier: Date, later: Date) -> i32 {
    later.since(earlier).map_or(i32::MAX, |span| span.get_days())
}

/// For each backup, whether it is kept today. `made` holds the day of each, oldest first; several may be of one day.
pub fn kept(made: &[Date], today: Date) -> Vec<bool> {
    let (mut days, mut weeks, mut years) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut keep = vec![false; made.len()];
    // Newest first, so that the last of each day, week and year is met first.
    for (place, day) in made.iter().enumerate().rev() {
        let age = days_between(*day, today);
        let week = day.iso_week_date();
        let of_day = days.insert(*day) && (age < DAILY || days.len() <= ALWAYS);
        let of_week = weeks.insert((week.year(), week.week())) && age < WEEKLY;
        let of_year = years.insert(day.year()) && today.year() - day.year() < YEARLY;
        let newest = place + 1 == made.len();
        keep[place] = newest || age <= 0 || of_day || of_week || of_year;
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// One backup a day, the last of them today.
    fn daily(count: i32, today: Date) -> Vec<Date> {
        (0..count).rev().map(|ago| today.checked_sub(ago.days()).expect("a day")).collect()
    }

    #[test]
    fn a_year_of_daily_backups_shrinks_to_days_weeks_and_a_year() {
        let today = day("2026-11-25");
        let made = daily(700, today);
        let kept: Vec<Date> = made.iter().zip(kept(&made, today)).filter(|(_, keep)| *keep).map(|(day, _)| *day).collect();
        // 30 days; the nine Sundays before them within 90 days; the last day of 2025, and of 2024 none older than 700 days was made.
        let within = |days: i32| kept.iter().filter(|made| days_between(**made, today) < days).count();
        assert_eq!(within(30), 30);
        let weekly: Vec<&Date> = kept.iter().filter(|made| (30..90).contains(&days_between(**made, today))).collect();
        assert!(weekly.iter().all(|made| made.weekday() == jiff::civil::Weekday::Sunday), "{weekly:?}");
        assert_eq!(weekly.len(), 9);
        assert_eq!(&kept[..2], [day("2024-12-31"), day("2025-12-31")]);
        assert_eq!(kept.len(), 30 + 9 + 2);
    }

    #[test]
    fn the_bounds_are_exact() {
        let today = day("2026-11-25");
        // A newer one of the same week, month and year stands beside each, so that only its own day could keep it.
        let and_a_week = |made: &[Date]| [made, &daily(7, today)].concat();
        let keeps = |old: &str, newer: &str| kept(&and_a_week(&[day(old), day(newer)]), today)[0];
        assert!(keeps("2026-10-27", "2026-10-28"), "29 days old");
        assert!(!keeps("2026-10-26", "2026-10-27"), "30 days old, and its week has a newer one");
        let alone = |old: &str| kept(&and_a_week(&[day(old)]), today)[0];
        assert!(alone("2026-08-28"), "89 days old, its week's last");
        assert!(!alone("2026-08-27"), "90 days old");
        assert!(alone("2020-12-31"), "of the seventh year back");
        assert!(!alone("2019-12-31"), "older than seven years");
    }

    #[test]
    fn the_newest_seven_days_stay_whatever_their_age() {
        let stopped = daily(9, day("2011-01-20"));
        let wanted = [[false].repeat(2), [true].repeat(7)].concat();
        assert_eq!(kept(&stopped, day("2026-11-25")), wanted);
        let two_a_day: Vec<Date> = stopped.iter().flat_map(|day| [*day, *day]).collect();
        let keep = kept(&two_a_day, day("2026-11-25"));
        assert_eq!(keep.iter().filter(|keep| **keep).count(), 7, "the last of each day");
        assert_eq!(kept(&[], day("2026-11-25")), Vec::<bool>::new());
    }

    proptest! {
        #[test]
        fn keeping_again_keeps_the_same(ages in proptest::collection::vec(0i32..4_000, 0..60)) {
            let today = day("2026-11-25");
            let mut made: Vec<Date> = ages.iter().map(|ago| today.checked_sub(ago.days()).expect("a day")).collect();
            made.sort();
            let once: Vec<Date> = made.iter().zip(kept(&made, today)).filter(|(_, keep)| *keep).map(|(day, _)| *day).collect();
            prop_assert!(kept(&once, today).iter().all(|keep| *keep));
            prop_assert_eq!(once.last(), made.last());
        }
    }
}
