//! Sign-in attempts are limited per account and per address (R45), counted in the database and so for the whole cluster.
use crate::{
    api::error::AppError,
    server::{
        config::SignIn,
        error::Result,
        repo::{UnitOfWork, access},
    },
};
use std::net::IpAddr;

const WINDOW: i64 = 60;

pub fn account_bucket(login: &str) -> String {
    // Logins are typed by strangers: whatever they type counts under a bounded name.
    format!("account:{}", crate::server::repo::links::digest(&login.trim().to_lowercase()))
}

fn limit_of(address: IpAddr, config: &SignIn) -> u32 {
    config.raised.iter().find(|(network, _)| network.contains(address)).map_or(config.per_minute, |(_, limit)| *limit)
}

/// Counts this attempt, or refuses it with the wait. Commits with the caller's unit of work.
pub async fn admit(uow: &UnitOfWork, login: &str, address: IpAddr, config: &SignIn) -> Result<()> {
    let limit = limit_of(address, config);
    let buckets = [(account_bucket(login), config.per_minute.max(limit)), (format!("address:{}", address.to_canonical()), limit)];
    let since = uow.now().plus_seconds(-WINDOW);
    for (bucket, limit) in &buckets {
        let (count, oldest) = access::attempts(uow.conn(), bucket, since).await?;
        if count >= i64::from(*limit) {
            let wait = oldest.map_or(WINDOW, |oldest| WINDOW - uow.now().seconds_since(oldest)).max(1);
            return Err(AppError::TooManyAttempts { seconds: wait.unsigned_abs() }.into());
        }
    }
    access::record_attempt(uow, &buckets.map(|(bucket, _)| bucket)).await
}
