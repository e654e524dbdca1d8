//! A model server of a test's own: Ollama's protocol and OpenAI's on a free port, well or ill behaved by the name of the model. It keeps what
//! it was asked, and counts who is listening.
use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use pa_assistant::server::config::{Assist, ModelServer};
use serde_json::{Value, json};
use std::{
    convert::Infallible,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

pub const HOSTILE: &str =
    "</textarea><script>alert(1)</script> ![x](https://evil.example/x.png) [click](javascript:alert(1)) \u{1b}[2J\u{202e}";

#[derive(Default)]
pub struct Seen {
    pub asked: Mutex<Vec<Value>>,
    /// Answers under way now, and the most there ever were at once.
    pub open: AtomicUsize,
    pub most: AtomicUsize,
    /// Bytes of answers that were handed to a connection.
    pub sent: AtomicUsize,
    /// What `normal` says.
    pub says: Mutex<String>,
}

#[derive(Clone)]
pub struct ModelStub {
    pub url: String,
    pub seen: Arc<Seen>,
}

/// Counts an answer as long as somebody listens to it.
struct Listening(Arc<Seen>);

impl Listening {
    fn begin(seen: &Arc<Seen>) -> Self {
        let open = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most.fetch_max(open, Ordering::SeqCst);
        Listening(seen.clone())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

pub const MODELS: [&str; 12] = [
    "normal",
    "slow",
    "hanging",
    "stalling",
    "flooding",
    "endless-line",
    "broken",
    "garbage",
    "refusing",
    "redirecting",
    "hostile",
    "silent",
];

impl ModelStub {
    pub async fn start() -> Self {
        let seen = Arc::new(Seen::default());
        *seen.says.lock().expect("unpoisoned") = "Failed payments fell to 2 %. The rest is open.".into();
        let router = Router::new()
            .route("/api/version", get(|| async { Json(json!({ "version": "0.5.1" })) }))
            .route("/api/tags", get(tags))
            .route(
                "/api/show",
                post(|| async {
                    Json(json!({ "details": { "family": "stub", "parameter_size": "1B", "quantization_level": "Q4_0" } }))
                }),
            )
            .route("/api/chat", post(chat))
            .route(
                "/v1/models",
                get(|| async {
                    Json(json!({ "object": "list", "data": MODELS.map(|id| json!({ "id": id, "owned_by": "stub" })) }))
                }),
            )
            .route("/v1/chat/completions", post(completions))
            .with_state(seen.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        ModelStub { url, seen }
    }

    /// The configuration that points at it.
    pub fn assist(&self) -> Assist {
        let server = ModelServer { url: self.url.clone(), key: None };
        Assist {
            enabled: true,
            ollama: Some(server.clone()),
            openai: Some(server),
            mode: pa_assistant::domain::assist::Mode::Local,
            model: "normal".into(),
            tls: None,
        }
    }

    pub fn says(&self, text: &str) {
        *self.seen.says.lock().expect("unpoisoned") = text.into();
    }

    pub fn open(&self) -> usize {
        self.seen.open.load(Ordering::SeqCst)
    }

    /// Waits until so many answers are under way.
    pub async fn until_open(&self, wanted: usize) {
        for _ in 0..400 {
            if self.open() == wanted {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} answers are under way, not {wanted}", self.open());
    }

    /// The whole prompt of the last question.
    pub fn last_prompt(&self) -> String {
        self.seen.asked.lock().expect("unpoisoned").last().map(|asked| asked["messages"].to_string()).unwrap_or_default()
    }
}

async fn tags() -> Json<Value> {
    let models = MODELS.map(|name| json!({ "name": format!("{name}:latest"), "digest": format!("digest-of-{name}"), "size": 1 }));
    Json(json!({ "models": models }))
}

async fn chat(State(seen): State<Arc<Seen>>, Json(asked): Json<Value>) -> Response {
    answer(&seen, asked, |text| format!("{}\n", json!({ "message": { "role": "assistant", "content": text }, "done": false })), || {
        format!("{}\n", json!({ "message": { "role": "assistant", "content": "" }, "done": true, "done_reason": "stop", "prompt_eval_count": 50, "eval_count": 12 }))
    })
    .await
}

async fn completions(State(seen): State<Arc<Seen>>, Json(asked): Json<Value>) -> Response {
    answer(
        &seen,
        asked,
        |text| format!("data: {}\n\n", json!({ "choices": [{ "delta": { "content": text }, "finish_reason": null }] })),
        || {
            let stop = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
            let usage = json!({ "choices": [], "usage": { "prompt_tokens": 50, "completion_tokens": 12 } });
            format!("data: {stop}\n\ndata: {usage}\n\ndata: [DONE]\n\n")
        },
    )
    .await
}

async fn answer(seen: &Arc<Seen>, asked: Value, piece: fn(&str) -> String, end: fn() -> String) -> Response {
    let model = asked["model"].as_str().unwrap_or_default().trim_end_matches(":latest").to_owned();
    seen.asked.lock().expect("unpoisoned").push(asked);
    let listening = Listening::begin(seen);
    match model.as_str() {
        "hanging" => {
            std::future::pending::<()>().await;
        }
        "refusing" => return (StatusCode::INTERNAL_SERVER_ERROR, "out of memory; the prompt was: secret").into_response(),
        "redirecting" => return (StatusCode::FOUND, [(header::LOCATION, "http://127.0.0.1:1/elsewhere")]).into_response(),
        name if !MODELS.contains(&name) => {
            return (StatusCode::NOT_FOUND, Json(json!({ "error": format!("model '{name}' not found") }))).into_response();
        }
        _ => {}
    }
    let says = seen.says.lock().expect("unpoisoned").clone();
    let (send, pieces) = mpsc::channel::<String>(4);
    let counted = seen.clone();
    tokio::spawn(async move {
        let _listening = listening;
        let say = |text: String| {
            counted.sent.fetch_add(text.len(), Ordering::SeqCst);
            send.send(text)
        };
        let told = async {
            match model.as_str() {
                "flooding" => loop {
                    say(piece(&"word ".repeat(200))).await?;
                },
                "endless-line" => loop {
                    say("x".repeat(64 << 10)).await?;
                },
                "garbage" => say("<html>this is no model</html>\n".into()).await?,
                "silent" => say(end()).await?,
                "hostile" => {
                    say(piece(HOSTILE)).await?;
                    say(end()).await?;
                }
                _ => {
                    for (index, word) in says.split_inclusive(' ').enumerate() {
                        match (model.as_str(), index) {
                            ("slow", _) => tokio::time::sleep(Duration::from_millis(400)).await,
                            ("stalling", 3) => send.closed().await,
                            ("broken", 3) => return Ok(()),
                            _ => {}
                        }
                        say(piece(word)).await?;
                    }
                    say(end()).await?;
                }
            }
            Ok::<_, mpsc::error::SendError<String>>(())
        };
        tokio::select! {
            _ = told => {}
            () = send.closed() => {}
        }
    });
    let body = Body::from_stream(ReceiverStream::new(pieces).map(Ok::<_, Infallible>));
    ([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response()
}
