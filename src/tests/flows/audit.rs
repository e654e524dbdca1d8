//! The audit log: read by HR without what is their own, taken along, and every tampering found (R1b, R42).
use crate::support::{Client, TestApp, database, on_both, times};
use pa_assistant::{
    api::audit::AuditPage,
    domain::{audit::Broken, ids::PersonId},
    server::{
        repo::{
            Db,
            app_role::{AppRole, may_change_the_log},
            audit,
            migrate::{Step, migrate},
            sql,
            unit_of_work::Entry,
        },
        seals,
        services::checkpoint,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn log(client: &mut Client, query: Value) -> AuditPage {
    let answer = client.json("audit-log", json!({ "query": query })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

on_both! {
    async fn hr_finds_entries_by_who_what_record_and_day(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        assert_eq!(ann.submit_targets(set, "audit-targets").await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_set(set, "request_changes", "submitted_to_manager", "Name a measure, 100% sure").await.status, 200);
        app.hands.advance_seconds(3 * 86_400);
        let mut hana = app.acting("hana", "hr_admin").await;

        let all = log(&mut hana, json!({})).await;
        assert!(all.total > 10 && all.rows.windows(2).all(|pair| pair[0].seq > pair[1].seq), "newest first");
        assert_eq!(all.entries, app.audit_verifies().await);
        let history = log(&mut hana, json!({ "kind": "target_set", "id": set })).await;
        assert!(history.rows.iter().all(|row| row.subject == set) && history.rows.len() >= 2);
        let asked = log(&mut hana, json!({ "who": "mori", "action": "request_changes" })).await;
        assert_eq!(asked.rows.len(), 1);
        assert_eq!(asked.rows[0].person.as_deref(), Some("Ann Employee (ann)"));
        assert_eq!(asked.rows[0].actor.as_ref().map(|who| who.name.as_str()), Some("Alice Mori"));
        assert!(asked.rows[0].details.as_ref().is_some_and(|details| details.iter().any(|detail| detail.after.as_deref() == Some("Name a measure, 100% sure"))));
        assert_eq!(log(&mut hana, json!({ "q": "100% SURE" })).await.rows.len(), 1);
        assert_eq!(log(&mut hana, json!({ "q": "100_ sure" })).await.rows.len(), 0, "wildcards are letters");
        assert!(log(&mut hana, json!({ "about": "ann@example.com" })).await.rows.iter().all(|row| row.person.as_deref() == Some("Ann Employee (ann)")));
        let later = log(&mut hana, json!({ "from": "2026-04-13" })).await;
        assert!(later.rows.iter().all(|row| row.seq > asked.rows[0].seq) && !later.rows.is_empty());
        assert_eq!(log(&mut hana, json!({ "until": "2026-04-10", "action": "request_changes" })).await.rows.len(), 1);
        assert_eq!(log(&mut hana, json!({ "until": "2026-04-09" })).await.total, 0);
        assert!(all.actions.contains(&"request_changes".to_owned()) && all.kinds.contains(&"target_set".to_owned()));
        let page = hana.page(&format!("/audit?kind=target_set&id={set}")).await;
        assert!(page.status == 200 && page.text.contains("Asked for changes") && page.text.contains("Ann Employee (ann)"), "{}", page.status);
        assert_eq!(hana.page("/audit?from=nonsense&page=999999").await.status, 200);
    }
}

on_both! {
    async fn nobody_finds_their_own_targets_and_review_in_it(app: TestApp) {
        app.open_evaluation(&["hal", "ann"]).await;
        let (set, review) = (app.set_of("hal").await, app.review_of("hal").await);
        let mut hal = app.sign_in("hal").await;
        assert_eq!(hal.submit_self(review, "hal-self", ["3", "3", "3"]).await.status, 200);
        let mut hana = app.acting("hana", "manager").await;
        assert_eq!(hana.move_review(review, "hand_back", "self_eval_submitted", "zanzibar in the comment").await.status, 200);
        let mut hr = app.acting("hana", "hr_admin").await;
        assert!(log(&mut hr, json!({ "q": "zanzibar" })).await.total == 1, "another HR admin finds it");
        let mut own = app.acting("hal", "hr_admin").await;
        for query in [json!({ "q": "zanzibar" }), json!({ "kind": "review", "id": review }), json!({ "kind": "target_set", "id": set }), json!({ "about": "hal", "kind": "review" })] {
            assert_eq!(log(&mut own, query.clone()).await.total, 0, "{query}");
        }
        assert!(log(&mut own, json!({ "about": "hal" })).await.total > 0, "their record is not their review");
        for path in ["/audit?q=zanzibar", "/audit/export/csv", "/audit/export/jsonl?q=zanzibar"] {
            let text = own.page(path).await.text.replace("value=\"zanzibar\"", "").replace("q=zanzibar", "").replace("\"after\":\"zanzibar\"", "");
            assert!(!text.contains("zanzibar"), "{path}");
        }
        assert!(hr.page("/audit/export/jsonl?q=zanzibar").await.text.contains("zanzibar in the comment"));
    }
}

on_both! {
    async fn it_is_taken_along_as_csv_and_json_lines_by_hr_alone(app: TestApp) {
        app.import("employee_id,full_name,email,department\nevil,=HYPERLINK(1),evil@example.com,Sales\n").await;
        for (login, role) in [("ann", "employee"), ("alice", "manager"), ("pat", "board_member"), ("dora", "general_director")] {
            let mut client = app.acting(login, role).await;
            assert_eq!(client.page("/audit/export/csv").await.status, 403, "{role}");
            assert_eq!(client.page("/audit").await.status, 403, "{role}");
        }
        assert_eq!(app.stranger().page("/audit/export/csv").await.status, 303);
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(hana.page("/audit/export/pdf").await.status, 404);
        let lines = hana.page("/audit/export/jsonl").await;
        assert!(lines.headers["content-disposition"].to_str().expect("text").starts_with("attachment; filename=\"audit-2026-04-10.jsonl\""));
        let entries: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let chain = app.audit_verifies().await;
        assert_eq!(entries.len() as i64, chain, "everything, the entry about the export too: nothing of it is hana's own");
        assert_eq!(entries.last().expect("entries")["action"], "export_audit");
        for pair in entries.windows(2) {
            assert_eq!(pair[1]["previous_hash"], pair[0]["hash"], "each line links to the one before");
        }
        let csv = hana.page("/audit/export/csv?action=export_audit").await;
        let rows: Vec<&str> = csv.text.lines().collect();
        assert!(rows[0].trim_start_matches('\u{feff}').starts_with("entry,at,employee_id,name"), "{}", rows[0]);
        assert_eq!(rows.len(), 3, "two exports so far: {}", csv.text);
        let evil = app.person("evil").await;
        let uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        let mut uow = uow;
        uow.audit(Entry::by_system("follow_directory", "person", evil.0));
        uow.commit().await.expect("committed");
        let csv = hana.page("/audit/export/csv?action=follow_directory").await.text;
        assert!(csv.contains("\"'=HYPERLINK(1)\""), "{csv}");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_database_that_was_put_back_whole_is_found_from_outside(app: TestApp) {
        let scratch = database::Scratch::new();
        let mut config = (*app.state.config).clone();
        config.outside.checkpoints = Some(scratch.0.join("elsewhere").join("checkpoints"));
        let path = config.outside.checkpoints.clone().expect("set");
        // An older state of the chain, as a dump would hold it.
        for table in ["audit_details", "audit_entries", "audit_head"] {
            app.run(&format!("CREATE TABLE old_{table} AS SELECT * FROM {table}")).await;
        }
        let old = app.audit_verifies().await;
        app.open_year().await;
        let newest = checkpoint::write(&app.state.db, &app.state.clock, &config).await.expect("written").expect("a chain").seq;
        let known = checkpoint::read(app.state.db.audit_key(), std::slice::from_ref(&path)).expect("read");
        assert_eq!(audit::verify_against(&app.state.db, known.clone()).await.expect("readable"), Ok(newest));
        for table in ["audit_details", "audit_entries", "audit_head"] {
            app.run(&format!("DELETE FROM {table}")).await;
        }
        for table in ["audit_entries", "audit_details", "audit_head"] {
            app.run(&format!("INSERT INTO {table} SELECT * FROM old_{table}")).await;
        }
        assert_eq!(app.audit_verifies().await, old, "by itself it is whole");
        let found = audit::verify_against(&app.state.db, known).await.expect("readable");
        assert_eq!(found, Err(Broken::RolledBack { seq: old + 1, known: newest }));

        // A changed line, or one of another key, is no checkpoint.
        let line = std::fs::read_to_string(&path).expect("a file");
        std::fs::write(&path, line.replace(&format!("seq={newest}"), &format!("seq={old}"))).expect("written");
        let refused = checkpoint::read(app.state.db.audit_key(), std::slice::from_ref(&path)).expect_err("changed");
        assert!(refused.to_string().contains("line 1"), "{refused}");
        std::fs::write(&path, &line).expect("written");
        assert!(checkpoint::read(b"another key that is long enough too", std::slice::from_ref(&path)).is_err());
        std::fs::write(&path, "nothing of it\n").expect("written");
        assert!(checkpoint::read(app.state.db.audit_key(), &[path]).is_err(), "a file without any proves nothing");
    }
}

on_both! {
    async fn the_server_writes_a_checkpoint_once_for_each_state(app: TestApp) {
        let scratch = database::Scratch::new();
        let mut state = app.state.clone();
        let mut config = (*state.config).clone();
        config.outside.checkpoints = Some(scratch.0.join("checkpoints"));
        state.config = std::sync::Arc::new(config);
        for _ in 0..3 {
            checkpoint::keep(&state).await.expect("kept");
        }
        app.sign_in("ann").await;
        checkpoint::keep(&state).await.expect("kept");
        let text = std::fs::read_to_string(scratch.0.join("checkpoints")).expect("a file");
        assert_eq!(text.lines().count(), 2, "{text}");
        let marks = seals::read_marks::<pa_assistant::domain::audit_mark::Checkpoint>(state.db.audit_key(), "x", &text).expect("sealed");
        assert!(marks[0].seq < marks[1].seq);
    }
}

on_both! {
    async fn what_was_cut_off_is_not_sealed_on(app: TestApp) {
        let whole = app.audit_verifies().await;
        let mut ann = app.sign_in("ann").await;
        // Whoever holds the database and not the key takes the newest entry away and lets the chain end before it.
        let last = app.number("SELECT MAX(seq) FROM audit_entries").await;
        assert!(last > whole);
        raw(&app, &format!("DELETE FROM audit_details WHERE seq = {last}")).await;
        raw(&app, &format!("DELETE FROM audit_entries WHERE seq = {last}")).await;
        raw(&app, &format!("UPDATE audit_head SET seq = {0}, hash = (SELECT hash FROM audit_entries WHERE seq = {0})", last - 1)).await;
        let found = audit::verify(&app.state.db).await.expect("readable").expect_err("cut off");
        // The next write does not put the seal right again, and says so.
        let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        uow.audit(Entry::by_system("change", "department", 1));
        let refused = uow.commit().await.expect_err("the seal does not fit").to_string();
        assert!(refused.contains("audit verify"), "{refused}");
        assert_eq!(ann.form("sign-out", &[]).await.status, 500);
        assert_eq!(audit::verify(&app.state.db).await.expect("readable").expect_err("still cut off"), found);
        assert!(audit::check_seal(&app.state.db).await.is_err());
    }
}

on_both! {
    async fn another_key_neither_writes_nor_passes(app: TestApp) {
        app.open_year().await;
        audit::check_seal(&app.state.db).await.expect("its own key");
        let mut config = (*app.state.config).clone();
        config.secrets.audit = pa_assistant::server::config::Secret("another key than the one that sealed it".into());
        let other = Db::connect(&config).await.expect("connected");
        let refused = audit::check_seal(&other).await.expect_err("another key").to_string();
        assert!(refused.contains("AUDIT_KEY"), "{refused}");
        let mut uow = other.begin(&app.state.clock).await.expect("a transaction");
        uow.audit(Entry::by_system("change", "department", 1));
        uow.commit().await.expect_err("another key");
        other.close().await;
        app.audit_verifies().await;
    }
}

/// A generator of its own, so that a failing run can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % u64::try_from(bound).expect("positive")).expect("small")
    }
}

const TABLES: [&str; 3] = ["audit_entries", "audit_details", "audit_head"];

async fn raw(app: &TestApp, statement: &str) {
    sql::run(app.state.db.unaudited(), statement, vec![]).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// Changes the log in one way; answers what that was and the entry at which it has to show.
async fn tamper(app: &TestApp, dice: &mut Dice, length: i64) -> (String, i64) {
    let seq = 1 + dice.below(length);
    let edit = |column: &str, value: &str| format!("UPDATE audit_entries SET {column} = {value} WHERE seq = {seq}");
    let how = dice.below(11);
    let (statements, shows) = match how {
        0 => (vec![edit("action", "action || 'x'")], seq),
        1 => (vec![edit("at", "at + 1")], seq),
        2 => (vec![edit("actor_id", "COALESCE(actor_id, 0) + 1")], seq),
        3 => (vec![edit("subject_id", "subject_id + 1")], seq),
        4 => (vec![edit("hash", &format!("'{:064x}'", dice.0))], seq),
        5 => (vec![edit("details_digest", &format!("'{:064x}'", dice.0))], seq),
        6 => (vec![format!("UPDATE audit_details SET details = details || ' ' WHERE seq = {seq}")], seq),
        7 => (vec![format!("DELETE FROM audit_details WHERE seq = {seq}")], seq),
        8 => (
            vec![format!("DELETE FROM audit_details WHERE seq = {seq}"), format!("DELETE FROM audit_entries WHERE seq = {seq}")],
            seq,
        ),
        9 => (
            vec![
                format!("DELETE FROM audit_details WHERE seq >= {seq}"),
                format!("DELETE FROM audit_entries WHERE seq >= {seq}"),
            ],
            seq,
        ),
        _ => {
            let other = 1 + (seq - 1 + 1 + dice.below(length - 1)) % length;
            let (a, b) = (seq.min(other), seq.max(other));
            let swap = |table: &str| {
                [(a, -1), (b, a), (-1, b)].map(|(from, to)| format!("UPDATE {table} SET seq = {to} WHERE seq = {from}"))
            };
            // Details first point nowhere, then to their entry again.
            let mut all = vec![
                format!("CREATE TEMPORARY TABLE aside AS SELECT * FROM audit_details WHERE seq IN ({a}, {b})"),
                format!("DELETE FROM audit_details WHERE seq IN ({a}, {b})"),
            ];
            all.extend(swap("audit_entries"));
            all.push(format!("INSERT INTO audit_details (seq, salt, details) SELECT {a} + {b} - seq, salt, details FROM aside"));
            all.push("DROP TABLE aside".into());
            (all, a)
        }
    };
    // One connection holds the temporary table.
    let uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
    for statement in &statements {
        sql::run(uow.conn(), statement, vec![]).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    uow.commit().await.expect("committed");
    (statements.join("; "), shows)
}

on_both! {
    async fn every_edit_removal_swap_and_cut_is_found_at_its_entry(app: TestApp) {
        app.open_year().await;
        let length = app.audit_verifies().await;
        for table in TABLES {
            raw(&app, &format!("CREATE TABLE whole_{table} AS SELECT * FROM {table}")).await;
        }
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for round in 0..times(120, 10_000) {
            let (what, shows) = tamper(&app, &mut dice, length).await;
            let found = audit::verify(&app.state.db).await.expect("readable");
            let broken = found.expect_err(&format!("round {round}: {what}"));
            assert_eq!(broken.seq(), shows, "round {round}: {what}: {broken}");
            let uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
            for table in ["audit_details", "audit_entries"] {
                sql::run(uow.conn(), &format!("DELETE FROM {table}"), vec![]).await.expect("emptied");
            }
            for table in ["audit_entries", "audit_details"] {
                sql::run(uow.conn(), &format!("INSERT INTO {table} SELECT * FROM whole_{table}"), vec![]).await.expect("put back");
            }
            uow.commit().await.expect("committed");
        }
        assert_eq!(app.audit_verifies().await, length, "put back it is whole");
    }
}

on_both! {
    async fn forty_eight_writers_on_three_replicas_make_one_chain(app: TestApp) {
        let before = app.audit_verifies().await;
        let each = i64::try_from(times(4, 200)).expect("a few");
        // SQLite belongs to one process; PostgreSQL is written by three.
        let replicas = match app.state.config.database.kind {
            pa_assistant::server::config::Kind::Postgres => 3,
            pa_assistant::server::config::Kind::Sqlite(_) => 1,
        };
        let mut databases = vec![app.state.db.clone()];
        while databases.len() < replicas {
            databases.push(Db::connect(&app.state.config).await.expect("another replica"));
        }
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..48_i64 {
            let (db, clock) = (databases[usize::try_from(writer).expect("small") % databases.len()].clone(), app.state.clock.clone());
            writers.spawn(async move {
                for turn in 0..each {
                    // A pool may be exhausted for a moment: whoever waits too long tries again, as people do.
                    loop {
                        let Ok(mut uow) = db.begin(&clock).await else { continue };
                        uow.audit(Entry::by_system("change", "department", writer * 1_000 + turn));
                        if uow.commit().await.is_ok() {
                            break;
                        }
                    }
                }
            });
        }
        while let Some(done) = writers.join_next().await {
            done.expect("no writer panics");
        }
        assert_eq!(app.audit_verifies().await, before + 48 * each);
        assert_eq!(app.number("SELECT COUNT(DISTINCT prev_hash) FROM audit_entries").await, before + 48 * each, "no two follow the same");
    }
}

/// On PostgreSQL, with the role that docs and deployment name: everything works, and what is written stays written.
#[test]
fn the_application_s_role_cannot_change_what_is_written() {
    crate::support::run(async {
        let Some(app) = TestApp::postgres().await else { return };
        let role = format!("app_{}", app.state.config.database.url.0.rsplit('/').next().expect("a database"));
        raw(&app, &format!("CREATE ROLE {role} LOGIN")).await;
        let app_role = |name: &str| name.parse::<AppRole>().expect("a name");
        for (name, says) in [("nobody_here", "there is no role nobody_here: CREATE ROLE"), ("pa", "could change the audit log")] {
            let refused = migrate(&app.state.config, Step::UpFor(app_role(name))).await.expect_err(name).to_string();
            assert!(refused.contains(says), "{refused}");
        }
        assert!(may_change_the_log(app.state.db.read()).await.expect("asked"), "the owner may");
        // Twice is the same as once; whatever somebody granted by hand is taken back.
        migrate(&app.state.config, Step::UpFor(app_role(&role))).await.expect("granted");
        raw(
            &app,
            &format!("GRANT UPDATE, DELETE, TRUNCATE ON audit_entries, audit_details, audit_head, seaql_migrations TO {role}"),
        )
        .await;
        migrate(&app.state.config, Step::UpFor(app_role(&role))).await.expect("granted again");
        let mut config = (*app.state.config).clone();
        config.database.url = pa_assistant::server::config::Secret(config.database.url.0.replace("//pa@", &format!("//{role}@")));
        let limited = TestApp::on(config, &app).await;
        let whoami = limited.texts("SELECT CURRENT_USER::text AS text").await;
        assert_eq!(whoami, [role.as_str()]);
        assert!(!may_change_the_log(limited.state.db.read()).await.expect("asked"));
        let other = format!("{role}_2");
        raw(&app, &format!("CREATE ROLE {other}")).await;
        let refused = migrate(&limited.state.config, Step::UpFor(app_role(&other))).await.expect_err("not the owner").to_string();
        assert!(refused.contains("as the owner of the tables"), "{refused}");
        // Tools bring the schema up to date before they begin: there is nothing to do, and they may not do anything.
        migrate(&limited.state.config, Step::Up).await.expect("nothing to do");
        let newest = "version = (SELECT MAX(version) FROM seaql_migrations)";
        raw(&app, &format!("CREATE TABLE aside AS SELECT * FROM seaql_migrations WHERE {newest}")).await;
        raw(&app, &format!("DELETE FROM seaql_migrations WHERE {newest}")).await;
        let refused = migrate(&limited.state.config, Step::Up).await.expect_err("the schema is behind").to_string();
        assert!(refused.contains("run `migrate up` as the owner"), "{refused}");
        raw(&app, "INSERT INTO seaql_migrations SELECT * FROM aside").await;
        // A year of work, and an anonymisation, through it.
        limited.open_evaluation(&["ann"]).await;
        let mut hana = limited.acting("hana", "hr_admin").await;
        let ann: PersonId = limited.person("ann").await;
        assert_eq!(hana.form("deactivate-person", &[("person", &ann.to_string()), ("reason", "gone")]).await.status, 200);
        let done = hana.form("anonymise-person", &[("person", &ann.to_string()), ("confirm", "ann")]).await;
        assert_eq!(done.status, 200, "{}", done.text);
        limited.audit_verifies().await;
        let newest = limited.number("SELECT MAX(seq) FROM audit_entries").await;
        for statement in [
            "UPDATE audit_entries SET action = 'nothing'",
            "DELETE FROM audit_entries",
            "TRUNCATE audit_entries CASCADE",
            "UPDATE audit_details SET details = '[]'",
            "DELETE FROM audit_details",
            "DELETE FROM audit_head",
            "DROP TABLE audit_details",
            "DELETE FROM seaql_migrations",
            "CREATE OR REPLACE FUNCTION audit_remove_details(entries TEXT) RETURNS BIGINT LANGUAGE sql AS $$ SELECT 1::BIGINT $$",
        ] {
            let refused = sql::run(limited.state.db.unaudited(), statement, vec![]).await.expect_err(statement);
            let said = refused.to_string();
            assert!(said.contains("permission denied") || said.contains("must be owner"), "{statement}: {said}");
        }
        // What says that details were removed keeps its own, whoever asks.
        let kept = limited.number(&format!("SELECT audit_remove_details('{newest}')")).await;
        assert_eq!(kept, 0);
        limited.audit_verifies().await;
        let known = BTreeMap::new();
        assert!(audit::verify_against(&limited.state.db, known).await.expect("readable").is_ok());
    });
}
