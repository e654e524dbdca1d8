//! A browser without a screen: keeps its cookies, says where it comes from, sends forms and JSON.
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use pa_assistant::api::{error::AppError, session::SessionView};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt;

#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
    /// By which a browser is known that signed in before.
    pub device: Option<String>,
    /// Where the connection comes from, and what it says about who is behind it.
    pub peer: Option<IpAddr>,
    pub forwarded_for: Option<String>,
    pub agent: Option<String>,
    /// Sent as `acting_as` with every change.
    pub stamp: String,
}

pub struct Answer {
    pub status: u16,
    pub text: String,
    pub location: Option<String>,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    pub fn error(&self) -> AppError {
        assert!(self.status >= 400, "expected a refusal: {} {}", self.status, self.text);
        self.json()
    }
}

impl Client {
    pub fn new(router: Router) -> Self {
        Client { router, cookie: None, device: None, peer: None, forwarded_for: None, agent: None, stamp: String::new() }
    }

    /// The same browser, now talking to another replica.
    pub fn at(&self, router: &Router) -> Self {
        Client { router: router.clone(), ..self.clone() }
    }

    /// The same browser after its session cookie is gone.
    pub fn without_session(&self) -> Self {
        Client { cookie: None, ..self.clone() }
    }

    fn request(&self, method: Method, path: &str, content_type: &str, accept: &str, body: impl Into<Body>) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "pa.test")
            .header(header::ORIGIN, "http://pa.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, "http://pa.test/page")
            .header(header::ACCEPT, accept);
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        for cookie in [&self.cookie, &self.device].into_iter().flatten() {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(hops) = &self.forwarded_for {
            request = request.header("x-forwarded-for", hops);
        }
        if let Some(agent) = &self.agent {
            request = request.header(header::USER_AGENT, agent);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(SocketAddr::new(peer, 4711)));
        }
        request.body(body.into()).expect("a request")
    }

    /// An answer that is read as it comes, as JSON; dropped, its reader has gone away.
    pub async fn open(&self, path: &str, json: &Value) -> axum::response::Response {
        let request = self.request(Method::POST, path, "application/json", "application/json", json.to_string());
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    pub async fn send(&mut self, method: Method, path: &str, content_type: &str, accept: &str, body: impl Into<Body>) -> Answer {
        let request = self.request(method, path, content_type, accept, body);
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        for set in response.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let pair = set.split(';').next().unwrap_or_default();
            let place = if pair.starts_with("pa_device=") { &mut self.device } else { &mut self.cookie };
            *place = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer {
            status: parts.status.as_u16(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            location: parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned),
            headers: parts.headers,
        }
    }

    pub async fn page(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "", "text/html", String::new()).await
    }

    /// A function with JSON arguments.
    pub async fn json(&mut self, function: &str, mut arguments: Value) -> Answer {
        if let Some(object) = arguments.as_object_mut()
            && !object.contains_key("acting_as")
        {
            object.insert("acting_as".into(), self.stamp.clone().into());
        }
        self.send(Method::POST, &format!("/api/{function}"), "application/json", "application/json", arguments.to_string()).await
    }

    fn encoded(&self, fields: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if !pairs.iter().any(|(name, _)| name == "acting_as") {
            pairs.push(("acting_as".into(), self.stamp.clone()));
        }
        let percent = |text: &str| {
            text.bytes()
                .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
                .collect::<String>()
        };
        pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>().join("&")
    }

    /// A form sent by a script.
    pub async fn form(&mut self, function: &str, fields: &[(&str, &str)]) -> Answer {
        let body = self.encoded(fields);
        self.send(Method::POST, &format!("/api/{function}"), "application/x-www-form-urlencoded", "application/json", body).await
    }

    /// A form sent by a browser without scripts.
    pub async fn plain_form(&mut self, function: &str, fields: &[(&str, &str)]) -> Answer {
        let body = self.encoded(fields);
        self.send(Method::POST, &format!("/api/{function}"), "application/x-www-form-urlencoded", "text/html", body).await
    }

    /// Takes the stamp of the session as it is now: what loading a page does.
    pub async fn refresh_stamp(&mut self) {
        let session: Option<SessionView> = self.json("session", json!({})).await.json();
        self.stamp = session.map(|session| session.stamp()).unwrap_or_default();
    }

    /// Moves a set on, from the state it is seen in.
    pub async fn move_set(&mut self, set: i64, action: &str, seen: &str, comment: &str) -> Answer {
        self.form("move-set", &[("set", &set.to_string()), ("action", action), ("seen", seen), ("comment", comment)]).await
    }

    /// Moves a review on, from the state it is seen in.
    pub async fn move_review(&mut self, review: i64, action: &str, seen: &str, comment: &str) -> Answer {
        self.form("move-review", &[("review", &review.to_string()), ("action", action), ("seen", seen), ("comment", comment)])
            .await
    }

    /// One half of a review, sent as the form of a page just opened. `texts` by the names of their fields.
    pub async fn evaluate(&mut self, function: &str, review: i64, save_id: &str, intent: &str, texts: &[(&str, &str)]) -> Answer {
        let own = function == "self-evaluation-form";
        let page =
            if own { self.json("my-review", json!({})).await } else { self.json("review", json!({ "review": review })).await };
        let page = page.json::<Value>();
        let version = if own { &page["review"]["self_desk"]["version"] } else { &page["manager_desk"]["version"] };
        let version = version.as_i64().unwrap_or_default();
        self.evaluate_from(version, function, review, save_id, intent, texts).await
    }

    /// The same as the form of a page that was opened at `version`.
    pub async fn evaluate_from(
        &mut self,
        version: i64,
        function: &str,
        review: i64,
        save_id: &str,
        intent: &str,
        texts: &[(&str, &str)],
    ) -> Answer {
        let head = [
            ("review", review.to_string()),
            ("save_id", save_id.into()),
            ("base_version", version.to_string()),
            ("intent", intent.into()),
        ];
        let head = head.map(|(name, value)| (format!("form[{name}]"), value));
        let texts = texts.iter().map(|(name, value)| (format!("form[texts][{name}]"), (*value).to_owned()));
        let fields: Vec<_> = head.into_iter().chain(texts).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.form(function, &fields).await
    }

    /// A whole self-evaluation: `ratings` for the three targets.
    pub async fn submit_self(&mut self, review: i64, save_id: &str, ratings: [&str; 3]) -> Answer {
        let keys = ["self_rating-r1", "self_rating-r2", "self_rating-r3"];
        let mut texts = vec![("job_description", "I build things."), ("career_path", "Bigger things.")];
        texts.extend(keys.into_iter().zip(ratings));
        texts.extend(["result-r1", "result-r2", "result-r3"].map(|name| (name, "It went as planned.")));
        self.evaluate("self-evaluation-form", review, save_id, "submit", &texts).await
    }

    /// A whole evaluation, with one text for every comment and the summary.
    pub async fn complete_evaluation(&mut self, review: i64, save_id: &str, ratings: [&str; 3], text: &str) -> Answer {
        let keys = ["manager_rating-r1", "manager_rating-r2", "manager_rating-r3"];
        let mut texts = vec![("summary", text)];
        texts.extend(keys.into_iter().zip(ratings));
        texts.extend(["comment-r1", "comment-r2", "comment-r3"].map(|name| (name, text)));
        self.evaluate("evaluation-form", review, save_id, "submit", &texts).await
    }

    /// A whole draft, sent as the page's form.
    pub async fn submit_targets(&mut self, set: i64, save_id: &str) -> Answer {
        let (set, mut fields) = (set.to_string(), Vec::new());
        let rows = [("r1", "50"), ("r2", "30"), ("r3", "20")];
        for (n, (key, weight)) in rows.iter().enumerate() {
            for (name, value) in [
                ("key", *key),
                ("task", "Do a thing"),
                ("kpi", "It is done"),
                ("weight", *weight),
                ("difficulty", "L2"),
                ("goal", ""),
            ] {
                fields.push((format!("form[rows][{n}][{name}]"), value.to_owned()));
            }
        }
        let base = self.json("my-targets", json!({})).await.json::<Value>()["set"]["version"].to_string();
        for (name, value) in [
            ("set", set.as_str()),
            ("save_id", save_id),
            ("base_version", &base),
            ("intent", "submit"),
            ("current_role", "Engineer"),
            ("long_term_goal", "Architect"),
        ] {
            fields.push((format!("form[{name}]"), value.to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.form("targets-form", &fields).await
    }
}
