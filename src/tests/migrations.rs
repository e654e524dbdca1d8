//! Up, down and up again on both databases; eight processes starting together (O15).
use crate::support::{
    TestApp,
    database::{self, Scratch, config, postgres, postgres_server},
    on_both,
};
use pa_assistant::server::{
    config::Config,
    repo::{
        Db,
        migrate::{self, Standing, Step},
        sql,
    },
};
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

async fn tables(config: &Config, postgres: bool) -> Vec<String> {
    let db = Db::connect(config).await.expect("a database");
    let statement = if postgres {
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    };
    let rows: Vec<Name> = sql::all(db.read(), statement, vec![]).await.expect("names");
    db.close().await;
    rows.into_iter().map(|row| row.name).collect()
}

async fn up_down_up(config: &Config, postgres: bool) {
    migrate::migrate(config, Step::Up).await.expect("up");
    let first = tables(config, postgres).await;
    assert!(first.contains(&"target_revisions".to_owned()), "{first:?}");
    let steps = u32::try_from(migrate::status(config).await.expect("a status").len()).expect("a few");
    migrate::migrate(config, Step::Down(steps)).await.expect("down");
    assert_eq!(tables(config, postgres).await, ["seaql_migrations"]);
    migrate::migrate(config, Step::Up).await.expect("up again");
    assert_eq!(tables(config, postgres).await, first);
}

async fn eight_at_once(config: &Config) {
    let mut processes = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let config = config.clone();
        processes.spawn(async move { migrate::migrate(&config, Step::Up).await });
    }
    while let Some(outcome) = processes.join_next().await {
        outcome.expect("no panic").expect("each of them succeeds");
    }
    assert!(migrate::status(config).await.expect("a status").iter().all(|(_, standing)| *standing == Standing::Applied));
}

#[test]
fn sqlite_goes_up_down_and_up() {
    crate::support::run(async {
        let scratch = Scratch::new();
        up_down_up(&config(&format!("file:{}", scratch.0.join("m.db").display())), false).await;
    });
}

#[test]
fn postgres_goes_up_down_and_up() {
    crate::support::run(async {
        if let Some(server) = postgres_server() {
            up_down_up(&config(&postgres(&server, false).await), true).await;
        }
    });
}

#[test]
fn eight_processes_migrate_sqlite_one_at_a_time() {
    crate::support::run(async {
        let scratch = database::Scratch::new();
        eight_at_once(&config(&format!("file:{}", scratch.0.join("m.db").display()))).await;
    });
}

#[test]
fn eight_processes_migrate_postgres_one_at_a_time() {
    crate::support::run(async {
        if let Some(server) = postgres_server() {
            eight_at_once(&config(&postgres(&server, false).await)).await;
        }
    });
}

const NEXT: &str = "m99991231_000001_of_the_next_release";

on_both! {
    async fn a_schema_that_is_ahead_is_served_unless_it_says_otherwise(app: TestApp) {
        let config = &app.state.config;
        let write = async |statement: &str| app.run(&statement.replace("$1", &format!("'{NEXT}'"))).await;
        // The release before, after the next one migrated.
        write("INSERT INTO seaql_migrations (version, applied_at) VALUES ($1, 0)").await;
        migrate::migrate(config, Step::Up).await.expect("nothing to do, and nothing in the way");
        assert_eq!(app.stranger().page("/api/health/ready").await.status, 200);
        let refused = migrate::migrate(config, Step::Down(1)).await.expect_err("whose way back is not known here");
        assert!(refused.to_string().contains(NEXT), "{refused}");
        let status = migrate::status(config).await.expect("a status");
        assert_eq!(status.last(), Some(&(NEXT.to_owned(), Standing::Newer)));

        write("INSERT INTO schema_needs (migration) VALUES ($1)").await;
        let refused = migrate::migrate(config, Step::Up).await.expect_err("this program would do harm");
        assert!(refused.to_string().contains(NEXT), "{refused}");
        let ready = app.stranger().page("/api/health/ready").await;
        assert!(ready.status == 503 && ready.text.contains(NEXT), "{} {}", ready.status, ready.text);

        write("DELETE FROM schema_needs WHERE migration = $1").await;
        assert_eq!(app.stranger().page("/api/health/ready").await.status, 200);
    }
}
