//! Connections. SQLite has one writer, so writing goes through a pool of one connection, in order, and reading through
//! others that never wait for it; PostgreSQL serves both from one pool.
use crate::server::{
    clock::Clock,
    config::{Config, Kind},
    error::Result,
    repo::UnitOfWork,
};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::{sync::Arc, time::Duration};

#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    audit_key: Arc<[u8]>,
}

/// How long a request waits for a connection before it answers 503.
const ACQUIRE: Duration = Duration::from_millis(1_500);
/// A SQLite writer queues behind others, at most behind an import (R7).
const WRITER_ACQUIRE: Duration = Duration::from_secs(15);

impl Db {
    pub async fn connect(config: &Config) -> Result<Db, DbErr> {
        let audit_key = config.secrets.audit.0.as_bytes().into();
        match &config.database.kind {
            Kind::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).map_err(|error| DbErr::Custom(format!("data folder: {}", error.kind())))?;
                }
                let url = format!("sqlite://{}?mode=rwc", path.display());
                let write = Database::connect(sqlite_options(&url, 1, WRITER_ACQUIRE)).await?;
                let read = Database::connect(sqlite_options(&url, config.database.max_connections.min(4), ACQUIRE)).await?;
                Ok(Db { read, write, audit_key })
            }
            Kind::Postgres => {
                let mut options = ConnectOptions::new(config.database.url.0.clone());
                options
                    .max_connections(config.database.max_connections)
                    .min_connections(1)
                    .acquire_timeout(ACQUIRE)
                    .connect_timeout(ACQUIRE)
                    .connect_lazy(true)
                    .sqlx_logging(false);
                let pool = Database::connect(options).await?;
                Ok(Db { read: pool.clone(), write: pool, audit_key })
            }
        }
    }

    /// For reading outside of a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For writes that describe nobody's decision and carry no audit entry: sessions being kept alive.
    pub fn unaudited(&self) -> &DatabaseConnection {
        &self.write
    }

    /// A transaction that will write. On SQLite it takes the write lock at once: one that starts reading and then writes
    /// is refused with BUSY whatever the timeout.
    pub async fn begin(&self, clock: &Clock) -> Result<UnitOfWork> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
        let transaction = self.write.begin_with_options(options).await?;
        Ok(UnitOfWork::new(transaction, clock.now(), self.audit_key.clone()))
    }

    /// The key that seals the audit chain's head.
    pub fn audit_key(&self) -> &[u8] {
        &self.audit_key
    }

    pub async fn close(self) {
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

fn sqlite_options(url: &str, connections: u32, acquire: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).acquire_timeout(acquire).sqlx_logging(false).map_sqlx_sqlite_opts(
        |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "memory")
        },
    );
    options
}
