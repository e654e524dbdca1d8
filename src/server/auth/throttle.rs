//! Sign-in attempts are limited per account and per address (R45), counted in the database and so for the whole cluster.
//!
//! Two counts are seen: that of the name typed, whether anybody has it or not, and that of the address. A third is not, because it would
//! tell that two names are one person: beyond the person's own count every password is wrong. A browser that signed in before is counted
//! by itself instead (see [`super::device`]).
use crate::{
    api::error::AppError,
    domain::ids::PersonId,
    server::{
        config::SignIn,
        error::Result,
        http::client,
        repo::{access, links},
        state::AppState,
    },
};
use std::net::IpAddr;

const WINDOW: i64 = 60;

/// Who tries to get in.
pub enum Attempt<'a> {
    /// With a name nobody may have, from an address.
    Anyone { login: &'a str, person: Option<PersonId>, address: IpAddr },
    /// From a browser that this account signed in with before.
    KnownBrowser { nonce: &'a str },
    /// The present password of somebody who is signed in, asked for again.
    Within { family: &'a str },
}

/// What to do with an admitted attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Check,
    /// Refuse whatever the password is, in the same words and after the same time.
    Refuse,
}

struct Bucket {
    name: String,
    limit: u32,
}

impl Attempt<'_> {
    fn own(&self) -> String {
        match self {
            // Logins are typed by strangers: whatever they type counts under a bounded name.
            Attempt::Anyone { login, .. } => format!("account:{}", links::digest(&login.trim().to_lowercase())),
            Attempt::KnownBrowser { nonce } => format!("browser:{nonce}"),
            Attempt::Within { family } => format!("session:{family}"),
        }
    }

    fn person(&self) -> Option<String> {
        match self {
            Attempt::Anyone { person: Some(person), .. } => Some(format!("person:{person}")),
            _ => None,
        }
    }

    fn seen(&self, config: &SignIn) -> Vec<Bucket> {
        let mut buckets = vec![Bucket { name: self.own(), limit: config.per_minute }];
        if let Attempt::Anyone { address, .. } = self {
            let name = format!("address:{}", client::network_of(*address));
            buckets.push(Bucket { name, limit: limit_of(*address, config) });
        }
        buckets
    }
}

fn limit_of(address: IpAddr, config: &SignIn) -> u32 {
    config.raised.iter().find(|(network, _)| network.contains(address)).map_or(config.per_minute, |(_, limit)| *limit)
}

/// Counts this attempt, or refuses it with the wait. What is refused is not counted and writes nothing.
pub async fn admit(state: &AppState, attempt: &Attempt<'_>) -> Result<Verdict> {
    let seen = attempt.seen(&state.config.sign_in);
    // Most of a flood ends here, without a transaction.
    refuse_beyond(state.db.read(), &seen, state.clock.now().plus_seconds(-WINDOW)).await?;
    let person = attempt.person();
    let mut names: Vec<&str> = seen.iter().map(|bucket| bucket.name.as_str()).chain(person.as_deref()).collect();
    names.sort_unstable();
    let uow = state.db.begin(&state.clock).await?;
    let since = uow.now().plus_seconds(-WINDOW);
    // Always in the same order, so that no two wait for each other.
    for name in &names {
        access::hold_bucket(&uow, name).await?;
    }
    refuse_beyond(uow.conn(), &seen, since).await?;
    let verdict = match &person {
        Some(person) if access::attempts(uow.conn(), person, since).await?.0 >= i64::from(state.config.sign_in.per_minute) => {
            Verdict::Refuse
        }
        _ => Verdict::Check,
    };
    access::record_attempt(&uow, &names).await?;
    uow.commit().await?;
    Ok(verdict)
}

async fn refuse_beyond<C: sea_orm::ConnectionTrait>(
    conn: &C,
    buckets: &[Bucket],
    since: crate::domain::time::Timestamp,
) -> Result<()> {
    for bucket in buckets {
        let (count, oldest) = access::attempts(conn, &bucket.name, since).await?;
        if count >= i64::from(bucket.limit) {
            let wait = oldest.map_or(WINDOW, |oldest| oldest.seconds_since(since) + 1).clamp(1, WINDOW);
            return Err(AppError::TooManyAttempts { seconds: wait.unsigned_abs() }.into());
        }
    }
    Ok(())
}

/// A right password clears its account's counts, not its address's.
pub async fn forget(state: &AppState, attempt: &Attempt<'_>) -> Result<()> {
    let uow = state.db.begin(&state.clock).await?;
    for bucket in std::iter::once(attempt.own()).chain(attempt.person()) {
        access::forget_attempts(&uow, &bucket).await?;
    }
    uow.commit().await
}
