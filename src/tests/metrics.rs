//! Figures for Prometheus, as they are scraped: complete, in fixed names, and silent about people.
use crate::support::{TestApp, on_both};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use pa_assistant::server::{backup, config::Kind, state::AppState, telemetry::serve};
use std::{collections::BTreeSet, path::Path, sync::Arc};
use tower::ServiceExt;

async fn scrape(state: &AppState) -> String {
    let request = Request::get("/metrics").body(Body::empty()).expect("a request");
    let answer = serve::router(state.clone()).oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["content-type"].to_str().expect("text").starts_with("application/openmetrics-text"));
    String::from_utf8(answer.into_body().collect().await.expect("a body").to_bytes().to_vec()).expect("text")
}

/// The value of the line that starts with `line`.
fn value(text: &str, line: &str) -> f64 {
    let found = text.lines().find_map(|each| each.strip_prefix(line)).unwrap_or_else(|| panic!("{line} is not in\n{text}"));
    found.trim().parse().expect("a number")
}

/// Every figure of ours that a rule or a panel asks for.
fn asked_for() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/monitoring");
    let files = ["rules/pa-assistant.yml", "grafana/pa-assistant.json"]
        .map(|file| std::fs::read_to_string(folder.join(file)).expect(file));
    let names = files.iter().flat_map(|text| text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':')));
    names.filter(|name| name.starts_with("pa_") || name.starts_with("process_")).map(str::to_owned).collect()
}

/// Backups of PostgreSQL are made and watched where it runs.
fn has_files(app: &TestApp) -> bool {
    matches!(app.state.config.database.kind, Kind::Sqlite(_))
}

on_both! {
    async fn every_figure_that_a_rule_or_a_panel_uses_is_there(app: TestApp) {
        app.open_evaluation(&["ann"]).await;
        let mut config = (*app.state.config).clone();
        config.log.folder = Some(std::env::temp_dir());
        let text = scrape(&AppState { config: Arc::new(config), ..app.state.clone() }).await;
        let asked = asked_for();
        assert!(asked.len() > 15, "{asked:?}");
        for name in asked {
            let told = text.lines().any(|line| line.starts_with(&format!("{name}{{")) || line.starts_with(&format!("{name} ")));
            assert_eq!(told, has_files(&app) || !name.starts_with("pa_backup"), "{name} in\n{text}");
        }
        assert_eq!(value(&text, "pa_database_up"), 1.0);
        assert_eq!(value(&text, "pa_ready"), 1.0);
        assert_eq!(value(&text, "pa_sessions"), 2.0, "hana and ann");
        assert_eq!(value(&text, "pa_reviews{state=\"self_eval_draft\"}"), 1.0);
        assert!(value(&text, "pa_database_query_duration_seconds_count{kind=\"SELECT\"}") > 10.0);
        assert!(value(&text, "process_resident_memory_bytes") > 1e6);
        assert!(value(&text, "pa_disk_free_bytes{folder=\"logs\"}") <= value(&text, "pa_disk_size_bytes{folder=\"logs\"}"));
    }
}

on_both! {
    async fn requests_are_counted_by_template_and_name_nobody(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut alice = app.acting("alice", "manager").await;
        alice.page(&format!("/sets/{set}")).await;
        alice.page("/no/such/canary-page").await;
        alice.json("my-targets", serde_json::json!({})).await;
        alice.json("canary-function", serde_json::json!({})).await;
        let mut stranger = app.stranger();
        stranger.page("/invitation/canary-token").await;
        stranger.page("/api/health/ready").await;
        stranger.page("/pkg/canary.js").await;
        let text = scrape(&app.state).await;
        assert!(!text.contains("canary") && !text.contains("alice") && !text.contains("health"), "{text}");
        let count = |route: &str| text.lines().filter(|line| line.starts_with("pa_http_requests_total") && line.contains(&format!("route=\"{route}\""))).count();
        for route in ["/sets/{set}", "/api/my-targets", "/invitation/{token}", "/pkg"] {
            assert_eq!(count(route), 1, "{route} in\n{text}");
        }
        assert_eq!(value(&text, "pa_http_requests_in_flight"), 0.0);
        assert_ne!(stranger.page("/metrics").await.status, 200, "not on the pages' port");
    }
}

on_both! {
    async fn the_newest_backup_tells_its_age(app: TestApp) {
        let line = "pa_backup_last_success_timestamp_seconds{folder=\"backups\"}";
        if !has_files(&app) {
            assert!(!scrape(&app.state).await.contains(line), "an alert would ask for backups that are made elsewhere");
            return;
        }
        assert_eq!(value(&scrape(&app.state).await, line), 0.0);
        backup::sqlite::make(&app.state.config, &app.state.clock).await.expect("a backup");
        // The clock of tests stands at 2026-04-10T09:00:00Z.
        assert_eq!(value(&scrape(&app.state).await, line), 1_775_811_600.0);
    }
}

on_both! {
    async fn a_database_that_does_not_answer_is_told(app: TestApp) {
        app.state.db.clone().close().await;
        let text = scrape(&app.state).await;
        assert_eq!(value(&text, "pa_database_up"), 0.0);
        assert_eq!(value(&text, "pa_ready"), 0.0);
    }
}
