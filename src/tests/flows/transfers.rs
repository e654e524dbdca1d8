//! Changes of manager and department (R26): in every state, planned, many at once, and what the former reviewer still reads.
use crate::support::{Answer, Client, TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{
        policy::Denial,
        review::{ReviewParty, ReviewState},
        target::SetState,
        validation::Problem,
    },
    server::services::sweep,
};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// A form of a transfer; `to` is a manager's number, or nothing for "stays".
fn form<'a>(who: &'a str, to: &'a str, department: &'a str, on: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("form[who]", who),
        ("form[manager]", if to.is_empty() { "keep" } else { "to" }),
        ("form[manager_no]", to),
        ("form[department]", department),
        ("form[on]", on),
        ("form[reason]", "The teams are cut anew."),
    ]
}

async fn transfer(hr: &mut Client, fields: &[(&'static str, &str)]) -> Answer {
    hr.form("transfer-people", fields).await
}

async fn plan(hr: &mut Client, fields: &[(&'static str, &str)]) -> Value {
    let form: serde_json::Map<String, Value> = fields
        .iter()
        .map(|(name, value)| (name.trim_start_matches("form[").trim_end_matches(']').to_owned(), json!(value)))
        .collect();
    hr.json("transfer-plan", json!({ "form": form })).await.json()
}

/// Every text about a person's targets and review, as one digest of a kind.
async fn words(app: &TestApp, set: i64) -> Vec<String> {
    let statements = [
        format!(
            "SELECT r.draft || r.role_text || r.goal_text AS text FROM target_revisions r WHERE r.set_id = {set} ORDER BY r.id"
        ),
        format!(
            "SELECT t.task || t.kpi AS text FROM targets t JOIN target_revisions r ON r.id = t.revision_id WHERE r.set_id = {set} ORDER BY t.id"
        ),
        format!(
            "SELECT w.self_draft || w.manager_draft || w.job_description || w.career_path || w.summary AS text FROM reviews w WHERE w.set_id = {set} ORDER BY w.id"
        ),
        format!(
            "SELECT i.self_result || i.comment AS text FROM review_items i JOIN reviews w ON w.id = i.review_id WHERE w.set_id = {set} ORDER BY i.id"
        ),
        format!(
            "SELECT v.content AS text FROM review_versions v JOIN reviews w ON w.id = v.review_id WHERE w.set_id = {set} ORDER BY v.id"
        ),
    ];
    let mut all = Vec::new();
    for statement in statements {
        all.extend(app.texts(&statement).await);
    }
    all
}

/// How many handovers are marked as made in the middle of a cycle.
async fn midcycle(app: &TestApp) -> i64 {
    app.number("SELECT COUNT(*) FROM handovers WHERE midcycle").await
}

async fn newest_handover(client: &mut Client) -> Value {
    let list: Value = client.json("handovers", json!({ "page": 1 })).await.json();
    let id = list["rows"][0]["id"].clone();
    client.json("handover", json!({ "handover": id })).await.json()
}

on_both! {
    async fn targets_change_hands_in_every_state(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_targets(set, "anns-targets").await.status, 200);
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut from_to = [("alice", "bob"), ("bob", "alice")].into_iter().cycle();
        for state in SetState::ALL {
            let (from, to) = from_to.next().expect("it never ends");
            app.run(&format!("UPDATE target_revisions SET state = '{}' WHERE set_id = {set}", state.code())).await;
            let (mut former, mut next) = (app.acting(from, "manager").await, app.acting(to, "manager").await);
            assert_eq!(former.json("set", json!({ "set": set })).await.status, 200, "{state}");
            let (before, marked) = (words(&app, set).await, midcycle(&app).await);
            let done = transfer(&mut hana, &form("ann", to, "keep", "2026-04-10")).await;
            assert_eq!(done.status, 200, "{state}: {}", done.text);
            assert_eq!(words(&app, set).await, before, "{state}: no text is lost");
            assert_eq!(app.state_of("ann").await, state.code(), "whoever reviews does not change where it stands");

            // The next one goes on, the former one has nothing of it but what was.
            assert_eq!(former.json("set", json!({ "set": set })).await.status, 404, "{state}");
            let seen: Value = next.json("set", json!({ "set": set })).await.json();
            assert_eq!(seen["head"]["reviewer"]["employee_no"], to, "{state}");
            let open = state != SetState::NotAssessed;
            assert_eq!(midcycle(&app).await - marked, i64::from(open), "{state}");
            assert_eq!(seen["head"]["transferred"], "10 April 2026", "{state}");
            assert_eq!(seen["events"][0]["action"], "transfer", "{state}");
            let then = newest_handover(&mut former).await;
            assert_eq!(then["head"]["set_state"], state.code());
            assert_eq!(then["targets"].is_object(), state != SetState::Draft, "{state}: a draft is its writer's");
            assert_eq!(then["own"], Value::Null);
        }
        // Everybody was told, each in their role.
        let told = app.texts("SELECT DISTINCT kind || ' ' || role AS text FROM notices WHERE kind LIKE 'transferred%' ORDER BY 1").await;
        assert_eq!(told, ["transferred employee", "transferred_away manager", "transferred_here manager"].map(str::to_owned));
        let history: Value = hana.json("person", json!({ "id": app.person("ann").await.0 })).await.json();
        assert_eq!(history["transfers"].as_array().map(Vec::len), Some(SetState::ALL.len()));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn reviews_change_hands_in_every_state(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await;
        app.rank_tables(year).await;
        let (set, review) = (app.set_of("ann").await, app.review_of("ann").await);
        let mut hana = app.acting("hana", "hr_admin").await;
        // Written by all: the employee's half, and a draft of the reviewer's.
        assert_eq!(app.sign_in("ann").await.submit_self(review, "anns-own-half", ["3", "3", "3"]).await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        let texts = [("comment-r1", "begun by Alice"), ("summary", "half a thought")];
        assert_eq!(alice.evaluate("evaluation-form", review, "alice-begins", "save", &texts).await.status, 200);
        let mut from_to = [("alice", "bob"), ("bob", "alice")].into_iter().cycle();
        for state in ReviewState::ALL {
            let (from, to) = from_to.next().expect("it never ends");
            app.run(&format!("UPDATE reviews SET state = '{}' WHERE id = {review}", state.code())).await;
            let (mut former, mut next) = (app.acting(from, "manager").await, app.acting(to, "manager").await);
            assert_eq!(former.json("review", json!({ "review": review })).await.status, 200, "{state}");
            let (before, marked) = (words(&app, set).await, midcycle(&app).await);
            assert_eq!(transfer(&mut hana, &form("ann", to, "keep", "2026-04-10")).await.status, 200, "{state}");
            assert_eq!(words(&app, set).await, before, "{state}: no text is lost");
            assert_eq!(app.review_state("ann").await, state.code());
            assert_eq!(former.json("review", json!({ "review": review })).await.status, 404, "{state}");
            assert_eq!(former.json("save-evaluation", json!({ "review": review, "save_id": "too-late-now", "changes": [] })).await.status, 404);
            let seen: Value = next.json("review", json!({ "review": review })).await.json();
            assert_eq!(seen["head"]["reviewer"]["employee_no"], to, "{state}");
            assert_eq!(midcycle(&app).await - marked, i64::from(!state.is_final()), "{state}");
            assert_eq!(seen["head"]["transferred"], "10 April 2026", "{state}");
            assert_eq!(seen["manager_desk"].is_object(), state.reviewer_may_edit(), "{state}");
            let then = newest_handover(&mut former).await;
            assert_eq!(then["head"]["review_state"], state.code());
            assert_eq!(then["own"].is_object(), state.self_part_visible_to(ReviewParty::Reviewer), "{state}");
            assert!(then["manager"].to_string().contains("begun by Alice"), "{state}: {then}");
        }
        // Somebody else finds nothing of it, and its owner no words of the reviewers.
        let id = app.number("SELECT MAX(id) FROM handovers").await;
        for (login, role) in [("ann", "employee"), ("ben", "employee"), ("hana", "hr_admin"), ("dora", "general_director"), ("pat", "board_member")] {
            let mut client = app.acting(login, role).await;
            assert_eq!(client.json("handover", json!({ "handover": id })).await.status, 404, "{role}");
            assert_eq!(client.page(&format!("/handed-over/{id}")).await.status, 404, "{role}");
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn what_mid_year_did_not_adopt_leaves_its_reviewer_what_was_approved(app: TestApp) {
        let year = app.open_year().await.to_string();
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        assert_eq!(ann.submit_targets(set, "the-original").await.status, 200);
        app.run(&format!("UPDATE target_revisions SET state = 'hr_approved' WHERE set_id = {set}")).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let close = [("year", year.as_str()), ("reason", "Time is up."), ("confirm", "FY 2026")];
        assert_eq!(hana.form("close-target-setting", &close).await.status, 200);
        assert_eq!(hana.form("open-mid-year", &[("year", &year), ("due_on", "2026-10-31")]).await.status, 200);
        let mut from_to = [("alice", "bob"), ("bob", "alice")].into_iter().cycle();
        let mut moved = async |state: &str| {
            let (from, to) = from_to.next().expect("it never ends");
            assert_eq!(app.state_of("ann").await, state);
            let mut former = app.acting(from, "manager").await;
            let seen: Value = former.json("set", json!({ "set": set })).await.json();
            assert_eq!(transfer(&mut hana, &form("ann", to, "keep", "2026-04-10")).await.status, 200);
            let then = newest_handover(&mut former).await;
            assert_eq!(then["head"]["set_state"], state);
            (seen, then)
        };

        // While the change is a draft, what was approved is what there is to read.
        let change = json!({ "changes": [{ "field": "CurrentRole", "was": "Engineer", "now": "another thing" }] });
        let saved = ann.json("save-draft", json!({ "set": set, "save_id": "a-changed-mind", "patch": change })).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let (seen, then) = moved("draft").await;
        assert_eq!(then["targets"], seen["original"]);
        assert_eq!((&then["before"], &then["in_force"]), (&Value::Null, &json!(true)));
        assert_eq!(then["targets"]["targets"][0]["task"], "Do a thing");
        assert!(!then.to_string().contains("another thing"), "{then}");

        // Handed over, both stand side by side.
        assert_eq!(ann.submit_targets(set, "the-revision").await.status, 200);
        let (seen, then) = moved("submitted_to_manager").await;
        assert_eq!((&then["targets"], &then["before"]), (&seen["submission"], &seen["original"]));
        assert_eq!(then["in_force"], false);

        // And what came to nothing leaves what was approved, as on the set's own page.
        app.run(&format!("UPDATE target_revisions SET state = 'not_adopted' WHERE set_id = {set} AND number = 2")).await;
        let (seen, then) = moved("not_adopted").await;
        assert_eq!(then["targets"], seen["submission"]);
        assert_eq!((&then["before"], &then["in_force"]), (&Value::Null, &json!(true)));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_draft_passes_on_under_its_writer_s_name_and_the_next_ratings_count(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await;
        app.rank_tables(year).await;
        let review = app.review_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_self(review, "anns-own-half", ["3", "3", "3"]).await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        let texts = [("comment-r1", "begun by Alice"), ("manager_rating-r1", "5"), ("summary", "half a thought")];
        assert_eq!(alice.evaluate("evaluation-form", review, "alice-begins", "save", &texts).await.status, 200);
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(transfer(&mut hana, &form("ann", "bob", "keep", "2026-04-10")).await.status, 200);

        let mut bob = app.acting("bob", "manager").await;
        let view: Value = bob.json("review", json!({ "review": review })).await.json();
        assert!(view["authors"].to_string().contains("[\"comment-r1\",\"Alice Mori\"]"), "{}", view["authors"]);
        let texts = [("summary", "Bob's words"), ("comment-r2", "b"), ("comment-r3", "c"),
            ("manager_rating-r1", "2"), ("manager_rating-r2", "3"), ("manager_rating-r3", "3")];
        // Many more saves than are kept of a draft: what Alice handed over stays.
        for n in 0..60 {
            let summary = format!("version {n}");
            let saved = bob.evaluate("evaluation-form", review, &format!("bob-saves-{n:03}"), "save", &[("summary", summary.as_str())]).await;
            assert_eq!(saved.status, 200, "{}", saved.text);
        }
        assert_eq!(bob.evaluate("evaluation-form", review, "bob-completes", "submit", &texts).await.status, 200);
        assert_eq!(app.review_state("ann").await, "manager_eval_complete");
        let view: Value = bob.json("review", json!({ "review": review })).await.json();
        assert_eq!(view["manager_part"]["by"], "Bob Tanaka");
        assert_eq!(view["manager_part"]["content"]["items"][0]["rating"], "below");
        assert_eq!(view["authors"], json!([["comment-r1", "Alice Mori"]]));

        let then = newest_handover(&mut alice).await;
        let text = then.to_string();
        assert!(text.contains("begun by Alice") && text.contains("half a thought"), "{text}");
        assert!(!text.contains("Bob's words") && !text.contains("version "), "{text}");
        assert_eq!(then["manager"]["items"][0]["rating"], "5");
        let page = alice.page(&format!("/handed-over/{}", then["head"]["id"])).await;
        assert!(page.status == 200 && page.text.contains("half a thought") && !page.text.contains("Bob&#x27;s words"), "{}", page.status);
    }
}

on_both! {
    async fn a_planned_one_waits_for_its_day(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let sales = app.number("SELECT id FROM departments WHERE name = 'Sales'").await.to_string();
        let preview = plan(&mut hana, &form("ann, ben", "bob", &sales, "2026-04-12")).await;
        assert_eq!(preview["later"], true);
        assert_eq!(preview["lines"][0]["manager"], json!(["Alice Mori", "Bob Tanaka"]));
        assert_eq!(preview["lines"][0]["department"], json!(["Engineering", "Sales"]));
        assert_eq!(preview["lines"][0]["along"], json!([{ "year": "FY 2026", "set": "draft", "review": null }]));
        assert_eq!(transfer(&mut hana, &form("ann, ben", "bob", &sales, "2026-04-12")).await.status, 200);
        let again = transfer(&mut hana, &form("ann", "dora", "keep", "2026-04-12")).await.error();
        assert_eq!(again.violations()[0].problem, Problem::Waiting, "one for a day");
        // Ben's is cancelled, once.
        let bens = app.number(&format!("SELECT id FROM transfers WHERE person_id = {}", app.person("ben").await)).await.to_string();
        assert_eq!(hana.form("cancel-transfer", &[("transfer", &bens)]).await.status, 200);
        assert_eq!(hana.form("cancel-transfer", &[("transfer", &bens)]).await.error(), AppError::Denied(Denial::Settled));

        sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.acting("alice", "manager").await.json("set", json!({ "set": set })).await.status, 200);
        // The first second of the day, in the company's time zone.
        app.hands.advance_seconds(DAY + 15 * 3600);
        sweep::run(&app.state).await.expect("swept");
        sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.acting("alice", "manager").await.json("set", json!({ "set": set })).await.status, 404);
        let seen: Value = app.acting("bob", "manager").await.json("set", json!({ "set": set })).await.json();
        assert_eq!((seen["head"]["department"].as_str(), seen["head"]["transferred"].as_str()), (Some("Sales"), Some("12 April 2026")));
        assert_eq!(app.texts("SELECT state AS text FROM transfers ORDER BY id").await, ["done", "cancelled"]);
        assert_eq!(app.number("SELECT COUNT(*) FROM handovers").await, 1);
        assert_eq!(app.texts(&format!("SELECT m.employee_no AS text FROM people p JOIN people m ON m.id = p.manager_id WHERE p.id = {}", app.person("ben").await)).await, ["alice"]);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn what_stands_in_the_way_on_the_day_is_told_and_waits(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(transfer(&mut hana, &form("ann", "bob", "keep", "2026-04-12")).await.status, 200);
        assert_eq!(transfer(&mut hana, &form("ben", "zoe", "keep", "2026-04-12")).await.status, 200);
        let zoe = app.person("zoe").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &zoe), ("reason", "Gone.")]).await.status, 200);
        // Bob reports to Ann by then.
        let bob = form("bob", "ann", "keep", "2026-04-10");
        assert_eq!(transfer(&mut hana, &bob).await.status, 200);
        app.hands.advance_seconds(2 * DAY);
        for _ in 0..3 {
            sweep::run(&app.state).await.expect("swept");
        }
        assert_eq!(app.texts("SELECT trouble AS text FROM transfers WHERE state = 'planned' ORDER BY id").await, ["loop", "manager_left"]);
        assert_eq!(app.number("SELECT COUNT(*) FROM notices WHERE kind = 'transfer_stuck'").await, 2, "told once each");
        let mut hana = app.acting("hana", "hr_admin").await;
        let page = hana.page("/people/transfers").await.text;
        assert!(page.contains("It would close a loop of managers"), "HR reads why");
        // Once nothing stands in the way any more it is done.
        assert_eq!(transfer(&mut hana, &form("bob", "dora", "keep", "2026-04-12")).await.status, 200);
        sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.texts("SELECT trouble AS text FROM transfers WHERE state = 'planned'").await, ["manager_left"]);
    }
}

on_both! {
    async fn many_move_together_or_nobody_does(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let managers = || app.texts("SELECT p.employee_no || ' ' || COALESCE(m.employee_no, '') AS text FROM people p LEFT JOIN people m ON m.id = p.manager_id ORDER BY p.id");
        let before = managers().await;
        for (fields, wrong) in [
            (form("", "bob", "keep", "2026-04-10"), "who"),
            (form("ann nobody", "bob", "keep", "2026-04-10"), "who"),
            (form("ann hana", "bob", "keep", "2026-04-10"), "who"),
            (form("ann bob", "bob", "keep", "2026-04-10"), "who"),
            (form("ann", "nobody", "keep", "2026-04-10"), "manager_no"),
            (form("ann", "", "keep", "2026-04-10"), "manager_no"),
            (form("ann", "bob", "999999", "2026-04-10"), "department"),
            (form("ann", "bob", "keep", "soon"), "on"),
            (form("ann", "bob", "keep", "2031-04-10"), "on"),
        ] {
            let refused = transfer(&mut hana, &fields).await.error();
            assert_eq!(refused.violations().first().map(|violation| violation.field.as_str()), Some(wrong), "{fields:?}: {refused:?}");
        }
        let looped = transfer(&mut hana, &form("ben dora", "ann", "keep", "2026-04-10")).await.error();
        assert!(matches!(looped, AppError::ManagerLoop { .. }), "{looped:?}");
        assert_eq!(managers().await, before, "nobody moved");
        assert_eq!(app.number("SELECT COUNT(*) FROM transfers").await, 0);

        // A whole team, and one of it who is there already.
        let team = [("form[team_of]", "Alice Mori"), ("form[who]", "dan"), ("form[manager]", "to"), ("form[manager_no]", "bob"),
            ("form[department]", "keep"), ("form[on]", "2026-04-10"), ("form[reason]", "")];
        let preview = plan(&mut hana, &team).await;
        let obstacles: Vec<_> = preview["lines"].as_array().expect("lines").iter().map(|line| line["obstacle"].as_str().unwrap_or("")).collect();
        assert_eq!(obstacles, ["", "", "", "nothing_changes"]);
        assert_eq!(transfer(&mut hana, &team).await.status, 200);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM people WHERE manager_id = {}", app.person("bob").await)).await, 5);
        assert_eq!(app.number("SELECT COUNT(*) FROM transfers WHERE state = 'done'").await, 3);
        // Alice leads nobody any more: what she handed over she reads as an employee, and her notices are there.
        let mut alice = app.sign_in("alice").await;
        let list: Value = alice.json("handovers", json!({ "page": 1 })).await.json();
        assert_eq!(list["total"], 3);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM notices WHERE person_id = {} AND role = 'employee' AND kind = 'transferred_away'", app.person("alice").await)).await, 3);
        assert_eq!(alice.page("/handed-over").await.status, 200);
        for (login, role) in [("ann", "employee"), ("bob", "manager"), ("pat", "board_member"), ("dora", "general_director")] {
            let mut client = app.acting(login, role).await;
            assert_eq!(transfer(&mut client, &form("ann", "alice", "keep", "2026-04-10")).await.status, 403, "{role}");
            assert_eq!(client.page("/people/transfers/new?who=ann").await.status, 403, "{role}");
        }
    }
}

on_both! {
    async fn an_import_a_record_and_a_leaver_leave_the_same_trace(app: TestApp) {
        app.open_year().await;
        app.import("employee_id,full_name,email,department,manager_employee_id\nann,Ann Employee,ann@example.com,Sales,bob\n").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let bob = app.person("bob").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &bob), ("successor_no", "alice"), ("reason", "Gone.")]).await.status, 200);
        let moves = app
            .texts(
                "SELECT p.employee_no || ' ' || COALESCE(f.employee_no, '') || ' ' || COALESCE(n.employee_no, '') AS text
                 FROM transfers t JOIN people p ON p.id = t.person_id LEFT JOIN people f ON f.id = t.from_manager_id
                 LEFT JOIN people n ON n.id = t.to_manager_id ORDER BY t.id",
            )
            .await;
        assert_eq!(moves[0], "ann alice bob");
        let mut rest = moves[1..].to_vec();
        rest.sort();
        assert_eq!(rest, ["ann bob alice", "dan bob alice", "eve bob alice"]);
        let seen: Value = app.acting("alice", "manager").await.json("set", json!({ "set": app.set_of("dan").await })).await.json();
        assert!(seen["head"]["transferred"].is_string());
        // The command line is nobody.
        assert_eq!(app.number("SELECT COUNT(*) FROM transfers WHERE planned_by IS NULL").await, 1);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn departments_count_pro_rata_by_days(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben"]).await;
        app.rank_tables(year).await;
        for (login, rating) in [("ann", "5"), ("ben", "3")] {
            let review = app.review_of(login).await;
            assert_eq!(app.sign_in(login).await.submit_self(review, &format!("own-of-{login}"), [rating; 3]).await.status, 200);
            let mut alice = app.acting("alice", "manager").await;
            assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
            assert_eq!(alice.complete_evaluation(review, &format!("hers-of-{login}"), [rating; 3], "Words.").await.status, 200);
        }
        let mut hana = app.acting("hana", "hr_admin").await;
        let view: Value = hana.json("results", json!({ "query": { "year": year } })).await.json();
        assert_eq!(view["pro_rata"], json!([]), "nobody moved");
        let sales = app.number("SELECT id FROM departments WHERE name = 'Sales'").await.to_string();
        // 73 of 365 days in Engineering, the rest in Sales; from a day to come it would not count yet.
        app.hands.advance_seconds(100 * DAY);
        let mut hana = app.acting("hana", "hr_admin").await;
        let moved = transfer(&mut hana, &form("ann", "", &sales, "2026-06-13")).await;
        assert_eq!(moved.status, 200, "{}", moved.text);
        let view: Value = hana.json("results", json!({ "query": { "year": year } })).await.json();
        let rows: Vec<_> = view["pro_rata"].as_array().expect("rows").iter()
            .map(|row| (row["department"].as_str().unwrap_or("").to_owned(), row["people"].as_str().unwrap_or("").to_owned())).collect();
        assert_eq!(rows, [("Engineering".to_owned(), "1.2".to_owned()), ("Sales".to_owned(), "0.8".to_owned())]);
        let page = hana.page(&format!("/results?year={year}")).await.text;
        assert!(page.contains("Pro rata by days"));
        // (5.00 × 73 + 3.00 × 365) ÷ 438, both times the factor of the difficulty.
        let averages: Vec<i64> = view["pro_rata"].as_array().expect("rows").iter().map(|row| row["average"].as_i64().unwrap_or_default()).collect();
        let (anns, bens) = (averages[1], (averages[0] * 438 - averages[1] * 73) / 365);
        assert!((anns * 3 - bens * 5).abs() <= 15, "{averages:?}");
    }
}

on_both! {
    async fn a_reviewer_named_by_hr_hands_over_to_the_next(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("zoe").await;
        let set_text = set.to_string();
        let mut hana = app.acting("hana", "hr_admin").await;
        let name = async |hana: &mut Client, no: &str| hana.form("name-reviewer", &[("set", &set_text), ("employee_no", no)]).await.status;
        assert_eq!(name(&mut hana, "alice").await, 200);
        assert_eq!(midcycle(&app).await, 0, "nobody had it before");
        assert_eq!(name(&mut hana, "bob").await, 200);
        let seen: Value = app.acting("bob", "manager").await.json("set", json!({ "set": set })).await.json();
        assert_eq!(seen["head"]["transferred"], "10 April 2026");
        let then = newest_handover(&mut app.acting("alice", "manager").await).await;
        assert_eq!(then["head"]["next"], "Bob Tanaka");
        // A leaver's go to the successor in the same way.
        let bob = app.person("bob").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &bob), ("successor_no", "alice"), ("reason", "Gone.")]).await.status, 200);
        assert_eq!(app.acting("alice", "manager").await.json("set", json!({ "set": set })).await.status, 200);
        assert_eq!(midcycle(&app).await, 4, "zoe's twice, dan's and eve's");
        app.audit_verifies().await;
    }
}
