//! HR changes people: records, leavers, roles, and what is left of somebody who is anonymised (R1a, R4-R6).
use crate::support::{Answer, Client, TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{policy::Denial, validation::Problem},
};
use serde_json::{Value, json};

on_both! {
    async fn an_employee_id_tells_whose_it_is(app: TestApp) {
        let mut hr = app.acting("hana", "hr_admin").await;
        let ann: Value = hr.json("look-up-person", json!({ "employee_no": " ann " })).await.json();
        assert_eq!((ann["name"].as_str(), ann["grade"].as_str(), ann["department"].as_str(), ann["manager"].as_str()),
            (Some("Ann Employee"), Some("E1"), Some("Engineering"), Some("Alice Mori")));
        for nobody in ["", "no such id", "ann' OR '1'='1"] {
            let found: Value = hr.json("look-up-person", json!({ "employee_no": nobody })).await.json();
            assert_eq!(found, Value::Null, "{nobody}");
        }
    }
}

/// Whom the directory shows for these words, by employee id, and how many it says there are.
async fn searched(client: &mut Client, words: &str, page: u64) -> (Vec<String>, u64) {
    let query = json!({ "q": words, "department": null, "status": "", "sort": "", "page": page });
    let found: Value = client.json("directory", json!({ "query": query })).await.json();
    let rows = found["rows"].as_array().expect("rows").iter();
    (
        rows.map(|row| row["person"]["employee_no"].as_str().unwrap_or_default().to_owned()).collect(),
        found["total"].as_u64().unwrap_or_default(),
    )
}

on_both! {
    async fn the_search_finds_what_was_changed_a_moment_ago(app: TestApp) {
        let mut hr = app.acting("hana", "hr_admin").await;
        assert_eq!(searched(&mut hr, " aNN employ", 1).await, (vec!["ann".to_owned()], 1));
        let ann = app.id("ann").await;
        assert_eq!(edit(&mut hr, ann, &[("full_name", "Änne Zöllner")]).await.status, 200);
        assert_eq!(searched(&mut hr, "ÄNNE", 1).await, (vec!["ann".to_owned()], 1));
        assert_eq!(searched(&mut hr, "ann employ", 1).await.1, 0);
        for nobody in ["%", "_nn", "' OR '1'='1", "\\"] {
            assert_eq!(searched(&mut hr, nobody, 1).await, (Vec::new(), 0), "{nobody}");
        }
        let many: String = (0..2_100).map(|n| format!("crowd{n:04},Crowd {n:04},crowd{n}@example.com,Crowd\n")).collect();
        app.import(&format!("employee_id,name,email,department\n{many}")).await;
        let (rows, total) = searched(&mut hr, "crowd", 2).await;
        assert_eq!((rows.first().map(String::as_str), rows.len(), total), (Some("crowd0050"), 50, 2_100));
        assert_eq!(searched(&mut hr, "crowd 20", 2).await, ((50..100).map(|n| format!("crowd20{n}")).collect(), 100));
    }
}

/// The form of a record as its page shows it, with some fields changed.
async fn form_of(client: &mut Client, person: Option<i64>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let page: Value = client.json("record", json!({ "person": person })).await.json();
    let mut form: Vec<(String, String)> = page["form"]
        .as_object()
        .expect("a form")
        .iter()
        .map(|(field, value)| (field.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    for (field, value) in changes {
        form.iter_mut().find(|(known, _)| known == field).unwrap_or_else(|| panic!("no field {field}")).1 = (*value).to_owned();
    }
    let mut fields: Vec<(String, String)> = form.into_iter().map(|(field, value)| (format!("form[{field}]"), value)).collect();
    fields.extend(person.map(|person| ("person".to_owned(), person.to_string())));
    fields
}

async fn send(client: &mut Client, function: &str, fields: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.form(function, &pairs).await
}

async fn edit(client: &mut Client, person: i64, changes: &[(&str, &str)]) -> Answer {
    let form = form_of(client, Some(person), changes).await;
    send(client, "edit-person", &form).await
}

fn problems(answer: Answer) -> Vec<(String, Problem)> {
    match answer.error() {
        AppError::Invalid(violations) => violations.into_iter().map(|found| (found.field, found.problem)).collect(),
        other => panic!("not about fields: {other:?}"),
    }
}

impl TestApp {
    async fn id(&self, employee_no: &str) -> i64 {
        self.person(employee_no).await.0
    }

    async fn department(&self, name: &str) -> String {
        self.number(&format!("SELECT id FROM departments WHERE name = '{name}'")).await.to_string()
    }
}

/// Details of the newest entry of this action, as name, before and after.
async fn newest_details(app: &TestApp, action: &str) -> String {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        details: String,
    }
    let statement = format!(
        "SELECT d.details FROM audit_entries e JOIN audit_details d ON d.seq = e.seq WHERE e.action = '{action}' ORDER BY e.seq DESC LIMIT 1"
    );
    let row: Option<Row> =
        pa_assistant::server::repo::sql::one(app.state.db.read(), &statement, vec![]).await.expect("the audit table");
    row.map(|row| row.details).unwrap_or_default()
}

on_both! {
    async fn a_person_is_created_gets_a_draft_and_every_mistake_is_said_at_once(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let bare = form_of(&mut hana, None, &[]).await;
        let refused = problems(send(&mut hana, "create-person", &bare).await);
        let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["employee_no", "full_name", "email", "department"]);

        let sales = app.department("Sales").await;
        let wrong = form_of(&mut hana, None, &[("employee_no", "ANN"), ("full_name", &"x".repeat(201)), ("email", "Ann@Example.com"),
            ("department", "999999"), ("grade", "1.999"), ("manager_no", "nobody"), ("joined_on", "31.5.2026"), ("status", "left")]).await;
        let refused = problems(send(&mut hana, "create-person", &wrong).await);
        let expected = [("employee_no", Problem::Taken), ("full_name", Problem::TooLong { max: 200, is: 201 }), ("email", Problem::Taken),
            ("department", Problem::Unknown), ("grade", Problem::Unknown), ("manager_no", Problem::Unknown), ("status", Problem::Unknown),
            ("joined_on", Problem::NotADate)];
        assert_eq!(refused, expected.map(|(field, problem)| (field.to_owned(), problem)));

        let fine = form_of(&mut hana, None, &[("employee_no", "new"), ("full_name", "Nora New"), ("email", "nora@example.com"),
            ("department", &sales), ("manager_no", "bob"), ("joined_on", "2026-04-01"), ("job_title", "Seller")]).await;
        let created = send(&mut hana, "create-person", &fine).await;
        assert_eq!(created.status, 200, "{}", created.text);
        assert_eq!(app.state_of("new").await, "draft", "who joins while targets are set gets a draft (R12a)");
        let again = problems(send(&mut hana, "create-person", &fine).await);
        assert_eq!(again, [("employee_no".to_owned(), Problem::Taken), ("email".to_owned(), Problem::Taken)]);
        assert!(newest_details(&app, "create_person").await.contains("Nora New"));
        let nora = app.id("new").await;
        let page: Value = hana.json("person", json!({ "id": nora })).await.json();
        assert_eq!((page["person"]["manager"]["name"].as_str(), page["person"]["job_title"].as_str()), (Some("Bob Tanaka"), Some("Seller")));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn an_edit_is_audited_with_before_and_after(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let ann = app.id("ann").await;
        let saved = edit(&mut hana, ann, &[("full_name", "Ann Marie Employee"), ("status", "on_leave"), ("employee_no", "ann2")]).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let details = newest_details(&app, "edit_person").await;
        for part in ["\"Ann Employee\"", "\"Ann Marie Employee\"", "\"on_leave\"", "\"ann2\""] {
            assert!(details.contains(part), "{part} is not in {details}");
        }
        assert!(!details.contains("email"), "what did not change is not said: {details}");
        // Saving what is there already is no change, and leaves no entry.
        let before = app.audit_verifies().await;
        assert_eq!(edit(&mut hana, ann, &[]).await.status, 200);
        assert_eq!(app.audit_verifies().await, before);
        // The directory finds the new name, and the new id signs in.
        assert!(hana.page("/people?q=marie").await.text.contains("ann2"));
        assert_eq!(app.stranger().form("sign-in", &[("login", "ann2"), ("password", crate::support::app::PASSWORD)]).await.status, 200);
    }
}

on_both! {
    async fn a_loop_of_managers_is_refused_with_its_chain(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let (alice, ann) = (app.id("alice").await, app.id("ann").await);
        let refused = edit(&mut hana, alice, &[("manager_no", "ann")]).await;
        assert_eq!(refused.status, 422);
        let chain = match refused.error() {
            AppError::ManagerLoop { chain } => chain,
            other => panic!("{other:?}"),
        };
        assert_eq!((chain.len(), chain.first() == chain.last()), (3, true), "{chain:?}");
        assert!(chain.contains(&"Alice Mori (alice)".to_owned()) && chain.contains(&"Ann Employee (ann)".to_owned()));
        let themself = edit(&mut hana, ann, &[("manager_no", "ann")]).await.error();
        assert_eq!(themself, AppError::ManagerLoop { chain: vec!["Ann Employee (ann)".into(), "Ann Employee (ann)".into()] });
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM people WHERE id = {ann} AND manager_id = {alice}")).await, 1);
        // Two halves of a loop at the same time: one of them is refused.
        let (ben, cat) = (app.id("ben").await, app.id("cat").await);
        let mut hal = app.acting("hal", "hr_admin").await;
        let (first, second) = tokio::join!(edit(&mut hana, ben, &[("manager_no", "cat")]), edit(&mut hal, cat, &[("manager_no", "ben")]));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422], "{} / {}", first.text, second.text);
    }
}

on_both! {
    async fn what_somebody_else_changed_meanwhile_is_not_overwritten(app: TestApp) {
        let (mut hana, mut hal) = (app.acting("hana", "hr_admin").await, app.acting("hal", "hr_admin").await);
        let ann = app.id("ann").await;
        let old = form_of(&mut hana, Some(ann), &[("job_title", "Engineer of the first hour")]).await;
        assert_eq!(edit(&mut hal, ann, &[("job_title", "Lead"), ("email", "ann.e@example.com")]).await.status, 200);
        let pairs: Vec<(&str, &str)> = old.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = hana.form("edit-person", &pairs).await;
        assert_eq!((refused.status, refused.error()), (409, AppError::RecordChanged));
        // Without scripts the page shows both: what was typed in the fields, what is stored beside them.
        assert_eq!(hana.plain_form("edit-person", &pairs).await.status, 302);
        let page = hana.page(&format!("/people/{ann}/edit")).await.text;
        assert!(page.contains("Engineer of the first hour") && page.contains("Stored now: Lead"), "{page}");
        assert!(page.contains("Stored now: ann.e@example.com"), "the field that was not touched is told too");
        assert!(!page.contains("Stored now: Ann Employee"), "what is the same is not told");
        // Saving once more puts the text in its place, knowingly.
        assert_eq!(edit(&mut hana, ann, &[("job_title", "Engineer of the first hour")]).await.status, 200);
        let page: Value = hana.json("person", json!({ "id": ann })).await.json();
        assert_eq!((page["person"]["job_title"].as_str(), page["person"]["email"].as_str()),
            (Some("Engineer of the first hour"), Some("ann.e@example.com")));
    }
}

on_both! {
    async fn nobody_changes_their_own_record(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let own = app.id("hana").await;
        assert_eq!(hana.json("record", json!({ "person": own })).await.error(), AppError::Denied(Denial::OwnRecord));
        let id = own.to_string();
        for (function, fields) in [
            ("edit-person", vec![("person", id.as_str()), ("form[full_name]", "Me")]),
            ("deactivate-person", vec![("person", &id), ("successor_no", "hal"), ("reason", "")]),
            ("ask-for-role", vec![("person", &id), ("change", "grant.board_member"), ("reason", "I would like to.")]),
        ] {
            assert_eq!(hana.form(function, &fields).await.error(), AppError::Denied(Denial::OwnRecord), "{function}");
        }
    }
}

on_both! {
    async fn a_leaver_is_out_at_once_and_their_reports_go_to_the_successor(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut alice = app.acting("alice", "manager").await;
        let other = app.replica().await;
        let mut alice_elsewhere = alice.at(&other);
        let id = app.id("alice").await.to_string();
        let missing = problems(hana.form("deactivate-person", &[("person", &id), ("reason", "")]).await);
        assert_eq!(missing, [("successor_no".to_owned(), Problem::Missing)]);
        for nobody in ["nobody", "alice"] {
            let unknown = problems(hana.form("deactivate-person", &[("person", &id), ("successor_no", nobody), ("reason", "")]).await);
            assert_eq!(unknown, [("successor_no".to_owned(), Problem::Unknown)], "{nobody}");
        }
        assert_eq!(alice.json("team", json!({})).await.status, 200, "nothing happened so far");

        // Ben takes over: his colleagues report to him, he to Alice's manager.
        let done = hana.form("deactivate-person", &[("person", &id), ("successor_no", "ben"), ("reason", "Moves abroad.")]).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(alice.json("team", json!({})).await.status, 401, "signed out");
        assert_eq!(alice_elsewhere.json("team", json!({})).await.status, 401, "on every replica");
        let back = app.stranger().form("sign-in", &[("login", "alice"), ("password", crate::support::app::PASSWORD)]).await;
        assert_eq!(back.error(), AppError::WrongCredentials);
        let (ben, dora) = (app.id("ben").await, app.id("dora").await);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM people WHERE manager_id = {ben} AND employee_no IN ('ann', 'cat')")).await, 2);
        assert_eq!(app.number(&format!("SELECT manager_id FROM people WHERE id = {ben}")).await, dora);
        let set = app.set_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_targets(set, "after-alice").await.status, 200);
        let mut ben = app.acting("ben", "manager").await;
        assert_eq!(ben.move_set(set, "approve", "submitted_to_manager", "").await.status, 200, "the successor goes on");
        let twice = hana.form("deactivate-person", &[("person", &id), ("successor_no", "ben"), ("reason", "")]).await;
        assert_eq!(twice.error(), AppError::Denied(Denial::HasLeft));

        // A rejoiner keeps the history, and needs an invitation: the old password is forgotten.
        assert_eq!(hana.form("reactivate-person", &[("person", &id), ("reason", "")]).await.status, 200);
        let old = app.stranger().form("sign-in", &[("login", "alice"), ("password", crate::support::app::PASSWORD)]).await;
        assert_eq!(old.error(), AppError::WrongCredentials);
        assert_eq!(hana.json("invite", json!({ "person": app.person("alice").await })).await.status, 200);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM target_sets WHERE person_id = {id}")).await, 1);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_successor_from_below_is_refused_with_the_chain(app: TestApp) {
        app.import("employee_id,full_name,email,department,manager_employee_id\nkim,Kim Below,kim@example.com,Engineering,ann\n").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let alice = app.id("alice").await.to_string();
        let refused = hana.form("deactivate-person", &[("person", &alice), ("successor_no", "kim"), ("reason", "")]).await.error();
        assert!(matches!(refused, AppError::ManagerLoop { ref chain } if chain.len() == 3), "{refused:?}");
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM people WHERE id = {alice} AND status = 'active'")).await, 1, "nothing was done");
    }
}

on_both! {
    async fn a_role_takes_two_and_its_owner_is_told(app: TestApp) {
        let (mut hana, mut hal) = (app.acting("hana", "hr_admin").await, app.acting("hal", "hr_admin").await);
        let mut dora = app.acting("dora", "general_director").await;
        let ann = app.id("ann").await;
        let id = ann.to_string();
        let ask = |change: &'static str| [("person", id.clone()), ("change", change.to_owned()), ("reason", "She takes over.".to_owned())];
        let pairs = |fields: &[(&'static str, String); 3]| fields.clone();
        let asked = pairs(&ask("grant.hr_admin"));
        let asked: Vec<(&str, &str)> = asked.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("ask-for-role", &asked).await.status, 200);
        assert_eq!(problems(hal.form("ask-for-role", &asked).await), [("role".to_owned(), Problem::Taken)], "once is enough");
        let request = app.number("SELECT MAX(id) FROM role_requests").await.to_string();
        let settle = |verdict: &'static str| [("request", request.clone()), ("verdict", verdict.to_owned())];
        let confirm = settle("confirm");
        let confirm: Vec<(&str, &str)> = confirm.iter().map(|(n, v)| (*n, v.as_str())).collect();

        assert_eq!(hana.form("settle-role", &confirm).await.error(), AppError::Denied(Denial::NeedsAnother));
        for login in ["ann", "alice"] {
            assert_eq!(app.sign_in(login).await.form("settle-role", &confirm).await.status, 403, "{login}");
        }
        assert_eq!(app.acting("pat", "board_member").await.form("settle-role", &confirm).await.status, 403);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM role_grants WHERE person_id = {ann}")).await, 0);
        // It waits on Home for those who can settle it, and for nobody else.
        for client in [&mut hal, &mut dora] {
            let home: Value = client.json("home", json!({})).await.json();
            assert!(home["todos"].to_string().contains("ConfirmRole"), "{home}");
        }
        let home: Value = hana.json("home", json!({})).await.json();
        assert!(!home["todos"].to_string().contains("ConfirmRole"), "whoever asked does not settle it: {home}");
        assert!(dora.page("/roles").await.text.contains("Ann Employee"));

        assert_eq!(dora.form("settle-role", &confirm).await.status, 200);
        assert_eq!(hal.form("settle-role", &confirm).await.error(), AppError::Denied(Denial::Settled));
        let mut ann_client = app.acting("ann", "hr_admin").await;
        assert_eq!(ann_client.json("directory", json!({ "query": {} })).await.status, 200, "it counts at once");
        let told: Value = app.sign_in("ann").await.json("home", json!({})).await.json();
        assert!(told["notices"].to_string().contains("grant_hr_admin"), "{told}");

        // Taking it works the same way, and with the role goes the session's right to it.
        let taking = pairs(&ask("take.hr_admin"));
        let taking: Vec<(&str, &str)> = taking.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("ask-for-role", &taking).await.status, 200);
        let request = app.number("SELECT MAX(id) FROM role_requests").await.to_string();
        assert_eq!(ann_client.form("settle-role", &[("request", &request), ("verdict", "decline")]).await.error(),
            AppError::Denied(Denial::OwnRecord));
        assert_eq!(hana.form("deactivate-person", &[("person", &id), ("reason", "")]).await.error(), AppError::Denied(Denial::HoldsRole));
        assert_eq!(hal.form("settle-role", &[("request", &request), ("verdict", "confirm")]).await.status, 200);
        assert_ne!(ann_client.json("directory", json!({ "query": {} })).await.status, 200, "within the same second");

        // Declined and withdrawn ones change nothing.
        for (asker_withdraws, verdict) in [(true, "withdraw"), (false, "decline")] {
            assert_eq!(hana.form("ask-for-role", &asked).await.status, 200);
            let request = app.number("SELECT MAX(id) FROM role_requests").await.to_string();
            let client = if asker_withdraws { &mut hana } else { &mut hal };
            assert_eq!(client.form("settle-role", &[("request", &request), ("verdict", verdict)]).await.status, 200);
            assert_eq!(app.number(&format!("SELECT COUNT(*) FROM role_grants WHERE person_id = {ann}")).await, 0);
        }
        let silly = hana.form("ask-for-role", &[("person", &id), ("change", "grant.manager"), ("reason", "x")]).await;
        assert_eq!(problems(silly), [("change".to_owned(), Problem::Unknown)]);
        let silent = hana.form("ask-for-role", &[("person", &id), ("change", "grant.hr_admin"), ("reason", " ")]).await;
        assert_eq!(problems(silent), [("reason".to_owned(), Problem::Missing)]);
        assert_eq!(hana.form("ask-for-role", &taking).await.error(), AppError::NothingToDo, "she does not hold it");
        app.audit_verifies().await;
    }
}

/// A word that stands in every text by and about somebody.
const CANARY: &str = "xylograph";

/// Every column of text in the database that still holds the word.
async fn where_it_stands(app: &TestApp, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, columns) in [
        ("people", "employee_no || full_name || email || email_folded || job_title || search"),
        ("target_revisions", "draft || role_text || goal_text"),
        ("targets", "task || kpi"),
        ("draft_versions", "content"),
        ("set_events", "comment"),
        ("target_sets", "COALESCE(exempt_reason, '')"),
        (
            "reviews",
            "self_draft || manager_draft || job_description || career_path || summary || COALESCE(adjust_reason, '')
            || COALESCE(feedback_note, '') || COALESCE(remark, '') || COALESCE(objection, '') || COALESCE(answer, '')",
        ),
        ("review_items", "self_result || comment || COALESCE(changed_task, '') || COALESCE(changed_kpi, '')"),
        ("review_versions", "content"),
        ("review_events", "comment"),
        ("role_requests", "reason"),
        ("transfers", "reason"),
        ("imports", "content"),
        ("audit_details", "details"),
        ("year_closings", "leftovers"),
        ("sessions", "data"),
    ] {
        let count = app.number(&format!("SELECT COUNT(*) FROM {table} WHERE LOWER({columns}) LIKE '%{word}%'")).await;
        if count > 0 {
            found.push(format!("{table}: {count}"));
        }
    }
    found
}

/// Puts the word into every other text that a year can leave about somebody.
async fn plant(app: &TestApp, review: i64, person: i64) {
    let of_set = format!("set_id = (SELECT set_id FROM reviews WHERE id = {review})");
    for statement in [
        format!("UPDATE reviews SET self_draft = '{{}}', job_description = '{CANARY}', career_path = '{CANARY}', adjust_reason = '{CANARY}',
            feedback_note = '{CANARY}', remark = '{CANARY}', objection = '{CANARY}', answer = '{CANARY}' WHERE id = {review}"),
        format!("UPDATE review_items SET self_result = '{CANARY}', changed_task = '{CANARY}', changed_kpi = '{CANARY}' WHERE review_id = {review}"),
        format!("UPDATE review_events SET comment = '{CANARY}' WHERE review_id = {review}"),
        format!("UPDATE set_events SET comment = '{CANARY}' WHERE {of_set}"),
        format!("UPDATE target_sets SET exempt_reason = '{CANARY}' WHERE person_id = {person}"),
        format!("UPDATE target_revisions SET role_text = '{CANARY}', goal_text = '{CANARY}' WHERE {of_set}"),
        format!("UPDATE targets SET task = '{CANARY}', kpi = '{CANARY}' WHERE revision_id = (SELECT revision_id FROM reviews WHERE id = {review})"),
        format!("UPDATE draft_versions SET content = '{CANARY}' WHERE revision_id = (SELECT revision_id FROM reviews WHERE id = {review})"),
        format!("INSERT INTO role_requests (person_id, role, wanted, reason, asked_by, asked_at, decided_by, decided_at, outcome)
            VALUES ({person}, 'hr_admin', TRUE, '{CANARY}', {person}, 1, {person}, 2, 'declined')"),
        format!("INSERT INTO transfers (person_id, moves_manager, moves_department, effective_on, reason, state, planned_at)
            VALUES ({person}, FALSE, FALSE, '2026-04-01', '{CANARY}', 'done', 1)"),
        format!("INSERT INTO imports (file_name, content, created_at) VALUES ('x.csv', 'employee_id,email\nann,ANN@{CANARY}.example\n', 1)"),
        format!("INSERT INTO year_closings (fiscal_year_id, reason, leftovers, total, started_at, started_by)
            SELECT id, '', '[[{review},\"{CANARY}\"]]', 1, 1, {person} FROM fiscal_years"),
    ] {
        app.run(&statement).await;
    }
}

on_both! {
    async fn somebody_anonymised_leaves_numbers_and_nothing_else(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben"]).await;
        app.rank_tables(year).await;
        let review = app.review_of("ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let ann_id = app.id("ann").await;
        let id = ann_id.to_string();
        assert_eq!(edit(&mut hana, ann_id, &[("full_name", "Ann Xylograph"), ("email", "ann@xylograph.example"), ("job_title", CANARY)]).await.status, 200);
        let mut ann = app.sign_in("ann").await;
        let text = [("result-r1", CANARY), ("job-description", CANARY), ("career-path", CANARY)];
        assert_eq!(ann.evaluate("self-evaluation-form", review, "canary-draft", "save", &text).await.status, 200);
        assert_eq!(ann.submit_self(review, "canary-self", ["4", "4", "4"]).await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "hand_back", "self_eval_submitted", CANARY).await.status, 200);
        assert_eq!(ann.submit_self(review, "canary-again", ["4", "4", "4"]).await.status, 200);
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        assert_eq!(alice.complete_evaluation(review, "canary-evaluation", ["5", "5", "5"], CANARY).await.status, 200);
        let score = app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await;
        plant(&app, review, ann_id).await;
        assert_eq!(where_it_stands(&app, CANARY).await.len(), 15, "the word is everywhere: {:?}", where_it_stands(&app, CANARY).await);

        // Only who has left, and only with the id typed.
        let early = hana.form("anonymise-person", &[("person", &id), ("confirm", "ann")]).await;
        assert_eq!(early.error(), AppError::Denied(Denial::StillEmployed));
        assert_eq!(hana.form("deactivate-person", &[("person", &id), ("reason", CANARY)]).await.status, 200);
        let page = hana.page(&format!("/people/{id}/leaving")).await.text;
        assert!(page.contains("This goes") && page.contains("This stays") && page.contains("Type the employee id ann to confirm"));
        for wrong in ["", "Ann", "ann xylograph"] {
            assert_eq!(hana.form("anonymise-person", &[("person", &id), ("confirm", wrong)]).await.error(), AppError::NotConfirmed, "{wrong}");
        }
        assert_eq!(alice.form("anonymise-person", &[("person", &id), ("confirm", "ann")]).await.status, 403);
        let before = app.audit_verifies().await;
        let done = hana.form("anonymise-person", &[("person", &id), ("confirm", "ann")]).await;
        assert_eq!(done.status, 200, "{}", done.text);

        assert_eq!(where_it_stands(&app, CANARY).await, Vec::<String>::new());
        assert_eq!(where_it_stands(&app, "ann@").await, Vec::<String>::new());
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, score, "numbers stay");
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM review_items WHERE review_id = {review} AND rating = 5")).await, 3);
        assert_eq!(app.audit_verifies().await, before + 2, "the chain is whole, and says what was removed");
        // Pages about it still open, with nothing in them.
        for path in [format!("/people/{id}"), format!("/people/{id}/leaving"), format!("/reviews/{review}"), format!("/sets/{}",
            app.number(&format!("SELECT set_id FROM reviews WHERE id = {review}")).await)] {
            let page = hana.page(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text.to_lowercase().contains(CANARY), "{path}");
        }
        let again = hana.form("anonymise-person", &[("person", &id), ("confirm", "ann")]).await;
        assert_eq!(again.error(), AppError::Denied(Denial::Anonymised));
        assert_eq!(hana.form("reactivate-person", &[("person", &id), ("reason", "")]).await.error(), AppError::Denied(Denial::Anonymised));

        // One detail more than was logged is still found.
        app.run("DELETE FROM audit_details WHERE seq = 1").await;
        let broken = pa_assistant::server::repo::audit::verify(&app.state.db).await.expect("readable");
        assert_eq!(broken, Err(pa_assistant::domain::audit::Broken::Details { seq: 1 }));
    }
}
