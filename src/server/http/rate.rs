//! How much one session, or one address without any, may ask (R45): a steady rate with bursts, counted by each process. Replicas share the
//! load, so each sees its part of a browser's requests; what must hold for the whole cluster, sign-in, is counted in the database.
use super::client;
use crate::{
    api::error::AppError,
    server::{clock::Clock, config::Rate},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::HashMapStateStore};
use std::{hash::Hash, net::IpAddr};

/// So many keys are remembered before those that have rested are dropped.
const CROWD: usize = 20_000;

/// The application's clock, as the limiter reads it.
#[derive(Clone)]
struct Ticks(Clock);

impl clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.ticks().into()
    }
}

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Ticks, NoOpMiddleware<Nanos>>;

pub struct Limits {
    sessions: Limiter<String>,
    addresses: Limiter<IpAddr>,
    clock: Ticks,
}

impl Limits {
    pub fn new(rate: &Rate, clock: &Clock) -> Self {
        let quota = Quota::per_second(rate.per_second).allow_burst(rate.burst);
        let clock = Ticks(clock.clone());
        Limits {
            sessions: RateLimiter::new(quota, HashMapStateStore::default(), clock.clone()),
            addresses: RateLimiter::new(quota, HashMapStateStore::default(), clock.clone()),
            clock,
        }
    }

    /// Counts a request of a session; answers the seconds to wait when it was one too many.
    pub fn session(&self, family: &str) -> Result<(), u64> {
        self.check(&self.sessions, &family.to_owned())
    }

    /// Counts a request of somebody who is not signed in.
    pub fn address(&self, address: IpAddr) -> Result<(), u64> {
        self.check(&self.addresses, &client::network_of(address))
    }

    fn check<K: Hash + Eq + Clone>(&self, limiter: &Limiter<K>, key: &K) -> Result<(), u64> {
        if limiter.len() > CROWD {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|early| {
            let wait = early.wait_time_from(clock::Clock::now(&self.clock));
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }

    /// Drops who has rested. Called once in a while.
    pub fn tidy(&self) {
        self.sessions.retain_recent();
        self.addresses.retain_recent();
        self.sessions.shrink_to_fit();
        self.addresses.shrink_to_fit();
    }
}

/// One request too many: an error for a page's own scripts, a page for people.
pub fn too_fast(seconds: u64, wants_page: bool) -> Response {
    let retry = [(header::RETRY_AFTER, seconds.to_string())];
    if !wants_page {
        let body = serde_json::to_string(&AppError::TooFast { seconds }).unwrap_or_default();
        return (StatusCode::TOO_MANY_REQUESTS, retry, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    }
    let wait = if seconds <= 1 { "a second".to_owned() } else { format!("{seconds} seconds") };
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>One moment · pa-assistant</title>\
         <link rel=\"icon\" href=\"/favicon.svg\"><h1>That was too fast for us</h1>\
         <p>More requests came at once than one person makes. Nothing was changed and nothing was lost: wait {wait}, then reload this \
         page, or go back and send your form again.</p></html>"
    );
    (StatusCode::TOO_MANY_REQUESTS, retry, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use std::num::NonZeroU32;

    #[test]
    fn a_burst_passes_then_a_steady_rate_for_each_by_itself() {
        let (clock, hands) = Clock::manual(Timestamp(1_775_811_600_000_000));
        let number = |n| NonZeroU32::new(n).expect("a number");
        let limits = Limits::new(&Rate { per_second: number(10), burst: number(20) }, &clock);
        for nth in 1..=20 {
            assert_eq!(limits.session("one"), Ok(()), "{nth}");
        }
        assert_eq!(limits.session("one"), Err(1));
        assert_eq!(limits.session("two"), Ok(()), "another session");
        hands.advance_seconds(1);
        for nth in 1..=10 {
            assert_eq!(limits.session("one"), Ok(()), "{nth} a second later");
        }
        assert_eq!(limits.session("one"), Err(1));
        hands.advance_seconds(60);
        limits.tidy();
        assert_eq!(limits.sessions.len(), 0, "who has rested is forgotten");
    }

    #[test]
    fn a_crowd_is_not_remembered_for_ever() {
        let (clock, hands) = Clock::manual(Timestamp(1_775_811_600_000_000));
        let number = |n| NonZeroU32::new(n).expect("a number");
        let limits = Limits::new(&Rate { per_second: number(10), burst: number(20) }, &clock);
        for n in 0..50_000_u32 {
            if n % 1_000 == 0 {
                hands.advance_seconds(1);
            }
            let _ = limits.address(IpAddr::V4(n.into()));
        }
        assert!(limits.addresses.len() <= CROWD + 1, "{}", limits.addresses.len());
    }
}
