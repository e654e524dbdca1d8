//! Writing assistance (R35–R39), as far as it is true on paper: what goes into a prompt and how it is told from instructions, what a
//! suggestion says that nobody said before, how people are made unrecognisable in a prompt that leaves the company, and how much of a
//! suggestion is left in what was accepted.
//!
//! Nothing here asks a model. The same functions run on the server and, for marks and names, in the browser.
pub mod edited;
pub mod failure;
pub mod invented;
mod numbers;
pub mod prompt;
pub mod pseudonyms;
pub mod settings;
pub mod suggestion;
pub mod template;
mod words;

#[cfg(test)]
mod tests;

use super::{draft::RowKey, evaluation::ManagerField, evaluation::SelfField, merge::TextField};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How suggestions come about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    Off,
    /// The page builds the prompt; its writer takes it to a tool of their own and pastes the answer back.
    Web,
    /// An Ollama server.
    Local,
    /// A server that speaks OpenAI's protocol.
    Openai,
}

impl Mode {
    pub const ALL: [Mode; 4] = [Mode::Off, Mode::Web, Mode::Local, Mode::Openai];

    pub fn code(self) -> &'static str {
        match self {
            Mode::Off => "off",
            Mode::Web => "web",
            Mode::Local => "local",
            Mode::Openai => "openai",
        }
    }

    /// A server of ours writes the suggestion.
    pub fn has_server(self) -> bool {
        matches!(self, Mode::Local | Mode::Openai)
    }
}

impl FromStr for Mode {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Mode::ALL.into_iter().find(|mode| mode.code() == code).ok_or(())
    }
}

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The employee's explanation of a result.
    Result,
    /// The reviewer's comment on a target.
    Comment,
    /// The reviewer's summary.
    Summary,
}

impl Purpose {
    pub const ALL: [Purpose; 3] = [Purpose::Result, Purpose::Comment, Purpose::Summary];

    pub fn code(self) -> &'static str {
        match self {
            Purpose::Result => "result",
            Purpose::Comment => "comment",
            Purpose::Summary => "summary",
        }
    }
}

impl FromStr for Purpose {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Purpose::ALL.into_iter().find(|purpose| purpose.code() == code).ok_or(())
    }
}

/// A field of a review that help is offered for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssistedField {
    Result(RowKey),
    Comment(RowKey),
    Summary,
}

impl AssistedField {
    pub fn purpose(&self) -> Purpose {
        match self {
            AssistedField::Result(_) => Purpose::Result,
            AssistedField::Comment(_) => Purpose::Comment,
            AssistedField::Summary => Purpose::Summary,
        }
    }

    /// The target it is about.
    pub fn key(&self) -> Option<&RowKey> {
        match self {
            AssistedField::Result(key) | AssistedField::Comment(key) => Some(key),
            AssistedField::Summary => None,
        }
    }

    /// It stands in the employee's half.
    pub fn is_own_part(&self) -> bool {
        matches!(self, AssistedField::Result(_))
    }

    /// The name its control has in the editor.
    pub fn name(&self) -> String {
        match self {
            AssistedField::Result(key) => SelfField::Result(key.clone()).name(),
            AssistedField::Comment(key) => ManagerField::Comment(key.clone()).name(),
            AssistedField::Summary => ManagerField::Summary.name(),
        }
    }
}

impl fmt::Display for AssistedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// No field that help is offered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no field that help is offered for")]
pub struct NoSuchField;

impl FromStr for AssistedField {
    type Err = NoSuchField;
    fn from_str(name: &str) -> Result<Self, NoSuchField> {
        let field = match name.split_once('-') {
            Some(("result", key)) => AssistedField::Result(RowKey(key.into())),
            Some(("comment", key)) => AssistedField::Comment(RowKey(key.into())),
            None if name == "summary" => AssistedField::Summary,
            _ => return Err(NoSuchField),
        };
        if field.key().is_some_and(|key| key.0.is_empty()) { Err(NoSuchField) } else { Ok(field) }
    }
}
