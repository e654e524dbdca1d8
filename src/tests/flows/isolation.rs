//! A manager cannot see or touch somebody else's report, by page, by function or by guessing ids; drafts belong to their
//! writers. A canary word stands in every confidential text.
use crate::support::{TestApp, on_both};
use pa_assistant::{api::error::AppError, domain::policy::Denial};
use serde_json::json;

const CANARY: &str = "canary7f3a";

async fn draft_with_canary(app: &TestApp) -> i64 {
    app.open_year().await;
    let set = app.set_of("ann").await;
    let mut ann = app.sign_in("ann").await;
    let patch = json!({ "changes": [
        { "field": "CurrentRole", "was": "", "now": CANARY },
        { "field": {"Task": "r1"}, "was": "", "now": CANARY },
    ] });
    let saved = ann.json("save-draft", json!({ "set": set, "save_id": "canary-save", "patch": patch })).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert!(ann.page("/targets").await.text.contains(CANARY), "its writer reads it");
    set
}

on_both! {
    async fn a_draft_reaches_nobody_but_its_writer(app: TestApp) {
        let set = draft_with_canary(&app).await;
        for (login, role) in [("alice", "manager"), ("bob", "manager"), ("hana", "hr_admin"), ("dora", "general_director"), ("pat", "board_member"), ("ben", "employee")] {
            let mut other = app.acting(login, role).await;
            for path in ["/".to_owned(), "/targets".into(), "/team".into(), format!("/sets/{set}"), "/departments".into(), "/departments/sets".into(), "/people".into(), "/years".into()] {
                let page = other.page(&path).await;
                assert!(!page.text.contains(CANARY), "{login} as {role} reads the draft on {path}");
            }
            for function in ["set", "my-targets", "team", "departments", "sets", "home", "directory", "person"] {
                let arguments = json!({ "set": set, "id": app.person("ann").await, "filter": {}, "query": {} });
                let answer = other.json(function, arguments).await;
                assert!(!answer.text.contains(CANARY), "{login} as {role} reads the draft from {function}");
            }
        }
    }
}

on_both! {
    async fn somebody_elses_report_does_not_exist(app: TestApp) {
        let set = draft_with_canary(&app).await;
        app.sign_in("ann").await.submit_targets(set, "ann-submits").await;
        for (login, role) in [("bob", "manager"), ("bob", "employee"), ("alice", "employee"), ("ben", "employee")] {
            let mut other = app.acting(login, role).await;
            let read = other.json("set", json!({ "set": set })).await;
            assert_eq!((read.status, read.error()), (404, AppError::Denied(Denial::Hidden)), "{login} as {role}");
            assert_eq!(other.page(&format!("/sets/{set}")).await.status, 404);
            for action in ["approve", "request_changes", "take_back", "reopen", "hr_approve"] {
                let moved = other.move_set(set, action, "submitted_to_manager", "x").await;
                assert_eq!(moved.status, 404, "{login} as {role}: {action}");
            }
            let saved = other.json("save-draft", json!({ "set": set, "save_id": "stranger-save", "patch": {} })).await;
            assert_eq!(saved.status, 404);
            // An id that was never given looks the same.
            assert_eq!(other.json("set", json!({ "set": 999_999 })).await.status, 404);
        }
        assert_eq!(app.state_of("ann").await, "submitted_to_manager");
    }
}

on_both! {
    async fn nobody_decides_their_own(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("hana").await;
        let mut hana = app.sign_in("hana").await;
        assert_eq!(hana.submit_targets(set, "hana-submits").await.status, 200);
        let mut dora = app.acting("dora", "manager").await;
        assert_eq!(dora.move_set(set, "approve", "submitted_to_manager", "").await.status, 200);
        for login in ["pat", "alice", "bob"] {
            let id = app.set_of(login).await;
            app.sign_in(login).await.submit_targets(id, &format!("{login}-submits")).await;
            dora.move_set(id, "approve", "submitted_to_manager", "").await;
        }
        let year = app.number("SELECT MAX(id) FROM fiscal_years").await.to_string();
        let sent = dora.form("submit-team", &[("year", &year)]).await;
        assert_eq!(sent.status, 200, "{}", sent.text);

        let mut hana = app.acting("hana", "hr_admin").await;
        for (action, comment) in [("hr_approve", ""), ("hr_request_changes", "x")] {
            let own = hana.move_set(set, action, "submitted_to_hr", comment).await;
            assert_eq!((own.status, own.error()), (403, AppError::Denied(Denial::OwnRecord)));
        }
        let own = hana.form("exempt-set", &[("set", &set.to_string()), ("exempt", "true"), ("reason", "me")]).await;
        assert_eq!(own.error(), AppError::Denied(Denial::OwnRecord));
        // Another HR admin acts, or the director.
        let mut director = app.acting("dora", "general_director").await;
        assert_eq!(director.move_set(app.set_of("alice").await, "hr_approve", "submitted_to_hr", "").await.status, 403);
        let mut hal = app.acting("hal", "hr_admin").await;
        assert_eq!(hal.move_set(set, "hr_approve", "submitted_to_hr", "").await.status, 200);
    }
}

on_both! {
    async fn a_tab_of_another_role_is_refused_and_keeps_its_text(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("alice").await;
        let mut tab = app.sign_in("alice").await;
        let stale = tab.stamp.clone();
        tab.form("switch-role", &[("role", "manager")]).await;
        let patch = json!({ "changes": [{ "field": "CurrentRole", "was": "", "now": "x" }] });
        let refused = tab.json("save-draft", json!({ "set": set, "save_id": "stale-save", "patch": patch, "acting_as": stale })).await;
        assert_eq!(refused.status, 409);
        assert!(matches!(refused.error(), AppError::OtherRole { .. }));
        tab.refresh_stamp().await;
        tab.form("switch-role", &[("role", "employee")]).await;
        let saved = tab.json("save-draft", json!({ "set": set, "save_id": "stale-save", "patch": patch, "acting_as": stale })).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
    }
}
