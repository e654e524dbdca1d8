//! Ollama's protocol: one JSON object a line.
use super::{Answering, Details, LanguageModel, Piece, Question, Result, http::Http, lines::Lines};
use crate::domain::assist::failure::Failure;
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

pub struct Ollama(pub Http);

#[async_trait]
impl LanguageModel for Ollama {
    async fn version(&self) -> Result<String> {
        let told = self.0.get("/api/version").await?;
        Ok(format!("Ollama {}", text(&told["version"]).ok_or(Failure::Garbage)?))
    }

    async fn models(&self) -> Result<Vec<String>> {
        let told = self.0.get("/api/tags").await?;
        let models = told["models"].as_array().ok_or(Failure::Garbage)?;
        models.iter().map(|model| text(&model["name"]).ok_or(Failure::Garbage)).collect()
    }

    async fn details(&self, model: &str) -> Result<Details> {
        let told = self.0.get("/api/tags").await?;
        let models = told["models"].as_array().ok_or(Failure::Garbage)?;
        // "llama3" is short for "llama3:latest".
        let is_it = |name: &str| name == model || name.strip_suffix(":latest") == Some(model);
        let known = models.iter().find(|known| known["name"].as_str().is_some_and(is_it)).ok_or(Failure::NoSuchModel)?;
        let shown = self.0.post("/api/show", &json!({ "model": model })).await?;
        let details = &shown["details"];
        let about: Vec<_> =
            ["family", "parameter_size", "quantization_level"].into_iter().filter_map(|name| text(&details[name])).collect();
        Ok(Details { digest: text(&known["digest"]).unwrap_or_default(), about: about.join(", ") })
    }

    async fn chat(&self, question: &Question) -> Result<Box<dyn Answering>> {
        let (prompt, options) = (&question.prompt, &question.options);
        let body = json!({
            "model": question.model,
            "messages": [{ "role": "system", "content": prompt.system }, { "role": "user", "content": prompt.user }],
            "stream": true,
            "options": {
                "seed": question.seed,
                "temperature": f64::from(options.temperature) / 100.0,
                "num_ctx": options.context,
                "num_predict": options.most,
            },
        });
        Ok(Box::new(Chat(self.0.open("/api/chat", &body).await?)))
    }
}

/// A short text of a server's, as one line.
pub fn text(value: &Value) -> Option<String> {
    let text: String = value.as_str()?.chars().filter(|c| !c.is_control()).take(200).collect();
    (!text.is_empty()).then_some(text)
}

#[derive(Deserialize)]
struct Line {
    message: Option<Message>,
    #[serde(default)]
    done: bool,
    done_reason: Option<String>,
    prompt_eval_count: Option<u64>,
    eval_count: Option<u64>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: String,
}

struct Chat(Lines);

#[async_trait]
impl Answering for Chat {
    async fn next(&mut self) -> Result<Option<Piece>> {
        let Some(bytes) = self.0.next().await? else { return Err(Failure::BrokenOff) };
        let line: Line = serde_json::from_slice(&bytes).map_err(|_| Failure::Garbage)?;
        if let Some(error) = line.error {
            return Err(if error.contains("not found") { Failure::NoSuchModel } else { Failure::Refused { status: 200 } });
        }
        let text = line.message.map(|message| message.content);
        if line.done {
            // Everything was said before; what stands beside `done` is counted only.
            let cut = line.done_reason.as_deref() == Some("length");
            return Ok(Some(Piece::End { cut, prompt_tokens: line.prompt_eval_count, answer_tokens: line.eval_count }));
        }
        text.map(|text| Some(Piece::Text(text))).ok_or(Failure::Garbage)
    }
}
