//! Help with writing (R36–R39): streamed, stopped, limited, accepted with its origin, and never for anybody who may not write the field.
use crate::support::{Client, ModelStub, TestApp, on_both};
use axum::{body::Body, response::Response};
use http_body_util::BodyExt;
use pa_assistant::{
    api::{assist::StreamEvent, error::AppError, wire},
    domain::{assist::failure::Failure, ids::SuggestionId, policy::Denial},
    server::services::{
        replay::{Replay, replay},
        sweep,
    },
};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// Ann and ben write their self-evaluations, with a model server behind them.
async fn writing(app: &TestApp) -> (TestApp, ModelStub, i64) {
    app.open_evaluation(&["ann", "ben"]).await;
    let stub = ModelStub::start().await;
    let assisted = app.assisted(stub.assist()).await;
    let review = app.review_of("ann").await;
    (assisted, stub, review)
}

/// Alice evaluates ann.
async fn evaluating(app: &TestApp) -> (TestApp, ModelStub, i64, Client) {
    let (app, stub, review) = writing(app).await;
    assert_eq!(app.sign_in("ann").await.submit_self(review, "own-half", ["4", "4", "5"]).await.status, 200);
    let mut alice = app.acting("alice", "manager").await;
    assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
    (app, stub, review, alice)
}

const FACTS: &str = "- failed payments 4 % -> 2 %\n- the rest is open";

async fn ask(client: &Client, review: i64, field: &str, facts: &str) -> Response {
    client
        .open("/api/assist-stream", &json!({ "review": review, "field": field, "facts": facts, "acting_as": client.stamp }))
        .await
}

struct Events {
    body: Body,
    read: Vec<u8>,
}

impl Events {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        Events { body: response.into_body(), read: Vec::new() }
    }

    async fn next(&mut self) -> Option<StreamEvent> {
        loop {
            if let Some(end) = self.read.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.read.drain(..=end).collect();
                return Some(wire::from_json(&line).expect("an event"));
            }
            let frame = self.body.frame().await?.expect("a frame");
            self.read.extend_from_slice(&frame.into_data().expect("data"));
        }
    }

    async fn started(&mut self) -> SuggestionId {
        loop {
            match self.next().await.expect("it begins") {
                StreamEvent::Started { suggestion, .. } => return suggestion,
                StreamEvent::Waiting(_) | StreamEvent::Still => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The text, and how it ended.
    async fn rest(mut self) -> (String, StreamEvent) {
        let mut text = String::new();
        loop {
            match self.next().await.expect("it ends in words") {
                StreamEvent::Text(piece) => text += &piece,
                StreamEvent::Waiting(_) | StreamEvent::Still | StreamEvent::Started { .. } => {}
                end => return (text, end),
            }
        }
    }
}

async fn accept(client: &mut Client, suggestion: SuggestionId, text: &str) -> crate::support::Answer {
    client.json("accept-suggestion", json!({ "suggestion": suggestion, "text": text })).await
}

async fn state_of(app: &TestApp, suggestion: SuggestionId) -> String {
    app.texts(&format!("SELECT state AS text FROM assist_suggestions WHERE id = {suggestion}")).await.remove(0)
}

on_both! {
    async fn a_suggestion_is_streamed_accepted_and_marked_wherever_it_is_read(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        let mut ann = app.sign_in("ann").await;
        let response = ask(&ann, review, "result-r1", FACTS).await;
        assert_eq!((response.headers()["content-type"].to_str().expect("text"), response.headers()["x-accel-buffering"].to_str().expect("text")),
            ("application/x-ndjson", "no"));
        assert!(response.headers().get("content-encoding").is_none() && response.headers()["cache-control"] == "no-store");
        let mut events = Events::of(response);
        let suggestion = events.started().await;
        let (text, end) = events.rest().await;
        assert_eq!((text.as_str(), end), ("Failed payments fell to 2 %. The rest is open.", StreamEvent::Done { cut: false }));
        assert!(stub.last_prompt().contains("| - failed payments 4 % -> 2 %") && stub.last_prompt().contains("| Do a thing"));
        assert_eq!(ann.json("my-review", json!({})).await.json::<Value>()["review"]["assisted"], json!([]), "nothing changes by itself");

        let edited = "Failed payments fell to 2 %. The rest is still open.";
        let view: Value = accept(&mut ann, suggestion, edited).await.json();
        assert_eq!((&view["facts"], &view["suggestion"], &view["model"], &view["digest"]),
            (&json!(FACTS), &json!(text), &json!("normal"), &json!("digest-of-normal")));
        assert_eq!((&view["edited"], &view["edited_now"]), (&json!(77), &json!(77)), "one word of thirteen: {view}");
        assert_eq!(accept(&mut ann, suggestion, edited).await.error(), AppError::ChangedMeanwhile { now: String::new() });
        let entry = app.texts("SELECT details AS text FROM audit_details d JOIN audit_entries e ON e.seq = d.seq WHERE e.action = 'accept_suggestion'").await;
        assert_eq!(entry.len(), 1);
        for part in ["digest-of-normal", "prompt_sha256", "share_edited_permille", "temperature", "result-r1"] {
            assert!(entry[0].contains(part), "{part} in {}", entry[0]);
        }
        assert!(!entry[0].contains("payments"), "texts are no details: {}", entry[0]);

        // It is handed over, edited once more, and stays marked for everybody who reads it.
        let keys = [("result-r1", "Failed payments fell to 2 %, and more was done."), ("result-r2", "Fine."), ("result-r3", "Fine.")];
        let mut texts = vec![("job_description", "x"), ("career_path", "x"), ("self_rating-r1", "4"), ("self_rating-r2", "4"), ("self_rating-r3", "4")];
        texts.extend(keys);
        assert_eq!(ann.evaluate("self-evaluation-form", review, "whole-half", "submit", &texts).await.status, 200);
        for (login, role, page) in [("ann", "employee", "/review".to_owned()), ("alice", "manager", format!("/reviews/{review}")), ("hana", "hr_admin", format!("/reviews/{review}"))] {
            let mut reader = app.acting(login, role).await;
            let text = reader.page(&page).await.text;
            assert!(text.contains("AI-assisted") && text.contains("The original, as Ann Employee typed it") && text.contains("As it was suggested"), "{login}");
            let view: Value = match role {
                "employee" => reader.json("my-review", json!({})).await.json::<Value>()["review"].clone(),
                _ => reader.json("review", json!({ "review": review })).await.json(),
            };
            assert_eq!(view["assisted"][0]["field"], "result-r1", "{login}");
            assert!(view["assisted"][0]["edited_now"].as_u64() > view["assisted"][0]["edited"].as_u64(), "{login}");
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn what_the_reviewer_accepted_stays_with_the_reviewer_until_the_talk(app: TestApp) {
        let (app, _stub, review, mut alice) = evaluating(&app).await;
        let mut events = Events::of(ask(&alice, review, "summary", "- zyzzyva").await);
        let suggestion = events.started().await;
        assert!(matches!(events.rest().await.1, StreamEvent::Done { .. }));
        assert_eq!(accept(&mut alice, suggestion, "A good year.").await.status, 200);
        assert_eq!(alice.complete_evaluation(review, "their-half", ["3", "4", "2"], "A good year.").await.status, 200);
        let mut ann = app.sign_in("ann").await;
        for all in [ann.page("/review").await.text, ann.json("my-review", json!({})).await.text] {
            assert!(!all.contains("zyzzyva") && !all.contains("AI-assisted"));
        }
        assert!(alice.page(&format!("/reviews/{review}")).await.text.contains("zyzzyva"));
        app.run(&format!("UPDATE reviews SET state = 'feedback_delivered' WHERE id = {review}")).await;
        let told = ann.page("/review").await.text;
        assert!(told.contains("AI-assisted") && told.contains("zyzzyva"));
    }
}

on_both! {
    async fn help_is_for_whoever_may_write_the_field_now(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        let status = async |client: &Client, field: &str| ask(client, review, field, "x").await.status().as_u16();
        let (mut ann, ben, alice, hana) = (app.sign_in("ann").await, app.sign_in("ben").await, app.acting("alice", "manager").await, app.acting("hana", "hr_admin").await);
        assert_eq!(ask(&app.stranger(), review, "result-r1", "x").await.status(), 401);
        assert_eq!(status(&ben, "result-r1").await, 404, "nobody knows of others' reviews");
        assert_eq!((status(&alice, "result-r1").await, status(&hana, "result-r1").await), (403, 403));
        assert_eq!((status(&ann, "comment-r1").await, status(&ann, "summary").await), (403, 403), "one's own review is not evaluated");
        assert_eq!(status(&alice, "summary").await, 409, "not her turn yet");
        assert_eq!((status(&ann, "result-zz").await, status(&ann, "career_path").await), (404, 404));
        let mut other = ann.clone();
        other.stamp = app.stamp("ben").await;
        assert_eq!(status(&other, "result-r1").await, 409, "a page of another person");
        assert_eq!(ask(&ann, review, "result-r1", " ").await.status(), 422);
        assert_eq!(ask(&ann, review, "result-r1", &"x".repeat(4_001)).await.status(), 422);
        assert_eq!(ask(&ann, review, "result-r1", &"x".repeat(70_000)).await.status(), 413);
        assert!(stub.seen.asked.lock().expect("unpoisoned").is_empty(), "no model was asked for any of it");

        // A suggestion is its asker's alone, and only while they may write.
        let mut events = Events::of(ask(&ann, review, "result-r1", "x").await);
        let suggestion = events.started().await;
        events.rest().await;
        for mut thief in [app.sign_in("ben").await, app.acting("alice", "manager").await, app.acting("hana", "hr_admin").await] {
            assert_eq!(accept(&mut thief, suggestion, "Mine.").await.status, 404);
            assert_eq!(thief.json("discard-suggestion", json!({ "suggestion": suggestion })).await.status, 404);
        }
        assert_eq!(ann.submit_self(review, "own-half", ["4", "4", "5"]).await.status, 200);
        assert_eq!(accept(&mut ann, suggestion, "Late.").await.status, 409);
        assert_eq!(status(&ann, "result-r1").await, 409);
    }
}

on_both! {
    async fn a_prompt_holds_only_what_its_asker_may_read(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        let ann = app.sign_in("ann").await;
        // A draft of the reviewer's that must not come out, whatever put it there.
        let draft = json!({ "summary": "canary-summary", "accept_changes": "", "items": [{ "key": "r1", "rating": "1", "comment": "canary-comment" }] });
        app.run(&format!("UPDATE reviews SET manager_draft = '{draft}' WHERE id = {review}")).await;
        Events::of(ask(&ann, review, "result-r1", "facts of ann").await).rest().await;
        let prompt = stub.last_prompt();
        assert!(prompt.contains("facts of ann") && !prompt.contains("canary"), "{prompt}");
        app.run(&format!("UPDATE reviews SET manager_draft = '' WHERE id = {review}")).await;

        let mut ann = ann;
        let own = [("result-r1", "own words of ann"), ("self_rating-r1", "4"), ("self_rating-r2", "4"), ("self_rating-r3", "4"),
            ("result-r2", "second"), ("result-r3", "third"), ("job_description", "canary-job"), ("career_path", "canary-career")];
        assert_eq!(ann.evaluate("self-evaluation-form", review, "whole-half", "submit", &own).await.status, 200);
        let mut ben = app.sign_in("ben").await;
        let bens = app.review_of("ben").await;
        let theirs = [("result-r1", "canary-of-ben")];
        assert_eq!(ben.evaluate("self-evaluation-form", bens, "bens-half", "save", &theirs).await.status, 200);
        let mut alice = app.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        Events::of(ask(&alice, review, "comment-r1", "notes of alice").await).rest().await;
        let prompt = stub.last_prompt();
        assert!(prompt.contains("own words of ann") && prompt.contains("notes of alice") && !prompt.contains("canary") && !prompt.contains("second"), "{prompt}");
        Events::of(ask(&alice, review, "summary", "notes of alice").await).rest().await;
        let prompt = stub.last_prompt();
        assert!(prompt.contains("own words of ann") && prompt.contains("second") && prompt.contains("third") && !prompt.contains("canary"), "{prompt}");
        assert!(!prompt.contains("Ann Employee") && !prompt.contains("ann@example.com"), "nobody is named unless somebody typed it");
    }
}

on_both! {
    async fn stopping_and_going_away_end_the_request_and_keep_what_came(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        let app = app.assisted(pa_assistant::server::config::Assist { model: "stalling".into(), ..stub.assist() }).await;
        let mut ann = app.sign_in("ann").await;
        let mut events = Events::of(ask(&ann, review, "result-r1", FACTS).await);
        let suggestion = events.started().await;
        while !matches!(events.next().await, Some(StreamEvent::Text(text)) if text.contains("fell")) {}
        assert_eq!(stub.open(), 1);
        drop(events);
        stub.until_open(0).await;
        // What had come can be used at once.
        let view: Value = accept(&mut ann, suggestion, "Failed payments fell").await.json();
        assert_eq!((&view["suggestion"], &view["edited"]), (&json!("Failed payments fell"), &json!(0)));
        app.until("SELECT COUNT(*) FROM assist_places", 0).await;

        // Somebody who goes away while waiting gives their place up too.
        let ben = app.sign_in("ben").await;
        let (first, second) = (ask(&ann, review, "result-r2", FACTS).await, ask(&ben, app.review_of("ben").await, "result-r1", FACTS).await);
        app.until("SELECT COUNT(*) FROM assist_places", 2).await;
        drop(second);
        app.until("SELECT COUNT(*) FROM assist_places", 1).await;
        drop(first);
        app.until("SELECT COUNT(*) FROM assist_places", 0).await;
        stub.until_open(0).await;
    }
}

on_both! {
    async fn three_replicas_keep_the_same_limits(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        app.run("INSERT INTO assist_settings (mode, model, first_token, total, per_person, at_once, waiting, words, result_template,
                     comment_template, summary_template, changed_at, changed_by)
                 SELECT 'local', 'slow', 30, 120, 1, 1, 1, 180, '{facts}', '{facts}{self_text}', '{facts}{targets}', 0, MIN(id) FROM people").await;
        stub.says("one two three");
        let (second, third) = (app.assisted(stub.assist()).await, app.assisted(stub.assist()).await);
        let (ann, ben) = (app.sign_in("ann").await, app.sign_in("ben").await);
        let bens = app.review_of("ben").await;
        let mut first = Events::of(ask(&ann, review, "result-r1", FACTS).await);
        first.started().await;
        // The same person on another replica; somebody else there has to wait; a third finds no place to wait at.
        assert_eq!(Events::of(ask(&ann.at(&second.router), review, "result-r2", FACTS).await).rest().await.1, StreamEvent::Failed(Failure::OwnLimit));
        let mut waiting = Events::of(ask(&ben.at(&second.router), bens, "result-r1", FACTS).await);
        assert_eq!(waiting.next().await, Some(StreamEvent::Waiting(1)));
        app.run("UPDATE assist_places SET person_id = (SELECT id FROM people WHERE employee_no = 'cat') WHERE started_at IS NULL").await;
        assert_eq!(Events::of(ask(&ben.at(&third.router), bens, "result-r2", FACTS).await).rest().await.1, StreamEvent::Failed(Failure::QueueFull));
        let (one, other) = tokio::join!(first.rest(), waiting.rest());
        assert_eq!((one.1, other.1), (StreamEvent::Done { cut: false }, StreamEvent::Done { cut: false }));
        assert_eq!(stub.seen.most.load(Ordering::SeqCst), 1, "never two at once");
        app.until("SELECT COUNT(*) FROM assist_places", 0).await;
    }
}

on_both! {
    async fn every_failure_is_told_and_nothing_is_changed(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        app.run("INSERT INTO assist_settings (mode, model, first_token, total, per_person, at_once, waiting, words, result_template,
                     comment_template, summary_template, changed_at, changed_by)
                 SELECT 'local', 'normal', 1, 2, 1, 2, 50, 180, '{facts}', '{facts}{self_text}', '{facts}{targets}', 0, MIN(id) FROM people").await;
        let mut ann = app.sign_in("ann").await;
        let saved = [("result-r1", "typed before")];
        assert_eq!(ann.evaluate("self-evaluation-form", review, "own-half", "save", &saved).await.status, 200);
        for (model, expected) in [("hanging", Failure::Silent), ("stalling", Failure::TooSlow), ("flooding", Failure::TooLong), ("broken", Failure::BrokenOff),
            ("garbage", Failure::Garbage), ("refusing", Failure::Refused { status: 500 }), ("redirecting", Failure::Redirected), ("unknown", Failure::NoSuchModel)] {
            app.run(&format!("UPDATE assist_settings SET model = '{model}'")).await;
            let (_, end) = Events::of(ask(&ann, review, "result-r1", "secret facts").await).rest().await;
            assert_eq!(end, StreamEvent::Failed(expected), "{model}");
        }
        stub.until_open(0).await;
        app.until("SELECT COUNT(*) FROM assist_places", 0).await;
        let own: Value = ann.json("my-review", json!({})).await.json();
        assert!(own["review"]["self_desk"]["draft"].to_string().contains("typed before") && own["review"]["assisted"] == json!([]));
        assert_eq!(app.number("SELECT COUNT(*) FROM assist_suggestions WHERE prompt <> '' OR facts <> '' OR suggestion <> ''").await, 0, "of failures nothing is kept");
        let last = SuggestionId(app.number("SELECT MAX(id) FROM assist_suggestions").await);
        assert_eq!(state_of(&app, last).await, "failed");
        assert_eq!(accept(&mut ann, last, "x").await.status, 409);
    }
}

on_both! {
    async fn a_prompt_is_carried_by_hand_without_names_and_comes_back_with_them(app: TestApp) {
        let (app, stub, review, mut alice) = evaluating(&app).await;
        let asked = json!({ "review": review, "field": "comment-r1", "acting_as": "", "facts": "- Ann helped Ben Employee (ben@example.com), says alice\n- Mori is happy" });
        let out: Value = alice.json("hand-out-prompt", json!({ "ask": asked })).await.json();
        let prompt = out["text"].as_str().expect("a prompt").to_owned();
        for name in ["Ann", "Ben", "ben@", "alice", "Mori"] {
            assert!(!prompt.contains(name), "{name} in {prompt}");
        }
        assert!(prompt.contains("never instructions") && prompt.contains("It went as planned."));
        assert!(stub.seen.asked.lock().expect("unpoisoned").is_empty(), "no server was asked");
        let token = |name: &str| out["pseudonyms"].as_array().expect("names").iter().find(|one| one["text"] == name).unwrap_or_else(|| panic!("{name}: {out}"))["token"].as_str().expect("a token").to_owned();
        let suggestion = out["suggestion"].to_string();

        // Without scripts: the page shows it again, and puts the answer into the draft.
        let page = alice.page(&format!("/reviews/{review}/assistance/comment-r1?suggestion={suggestion}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(&token("Ann")) && page.text.contains("This is what leaves the company"));
        let pasted = format!("{} helped {} a lot.", token("Ann"), token("Ben Employee"));
        let taken = alice.plain_form("take-pasted", &[("suggestion", &suggestion), ("pasted", &pasted)]).await;
        assert_eq!(taken.location.as_deref(), Some(format!("/reviews/{review}#comment-r1").as_str()), "{}", taken.text);
        let view: Value = alice.json("review", json!({ "review": review })).await.json();
        assert!(view["manager_desk"]["draft"].to_string().contains("Ann helped Ben Employee a lot."));
        assert_eq!((&view["assisted"][0]["mode"], &view["assisted"][0]["suggestion"]), (&json!("web"), &json!("Ann helped Ben Employee a lot.")));
        assert_eq!(app.number("SELECT COUNT(*) FROM assist_suggestions WHERE pseudonyms <> ''").await, 0);
        let twice = alice.plain_form("take-pasted", &[("suggestion", &suggestion), ("pasted", "again")]).await;
        assert!(twice.location.expect("back").contains("__err"));
        app.audit_verifies().await;
    }
}

on_both! {
    async fn the_button_without_scripts_saves_first(app: TestApp) {
        let (app, _stub, review) = writing(&app).await;
        let mut ann = app.sign_in("ann").await;
        let fields = [("form[review]", review.to_string()), ("form[save_id]", "before-help".into()), ("form[base_version]", "0".into()),
            ("form[intent]", "assist:result-r1".into()), ("form[texts][result-r1]", "typed".into())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let sent = ann.plain_form("self-evaluation-form", &fields).await;
        assert_eq!(sent.location.as_deref(), Some(format!("/reviews/{review}/assistance/result-r1").as_str()), "{}", sent.text);
        let page = ann.page(&sent.location.expect("a place")).await.text;
        assert!(page.contains("typed") && page.contains("Your facts"));
        let made = ann.plain_form("hand-out-form", &[("review", &review.to_string()), ("field", "result-r1"), ("facts", "- typed")]).await;
        let place = made.location.expect("a place");
        assert!(place.starts_with(&format!("/reviews/{review}/assistance/result-r1?suggestion=")), "{place}");
        assert!(ann.page(&place).await.text.contains("| - typed"));
        assert_eq!(app.sign_in("ben").await.page(&place).await.status, 404);
    }
}

on_both! {
    async fn switched_off_there_is_no_trace_and_the_year_goes_on(app: TestApp) {
        let (on, stub, review) = writing(&app).await;
        let mut ann = on.sign_in("ann").await;
        assert!(ann.page("/review").await.text.contains("Help with writing"));
        let by_mode = on.assisted(pa_assistant::server::config::Assist { mode: pa_assistant::domain::assist::Mode::Off, ..stub.assist() }).await;
        let as_a_whole = on.assisted(pa_assistant::server::config::Assist { enabled: false, ..stub.assist() }).await;
        for (app, name) in [(&by_mode, "mode"), (&as_a_whole, "as a whole")] {
            let mut ann = app.sign_in("ann").await;
            let page = ann.page("/review").await.text;
            assert!(!page.contains("Help with writing") && !page.contains("assist:"), "{name}");
            assert_eq!(ask(&ann, review, "result-r1", FACTS).await.status(), 404, "{name}");
            for (function, arguments) in [
                ("hand-out-prompt", json!({ "ask": { "review": review, "field": "result-r1", "facts": "x", "acting_as": "" } })),
                ("accept-suggestion", json!({ "suggestion": 1, "text": "x" })),
                ("discard-suggestion", json!({ "suggestion": 1 })),
                ("assist-page", json!({ "review": review, "field": "result-r1" })),
            ] {
                assert_eq!(ann.json(function, arguments).await.status, 404, "{name} {function}");
            }
            assert_eq!(ann.page(&format!("/reviews/{review}/assistance/result-r1")).await.status, 404, "{name}");
            let mut hana = app.acting("hana", "hr_admin").await;
            let configuration = hana.page("/configuration").await.text;
            assert_eq!((configuration.contains("Writing assistance"), hana.page("/assistance").await.status), if name == "mode" { (true, 200) } else { (false, 404) });
        }
        assert_eq!(as_a_whole.acting("hana", "hr_admin").await.json("assistance", json!({ "test": false })).await.status, 404);
        let mut ann = as_a_whole.sign_in("ann").await;
        assert_eq!(ann.submit_self(review, "own-half", ["4", "4", "5"]).await.status, 200);
        let mut alice = as_a_whole.acting("alice", "manager").await;
        assert_eq!(alice.move_review(review, "start", "self_eval_submitted", "").await.status, 200);
        assert_eq!(alice.complete_evaluation(review, "their-half", ["3", "4", "2"], "Fine.").await.status, 200);
    }
}

on_both! {
    async fn an_accepted_suggestion_can_be_drawn_again(app: TestApp) {
        let (app, stub, review) = writing(&app).await;
        let mut ann = app.sign_in("ann").await;
        let mut events = Events::of(ask(&ann, review, "result-r1", FACTS).await);
        let suggestion = events.started().await;
        events.rest().await;
        assert_eq!(accept(&mut ann, suggestion, "Edited.").await.status, 200);
        let again = async || replay(&app.state.db, &app.state.models, &app.state.clock, suggestion).await.expect("it is tried");
        assert_eq!(again().await, Replay::Same);
        let asked = stub.seen.asked.lock().expect("unpoisoned").clone();
        assert_eq!(asked[0], asked[1], "the very same question");
        stub.says("Failed payments fell to 2 %. The rest is done.");
        assert!(matches!(again().await, Replay::Differs(share) if share < 200));
        app.run(&format!("UPDATE assist_suggestions SET digest = 'another' WHERE id = {suggestion}")).await;
        assert!(matches!(again().await, Replay::ModelChanged { .. }));
        app.run(&format!("UPDATE assist_suggestions SET prompt_hash = 'another' WHERE id = {suggestion}")).await;
        assert_eq!(again().await, Replay::PromptChanged);
        assert_eq!(replay(&app.state.db, &app.state.models, &app.state.clock, SuggestionId(9_999)).await.expect("it is tried"), Replay::NoSuchSuggestion);
    }
}

on_both! {
    async fn texts_nobody_took_over_go_and_those_of_somebody_anonymised_too(app: TestApp) {
        let (app, _stub, review) = writing(&app).await;
        let mut ann = app.sign_in("ann").await;
        let asked = async |ann: &Client, field: &str| {
            let mut events = Events::of(ask(ann, review, field, FACTS).await);
            let suggestion = events.started().await;
            events.rest().await;
            suggestion
        };
        let (taken, left, thrown) = (asked(&ann, "result-r1").await, asked(&ann, "result-r2").await, asked(&ann, "result-r3").await);
        assert_eq!(accept(&mut ann, taken, "Mine.").await.status, 200);
        assert_eq!(ann.json("discard-suggestion", json!({ "suggestion": thrown })).await.status, 200);
        let kept = "SELECT COUNT(*) FROM assist_suggestions WHERE prompt <> '' AND facts <> '' AND suggestion <> ''";
        assert_eq!(app.number(kept).await, 2);
        assert_eq!(accept(&mut ann, thrown, "x").await.error(), AppError::ChangedMeanwhile { now: String::new() });
        app.hands.advance_seconds(31 * 24 * 3_600);
        sweep::run(&app.state).await.expect("swept");
        assert_eq!((app.number(kept).await, state_of(&app, left).await.as_str()), (1, "offered"));
        let mut hana = app.acting("hana", "hr_admin").await;
        let person = app.person("ann").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &person), ("reason", "She left.")]).await.status, 200);
        let gone = hana.form("anonymise-person", &[("person", &person), ("confirm", "ann")]).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        assert_eq!(app.number(kept).await, 0);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn calls_are_counted_and_nothing_of_them_is_told(app: TestApp) {
        let (app, _stub, review) = writing(&app).await;
        let ann = app.sign_in("ann").await;
        Events::of(ask(&ann, review, "result-r1", "zyzzyva").await).rest().await;
        let request = axum::http::Request::get("/metrics").body(Body::empty()).expect("a request");
        let answer = tower::ServiceExt::oneshot(pa_assistant::server::telemetry::serve::router(app.state.clone()), request).await.expect("an answer");
        let text = String::from_utf8(answer.into_body().collect().await.expect("a body").to_bytes().to_vec()).expect("text");
        for line in ["pa_ai_calls_total{outcome=\"done\"} 1", "pa_ai_tokens_total{of=\"answer\"} 12", "pa_ai_places{state=\"running\"} 0", "pa_ai_first_token_seconds_count 1"] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        assert!(!text.contains("zyzzyva"));
    }
}

on_both! {
    async fn a_person_whose_role_was_taken_gets_no_help(app: TestApp) {
        let (app, _stub, review, alice) = evaluating(&app).await;
        app.run("UPDATE people SET manager_id = (SELECT id FROM people WHERE employee_no = 'bob') WHERE employee_no IN ('ann', 'ben', 'cat')").await;
        let refused = ask(&alice, review, "summary", "x").await;
        assert!([404, 409].contains(&refused.status().as_u16()), "{}", refused.status());
        let mut owner = app.sign_in("ann").await;
        let own = owner.json("hand-out-prompt", json!({ "ask": { "review": review, "field": "summary", "facts": "x", "acting_as": "" } })).await;
        assert_eq!(own.error(), AppError::Denied(Denial::OwnRecord));
    }
}
