//! Correcting archived reviews (R41): texts at once, ratings after somebody else confirmed, nothing silently.
use crate::support::{Answer, Client, TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{policy::Denial, validation::Problem},
};
use serde_json::{Value, json};

/// Ann's review, evaluated with 3, 4 and 2 and archived; answers its id.
async fn archived(app: &TestApp, of: &str) -> i64 {
    let year = app.open_evaluation(&[of]).await;
    app.rank_tables(year).await;
    let review = app.review_of(of).await;
    assert_eq!(app.sign_in(of).await.submit_self(review, "own-half", ["4", "4", "5"]).await.status, 200);
    let manager = if of == "ann" { "alice" } else { "dora" };
    let mut manager = app.acting(manager, "manager").await;
    assert_eq!(manager.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
    let done = manager.complete_evaluation(review, "their-half", ["3", "4", "2"], "She did wel.").await;
    assert_eq!(done.status, 200, "{}", done.text);
    app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id = {review}")).await;
    let mut hana = app.acting("hana", "hr_admin").await;
    let close = [("year", year.to_string()), ("reason", "Over.".into()), ("confirm", "FY 2026".into()), ("anyway", "1".into())];
    let close: Vec<(&str, &str)> = close.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(hana.form("close-year", &close).await.status, 200);
    app.until("SELECT COUNT(*) FROM year_closings WHERE finished_at IS NOT NULL", 1).await;
    assert_eq!(app.review_state(of).await, "archived");
    review
}

async fn correct(client: &mut Client, review: i64, field: &str, value: &str, reason: &str, seen: i64) -> Answer {
    let fields = [
        ("review", review.to_string()),
        ("form[field]", field.into()),
        ("form[value]", value.into()),
        ("form[reason]", reason.into()),
        ("form[seen]", seen.to_string()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.form("correct-review", &fields).await
}

async fn decide(client: &mut Client, correction: i64, decision: &str, note: &str, seen: i64) -> Answer {
    let fields = [
        ("correction", correction.to_string()),
        ("decision", decision.into()),
        ("note", note.into()),
        ("seen", seen.to_string()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.form("decide-correction", &fields).await
}

async fn newest(app: &TestApp) -> i64 {
    app.number("SELECT MAX(id) FROM review_corrections").await
}

async fn view(client: &mut Client, review: i64) -> Value {
    client.json("review", json!({ "review": review })).await.json()
}

fn todos(home: &Value) -> Vec<&Value> {
    home["todos"].as_array().expect("todos").iter().filter(|todo| todo["kind"].get("ConfirmCorrection").is_some()).collect()
}

on_both! {
    async fn a_text_is_corrected_at_once_and_both_can_be_read(app: TestApp) {
        let review = archived(&app, "ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let done = correct(&mut hana, review, "comment-r2", "She did <b>well</b>.", "A typo & more", 0).await;
        assert_eq!(done.status, 200, "{}", done.text);
        for (login, role) in [("ann", "employee"), ("alice", "manager"), ("hana", "hr_admin"), ("pat", "board_member"), ("dora", "general_director")] {
            let mut reader = app.acting(login, role).await;
            let seen: Value = match role {
                "employee" => reader.json("my-review", json!({})).await.json::<Value>()["review"].clone(),
                _ => view(&mut reader, review).await,
            };
            assert_eq!(seen["manager_part"]["content"]["items"][1]["comment"], "She did <b>well</b>.", "{login}");
            let correction = &seen["corrections"][0];
            assert_eq!((&correction["old"], &correction["new"], &correction["reason"]),
                (&json!("She did wel."), &json!("She did <b>well</b>."), &json!("A typo & more")), "{login}");
            assert_eq!((&correction["by"], &correction["target"], &correction["state"]), (&json!("Hana Hr"), &json!(2), &json!("Applied")));
            let page = reader.page(if role == "employee" { "/review" } else { "/reviews/1" }).await.text;
            assert!(page.contains("What was corrected") && page.contains("Archived FY 2026") && !page.contains("<b>well"), "{login}");
        }
        // What was handed over is kept as it was, and a text moves no score.
        assert_eq!(app.number("SELECT COUNT(*) FROM review_versions WHERE kind = 'submitted' AND content LIKE '%She did wel.%'").await, 1);
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, 31_000);
        assert!(app.number(&format!("SELECT COUNT(*) FROM notices WHERE kind = 'correct' AND person_id = {}", app.person("ann").await)).await == 1);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_rating_waits_until_somebody_else_confirms_it(app: TestApp) {
        let review = archived(&app, "ann").await;
        let (mut hana, mut pat, mut ann) = (app.acting("hana", "hr_admin").await, app.acting("pat", "board_member").await, app.sign_in("ann").await);
        let proposed = correct(&mut hana, review, "manager_rating-r3", "4", "Mixed up with another target.", 0).await;
        assert_eq!(proposed.status, 200, "{}", proposed.text);
        let correction = newest(&app).await;
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, 31_000, "nothing has changed yet");
        assert_eq!(ann.json("my-review", json!({})).await.json::<Value>()["review"]["corrections"], json!([]), "a proposal is no correction");
        let twice = correct(&mut hana, review, "manager_rating-r3", "5", "Or five.", 0).await;
        assert!(matches!(twice.error(), AppError::Invalid(v) if v[0].problem == Problem::Waiting));

        // It waits on Home of the director and the board, with its effect.
        for (login, role) in [("pat", "board_member"), ("dora", "general_director")] {
            let mut decider = app.acting(login, role).await;
            let home: Value = decider.json("home", json!({})).await.json();
            assert_eq!(todos(&home)[0]["href"], format!("/reviews/{review}/corrections"), "{login}");
            assert!(decider.page("/").await.text.contains("Decide on a correction of the review of Ann Employee"));
        }
        let page: Value = pat.json("corrections", json!({ "review": review })).await.json();
        assert_eq!((&page["corrections"][0]["score"], &page["corrections"][0]["rank"], &page["corrections"][0]["may_decide"]),
            (&json!(["3.10", "3.50"]), &json!(["B+", "A"]), &json!(true)));
        assert_eq!(page["fields"], json!([]), "the board corrects nothing itself");

        // Nobody else decides.
        assert_eq!(decide(&mut hana, correction, "confirm", "", 0).await.status, 403);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(decide(&mut alice, correction, "confirm", "", 0).await.status, 403);
        assert_eq!(decide(&mut ann, correction, "confirm", "", 0).await.error(), AppError::Denied(Denial::OwnRecord));
        assert_eq!(decide(&mut app.sign_in("ben").await, correction, "confirm", "", 0).await.status, 404);

        let confirmed = decide(&mut pat, correction, "confirm", "I checked the notes.", 0).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, 35_000);
        let result = ann.json("my-review", json!({})).await.json::<Value>()["review"].clone();
        assert_eq!((&result["manager_part"]["receipt"]["total"], &result["manager_part"]["rank"]), (&json!("3.50"), &json!("A")));
        let shown = &result["corrections"][0];
        assert_eq!((&shown["score"], &shown["rank"], &shown["decided"][0], &shown["note"]),
            (&json!(["3.10", "3.50"]), &json!(["B+", "A"]), &json!("Pat Board"), &json!("I checked the notes.")));
        let rows: Value = hana.json("results", json!({ "query": { "department": app.number("SELECT id FROM departments WHERE name = 'Engineering'").await } })).await.json();
        let row = rows["rows"].as_array().expect("rows").iter().find(|row| row["head"]["owner"]["employee_no"] == "ann").cloned().expect("ann");
        assert_eq!((&row["score"], &row["rank"]), (&json!("3.50"), &json!("A")));
        assert!(!row["marks"].to_string().contains("Differs"), "recomputing gives the same: {row}");
        let again = decide(&mut pat, correction, "refuse", "No.", 1).await;
        assert_eq!(again.error(), AppError::ChangedMeanwhile { now: String::new() });
        assert!(todos(&pat.json("home", json!({})).await.json::<Value>()).is_empty());
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_refused_correction_changes_nothing(app: TestApp) {
        let review = archived(&app, "ann").await;
        let (mut hana, mut dora) = (app.acting("hana", "hr_admin").await, app.acting("dora", "general_director").await);
        assert_eq!(correct(&mut hana, review, "self_rating-r1", "1", "She asked for it.", 0).await.status, 200);
        let correction = newest(&app).await;
        let silent = decide(&mut dora, correction, "refuse", " ", 0).await;
        assert!(matches!(silent.error(), AppError::Invalid(v) if v[0].field == "note" && v[0].problem == Problem::Missing));
        assert_eq!(decide(&mut dora, correction, "refuse", "Her words are hers.", 0).await.status, 200);
        assert_eq!(app.number(&format!("SELECT self_score FROM reviews WHERE id = {review}")).await, 42_000);
        let hr: Value = hana.json("corrections", json!({ "review": review })).await.json();
        assert_eq!((&hr["corrections"][0]["state"], &hr["corrections"][0]["note"]), (&json!("Refused"), &json!("Her words are hers.")));
        assert_eq!(app.sign_in("ann").await.json("my-review", json!({})).await.json::<Value>()["review"]["corrections"], json!([]));
        // And it may be proposed again, and confirmed: the self-evaluation's score follows, the result does not.
        assert_eq!(correct(&mut hana, review, "self_rating-r1", "3", "In writing this time.", 0).await.status, 200);
        assert_eq!(decide(&mut dora, newest(&app).await, "confirm", "", 0).await.status, 200);
        assert_eq!((app.number(&format!("SELECT self_score FROM reviews WHERE id = {review}")).await,
            app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await), (37_000, 31_000));
    }
}

on_both! {
    async fn nobody_corrects_or_confirms_their_own_or_what_they_proposed(app: TestApp) {
        let review = archived(&app, "hana").await;
        let (mut hana, mut hal) = (app.acting("hana", "hr_admin").await, app.acting("hal", "hr_admin").await);
        let mut own = correct(&mut hana, review, "summary", "Better.", "x", 0).await;
        assert_eq!(own.error(), AppError::Denied(Denial::OwnRecord));
        assert_eq!(hana.json("corrections", json!({ "review": review })).await.status, 403);
        // Whoever proposes as HR does not confirm as a member of the board.
        app.run("INSERT INTO role_grants (person_id, role, granted_at) SELECT id, 'board_member', 0 FROM people WHERE employee_no = 'hal'").await;
        assert_eq!(correct(&mut hal, review, "manager_rating-r1", "5", "x", 0).await.status, 200);
        let correction = newest(&app).await;
        let mut hal_at_the_board = app.acting("hal", "board_member").await;
        own = decide(&mut hal_at_the_board, correction, "confirm", "", 0).await;
        assert_eq!((own.status, own.error()), (403, AppError::Denied(Denial::OwnProposal)));
        let home: Value = hal_at_the_board.json("home", json!({})).await.json();
        assert!(todos(&home).is_empty(), "nothing to decide for its proposer");
        // The owner at the board decides nothing either, and is not asked to.
        app.run("INSERT INTO role_grants (person_id, role, granted_at) SELECT id, 'board_member', 0 FROM people WHERE employee_no = 'hana'").await;
        let mut hana_at_the_board = app.acting("hana", "board_member").await;
        assert_eq!(decide(&mut hana_at_the_board, correction, "confirm", "", 0).await.error(), AppError::Denied(Denial::OwnRecord));
        assert!(todos(&hana_at_the_board.json("home", json!({})).await.json::<Value>()).is_empty());
        // The director proposes for an HR admin's review, as HR would, and the board confirms.
        let mut dora = app.acting("dora", "general_director").await;
        assert_eq!(correct(&mut dora, review, "manager_rating-r2", "5", "x", 0).await.status, 200);
        let hers = newest(&app).await;
        assert_eq!(decide(&mut dora, hers, "confirm", "", 0).await.error(), AppError::Denied(Denial::OwnProposal));
        assert_eq!(decide(&mut app.acting("pat", "board_member").await, hers, "confirm", "", 0).await.status, 200);
    }
}

on_both! {
    async fn what_was_made_from_an_older_page_is_refused(app: TestApp) {
        let review = archived(&app, "ann").await;
        let (mut hana, mut hal, mut pat) = (app.acting("hana", "hr_admin").await, app.acting("hal", "hr_admin").await, app.acting("pat", "board_member").await);
        let (one, other) = tokio::join!(correct(&mut hana, review, "summary", "One.", "x", 0), correct(&mut hal, review, "summary", "Two.", "x", 0));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", one.text, other.text);
        // Proposed, then something else is corrected: whoever decides looks again.
        assert_eq!(correct(&mut hana, review, "manager_rating-r1", "5", "x", 1).await.status, 200);
        let correction = newest(&app).await;
        assert_eq!(correct(&mut hal, review, "comment-r1", "Other.", "x", 1).await.status, 200);
        assert_eq!(decide(&mut pat, correction, "confirm", "", 1).await.status, 409);
        let (one, other) = (decide(&mut pat, correction, "confirm", "", 2).await, decide(&mut app.acting("dora", "general_director").await, correction, "confirm", "", 2).await);
        assert_eq!((one.status, other.status), (200, 409));
        // Two proposals of different targets: the second is computed from what the first made of the review.
        assert_eq!(correct(&mut hana, review, "manager_rating-r2", "5", "x", 3).await.status, 200);
        assert_eq!(correct(&mut hana, review, "manager_rating-r3", "5", "x", 3).await.status, 200);
        let last = newest(&app).await;
        assert_eq!(decide(&mut pat, last - 1, "confirm", "", 3).await.status, 200);
        let page: Value = pat.json("corrections", json!({ "review": review })).await.json();
        let waiting = page["corrections"].as_array().expect("rows").iter().find(|row| row["state"] == "Waiting").cloned().expect("one");
        assert_eq!(waiting["score"], json!(["4.40", "5.00"]));
        assert_eq!(decide(&mut pat, last, "confirm", "", 4).await.status, 200);
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, 50_000);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn bad_corrections_are_refused_and_keep_what_was_typed(app: TestApp) {
        let review = archived(&app, "ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let problems = |answer: &Answer| match answer.error() {
            AppError::Invalid(violations) => violations.into_iter().map(|found| (found.field, found.problem)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(problems(&correct(&mut hana, review, "summary", " ", "", 0).await), [("value".into(), Problem::Missing), ("reason".into(), Problem::Missing)]);
        assert_eq!(problems(&correct(&mut hana, review, "summary", "She did wel.", "x", 0).await), [("value".into(), Problem::Unchanged)]);
        assert_eq!(problems(&correct(&mut hana, review, "manager_rating-r1", "6", "x", 0).await), [("value".into(), Problem::OutOfRange { min: 1, max: 5 })]);
        let long = "x".repeat(10_001);
        assert_eq!(problems(&correct(&mut hana, review, "summary", &long, "x", 0).await), [("value".into(), Problem::TooLong { max: 10_000, is: 10_001 })]);
        for unknown in ["weight-r1", "comment-r9", "score", "job_description'; DROP TABLE reviews"] {
            assert_eq!(correct(&mut hana, review, unknown, "5", "x", 0).await.status, 404, "{unknown}");
        }
        for (login, role) in [("ann", "employee"), ("alice", "manager"), ("pat", "board_member"), ("dora", "general_director"), ("bob", "manager")] {
            let status = correct(&mut app.acting(login, role).await, review, "summary", "Mine.", "x", 0).await.status;
            assert!(status == 403 || status == 404, "{login}: {status}");
        }
        let fields = [("review", review.to_string()), ("form[field]", "summary".into()), ("form[value]", "Two\nlines </textarea>".into()),
            ("form[reason]", " ".into()), ("form[seen]", "0".into())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = hana.plain_form("correct-review", &fields).await;
        let query = refused.location.expect("led back");
        let query = query.split_once('?').expect("with the error").1.to_owned();
        let page = hana.page(&format!("/reviews/{review}/corrections?{query}")).await;
        assert!(page.text.contains("Two\nlines &lt;/textarea&gt;") && page.text.contains("Please fill this in."), "{}", page.text);
        // Only archived reviews are corrected.
        app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id = {review}")).await;
        let early = correct(&mut hana, review, "summary", "Early.", "x", 0).await;
        assert!(matches!(early.error(), AppError::Denied(Denial::WrongReviewState(_))));
        assert_eq!(app.number("SELECT COUNT(*) FROM review_corrections").await, 0);
    }
}

on_both! {
    async fn corrections_of_somebody_anonymised_keep_their_numbers_only(app: TestApp) {
        let review = archived(&app, "ann").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(correct(&mut hana, review, "summary", "She did very well.", "A word was missing.", 0).await.status, 200);
        assert_eq!(correct(&mut hana, review, "manager_rating-r1", "5", "A digit was wrong.", 1).await.status, 200);
        app.run("UPDATE people SET status = 'left' WHERE employee_no = 'ann'").await;
        let id = app.person("ann").await.to_string();
        let gone = hana.form("anonymise-person", &[("person", &id), ("confirm", "ann")]).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        assert_eq!(app.number("SELECT COUNT(*) FROM review_corrections WHERE reason = '' AND note = ''").await, 2);
        assert_eq!(app.number("SELECT COUNT(*) FROM review_corrections WHERE old_value = '' AND new_value = ''").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM review_corrections WHERE old_value = '3' AND new_value = '5'").await, 1);
        app.audit_verifies().await;
    }
}
