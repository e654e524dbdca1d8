//! Talking to a model server: one client, connections kept, no redirects, answers read within bounds.
use super::{Result, lines::Lines};
use crate::{
    domain::assist::failure::Failure,
    server::config::{Assist, ModelServer, tls},
};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use serde_json::Value;
use std::time::Duration;

/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(3);
/// For short questions: which models there are.
const SHORT: Duration = Duration::from_secs(5);
/// Longest answer to a short question.
const LIST: usize = 2 << 20;

pub fn client(config: &Assist) -> std::result::Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .connect_timeout(CONNECT)
        .pool_idle_timeout(Duration::from_secs(60))
        .redirect(redirect::Policy::none())
        // The address is the deployment's, and so is the way there.
        .no_proxy()
        .user_agent(concat!("pa-assistant/", env!("CARGO_PKG_VERSION")));
    let tls = config.tls.clone().or_else(|| {
        let mut roots = rustls::RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        tls::trusting(roots)
    });
    match tls {
        Some(tls) => builder.tls_backend_preconfigured((*tls).clone()).build(),
        None => builder.build(),
    }
}

#[derive(Clone)]
pub struct Http {
    client: Client,
    server: ModelServer,
}

impl Http {
    pub fn new(client: Client, server: &ModelServer) -> Self {
        Http { client, server: server.clone() }
    }

    fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.server.url));
        match &self.server.key {
            Some(key) => request.bearer_auth(&key.0),
            None => request,
        }
    }

    fn posting(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = self.request(reqwest::Method::POST, path);
        request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body.to_string())
    }

    /// A short answer.
    pub async fn get(&self, path: &str) -> Result<Value> {
        whole(self.request(reqwest::Method::GET, path).timeout(SHORT)).await
    }

    /// The same to a question with a body.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        whole(self.posting(path, body).timeout(SHORT)).await
    }

    /// An answer that comes line by line. How long it may take is the caller's business, who drops it.
    pub async fn open(&self, path: &str, body: &Value) -> Result<Lines> {
        Ok(Lines::new(agreed(self.posting(path, body).send().await.map_err(|error| failure(&error))?).await?))
    }
}

async fn whole(request: RequestBuilder) -> Result<Value> {
    let mut response = agreed(request.send().await.map_err(|error| failure(&error))?).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if bytes.len() + chunk.len() > LIST {
            return Err(Failure::TooLong);
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).map_err(|_| Failure::Garbage)
}

/// Only what went well goes on. The text of a refusal is not looked at but for one thing: it may repeat the prompt.
async fn agreed(mut response: Response) -> Result<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    Err(match status {
        StatusCode::NOT_FOUND => {
            let told = response.chunk().await.ok().flatten().unwrap_or_default();
            let told = String::from_utf8_lossy(&told[..told.len().min(4_096)]).to_lowercase();
            if told.contains("model") { Failure::NoSuchModel } else { Failure::Refused { status: 404 } }
        }
        status if status.is_redirection() => Failure::Redirected,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Failure::NotAllowed,
        status => Failure::Refused { status: status.as_u16().into() },
    })
}

/// What a failed exchange means. Its text holds an address at most, and even that is not passed on.
pub fn failure(error: &reqwest::Error) -> Failure {
    if error.is_connect() {
        Failure::Unreachable
    } else if error.is_timeout() {
        Failure::Silent
    } else if error.is_redirect() {
        Failure::Redirected
    } else {
        Failure::BrokenOff
    }
}
