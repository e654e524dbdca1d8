//! One reviewer acts for another: asking, answering, the day it ends, and every name that stands for it (R22 to R24).
use crate::support::{Client, TestApp, on_both};
use pa_assistant::{api::error::AppError, domain::policy::Denial};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// What a form of delegation holds, for `for_no`'s whole team unless `people` are named.
pub fn form(for_no: &str, delegate: &str, people: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    vec![
        ("form[for_nos]", for_no.into()),
        ("form[delegate_no]", delegate.into()),
        ("form[what]", if people.is_empty() { "team" } else { "people" }.into()),
        ("form[people]", people.into()),
        ("form[from_on]", from.into()),
        ("form[to_on]", to.into()),
        ("form[reason]", "leave".into()),
        ("form[note]", "Please look at May first.".into()),
    ]
}

pub async fn delegate(client: &mut Client, fields: &[(&'static str, String)]) -> crate::support::Answer {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.form("delegate", &pairs).await
}

pub async fn settle(client: &mut Client, delegation: i64, step: &str) -> crate::support::Answer {
    client.form("settle-delegation", &[("delegation", &delegation.to_string()), ("step", step), ("answer", "Fine.")]).await
}

pub async fn newest(app: &TestApp) -> i64 {
    app.number("SELECT MAX(id) FROM delegations").await
}

/// Words of the violations of a refusal, as field and problem.
fn violations(error: &AppError) -> Vec<String> {
    error.violations().iter().map(|violation| format!("{}: {:?}", violation.field, violation.problem)).collect()
}

on_both! {
    async fn alice_goes_on_leave_bob_evaluates_two_and_alice_finishes(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben", "cat"]).await;
        app.rank_tables(year).await;
        let (anns, bens, cats) = (app.review_of("ann").await, app.review_of("ben").await, app.review_of("cat").await);
        for (login, review) in [("ann", anns), ("ben", bens), ("cat", cats)] {
            assert_eq!(app.sign_in(login).await.submit_self(review, &format!("self-of-{login}"), ["3", "3", "3"]).await.status, 200);
        }
        let mut alice = app.acting("alice", "manager").await;
        let mut bob = app.acting("bob", "manager").await;
        assert_eq!(bob.json("review", json!({ "review": anns })).await.status, 404);

        // Alice asks; nothing changes before Bob accepts.
        let asked = delegate(&mut alice, &form("", "bob", "", "2026-04-10", "2026-04-12")).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        // Back, and sent once more: nobody is asked twice.
        let again = delegate(&mut alice, &form("", "BOB", "", "2026-04-10", "2026-04-12")).await;
        assert_eq!(violations(&again.error()), ["delegate_no: AskedAlready"]);
        let id = newest(&app).await;
        assert_eq!(bob.json("review", json!({ "review": anns })).await.status, 404, "asked is not accepted");
        let home: Value = bob.json("home", json!({})).await.json();
        assert!(home["todos"].to_string().contains("AnswerDelegation"), "{home}");
        assert_eq!(settle(&mut alice, id, "accept").await.status, 403, "nobody accepts for another");
        assert_eq!(settle(&mut bob, id, "accept").await.status, 200);
        assert_eq!(settle(&mut bob, id, "accept").await.error(), AppError::Denied(Denial::Settled));

        // The log says by name who was meant; what is taken along says what was written.
        let log: Value = app.acting("hana", "hr_admin").await.json("audit-log", json!({ "query": { "action": "ask_delegation" } })).await.json();
        let said = |name: &str| log["rows"][0]["details"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name)).map(|one| one["after"].clone());
        assert_eq!((said("for"), said("delegate")), (Some(json!("Alice Mori (alice)")), Some(json!("Bob Tanaka (bob)"))), "{log}");

        // Bob works on two, and begins the third.
        let session: Value = bob.json("session", json!({})).await.json();
        assert_eq!(session["acts_for"][0], json!(["Alice Mori", "12 April 2026"]));
        for review in [anns, bens] {
            assert_eq!(bob.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
            let done = bob.complete_evaluation(review, &format!("bob-sends-{review}"), ["4", "4", "4"], "from Bob").await;
            assert_eq!(done.status, 200, "{}", done.text);
        }
        assert_eq!(bob.move_review(cats, "start", "self_eval_submitted", "").await.status, 200);
        let texts = [("comment-r1", "begun by Bob"), ("summary", "to be rewritten")];
        assert_eq!(bob.evaluate("evaluation-form", cats, "bob-begins", "save", &texts).await.status, 200);
        let view: Value = alice.json("review", json!({ "review": anns })).await.json();
        assert_eq!(view["manager_part"]["by"], "Bob Tanaka for Alice Mori");
        assert_eq!(view["events"][0]["on_behalf_of"], "Alice Mori");
        assert_eq!(view["head"]["cover"], "Bob Tanaka");

        // The last second of the last day, and the first of the next.
        app.hands.advance_seconds(2 * DAY + 15 * 3600 - 1);
        let mut bob = app.acting("bob", "manager").await;
        assert_eq!(bob.json("review", json!({ "review": cats })).await.status, 200);
        app.hands.advance_seconds(1);
        for (function, arguments) in [("review", json!({ "review": cats })), ("review", json!({ "review": anns }))] {
            assert_eq!(bob.json(function, arguments).await.status, 404);
        }
        let late = bob.json("save-evaluation", json!({ "review": cats, "save_id": "too-late-now", "changes": [] })).await;
        assert_eq!(late.status, 404);
        assert_eq!(bob.move_review(anns, "reopen_evaluation", "manager_eval_complete", "x").await.status, 404);
        assert_eq!(bob.page(&format!("/reviews/{cats}")).await.status, 404);
        let team: Value = bob.json("team-results", json!({})).await.json();
        assert!(!team.to_string().contains("Ann Employee"), "{team}");

        // Alice returns and finishes: who wrote what stays with it.
        let mut alice = app.acting("alice", "manager").await;
        let view: Value = alice.json("review", json!({ "review": cats })).await.json();
        let authors = view["authors"].to_string();
        assert!(authors.contains("[\"comment-r1\",\"Bob Tanaka for Alice Mori\"]"), "{authors}");
        let texts = [("summary", "Alice's words"), ("comment-r2", "b"), ("comment-r3", "c"),
            ("manager_rating-r1", "3"), ("manager_rating-r2", "3"), ("manager_rating-r3", "3")];
        assert_eq!(alice.evaluate("evaluation-form", cats, "alice-goes-on", "submit", &texts).await.status, 200);
        assert_eq!(app.review_state("cat").await, "manager_eval_complete");
        let view: Value = alice.json("review", json!({ "review": cats })).await.json();
        assert_eq!(view["manager_part"]["by"], "Alice Mori");
        assert_eq!(view["authors"], json!([["comment-r1", "Bob Tanaka for Alice Mori"]]));
        assert_eq!(alice.form("submit-team-results", &[("year", &year.to_string())]).await.status, 200);
        for login in ["ann", "ben", "cat"] {
            assert_eq!(app.review_state(login).await, "submitted_to_hr_final");
        }

        // The employee reads it with both names, once the result is told.
        app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id IN ({anns}, {cats})")).await;
        let mine: Value = app.sign_in("ann").await.json("my-review", json!({})).await.json();
        assert_eq!(mine["review"]["manager_part"]["by"], "Bob Tanaka for Alice Mori");
        let started = mine["review"]["events"].as_array().and_then(|all| all.iter().find(|event| event["action"] == "start")).cloned();
        assert_eq!(started.map(|event| (event["actor"].clone(), event["on_behalf_of"].clone())),
            Some((json!("Bob Tanaka"), json!("Alice Mori"))));
        let page = app.sign_in("cat").await.page("/review").await.text;
        assert!(page.contains("Written by Bob Tanaka for Alice Mori"), "the begun comment keeps its writer");
        let on_behalf = app.number("SELECT COUNT(*) FROM audit_entries WHERE on_behalf_of IS NOT NULL AND action = 'evaluate'").await;
        assert_eq!(on_behalf, 2);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_delegation_ends_on_every_replica_with_its_last_second(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_targets(set, "anns-targets").await.status, 200);
        let routers = [app.router.clone(), app.replica().await, app.replica().await];
        let mut hana = app.acting("hana", "hr_admin").await;
        // Dan reviews nobody of his own: the delegation alone makes him a manager (R1a).
        assert_eq!(app.sign_in("dan").await.form("switch-role", &[("role", "manager")]).await.status, 403);
        assert_eq!(delegate(&mut hana, &form("alice", "dan", "", "2026-04-10", "2026-04-10")).await.status, 200);
        app.hands.advance_seconds(15 * 3600 - 1);
        let dan = app.acting("dan", "manager").await;
        for router in &routers {
            let mut there = dan.at(router);
            assert_eq!(there.json("set", json!({ "set": set })).await.status, 200);
            assert_eq!(there.json("team", json!({})).await.status, 200);
        }
        app.hands.advance_seconds(1);
        for router in &routers {
            let mut there = dan.at(router);
            assert_eq!(there.json("set", json!({ "set": set })).await.status, 404, "the second after");
            assert_eq!(there.json("team", json!({})).await.status, 403);
            assert_eq!(there.page(&format!("/sets/{set}")).await.status, 404);
            let moved = there.move_set(set, "approve", "submitted_to_manager", "").await;
            assert!(matches!(moved.error(), AppError::OtherRole { .. }), "the role is gone as well");
        }
        assert_eq!(app.state_of("ann").await, "submitted_to_manager");
    }
}

on_both! {
    async fn everything_that_is_refused_is_refused_in_words(app: TestApp) {
        app.open_year().await;
        let ids = [app.person("ann").await, app.person("dan").await];
        let mut alice = app.acting("alice", "manager").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        for (fields, expected) in [
            (form("", "alice", "", "2026-04-10", ""), vec!["delegate_no: Oneself"]),
            (form("", "nobody", "", "2026-04-10", ""), vec!["delegate_no: Unknown"]),
            (form("", "bob", "", "2026-04-09", "2026-04-08"), vec!["from_on: BeforeStart", "to_on: BeforeStart"]),
            (form("", "bob", "", "soon", ""), vec!["from_on: NotADate"]),
            (form("", "bob", &ids[1].to_string(), "2026-04-10", ""), vec!["people: Unknown"]),
            (form("", "bob", "0", "2026-04-10", ""), vec!["people: Unknown"]),
        ] {
            let refused = delegate(&mut alice, &fields).await.error();
            assert_eq!(violations(&refused), expected);
        }
        // HR gives nobody's reviews to HR, and nobody their own.
        for delegate_no in ["hana", "hal"] {
            let refused = delegate(&mut hana, &form("alice", delegate_no, "", "2026-04-10", "")).await.error();
            assert_eq!(violations(&refused), ["delegate_no: HrItself"]);
        }
        assert_eq!(delegate(&mut hana, &form("hana", "bob", "", "2026-04-10", "")).await.error(), AppError::Denied(Denial::OwnRecord));
        assert_eq!(violations(&delegate(&mut hana, &form("ann", "bob", "", "2026-04-10", "")).await.error()), ["people: EmptyTeam"]);
        // What Bob does for Alice he does not pass on: nobody reports to him but Dan and Eve.
        assert_eq!(delegate(&mut hana, &form("alice", "bob", "", "2026-04-10", "")).await.status, 200);
        let mut bob = app.acting("bob", "manager").await;
        let passed_on = delegate(&mut bob, &form("", "zoe", &ids[0].to_string(), "2026-04-10", "")).await.error();
        assert_eq!(violations(&passed_on), ["people: Unknown"]);
        assert_eq!(delegate(&mut bob, &form("alice", "zoe", "", "2026-04-10", "")).await.status, 200, "asks for his own team, whatever was typed");
        assert_eq!(app.number("SELECT for_id FROM delegations ORDER BY id DESC LIMIT 1").await, app.person("bob").await.0);
        // Many at once: all of them or nobody.
        let many = delegate(&mut hana, &form("alice,bob,ann", "dora", "", "2026-04-10", "")).await.error();
        assert_eq!(violations(&many), ["people: EmptyTeam"]);
        assert_eq!(app.number("SELECT COUNT(*) FROM delegations").await, 2);
        assert_eq!(delegate(&mut hana, &form("alice,bob", "dora", "", "2026-04-10", "")).await.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM delegations").await, 4, "overlaps are allowed");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn it_is_changed_ended_and_told(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_targets(set, "anns-targets").await.status, 200);
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(delegate(&mut hana, &form("alice", "bob", "", "2026-04-10", "2026-04-20")).await.status, 200);
        let id = newest(&app).await;
        let mut bob = app.acting("bob", "manager").await;
        let to = |to: &'static str| [("delegation", id.to_string()), ("to_on", to.into())];
        async fn change(client: &mut Client, fields: &[(&'static str, String)]) -> crate::support::Answer {
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.form("change-delegation", &pairs).await
        }
        assert_eq!(change(&mut bob, &to("2026-12-31")).await.status, 403, "nobody prolongs what they were given");
        assert_eq!(change(&mut alice, &to("2026-12-31")).await.status, 403, "what HR made HR prolongs");
        assert_eq!(violations(&change(&mut hana, &to("2026-04-09")).await.error()), ["to_on: BeforeStart"]);
        assert_eq!(violations(&change(&mut hana, &to("2026-04-20")).await.error()), ["to_on: Unchanged"]);
        assert_eq!(change(&mut hana, &to("2026-04-12")).await.status, 200);
        // Its end is told to both, once, whoever of the replicas sweeps.
        for _ in 0..2 {
            pa_assistant::server::services::sweep::run(&app.state).await.expect("swept");
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM notices WHERE kind = 'delegation_ends'").await, 2);
        assert_eq!(bob.json("set", json!({ "set": set })).await.status, 200);
        assert_eq!(settle(&mut bob, id, "end").await.status, 200, "whoever acts may stop");
        assert_eq!(bob.json("set", json!({ "set": set })).await.status, 404, "at once");
        assert_eq!(settle(&mut hana, id, "end").await.error(), AppError::Denied(Denial::Settled));
        assert_eq!(change(&mut hana, &to("2026-12-31")).await.error(), AppError::Denied(Denial::Settled), "what ended does not come back");
        let told = app.texts("SELECT n.kind AS text FROM notices n WHERE n.delegation_id IS NOT NULL ORDER BY n.id").await;
        assert_eq!(told, ["create_delegation", "create_delegation", "change_delegation", "change_delegation", "delegation_ends",
            "delegation_ends", "end_delegation"].map(str::to_owned), "never to whoever did it");
        // A declined and a withdrawn request open nothing.
        for (client, step) in [("bob", "decline"), ("alice", "withdraw")] {
            assert_eq!(delegate(&mut alice, &form("", "bob", "", "2026-04-10", "")).await.status, 200);
            let id = newest(&app).await;
            assert_eq!(settle(&mut app.acting(client, "manager").await, id, step).await.status, 200, "{step}");
            assert_eq!(bob.json("set", json!({ "set": set })).await.status, 404);
            assert_eq!(settle(&mut bob, id, "accept").await.error(), AppError::Denied(Denial::Settled));
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn whoever_leaves_acts_for_nobody_any_more(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(delegate(&mut hana, &form("alice", "zoe", "", "2026-04-10", "")).await.status, 200);
        let zoe = app.person("zoe").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &zoe), ("reason", "Gone.")]).await.status, 200);
        assert_eq!(app.texts("SELECT state AS text FROM delegations").await, ["ended"]);
        assert_eq!(hana.form("reactivate-person", &[("person", &zoe), ("reason", "Back.")]).await.status, 200);
        app.give_passwords().await;
        assert_eq!(app.sign_in("zoe").await.form("switch-role", &[("role", "manager")]).await.status, 403);
        assert_eq!(hana.form("deactivate-person", &[("person", &zoe), ("reason", "Gone again.")]).await.status, 200);
        assert_eq!(hana.form("anonymise-person", &[("person", &zoe), ("confirm", "zoe")]).await.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM delegations WHERE note <> '' OR answer <> ''").await, 0);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn without_delegation_there_is_none(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(delegate(&mut hana, &form("alice", "bob", "", "2026-04-10", "")).await.status, 200);
        let bob = app.acting("bob", "manager").await;
        assert_eq!(bob.at(&app.router).json("set", json!({ "set": set })).await.status, 200);
        let off = app.replica_with(|config| config.company.delegation = false).await;
        let (mut bob, mut hana) = (bob.at(&off), hana.at(&off));
        assert_eq!(bob.json("set", json!({ "set": set })).await.status, 404, "what is switched off has no effect");
        for client in [&mut bob, &mut hana] {
            assert_eq!(client.json("delegations", json!({ "query": {} })).await.status, 404);
            assert_eq!(client.json("delegation", json!({ "delegation": 1 })).await.status, 404);
            assert_eq!(client.json("delegation-draft", json!({ "form": {} })).await.status, 404);
            assert_eq!(delegate(client, &form("alice", "bob", "", "2026-04-10", "")).await.status, 404);
            assert_eq!(settle(client, 1, "end").await.status, 404);
            assert_eq!(client.form("change-delegation", &[("delegation", "1"), ("to_on", "")]).await.status, 404);
            for page in ["/delegation", "/delegation/new", "/delegation/1"] {
                assert_eq!(client.page(page).await.status, 404, "{page}");
            }
            assert!(!client.page("/").await.text.contains("href=\"/delegation\""), "no entry in the menu");
        }
        assert!(app.acting("hana", "hr_admin").await.page("/").await.text.contains("href=\"/delegation\""));
    }
}
