//! How much one session, and one address without any, may ask (R45).
use crate::support::{Client, TestApp, on_both};
use pa_assistant::{api::error::AppError, server::config::Config};
use serde_json::json;
use std::num::NonZeroU32;

fn usual(config: &mut Config) {
    config.rate.per_second = NonZeroU32::new(10).expect("ten");
    config.rate.burst = NonZeroU32::new(20).expect("twenty");
}

on_both! {
    async fn a_session_has_ten_a_second_and_bursts_of_twenty(app: TestApp) {
        let router = app.replica_with(usual).await;
        let mut ann = app.sign_in("ann").await.at(&router);
        let mut ben = app.sign_in("ben").await.at(&router);
        for nth in 1..=20 {
            assert_eq!(ann.json("session", json!({})).await.status, 200, "{nth}");
        }
        let beyond = ann.json("home", json!({})).await;
        assert_eq!((beyond.status, beyond.error()), (429, AppError::TooFast { seconds: 1 }));
        assert_eq!(beyond.headers["retry-after"], "1");
        let page = ann.page("/targets").await;
        assert_eq!(page.status, 429);
        assert!(page.text.contains("too fast") && page.headers.contains_key("retry-after"), "{}", page.text);
        assert!(page.headers["content-type"].to_str().expect("text").contains("text/html"));
        let form = ann.plain_form("sign-out", &[]).await;
        assert!(form.status == 429 && form.text.contains("<h1>"), "a form without scripts is answered with a page");
        assert_eq!(ben.json("session", json!({})).await.status, 200, "the same address, another session");
        app.hands.advance_seconds(1);
        for nth in 1..=10 {
            assert_eq!(ann.json("session", json!({})).await.status, 200, "{nth} a second later");
        }
        assert_eq!(ann.json("session", json!({})).await.status, 429);
    }
}

on_both! {
    async fn signed_out_an_address_has_as_much_and_a_made_up_cookie_buys_nothing(app: TestApp) {
        let router = app.replica_with(usual).await;
        let from = |address: &str, cookie: Option<String>| {
            let mut client = Client::new(router.clone());
            client.peer = Some(address.parse().expect("an address"));
            client.cookie = cookie;
            client
        };
        for nth in 0..20 {
            let cookie = (nth % 2 == 0).then(|| format!("pa_session={nth}"));
            assert_ne!(from("192.0.2.1", cookie).page("/sign-in").await.status, 429, "{nth}");
        }
        for cookie in [None, Some("pa_session=AAAAAAAAAAAAAAAAAAAAAA".to_owned())] {
            assert_eq!(from("192.0.2.1", cookie).page("/sign-in").await.status, 429);
        }
        assert_eq!(from("192.0.2.2", None).page("/sign-in").await.status, 200);
        // Assets and health are not counted.
        for path in ["/favicon.svg", "/api/health/live", "/pkg/none.js"] {
            assert_ne!(from("192.0.2.1", None).page(path).await.status, 429, "{path}");
        }
    }
}
