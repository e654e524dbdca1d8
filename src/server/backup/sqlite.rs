//! Backups of a SQLite database while people work on it: made, checked, restored (O14).
use super::{
    container::{self, Facts, Header, Seal},
    store,
};
use crate::domain::audit_mark::Removal;
use crate::server::{
    alone,
    clock::Clock,
    config::{Config, Kind},
    entropy,
    error::{Result, ServiceError, is_damaged},
    ownership,
    repo::{Db, anonymise, audit, migrate, sessions, tables},
    services::removals,
};
use sea_orm::ConnectionTrait;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// What was made.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub bytes: u64,
    pub facts: Facts,
    pub copy: Option<PathBuf>,
    pub removed: usize,
}

/// The database's file, or what to do instead.
pub fn file(config: &Config) -> Result<&Path> {
    match &config.database.kind {
        Kind::Sqlite(path) => Ok(path),
        Kind::Postgres => Err(ServiceError::broken(
            "this command is for SQLite. PostgreSQL is backed up where it runs: see docs/operations/backup.md",
        )),
    }
}

/// The same configuration, looking at another file.
fn at(config: &Config, path: &Path) -> Config {
    let mut other = config.clone();
    other.database.kind = Kind::Sqlite(path.to_owned());
    other
}

/// A file that is gone when this is: with what SQLite leaves beside it.
struct Scratch(PathBuf);

/// What a scratch file's name begins with.
const SCRATCH: &str = ".scratch-";
/// Work on one takes minutes; an older one was left by a process that was killed, and holds a database in the clear.
const ABANDONED: Duration = Duration::from_secs(6 * 3600);

fn sweep(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)?.filter_map(std::result::Result::ok) {
        let old =
            || entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > ABANDONED));
        if entry.file_name().to_string_lossy().starts_with(SCRATCH) && old() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Scratch {
    fn in_folder(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .and_then(|()| sweep(folder))
            .map_err(|error| ServiceError::broken(format!("{}: {error}", folder.display())))?;
        Ok(Scratch(folder.join(format!("{SCRATCH}{}.db", entropy::short_id()))))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

fn fingerprint(config: &Config) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(&Sha256::digest(["pa-assistant audit key ", &config.secrets.audit.0].concat())[..8])
}

async fn count(db: &Db, config: &Config) -> Result<Facts> {
    let (audit_seq, audit_hash) = tables::audit_head(db.read()).await?;
    Ok(Facts { rows: tables::counts(db.read()).await?, audit_seq, audit_hash, audit_key: fingerprint(config) })
}

/// Backs up the live database: nobody waits for it, and what it holds is one moment's. Then a second copy, then what is too
/// old goes.
pub async fn make(config: &Config, clock: &Clock) -> Result<Made> {
    file(config)?;
    config.database.must_exist()?;
    let (folder, now) = (config.backup.folder.clone(), clock.now());
    let scratch = Scratch::in_folder(&folder)?;
    let live = Db::connect(config).await?;
    let copied =
        live.read().execute_unprepared(&format!("VACUUM INTO '{}'", scratch.0.display().to_string().replace('\'', "''"))).await;
    live.close().await;
    copied.map_err(|error| match error.to_string().contains("disk is full") {
        true => ServiceError::broken("the disk is full while copying the database. Nothing was changed"),
        false => error.into(),
    })?;
    let copy = Db::connect(&at(config, &scratch.0)).await?;
    let facts = count(&copy, config).await?;
    let schema = tables::schema(copy.read()).await?;
    copy.close().await;

    let header = Header {
        made_at: clock.when(now).iso,
        version: env!("CARGO_PKG_VERSION").into(),
        schema,
        sealed: config.backup.key.is_some().then(Seal::new),
    };
    let path = folder.join(store::name(now));
    let partial = path.with_extension("partial");
    let (key, written) = (config.backup.key.clone(), facts.clone());
    let (from, to) = (scratch.0.clone(), partial.clone());
    let bytes = blocking(move || container::write(&to, &header, &written, &from, key.as_ref())).await?;
    fs::rename(&partial, &path).map_err(ServiceError::broken)?;
    let copy = match config.backup.copy_to.clone() {
        Some(elsewhere) => {
            let path = path.clone();
            Some(blocking(move || store::copy_to(&path, &elsewhere)).await?)
        }
        None => None,
    };
    let mut removed = store::prune(&folder, clock)?;
    if let Some(elsewhere) = &config.backup.copy_to {
        removed += store::prune(elsewhere, clock)?;
    }
    Ok(Made { path, bytes, facts, copy, removed })
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(ServiceError::broken)?
}

async fn unpack(config: &Config, backup: &Path, to: &Path) -> Result<(Header, Facts)> {
    let (backup, to, key) = (backup.to_owned(), to.to_owned(), config.backup.key.clone());
    blocking(move || container::read(&backup, &to, key.as_ref())).await
}

/// Everything a restored database has to be: whole, of a schema this program may serve, with the rows that were counted when the
/// backup was made, its audit chain verified.
async fn inspect(config: &Config, path: &Path, facts: &Facts) -> Result<()> {
    let db = Db::connect(&at(config, path)).await?;
    let outcome = inspect_open(config, &db, facts).await;
    db.close().await;
    outcome
}

async fn inspect_open(config: &Config, db: &Db, facts: &Facts) -> Result<()> {
    let integrity = tables::integrity(db.read()).await?;
    if integrity != "ok" {
        return Err(container::damaged(integrity));
    }
    // As for serving (O5): a schema that is ahead, after a newer program was taken back, will do unless it says otherwise.
    if let Some(name) = migrate::needed(db.read()).await? {
        return Err(ServiceError::broken(format!("the backup's schema needs a program that knows {name}. Nothing was changed")));
    }
    let found = count(db, config).await?;
    if let Some((table, rows)) = facts.rows.iter().find(|(table, rows)| found.rows.get(*table) != Some(rows)) {
        return Err(container::damaged(format!("{table} should have {rows} rows")));
    }
    if (found.audit_seq, &found.audit_hash) != (facts.audit_seq, &facts.audit_hash) {
        return Err(container::damaged("the audit chain ends elsewhere than when it was made"));
    }
    match audit::verify(db).await? {
        Ok(_) => Ok(()),
        Err(_) if found.audit_key != facts.audit_key => Err(ServiceError::broken(
            "AUDIT_KEY is another one than when the backup was made: set the one that belongs to it. Nothing was changed",
        )),
        Err(broken) => Err(container::damaged(format!("the audit chain is broken at {broken}"))),
    }
}

/// Restores into a scratch place beside the backups and looks whether everything is there. Changes nothing.
pub async fn verify(config: &Config, backup: &Path) -> Result<(Header, Facts)> {
    let scratch = Scratch::in_folder(&config.backup.folder)?;
    let (header, facts) = unpack(config, backup, &scratch.0).await?;
    inspect(config, &scratch.0, &facts).await?;
    Ok((header, facts))
}

/// What was put back, and where the database that stood there before is now.
#[derive(Debug)]
pub struct Restored {
    pub header: Header,
    pub facts: Facts,
    pub before: Option<PathBuf>,
    /// How many removals were repeated that are younger than the backup.
    pub repeated: usize,
}

/// Puts a backup in the database's place, once it was found whole; whoever was signed in is not any more. An existing
/// database is only replaced when asked for, never while somebody uses it, and is kept beside.
pub async fn restore(config: &Config, clock: &Clock, backup: &Path, replace: bool) -> Result<Restored> {
    let database = file(config)?;
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if database.exists() && !replace {
        return Err(ServiceError::broken(format!(
            "there is a database at {} already. Stop the server and say --replace; the present one is kept beside it",
            database.display()
        )));
    }
    let _alone = alone::claim(config, alone::STOP_FIRST)?;
    let scratch = Scratch::in_folder(folder)?;
    let (header, facts) = unpack(config, backup, &scratch.0).await?;
    inspect(config, &scratch.0, &facts).await?;
    let repeated = repeat_removals(config, clock, &scratch.0).await?;
    settle(&at(config, &scratch.0), true).await?;
    if database.exists() {
        // Refused while any other process has the database open; what waits in the log beside it is taken in first.
        match settle(config, false).await {
            Err(error) if is_damaged(&error) => tracing::warn!(%error, "the database that is replaced cannot be read"),
            Err(_) => return Err(ServiceError::broken("the database is in use: stop what uses it first. Nothing was changed")),
            Ok(()) => {}
        }
    }
    let before = set_aside(database, clock)?;
    fs::rename(&scratch.0, database).map_err(ServiceError::broken)?;
    ownership::as_the_folder_s(database);
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(ServiceError::broken)?;
    Ok(Restored { header, facts, before, repeated })
}

async fn removed_in(config: &Config) -> Result<Vec<Removal>> {
    let before = Db::connect(config).await?;
    let removed = anonymise::removed(before.read()).await;
    before.close().await;
    Ok(removed?)
}

/// Whoever was anonymised after the backup was made is anonymised in it as well (R43), before anybody can read it.
async fn repeat_removals(config: &Config, clock: &Clock, scratch: &Path) -> Result<usize> {
    let mut known = removals::known(config.secrets.audit.0.as_bytes(), config, &[])?;
    if file(config)?.is_file() {
        match removed_in(config).await {
            Ok(removed) => known.extend(removed),
            // A database too broken to say anything is why somebody restores.
            Err(error) => tracing::warn!(%error, "the database that is replaced says nothing of removals"),
        }
    }
    if known.is_empty() {
        return Ok(0);
    }
    let there = at(config, scratch);
    migrate::migrate(&there, migrate::Step::Up).await?;
    let db = Db::connect(&there).await?;
    let outcome = removals::repeat(&db, clock, &known).await;
    if outcome.as_ref().is_ok_and(|repeated| *repeated > 0) {
        // Nor does anything of it stay between the rows.
        db.unaudited().execute_unprepared("VACUUM").await?;
    }
    db.close().await;
    outcome
}

/// Moves what stands in the database's place away, with what lies beside it: a log of the old database, left by a crash, would be
/// played into the new one. Answers where the database is now, if there was one.
fn set_aside(database: &Path, clock: &Clock) -> Result<Option<PathBuf>> {
    let stamp = store::name(clock.now());
    let stamp = stamp.trim_start_matches("pa-assistant-").trim_end_matches(".pabackup");
    let aside = |end: &str| PathBuf::from(format!("{}.replaced-{stamp}{end}", database.display()));
    for end in ["", "-wal", "-shm", "-journal"] {
        let found = PathBuf::from(format!("{}{end}", database.display()));
        if found.exists() {
            fs::rename(&found, aside(end)).map_err(|error| ServiceError::broken(format!("{}: {error}", found.display())))?;
        }
    }
    Ok(Some(aside("")).filter(|aside| aside.exists()))
}

/// Takes in what waits in the write-ahead log and does without one until it is served again, so that the file alone is the
/// database. `restored` ones end every session.
async fn settle(config: &Config, restored: bool) -> Result<()> {
    let db = migrate::connect(config).await?;
    if restored {
        sessions::forget_all(&db).await?;
    }
    let settled = tables::leave_wal(&db).await;
    db.close().await?;
    Ok(settled?)
}
