//! Writing assistance (R35–R37): help with a text, and what of it was taken over. The suggestion of a server of ours comes as a stream of
//! [`StreamEvent`]s, one JSON object a line, from [`STREAM`]; everything else are functions.
use super::{error::AppError, reviews::ReviewHead, views::When, wire::Exchange};
use crate::domain::{
    assist::{
        Mode,
        failure::Failure,
        pseudonyms::Pseudonym,
        settings::{Limits, SettingsForm},
        template::Templates,
    },
    ids::{ReviewId, SuggestionId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a suggestion is asked for, with an [`Ask`] as JSON.
pub const STREAM: &str = "/api/assist-stream";

/// `field` is the name of its control in the editor, `facts` what whoever asks typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub review: i64,
    pub field: String,
    pub facts: String,
    pub acting_as: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StreamEvent {
    /// So many are served before.
    Waiting(u64),
    /// Nothing new: keeps proxies from closing a line on which nothing is said.
    Still,
    /// The model is asked. `inputs` are all texts it was given: what a suggestion may speak of.
    Started {
        suggestion: SuggestionId,
        model: String,
        inputs: Vec<String>,
    },
    Text(String),
    /// Whole; `cut` when the model stopped at its limit and not at its end.
    Done {
        cut: bool,
    },
    Failed(Failure),
}

/// A prompt to be carried elsewhere, with nobody's name in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOut {
    pub suggestion: SuggestionId,
    pub text: String,
    pub pseudonyms: Vec<Pseudonym>,
    pub inputs: Vec<String>,
}

/// Where a text of a review came from, for whoever may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistedView {
    /// The name its field has in the editor.
    pub field: String,
    pub by: String,
    pub at: When,
    pub mode: Mode,
    pub model: String,
    pub digest: String,
    pub prompt_hash: String,
    pub options: String,
    pub seed: u64,
    pub latency_ms: Option<u64>,
    /// What whoever asked had typed, and what was suggested.
    pub facts: String,
    pub suggestion: String,
    /// How much was edited, in thousandths: when it was accepted, and until the text as it stands.
    pub edited: u64,
    pub edited_now: u64,
}

/// Help with one text as a page of its own, for whoever has no scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPage {
    pub head: ReviewHead,
    pub field: String,
    /// The place of the target it is about, from 1.
    pub target: Option<u64>,
    /// What stands in the field.
    pub text: String,
    pub handed_out: Option<HandedOut>,
}

/// How it was used in the last 30 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageView {
    pub asked: u64,
    pub copied: u64,
    pub accepted: u64,
    pub discarded: u64,
    pub failed: u64,
    pub people: u64,
    pub tokens: u64,
    /// On average, in thousandths, of what was accepted.
    pub edited: u64,
}

/// What a test of the connection found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// "Ollama 0.5.1"
    pub version: Result<String, Failure>,
    /// Digest and description of the chosen model.
    pub model: Option<Result<(String, String), Failure>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistancePage {
    /// Counts versions: a form says which one it was made from.
    pub version: i64,
    pub mode: Mode,
    /// What the deployment leaves to choose from.
    pub possible: Vec<Mode>,
    pub model: String,
    pub limits: Limits,
    pub templates: Templates,
    /// Models of the server in use; why there are none, when it does not say.
    pub models: Option<Result<Vec<String>, Failure>>,
    pub tested: Option<Tested>,
    /// Every template with a sample's facts, as a model would get it: purpose and prompt.
    pub previews: Vec<(String, String)>,
    pub usage: UsageView,
}

/// The prompt for a tool of one's own.
#[server(prefix = "/api", endpoint = "hand-out-prompt", protocol = Exchange)]
pub async fn hand_out(ask: Ask, acting_as: String) -> Result<HandedOut, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::suggestions::hand_out(&cx, &ask).await)
}

/// Notes that a suggestion is taken over as `text`. `pasted` is the answer of a tool of one's own.
#[server(prefix = "/api", endpoint = "accept-suggestion", protocol = Exchange)]
pub async fn accept(
    suggestion: SuggestionId,
    text: String,
    pasted: Option<String>,
    acting_as: String,
) -> Result<AssistedView, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::suggestions::accept(&cx, suggestion, &text, pasted.as_deref()).await)
}

#[server(prefix = "/api", endpoint = "discard-suggestion", protocol = Exchange)]
pub async fn discard(suggestion: SuggestionId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::suggestions::discard(&cx, suggestion).await)
}

#[server(prefix = "/api", endpoint = "assist-page", protocol = Exchange)]
pub async fn assist_page(review: ReviewId, field: String, suggestion: Option<SuggestionId>) -> Result<TextPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::suggestions::page(&cx, review, &field, suggestion).await)
}

/// The prompt without scripts: leads back to the page that shows it.
#[server(prefix = "/api", endpoint = "hand-out-form")]
pub async fn hand_out_form(review: ReviewId, field: String, facts: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let ask = Ask { review: review.0, field, facts, acting_as };
    let out = context::answer(services::suggestions::hand_out(&cx, &ask).await)?;
    context::redirect(&services::suggestions::address(review, &ask.field, Some(out.suggestion)))
}

/// Takes the answer of a tool over into the draft, without scripts.
#[server(prefix = "/api", endpoint = "take-pasted")]
pub async fn take_pasted(suggestion: SuggestionId, pasted: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let landing = context::answer(services::suggestions::take_pasted(&cx, suggestion, &pasted).await)?;
    context::redirect(&landing)
}

/// What HR sets up. `test` asks the server of the saved settings whether it is well.
#[server(prefix = "/api", endpoint = "assistance", protocol = Exchange)]
pub async fn assistance(test: bool) -> Result<AssistancePage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::assist::page(&cx, test).await)
}

/// Mode, model and limits; `seen` is the version the page showed.
#[server(prefix = "/api", endpoint = "save-assistance")]
pub async fn save_assistance(form: SettingsForm, reason: String, seen: i64, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::assist::save(&cx, &form, &reason, seen).await)?;
    context::redirect("/assistance?done=changed")
}

#[server(prefix = "/api", endpoint = "save-assist-templates")]
pub async fn save_templates(form: Templates, reason: String, seen: i64, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::assist::save_templates(&cx, &form, &reason, seen).await)?;
    context::redirect("/assistance?done=changed")
}
