//! Everything about one person, for themself and for HR on request; and removals that outlive backups (R1b, R3, R18, R43).
use crate::support::{Client, TestApp, database, on_both};
use pa_assistant::{
    domain::audit_mark::{Mark, Removal},
    server::{
        backup::sqlite,
        config::{Config, Kind, Secret},
        repo::{Db, audit, sql},
        services::removals,
    },
};
use serde_json::Value;
use std::path::Path;

async fn taken(client: &mut Client, path: &str) -> Value {
    let answer = client.page(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    assert!(answer.headers["content-disposition"].to_str().expect("text").starts_with("attachment; filename=\"personal-data-"));
    serde_json::from_str(&answer.text).expect("JSON")
}

on_both! {
    async fn somebody_takes_along_what_they_may_read_and_nothing_else(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben"]).await;
        app.rank_tables(year).await;
        let review = app.review_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        assert_eq!(ann.evaluate("self-evaluation-form", review, "mine-saved-1", "save", &[("result-r1", "quagga in my draft")]).await.status, 200);
        let own = taken(&mut ann, "/account/data/json").await;
        assert_eq!(own["person"]["employee_id"], "ann");
        assert_eq!(own["reviews"][0]["draft"]["by_target"][0]["result"], "quagga in my draft");
        assert!(own["sets"][0]["submitted"]["targets"].as_array().is_some_and(|targets| targets.len() == 3), "{}", own["sets"]);
        assert!(own["account"]["sessions"].as_array().is_some_and(|sessions| !sessions.is_empty()));
        assert!(own["actions"].as_array().is_some_and(|entries| entries.iter().any(|entry| entry["action"] == "sign_in")));

        // HR, on request: no draft.
        let id = app.person("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let for_ann = taken(&mut hana, &format!("/people/{id}/data/json")).await;
        assert!(!for_ann.to_string().contains("quagga"), "a draft is its writer's");
        assert_eq!(for_ann["person"]["full_name"], "Ann Employee");
        assert_eq!(for_ann["notices"], Value::Null);

        // What the manager writes is not in it before it was handed back, for nobody.
        assert_eq!(ann.submit_self(review, "mine-sent-2", ["4", "4", "4"]).await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        assert_eq!(alice.complete_evaluation(review, "hers-sent-1", ["5", "5", "5"], "okapi in her summary").await.status, 200);
        for format in ["json", "page"] {
            assert!(!ann.page(&format!("/account/data/{format}")).await.text.contains("okapi"), "{format}");
            assert!(!hana.page(&format!("/people/{id}/data/{format}")).await.text.contains("okapi"), "{format}");
        }
        // HR read the review: its owner finds that.
        let own = taken(&mut ann, "/account/data/json").await;
        assert!(own["reviews"][0]["readers"].as_array().is_some_and(|readers| readers.iter().any(|reader| reader["by"] == "Hana Hr")), "{}", own["reviews"]);
        app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id = {review}")).await;
        let told = taken(&mut ann, "/account/data/json").await;
        assert_eq!(told["reviews"][0]["evaluation"]["summary"], "okapi in her summary");
        assert!(told["reviews"][0]["result"]["score"].as_str().is_some_and(|score| !score.is_empty()));
        let page = ann.page("/account/data/page").await;
        assert!(page.text.contains("okapi in her summary") && page.text.contains("<h1>Everything kept about Ann Employee</h1>"));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn nobody_takes_along_what_is_somebody_else_s(app: TestApp) {
        app.open_year().await;
        let (ann, hana) = (app.person("ann").await, app.person("hana").await);
        for (login, role) in [("ben", "employee"), ("alice", "manager"), ("pat", "board_member"), ("dora", "general_director")] {
            let mut client = app.acting(login, role).await;
            for format in ["json", "page"] {
                assert_eq!(client.page(&format!("/people/{ann}/data/{format}")).await.status, 403, "{role}");
            }
        }
        let mut hr = app.acting("hana", "hr_admin").await;
        assert_eq!(hr.page(&format!("/people/{hana}/data/json")).await.status, 403, "one's own is taken from the account");
        assert_eq!(hr.page("/people/999999/data/json").await.status, 404);
        assert_eq!(hr.page(&format!("/people/{ann}/data/pdf")).await.status, 404);
        // In whatever role: what an employee gets.
        let own = taken(&mut hr, "/account/data/json").await;
        assert_eq!((own["person"]["employee_id"].as_str(), own["taken_by_themself"].as_bool()), (Some("hana"), Some(true)));
        assert_eq!(app.stranger().page("/account/data/json").await.status, 303);
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'export_own'").await, 1);
        let page = hr.page(&format!("/people/{ann}/leaving")).await.text;
        assert!(page.contains(&format!("/people/{ann}/data/page")));
        assert!(!hr.page(&format!("/people/{hana}/leaving")).await.text.contains("/data/page"));
    }
}

on_both! {
    async fn hostile_text_stays_text_in_the_page_to_keep(app: TestApp) {
        app.import("employee_id,full_name,email,department,job_title\nmallory,<script>alert(1)</script>,m@example.com,Sales,\"</dd><img src=x onerror=alert(1)>\"\n").await;
        app.give_passwords().await;
        let mut mallory = app.sign_in("mallory").await;
        let page = mallory.page("/account/data/page").await;
        assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script") && !page.text.contains("<img"));
        assert!(page.headers["content-security-policy"].to_str().expect("text").contains("default-src 'none'"));
    }
}

fn elsewhere(app: &TestApp, path: &Path) -> Config {
    let mut config = (*app.state.config).clone();
    config.database.kind = Kind::Sqlite(path.to_owned());
    config.database.url = Secret(format!("file:{}", path.display()));
    config
}

async fn anonymise(app: &TestApp, employee_no: &str) {
    let id = app.person(employee_no).await.to_string();
    let mut hana = app.acting("hana", "hr_admin").await;
    assert_eq!(hana.form("deactivate-person", &[("person", &id), ("reason", "gone")]).await.status, 200);
    let done = hana.form("anonymise-person", &[("person", &id), ("confirm", employee_no)]).await;
    assert_eq!(done.status, 200, "{}", done.text);
}

async fn names(config: &Config) -> Vec<String> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        full_name: String,
    }
    let db = Db::connect(config).await.expect("open");
    let rows: Vec<Row> = sql::all(db.read(), "SELECT full_name FROM people ORDER BY id", vec![]).await.expect("names");
    assert!(audit::verify(&db).await.expect("readable").is_ok(), "the chain is whole");
    db.close().await;
    rows.into_iter().map(|row| row.full_name).collect()
}

#[test]
fn a_restored_older_backup_repeats_the_removals() {
    crate::support::run(async {
        let app = TestApp::sqlite().await;
        app.open_evaluation(&["ann", "ben"]).await;
        let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
        anonymise(&app, "ann").await;
        // Somebody who came after the backup, and went: their number may be somebody else's in a restored one.
        app.import("employee_id,full_name,email,department\nlate,Lea Late,late@example.com,Sales\n").await;
        anonymise(&app, "late").await;

        // Everything is lost but the backup and what lies beside it.
        let folder = app.state.config.backup.folder.clone();
        let there = elsewhere(&app, &folder.join("restored").join("pa.db"));
        std::fs::create_dir_all(folder.join("restored")).expect("a folder");
        let restored = sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
        assert_eq!(restored.repeated, 1);
        let found = names(&there).await;
        assert!(
            found.iter().any(|name| name.starts_with("Former employee")) && !found.contains(&"Ann Employee".to_owned()),
            "{found:?}"
        );
        assert!(found.contains(&"Ben Employee".to_owned()));
        let bytes = std::fs::read(there_path(&there)).expect("the file");
        assert!(!bytes.windows(15).any(|part| part == b"ann@example.com"), "not even between the rows");

        // A new person who is given the number of the one who came after it is not taken for them.
        app.hands.advance_seconds(60);
        let again = TestApp::on(there.clone(), &app).await;
        again.import("employee_id,full_name,email,department\nnew,Nora New,new@example.com,Sales\n").await;
        let known = removals::known(again.state.db.audit_key(), &there, &[]).expect("read");
        assert_eq!(known.len(), 2);
        assert_eq!(removals::repeat(&again.state.db, &again.state.clock, &known).await.expect("repeated"), 0);
        assert_eq!(again.number("SELECT COUNT(*) FROM people WHERE full_name = 'Nora New'").await, 1);
    });
}

fn there_path(config: &Config) -> std::path::PathBuf {
    match &config.database.kind {
        Kind::Sqlite(path) => path.clone(),
        Kind::Postgres => unreachable!("these are files"),
    }
}

#[test]
fn the_database_that_is_replaced_tells_of_removals_too() {
    crate::support::run(async {
        let app = TestApp::sqlite().await;
        let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
        let folder = app.state.config.backup.folder.clone();
        let there = elsewhere(&app, &folder.join("second.db"));
        sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
        let second = TestApp::on(there.clone(), &app).await;
        anonymise(&second, "ann").await;
        second.state.db.clone().close().await;
        drop(second);
        std::fs::remove_file(folder.join("removals.log")).expect("it was written");
        let again = sqlite::restore(&there, &app.state.clock, &made.path, true).await.expect("replaced");
        assert_eq!(again.repeated, 1);
        assert!(!names(&there).await.contains(&"Ann Employee".to_owned()));
    });
}

on_both! {
    async fn removals_are_written_down_sealed_and_without_a_word_about_anybody(app: TestApp) {
        let scratch = database::Scratch::new();
        let mut config = (*app.state.config).clone();
        config.outside.removals = Some(scratch.0.join("removals.log"));
        anonymise(&app, "zoe").await;
        removals::keep(&app.state.db, &config).await.expect("kept");
        removals::keep(&app.state.db, &config).await.expect("once");
        let text = std::fs::read_to_string(scratch.0.join("removals.log")).expect("a file");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with(Removal::BEGIN) && !text.to_lowercase().contains("zoe"));
        std::fs::write(scratch.0.join("removals.log"), text.replace("person=", "person=1")).expect("written");
        let refused = removals::known(app.state.db.audit_key(), &config, &[]).expect_err("changed");
        assert!(refused.to_string().contains("line 1"), "{refused}");
    }
}
