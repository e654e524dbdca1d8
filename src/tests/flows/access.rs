//! Getting in: limits, silence about accounts, invitations, the setup link, foreign sites.
use crate::support::{TestApp, database, on_both};
use axum::http::{Method, Request, header};
use pa_assistant::{
    api::{error::AppError, people::InvitationRow},
    domain::policy::Denial,
    server::{router, services::setup},
};
use serde_json::json;
use tower::ServiceExt;

on_both! {
    async fn the_answer_never_tells_whether_an_account_exists(app: TestApp) {
        let mut stranger = app.stranger();
        let known = stranger.form("sign-in", &[("login", "ann"), ("password", "not the password")]).await;
        let unknown = stranger.form("sign-in", &[("login", "nobody"), ("password", "not the password")]).await;
        assert_eq!((known.status, &known.text), (401, &unknown.text));
        let by_mail = stranger.form("sign-in", &[("login", "ANN@example.com"), ("password", crate::support::app::PASSWORD)]).await;
        assert_eq!(by_mail.status, 200);
    }
}

on_both! {
    async fn an_employee_id_and_an_address_are_known_in_any_case(app: TestApp) {
        for login in ["ANN", " Ann ", "ann"] {
            let fields = [("login", login), ("password", crate::support::app::PASSWORD)];
            assert_eq!(app.stranger().form("sign-in", &fields).await.status, 200, "{login}");
        }
    }
}

on_both! {
    async fn attempts_are_limited_per_account_and_address(app: TestApp) {
        let mut state = app.state.clone();
        let mut config = (*state.config).clone();
        config.sign_in.raised.clear();
        state.config = config.into();
        let mut stranger = crate::support::Client::new(router::build(state));
        for _ in 0..5 {
            let wrong = stranger.form("sign-in", &[("login", "ann"), ("password", "not the password")]).await;
            assert_eq!(wrong.status, 401);
        }
        let sixth = stranger.form("sign-in", &[("login", "ann"), ("password", crate::support::app::PASSWORD)]).await;
        assert_eq!(sixth.status, 429);
        assert!(sixth.headers.contains_key("retry-after"));
        assert!(matches!(sixth.error(), AppError::TooManyAttempts { seconds: 1..=60 }));
        app.hands.advance_seconds(61);
        let later = stranger.form("sign-in", &[("login", "ann"), ("password", crate::support::app::PASSWORD)]).await;
        assert_eq!(later.status, 200, "{}", later.text);
    }
}

on_both! {
    async fn an_invitation_works_once_and_for_seven_days(app: TestApp) {
        app.import("employee_id,full_name,email,department\nnew,Nora New,nora@example.com,Sales\n").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let rows: Vec<InvitationRow> = hana.json("invite", json!({ "person": null })).await.json();
        assert_eq!(rows.len(), 1, "only the one without a way in");
        let token = rows[0].url.rsplit('/').next().expect("a token").to_owned();
        let mut nora = app.stranger();
        let page = nora.page(&format!("/invitation/{token}")).await;
        assert!(page.status == 200 && page.text.contains("Nora New"));
        let weak = nora.form("accept-invitation", &[("token", &token), ("new", "short"), ("again", "short")]).await;
        assert_eq!(weak.status, 422);
        let accepted = nora.form("accept-invitation", &[("token", &token), ("new", "a fresh long password"), ("again", "a fresh long password")]).await;
        assert_eq!(accepted.status, 200, "{}", accepted.text);
        assert_eq!(nora.page("/").await.status, 200, "and signed in");
        let again = app.stranger().form("accept-invitation", &[("token", &token), ("new", "a fresh long password"), ("again", "a fresh long password")]).await;
        assert_eq!(again.error(), AppError::LinkExpired);
        // R1a: into an account that holds a role and is in use, not by one person; into one's own, not at all.
        let dora: Vec<InvitationRow> = hana.json("invite", json!({ "person": app.person("dora").await })).await.json();
        assert!(dora[0].needs_second);
        let own = hana.json("invite", json!({ "person": app.person("hana").await })).await;
        assert_eq!(own.error(), AppError::Denied(Denial::OwnRecord));

        app.import("employee_id,full_name,email,department\nlate,Lara Late,lara@example.com,Sales\n").await;
        let rows: Vec<InvitationRow> = hana.json("invite", json!({ "person": null })).await.json();
        let token = rows[0].url.rsplit('/').next().expect("a token").to_owned();
        app.hands.advance_seconds(7 * 86_400 + 1);
        assert_eq!(app.stranger().json("invitation", json!({ "token": token })).await.error(), AppError::LinkExpired);
    }
}

#[test]
fn the_first_administrator_comes_in_through_the_setup_link() {
    crate::support::run(async {
        let scratch = database::Scratch::new();
        let config = database::config(&format!("file:{}", scratch.0.join("empty.db").display()));
        let clock = pa_assistant::server::clock::Clock::system(config.company.zone.clone());
        let state = pa_assistant::server::cli::state(config, clock).await.expect("it starts on nothing");
        let link = setup::link(&state.db, &state.clock, "http://pa.test").await.expect("a database").expect("a link");
        let token = link.rsplit('/').next().expect("a token").to_owned();
        let mut first = crate::support::Client::new(router::build(state.clone()));
        assert_eq!(first.page(&format!("/set-up/{token}")).await.status, 200);
        let form = |email: &'static str| {
            vec![
                ("form[token]", token.clone()),
                ("form[employee_no]", "E1".into()),
                ("form[full_name]", "First Admin".into()),
                ("form[email]", email.into()),
                ("form[new]", "the very first password".into()),
                ("form[again]", "the very first password".into()),
            ]
        };
        let send = |fields: Vec<(&'static str, String)>| fields;
        let wrong = send(form("no address"));
        let pairs: Vec<(&str, &str)> = wrong.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert!(matches!(first.form("set-up", &pairs).await.error(), AppError::Invalid(v) if v[0].field == "email"));
        let right = send(form("first@example.com"));
        let pairs: Vec<(&str, &str)> = right.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let done = first.form("set-up", &pairs).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(first.page("/").await.status, 200);
        assert_eq!(first.form("set-up", &pairs).await.error(), AppError::LinkExpired);
        assert!(setup::link(&state.db, &state.clock, "http://pa.test").await.expect("a database").is_none());
    });
}

on_both! {
    async fn changes_come_from_our_own_pages_only(app: TestApp) {
        let ann = app.sign_in("ann").await;
        for (site, origin) in [("cross-site", "https://evil.example"), ("same-site", "http://other.test"), ("none", "http://pa.test")] {
            let request = Request::builder().method(Method::POST).uri("/api/sign-out")
                .header(header::HOST, "pa.test").header("sec-fetch-site", site).header(header::ORIGIN, origin)
                .header(header::COOKIE, ann.cookie.clone().expect("a cookie"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(axum::body::Body::empty()).expect("a request");
            let answer = app.router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), 403, "{site}");
        }
        assert_ne!(ann.clone().json("session", json!({})).await.text, "null");
    }
}
