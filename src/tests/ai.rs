//! Both clients against a model server that behaves in every way one can: within limits, and gone when nobody listens.
use crate::support::{self, ModelStub, model::HOSTILE};
use pa_assistant::{
    domain::{
        assist::{Mode, Purpose, failure::Failure, prompt, template::Templates},
        time::Timestamp,
        validation::TEXT,
    },
    server::{
        ai::{
            Models, Options, Question,
            answer::{self, Answer, Times},
        },
        clock::Clock,
        config::{Assist, ModelServer},
    },
};
use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

const TIMES: Times = Times { first_token: Duration::from_secs(2), total: Duration::from_secs(4) };

fn question(model: &str) -> Question {
    let prompt =
        prompt::build(Purpose::Result, &Templates::default().result, &prompt::sample(Purpose::Result), 100).expect("whole");
    let options = Options::for_prompt(&prompt, 100);
    Question { model: model.into(), prompt, options, seed: 7 }
}

async fn ask(assist: &Assist, mode: Mode, model: &str, times: Times) -> (Result<(), Failure>, Answer) {
    let models = Models::new(assist).expect("clients");
    let server = models.of(mode).expect("a server");
    let mut answer = Answer::default();
    let (clock, _) = Clock::manual(Timestamp(0));
    let outcome = answer::listen(server.as_ref(), &question(model), times, &clock, &mut answer, |_| async {}).await;
    (outcome, answer)
}

const BOTH: [Mode; 2] = [Mode::Local, Mode::Openai];

#[test]
fn an_answer_comes_in_pieces_and_whole() {
    support::run(async {
        let stub = ModelStub::start().await;
        for mode in BOTH {
            let (outcome, answer) = ask(&stub.assist(), mode, "normal", TIMES).await;
            assert_eq!((outcome, answer.text.as_str()), (Ok(()), "Failed payments fell to 2 %. The rest is open."), "{mode:?}");
            assert_eq!((answer.prompt_tokens, answer.answer_tokens, answer.cut), (Some(50), Some(12), false), "{mode:?}");
        }
        let asked = stub.seen.asked.lock().expect("unpoisoned").clone();
        let (ollama, openai) = (&asked[0], &asked[1]);
        assert_eq!(
            (&ollama["options"]["seed"], &ollama["options"]["num_ctx"], &ollama["stream"]),
            (&7.into(), &2048.into(), &true.into())
        );
        assert_eq!((&openai["seed"], &openai["max_tokens"]), (&7.into(), &464.into()));
        assert!(ollama["messages"][1]["content"].as_str().is_some_and(|text| text.contains("| - failed payments")));
    });
}

#[test]
fn what_a_server_has_is_told() {
    support::run(async {
        let stub = ModelStub::start().await;
        let models = Models::new(&stub.assist()).expect("clients");
        let (local, openai) = (models.of(Mode::Local).expect("one"), models.of(Mode::Openai).expect("one"));
        assert_eq!(local.version().await, Ok("Ollama 0.5.1".into()));
        assert!(local.models().await.is_ok_and(|models| models.contains(&"normal:latest".into())));
        let details = local.details("normal").await.expect("known");
        assert_eq!((details.digest.as_str(), details.about.as_str()), ("digest-of-normal", "stub, 1B, Q4_0"));
        assert_eq!(local.details("none").await, Err(Failure::NoSuchModel));
        assert_eq!(openai.version().await, Ok("OpenAI's protocol".into()));
        assert!(openai.details("normal").await.is_ok_and(|details| details.digest.is_empty()));
        assert_eq!(openai.details("none").await, Err(Failure::NoSuchModel));
        assert!(models.of(Mode::Web).is_none());
    });
}

#[test]
fn every_failure_has_its_name_and_leaves_nobody_listening() {
    support::run(async {
        let stub = ModelStub::start().await;
        let quick = Times { first_token: Duration::from_millis(300), total: Duration::from_millis(900) };
        for mode in BOTH {
            for (model, expected) in [
                ("hanging", Failure::Silent),
                ("stalling", Failure::TooSlow),
                ("slow", Failure::Silent),
                ("flooding", Failure::TooLong),
                ("endless-line", Failure::TooLong),
                ("broken", Failure::BrokenOff),
                ("garbage", Failure::Garbage),
                ("refusing", Failure::Refused { status: 500 }),
                ("redirecting", Failure::Redirected),
                ("silent", Failure::Empty),
                ("unknown", Failure::NoSuchModel),
            ] {
                let (outcome, _) = ask(&stub.assist(), mode, model, quick).await;
                assert_eq!(outcome, Err(expected), "{mode:?} {model}");
            }
            stub.until_open(0).await;
        }
        // What had come before it stalled is there.
        let (_, answer) = ask(&stub.assist(), Mode::Local, "stalling", quick).await;
        assert_eq!(answer.text, "Failed payments fell ");
    });
}

#[test]
fn a_flood_is_cut_off_after_a_few_pieces() {
    support::run(async {
        let stub = ModelStub::start().await;
        let (_, answer) = ask(&stub.assist(), Mode::Local, "flooding", TIMES).await;
        assert!(answer.text.len() <= TEXT);
        stub.until_open(0).await;
        // Buffers of the operating system may hold some of it; nothing near what was on its way.
        assert!(stub.seen.sent.load(Ordering::SeqCst) < 16 << 20, "{}", stub.seen.sent.load(Ordering::SeqCst));
    });
}

#[test]
fn a_server_that_is_not_there_is_told_at_once() {
    support::run(async {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        let assist = Assist { ollama: Some(ModelServer { url, key: None }), ..ModelStub::start().await.assist() };
        let begun = Instant::now();
        assert_eq!(ask(&assist, Mode::Local, "normal", TIMES).await.0, Err(Failure::Unreachable));
        assert!(begun.elapsed() < Duration::from_secs(1));
    });
}

#[test]
fn what_moves_cursors_and_hides_is_taken_out_and_the_rest_stays_as_it_is() {
    support::run(async {
        let stub = ModelStub::start().await;
        let (outcome, answer) = ask(&stub.assist(), Mode::Local, "hostile", TIMES).await;
        assert_eq!(outcome, Ok(()));
        assert_eq!(answer.text, HOSTILE.replace(['\u{1b}', '\u{202e}'], ""));
    });
}

#[test]
fn whoever_stops_listening_ends_the_request() {
    support::run(async {
        let stub = ModelStub::start().await;
        for model in ["stalling", "slow", "hanging"] {
            let assist = stub.assist();
            let asking = tokio::spawn(async move { ask(&assist, Mode::Local, model, TIMES).await });
            stub.until_open(1).await;
            asking.abort();
            stub.until_open(0).await;
        }
    });
}
