//! R18 and R1b against what cannot be read but might be felt: whatever the reviewer's half holds, its owner gets the same bytes until
//! the result was told, from every page and function, in every order and count, in every refusal.
use crate::support::{Answer, Client, TestApp, on_both};
use serde_json::json;

/// Without what differs from answer to answer by itself.
fn bare(answer: Answer) -> (u16, Option<String>, String) {
    let nonce =
        answer.text.split_once("nonce=\"").and_then(|(_, after)| after.split_once('"')).map(|(nonce, _)| nonce.to_owned());
    let text = nonce.map_or(answer.text.clone(), |nonce| answer.text.replace(&nonce, "nonce"));
    (answer.status, answer.location, without_ids(&text))
}

/// Random names, for a save that may come, are 24 hexadecimal digits.
fn without_ids(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::with_capacity(text.len());
    while let Some(from) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let run = rest[from..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len() - from);
        bare += &rest[..from];
        bare += if run == 24 { "id" } else { &rest[from..from + run] };
        rest = &rest[from + run..];
    }
    bare + rest
}

/// Everything somebody gets who asks for their own review in this role, allowed or not.
async fn everything(own: &mut Client, review: i64, year: i64) -> Vec<(String, (u16, Option<String>, String))> {
    let mut got = Vec::new();
    let pages = [
        "/",
        "/review",
        "/targets",
        "/team",
        "/team/results?sort=-score",
        "/team/results?sort=rank",
        "/results",
        "/results?marked=1",
        "/results?no_department=1",
        "/departments",
        "/years",
        "/help",
    ];
    for path in pages.map(str::to_owned).into_iter().chain([format!("/reviews/{review}"), format!("/review?year={year}")]) {
        let answer = own.page(&path).await;
        got.push((path, bare(answer)));
    }
    let asked = json!({ "review": review, "year": year, "query": { "year": year, "marked": true }, "filter": {}, "id": 1 });
    for function in
        ["my-review", "review", "home", "session", "team-results", "results", "rank-tables", "departments", "sets", "years"]
    {
        let answer = own.json(function, asked.clone()).await;
        got.push((function.to_owned(), bare(answer)));
    }
    let review = review.to_string();
    // Each is refused whatever stands in the review: of their own nobody decides anything.
    for (function, fields) in [
        ("move-review", vec![("action", "hr_hand_back"), ("seen", "submitted_to_hr_final"), ("comment", "x")]),
        ("move-review", vec![("action", "hr_confirm"), ("seen", "submitted_to_hr_final")]),
        ("adjust-rank", vec![("rank", "A"), ("reason", "x")]),
        ("deliver-feedback", vec![("seen", "board_approved"), ("talked_on", "2026-04-09")]),
        ("respond-to-result", vec![("what", "read")]),
        ("respond-to-result", vec![("what", "object"), ("text", "x")]),
        ("evaluation-form", vec![("form[review]", &review), ("form[intent]", "submit"), ("form[save_id]", "own-hand")]),
    ] {
        let mut all = vec![("review", review.as_str())];
        all.extend(fields);
        let answer = own.form(function, &all).await;
        assert!(answer.status >= 400, "{function} of one's own: {}", answer.text);
        got.push((function.to_owned(), bare(answer)));
    }
    got
}

/// Everything the reviewer and the board write, anew.
async fn write(app: &TestApp, review: i64, words: &str, rating: i64) {
    let (score, rank) = (rating * 10_000, if rating > 3 { "A+" } else { "C" });
    app.run(&format!(
        "UPDATE reviews SET score = {score}, rank = '{rank}', adjusted_rank = '{rank}', adjust_reason = '{words}', summary = '{words}',
             manager_draft = '{words}', manager_version = manager_version + {rating}, manager_saved_at = {rating},
             changes_accepted = {accepted} WHERE id = {review}",
        accepted = rating > 3
    ))
    .await;
    app.run(&format!("UPDATE review_items SET rating = {rating}, comment = '{words}' WHERE review_id = {review}")).await;
}

on_both! {
    async fn what_the_reviewer_wrote_changes_nothing_its_owner_gets_before_the_talk(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben", "hana", "alice"]).await;
        app.rank_tables(year).await;
        for login in ["ann", "ben", "hana", "alice"] {
            let review = app.review_of(login).await;
            app.sign_in(login).await.submit_self(review, &format!("self-of-{login}"), ["3", "3", "3"]).await;
            let reviewer = if ["ann", "ben"].contains(&login) { "alice" } else { "dora" };
            let mut reviewer = app.acting(reviewer, "manager").await;
            reviewer.move_review(review, "start", "self_eval_submitted", "").await;
            let done = reviewer.complete_evaluation(review, &format!("evaluates-{login}"), ["3", "3", "3"], "Fine.").await;
            assert_eq!(done.status, 200, "{login}: {}", done.text);
        }
        for (login, role) in [("ann", "employee"), ("hana", "hr_admin"), ("alice", "manager"), ("alice", "employee")] {
            let review = app.review_of(login).await;
            let mut own = app.acting(login, role).await;
            let states = ["manager_eval_in_progress", "manager_eval_complete", "submitted_to_hr_final", "hr_review_complete", "board_approved"];
            for state in states {
                app.run(&format!("UPDATE reviews SET state = '{state}' WHERE id = {review}")).await;
                write(&app, review, "Short.", 1).await;
                let before = everything(&mut own, review, year).await;
                write(&app, review, &"Far longer than the other, and kinder. ".repeat(40), 5).await;
                let after = everything(&mut own, review, year).await;
                for ((what, before), (_, after)) in before.iter().zip(&after) {
                    assert!(before == after, "{login} as {role} in {state}: {what} differs:\n{before:?}\n{after:?}");
                }
            }
            // The same question sees a difference once the result was told: it would have been seen before.
            app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id = {review}")).await;
            let mut employee = app.sign_in(login).await;
            let told = employee.json("my-review", json!({})).await.text;
            write(&app, review, "Short.", 1).await;
            assert_ne!(told, employee.json("my-review", json!({})).await.text, "{login}");
            app.run(&format!("UPDATE reviews SET state = 'manager_eval_complete' WHERE id = {review}")).await;
        }
    }
}
