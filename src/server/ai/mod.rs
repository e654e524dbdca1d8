//! Language models: one trait, two protocols. Whatever a server says is data, bounded in time and size before anybody looks at it; and
//! whoever stops listening ends the request.
//!
//! `http` talks, `ollama` and `openai` say what to whom, `answer` keeps the limits, `queue` the order in which people are served.
pub mod answer;
pub mod http;
mod lines;
pub mod ollama;
pub mod openai;
pub mod queue;

use super::config::Assist;
use crate::domain::assist::{Mode, failure::Failure, prompt::Prompt};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub type Result<T> = std::result::Result<T, Failure>;

/// How an answer is drawn. Kept with what came of it, so that it can be drawn again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// In hundredths.
    pub temperature: u32,
    /// Tokens the model keeps in mind: the prompt and the answer.
    pub context: u64,
    /// Tokens of the answer, at most.
    pub most: u64,
}

impl Options {
    /// Low, so that it stays with the facts.
    const TEMPERATURE: u32 = 20;

    /// Room for this prompt and so many words.
    pub fn for_prompt(prompt: &Prompt, words: u64) -> Self {
        // Some languages need three tokens a word; the limit on words is the prompt's, this one is against running on.
        let most = words * 4 + 64;
        // A server's own default is often smaller and cuts the prompt without a word.
        let context = (prompt.tokens() + most + 256).next_multiple_of(2_048).min(32_768);
        Options { temperature: Self::TEMPERATURE, context, most }
    }
}

/// What a model is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub model: String,
    pub prompt: Prompt,
    pub options: Options,
    pub seed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// The answer is whole. `cut`: the model stopped at its limit, not at its end.
    End {
        cut: bool,
        prompt_tokens: Option<u64>,
        answer_tokens: Option<u64>,
    },
}

/// A model as its server describes it. The digest says which one it is, whatever it is called; empty where the protocol has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    pub digest: String,
    /// "llama, 8.0B, Q4_0"
    pub about: String,
}

/// An answer on its way. Dropping it ends the request.
#[async_trait]
pub trait Answering: Send {
    /// The next piece; nothing after the end. An answer that stops without its end is broken off.
    async fn next(&mut self) -> Result<Option<Piece>>;
}

/// A server that writes.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// What answers there: "Ollama 0.5.1".
    async fn version(&self) -> Result<String>;
    async fn models(&self) -> Result<Vec<String>>;
    async fn details(&self, model: &str) -> Result<Details>;
    async fn chat(&self, question: &Question) -> Result<Box<dyn Answering>>;
}

/// The servers this deployment has.
#[derive(Clone, Default)]
pub struct Models {
    local: Option<Arc<dyn LanguageModel>>,
    openai: Option<Arc<dyn LanguageModel>>,
}

impl Models {
    /// Nobody is asked yet. Fails where TLS cannot be set up.
    pub fn new(config: &Assist) -> std::result::Result<Self, reqwest::Error> {
        if !config.enabled || (config.ollama.is_none() && config.openai.is_none()) {
            return Ok(Models::default());
        }
        // One pool of connections for both.
        let client = http::client(config)?;
        let local = config
            .ollama
            .as_ref()
            .map(|server| -> Arc<dyn LanguageModel> { Arc::new(ollama::Ollama(http::Http::new(client.clone(), server))) });
        let openai = config
            .openai
            .as_ref()
            .map(|server| -> Arc<dyn LanguageModel> { Arc::new(openai::OpenAi(http::Http::new(client.clone(), server))) });
        Ok(Models { local, openai })
    }

    pub fn of(&self, mode: Mode) -> Option<Arc<dyn LanguageModel>> {
        match mode {
            Mode::Local => self.local.clone(),
            Mode::Openai => self.openai.clone(),
            Mode::Off | Mode::Web => None,
        }
    }
}
