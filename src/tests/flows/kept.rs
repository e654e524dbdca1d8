//! What a process keeps of the company is never older than the last change, whoever made it and on whatever replica; and what
//! one person may know of it is counted for that person alone.
use super::delegation::{delegate, form};
use crate::support::{Client, TestApp, on_both};
use serde_json::{Value, json};

/// Everything that is counted from what is kept, as somebody gets it.
async fn figures(reader: &mut Client, year: i64) -> Vec<String> {
    let questions = [
        ("results", json!({ "query": { "year": year, "open": true } })),
        ("results", json!({ "query": { "year": year, "marked": true } })),
        ("results", json!({ "query": { "year": year, "no_department": true } })),
        ("departments", json!({ "year": year, "open": "all" })),
        ("sets", json!({ "filter": { "year": year } })),
        ("sets", json!({ "filter": { "year": year, "q": "employee", "state": "exempt" } })),
        ("home", json!({})),
        ("session", json!({})),
        ("organisation-chart", json!({ "query": {} })),
        ("organisation-chart", json!({ "query": { "q": "b" } })),
    ];
    let mut answers = Vec::new();
    for (function, arguments) in questions {
        let answer = reader.json(function, arguments).await;
        assert!([200, 403].contains(&answer.status), "{function}: {}", answer.text);
        answers.push(answer.text);
    }
    answers
}

/// Asks this process and another one for what they keep, then for what the database says.
async fn check(app: &TestApp, elsewhere: &axum::Router, readers: &mut [Client], year: i64, after: &str) {
    for reader in readers.iter_mut() {
        let kept = figures(reader, year).await;
        let kept_elsewhere = figures(&mut reader.at(elsewhere), year).await;
        app.state.kept.forget().await;
        let read = figures(reader, year).await;
        for (read, (here, there)) in read.iter().zip(kept.iter().zip(&kept_elsewhere)) {
            assert_eq!((here, there), (read, read), "after {after}");
        }
    }
}

on_both! {
    async fn figures_follow_every_change_at_once(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben", "dan"]).await;
        app.rank_tables(year).await;
        let elsewhere = app.replica().await;
        let mut readers = Vec::new();
        for (login, role) in [("hana", "hr_admin"), ("pat", "board_member"), ("dora", "general_director")] {
            readers.push(app.acting(login, role).await);
        }
        check(&app, &elsewhere, &mut readers, year, "opening the evaluation").await;
        let (anns, bens) = (app.review_of("ann").await, app.review_of("ben").await);
        let year_text = year.to_string();
        let mut alice = app.acting("alice", "manager").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        for (login, review) in [("ann", anns), ("ben", bens)] {
            app.sign_in(login).await.submit_self(review, &format!("self-of-{login}"), ["5", "5", "5"]).await;
            check(&app, &elsewhere, &mut readers, year, "a self-evaluation").await;
            alice.move_review(review, "start", "self_eval_submitted", "").await;
            let done = alice.complete_evaluation(review, &format!("evaluates-{login}"), ["3", "3", "3"], "Fine.").await;
            assert_eq!(done.status, 200, "{}", done.text);
            check(&app, &elsewhere, &mut readers, year, "an evaluation").await;
        }
        assert_eq!(alice.form("submit-team-results", &[("year", &year_text)]).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "handing in the team").await;
        assert_eq!(hana.form("confirm-results", &[("year", &year_text)]).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "confirming").await;
        let mut pat = app.acting("pat", "board_member").await;
        let adjust = [("review", anns.to_string()), ("rank", "A".to_owned()), ("reason", "Calibrated".to_owned())];
        let adjust: Vec<(&str, &str)> = adjust.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(pat.form("adjust-rank", &adjust).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "adjusting a rank").await;
        let dans = app.set_of("dan").await.to_string();
        assert_eq!(hana.form("exempt-set", &[("set", &dans), ("exempt", "true"), ("reason", "On leave.")]).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "an exemption").await;
        assert_eq!(hana.form("name-reviewer", &[("set", &dans), ("employee_no", "alice")]).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "naming a reviewer").await;
        app.import("employee_id,full_name,email,department,manager_employee_id\nben,Benjamin Moved,ben@example.com,Sales,dora\n").await;
        check(&app, &elsewhere, &mut readers, year, "an import that moves somebody").await;
        let moved: Value = hana.json("results", json!({ "query": { "reviewer": app.person("dora").await } })).await.json();
        assert_eq!(moved["rows"][0]["head"]["owner"]["name"], "Benjamin Moved");
        app.import("employee_id,full_name,email,department,employment_status\nalice,Alice Mori,alice@example.com,Engineering,on_leave\n").await;
        check(&app, &elsewhere, &mut readers, year, "a reviewer on leave").await;
        let uncovered = async |client: &mut Client| client.json("session", json!({})).await.json::<Value>()["delegations"].clone();
        assert_eq!(uncovered(&mut hana).await, 1);
        assert_eq!(delegate(&mut hana, &form("alice", "bob", "", "2026-04-10", "2026-04-12")).await.status, 200);
        check(&app, &elsewhere, &mut readers, year, "a delegation").await;
        assert_eq!(uncovered(&mut hana).await, 0);
        app.hands.advance_seconds(4 * 86_400);
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(uncovered(&mut hana).await, 1, "it ended by itself");
    }
}

on_both! {
    async fn the_board_decides_on_people_without_a_department_alone(app: TestApp) {
        app.run("UPDATE people SET department_id = NULL WHERE employee_no = 'ben'").await;
        let year = app.open_evaluation(&["ann", "ben"]).await.to_string();
        app.rank_tables(year.parse().expect("a year")).await;
        let mut alice = app.acting("alice", "manager").await;
        for login in ["ann", "ben"] {
            let review = app.review_of(login).await;
            app.sign_in(login).await.submit_self(review, &format!("self-of-{login}"), ["3", "3", "3"]).await;
            alice.move_review(review, "start", "self_eval_submitted", "").await;
            alice.complete_evaluation(review, &format!("evaluates-{login}"), ["3", "3", "3"], "Fine.").await;
        }
        assert_eq!(alice.form("submit-team-results", &[("year", &year)]).await.status, 200);
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(hana.form("confirm-results", &[("year", &year), ("no_department", "1")]).await.status, 200);
        assert_eq!((app.review_state("ann").await, app.review_state("ben").await), ("submitted_to_hr_final".into(), "hr_review_complete".into()));
        assert_eq!(hana.form("confirm-results", &[("year", &year)]).await.status, 200);
        let mut pat = app.acting("pat", "board_member").await;
        let decide = [("year", year.as_str()), ("no_department", "1"), ("held_on", "2026-04-09"), ("notes", "Only them.")];
        assert_eq!(pat.form("approve-results", &decide).await.status, 200);
        assert_eq!((app.review_state("ann").await, app.review_state("ben").await), ("hr_review_complete".into(), "board_approved".into()));
        let results: Value = pat.json("results", json!({ "query": {} })).await.json();
        assert_eq!((&results["decisions"][0]["department"], &results["decisions"][0]["no_department"]), (&Value::Null, &json!(true)));
        let page = pat.page("/results").await.text;
        assert!(page.contains("approved one result of people without a department"), "the decision says whom it was about");
    }
}
