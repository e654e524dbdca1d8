//! Connections. SQLite has one writer, so writing goes through a pool of one connection, in order, and reading through
//! others that never wait for it; PostgreSQL serves both from one pool.
use crate::{
    domain::time::Date,
    server::{
        clock::Clock,
        config::{Config, Kind},
        error::Result,
        repo::{UnitOfWork, replica::Replica, reviewing, sql},
        telemetry::{Metrics, PoolFigures},
    },
};
use sea_orm::sqlx::{
    self, Connection, PgConnection,
    sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, FromQueryResult, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::{sync::Arc, time::Duration};

#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    replica: Option<Replica>,
    audit_key: Arc<[u8]>,
    /// Whether there are delegations in this deployment.
    delegations: bool,
}

/// How long a request waits for a connection before it answers 503: within two seconds of asking, also on a busy machine.
const ACQUIRE: Duration = Duration::from_millis(1_000);
/// A SQLite writer queues behind others, at most behind an import (R7).
const WRITER_ACQUIRE: Duration = Duration::from_secs(15);

/// What a server tells PostgreSQL of each of its connections. A server that is gone without a word cannot give back what it holds: an
/// unfinished transaction would keep its locks, and whoever needs them waiting, until the kernel gives up after hours.
/// Nobody waits longer for a lock than a writer of SQLite does.
const MANNERS: &str = "SET idle_in_transaction_session_timeout = '3s'; SET lock_timeout = '15s';
     SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

impl Db {
    /// For tools, which take the time they need between two statements.
    pub async fn connect(config: &Config) -> Result<Db, DbErr> {
        Self::open(config, "").await
    }

    /// For a server.
    pub async fn serving(config: &Config) -> Result<Db, DbErr> {
        Self::open(config, MANNERS).await
    }

    async fn open(config: &Config, manners: &'static str) -> Result<Db, DbErr> {
        let audit_key = config.secrets.audit.0.as_bytes().into();
        let delegations = config.company.delegation;
        match &config.database.kind {
            Kind::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).map_err(|error| DbErr::Custom(format!("data folder: {}", error.kind())))?;
                }
                let url = format!("sqlite://{}?mode=rwc", path.display());
                let write = Database::connect(sqlite_options(&url, 1, WRITER_ACQUIRE)).await?;
                let read = Database::connect(sqlite_options(&url, config.database.max_connections.min(4), ACQUIRE)).await?;
                Ok(Db { read, write, replica: None, audit_key, delegations })
            }
            Kind::Postgres => {
                let mut options = ConnectOptions::new(config.database.url.0.clone());
                options
                    .max_connections(config.database.max_connections)
                    .min_connections(1)
                    .acquire_timeout(ACQUIRE)
                    .connect_timeout(ACQUIRE)
                    .connect_lazy(true)
                    .sqlx_logging(false)
                    .map_sqlx_postgres_pool_opts(move |pool| {
                        pool.after_connect(move |connection, _| {
                            Box::pin(async move {
                                if manners.is_empty() {
                                    Ok(())
                                } else {
                                    sqlx::raw_sql(manners).execute(connection).await.map(drop)
                                }
                            })
                        })
                        .after_release(|connection, _| Box::pin(answers(connection)))
                    });
                let pool = Database::connect(options).await?;
                let replica = match &config.database.read_url {
                    Some(url) => Some(Replica::connect(&url.0, (config.database.max_connections / 4).max(2)).await?),
                    None => None,
                };
                Ok(Db { read: pool.clone(), write: pool, replica, audit_key, delegations })
            }
        }
    }

    /// The same, telling of every statement: its kind and how long it took, never its text.
    pub fn observed(mut self, metrics: &Arc<Metrics>) -> Db {
        let replica = self.replica.as_mut().map(Replica::pool_mut);
        for connection in [&mut self.read, &mut self.write].into_iter().chain(replica) {
            let metrics = metrics.clone();
            connection.set_metric_callback(move |info| metrics.statement(&info.statement.sql, info.elapsed, info.failed));
        }
        self
    }

    /// How the pools stand. PostgreSQL's one pool serves both.
    pub fn pools(&self) -> Vec<PoolFigures> {
        let of = |name, connection: &DatabaseConnection| match connection.get_database_backend() {
            DbBackend::Sqlite => {
                let pool = connection.get_sqlite_connection_pool();
                PoolFigures { name, most: pool.options().get_max_connections(), open: pool.size(), idle: pool.num_idle() }
            }
            _ => {
                let pool = connection.get_postgres_connection_pool();
                PoolFigures { name, most: pool.options().get_max_connections(), open: pool.size(), idle: pool.num_idle() }
            }
        };
        match self.read.get_database_backend() {
            DbBackend::Sqlite => vec![of("read", &self.read), of("write", &self.write)],
            _ => std::iter::once(of("all", &self.read))
                .chain(self.replica.as_ref().map(|replica| of("replica", replica.pool())))
                .collect(),
        }
    }

    /// For reading outside of a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The replica that only reads, where there is one. For figures alone: see [`Replica::up_to`].
    pub fn replica(&self) -> Option<&Replica> {
        self.replica.as_ref()
    }

    /// Whether it takes writes: PostgreSQL reads only while it is a standby or is being restored.
    pub async fn takes_writes(&self) -> Result<bool, DbErr> {
        #[derive(FromQueryResult)]
        struct Transactions {
            reads_only: bool,
        }
        match self.read.get_database_backend() {
            DbBackend::Postgres => {
                let statement = "SELECT current_setting('transaction_read_only') = 'on' AS reads_only";
                let found: Option<Transactions> = sql::one(&self.read, statement, vec![]).await?;
                Ok(found.is_some_and(|transactions| !transactions.reads_only))
            }
            _ => self.read.execute_unprepared("SELECT 1").await.map(|_| true),
        }
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
        Ok(UnitOfWork::new(transaction, clock.now(), self.day(clock), self.audit_key.clone()))
    }

    /// The company's day, by which delegations are in force or not; without them, one on which none is.
    pub fn day(&self, clock: &Clock) -> Date {
        if self.delegations { clock.today() } else { reviewing::NEVER }
    }

    /// The key that seals the audit chain's head.
    pub fn audit_key(&self) -> &[u8] {
        &self.audit_key
    }

    pub async fn close(self) {
        let _ = self.read.close().await;
        let _ = self.write.close().await;
        if let Some(replica) = self.replica {
            let _ = replica.pool().clone().close().await;
        }
    }
}

/// Whether a connection that is given back still answers. Somebody may have given up waiting for a host that is gone without a word:
/// that connection never answers again, and waiting for it would keep its place in the pool for ever.
pub(super) async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    Ok(matches!(tokio::time::timeout(ACQUIRE, connection.ping()).await, Ok(Ok(()))))
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
