//! What was typed into a panel, as it waits in the browser: across a reload, an expired session and a failure of any kind.
use crate::{api::assist::HandedOut, domain::ids::SuggestionId, ui::platform};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub facts: String,
    /// The suggestion as it was edited so far.
    pub text: String,
    pub suggestion: Option<SuggestionId>,
    pub inputs: Vec<String>,
    pub handed_out: Option<HandedOut>,
    /// The answer of a tool of one's own, names put back, as it was pasted.
    pub pasted: Option<String>,
}

impl Kept {
    pub fn read(drawer: &str) -> Option<Kept> {
        platform::from_json(&platform::stored(drawer)?)
    }

    /// Nothing typed and nothing suggested: nothing to keep. `begun` are the facts the panel opened with.
    pub fn write(&self, drawer: &str, begun: &str) {
        let is_empty = self.text.is_empty() && self.handed_out.is_none() && (self.facts == begun || self.facts.is_empty());
        match platform::to_json(self) {
            Some(json) if !is_empty => platform::store(drawer, &json),
            _ => platform::unstore(drawer),
        }
    }
}
