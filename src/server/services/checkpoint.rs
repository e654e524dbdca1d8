//! Checkpoints of the audit chain outside of the database (R42): a sealed line in the log, and in a file where one is configured.
//! Whoever puts back an older database, whole and with a head that fits, cannot take back what was written down here.
use crate::{
    domain::audit_mark::{Checkpoint, Mark},
    server::{
        clock::Clock,
        config::Config,
        error::{Result, ServiceError},
        repo::{Db, audit},
        seals,
        state::AppState,
    },
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

/// Writes down how far the chain is. Nothing while it is empty.
pub async fn write(db: &Db, clock: &Clock, config: &Config) -> Result<Option<Checkpoint>> {
    let Some((seq, hash)) = audit::head(db).await? else { return Ok(None) };
    let checkpoint = Checkpoint { seq, hash, at: clock.now() };
    let line = checkpoint.line(&seals::seal_mark(db.audit_key(), &checkpoint)?);
    tracing::info!("{line}");
    if let Some(path) = config.outside.checkpoints.clone() {
        tokio::task::spawn_blocking(move || {
            seals::append_line(&path, &line).map_err(|error| ServiceError::broken(format!("{}: {error}", path.display())))
        })
        .await
        .map_err(ServiceError::broken)??;
    }
    Ok(Some(checkpoint))
}

/// The same, once for each state of the chain; called now and then while serving, and at the end.
pub async fn keep(state: &AppState) -> Result<()> {
    let newest = audit::head(&state.db).await?.map_or(0, |(seq, _)| seq);
    if newest != state.checkpoint.load(Ordering::Relaxed)
        && let Some(written) = write(&state.db, &state.clock, &state.config).await?
    {
        state.checkpoint.store(written.seq, Ordering::Relaxed);
    }
    Ok(())
}

/// What files or logs say of the chain.
///
/// # Errors
/// A file that cannot be read or holds none, a line that was changed, two lines that contradict each other.
pub fn read(key: &[u8], files: &[PathBuf]) -> Result<BTreeMap<i64, [u8; 32]>> {
    let mut known = BTreeMap::new();
    for path in files {
        let found = read_one(key, path)?;
        if found.is_empty() {
            return Err(ServiceError::broken(format!("{}: no checkpoint in it", path.display())));
        }
        for checkpoint in found {
            if known.insert(checkpoint.seq, checkpoint.hash).is_some_and(|hash| hash != checkpoint.hash) {
                let (path, seq) = (path.display(), checkpoint.seq);
                return Err(ServiceError::broken(format!("{path}: two checkpoints name different entries {seq}")));
            }
        }
    }
    Ok(known)
}

fn read_one(key: &[u8], path: &Path) -> Result<Vec<Checkpoint>> {
    let bytes = std::fs::read(path).map_err(|error| ServiceError::broken(format!("{}: {error}", path.display())))?;
    seals::read_marks(key, &path.display().to_string(), &String::from_utf8_lossy(&bytes))
}
