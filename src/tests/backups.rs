//! Backups of a live database and the move from one to another, with real files and servers (O3, O14).
use crate::support::{Client, TestApp, app::PASSWORD, database};
use pa_assistant::{
    domain::time::Timestamp,
    server::{
        alone,
        backup::{copy_database, nightly, sqlite, store},
        config::{Config, Kind, Secret},
        repo::{Db, audit, migrate, sql, tables},
        services::{closing, removals, setup, sweep},
    },
};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};

fn folder(app: &TestApp) -> PathBuf {
    app.state.config.backup.folder.clone()
}

/// A database with people, a year, drafts and an audit chain.
async fn company() -> TestApp {
    let app = TestApp::sqlite().await;
    app.open_evaluation(&["ann", "ben"]).await;
    app
}

/// The configuration of another place on the same machine, with the same secrets.
fn elsewhere(app: &TestApp, path: &Path) -> Config {
    let mut config = (*app.state.config).clone();
    config.database.kind = Kind::Sqlite(path.to_owned());
    config.database.url = Secret(format!("file:{}", path.display()));
    config
}

async fn entries(config: &Config) -> i64 {
    let db = Db::connect(config).await.expect("a database");
    let entries = audit::verify(&db).await.expect("readable").expect("whole");
    db.close().await;
    entries
}

#[tokio::test]
async fn a_backup_of_a_live_database_restores_to_the_same_company() {
    let app = company().await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up while served");
    // Work goes on after the backup; the restored company knows nothing of it.
    let mut ann = app.sign_in("ann").await;
    assert_eq!(ann.json("session", json!({})).await.status, 200);

    let place = folder(&app).join("restored").join("pa.db");
    fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    let there = elsewhere(&app, &place);
    let restored = sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
    assert_eq!((restored.facts.clone(), restored.before), (made.facts.clone(), None));
    assert_eq!(entries(&there).await, made.facts.audit_seq);
    let db = Db::connect(&there).await.expect("open");
    let mut counts = tables::counts(db.read()).await.expect("counted");
    assert_eq!(counts.insert("sessions".into(), 0), Some(0), "whoever was signed in is not any more");
    let mut wanted = made.facts.rows.clone();
    wanted.insert("sessions".into(), 0);
    assert_eq!(counts, wanted);
}

#[tokio::test]
async fn after_a_newer_program_was_taken_back_backups_are_made_and_hold() {
    const NEXT: &str = "m99991231_000001_of_the_next_release";
    let app = company().await;
    let write = async |statement: &str| app.run(&statement.replace("$1", &format!("'{NEXT}'"))).await;
    write("INSERT INTO seaql_migrations (version, applied_at) VALUES ($1, 0)").await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let (_, facts) = sqlite::verify(&app.state.config, &made.path).await.expect("whole");
    assert_eq!(facts, made.facts);
    let there = elsewhere(&app, &folder(&app).join("back.db"));
    sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
    assert_eq!(entries(&there).await, made.facts.audit_seq);

    write("INSERT INTO schema_needs (migration) VALUES ($1)").await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let refused = sqlite::verify(&app.state.config, &made.path).await.expect_err("this program would do harm").to_string();
    assert!(refused.contains(NEXT), "{refused}");
}

#[tokio::test]
async fn an_existing_database_is_replaced_only_when_asked_and_never_while_it_is_used() {
    let app = company().await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let refused = sqlite::restore(&app.state.config, &app.state.clock, &made.path, false).await.expect_err("there is one");
    assert!(refused.to_string().contains("--replace"), "{refused}");
    let refused = sqlite::restore(&app.state.config, &app.state.clock, &made.path, true).await.expect_err("it is served");
    assert!(refused.to_string().contains("in use"), "{refused}");
    assert_eq!(app.sign_in("ann").await.json("session", json!({})).await.status, 200, "nothing was changed");

    let place = folder(&app).join("other.db");
    let there = elsewhere(&app, &place);
    sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
    let db = Db::connect(&there).await.expect("open");
    sql::run(db.unaudited(), "DELETE FROM notices", vec![]).await.expect("changed");
    db.close().await;
    let again = sqlite::restore(&there, &app.state.clock, &made.path, true).await.expect("replaced");
    let before = again.before.expect("kept beside");
    assert!(before.is_file() && before.file_name().is_some_and(|name| name.to_string_lossy().starts_with("other.db.replaced-")));
    assert_eq!(entries(&there).await, made.facts.audit_seq);
}

#[tokio::test]
async fn a_database_that_cannot_be_read_is_replaced_and_its_log_is_not_played_into_the_new_one() {
    let app = company().await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let place = folder(&app).join("crashed.db");
    let there = elsewhere(&app, &place);
    let beside = |end: &str| PathBuf::from(format!("{}{end}", place.display()));
    for (what, bytes) in [
        ("no database at all", b"nothing of a database".repeat(400)),
        ("half of one", {
            let live = fs::read(made_plain(&app, &made.path).await).expect("read");
            live[..live.len() / 2].to_vec()
        }),
    ] {
        fs::write(&place, bytes).expect("written");
        fs::write(beside("-wal"), b"left by a crash").expect("written");
        let restored =
            sqlite::restore(&there, &app.state.clock, &made.path, true).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(restored.before.expect("kept beside").is_file(), "{what}");
        assert!(!beside("-wal").exists(), "{what}: the old log lies beside the new database");
        assert_eq!(entries(&there).await, made.facts.audit_seq, "{what}");
        for entry in fs::read_dir(folder(&app)).expect("a folder").filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with("crashed.db") {
                fs::remove_file(entry.path()).expect("removed");
            }
        }
    }
    // The database alone was moved away; what it left must not meet the restored one.
    fs::write(beside("-wal"), b"left by a crash").expect("written");
    let restored = sqlite::restore(&there, &app.state.clock, &made.path, false).await.expect("restored");
    assert_eq!(restored.before, None);
    assert!(!beside("-wal").exists());
    assert_eq!(entries(&there).await, made.facts.audit_seq);
}

/// The database a backup holds, as a file.
async fn made_plain(app: &TestApp, backup: &Path) -> PathBuf {
    let place = folder(app).join("plain").join("pa.db");
    if !place.exists() {
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        sqlite::restore(&elsewhere(app, &place), &app.state.clock, backup, false).await.expect("restored");
    }
    place
}

#[tokio::test]
async fn a_restore_waits_for_nobody_who_serves() {
    let app = company().await;
    let made = sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let there = elsewhere(&app, &folder(&app).join("served.db"));
    let server = alone::claim(&there, "taken").expect("the first").expect("a lock");
    let refused = sqlite::restore(&there, &app.state.clock, &made.path, true).await.expect_err("a server is at work");
    assert!(refused.to_string().contains("stop it first"), "{refused}");
    drop(server);
    sqlite::restore(&there, &app.state.clock, &made.path, true).await.expect("nobody serves it");
}

#[tokio::test]
async fn the_newest_backups_stay_whatever_the_clock_says() {
    let app = company().await;
    let place = folder(&app).join("many");
    fs::create_dir_all(&place).expect("a folder");
    let now = app.state.clock.now();
    for days in 0..12 {
        let at = Timestamp(now.0 - days * 86_400 * Timestamp::SECOND);
        fs::write(place.join(store::name(at)), b"x").expect("written");
    }
    // Years ahead, so that every one of them is too old.
    app.hands.advance_seconds(20 * 366 * 86_400);
    store::prune(&place, &app.state.clock).expect("pruned");
    assert_eq!(store::list(&place).expect("listed").len(), 7);
}

#[tokio::test]
async fn a_scratch_file_left_by_a_killed_process_goes_with_the_next_backup() {
    let app = company().await;
    sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    let (old, young) = (folder(&app).join(".scratch-old.db"), folder(&app).join(".scratch-young.db"));
    for path in [&old, &young] {
        fs::write(path, b"people").expect("written");
    }
    let yesterday = std::time::SystemTime::now() - std::time::Duration::from_secs(86_400);
    fs::File::options().write(true).open(&old).and_then(|file| file.set_modified(yesterday)).expect("aged");
    sqlite::make(&app.state.config, &app.state.clock).await.expect("backed up");
    assert!(!old.exists() && young.exists());
}

#[tokio::test]
async fn a_mistyped_number_hands_nobody_s_account_over() {
    let app = company().await;
    let admin =
        |name: &str, email: &str| setup::FirstAdmin { employee_no: "ann".into(), full_name: name.into(), email: email.into() };
    let email = app.texts("SELECT email AS text FROM people WHERE employee_no = 'ann'").await.remove(0);
    let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
    let refused =
        setup::create_admin(&mut uow, &admin("Somebody Else", "else@example.com"), "hash").await.expect_err("another person");
    assert!(refused.to_string().contains("Ann Employee"), "{refused}");
    setup::create_admin(&mut uow, &admin("ann employee", &email), "hash").await.expect("the same person");
}

#[tokio::test]
async fn removals_that_are_named_and_not_there_are_a_mistake() {
    let app = company().await;
    let named = folder(&app).join("no-such.log");
    let refused = removals::known(app.state.db.audit_key(), &app.state.config, &[named]).expect_err("it is not there");
    assert!(refused.to_string().contains("no-such.log"), "{refused}");
    assert!(removals::known(app.state.db.audit_key(), &app.state.config, &[]).expect("nobody was anonymised yet").is_empty());
}

#[tokio::test]
async fn damage_is_found_wherever_it_is_and_the_old_data_stays() {
    let app = company().await;
    for key in [None, Some(Secret("k".repeat(40)))] {
        let mut config = (*app.state.config).clone();
        config.backup.key = key;
        config.backup.folder = folder(&app).join(if config.backup.key.is_some() { "sealed" } else { "plain" });
        let made = sqlite::make(&config, &app.state.clock).await.expect("backed up");
        let whole = fs::read(&made.path).expect("read");
        assert_eq!(sqlite::verify(&config, &made.path).await.expect("whole").1, made.facts);
        let hurt = config.backup.folder.join("hurt.pabackup");
        let step = whole.len() / 23;
        for at in (0..whole.len()).step_by(step.max(1)) {
            let mut changed = whole.clone();
            changed[at] ^= 0x20;
            fs::write(&hurt, &changed).expect("written");
            sqlite::verify(&config, &hurt).await.expect_err("one bit was changed");
            fs::write(&hurt, &whole[..at]).expect("written");
            sqlite::verify(&config, &hurt).await.expect_err("it was cut off");
        }
        fs::write(&hurt, [&whole[..], b"more"].concat()).expect("written");
        let refused = sqlite::verify(&config, &hurt).await.expect_err("something was appended");
        assert!(refused.to_string().contains("Nothing was changed"), "{refused}");
        let left: Vec<_> = fs::read_dir(&config.backup.folder).expect("a folder").collect();
        assert_eq!(left.len(), 2, "no scratch file stays behind: {left:?}");
    }
}

#[tokio::test]
async fn a_sealed_backup_opens_with_its_key_only() {
    let app = company().await;
    let mut config = (*app.state.config).clone();
    config.backup.key = Some(Secret("the right key, long enough for it".into()));
    let made = sqlite::make(&config, &app.state.clock).await.expect("backed up");
    let stored = fs::read(&made.path).expect("read");
    assert!(!stored.windows(6).any(|part| part == b"SQLite"));
    config.backup.key = Some(Secret("the wrong key, long enough for it".into()));
    let refused = sqlite::verify(&config, &made.path).await.expect_err("another key");
    assert!(refused.to_string().contains("BACKUP_KEY does not open"), "{refused}");
    config.backup.key = None;
    let refused = sqlite::verify(&config, &made.path).await.expect_err("no key");
    assert!(refused.to_string().contains("set BACKUP_KEY"), "{refused}");
    config.backup.key = Some(Secret("the right key, long enough for it".into()));
    config.secrets.audit = Secret("another audit key than the one it was made with".into());
    let refused = sqlite::verify(&config, &made.path).await.expect_err("another audit key");
    assert!(refused.to_string().contains("AUDIT_KEY"), "{refused}");
}

#[tokio::test]
async fn a_full_disk_is_said_and_leaves_nothing_half_done() {
    let app = company().await;
    let mut config = (*app.state.config).clone();
    // Always full, on every Linux.
    config.backup.copy_to = Some(PathBuf::from("/dev/full/backups"));
    let refused = sqlite::make(&config, &app.state.clock).await.expect_err("no second copy");
    assert!(refused.to_string().contains("second copy"), "{refused}");
    assert_eq!(store::list(&config.backup.folder).expect("listed").len(), 1, "the first one is there all the same");
}

#[tokio::test]
async fn one_backup_a_night_with_a_second_copy_and_a_check_once_a_month() {
    let app = company().await;
    let mut config = (*app.state.config).clone();
    config.backup.nightly = true;
    config.backup.copy_to = Some(folder(&app).join("copy"));
    // It is nine in the morning: last night's was missed.
    assert!(nightly::run(&config, &app.state.clock).await.expect("due"));
    assert!(!nightly::run(&config, &app.state.clock).await.expect("done"));
    app.hands.advance_seconds(16 * 3_600);
    assert!(!nightly::run(&config, &app.state.clock).await.expect("one o'clock is early"));
    app.hands.advance_seconds(3_600);
    assert!(nightly::run(&config, &app.state.clock).await.expect("two o'clock"));
    for place in [&config.backup.folder, config.backup.copy_to.as_ref().expect("set")] {
        assert_eq!(store::list(place).expect("listed").len(), 2);
    }
    assert_eq!(fs::read_to_string(folder(&app).join(".verified-on")).expect("checked"), "2026-04-10");
    app.hands.advance_seconds(40 * 86_400);
    assert!(nightly::run(&config, &app.state.clock).await.expect("due"));
    let left = store::list(&folder(&app)).expect("listed");
    assert_eq!(left.len(), 3, "the newest days stay, however old: {left:?}");
    assert_eq!(fs::read_to_string(folder(&app).join(".verified-on")).expect("checked"), "2026-05-21");
}

/// An empty PostgreSQL database, or nothing where no server is there.
async fn empty_postgres(app: &TestApp) -> Option<Config> {
    let url = database::postgres(&database::postgres_server()?, false).await;
    let mut config = database::config(&url);
    config.secrets = app.state.config.secrets.clone();
    Some(config)
}

#[tokio::test]
async fn a_company_moves_to_postgresql_whole_and_goes_on_there() {
    let app = company().await;
    let Some(target) = empty_postgres(&app).await else { return };
    let copied = copy_database(&app.state.config, &target).await.expect("copied");
    assert_eq!(copied.audit_entries, entries(&app.state.config).await);
    let refused = copy_database(&app.state.config, &target).await.expect_err("not empty any more");
    assert!(refused.to_string().contains("not empty"), "{refused}");
    // Somebody signs in there and saves: ids go on after the copied ones.
    let moved = TestApp::on(target.clone(), &app).await;
    let mut hana: Client = moved.acting("hana", "hr_admin").await;
    assert_eq!(hana.json("session", json!({})).await.status, 200);
    moved.import("employee_id,full_name,email,department\nnew,New Person,new@example.com,Sales\n").await;
    assert!(entries(&target).await > copied.audit_entries);
    // And back again.
    let back = elsewhere(&app, &folder(&app).join("back.db"));
    let returned = copy_database(&target, &back).await.expect("copied back");
    assert_eq!(returned.audit_entries, entries(&target).await);
}

#[tokio::test]
async fn a_copy_that_was_cut_off_goes_on_and_a_changed_source_is_refused() {
    let app = company().await;
    let Some(target) = empty_postgres(&app).await else { return };
    migrate::migrate(&target, migrate::Step::Up).await.expect("migrated");
    let (source, to) = (Db::connect(&app.state.config).await.expect("open"), Db::connect(&target).await.expect("open"));
    // As a killed copy leaves it: begun, some tables done.
    let (seq, hash) = tables::audit_head(source.read()).await.expect("a head");
    tables::begin_copy(to.unaudited(), &format!("{seq} {hash}")).await.expect("begun");
    for (table, late) in tables::in_order(tables::list(source.read()).await.expect("tables")).iter().take(4) {
        table.copy(source.read(), to.unaudited(), late, |_| {}).await.expect("copied");
        tables::finish_step(to.unaudited(), &table.name, "").await.expect("written down");
    }
    let copied = copy_database(&app.state.config, &target).await.expect("goes on");
    assert_eq!(copied.audit_entries, seq);

    let Some(second) = empty_postgres(&app).await else { return };
    migrate::migrate(&second, migrate::Step::Up).await.expect("migrated");
    let to = Db::connect(&second).await.expect("open");
    tables::begin_copy(to.unaudited(), "7 of another source").await.expect("begun");
    let refused = copy_database(&app.state.config, &second).await.expect_err("another source");
    assert!(refused.to_string().contains("another source"), "{refused}");
    let half = TestApp::on(second, &app).await;
    let ready = half.stranger().page("/api/health/ready").await;
    assert_eq!((ready.status, ready.text.as_str()), (503, "database: a copy into it is not finished"));
    // A server that was started too early leaves nothing in it, which the end of the copy would find to differ.
    let before = tables::counts(half.state.db.read()).await.expect("counted");
    let link = setup::link(&half.state.db, &half.state.clock, "https://pa.example.com").await.expect("read");
    assert_eq!((link, sweep::run(&half.state).await.expect("read")), (None, 0));
    closing::resume_all(&half.state).await;
    assert_eq!(tables::counts(half.state.db.read()).await.expect("counted"), before);
}

#[tokio::test]
async fn a_database_that_only_reads_is_not_ready_and_refuses_in_words() {
    let Some(app) = TestApp::postgres().await else { return };
    app.run("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$")
        .await;
    // As while a standby is promoted, or a backup restored.
    let standby = TestApp::on((*app.state.config).clone(), &app).await;
    let ready = standby.stranger().page("/api/health/ready").await;
    assert!(ready.status == 503 && ready.text.contains("reads only"), "{} {}", ready.status, ready.text);
    let mut somebody = standby.stranger();
    assert_eq!(somebody.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await.status, 503);
    assert_eq!(standby.stranger().page("/api/health/live").await.status, 200);
}

#[test]
fn names_of_backups_sort_as_time_does() {
    assert!(store::name(Timestamp(1)) < store::name(Timestamp(5_000_000)));
}
