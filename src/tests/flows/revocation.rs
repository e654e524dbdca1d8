//! What is taken away is gone with the next request, on every replica (R2, R44).
use crate::support::{Client, TestApp, on_all, times};
use serde_json::json;

async fn is_signed_in(client: &mut Client) -> bool {
    client.json("session", json!({})).await.text != "null"
}

on_all! {
    async fn roles_accounts_and_employment_end_on_three_replicas_with_the_next_request(app: TestApp) {
        let routers = [app.router.clone(), app.replica().await, app.replica().await];
        let hal = app.acting("hal", "hr_admin").await;
        let bob = app.acting("bob", "manager").await;
        let ann = app.sign_in("ann").await;
        for router in &routers {
            assert_eq!(hal.at(router).json("directory", json!({ "query": {} })).await.status, 200);
            assert_eq!(bob.at(router).json("team", json!({})).await.status, 200);
            assert!(is_signed_in(&mut ann.at(router)).await);
        }
        let of = |login: &str| format!("(SELECT id FROM people WHERE employee_no = '{login}')");
        app.run(&format!("DELETE FROM role_grants WHERE role = 'hr_admin' AND person_id = {}", of("hal"))).await;
        app.run(&format!("UPDATE people SET manager_id = {} WHERE manager_id = {}", of("alice"), of("bob"))).await;
        app.run(&format!("UPDATE accounts SET disabled_at = 1 WHERE person_id = {}", of("ann"))).await;
        for router in &routers {
            assert_eq!(hal.at(router).json("directory", json!({ "query": {} })).await.status, 403, "a role taken away");
            assert_eq!(bob.at(router).json("team", json!({})).await.status, 403, "a manager without reports");
            assert!(!is_signed_in(&mut ann.at(router)).await, "an account disabled");
        }
        app.run(&format!("UPDATE accounts SET disabled_at = NULL WHERE person_id = {}", of("ann"))).await;
        app.run(&format!("UPDATE people SET status = 'left' WHERE id = {}", of("ann"))).await;
        for router in &routers {
            assert!(!is_signed_in(&mut ann.at(router)).await, "somebody who left");
        }
    }
}

on_all! {
    async fn a_sign_in_that_was_under_way_when_the_password_changed_opens_nothing(app: TestApp) {
        let replica = app.replica().await;
        for round in 0..times(5, 50) {
            let late = app.stranger().at(&replica);
            let (before, after) = ("a long test password", format!("tulip kettle orbit {round}"));
            let mut owner_client = app.sign_in("ann").await;
            let change = [("current", before), ("new", &*after), ("again", &*after)];
            let (late, changed) = tokio::join!(
                async { let mut late = late; late.form("sign-in", &[("login", "ann"), ("password", before)]).await; late },
                owner_client.form("change-password", &change),
            );
            assert_eq!(changed.status, 200, "{}", changed.text);
            assert!(!is_signed_in(&mut late.clone()).await, "the former password still opens something");
            assert!(is_signed_in(&mut owner_client).await);
            app.give_passwords().await;
        }
    }
}

on_all! {
    async fn sign_out_raced_against_requests_ends_for_good(app: TestApp) {
        let routers = [app.router.clone(), app.replica().await, app.replica().await];
        for round in 0..times(60, 1_000) {
            let alice = app.sign_in("alice").await;
            let (out, mut saving, mut switching, mut there) =
                (alice.clone(), alice.at(&routers[1]), alice.at(&routers[2]), alice.at(&routers[(round + 1) % 3]));
            let mut out = out.at(&routers[round % 3]);
            let (_, switched, _, _) = tokio::join!(
                out.form("sign-out", &[]),
                async { switching.form("switch-role", &[("role", "manager")]).await; switching },
                saving.json("home", json!({})),
                there.page("/targets"),
            );
            for router in &routers {
                for client in [&alice, &switched] {
                    assert!(!is_signed_in(&mut client.at(router)).await, "round {round}: a session came back");
                }
            }
        }
    }
}

on_all! {
    async fn whoever_comes_back_finds_no_old_session_open(app: TestApp) {
        let ann = app.sign_in("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let id = app.person("ann").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &id), ("reason", "")]).await.status, 200);
        assert!(!is_signed_in(&mut ann.clone()).await);
        assert_eq!(hana.form("reactivate-person", &[("person", &id), ("reason", "")]).await.status, 200);
        app.give_passwords().await;
        assert!(!is_signed_in(&mut ann.clone()).await, "the session from before is open again");
        assert!(is_signed_in(&mut app.sign_in("ann").await).await);
    }
}
