//! What `backup`, `restore`, `verify-backup` and `copy-database` say.
use super::{copy_database, sqlite, store};
use crate::server::{
    alone,
    clock::Clock,
    config::{Config, Env},
    error::{Result, ServiceError},
};
use std::path::{Path, PathBuf};

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

pub async fn backup(config: &Config, clock: &Clock) -> Result<()> {
    let made = sqlite::make(config, clock).await?;
    let sealed = if config.backup.key.is_some() { "encrypted" } else { "not encrypted: BACKUP_KEY is not set" };
    println!("{}: {}, {sealed}, {} audit entries.", made.path.display(), size(made.bytes), made.facts.audit_seq);
    if let Some(copy) = made.copy {
        println!("Second copy: {}", copy.display());
    }
    if made.removed > 0 {
        println!("Removed, being too old: {}.", made.removed);
    }
    Ok(())
}

fn chosen(config: &Config, file: Option<PathBuf>) -> Result<PathBuf> {
    match file {
        Some(file) => Ok(file),
        None => store::list(&config.backup.folder)?
            .pop()
            .map(|newest| newest.path)
            .ok_or_else(|| ServiceError::broken(format!("there is no backup in {}", config.backup.folder.display()))),
    }
}

pub async fn verify(config: &Config, file: Option<PathBuf>) -> Result<()> {
    let file = chosen(config, file)?;
    let (header, facts) = sqlite::verify(config, &file).await?;
    let rows: i64 = facts.rows.values().sum();
    println!("{} is whole: made {}, {rows} rows, {} audit entries.", file.display(), header.made_at, facts.audit_seq);
    Ok(())
}

pub async fn restore(config: &Config, clock: &Clock, file: &Path, replace: bool) -> Result<()> {
    let restored = sqlite::restore(config, clock, file, replace).await?;
    println!("Restored what was backed up {}: {} audit entries.", restored.header.made_at, restored.facts.audit_seq);
    if restored.repeated > 0 {
        println!("Anonymised again, as it was decided after the backup: {}.", restored.repeated);
    }
    if let Some(before) = restored.before {
        println!("The database that stood there before is kept: {}", before.display());
    }
    Ok(())
}

/// Both databases are read with this environment's secrets: the audit key has to be the source's.
pub async fn copy(env: &Env, from: &str, to: &str) -> Result<()> {
    let of = |url: &str| {
        Config::load(&env.with("DATABASE_URL", url))
            .map_err(|mistakes| ServiceError::broken(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
    };
    let mut target = of(to)?;
    let source = of(from)?;
    // On SQLite the key may be beside the source's file; on the other side the same one has to be set.
    target.secrets = source.secrets.clone();
    source.database.must_exist()?;
    // What is written into the source meanwhile would be missing on the other side.
    let _alone = alone::claim_to_read(&source)?;
    let copied = copy_database(&source, &target).await?;
    for (table, rows) in &copied.tables {
        println!("{rows:>10}  {table}");
    }
    println!("Every row is the same on the other side; the audit chain is whole: {} entries.", copied.audit_entries);
    Ok(())
}
