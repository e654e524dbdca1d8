//! The second half of the year: self-evaluation, evaluation, consolidation, board, feedback, closing (R13, R15-R22, R27-R29b).
use crate::support::{Client, TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{policy::Denial, rank::TableProblem, review::ReviewState, validation::Problem},
};
use serde_json::{Value, json};

/// A word that stands in every field of the reviewer's.
const CANARY: &str = "zyzzyva";

/// Everything an employee can ask for about their own review.
async fn everything_of(owner: &mut Client, review: i64) -> String {
    let mut all = String::new();
    for page in ["/", "/targets", "/review", &format!("/reviews/{review}"), &format!("/people/{review}"), "/team", "/results"] {
        let answer = owner.page(page).await;
        all += &answer.text;
        all += &format!("{:?}", answer.headers);
    }
    for (function, arguments) in [
        ("my-review", json!({})),
        ("review", json!({ "review": review })),
        ("my-targets", json!({})),
        ("home", json!({})),
        ("session", json!({})),
        ("team-results", json!({})),
        ("results", json!({ "query": {} })),
        ("save-evaluation", json!({ "review": review, "save_id": "owner-tries", "changes": [] })),
    ] {
        all += &owner.json(function, arguments).await.text;
    }
    for action in ["start", "complete", "reopen_evaluation", "hr_confirm", "deliver_feedback"] {
        all += &owner.move_review(review, action, "manager_eval_complete", "").await.text;
    }
    all
}

async fn sees(client: &mut Client, review: i64) -> (bool, bool) {
    let view: Value = client.json("review", json!({ "review": review })).await.json();
    (!view["self_part"].is_null(), !view["manager_part"].is_null())
}

on_both! {
    async fn a_year_is_evaluated_from_open_window_to_archive(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben"]).await;
        app.rank_tables(year).await;
        let year_text = year.to_string();
        let (anns, bens) = (app.review_of("ann").await, app.review_of("ben").await);
        let (mut ann, mut ben) = (app.sign_in("ann").await, app.sign_in("ben").await);
        let mut alice = app.acting("alice", "manager").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut pat = app.acting("pat", "board_member").await;
        let mut dora = app.acting("dora", "general_director").await;
        let mut bob = app.acting("bob", "manager").await;

        // A draft belongs to its writer; others see only where it stands.
        let saved = ann.evaluate("self-evaluation-form", anns, "ann-drafts", "save", &[("result-r1", "Half way there")]).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        for other in [&mut alice, &mut hana, &mut pat, &mut dora] {
            assert_eq!(sees(other, anns).await, (false, false));
            assert!(!other.json("review", json!({ "review": anns })).await.text.contains("Half way"));
        }
        assert_eq!(bob.json("review", json!({ "review": anns })).await.status, 404);
        let early = ann.evaluate("self-evaluation-form", anns, "ann-early", "submit", &[]).await;
        assert_eq!(early.status, 200);
        assert_eq!(app.review_state("ann").await, "self_eval_draft", "not whole, so not submitted");
        assert_eq!(ann.submit_self(anns, "ann-submits", ["4", "4", "5"]).await.status, 200);
        assert_eq!(app.review_state("ann").await, "self_eval_submitted");
        for other in [&mut alice, &mut hana, &mut pat, &mut dora] {
            assert_eq!(sees(other, anns).await, (true, false));
        }

        // Handed back with a comment, submitted again, started, evaluated.
        let silent = alice.move_review(anns, "hand_back", "self_eval_submitted", " ").await.error();
        assert!(matches!(silent, AppError::Invalid(v) if v[0].field == "comment"));
        assert_eq!(alice.move_review(anns, "hand_back", "self_eval_submitted", "What about May?").await.status, 200);
        assert_eq!(sees(&mut hana, anns).await, (false, false));
        assert_eq!(ann.submit_self(anns, "ann-again", ["4", "4", "5"]).await.status, 200);
        assert_eq!(alice.move_review(anns, "start", "self_eval_submitted", "").await.status, 200);
        let half = alice.evaluate("evaluation-form", anns, "alice-drafts", "save", &[("comment-r1", CANARY)]).await;
        assert_eq!(half.status, 200);
        assert_eq!(sees(&mut hana, anns).await, (true, false), "HR reads from manager_eval_complete");
        assert!(!hana.json("review", json!({ "review": anns })).await.text.contains(CANARY));
        assert_eq!(alice.complete_evaluation(anns, "alice-completes", ["3", "4", "2"], CANARY).await.status, 200);
        assert_eq!(app.review_state("ann").await, "manager_eval_complete");
        // 0.5 x 3 + 0.3 x 4 + 0.2 x 2, all of difficulty L2: the same digits everywhere (R19).
        let view: Value = hana.json("review", json!({ "review": anns })).await.json();
        assert_eq!(view["manager_part"]["receipt"]["total"], "3.10");
        assert_eq!(view["manager_part"]["rank"], "B+");
        assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {anns}")).await, 31_000);
        assert_eq!(sees(&mut pat, anns).await, (true, false), "the board reads from hr_review_complete");

        // The team goes when everybody is there.
        let refused = alice.form("submit-team-results", &[("year", &year_text)]).await;
        assert_eq!(refused.error(), AppError::TeamIncomplete { missing: vec!["Ben Employee".into()] });
        let moved = hana.move_review(bens, "move_on_without_self_evaluation", "self_eval_draft", "He is on leave.").await;
        assert_eq!(moved.status, 200, "{}", moved.text);
        assert_eq!(alice.move_review(bens, "start", "self_eval_submitted", "").await.status, 200);
        assert_eq!(alice.complete_evaluation(bens, "alice-for-ben", ["5", "5", "5"], CANARY).await.status, 200);
        assert_eq!(alice.form("submit-team-results", &[("year", &year_text)]).await.status, 200);
        assert_eq!(app.review_state("ben").await, "submitted_to_hr_final");
        let consolidation: Value = hana.json("results", json!({ "query": { "marked": true } })).await.json();
        assert_eq!(consolidation["company"]["distribution"]["average"], "4.05");
        assert_eq!(consolidation["rows"].as_array().map(Vec::len), Some(1), "ann rated herself 4.20: 1.10 apart");

        // HR hands one back and confirms once it is there again.
        assert_eq!(hana.move_review(anns, "hr_hand_back", "submitted_to_hr_final", CANARY).await.status, 200);
        assert_eq!(sees(&mut hana, anns).await, (true, false));
        assert_eq!(alice.complete_evaluation(anns, "alice-second", ["4", "4", "4"], CANARY).await.status, 200);
        assert_eq!(alice.form("submit-team-results", &[("year", &year_text)]).await.status, 200);
        assert_eq!(pat.form("confirm-results", &[("year", &year_text)]).await.status, 403);
        assert_eq!(hana.form("confirm-results", &[("year", &year_text)]).await.status, 200);
        assert_eq!(hana.form("confirm-results", &[("year", &year_text)]).await.error(), AppError::NothingToDo);

        // The board adjusts one rank, and approves with the day of its meeting and notes.
        assert_eq!(sees(&mut pat, anns).await, (true, true));
        let unknown = pat.form("adjust-rank", &[("review", &anns.to_string()), ("rank", "Z"), ("reason", "x")]).await.error();
        assert!(matches!(unknown, AppError::Invalid(v) if v[0].problem == Problem::Unknown));
        let adjust = [("review", anns.to_string()), ("rank", "A".into()), ("reason", format!("Calibrated {CANARY}"))];
        let adjust: Vec<(&str, &str)> = adjust.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("adjust-rank", &adjust).await.status, 403);
        assert_eq!(pat.form("adjust-rank", &adjust).await.status, 200);
        let bare = dora.form("approve-results", &[("year", &year_text), ("held_on", ""), ("notes", " ")]).await.error();
        assert!(matches!(bare, AppError::Invalid(v) if v.len() == 2));
        let future = dora.form("approve-results", &[("year", &year_text), ("held_on", "2027-01-01"), ("notes", "Later")]).await.error();
        assert!(matches!(future, AppError::Invalid(v) if v[0].problem == Problem::InTheFuture));
        let decided = dora.form("approve-results", &[("year", &year_text), ("held_on", "2026-04-09"), ("notes", CANARY)]).await;
        assert_eq!(decided.status, 200, "{}", decided.text);
        assert_eq!(app.review_state("ann").await, "board_approved");

        // R18: nothing of the reviewer's half has come out so far, whatever was asked.
        let asked = everything_of(&mut ann, anns).await;
        assert!(!asked.contains(CANARY), "the employee reads something of the evaluation");
        for digits in ["4.00", "\"A\"", "\"A+\""] {
            let view = ann.json("my-review", json!({})).await.text;
            assert!(!view.contains(digits), "{digits} is in {view}");
        }
        assert_eq!(app.review_state("ann").await, "board_approved", "and nothing moved");

        // The talk; the result; a remark, reading it, objecting in time, the answer.
        let talk = |day: &'static str| [("review", anns.to_string()), ("seen", "board_approved".into()), ("talked_on", day.into()), ("note", "We spoke.".into())];
        let fields = talk("2026-04-11");
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert!(matches!(alice.form("deliver-feedback", &pairs).await.error(), AppError::Invalid(_)), "tomorrow");
        let fields = talk("2026-04-10");
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(bob.form("deliver-feedback", &pairs).await.status, 404);
        assert_eq!(alice.form("deliver-feedback", &pairs).await.status, 200);
        let result: Value = ann.json("my-review", json!({})).await.json();
        assert_eq!(result["review"]["manager_part"]["receipt"]["total"], "4.00");
        assert_eq!(result["review"]["manager_part"]["adjusted"][0], "A");
        assert_eq!(result["review"]["manager_part"]["rank"], "A+");
        let id = anns.to_string();
        assert_eq!(ann.form("respond-to-result", &[("review", &id), ("what", "read")]).await.status, 200);
        assert_eq!(ann.form("respond-to-result", &[("review", &id), ("what", "remark"), ("text", "Thank you.")]).await.status, 200);
        assert_eq!(ben.form("respond-to-result", &[("review", &id), ("what", "read")]).await.status, 404);
        assert_eq!(ann.form("respond-to-result", &[("review", &id), ("what", "object"), ("text", "")]).await.status, 422);
        assert_eq!(ann.form("respond-to-result", &[("review", &id), ("what", "object"), ("text", "The second one.")]).await.status, 200);
        assert_eq!(ann.form("respond-to-result", &[("review", &id), ("what", "object"), ("text", "Again.")]).await.status, 409);
        assert_eq!(alice.form("answer-objection", &[("review", &id), ("text", "No.")]).await.status, 403);
        assert_eq!(hana.form("answer-objection", &[("review", &id), ("text", "We looked at it.")]).await.status, 200);
        let answered: Value = ann.json("my-review", json!({})).await.json();
        assert_eq!(answered["review"]["aftermath"]["answer"][1], "We looked at it.");
        let readers = answered["review"]["readers"].as_array().expect("readers");
        assert!(readers.iter().any(|reader| reader["name"] == "Pat Board"), "{readers:?}");

        // Closing is refused while ben waits for his talk, and done with a reason.
        let close = |anyway: bool| {
            let mut fields = vec![("year", year_text.clone()), ("reason", "The year is over.".into()), ("confirm", "FY 2026".into())];
            if anyway {
                fields.push(("anyway", "1".into()));
            }
            fields
        };
        let fields = close(false);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("close-year", &pairs).await.error(), AppError::Unfinished { names: vec!["Ben Employee".into()] });
        let fields = close(true);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("close-year", &pairs).await.status, 200);
        app.until("SELECT COUNT(*) FROM year_closings WHERE finished_at IS NOT NULL", 1).await;
        assert_eq!((app.review_state("ann").await, app.review_state("ben").await), ("archived".into(), "archived".into()),
            "what the board approved is not undone because nobody handed it over");
        let archived = hana.move_review(anns, "hr_hand_back", "archived", "x").await.error();
        assert!(matches!(archived, AppError::Denied(Denial::WrongReviewState(refused)) if refused.from == ReviewState::Archived));
        let result: Value = ben.json("my-review", json!({})).await.json();
        assert_eq!(result["review"]["manager_part"]["receipt"]["total"], "5.00");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn nobody_decides_or_sees_more_of_their_own(app: TestApp) {
        let people = ["dora", "pat", "hana", "alice"];
        let year = app.open_evaluation(&people).await.to_string();
        app.rank_tables(year.parse().expect("a year")).await;
        // The director has no manager: HR names a board member, who therefore acts as manager.
        let doras_set = app.set_of("dora").await.to_string();
        let mut hal = app.acting("hal", "hr_admin").await;
        assert_eq!(hal.form("name-reviewer", &[("set", &doras_set), ("employee_no", "pat")]).await.status, 200);
        for login in people {
            let review = app.review_of(login).await;
            let mut own = app.sign_in(login).await;
            assert_eq!(own.submit_self(review, &format!("self-of-{login}"), ["3", "3", "3"]).await.status, 200, "{login}");
            let reviewer = if login == "dora" { "pat" } else { "dora" };
            let mut reviewer = app.acting(reviewer, "manager").await;
            assert_eq!(reviewer.move_review(review, "start", "self_eval_submitted", "").await.status, 200, "{login}");
            let done = reviewer.complete_evaluation(review, &format!("evaluates-{login}"), ["4", "4", "4"], CANARY).await;
            assert_eq!(done.status, 200, "{login}: {}", done.text);
            assert_eq!(app.review_state(login).await, "manager_eval_complete", "{login}");
        }
        for login in ["pat", "dora"] {
            let mut manager = app.acting(login, "manager").await;
            assert_eq!(manager.form("submit-team-results", &[("year", &year)]).await.status, 200, "{login}");
        }

        // Whatever role they take on, of their own they get what an employee gets.
        for (login, role) in [("dora", "general_director"), ("dora", "manager"), ("pat", "board_member"), ("pat", "manager"),
            ("hana", "hr_admin"), ("alice", "manager")] {
            let review = app.review_of(login).await;
            let mut own = app.acting(login, role).await;
            assert_eq!(sees(&mut own, review).await, (true, false), "{login} as {role}");
            let everything = everything_of(&mut own, review).await;
            assert!(!everything.contains(CANARY), "{login} as {role}");
            for action in ["hr_hand_back", "hr_confirm", "start", "reopen_evaluation"] {
                let refused = own.move_review(review, action, "submitted_to_hr_final", "x").await;
                assert!([403, 404].contains(&refused.status), "{login} as {role} does {action}: {}", refused.status);
            }
        }

        // HR confirms everybody but herself; the other HR admin, hers.
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(hana.form("confirm-results", &[("year", &year)]).await.status, 200);
        assert_eq!(app.review_state("hana").await, "submitted_to_hr_final");
        assert_eq!(app.review_state("dora").await, "hr_review_complete");
        let listed: Value = hana.json("results", json!({ "query": { "reviewer": app.person("dora").await } })).await.json();
        let own = listed["rows"].as_array().and_then(|rows| rows.iter().find(|row| row["head"]["owner"]["name"] == "Hana Hr")).cloned();
        assert_eq!(own.map(|row| (row["score"].clone(), row["rank"].clone())), Some((Value::Null, Value::Null)));
        assert_eq!(listed["without_own"], true);
        assert_eq!(hal.form("confirm-results", &[("year", &year)]).await.status, 200);
        assert_eq!(app.review_state("hana").await, "hr_review_complete");

        // The director approves all but her own; the board, hers; neither adjusts their own rank.
        let mut dora = app.acting("dora", "general_director").await;
        let mut pat = app.acting("pat", "board_member").await;
        let own = app.review_of("dora").await.to_string();
        assert_eq!(dora.form("adjust-rank", &[("review", &own), ("rank", "A"), ("reason", "Me")]).await.status, 403);
        let decide = [("year", year.as_str()), ("held_on", "2026-04-09"), ("notes", "The yearly meeting")];
        assert_eq!(dora.form("approve-results", &decide).await.status, 200);
        assert_eq!((app.review_state("dora").await, app.review_state("pat").await), ("hr_review_complete".into(), "board_approved".into()));
        assert_eq!(pat.form("approve-results", &decide).await.status, 200);
        assert_eq!(app.review_state("dora").await, "board_approved");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn two_who_complete_the_same_review_one_wins_the_other_keeps_the_text(app: TestApp) {
        app.open_evaluation(&["ann"]).await;
        let review = app.review_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        assert_eq!(ann.submit_self(review, "ann-submits", ["3", "3", "3"]).await.status, 200);
        let mut first = app.acting("alice", "manager").await;
        let mut second = app.acting("alice", "manager").await;
        assert_eq!(first.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        let overtaken = second.move_review(review, "start", "self_eval_submitted", "").await.error();
        assert_eq!(overtaken, AppError::ReviewOvertaken { now: ReviewState::ManagerEvalInProgress });
        let (one, other) = tokio::join!(
            first.complete_evaluation(review, "the-first-one", ["3", "3", "3"], "from the first"),
            second.complete_evaluation(review, "the-other-one", ["4", "4", "4"], "from the second"),
        );
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM review_events WHERE review_id = {review} AND action = 'complete'")).await, 1);
        let told = [&one, &other].into_iter().filter(|answer| answer.status != 200).count();
        let view: Value = first.json("review", json!({ "review": review })).await.json();
        if told == 1 {
            assert_eq!(view["head"]["state"], "manager_eval_complete");
        } else {
            // Both saved, one after the other: what the second typed stands under the first's, and nothing was completed twice.
            assert!(view.to_string().contains("from the first") && view.to_string().contains("from the second"));
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_save_counts_once_and_two_hands_never_overwrite(app: TestApp) {
        app.open_evaluation(&["ann"]).await;
        let review = app.review_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let change = |was: &str, now: &str| json!({ "review": review, "save_id": format!("save-{}-{}", was.len(), now.len()),
            "changes": [{ "field": { "Result": "r1" }, "was": was, "now": now }] });
        let once: Value = ann.json("save-self-evaluation", change("", "first")).await.json();
        let again: Value = ann.json("save-self-evaluation", change("", "first")).await.json();
        assert_eq!((once["version"].as_i64(), again["version"].as_i64()), (Some(1), Some(1)));
        let other: Value = ann.json("save-self-evaluation", change("", "from elsewhere")).await.json();
        assert_eq!(other["conflicts"][0]["theirs"], "first");
        assert_eq!(other["content"]["items"][0]["result"], "first");
        // Without scripts both texts stay, one under the other.
        let form = ann.evaluate_from(0, "self-evaluation-form", review, "the-old-form", "save", &[("result-r1", "typed long ago")]).await;
        assert_eq!(form.status, 200);
        let view: Value = ann.json("my-review", json!({})).await.json();
        assert_eq!(view["review"]["self_desk"]["draft"]["items"][0]["result"], "first\n\ntyped long ago");
        let long = "x".repeat(10_001);
        let refused = ann.evaluate("self-evaluation-form", review, "too-long-a-text", "save", &[("result-r1", &long)]).await.error();
        assert!(matches!(refused, AppError::Invalid(v) if v[0].field == "result-r1"));
        let reviewer = ann.json("save-evaluation", json!({ "review": review, "save_id": "not-her-half",
            "changes": [{ "field": "Summary", "was": "", "now": "I am great" }] })).await;
        assert_eq!(reviewer.status, 403);
    }
}

on_both! {
    async fn changed_targets_count_only_when_the_reviewer_accepts_them(app: TestApp) {
        app.open_evaluation(&["ann", "ben"]).await;
        for (login, accept, expected) in [("ann", "yes", 32_000), ("ben", "no", 33_000)] {
            let review = app.review_of(login).await;
            let mut owner = app.sign_in(login).await;
            let mut texts = vec![("job_description", "Builds"), ("career_path", "Leads"),
                ("changed-r1", "yes"), ("weight-r1", "40"), ("changed-r2", "yes"), ("weight-r2", "40")];
            texts.extend([("self_rating-r1", "3"), ("self_rating-r2", "3"), ("self_rating-r3", "3")]);
            texts.extend([("result-r1", "a"), ("result-r2", "b"), ("result-r3", "c")]);
            owner.evaluate("self-evaluation-form", review, &format!("changes-{login}"), "submit", &texts).await;
            assert_eq!(app.review_state(login).await, "self_eval_submitted");
            let mut alice = app.acting("alice", "manager").await;
            alice.move_review(review, "start", "self_eval_submitted", "").await;
            let undecided = alice.complete_evaluation(review, &format!("undecided-{login}"), ["4", "3", "2"], "fine").await;
            assert_eq!(undecided.status, 200);
            assert_eq!(app.review_state(login).await, "manager_eval_in_progress", "accepting or declining is due");
            let texts = [("accept_changes", accept), ("summary", "fine"), ("comment-r1", "a"), ("comment-r2", "b"), ("comment-r3", "c"),
                ("manager_rating-r1", "4"), ("manager_rating-r2", "3"), ("manager_rating-r3", "2")];
            let version = alice.json("review", json!({ "review": review })).await.json::<Value>()["manager_desk"]["version"].to_string();
            let mut fields = vec![("form[review]".to_owned(), review.to_string()), ("form[save_id]".into(), format!("decided-{login}")),
                ("form[base_version]".into(), version), ("form[intent]".into(), "submit".into())];
            fields.extend(texts.map(|(name, value)| (format!("form[texts][{name}]"), value.to_owned())));
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(alice.form("evaluation-form", &fields).await.status, 200);
            // Accepted: 0.4 x 4 + 0.4 x 3 + 0.2 x 2 = 3.20; declined: 0.5 x 4 + 0.3 x 3 + 0.2 x 2 = 3.30.
            assert_eq!(app.number(&format!("SELECT score FROM reviews WHERE id = {review}")).await, expected, "{login}");
        }
    }
}

on_both! {
    async fn a_rank_table_with_a_hole_is_refused_and_a_new_one_ranks_anew(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await;
        app.rank_tables(year).await;
        let review = app.review_of("ann").await;
        app.sign_in("ann").await.submit_self(review, "ann-submits", ["3", "3", "3"]).await;
        let mut alice = app.acting("alice", "manager").await;
        alice.move_review(review, "start", "self_eval_submitted", "").await;
        alice.complete_evaluation(review, "alice-completes", ["3", "3", "3"], "fine").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let tables: Value = hana.json("rank-tables", json!({})).await.json();
        let engineers = tables["types"].as_array().and_then(|all| all.iter().find(|kind| kind["name"] == "Engineer")).cloned().expect("engineers");
        let (year, of) = (year.to_string(), engineers["id"].to_string());
        let form = |bands: &[(&str, &str, &str)]| {
            let mut fields = vec![("form[year]".to_owned(), year.clone()), ("form[employee_type]".into(), of.clone()), ("form[reason]".into(), "Calibrated".into())];
            for (n, (label, min, max)) in bands.iter().enumerate() {
                for (name, value) in [("label", label), ("min", min), ("max", max)] {
                    fields.push((format!("form[bands][{n}][{name}]"), (*value).to_owned()));
                }
            }
            fields
        };
        for (bands, place) in [
            (vec![("C", "0.75", "2.00"), ("A", "2.50", "6.25")], "Gap"),
            (vec![("C", "0.75", "3.00"), ("A", "2.50", "6.25")], "Overlap"),
            (vec![("C", "0.80", "2.50"), ("A", "2.50", "6.25")], "StartsTooHigh"),
            (vec![("C", "0.75", "2.50"), ("A", "2.50", "6.00")], "EndsTooLow"),
        ] {
            let fields = form(&bands);
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let AppError::Bands(problems) = hana.form("save-rank-table", &pairs).await.error() else { panic!("{place} is not refused") };
            assert!(format!("{:?}", problems[0]).starts_with(place), "{problems:?}");
            assert!(!matches!(problems[0], TableProblem::NoBands));
        }
        let good = [("Low", "0.75", "3.00"), ("High", "3.00", "6.25")];
        let bands: Vec<Value> = good.iter().map(|(label, min, max)| json!({ "label": label, "min": min, "max": max })).collect();
        let check: Value = hana.json("check-rank-table", json!({ "form": { "year": year, "employee_type": of, "bands": bands } })).await.json();
        assert_eq!((check["changes"][0]["from"].as_str(), check["changes"][0]["to"].as_str()), (Some("B+"), Some("High")));
        let fields = form(&good);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(hana.form("save-rank-table", &pairs).await.status, 200);
        let view: Value = hana.json("review", json!({ "review": review })).await.json();
        assert_eq!(view["manager_part"]["rank"], "High");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_mid_year_change_counts_once_it_is_approved(app: TestApp) {
        let year = app.open_year().await.to_string();
        for login in ["ann", "ben"] {
            let set = app.set_of(login).await;
            app.sign_in(login).await.submit_targets(set, &format!("targets-{login}")).await;
            app.run(&format!("UPDATE target_revisions SET state = 'hr_approved' WHERE set_id = {set}")).await;
        }
        let mut hana = app.acting("hana", "hr_admin").await;
        let early = hana.form("open-mid-year", &[("year", &year), ("due_on", "2026-10-31")]).await;
        assert_eq!(early.status, 409, "target setting is still open");
        let close = [("year", year.as_str()), ("reason", "Not part of this."), ("confirm", "FY 2026")];
        assert_eq!(hana.form("close-target-setting", &close).await.status, 200);
        let opened = hana.form("open-mid-year", &[("year", &year), ("due_on", "2026-10-31")]).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        // The approved original stays readable, for the board too, while the change is written.
        let set = app.set_of("ann").await;
        let mut pat = app.acting("pat", "board_member").await;
        let view: Value = pat.json("set", json!({ "set": set })).await.json();
        assert!(view["submission"].is_null() && view["original"]["targets"][0]["task"] == "Do a thing", "{view}");
        let mut ann = app.sign_in("ann").await;
        let mine: Value = ann.json("my-targets", json!({})).await.json();
        assert_eq!(mine["set"]["draft"]["rows"][0]["task"], "Do a thing");
        assert_eq!(ann.submit_targets(set, "the-revision").await.status, 200, "no changes is one step");
        let mut alice = app.acting("alice", "manager").await;
        let view: Value = alice.json("set", json!({ "set": set })).await.json();
        assert_eq!(view["previous"], view["original"]);
        assert_eq!(alice.move_set(set, "approve", "submitted_to_manager", "").await.status, 200);
        app.run(&format!("UPDATE target_revisions SET state = 'hr_approved' WHERE set_id = {set} AND number = 2")).await;
        assert_eq!(hana.form("open-evaluation", &[("year", &year), ("due_on", "2027-03-20")]).await.status, 409, "mid-year is open");
        assert_eq!(hana.form("close-mid-year", &close).await.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM target_revisions WHERE number = 2 AND state = 'not_adopted'").await, 1);
        assert_eq!(hana.form("open-evaluation", &[("year", &year), ("due_on", "2027-03-20")]).await.status, 200);
        let fed_by = |set: i64| format!("SELECT r.number FROM reviews w JOIN target_revisions r ON r.id = w.revision_id WHERE w.set_id = {set}");
        assert_eq!(app.number(&fed_by(set)).await, 2, "the approved change feeds the review");
        assert_eq!(app.number(&fed_by(app.set_of("ben").await)).await, 1, "what was not adopted does not");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn a_closing_that_was_cut_off_goes_on_at_the_next_start(app: TestApp) {
        let year = app.open_evaluation(&["ann", "ben", "cat"]).await;
        let (anns, hana) = (app.review_of("ann").await, app.person("hana").await);
        app.run(&format!("UPDATE reviews SET state = 'feedback_delivered', score = 30000, rank = 'B+' WHERE id = {anns}")).await;
        // What a process leaves behind that was killed after it wrote down what to do, and after one person was done.
        app.run(&format!(
            "INSERT INTO year_closings (fiscal_year_id, reason, leftovers, total, started_at, started_by)
             VALUES ({year}, 'The year is over.', '[[{anns},\"never used\"]]', 3, 1, {hana})")).await;
        pa_assistant::server::services::closing::resume_all(&app.state).await;
        assert_eq!((app.review_state("ann").await, app.review_state("ben").await), ("archived".into(), "not_assessed".into()));
        let told = "SELECT COUNT(*) FROM review_events WHERE action = 'close_unfinished' AND comment = 'The year is over.'";
        assert_eq!(app.number(told).await, 2);
        assert_eq!(app.number("SELECT COUNT(*) FROM year_closings WHERE finished_at IS NOT NULL").await, 1);
        // Started again, or on another replica, there is nothing left to do.
        let entries = app.audit_verifies().await;
        pa_assistant::server::services::closing::resume_all(&app.state).await;
        assert_eq!(app.audit_verifies().await, entries);
        let mut hr = app.acting("hana", "hr_admin").await;
        let again = hr.form("close-year", &[("year", &year.to_string()), ("reason", "x"), ("confirm", "FY 2026")]).await;
        assert_eq!(again.status, 409, "closed once");
    }
}
