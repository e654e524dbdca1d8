//! Migrations, one process at a time however many start together (O15): an advisory lock on PostgreSQL, a lock on a file
//! beside the database on SQLite.
use crate::server::{
    config::{Config, Kind},
    error::{Result, ServiceError},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use std::{fs::File, time::Duration};

const LOCK: &str = "SELECT pg_advisory_lock(8100201122001)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(8100201122001)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    /// Back by this many.
    Down(u32),
}

/// One connection of its own, so that a lock taken on it is released on it.
pub async fn connect(config: &Config) -> Result<DatabaseConnection> {
    let url = match &config.database.kind {
        Kind::Sqlite(path) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(ServiceError::broken)?;
            }
            format!("sqlite://{}?mode=rwc", path.display())
        }
        Kind::Postgres => config.database.url.0.clone(),
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).connect_timeout(Duration::from_secs(10)).sqlx_logging(false);
    if matches!(config.database.kind, Kind::Sqlite(_)) {
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
                .busy_timeout(Duration::from_secs(30))
                .foreign_keys(true)
        });
    }
    Ok(Database::connect(options).await?)
}

pub async fn migrate(config: &Config, step: Step) -> Result<()> {
    let db = connect(config).await?;
    let _file = match &config.database.kind {
        Kind::Sqlite(path) => Some(lock_file(path.with_extension("migrate.lock")).await?),
        Kind::Postgres => {
            db.execute_unprepared(LOCK).await?;
            None
        }
    };
    let outcome = match step {
        Step::Up => Migrator::up(&db, None).await,
        Step::Down(steps) => Migrator::down(&db, Some(steps)).await,
    };
    if config.database.kind == Kind::Postgres {
        db.execute_unprepared(UNLOCK).await?;
    }
    db.close().await?;
    Ok(outcome?)
}

/// Waits for the lock on a thread of its own. The lock ends with the file, so also with the process.
async fn lock_file(path: std::path::PathBuf) -> Result<File> {
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    locked.await.map_err(ServiceError::broken)?.map_err(ServiceError::broken)
}

/// Names of migrations this binary knows and the database has not got.
pub async fn pending<C: ConnectionTrait>(db: &C) -> std::result::Result<Vec<String>, DbErr> {
    #[derive(sea_orm::FromQueryResult)]
    struct Applied {
        version: String,
    }
    let applied: Vec<Applied> = match super::sql::all(db, "SELECT version FROM seaql_migrations", vec![]).await {
        Ok(applied) => applied,
        // A database that was never migrated has no table to ask.
        Err(DbErr::Query(error)) if error.to_string().contains("seaql_migrations") => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .filter(|name| !applied.iter().any(|row| row.version == *name))
        .collect())
}

/// Whether this program has a migration of that name: a database whose newest it does not know is of a newer program.
pub fn is_known(name: &str) -> bool {
    Migrator::migrations().iter().any(|migration| migration.name() == name)
}

/// Every migration with whether it is applied.
pub async fn status(config: &Config) -> Result<Vec<(String, bool)>> {
    let db = connect(config).await?;
    let pending = pending(&db).await?;
    db.close().await?;
    Ok(Migrator::migrations()
        .iter()
        .map(|migration| {
            let name = migration.name().to_owned();
            let applied = !pending.contains(&name);
            (name, applied)
        })
        .collect())
}
