//! Migrations, one process at a time however many start together (O15): an advisory lock on PostgreSQL, a lock on a file
//! beside the database on SQLite.
use super::app_role::{self, AppRole};
use crate::server::{
    config::{Config, Kind},
    error::{Result, ServiceError, is_forbidden},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use std::{fs::File, path::Path, time::Duration};

const LOCK: &str = "SELECT pg_advisory_lock(8100201122001)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(8100201122001)";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    /// Up, and the application's own role may use what is there then: PostgreSQL only.
    UpFor(AppRole),
    /// Back by this many.
    Down(u32),
}

/// One connection of its own, so that a lock taken on it is released on it.
pub async fn connect(config: &Config) -> Result<DatabaseConnection> {
    let url = match &config.database.kind {
        Kind::Sqlite(path) => {
            make_folder(path)?;
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

fn make_folder(database: &Path) -> Result<()> {
    match database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder).map_err(ServiceError::broken),
        None => Ok(()),
    }
}

/// # Errors
/// Nothing was changed where the schema is a newer program's, the role of `UpFor` is not there or could do everything, or it is SQLite's
/// and so has no roles.
pub async fn migrate(config: &Config, step: Step) -> Result<()> {
    if matches!(config.database.kind, Kind::Sqlite(_)) && matches!(step, Step::UpFor(_)) {
        return Err(ServiceError::broken("SQLite has no roles: leave --app-role away. Nothing was changed"));
    }
    // Before the connection: SQLite waits for nobody where several turn a new file to its write-ahead log at once.
    let _file = match &config.database.kind {
        Kind::Sqlite(path) => {
            make_folder(path)?;
            Some(lock_file(path.with_extension("migrate.lock")).await?)
        }
        Kind::Postgres => None,
    };
    let db = connect(config).await?;
    if config.database.kind == Kind::Postgres {
        db.execute_unprepared(LOCK).await?;
    }
    let outcome = run(&db, step).await;
    if config.database.kind == Kind::Postgres {
        db.execute_unprepared(UNLOCK).await?;
    }
    db.close().await?;
    outcome
}

async fn run(db: &DatabaseConnection, step: Step) -> Result<()> {
    match step {
        Step::Up => up(db).await,
        Step::UpFor(role) => {
            app_role::check(db, &role).await?;
            up(db).await?;
            app_role::grant(db, &role).await
        }
        Step::Down(steps) => down(db, steps).await,
    }
}

async fn up(db: &DatabaseConnection) -> Result<()> {
    // Asked first: a role that may use the schema and not change it has nothing to do here then. Where a newer program was, and
    // this one was taken back to, its schema is served as it is, unless it says otherwise.
    if pending(db).await?.is_empty() {
        return match needed(db).await? {
            None => Ok(()),
            Some(name) => Err(ServiceError::broken(format!("the schema needs a program that knows {name}. Nothing was changed"))),
        };
    }
    match Migrator::up(db, None).await {
        Err(error) if is_forbidden(&error) => Err(ServiceError::broken(
            "the schema is behind, and DATABASE_URL's role may not change it: run `migrate up` as the owner of the tables first",
        )),
        outcome => Ok(outcome?),
    }
}

async fn down(db: &DatabaseConnection, steps: u32) -> Result<()> {
    let unknown = unknown(db).await?;
    if unknown.is_empty() {
        return Ok(Migrator::down(db, Some(steps)).await?);
    }
    let names = unknown.join(", ");
    Err(ServiceError::broken(format!(
        "{names}: only the program that brought the schema there can take it back. Nothing was changed"
    )))
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

/// What one column of one of the schema's own tables holds; nothing where that table is not there yet.
async fn names<C: ConnectionTrait>(db: &C, column: &str, table: &str) -> std::result::Result<Vec<String>, DbErr> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        name: String,
    }
    let statement = format!("SELECT {column} AS name FROM {table} ORDER BY 1");
    match super::sql::all::<Row, _>(db, &statement, vec![]).await {
        Ok(rows) => Ok(rows.into_iter().map(|row| row.name).collect()),
        Err(DbErr::Query(error)) if error.to_string().contains(table) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Names of migrations this binary knows and the database has not got.
pub async fn pending<C: ConnectionTrait>(db: &C) -> std::result::Result<Vec<String>, DbErr> {
    let applied = names(db, "version", "seaql_migrations").await?;
    let known = Migrator::migrations();
    Ok(known.iter().map(|migration| migration.name().to_owned()).filter(|name| !applied.contains(name)).collect())
}

/// Names of migrations the database has got and this binary does not know.
async fn unknown<C: ConnectionTrait>(db: &C) -> std::result::Result<Vec<String>, DbErr> {
    Ok(names(db, "version", "seaql_migrations").await?.into_iter().filter(|name| !is_known(name)).collect())
}

/// A migration that this binary would have to know to serve this schema (O5): one that came with a newer program and breaks older ones.
pub async fn needed<C: ConnectionTrait>(db: &C) -> std::result::Result<Option<String>, DbErr> {
    Ok(names(db, "migration", "schema_needs").await?.into_iter().find(|name| !is_known(name)))
}

/// Whether this program has a migration of that name: a database whose newest it does not know is of a newer program.
fn is_known(name: &str) -> bool {
    Migrator::migrations().iter().any(|migration| migration.name() == name)
}

/// Where one migration stands in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Applied,
    Pending,
    /// Applied by a newer program; this one does not know it.
    Newer,
}

/// Every migration of this program and of the database, oldest first, with where it stands.
pub async fn status(config: &Config) -> Result<Vec<(String, Standing)>> {
    let db = connect(config).await?;
    let (pending, unknown) = (pending(&db).await?, unknown(&db).await?);
    db.close().await?;
    let known = Migrator::migrations().into_iter().map(|migration| {
        let name = migration.name().to_owned();
        let standing = if pending.contains(&name) { Standing::Pending } else { Standing::Applied };
        (name, standing)
    });
    Ok(known.chain(unknown.into_iter().map(|name| (name, Standing::Newer))).collect())
}
