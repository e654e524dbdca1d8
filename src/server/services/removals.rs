//! Removals outlive backups (R6, R43): who was anonymised is written down beside the backups, sealed and without a word about them, and
//! a backup that is older is anonymised again when it is restored.
use super::leaving;
use crate::{
    domain::{
        audit_mark::{Mark, Removal},
        person::EmploymentStatus,
        policy::Authorized,
    },
    server::{
        clock::Clock,
        config::Config,
        error::{Result, ServiceError},
        repo::{Db, anonymise as remains, records},
        seals,
    },
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Where they are written down: the configured file, and once more where the second copies of backups are.
fn files(config: &Config) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = config.outside.removals.iter().cloned().collect();
    files.extend(config.backup.copy_to.iter().map(|folder| folder.join("removals.log")));
    files
}

fn read_file(key: &[u8], path: &Path) -> Result<Vec<Removal>> {
    match std::fs::read(path) {
        Ok(bytes) => seals::read_marks(key, &path.display().to_string(), &String::from_utf8_lossy(&bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(ServiceError::broken(format!("{}: {error}", path.display()))),
    }
}

/// Writes down whoever is anonymised in the database and not in the files yet; also what a crash kept from being written.
pub async fn keep(db: &Db, config: &Config) -> Result<()> {
    let removed = remains::removed(db.read()).await?;
    let (key, files) = (db.audit_key().to_vec(), files(config));
    tokio::task::spawn_blocking(move || {
        for path in files {
            let known: BTreeSet<(i64, i64)> =
                read_file(&key, &path)?.into_iter().map(|removal| (removal.person.0, removal.created.0)).collect();
            for removal in removed.iter().filter(|removal| !known.contains(&(removal.person.0, removal.created.0))) {
                let line = removal.line(&seals::seal_mark(&key, removal)?);
                tracing::info!("{line}");
                seals::append_line(&path, &line).map_err(|error| ServiceError::broken(format!("{}: {error}", path.display())))?;
            }
        }
        Ok(())
    })
    .await
    .map_err(ServiceError::broken)?
}

/// What is known of removals outside of a database that is being restored: the files, and the database that stood there before.
pub fn known(key: &[u8], config: &Config, more: &[PathBuf]) -> Result<Vec<Removal>> {
    let mut all = Vec::new();
    for path in &files(config) {
        all.extend(read_file(key, path)?);
    }
    for path in more {
        // Named by somebody: one that is not there is a mistake, not a company without removals.
        if !path.exists() {
            return Err(ServiceError::broken(format!("{}: there is no such file", path.display())));
        }
        all.extend(read_file(key, path)?);
    }
    Ok(all)
}

/// Repeats removals in a database that is older than they are. A record is the one that was meant when its number and the moment it
/// was made are the same. Answers how many were repeated.
pub async fn repeat(db: &Db, clock: &Clock, removals: &[Removal]) -> Result<usize> {
    let mut repeated = 0;
    let mut seen = BTreeSet::new();
    for removal in removals.iter().filter(|removal| seen.insert((removal.person, removal.created.0))) {
        let mut uow = db.begin(clock).await?;
        let Some(stored) = records::find(uow.conn(), removal.person).await? else { continue };
        let created = remains::created(uow.conn(), removal.person).await?;
        if created != Some(removal.created) || stored.anonymised_at.is_some() {
            continue;
        }
        let proof = Authorized::unchecked_removed_before(removal.person);
        // They had left by then; what a backup still gives them goes as well.
        records::set_status(&uow, &proof, EmploymentStatus::Left).await?;
        remains::take_roles(&uow, &proof).await?;
        leaving::remove(&mut uow, &proof, &stored, None).await?;
        uow.commit().await?;
        repeated += 1;
    }
    Ok(repeated)
}
