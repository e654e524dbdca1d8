//! Pages as the server sends them: headers, hostile text, statuses, and every page for every role.
use crate::support::{TestApp, on_both};
use serde_json::json;

const PAGES: [&str; 31] = [
    "/people/transfers",
    "/people/transfers/new",
    "/handed-over",
    "/",
    "/targets",
    "/team",
    "/team/results",
    "/departments",
    "/departments/sets",
    "/people",
    "/people/new",
    "/people/chart",
    "/people/import",
    "/people/invitations",
    "/roles",
    "/people/resets",
    "/account/sessions",
    "/delegation",
    "/delegation/new",
    "/account/data",
    "/audit",
    "/results",
    "/ranks",
    "/years",
    "/configuration",
    "/configuration/departments",
    "/configuration/types",
    "/assistance",
    "/help",
    "/password",
    "/dev/components",
];

on_both! {
    async fn every_page_answers_every_role_with_a_policy_and_a_status(app: TestApp) {
        app.open_year().await;
        for (login, role) in [("ann", "employee"), ("alice", "manager"), ("hana", "hr_admin"), ("dora", "general_director"), ("pat", "board_member")] {
            let mut client = app.acting(login, role).await;
            for path in PAGES {
                let page = client.page(path).await;
                let hr_only = ["/departments", "/people", "/people/invitations", "/people/new", "/people/chart", "/roles", "/people/transfers", "/people/transfers/new"].contains(&path) && role != "hr_admin";
                let expected: &[u16] = match path {
                    "/team" | "/team/results" if role != "manager" => &[403],
                    "/departments/sets" | "/results" if matches!(role, "employee" | "manager") => &[403],
                    "/ranks" | "/audit" | "/assistance" | "/configuration" | "/configuration/departments" | "/configuration/types" if role != "hr_admin" => &[403],
                    "/delegation" if matches!(role, "general_director" | "board_member") => &[403],
                    "/delegation/new" if !matches!(role, "manager" | "hr_admin") => &[403],
                    "/delegation" | "/delegation/new" => &[200],
                    "/handed-over" if !matches!(role, "employee" | "manager") => &[403],
                    _ if hr_only => &[403, 200],
                    _ => &[200, 403],
                };
                assert!(expected.contains(&page.status), "{path} as {role}: {}", page.status);
                let policy = page.headers["content-security-policy"].to_str().expect("text");
                assert!(policy.contains("'strict-dynamic'") && !policy.contains("unsafe-inline"), "{policy}");
                assert!(page.text.contains("<h1"), "{path} as {role} has no title");
            }
            assert_eq!(client.page("/no/such/page").await.status, 404);
            assert_eq!(client.page("/sets/999999").await.status, 404);
            assert_eq!(client.page("/delegation/999999").await.status, 404);
            assert_eq!(client.page("/handed-over/999999").await.status, 404);
            assert_eq!(client.page("/people/999999").await.status, if role == "hr_admin" { 404 } else { 403 });
            // A year that is not there is no year without anything in it.
            for path in ["/departments", "/team", "/team/results", "/ranks"] {
                if client.page(path).await.status == 200 {
                    assert_eq!(client.page(&format!("{path}?year=999999")).await.status, 404, "{path} as {role}");
                }
            }
        }
        let away = app.stranger().page("/team?state=draft").await;
        assert_eq!((away.status, away.location.as_deref()), (303, Some("/sign-in?next=/team%3Fstate%3Ddraft")));
    }
}

on_both! {
    async fn hostile_text_is_shown_as_text(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp; \u{202e}مرحبا 👩‍👧 {{x}} </title> javascript:alert(1)";
        let changes: Vec<_> = [json!("CurrentRole"), json!("LongTermGoal")]
            .into_iter()
            .chain(["r1", "r2", "r3"].into_iter().flat_map(|key| [json!({"Task": key}), json!({"Kpi": key})]))
            .map(|field| json!({ "field": field, "was": "", "now": hostile }))
            .chain([("r1", "50"), ("r2", "30"), ("r3", "20")].into_iter().flat_map(|(key, weight)| [
                json!({ "field": {"Weight": key}, "was": "", "now": weight }), json!({ "field": {"Difficulty": key}, "was": "", "now": "L1" })]))
            .collect();
        let saved = ann.json("save-draft", json!({ "set": set, "save_id": "hostile-save", "patch": { "changes": changes } })).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let check = |page: &str, path: &str| {
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{path} lets markup through");
            assert!(page.contains("مرحبا"), "{path} shows the text");
        };
        check(&ann.page("/targets").await.text, "the draft");
        let set_text = set.to_string();
        let version = ann.json("my-targets", json!({})).await.json::<serde_json::Value>()["set"]["version"].to_string();
        let mut fields = vec![("form[set]".to_owned(), set_text), ("form[save_id]".into(), "hostile-form".into()),
            ("form[base_version]".into(), version), ("form[intent]".into(), "submit".into()),
            ("form[current_role]".into(), hostile.into()), ("form[long_term_goal]".into(), hostile.into())];
        for (n, (key, weight)) in [("r1", "50"), ("r2", "30"), ("r3", "20")].into_iter().enumerate() {
            for (name, value) in [("key", key), ("task", hostile), ("kpi", hostile), ("weight", weight), ("difficulty", "L1")] {
                fields.push((format!("form[rows][{n}][{name}]"), value.into()));
            }
        }
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(ann.form("targets-form", &pairs).await.status, 200);
        assert_eq!(app.state_of("ann").await, "submitted_to_manager");
        let mut alice = app.acting("alice", "manager").await;
        check(&alice.page(&format!("/sets/{set}")).await.text, "the review");
        alice.move_set(set, "request_changes", "submitted_to_manager", hostile).await;
        check(&ann.page("/targets").await.text, "the history");
    }
}

on_both! {
    async fn health_says_what_it_should(app: TestApp) {
        let mut stranger = app.stranger();
        for path in ["/api/health", "/api/health/live", "/api/health/ready", "/health"] {
            let answer = stranger.send(axum::http::Method::GET, path, "", "application/json", String::new()).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        }
        app.state.draining.store(true, std::sync::atomic::Ordering::SeqCst);
        assert_eq!(stranger.page("/api/health/ready").await.status, 503);
        assert_eq!(stranger.page("/api/health/live").await.status, 200);
        app.state.draining.store(false, std::sync::atomic::Ordering::SeqCst);
        app.run("DELETE FROM seaql_migrations WHERE version LIKE '%000007%'").await;
        let pending = stranger.page("/api/health/ready").await;
        assert!(pending.status == 503 && pending.text.contains("000007"), "{}", pending.text);
    }
}

/// A second router built in the process (a test's, a replica's) must not stop what is being rendered: the library lists the pages
/// with every resource held back, for the whole process.
#[test]
fn pages_are_rendered_while_routers_are_built() {
    use std::sync::atomic::{AtomicBool, Ordering};
    crate::support::run(async {
        let app = TestApp::sqlite().await;
        app.open_year().await;
        let mut ann = app.sign_in("ann").await;
        let stop = std::sync::Arc::new(AtomicBool::new(false));
        let builder = tokio::task::spawn_blocking({
            let (stop, state) = (stop.clone(), app.state.clone());
            move || {
                while !stop.load(Ordering::Relaxed) {
                    drop(pa_assistant::server::router::build(state.clone()));
                }
            }
        });
        let rendered = tokio::time::timeout(std::time::Duration::from_secs(60), async {
            for _ in 0..150 {
                assert_eq!(ann.page("/targets").await.status, 200);
            }
        })
        .await;
        stop.store(true, Ordering::Relaxed);
        builder.await.expect("routers are built");
        rendered.expect("no rendering waits for ever");
    });
}
