//! Databases for tests: a file in a scratch folder, or a database of its own on the PostgreSQL server that the test script
//! started and names in `PA_TEST_POSTGRES`.
use pa_assistant::server::{
    config::{Config, Env},
    repo::migrate,
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::sync::OnceCell;

static NEXT: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A scratch folder that goes with the test.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("pa-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a scratch folder");
        Scratch(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A configuration for tests on this database.
pub fn config(url: &str) -> Config {
    config_with(url, &[])
}

pub fn config_with(url: &str, more: &[(&str, &str)]) -> Config {
    let mut env: BTreeMap<String, String> = [
        ("DATABASE_URL", url),
        ("SESSION_SECRET", "test-session-secret-0123456789abcdef"),
        ("AUDIT_KEY", "test-audit-key-0123456789abcdefghij"),
        ("APP_BASE_URL", "http://pa.test"),
        ("SIGN_IN_NETWORKS", "0.0.0.0/0=100000"),
        // Tests are faster than people; what limits do is tried where they are the subject.
        ("REQUESTS_PER_SECOND", "100000"),
        ("REQUESTS_BURST", "100000"),
        ("DRAIN_MS", "0"),
        ("DATABASE_MAX_CONNECTIONS", "6"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    env.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Config::load(&Env::from(env)).expect("a valid test configuration")
}

/// Where sessions are kept, as the environment would say it.
pub fn redis(pairs: &[(&str, &str)]) -> Option<pa_assistant::server::config::Redis> {
    config_with("postgresql://h/db", pairs).redis
}

/// The address of the server, without a database. Missing under CI is a failure, elsewhere the test is skipped loudly.
pub fn postgres_server() -> Option<String> {
    match std::env::var("PA_TEST_POSTGRES") {
        Ok(url) => Some(url),
        Err(_) if std::env::var("CI").is_ok() => panic!("PA_TEST_POSTGRES is not set and CI must not skip PostgreSQL"),
        Err(_) => {
            eprintln!("SKIPPED on PostgreSQL: PA_TEST_POSTGRES is not set; `make test` starts a server and sets it");
            None
        }
    }
}

async fn admin(server: &str, statement: &str) {
    let mut options = ConnectOptions::new(format!("{server}/postgres"));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("the test PostgreSQL");
    // Copying a template fails while another test copies it: try again.
    for attempt in 0.. {
        match db.execute_unprepared(statement).await {
            Ok(_) => break,
            Err(error) if attempt < 100 && error.to_string().contains("being accessed") => tokio::task::yield_now().await,
            Err(error) => panic!("{statement}: {error}"),
        }
    }
    db.close().await.expect("closed");
}

/// A fresh, migrated database on the server; empty and unmigrated when `migrated` is false.
pub async fn postgres(server: &str, migrated: bool) -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("t_{}_{number}", std::process::id());
    if migrated {
        let template = TEMPLATE
            .get_or_init(|| async {
                let template = format!("template_{}", std::process::id());
                admin(server, &format!("CREATE DATABASE {template}")).await;
                migrate::migrate(&config(&format!("{server}/{template}")), migrate::Step::Up).await.expect("migrated");
                template
            })
            .await;
        admin(server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    } else {
        admin(server, &format!("CREATE DATABASE {name}")).await;
    }
    format!("{server}/{name}")
}
