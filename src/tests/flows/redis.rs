//! Sessions in Redis: what happens when it goes away, forgets, or another one takes over. That sessions mean the same there as in the
//! database is asked by their own tests, which run on both.
use crate::support::{Client, TestApp, app::PASSWORD, on_both, redis::RedisServer};
use serde_json::json;
use std::time::Duration;

async fn status(client: &mut Client) -> u16 {
    client.json("own-sessions", json!({})).await.status
}

/// Asks until the answer is the wanted one.
async fn until(client: &mut Client, wanted: u16, within: Duration) {
    let began = std::time::Instant::now();
    let mut last = 0;
    while began.elapsed() < within {
        last = status(client).await;
        if last == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{wanted} did not come within {within:?}; the last answer was {last}");
}

on_both! {
    async fn redis_gone_is_said_and_its_return_needs_no_restart(app: TestApp) {
        let Some(mut redis) = RedisServer::start() else { return };
        let url = redis.url();
        let router = app.replica_with(|config| config.redis = crate::support::database::redis(&[("REDIS_URL", &url)])).await;
        let mut ann = app.stranger().at(&router);
        assert_eq!(ann.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await.status, 200);
        assert_eq!(status(&mut ann).await, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0, "they are not in the database");
        redis.stop();
        let began = std::time::Instant::now();
        let page = ann.page("/").await;
        assert_eq!(page.status, 503);
        assert!(page.text.contains("busy or restarting") && page.headers.contains_key("retry-after"), "{}", page.text);
        assert!(began.elapsed() < Duration::from_secs(2));
        assert_eq!(ann.page("/api/health/live").await.status, 200);
        let ready = ann.page("/api/health/ready").await;
        assert!(ready.status == 503 && ready.text.contains("sessions"), "{}", ready.text);
        redis.resume();
        // It forgot everything, so she is signed out, and can sign in again.
        until(&mut ann, 401, Duration::from_secs(5)).await;
        assert_eq!(ann.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await.status, 200);
        assert_eq!(status(&mut ann).await, 200);
        assert_eq!(ann.page("/api/health/ready").await.status, 200);
    }
}

on_both! {
    async fn a_redis_that_goes_back_in_time_brings_no_session_back(app: TestApp) {
        let Some(redis) = RedisServer::start() else { return };
        let url = redis.url();
        let config = || crate::support::database::redis(&[("REDIS_URL", &url)]);
        let router = app.replica_with(|c| c.redis = config()).await;
        let mut ann = app.stranger().at(&router);
        ann.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await;
        let kept = ann.clone();
        // Everything in Redis as it is now, put back after she signed out: what a replica that lags behind would do when it takes over.
        let client = redis::Client::open(url.as_str()).expect("an address");
        let mut connection = client.get_multiplexed_async_connection().await.expect("Redis answers");
        let keys: Vec<String> = redis::cmd("KEYS").arg("pa:*").query_async(&mut connection).await.expect("keys");
        assert_eq!(keys.len(), 2, "{keys:?}");
        let mut dumps = Vec::new();
        for key in &keys {
            let dump: Vec<u8> = redis::cmd("DUMP").arg(key).query_async(&mut connection).await.expect("a dump");
            dumps.push((key, dump));
        }
        ann.form("sign-out", &[]).await;
        for (key, dump) in dumps {
            let _: () = redis::cmd("RESTORE").arg(key).arg(0).arg(dump).arg("REPLACE").query_async(&mut connection).await.expect("restored");
        }
        assert_eq!(status(&mut kept.clone()).await, 401, "a session came back");
    }
}

#[test]
fn a_sentinel_leads_to_the_new_master() {
    crate::support::run(async {
        let Some(mut master) = RedisServer::start() else { return };
        let follow = ["--replicaof".to_owned(), "127.0.0.1".into(), master.port.to_string()];
        let replica = RedisServer::start_with(&follow).expect("a replica");
        let sentinel = RedisServer::sentinel(master.port).expect("a sentinel");
        // The Sentinel has to have found the replica before its master may go.
        let client = redis::Client::open(sentinel.url()).expect("an address");
        let mut connection = client.get_multiplexed_async_connection().await.expect("the Sentinel answers");
        for attempt in 0.. {
            let known: Vec<redis::Value> =
                redis::cmd("SENTINEL").arg("REPLICAS").arg("mymaster").query_async(&mut connection).await.expect("an answer");
            if !known.is_empty() {
                break;
            }
            assert!(attempt < 200, "the Sentinel never finds the replica");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let app = TestApp::sqlite().await;
        let sentinels = format!("127.0.0.1:{}", sentinel.port);
        let router =
            app.replica_with(|config| config.redis = crate::support::database::redis(&[("REDIS_SENTINELS", &sentinels)])).await;
        let mut ann = app.stranger().at(&router);
        assert_eq!(ann.form("sign-in", &[("login", "ann"), ("password", PASSWORD)]).await.status, 200);
        // Copied before the master goes.
        let follower = redis::Client::open(replica.url()).expect("an address");
        let mut follower = follower.get_multiplexed_async_connection().await.expect("the replica answers");
        for attempt in 0.. {
            let copied: i64 = redis::cmd("DBSIZE").query_async(&mut follower).await.expect("a number");
            if copied >= 2 {
                break;
            }
            assert!(attempt < 200, "nothing is copied");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        master.stop();
        until(&mut ann, 200, Duration::from_secs(20)).await;
        assert_eq!(
            ann.form("end-other-sessions", &[("acting_as", &app.stamp("ann").await)]).await.status,
            200,
            "and it can be written to"
        );
    });
}
