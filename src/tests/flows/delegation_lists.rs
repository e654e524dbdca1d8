//! Lists, teams and figures under delegation; and the SQL of who reviews whom against the rule without a database (R12, R23, R25).
use super::delegation::{delegate, form, newest, settle};
use crate::support::{Client, TestApp, on_both};
use pa_assistant::{
    domain::{
        delegation::{Covers, Days, DelegationState, Grant, stand_ins},
        ids::PersonId,
        policy::Scope,
        time::Date,
    },
    server::repo::{
        reviewing::{self, Eyes},
        sets::{self, Narrow},
    },
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

async fn dashboard(client: &mut Client, show: &str) -> Value {
    client.json("delegations", json!({ "query": { "show": show } })).await.json()
}

fn names(view: &Value) -> Vec<String> {
    let rows = view["rows"].as_array().cloned().unwrap_or_default();
    rows.iter()
        .map(|row| row["owner"]["name"].as_str().or(row["head"]["owner"]["name"].as_str()).unwrap_or_default().to_owned())
        .collect()
}

on_both! {
    async fn a_delegate_in_the_team_is_never_their_own_reviewer(app: TestApp) {
        let year = app.open_year().await.to_string();
        let mut hana = app.acting("hana", "hr_admin").await;
        for login in ["ann", "ben", "cat"] {
            let set = app.set_of(login).await;
            assert_eq!(app.sign_in(login).await.submit_targets(set, &format!("targets-{login}")).await.status, 200);
        }
        assert_eq!(delegate(&mut hana, &form("alice", "ann", "", "2026-04-10", "")).await.status, 200);
        let (anns, bens, cats) = (app.set_of("ann").await, app.set_of("ben").await, app.set_of("cat").await);
        let mut ann = app.acting("ann", "manager").await;
        let team: Value = ann.json("team", json!({})).await.json();
        assert_eq!(names(&team), ["Ben Employee", "Cat Employee"], "her own is not in her list");
        for (action, seen) in [("approve", "submitted_to_manager"), ("request_changes", "submitted_to_manager")] {
            assert_eq!(ann.move_set(anns, action, seen, "x").await.status, 403, "{action}");
        }
        let own: Value = ann.json("set", json!({ "set": anns })).await.json();
        assert_eq!(own["head"]["stands_in"], false);
        // Hers goes one level up, to whom Alice reports to, who acts for Alice.
        let mut dora = app.acting("dora", "manager").await;
        let teams: Value = dora.json("team", json!({})).await.json();
        assert_eq!(teams["teams"].as_array().map(Vec::len), Some(2));
        let alices = app.person("alice").await.0;
        let team: Value = dora.json("team", json!({ "of": alices })).await.json();
        assert_eq!(names(&team), ["Ann Employee"]);
        assert_eq!(dora.move_set(anns, "approve", "submitted_to_manager", "").await.status, 200);
        assert_eq!(dora.json("set", json!({ "set": bens })).await.status, 404, "and nobody else's");
        let history: Value = app.sign_in("ann").await.json("my-targets", json!({})).await.json();
        assert!(history.to_string().contains("\"on_behalf_of\":\"Alice Mori\""), "the employee reads for whom it was done");
        // Ann hands on what she covers; her own goes with whoever covers it.
        assert_eq!(ann.move_set(bens, "approve", "submitted_to_manager", "").await.status, 200);
        let refused = ann.form("submit-team", &[("year", &year), ("of", &alices.to_string())]).await;
        assert!(refused.text.contains("Cat Employee"), "{}", refused.text);
        assert_eq!(ann.move_set(cats, "approve", "submitted_to_manager", "").await.status, 200);
        assert_eq!(ann.form("submit-team", &[("year", &year), ("of", &alices.to_string())]).await.status, 200);
        assert_eq!((app.state_of("ben").await, app.state_of("ann").await), ("submitted_to_hr".into(), "manager_approved".into()));
        let notices = app.acting("hana", "hr_admin").await.json("home", json!({})).await.text;
        assert!(notices.contains("\"acting_for\":\"Alice Mori\"") && notices.contains(&format!("reviewer={alices}")), "{notices}");
        assert_eq!(dora.form("submit-team", &[("year", &year), ("of", &alices.to_string())]).await.status, 200);
        assert_eq!(app.state_of("ann").await, "submitted_to_hr");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn named_people_are_covered_and_the_team_stays(app: TestApp) {
        let year = app.open_year().await.to_string();
        let (anns, bens) = (app.set_of("ann").await, app.set_of("ben").await);
        for login in ["ann", "ben", "cat"] {
            let set = app.set_of(login).await;
            assert_eq!(app.sign_in(login).await.submit_targets(set, &format!("targets-{login}")).await.status, 200);
        }
        let alices = app.person("alice").await.0.to_string();
        let mut alice = app.acting("alice", "manager").await;
        let people = app.person("ann").await.to_string();
        assert_eq!(delegate(&mut alice, &form("", "bob", &people, "2026-04-10", "")).await.status, 200);
        let mut bob = app.acting("bob", "manager").await;
        let id = newest(&app).await;
        assert_eq!(settle(&mut bob, id, "accept").await.status, 200);
        let own: Value = bob.json("team", json!({})).await.json();
        assert_eq!(names(&own), ["Dan Employee", "Eve Employee"], "one's own team comes first");
        let team: Value = bob.json("team", json!({ "of": alices.parse::<i64>().expect("an id") })).await.json();
        assert_eq!((names(&team), team["may_submit"].clone()), (vec!["Ann Employee".to_owned()], json!(false)));
        assert_eq!(bob.json("set", json!({ "set": bens })).await.status, 404);
        assert_eq!(bob.move_set(anns, "approve", "submitted_to_manager", "").await.status, 200);
        let refused = bob.form("submit-team", &[("year", &year), ("of", &alices)]).await;
        assert_eq!(refused.status, 403, "who covers some does not hand the team on: {}", refused.text);
        let stranger = bob.json("team", json!({ "of": app.person("hana").await.0 })).await;
        assert_eq!(stranger.status, 404);
        // Alice keeps all of it, and the employee reads who waits.
        let mine: Value = alice.json("team", json!({})).await.json();
        assert_eq!(names(&mine).len(), 3);
        let way: Value = app.sign_in("ben").await.json("home", json!({})).await.json();
        assert_eq!(way["on_its_way"][0]["with"], "Alice Mori");
        assert_eq!(alice.move_set(anns, "reopen", "manager_approved", "Once more.").await.status, 200);
        assert_eq!(app.sign_in("ann").await.submit_targets(anns, "anns-second").await.status, 200);
        let way: Value = app.sign_in("ann").await.json("home", json!({})).await.json();
        assert_eq!(way["on_its_way"][0]["with"], "Bob Tanaka for Alice Mori");
        let told = "SELECT COUNT(*) FROM notices n JOIN people p ON p.id = n.person_id WHERE n.kind = 'submit' AND p.employee_no = 'bob'";
        assert_eq!(app.number(told).await, 1, "whoever acts for the reviewer is told");
    }
}

on_both! {
    async fn the_dashboard_answers_at_each_step(app: TestApp) {
        let year = app.open_year().await;
        for login in ["ann", "ben"] {
            let set = app.set_of(login).await;
            assert_eq!(app.sign_in(login).await.submit_targets(set, &format!("targets-{login}")).await.status, 200);
        }
        app.run(&format!("UPDATE phase_windows SET due_on = '2026-04-09' WHERE fiscal_year_id = {year}")).await;
        app.run("UPDATE people SET status = 'on_leave' WHERE employee_no = 'alice'").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let view = dashboard(&mut hana, "uncovered").await;
        assert_eq!(view["figures"], json!({ "covered": 0, "ending": 0, "uncovered": 1, "overdue": 2 }));
        assert_eq!((view["gaps"][0]["reviewer"]["name"].as_str(), view["gaps"][0]["people"].as_u64()), (Some("Alice Mori"), Some(3)));
        let load = |view: &Value, name: &str| {
            let rows = view["load"].as_array().cloned().unwrap_or_default();
            rows.into_iter().find(|row| row["name"] == name).map(|row| {
                (row["own"].as_u64().unwrap_or_default(), row["for_others"].as_u64().unwrap_or_default(), row["covered"].as_u64().unwrap_or_default())
            })
        };
        assert_eq!(load(&view, "Alice Mori"), Some((2, 0, 0)));
        assert!(hana.json("home", json!({})).await.text.contains("Uncovered"));
        assert_eq!(view["lanes"]["lanes"][0]["bars"][0]["delegation"], Value::Null, "hatched");

        let people = app.person("ann").await.to_string();
        assert_eq!(delegate(&mut hana, &form("alice", "bob", &people, "2026-04-10", "2026-04-20")).await.status, 200);
        let view = dashboard(&mut hana, "").await;
        assert_eq!(view["figures"], json!({ "covered": 1, "ending": 1, "uncovered": 1, "overdue": 2 }), "two of three are not covered");
        assert_eq!(view["gaps"][0]["people"], 2);
        assert_eq!((load(&view, "Alice Mori"), load(&view, "Bob Tanaka")), (Some((1, 0, 1)), Some((0, 1, 0))));
        assert_eq!(delegate(&mut hana, &form("alice", "dora", "", "2026-04-10", "")).await.status, 200);
        let view = dashboard(&mut hana, "").await;
        assert_eq!(view["figures"], json!({ "covered": 1, "ending": 1, "uncovered": 0, "overdue": 2 }));
        assert!(view["rows"].as_array().is_some_and(|rows| rows.iter().all(|row| row["overlaps"] == true)), "overlaps are visible");

        // Managers see their own, others nothing of it.
        let mut bob = app.acting("bob", "manager").await;
        let view = dashboard(&mut bob, "").await;
        assert_eq!((view["everyone"].clone(), view["rows"].as_array().map(Vec::len)), (json!(false), Some(1)));
        assert_eq!(load(&view, "Bob Tanaka"), Some((0, 1, 0)));
        assert!(!view.to_string().contains("Dora"), "who else covers Alice is not Bob's business: {view}");
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(dashboard(&mut alice, "").await["rows"].as_array().map(Vec::len), Some(2));
        let id = app.number("SELECT MIN(id) FROM delegations").await;
        for (login, role, status) in [("eve", "employee", 404), ("dora", "manager", 404), ("alice", "employee", 404), ("bob", "employee", 200),
            ("dora", "general_director", 404), ("hal", "hr_admin", 200)] {
            let answer = app.acting(login, role).await.json("delegation", json!({ "delegation": id })).await;
            assert_eq!(answer.status, status, "{login} as {role}");
        }
        app.hands.advance_seconds(11 * 86_400);
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(dashboard(&mut hana, "past").await["rows"].as_array().map(Vec::len), Some(1));
        assert_eq!(dashboard(&mut hana, "").await["figures"], json!({ "covered": 1, "ending": 0, "uncovered": 0, "overdue": 2 }));
    }
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

on_both! {
    async fn sql_and_the_rule_agree_on_who_reviews_whom(app: TestApp) {
        app.open_year().await;
        let nos = ["dora", "pat", "hana", "hal", "alice", "bob", "ann", "ben", "cat", "dan", "eve", "zoe"];
        let mut ids = Vec::new();
        for no in nos {
            ids.push(app.person(no).await);
        }
        let mut dice = Dice(7);
        for round in 0..crate::support::times(12, 200) {
            app.run("DELETE FROM delegation_people").await;
            app.run("DELETE FROM delegations").await;
            app.run("UPDATE target_sets SET named_reviewer_id = NULL").await;
            let (mut grants, mut named) = (Vec::new(), BTreeMap::new());
            for _ in 0..3 {
                let (owner, reviewer) = (ids[dice.roll(12) as usize], ids[dice.roll(12) as usize]);
                if owner != reviewer {
                    app.run(&format!("UPDATE target_sets SET named_reviewer_id = {reviewer} WHERE person_id = {owner}")).await;
                    named.insert(owner, reviewer);
                }
            }
            for id in 1..=dice.roll(9) as i64 {
                let (original, delegate) = (ids[dice.roll(6) as usize], ids[dice.roll(12) as usize]);
                if original == delegate {
                    continue;
                }
                let day = |n: u64| Date::constant(2026, 4, 5).saturating_add(jiff::Span::new().days(i64::try_from(n).unwrap_or(0)));
                let days = Days { from: day(dice.roll(10)), to: (dice.roll(3) > 0).then(|| day(3 + dice.roll(10))) };
                let state = DelegationState::ALL[dice.roll(6) as usize];
                let covers = match dice.roll(2) {
                    0 => Covers::Team,
                    _ => Covers::People((0..4).map(|_| ids[dice.roll(12) as usize]).collect::<BTreeSet<_>>()),
                };
                let to = days.to.map_or("NULL".to_owned(), |to| format!("'{to}'"));
                app.run(&format!("INSERT INTO delegations (id, for_id, delegate_id, whole_team, from_on, to_on, reason, note, state, requested_by,
                    requested_at, answer) VALUES ({}, {original}, {delegate}, {}, '{}', {to}, 'leave', '', '{state}', {original}, 0, '')",
                    1_000 * (round as i64 + 1) + id, covers == Covers::Team, days.from)).await;
                if let Covers::People(people) = &covers {
                    for person in people {
                        app.run(&format!("INSERT INTO delegation_people (delegation_id, person_id) VALUES ({}, {person})",
                            1_000 * (round as i64 + 1) + id)).await;
                    }
                }
                grants.push(Grant { original, delegate, covers, state, days });
            }
            let managers = pa_assistant::server::repo::records::managers(app.state.db.read()).await.expect("managers");
            let today = Date::constant(2026, 4, 10);
            let mut expected: BTreeMap<(PersonId, PersonId), u8> = BTreeMap::new();
            for owner in &ids {
                let reviewer = named.get(owner).or_else(|| managers.get(owner)).copied();
                if let Some(reviewer) = reviewer.filter(|reviewer| reviewer != owner) {
                    expected.insert((reviewer, *owner), 3);
                }
                for (person, stands) in stand_ins(*owner, reviewer, |who| managers.get(&who).copied(), &grants, today) {
                    expected.insert((person, *owner), if stands.whole_team { 2 } else { 1 });
                }
            }
            let mut found = BTreeMap::new();
            let mut told: BTreeSet<(PersonId, PersonId)> = BTreeSet::new();
            for person in &ids {
                let eyes = Eyes { person: *person, day: today };
                let scope = Scope::ReviewedBy(*person, today);
                let rows = sets::list(app.state.db.read(), eyes, scope, &Narrow::default(), 100, 0).await.expect("rows");
                for row in &rows {
                    let facts = row.facts().expect("facts");
                    let how = match facts.stand_in {
                        None if facts.reviewer == Some(*person) => 3,
                        Some(stands) if stands.whole_team => 2,
                        Some(_) => 1,
                        None => 0,
                    };
                    found.insert((*person, row.person_id), how);
                }
                let all = sets::list(app.state.db.read(), eyes, Scope::Everyone, &Narrow::default(), 100, 0).await.expect("rows");
                for row in all.iter().filter(|row| row.facts().is_ok_and(|facts| facts.stand_in.is_some())) {
                    assert!(found.contains_key(&(*person, row.person_id)), "round {round}: a row says what the list does not");
                }
                let acts = !reviewing::acts_for(app.state.db.read(), eyes).await.expect("whom").is_empty();
                let holder = pa_assistant::server::repo::access::holder(app.state.db.read(), *person, today).await.expect("read").expect("known");
                let reviews = found.keys().any(|(who, _)| who == person);
                assert!(holder.is_reviewer || !reviews, "round {round}: who reviews is a manager");
                assert!(holder.is_reviewer || !acts, "round {round}: who acts for somebody is a manager");
            }
            assert_eq!(found, expected, "round {round}");
            let sets_of = sets::list(app.state.db.read(), Eyes::nobodys(today), Scope::Everyone, &Narrow::default(), 100, 0).await.expect("rows");
            let owners: BTreeMap<_, _> = sets_of.iter().map(|row| (row.id, row.person_id)).collect();
            let all: Vec<_> = owners.keys().copied().collect();
            for (set, person) in reviewing::reviewers_of(app.state.db.read(), &all, today).await.expect("reviewers") {
                if owners[&set] != person {
                    told.insert((person, owners[&set]));
                }
            }
            assert_eq!(told, expected.keys().copied().collect(), "round {round}: who is told");
        }
    }
}
