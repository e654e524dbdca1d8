//! Time is passed in: this is the one place that reads a clock, and tests put their own in its place.
use crate::{
    api::views::When,
    domain::time::{Date, Timestamp, long_date},
    server::config::Company,
};
use jiff::tz::TimeZone;
use std::{
    path::PathBuf,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

/// Reads the time, in the company's time zone where days are meant.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Clone)]
enum Source {
    System,
    /// Microseconds, moved by the test that owns it.
    Manual(Arc<AtomicI64>),
    /// Stands where a file says, as `2026-05-31T23:59:59Z`; the system's time while the file says nothing. In demo mode only.
    File(PathBuf),
}

impl Clock {
    pub fn system(zone: TimeZone) -> Self {
        Clock { source: Source::System, zone }
    }

    /// The clock a configuration asks for.
    pub fn of(company: &Company) -> Self {
        match company.demo_clock.clone().filter(|_| company.demo) {
            Some(path) => Clock { source: Source::File(path), zone: company.zone.clone() },
            None => Clock::system(company.zone.clone()),
        }
    }

    /// A clock that stands still until it is moved.
    pub fn manual(start: Timestamp) -> (Self, ManualClock) {
        let hands = Arc::new(AtomicI64::new(start.0));
        (Clock { source: Source::Manual(hands.clone()), zone: TimeZone::UTC }, ManualClock(hands))
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of the system clock")]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::System => Timestamp(jiff::Timestamp::now().as_microsecond()),
            Source::Manual(hands) => Timestamp(hands.load(Ordering::SeqCst)),
            Source::File(path) => {
                let said = std::fs::read_to_string(path).ok().and_then(|text| text.trim().parse::<jiff::Timestamp>().ok());
                Timestamp(said.unwrap_or_else(jiff::Timestamp::now).as_microsecond())
            }
        }
    }

    /// Time since some moment of this process, for measuring waits: it never goes back, whatever happens to the wall's clock.
    pub fn ticks(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        match &self.source {
            Source::System | Source::File(_) => START.elapsed(),
            Source::Manual(hands) => Duration::from_micros(hands.load(Ordering::SeqCst).unsigned_abs()),
        }
    }

    /// The company's calendar day now.
    pub fn today(&self) -> Date {
        self.local(self.now()).date()
    }

    /// The hour of the company's day now, 0 to 23.
    pub fn hour(&self) -> i8 {
        self.local(self.now()).hour()
    }

    /// The company's calendar day at a moment.
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The first moment after a day of the company's calendar.
    pub fn end_of(&self, day: Date) -> Timestamp {
        let next = day.tomorrow().unwrap_or(Date::MAX);
        let midnight = next.to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp()).unwrap_or(jiff::Timestamp::MAX);
        Timestamp(midnight.as_microsecond())
    }

    fn local(&self, at: Timestamp) -> jiff::Zoned {
        jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone())
    }

    /// A moment in words.
    pub fn when(&self, at: Timestamp) -> When {
        let local = self.local(at);
        let day = long_date(local.date());
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let zone = local.strftime("%Z").to_string();
        When {
            iso: local.timestamp().to_string(),
            full: format!("{day}, {time} {zone}"),
            day: if local.date() == self.today() { "today".into() } else { day },
            time,
        }
    }
}

/// The hands of a test's clock.
#[derive(Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * Timestamp::SECOND, Ordering::SeqCst);
    }
}
