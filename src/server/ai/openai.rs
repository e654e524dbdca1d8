//! The protocol of OpenAI's chat completions, which many servers speak: server-sent events.
use super::{Answering, Details, LanguageModel, Piece, Question, Result, http::Http, lines::Lines, ollama::text};
use crate::domain::assist::failure::Failure;
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;

pub struct OpenAi(pub Http);

impl OpenAi {
    async fn known(&self) -> Result<Vec<(String, String)>> {
        let told = self.0.get("/v1/models").await?;
        let models = told["data"].as_array().ok_or(Failure::Garbage)?;
        let known = |model: &serde_json::Value| Some((text(&model["id"])?, text(&model["owned_by"]).unwrap_or_default()));
        models.iter().map(|model| known(model).ok_or(Failure::Garbage)).collect()
    }
}

#[async_trait]
impl LanguageModel for OpenAi {
    /// The protocol does not say; that the list of models comes is what counts.
    async fn version(&self) -> Result<String> {
        self.known().await?;
        Ok("OpenAI's protocol".into())
    }

    async fn models(&self) -> Result<Vec<String>> {
        Ok(self.known().await?.into_iter().map(|(id, _)| id).collect())
    }

    async fn details(&self, model: &str) -> Result<Details> {
        let (_, owner) = self.known().await?.into_iter().find(|(id, _)| id == model).ok_or(Failure::NoSuchModel)?;
        Ok(Details { digest: String::new(), about: owner })
    }

    async fn chat(&self, question: &Question) -> Result<Box<dyn Answering>> {
        let (prompt, options) = (&question.prompt, &question.options);
        let body = json!({
            "model": question.model,
            "messages": [{ "role": "system", "content": prompt.system }, { "role": "user", "content": prompt.user }],
            "stream": true,
            "stream_options": { "include_usage": true },
            "seed": question.seed,
            "temperature": f64::from(options.temperature) / 100.0,
            "max_tokens": options.most,
        });
        Ok(Box::new(Chat { lines: self.0.open("/v1/chat/completions", &body).await?, end: None }))
    }
}

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
    error: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Delta,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

/// Why it ended, and what it took.
#[derive(Clone, Copy, Default)]
struct End {
    cut: bool,
    prompt_tokens: Option<u64>,
    answer_tokens: Option<u64>,
}

struct Chat {
    lines: Lines,
    /// The last choice was made; figures may follow.
    end: Option<End>,
}

impl Chat {
    fn ended(&self) -> Result<Option<Piece>> {
        let End { cut, prompt_tokens, answer_tokens } = self.end.ok_or(Failure::BrokenOff)?;
        Ok(Some(Piece::End { cut, prompt_tokens, answer_tokens }))
    }
}

#[async_trait]
impl Answering for Chat {
    async fn next(&mut self) -> Result<Option<Piece>> {
        loop {
            let Some(bytes) = self.lines.next().await? else { return self.ended() };
            // Comments and names of events say nothing to us.
            let Some(data) = bytes.strip_prefix(b"data:").map(<[u8]>::trim_ascii) else {
                if bytes.starts_with(b":")
                    || bytes.starts_with(b"event:")
                    || bytes.starts_with(b"id:")
                    || bytes.starts_with(b"retry:")
                {
                    continue;
                }
                return Err(Failure::Garbage);
            };
            if data == b"[DONE]" {
                return self.ended();
            }
            let event: Event = serde_json::from_slice(data).map_err(|_| Failure::Garbage)?;
            if event.error.is_some() {
                return Err(Failure::Refused { status: 200 });
            }
            let choice = event.choices.into_iter().next();
            let text = choice.as_ref().and_then(|choice| choice.delta.content.clone()).filter(|text| !text.is_empty());
            if let Some(reason) = choice.and_then(|choice| choice.finish_reason) {
                self.end.get_or_insert_default().cut = reason == "length";
            }
            if let Some(usage) = event.usage {
                let end = self.end.get_or_insert_default();
                (end.prompt_tokens, end.answer_tokens) = (usage.prompt_tokens, usage.completion_tokens);
            }
            if let Some(text) = text {
                return Ok(Some(Piece::Text(text)));
            }
        }
    }
}
