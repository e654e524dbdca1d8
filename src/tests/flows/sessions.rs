//! Sessions: how long, how they end, and that none comes back (R2, R44).
use crate::support::{TestApp, on_all};
use serde_json::json;

async fn is_signed_in(client: &mut crate::support::Client) -> bool {
    client.json("session", json!({})).await.text != "null"
}

on_all! {
    async fn a_session_ends_idle_after_half_an_hour_and_in_all_after_eight(app: TestApp) {
        let mut ann = app.sign_in("ann").await;
        for _ in 0..16 {
            app.hands.advance_seconds(29 * 60);
            assert!(is_signed_in(&mut ann).await);
        }
        app.hands.advance_seconds(20 * 60);
        assert!(!is_signed_in(&mut ann).await, "eight hours are over, however busy");
        let mut ben = app.sign_in("ben").await;
        app.hands.advance_seconds(30 * 60 + 61);
        assert!(!is_signed_in(&mut ben).await);
    }
}

on_all! {
    async fn sign_out_holds_on_every_replica_and_against_requests_in_flight(app: TestApp) {
        let other = app.replica().await;
        for _ in 0..25 {
            let ann = app.sign_in("alice").await;
            let (mut out, mut saving, mut switching, mut there) = (ann.clone(), ann.clone(), ann.clone(), ann.at(&other));
            let (_, _, switched, _) = tokio::join!(
                out.form("sign-out", &[]),
                saving.json("home", json!({})),
                async { switching.form("switch-role", &[("role", "manager")]).await; switching },
                there.json("home", json!({})),
            );
            for mut client in [ann.clone(), switched.clone(), switched.at(&other), ann.at(&other)] {
                assert!(!is_signed_in(&mut client).await, "a session came back");
            }
        }
    }
}

on_all! {
    async fn an_old_id_lives_half_a_minute_after_a_switch(app: TestApp) {
        let before = app.sign_in("alice").await;
        let mut after = before.clone();
        after.form("switch-role", &[("role", "manager")]).await;
        assert_ne!(before.cookie, after.cookie, "the id was rotated");
        assert!(is_signed_in(&mut before.clone()).await);
        app.hands.advance_seconds(31);
        assert!(!is_signed_in(&mut before.clone()).await);
        assert!(is_signed_in(&mut after).await);
    }
}

on_all! {
    async fn authority_is_read_on_every_request(app: TestApp) {
        let mut hal = app.acting("hal", "hr_admin").await;
        assert_eq!(hal.json("departments", json!({})).await.status, 200);
        app.run("DELETE FROM role_grants WHERE role = 'hr_admin' AND person_id = (SELECT id FROM people WHERE employee_no = 'hal')").await;
        assert_eq!(hal.json("departments", json!({})).await.status, 403);
        app.run("UPDATE accounts SET disabled_at = 1 WHERE person_id = (SELECT id FROM people WHERE employee_no = 'hal')").await;
        assert!(!is_signed_in(&mut hal).await);
    }
}

on_all! {
    async fn a_new_password_ends_other_sessions(app: TestApp) {
        let mut here = app.sign_in("ann").await;
        let mut elsewhere = app.sign_in("ann").await;
        let changed = here.form("change-password", &[("current", crate::support::app::PASSWORD), ("new", "another long password 7"), ("again", "another long password 7")]).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        assert!(is_signed_in(&mut here).await);
        assert!(!is_signed_in(&mut elsewhere).await);
        for (current, new, again, field) in [
            ("wrong wrong wrong", "yet another one 99", "yet another one 99", "current"),
            ("another long password 7", "short", "short", "new"),
            ("another long password 7", "yet another one 99", "different here", "again"),
            ("another long password 7", "password1234", "password1234", "new"),
        ] {
            let refused = here.form("change-password", &[("current", current), ("new", new), ("again", again)]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text.contains(&format!("\"field\":\"{field}\"")), "{}", refused.text);
        }
    }
}
