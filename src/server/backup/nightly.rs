//! Backups the server makes by itself, where no other timer does: every night from two o'clock in the company's time, and a
//! check of the newest once a month (O14). Only with `BACKUP_NIGHTLY`.
use super::{sqlite, store};
use crate::server::{
    clock::Clock,
    config::Config,
    error::{Result, ServiceError},
};
use std::fs;

const HOUR: i8 = 2;
/// Days after which the newest backup is restored into a scratch place and compared.
const CHECK_AFTER: i32 = 30;
const CHECKED: &str = ".verified-on";

/// Does what is due; answers whether anything was.
pub async fn run(config: &Config, clock: &Clock) -> Result<bool> {
    let folder = &config.backup.folder;
    if !config.backup.nightly || clock.hour() < HOUR {
        return Ok(false);
    }
    let today = clock.today();
    if store::list(folder)?.last().is_some_and(|newest| clock.day(newest.made) == today) {
        return Ok(false);
    }
    let made = sqlite::make(config, clock).await?;
    tracing::info!(file = %made.path.display(), bytes = made.bytes, removed = made.removed, "backed up");
    let last = fs::read_to_string(folder.join(CHECKED)).ok().and_then(|day| day.trim().parse::<crate::domain::time::Date>().ok());
    if last.is_none_or(|last| today.since(last).is_ok_and(|age| age.get_days() >= CHECK_AFTER)) {
        sqlite::verify(config, &made.path).await?;
        fs::write(folder.join(CHECKED), today.to_string()).map_err(ServiceError::broken)?;
        tracing::info!(file = %made.path.display(), "the backup was restored into a scratch place and is whole");
    }
    Ok(true)
}
