//! What HR configures (R30): every change audited with both values, made to what its page showed, and refused where it is in use.
use crate::support::{Answer, Client, TestApp, on_both};
use pa_assistant::{
    api::error::{AppError, UsedBy},
    domain::{fiscal_year::WindowRefusal, policy::Denial, validation::Problem},
};
use serde_json::{Value, json};

/// A form whose fields stand under `form`.
async fn send(client: &mut Client, function: &str, about: &[(&str, &str)], form: &[(&str, &str)]) -> Answer {
    let named: Vec<_> = form.iter().map(|(name, value)| (format!("form[{name}]"), *value)).collect();
    let fields: Vec<(&str, &str)> =
        about.iter().copied().chain(named.iter().map(|(name, value)| (name.as_str(), *value))).collect();
    client.form(function, &fields).await
}

fn problems(answer: &Answer) -> Vec<(String, Problem)> {
    match answer.error() {
        AppError::Invalid(violations) => violations.into_iter().map(|found| (found.field, found.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

async fn department(app: &TestApp, name: &str) -> String {
    app.number(&format!("SELECT id FROM departments WHERE name = '{name}'")).await.to_string()
}

/// The details of the newest audit entry about something.
async fn newest_entry(app: &TestApp, kind: &str, action: &str) -> Value {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        details: String,
    }
    let row: Option<Row> = pa_assistant::server::repo::sql::one(
        app.state.db.read(),
        "SELECT d.details FROM audit_entries e JOIN audit_details d ON d.seq = e.seq
         WHERE e.subject_kind = $1 AND e.action = $2 ORDER BY e.seq DESC LIMIT 1",
        vec![kind.into(), action.into()],
    )
    .await
    .expect("entries");
    serde_json::from_str(&row.expect("an entry").details).expect("details")
}

fn detail(name: &str, before: Option<&str>, after: Option<&str>) -> Value {
    let mut detail = json!({ "name": name });
    for (key, value) in [("before", before), ("after", after)] {
        if let Some(value) = value {
            detail[key] = value.into();
        }
    }
    detail
}

on_both! {
    async fn departments_are_added_renamed_and_given_heads(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let added = send(&mut hana, "create-department", &[], &[("name", "  Field   Service "), ("head", "bob"), ("reason", "New site.")]).await;
        assert_eq!(added.status, 200, "{}", added.text);
        let service = department(&app, "Field Service").await;
        assert_eq!(newest_entry(&app, "department", "create").await,
            json!([detail("name", None, Some("Field Service")), detail("head", None, Some("bob")), detail("reason", None, Some("New site."))]));

        let seen = [("seen_name", "Field Service"), ("seen_head", "bob")];
        let changed = send(&mut hana, "change-department", &[("department", &service)],
            &[&seen[..], &[("name", "Service"), ("head", "alice"), ("reason", "")]].concat()).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        assert_eq!(newest_entry(&app, "department", "change").await,
            json!([detail("name", Some("Field Service"), Some("Service")), detail("head", Some("bob"), Some("alice"))]));
        let before = app.audit_verifies().await;
        let same = send(&mut hana, "change-department", &[("department", &service)],
            &[("seen_name", "Service"), ("seen_head", "alice"), ("name", "Service"), ("head", "alice"), ("reason", "No change.")]).await;
        assert_eq!((same.status, app.audit_verifies().await), (200, before), "nothing changed, nothing is written");

        let view: Value = hana.json("configured-department", json!({ "department": service.parse::<i64>().expect("a number") })).await.json();
        assert_eq!((&view["department"]["head"]["name"], &view["department"]["people"]), (&json!("Alice Mori"), &json!(0)));
        let cleared = send(&mut hana, "change-department", &[("department", &service)],
            &[("seen_name", "Service"), ("seen_head", "alice"), ("name", "Service"), ("head", " ")]).await;
        assert_eq!(cleared.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM department_heads").await, 0);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_head_gains_no_authority(app: TestApp) {
        app.open_year().await;
        let (sales, set) = (department(&app, "Sales").await, app.set_of("dan").await);
        let mut hana = app.acting("hana", "hr_admin").await;
        send(&mut hana, "change-department", &[("department", &sales)],
            &[("seen_name", "Sales"), ("seen_head", ""), ("name", "Sales"), ("head", "alice")]).await;
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.json("set", json!({ "set": set })).await.status, 404, "dan is bob's");
        assert_eq!(alice.json("departments", json!({})).await.status, 403);
        let shown: Value = hana.json("departments", json!({})).await.json();
        let sales = shown["departments"].as_array().expect("rows").iter().find(|row| row["department"]["name"] == "Sales").cloned();
        assert_eq!(sales.expect("Sales")["head"], "Alice Mori");
        assert!(hana.page("/departments").await.text.contains("Head: Alice Mori"));
    }
}

on_both! {
    async fn names_are_checked_beside_their_fields(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let all = send(&mut hana, "create-department", &[], &[("name", " "), ("head", "nobody"), ("reason", "two\nlines")]).await;
        assert_eq!(problems(&all), [("name".into(), Problem::Missing), ("head".into(), Problem::Unknown), ("reason".into(), Problem::ControlCharacter)]);
        for taken in ["Sales", "sALES", "  Sales  "] {
            let again = send(&mut hana, "create-department", &[], &[("name", taken)]).await;
            assert_eq!(problems(&again), [("name".into(), Problem::Taken)], "{taken}");
        }
        let (fits, long) = ("é".repeat(200), "é".repeat(201));
        assert_eq!(send(&mut hana, "create-department", &[], &[("name", &fits)]).await.status, 200);
        assert_eq!(problems(&send(&mut hana, "create-department", &[], &[("name", &long)]).await), [("name".into(), Problem::TooLong { max: 200, is: 201 })]);
        app.run("UPDATE people SET status = 'left' WHERE employee_no = 'zoe'").await;
        let left = send(&mut hana, "create-department", &[], &[("name", "Nobody's"), ("head", "zoe")]).await;
        assert_eq!(problems(&left), [("head".into(), Problem::HasLeft)]);
        let reserved = send(&mut hana, "create-type", &[], &[("name", "unspecified")]).await;
        assert_eq!(problems(&reserved), [("name".into(), Problem::Reserved)]);
    }
}

on_both! {
    async fn hostile_names_are_text_wherever_they_stand(app: TestApp) {
        let hostile = "</td></title><script>alert(1)</script>\"'&amp; \u{202e}مرحبا 👩‍👧";
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(send(&mut hana, "create-department", &[], &[("name", hostile), ("reason", hostile)]).await.status, 200);
        assert_eq!(send(&mut hana, "create-type", &[], &[("name", hostile)]).await.status, 200);
        let kind = app.number("SELECT MAX(id) FROM employee_types").await;
        assert_eq!(send(&mut hana, "create-grade", &[("employee_type", &kind.to_string())], &[("name", hostile)]).await.status, 200);
        let (grade, place) = (app.number("SELECT MAX(id) FROM grades").await, app.number("SELECT MAX(id) FROM departments").await);
        for path in ["/configuration/departments", &format!("/configuration/departments/{place}"), "/configuration/types",
            &format!("/configuration/types/{kind}?grade={grade}")] {
            let page = hana.page(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text.contains("<script>alert") && page.text.contains("مرحبا"), "{path}");
        }
    }
}

on_both! {
    async fn nothing_is_removed_while_somebody_is_in_it(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let sales = department(&app, "Sales").await;
        let refused = hana.form("remove-department", &[("department", &sales), ("seen_name", "Sales"), ("reason", "Closed.")]).await;
        let people = vec!["Bob Tanaka".to_owned(), "Dan Employee".into(), "Eve Employee".into(), "Zoe Alone".into()];
        assert_eq!((refused.status, refused.error()), (409, AppError::InUse { people, count: 4, records: vec![] }));
        let page = hana.page(&format!("/configuration/departments/{sales}")).await;
        assert!(page.text.contains("Dan Employee") && !page.text.contains("Remove the department"), "the page says why");
        // Nobody is in it any more, but a goal is.
        app.run("UPDATE people SET department_id = NULL").await;
        app.open_year().await;
        app.run(&format!("INSERT INTO goals (fiscal_year_id, department_id, title, description) SELECT MAX(id), {sales}, 'Grow', '' FROM fiscal_years")).await;
        let refused = hana.form("remove-department", &[("department", &sales), ("seen_name", "Sales"), ("reason", "")]).await;
        assert_eq!(refused.error(), AppError::InUse { people: vec![], count: 0, records: vec![(UsedBy::Goals, "FY 2026".into())] });
        app.run("DELETE FROM goals").await;
        app.run(&format!("INSERT INTO department_heads (department_id, person_id) SELECT {sales}, id FROM people WHERE employee_no = 'bob'")).await;
        let removed = hana.form("remove-department", &[("department", &sales), ("seen_name", "Sales"), ("reason", "Closed.")]).await;
        assert_eq!(removed.status, 200, "{}", removed.text);
        assert_eq!(newest_entry(&app, "department", "remove").await,
            json!([detail("name", Some("Sales"), None), detail("head", Some("bob"), None), detail("reason", None, Some("Closed."))]));
        let twice = hana.form("remove-department", &[("department", &sales), ("seen_name", "Sales"), ("reason", "")]).await;
        assert_eq!(twice.status, 404);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn types_and_grades_are_kept_in_the_same_way(app: TestApp) {
        let year = app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(send(&mut hana, "create-type", &[], &[("name", "Apprentice"), ("reason", "First class.")]).await.status, 200);
        let kind = app.number("SELECT id FROM employee_types WHERE name = 'Apprentice'").await.to_string();
        let about = [("employee_type", kind.as_str())];
        assert_eq!(send(&mut hana, "create-grade", &about, &[("name", "A1")]).await.status, 200);
        assert_eq!(problems(&send(&mut hana, "create-grade", &about, &[("name", "a1")]).await), [("name".into(), Problem::Taken)]);
        assert_eq!(send(&mut hana, "create-grade", &[("employee_type", "999999")], &[("name", "A1")]).await.status, 404);
        let grade = app.number("SELECT MAX(id) FROM grades").await.to_string();
        let renamed = send(&mut hana, "change-grade", &[("grade", &grade)], &[("seen_name", "A1"), ("name", "A2"), ("reason", "One scale.")]).await;
        assert_eq!(renamed.status, 200, "{}", renamed.text);
        assert_eq!(newest_entry(&app, "grade", "change").await, json!([detail("name", Some("A1"), Some("A2")), detail("reason", None, Some("One scale."))]));
        assert_eq!(send(&mut hana, "change-type", &about, &[("seen_name", "Apprentice"), ("name", "Trainee")]).await.status, 200);

        // Used by a rank table, and by people.
        app.rank_tables(year).await;
        let refused = send(&mut hana, "remove-type", &about, &[("seen_name", "Trainee")]).await;
        assert_eq!(refused.error(), AppError::InUse { people: vec![], count: 0, records: vec![(UsedBy::RankTables, "FY 2026".into())] });
        let e3 = app.number("SELECT id FROM grades WHERE name = 'E3'").await.to_string();
        let refused = send(&mut hana, "remove-grade", &[("grade", &e3)], &[("seen_name", "E3")]).await;
        assert_eq!(refused.error(), AppError::InUse { people: vec!["Alice Mori".into()], count: 1, records: vec![] });
        app.run("DELETE FROM rank_tables").await;
        assert_eq!(send(&mut hana, "remove-type", &about, &[("seen_name", "Trainee"), ("reason", "Not yet.")]).await.status, 200);
        assert_eq!(newest_entry(&app, "employee_type", "remove").await,
            json!([detail("name", Some("Trainee"), None), detail("grade", Some("A2"), None), detail("reason", None, Some("Not yet."))]));
        assert_eq!(app.number("SELECT COUNT(*) FROM grades WHERE name = 'A2'").await, 0);

        // The placeholder keeps its name.
        app.import("employee_id,full_name,email,department\numa,Uma Unknown,uma@example.com,Sales\n").await;
        let unspecified = app.number("SELECT id FROM employee_types WHERE name = 'Unspecified'").await.to_string();
        let refused = send(&mut hana, "change-type", &[("employee_type", &unspecified)], &[("seen_name", "Unspecified"), ("name", "Other")]).await;
        assert_eq!(problems(&refused), [("name".into(), Problem::Reserved)]);
        let overview: Value = hana.json("configuration", json!({})).await.json();
        assert_eq!(overview["unspecified"], 1);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn what_somebody_else_changed_first_is_not_overwritten(app: TestApp) {
        let (mut hana, mut hal) = (app.acting("hana", "hr_admin").await, app.acting("hal", "hr_admin").await);
        let sales = department(&app, "Sales").await;
        let about = [("department", sales.as_str())];
        let (first, second) = ([("seen_name", "Sales"), ("seen_head", ""), ("name", "Sales East"), ("head", "bob")],
            [("seen_name", "Sales"), ("seen_head", ""), ("name", "Sales West"), ("head", "alice")]);
        let (one, other) = tokio::join!(send(&mut hana, "change-department", &about, &first), send(&mut hal, "change-department", &about, &second));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", one.text, other.text);
        let now = if one.status == 409 { ("Sales West, Alice Mori", one) } else { ("Sales East, Bob Tanaka", other) };
        assert_eq!(now.1.error(), AppError::ChangedMeanwhile { now: now.0.into() });
        let head_only = send(&mut hana, "change-department", &about, &[("seen_name", now.0.split(',').next().unwrap_or_default()), ("seen_head", "hana"), ("name", "X"), ("head", "")]).await;
        assert_eq!(head_only.status, 409, "its head is not what the page showed");
        let stale = hana.form("remove-department", &[("department", &sales), ("seen_name", "Sales"), ("reason", "")]).await;
        assert_eq!(stale.status, 409);
        // Two who add the same name at once: one is told.
        let (one, other) = tokio::join!(send(&mut hana, "create-type", &[], &[("name", "Temp")]), send(&mut hal, "create-type", &[], &[("name", "Temp")]));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
        let loser = if one.status == 422 { one } else { other };
        assert_eq!(problems(&loser), [("name".into(), Problem::Taken)]);
    }
}

on_both! {
    async fn a_form_without_scripts_says_what_is_wrong(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let refused = hana.plain_form("create-department", &[("form[name]", "Sales"), ("form[head]", ""), ("form[reason]", "")]).await;
        assert_eq!(refused.status, 302, "{}", refused.text);
        let back = refused.location.expect("led back");
        let query = back.split_once('?').expect("with the error").1;
        let page = hana.page(&format!("/configuration/departments?{query}")).await;
        assert!(page.text.contains("This is in use already."), "beside its field");
        let done = hana.plain_form("create-department", &[("form[name]", "Marketing"), ("form[head]", ""), ("form[reason]", "")]).await;
        assert_eq!(done.location.as_deref(), Some("/configuration/departments?done=created"));
        assert!(hana.page("/configuration/departments?done=created").await.text.contains("Marketing"));
    }
}

async fn late(app: &TestApp, of: &str) -> bool {
    let set = app.set_of(of).await;
    app.number(&format!("SELECT COUNT(*) FROM target_revisions WHERE set_id = {set} AND submitted_late")).await == 1
}

on_both! {
    async fn late_marks_follow_the_due_day(app: TestApp) {
        let year = app.open_year().await.to_string();
        let (anns, bens, cats) = (app.set_of("ann").await, app.set_of("ben").await, app.set_of("cat").await);
        app.run(&format!("UPDATE target_sets SET personal_due_on = '2026-04-30' WHERE id = {cats}")).await;
        app.sign_in("ann").await.submit_targets(anns, "in-time").await;
        app.hands.advance_seconds(52 * 86_400);
        // 1 June: ben is a day late by the phase, cat a month by her own window.
        app.sign_in("ben").await.submit_targets(bens, "day-late").await;
        app.sign_in("cat").await.submit_targets(cats, "month-late").await;
        assert_eq!((late(&app, "ann").await, late(&app, "ben").await, late(&app, "cat").await), (false, true, true));

        let mut hana = app.acting("hana", "hr_admin").await;
        let view: Value = hana.json("configured-year", json!({ "year": year.parse::<i64>().expect("a number") })).await.json();
        assert_eq!((&view["windows"][0]["due_on"], &view["windows"][0]["late"]), (&json!("2026-05-31"), &json!(1)));
        let to = |due: &'static str, seen: &'static str| [("year", year.clone()), ("phase", "target_setting".into()), ("due_on", due.into()), ("seen_due_on", seen.into()), ("reason", "Holidays.".into())];
        let past = to("2026-05-31", "2026-06-30");
        let past: Vec<(&str, &str)> = past.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("change-due-day", &past).await.error(), AppError::ChangedMeanwhile { now: "31 May 2026".into() });
        let gone = to("2026-05-30", "2026-05-31");
        let gone: Vec<(&str, &str)> = gone.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(problems(&hana.form("change-due-day", &gone).await), [("due_on".into(), Problem::BeforeStart)]);
        let moved = to("2026-06-01", "2026-05-31");
        let moved: Vec<(&str, &str)> = moved.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("change-due-day", &moved).await.status, 200);
        assert_eq!((late(&app, "ann").await, late(&app, "ben").await, late(&app, "cat").await), (false, false, true), "her own window measures cat");
        assert_eq!(newest_entry(&app, "fiscal_year", "change_due_day").await, json!([
            detail("phase", None, Some("target_setting")), detail("due_on", Some("2026-05-31"), Some("2026-06-01")),
            detail("late_marks_changed", None, Some("1")), detail("reason", None, Some("Holidays."))]));
        let mut ben = app.sign_in("ben").await;
        assert!(ben.page("/").await.text.contains("1 June 2026"), "the page's frame has the new day");
        let closed = [("year", year.as_str()), ("phase", "evaluation"), ("due_on", "2027-03-20"), ("seen_due_on", ""), ("reason", "")];
        assert_eq!(hana.form("change-due-day", &closed).await.error(), AppError::Calendar(WindowRefusal::NotOpen));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn self_evaluations_are_late_by_the_day_as_it_is_now(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await.to_string();
        let review = app.review_of("ann").await;
        assert_eq!(app.sign_in("ann").await.submit_self(review, "ann-submits", ["4", "4", "5"]).await.status, 200);
        let mut hana = app.acting("hana", "hr_admin").await;
        let about = [("year", year.as_str()), ("phase", "evaluation"), ("due_on", "2026-04-10"), ("seen_due_on", "2027-03-20"), ("reason", "")];
        assert_eq!(hana.form("change-due-day", &about).await.status, 200, "today is in time");
        let marked = app.number(&format!("SELECT COUNT(*) FROM reviews WHERE id = {review} AND self_late")).await;
        assert_eq!(marked, 0, "the due day itself is in time");
        app.run(&format!("UPDATE reviews SET self_submitted_at = self_submitted_at + 86400000000 WHERE id = {review}")).await;
        let later = [("year", year.as_str()), ("phase", "evaluation"), ("due_on", "2026-04-11"), ("seen_due_on", "2026-04-10"), ("reason", "")];
        assert_eq!(hana.form("change-due-day", &later).await.status, 200);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM reviews WHERE id = {review} AND self_late")).await, 0);
        let back = [("year", year.as_str()), ("phase", "evaluation"), ("due_on", "2026-04-10"), ("seen_due_on", "2026-04-11"), ("reason", "")];
        assert_eq!(hana.form("change-due-day", &back).await.status, 200);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM reviews WHERE id = {review} AND self_late")).await, 1);
    }
}

on_both! {
    async fn a_year_is_renamed_and_an_archived_one_stays(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await.to_string();
        let mut hana = app.acting("hana", "hr_admin").await;
        let about = [("year", year.as_str())];
        let seen = [("seen_name", "FY 2026"), ("seen_starts_on", "2026-04-01"), ("seen_ends_on", "2027-03-31")];
        let form = |name: &'static str, ends: &'static str| [("name", name), ("starts_on", "2026-04-01"), ("ends_on", ends), ("reason", "Long year.")];
        assert_eq!(problems(&send(&mut hana, "change-year", &about, &[&seen[..], &form(" ", "2026-01-01")].concat()).await),
            [("name".into(), Problem::Missing), ("ends_on".into(), Problem::BeforeStart)]);
        hana.form("create-year", &[("name", "FY 2027"), ("starts_on", "2027-04-01"), ("ends_on", "2028-03-31")]).await;
        assert_eq!(problems(&send(&mut hana, "change-year", &about, &[&seen[..], &form("fy 2027", "2027-03-31")].concat()).await), [("name".into(), Problem::Taken)]);
        assert_eq!(send(&mut hana, "change-year", &about, &[&seen[..], &form("FY26", "2027-04-30")].concat()).await.status, 200);
        assert_eq!(newest_entry(&app, "fiscal_year", "change").await, json!([
            detail("name", Some("FY 2026"), Some("FY26")), detail("ends_on", Some("2027-03-31"), Some("2027-04-30")), detail("reason", None, Some("Long year."))]));
        assert_eq!(send(&mut hana, "change-year", &about, &[&seen[..], &form("FY 2026", "2027-03-31")].concat()).await.status, 409, "made from an older page");
        assert!(hana.page("/years").await.text.contains("FY26"));

        let close = [("year", year.as_str()), ("reason", "Over."), ("confirm", "FY26"), ("anyway", "1")];
        assert_eq!(hana.form("close-year", &close).await.status, 200);
        app.until("SELECT COUNT(*) FROM year_closings WHERE finished_at IS NOT NULL", 1).await;
        let again = [("seen_name", "FY26"), ("seen_starts_on", "2026-04-01"), ("seen_ends_on", "2027-04-30")];
        let refused = send(&mut hana, "change-year", &about, &[&again[..], &form("FY 2026", "2027-03-31")].concat()).await;
        assert_eq!(refused.error(), AppError::Calendar(WindowRefusal::Archived));
        let kind = app.number("SELECT MIN(id) FROM employee_types").await.to_string();
        let mut table = vec![("form[year]".to_owned(), year.clone()), ("form[employee_type]".into(), kind), ("form[grade]".into(), String::new()), ("form[reason]".into(), String::new())];
        for (n, (label, from, to)) in [("C", "0.75", "3.25"), ("A", "3.25", "6.25")].into_iter().enumerate() {
            for (name, value) in [("label", label), ("min", from), ("max", to)] {
                table.push((format!("form[bands][{n}][{name}]"), value.into()));
            }
        }
        let table: Vec<(&str, &str)> = table.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let refused = hana.form("save-rank-table", &table).await;
        assert_eq!(refused.error(), AppError::Calendar(WindowRefusal::Archived), "{}", refused.text);
        let set = app.set_of("ann").await;
        let reopened = hana.form("move-set", &[("set", &set.to_string()), ("action", "open_for_person"), ("seen", "target_setting_complete"),
            ("comment", "Once more."), ("due_on", "2026-05-30")]).await;
        assert_eq!(reopened.error(), AppError::Denied(Denial::Archived));
        assert_eq!(hana.form("name-reviewer", &[("set", &set.to_string()), ("employee_no", "bob")]).await.error(), AppError::Denied(Denial::Archived));
        assert!(hana.page(&format!("/sets/{set}")).await.text.contains("Archived FY26"));
        assert!(hana.page(&format!("/years/{year}")).await.text.contains("This year is archived"));
    }
}
