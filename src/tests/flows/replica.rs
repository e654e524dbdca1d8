//! PostgreSQL from a server's side: a replica that only reads gives figures while it knows everything, and nobody notices when it is behind
//! or gone (O2); what a server held that vanished is free again.
use crate::support::{Client, TestApp, database};
use axum::http::Method;
use pa_assistant::server::{config::Secret, repo::replica::Standing};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

async fn figures(client: &mut Client) -> Value {
    let answer = client.json("results", json!({ "query": {} })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn told(client: &mut Client) -> Value {
    let health = client.send(Method::GET, "/api/health", "", "application/json", Vec::new()).await;
    health.json::<Value>()["readReplica"].clone()
}

/// The same application with this replica.
async fn with(app: &TestApp, replica: &str) -> TestApp {
    let mut config = (*app.state.config).clone();
    config.database.read_url = Some(Secret(replica.to_owned()));
    TestApp::on(config, app).await
}

#[test]
fn figures_come_from_a_replica_that_knows_everything_and_else_from_the_primary() {
    crate::support::run(async {
        let Some(app) = TestApp::postgres().await else { return };
        let year = app.open_evaluation(&["ann", "ben"]).await;
        app.rank_tables(year).await;
        let alone = figures(&mut app.acting("hana", "hr_admin").await).await;
        assert_eq!(told(&mut app.acting("hana", "hr_admin").await).await, Value::Null, "there is none");

        // A second address of the same database knows everything.
        let same = with(&app, &app.state.config.database.url.0).await;
        let mut hana = same.acting("hana", "hr_admin").await;
        assert_eq!(figures(&mut hana).await, alone);
        assert_eq!(told(&mut hana).await, "ready");
        let asked = same.state.db.pools().into_iter().find(|pool| pool.name == "replica").map_or(0, |pool| pool.open);
        assert!(asked > 0, "it was asked");

        // An empty one is behind, whatever it would say.
        let server = database::postgres_server().expect("there is one");
        let behind = with(&app, &database::postgres(&server, true).await).await;
        let mut hana = behind.acting("hana", "hr_admin").await;
        assert_eq!(figures(&mut hana).await, alone);
        assert_eq!(told(&mut hana).await, "behind");

        // One that is gone is not waited for again and again.
        let gone = with(&app, "postgresql://pa@127.0.0.1:1/pa").await;
        let mut hana = gone.acting("hana", "hr_admin").await;
        assert_eq!(figures(&mut hana).await, alone);
        assert_eq!(told(&mut hana).await, "gone");
        let replica = gone.state.db.replica().expect("there is one");
        let begun = std::time::Instant::now();
        for _ in 0..100 {
            assert!(replica.up_to(0).await.is_none());
        }
        assert!(begun.elapsed().as_millis() < 300, "{:?}", begun.elapsed());
        assert_eq!(replica.standing(), Standing::Gone);

        // What failed in the middle counts as gone, and the primary answers.
        let there = same.state.db.replica().expect("there is one");
        there.failed();
        assert_eq!((there.standing(), there.up_to(0).await.is_none()), (Standing::Gone, true));
        app.audit_verifies().await;
    });
}

#[test]
fn a_change_shows_at_once_beside_a_replica_that_is_behind() {
    crate::support::run(async {
        let Some(app) = TestApp::postgres().await else { return };
        app.open_evaluation(&["ann"]).await;
        let server = database::postgres_server().expect("there is one");
        let behind = with(&app, &database::postgres(&server, true).await).await;
        let mut hana = behind.acting("hana", "hr_admin").await;
        let before = figures(&mut hana).await;
        let review = behind.review_of("ann").await;
        assert_eq!(behind.sign_in("ann").await.submit_self(review, "anns-own-half", ["3", "3", "3"]).await.status, 200);
        assert_ne!(figures(&mut hana).await, before, "the state of Ann's review is another one");
    });
}

/// A server that is gone without a word holds what it had locked, as far as PostgreSQL knows: nobody waits for it for long.
#[test]
fn what_a_vanished_server_held_is_free_again_within_seconds() {
    crate::support::run(async {
        let Some(app) = TestApp::postgres().await else { return };
        app.open_year().await;
        let set = app.set_of("ann").await;
        let vanished = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        vanished
            .conn()
            .execute_unprepared(&format!("SELECT id FROM target_sets WHERE id = {set} FOR UPDATE"))
            .await
            .expect("held");
        let mut ann = app.sign_in("ann").await;
        let begun = std::time::Instant::now();
        assert_eq!(ann.submit_targets(set, "while-it-is-held").await.status, 200, "it waits and is not refused");
        let waited = begun.elapsed();
        assert!((2.0..8.0).contains(&waited.as_secs_f64()), "{waited:?}");
        assert!(vanished.commit().await.is_err(), "nothing of it is written any more");
        app.audit_verifies().await;
    });
}
