//! Who serves a SQLite database: one process (O12), and nobody while a tool puts another file in its place.
use super::{
    config::{Config, Kind},
    error::{Result, ServiceError},
    ownership,
};
use std::{
    fs::{File, TryLockError},
    path::PathBuf,
};

/// What a tool says that must not work beside a server.
pub const STOP_FIRST: &str = "a server runs on this database: stop it first. Nothing was changed";

/// The file whose lock says that somebody serves; nothing on PostgreSQL.
fn place(config: &Config) -> Option<PathBuf> {
    let Kind::Sqlite(path) = &config.database.kind else { return None };
    let mut name = path.clone().into_os_string();
    name.push(".serving");
    Some(name.into())
}

/// For a tool that only reads: refused while a server writes, and nothing is made in a folder where none ever ran.
pub fn claim_to_read(config: &Config) -> Result<Option<File>> {
    match place(config) {
        Some(path) if path.exists() => claim(config, STOP_FIRST),
        _ => Ok(None),
    }
}

/// The place of the one that serves this SQLite database; `taken` is said when another process has it. It is given back with what
/// this answers, and with the process, however it ends. PostgreSQL serves many.
pub fn claim(config: &Config, taken: &str) -> Result<Option<File>> {
    let Some(path) = place(config) else { return Ok(None) };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(ServiceError::broken)?;
    }
    let lock = File::create(&path).map_err(|error| ServiceError::broken(format!("{}: {error}", path.display())))?;
    ownership::as_the_folder_s(&path);
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(ServiceError::broken(taken)),
        // A file system without locks cannot tell.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "whether another server runs on this database cannot be told");
            Ok(Some(lock))
        }
    }
}
