//! Guessing passwords, from one address and from many, through one replica and through three (R45).
use crate::support::{Client, TestApp, app::PASSWORD, on_both, times};
use axum::Router;
use pa_assistant::server::config::Config;
use std::net::IpAddr;

const PROXY: &str = "10.0.0.1";

/// As in production: five a minute, no network raised, a proxy that is ours.
fn strict(config: &mut Config) {
    config.sign_in.raised.clear();
    config.sign_in.per_minute = 5;
    config.http.trusted = vec!["10.0.0.0/8".parse().expect("a network")];
}

async fn replicas(app: &TestApp) -> [Router; 3] {
    [app.replica_with(strict).await, app.replica_with(strict).await, app.replica_with(strict).await]
}

fn at(router: &Router, peer: &str, forwarded_for: Option<String>) -> Client {
    let mut client = Client::new(router.clone());
    client.peer = Some(peer.parse::<IpAddr>().expect("an address"));
    client.forwarded_for = forwarded_for;
    client
}

async fn guess(mut client: Client, login: &str) -> u16 {
    client.form("sign-in", &[("login", login), ("password", "guessed and guessed")]).await.status
}

/// An address that changes with every attempt.
fn invented(n: usize) -> String {
    format!("{}.{}.{}.{}", 11 + n % 80, n / 256 % 256, n % 256, 1 + n % 250)
}

/// Runs the guesses, some at a time; answers how many were looked at and how many were turned away.
async fn storm(guesses: usize, one: impl Fn(usize) -> (Client, String)) -> (usize, usize) {
    let (mut looked_at, mut refused, mut running) = (0, 0, tokio::task::JoinSet::new());
    for n in 0..guesses {
        let (client, login) = one(n);
        running.spawn(async move { guess(client, &login).await });
        if running.len() >= 24 || n + 1 == guesses {
            while let Some(status) = running.join_next().await {
                match status.expect("an answer") {
                    401 => looked_at += 1,
                    429 => refused += 1,
                    other => panic!("a guess was answered with {other}"),
                }
            }
        }
    }
    (looked_at, refused)
}

on_both! {
    async fn rotating_forwarded_addresses_over_three_replicas_do_not_get_round_the_limits(app: TestApp) {
        let routers = replicas(&app).await;
        // Her browser, before the flood.
        let mut alice = at(&routers[0], PROXY, Some("203.0.113.5".into()));
        assert_eq!(alice.form("sign-in", &[("login", "alice"), ("password", PASSWORD)]).await.status, 200);

        // One attacker behind our proxy who writes what he likes on the left, against everybody in turn.
        let names = ["alice", "ann", "ben", "cat", "dan", "nobody", "alice@example.com"];
        let guesses = times(1_200, 10_000);
        let (looked_at, refused) = storm(guesses, |n| {
            let hops = format!("{}, 198.51.100.7", invented(n));
            (at(&routers[n % 3], PROXY, Some(hops)), names[n % names.len()].to_owned())
        })
        .await;
        assert_eq!((looked_at, refused), (5, guesses - 5), "one address");

        // The same from outside the proxy: the header is nobody's word.
        let guesses = times(300, 4_000);
        let (looked_at, _) = storm(guesses, |n| (at(&routers[n % 3], "198.51.100.8", Some(invented(n))), "bob".to_owned())).await;
        assert_eq!(looked_at, 5, "believed without reason");

        // A thousand machines against one account, by both its names.
        let guesses = times(500, 6_000);
        let (looked_at, _) = storm(guesses, |n| {
            let login = if n % 2 == 0 { "alice" } else { "Alice@Example.com" };
            (at(&routers[n % 3], &invented(n), None), login.to_owned())
        })
        .await;
        assert!(looked_at <= 10, "{looked_at} guesses were answered for one account");

        // The right password does not get in from a strange browser now, and does from hers, whatever her address is counted with.
        let mut strange = at(&routers[1], "192.0.2.200", None);
        assert_eq!(strange.form("sign-in", &[("login", "alice"), ("password", PASSWORD)]).await.status, 429);
        for (n, router) in routers.iter().enumerate() {
            let mut hers = alice.at(router).without_session();
            hers.forwarded_for = Some("198.51.100.7".into());
            let answer = hers.form("sign-in", &[("login", "alice"), ("password", PASSWORD)]).await;
            assert_eq!(answer.status, 200, "replica {n}: {}", answer.text);
        }
    }
}

on_both! {
    async fn a_known_browser_is_known_for_its_account_only_and_not_unlimited(app: TestApp) {
        let router = app.replica_with(strict).await;
        let mut ann = at(&router, "203.0.113.5", None);
        let entered = ann.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await;
        let cookie = entered.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).find(|set| set.starts_with("pa_device=")).expect("a cookie").to_owned();
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        // Ann's cookie opens no bucket for Ben's account.
        let mut other = ann.without_session();
        other.peer = Some("203.0.113.6".parse().expect("an address"));
        for _ in 0..5 {
            assert_eq!(guess(other.clone(), "ben").await, 401);
        }
        assert_eq!(guess(other.clone(), "ben").await, 429);
        // For her own it has five a minute, too.
        for _ in 0..5 {
            assert_eq!(guess(other.clone(), "ann").await, 401);
        }
        assert_eq!(guess(other.clone(), "ann").await, 429);
        app.hands.advance_seconds(61);
        assert_eq!(guess(other.clone(), "ann").await, 401);
        // With a new password the browser is a stranger again, until it signs in with it.
        let changed = ann.form("change-password", &[("current", PASSWORD), ("new", "tulip kettle orbit"), ("again", "tulip kettle orbit"), ("acting_as", &app.stamp("ann").await)]).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        assert_ne!(ann.device, other.device, "this browser knows the new one");
        let waits = app.number("SELECT COUNT(*) FROM sign_in_attempts WHERE bucket LIKE 'account:%'").await;
        guess(other, "ann").await;
        assert_eq!(app.number("SELECT COUNT(*) FROM sign_in_attempts WHERE bucket LIKE 'account:%'").await, waits + 1);
    }
}

on_both! {
    async fn both_names_of_a_person_share_one_count_and_nobody_can_tell(app: TestApp) {
        let router = app.replica_with(strict).await;
        for n in 0..5 {
            assert_eq!(guess(at(&router, &format!("192.0.2.{n}"), None), "ann").await, 401);
        }
        // Her mail address has a count of its own to see; behind it even the right password is wrong.
        let mut by_mail = at(&router, "192.0.2.99", None);
        let right = by_mail.form("sign-in", &[("login", "ann@example.com"), ("password", PASSWORD)]).await;
        let unknown = by_mail.form("sign-in", &[("login", "nobody@example.com"), ("password", PASSWORD)]).await;
        assert_eq!((right.status, &right.text), (401, &unknown.text));
        app.hands.advance_seconds(61);
        let later = by_mail.form("sign-in", &[("login", "ann@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(later.status, 200, "{}", later.text);
    }
}

on_both! {
    async fn what_no_longer_counts_is_swept_away(app: TestApp) {
        guess(app.stranger(), "ann").await;
        assert!(app.number("SELECT COUNT(*) FROM sign_in_buckets").await > 0);
        app.hands.advance_seconds(601);
        pa_assistant::server::services::sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.number("SELECT (SELECT COUNT(*) FROM sign_in_buckets) + (SELECT COUNT(*) FROM sign_in_attempts)").await, 0);
    }
}
