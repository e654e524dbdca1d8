//! What was refused, in the log (ASVS 16.3): why, who, from where, in which part of the product; never what they sent.
use crate::{api::error::AppError, domain::policy::Denial, server::context::Visitor};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// Lines a second: a flood of refusals must not become a flood of lines.
const LINES: NonZeroU32 = NonZeroU32::new(20).expect("some");

static BUDGET: LazyLock<DefaultDirectRateLimiter> = LazyLock::new(|| RateLimiter::direct(Quota::per_second(LINES)));
/// Refusals that got no line of their own; the next line says how many.
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);

/// `person`: a number in the database, where somebody is known.
pub fn note(why: &'static str, person: Option<i64>, address: IpAddr, path: &str) {
    if BUDGET.check().is_err() {
        LEFT_OUT.fetch_add(1, Ordering::Relaxed);
        return;
    }
    let left_out = LEFT_OUT.swap(0, Ordering::Relaxed);
    tracing::info!(why, person, %address, place = place(path), left_out, "refused");
}

/// What a visitor was answered, when it was a refusal: a mistake in a form is none.
pub fn note_answer(visitor: &Visitor, error: &AppError) {
    let why = match error {
        AppError::Denied(Denial::Hidden) | AppError::NotFound => "not there, or not for them",
        AppError::Denied(Denial::WrongRole) => "another role's",
        AppError::Denied(_) => "not allowed as it stands",
        AppError::OtherRole { page: None, .. } => "a page of another person",
        AppError::OtherRole { .. } => "a page of another role",
        AppError::TooManyAttempts { .. } => "too many attempts",
        _ => return,
    };
    note(why, visitor.caller().map(|caller| caller.actor.person.0), visitor.address, &visitor.path);
}

/// A function's name, or the first part of a page's address: what follows may be a one-time link.
fn place(path: &str) -> &str {
    let parts = if path.starts_with("/api/") { 2 } else { 1 };
    path.match_indices('/').nth(parts).map_or(path, |(end, _)| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_line_holds_no_link() {
        assert_eq!(place("/invitation/abcdef"), "/invitation");
        assert_eq!(place("/api/accept-invitation"), "/api/accept-invitation");
        assert_eq!(place("/api/x/abcdef"), "/api/x");
        assert_eq!(place("/"), "/");
        assert_eq!(place(""), "");
    }
}
