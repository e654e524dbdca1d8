//! A new way in: by HR for most people, by two people for HR, director and board, and told to its owner (R1a, R44).
use crate::support::{Client, TestApp, app::PASSWORD, on_both};
use pa_assistant::{
    api::{
        error::AppError,
        people::{InvitationRow, MayDecide, ResetRequest},
    },
    domain::policy::Denial,
};
use serde_json::json;

const NEW: &str = "tulip kettle orbit";

async fn ask(app: &TestApp, by: &mut Client, whom: &str) -> (InvitationRow, String) {
    let rows: Vec<InvitationRow> = by.json("invite", json!({ "person": app.person(whom).await })).await.json();
    let row = rows.into_iter().next().expect("a link");
    let token = row.url.rsplit('/').next().expect("a token").to_owned();
    (row, token)
}

async fn accept(app: &TestApp, token: &str) -> crate::support::Answer {
    app.stranger().form("accept-invitation", &[("token", token), ("new", NEW), ("again", NEW)]).await
}

async fn told(app: &TestApp, whom: &str) -> Vec<String> {
    let person = app.person(whom).await;
    app.texts(&format!(
        "SELECT kind AS text FROM notices WHERE person_id = {person} AND kind LIKE 'reset%' AND role = 'employee' ORDER BY id"
    ))
    .await
}

on_both! {
    async fn a_forgotten_password_is_replaced_through_a_link_that_ends_every_session(app: TestApp) {
        let replica = app.replica().await;
        let ann = app.sign_in("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let (row, token) = ask(&app, &mut hana, "ann").await;
        assert!(!row.needs_second);
        assert_ne!(ann.clone().json("session", json!({})).await.text, "null", "nothing ends before it is used");
        assert_eq!(accept(&app, &token).await.status, 200);
        for mut before in [ann.clone(), ann.at(&replica)] {
            assert_eq!(before.json("session", json!({})).await.text, "null");
        }
        assert_eq!(app.stranger().form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await.status, 401);
        assert_eq!(told(&app, "ann").await, ["reset_made", "reset_used"]);
        assert_eq!(accept(&app, &token).await.error(), AppError::LinkExpired, "once");
    }
}

on_both! {
    async fn for_hr_director_and_board_it_takes_two(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        for (owner, second, role) in [("dora", "hal", "hr_admin"), ("pat", "dora", "general_director"), ("hal", "dora", "general_director")] {
            let (row, token) = ask(&app, &mut hana, owner).await;
            assert!(row.needs_second);
            assert_eq!(accept(&app, &token).await.error(), AppError::LinkExpired, "{owner}: it opens nothing yet");
            let mut second = app.acting(second, role).await;
            let open: Vec<ResetRequest> = second.json("resets", json!({})).await.json();
            let request = open.iter().find(|request| request.employee_no == owner).expect("it waits");
            assert_eq!((request.may, request.asked_by.as_str()), (MayDecide::Yes, "Hana Hr"));
            let (id, agree) = (request.id.to_string(), [("request", request.id.to_string()), ("agree", "true".to_owned())]);
            let agree = agree.each_ref().map(|(name, value)| (*name, value.as_str()));
            let alone = hana.form("decide-reset", &agree).await;
            assert_eq!(alone.error(), AppError::Denied(Denial::OwnRecord), "whoever asked is no second person");
            let agreed = second.plain_form("decide-reset", &agree).await;
            assert_eq!(agreed.location.as_deref(), Some("/people/resets?decided=agreed"));
            assert_eq!(second.form("decide-reset", &[("request", &id), ("agree", "false")]).await.error(), AppError::NotFound, "twice");
            assert_eq!(accept(&app, &token).await.status, 200, "{owner}");
            assert!(told(&app, owner).await.ends_with(&["reset_asked".into(), "reset_agreed".into(), "reset_used".into()]), "{:?}", told(&app, owner).await);
            app.give_passwords().await;
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_request_is_refused_taken_back_replaced_and_expires(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut hal = app.acting("hal", "hr_admin").await;
        let (_, refused) = ask(&app, &mut hana, "dora").await;
        let id = app.number("SELECT MAX(id) FROM reset_requests").await.to_string();
        assert_eq!(hal.form("decide-reset", &[("request", &id), ("agree", "false")]).await.status, 200);
        assert_eq!(accept(&app, &refused).await.error(), AppError::LinkExpired);

        let (_, first) = ask(&app, &mut hana, "dora").await;
        let (_, second) = ask(&app, &mut hana, "dora").await;
        let open: Vec<ResetRequest> = hal.json("resets", json!({})).await.json();
        assert_eq!(open.len(), 1, "the newer takes the place of the older");
        let id = open[0].id.to_string();
        assert_eq!(hal.form("decide-reset", &[("request", &id), ("agree", "true")]).await.status, 200);
        assert_eq!(accept(&app, &first).await.error(), AppError::LinkExpired);
        assert_eq!(accept(&app, &second).await.status, 200);

        ask(&app, &mut hana, "pat").await;
        let id = app.number("SELECT MAX(id) FROM reset_requests").await.to_string();
        assert_eq!(hana.form("decide-reset", &[("request", &id), ("agree", "false")]).await.status, 200, "taken back");

        // About oneself nobody agrees, and nothing waits for ever.
        ask(&app, &mut hana, "hal").await;
        let id = app.number("SELECT MAX(id) FROM reset_requests").await.to_string();
        assert_eq!(hal.form("decide-reset", &[("request", &id), ("agree", "true")]).await.error(), AppError::Denied(Denial::OwnRecord));
        assert!(hal.page("/people/resets").await.text.contains("This is about you"));
        app.hands.advance_seconds(8 * 86_400);
        let mut dora = app.stranger();
        dora.form("sign-in", &[("login", "dora"), ("password", NEW)]).await;
        dora.refresh_stamp().await;
        dora.form("switch-role", &[("role", "general_director")]).await;
        dora.refresh_stamp().await;
        assert_eq!(dora.form("decide-reset", &[("request", &id), ("agree", "true")]).await.error(), AppError::NotFound);
    }
}

on_both! {
    async fn whoever_could_agree_finds_it_on_their_home_page(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        ask(&app, &mut hana, "dora").await;
        let mut hal = app.acting("hal", "hr_admin").await;
        let home = hal.page("/").await.text;
        assert!(home.contains("Agree to a new way in for one person") && home.contains("/people/resets"), "hal is asked");
        assert!(!hana.page("/").await.text.contains("Agree to a new way in"), "whoever asked is not");
        let mut dora = app.sign_in("dora").await;
        assert!(dora.page("/").await.text.contains("asked for a new way in to your account"), "the owner is told");
    }
}

on_both! {
    async fn the_command_line_gives_anybody_a_way_in_and_the_owner_is_told(app: TestApp) {
        let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        let token = pa_assistant::server::services::invitations::create_from_command_line(&mut uow, "dora").await.expect("a link");
        uow.commit().await.expect("committed");
        assert_eq!(accept(&app, &token).await.status, 200);
        assert_eq!(told(&app, "dora").await, ["reset_made", "reset_used"]);
        let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        assert!(pa_assistant::server::services::invitations::create_from_command_line(&mut uow, "nobody").await.is_err());
    }
}
