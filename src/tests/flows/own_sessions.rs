//! One's own sessions: listed in words, ended one by one or all at once (R44).
use crate::support::{TestApp, on_all};
use pa_assistant::{
    api::{account::OwnSession, error::AppError},
    domain::device::{Browser, System},
};
use serde_json::json;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

on_all! {
    async fn every_sign_in_is_a_line_and_this_one_is_marked(app: TestApp) {
        let mut phone = app.stranger();
        phone.agent = Some(FIREFOX.into());
        phone.peer = Some("192.0.2.9".parse().expect("an address"));
        phone.form("sign-in", &[("login", "ann"), ("password", crate::support::app::PASSWORD)]).await;
        phone.refresh_stamp().await;
        app.hands.advance_seconds(600);
        let mut desk = app.sign_in("ann").await;
        app.sign_in("ben").await;
        desk.form("switch-role", &[("role", "employee")]).await;
        let list: Vec<OwnSession> = desk.json("own-sessions", json!({})).await.json();
        assert_eq!(list.len(), 2, "a switch of roles is no second sign-in: {list:?}");
        assert!(list[0].is_this && !list[1].is_this);
        assert_eq!((list[1].browser, list[1].system, list[1].address.as_str()), (Browser::Firefox, System::Linux, "192.0.2.9"));
        assert!(list[1].since.full.contains("09:00") && list[0].since.full.contains("09:10"), "{list:?}");
        let page = desk.page("/account/sessions").await;
        assert_eq!(page.status, 200);
        for words in ["Firefox on Linux", "192.0.2.9", "This one", "End all others"] {
            assert!(page.text.contains(words), "{words}");
        }
    }
}

on_all! {
    async fn one_is_ended_on_every_replica_at_once_and_only_ones_own(app: TestApp) {
        let replica = app.replica().await;
        let elsewhere = app.sign_in("ann").await;
        let mut here = app.sign_in("ann").await;
        let mut ben = app.sign_in("ben").await;
        let list: Vec<OwnSession> = here.json("own-sessions", json!({})).await.json();
        let other = list.iter().find(|session| !session.is_this).expect("the other").family.clone();
        for family in [other.as_str(), "", "none"] {
            assert_eq!(ben.form("end-session", &[("family", family)]).await.error(), AppError::NotFound, "not his");
        }
        assert_ne!(elsewhere.clone().json("session", json!({})).await.text, "null");
        let ended = here.plain_form("end-session", &[("family", &other)]).await;
        assert_eq!(ended.location.as_deref(), Some("/account/sessions?ended=1"));
        for mut client in [elsewhere.clone(), elsewhere.at(&replica)] {
            assert_eq!(client.json("session", json!({})).await.text, "null");
        }
        assert!(here.page("/account/sessions?ended=1").await.text.contains("here and nowhere else"));
        assert_eq!(here.form("end-session", &[("family", &other)]).await.error(), AppError::NotFound, "twice");
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'end_session'").await, 1);
    }
}

on_all! {
    async fn all_others_are_ended_and_this_one_goes_on(app: TestApp) {
        let others = [app.sign_in("ann").await, app.sign_in("ann").await];
        let mut here = app.sign_in("ann").await;
        let ben = app.sign_in("ben").await;
        assert_eq!(here.form("end-other-sessions", &[]).await.status, 200);
        for mut other in others {
            assert_eq!(other.json("session", json!({})).await.text, "null");
        }
        for mut going_on in [here, ben] {
            assert_ne!(going_on.json("session", json!({})).await.text, "null");
        }
    }
}
