//! The life of a suggestion: asked for, under way, offered, and then accepted or thrown away by whoever asked. It changes nothing by
//! itself (R39).
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionState {
    /// The prompt was handed out to be carried elsewhere.
    HandedOut,
    /// A model writes.
    Running,
    /// All of it is there.
    Offered,
    /// Its writer, or whoever waited, ended it; what had come can be used.
    Stopped,
    Failed,
    Accepted,
    Discarded,
}

/// What happens to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Finish,
    Stop,
    Fail,
    Accept,
    Discard,
}

impl SuggestionState {
    pub const ALL: [SuggestionState; 7] = [
        SuggestionState::HandedOut,
        SuggestionState::Running,
        SuggestionState::Offered,
        SuggestionState::Stopped,
        SuggestionState::Failed,
        SuggestionState::Accepted,
        SuggestionState::Discarded,
    ];

    pub fn code(self) -> &'static str {
        match self {
            SuggestionState::HandedOut => "handed_out",
            SuggestionState::Running => "running",
            SuggestionState::Offered => "offered",
            SuggestionState::Stopped => "stopped",
            SuggestionState::Failed => "failed",
            SuggestionState::Accepted => "accepted",
            SuggestionState::Discarded => "discarded",
        }
    }

    /// The state after a step; nothing where it makes no sense.
    pub fn after(self, step: Step) -> Option<SuggestionState> {
        use SuggestionState::{Accepted, Discarded, Failed, HandedOut, Offered, Running, Stopped};
        match (self, step) {
            (Running, Step::Finish) => Some(Offered),
            (Running, Step::Stop) => Some(Stopped),
            (Running, Step::Fail) => Some(Failed),
            (HandedOut | Offered | Stopped, Step::Accept) => Some(Accepted),
            (HandedOut | Offered | Stopped | Failed, Step::Discard) => Some(Discarded),
            _ => None,
        }
    }
}

impl FromStr for SuggestionState {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        SuggestionState::ALL.into_iter().find(|state| state.code() == code).ok_or(())
    }
}
