//! How a suggestion stands, as its panel shows it: what the stream's events make of it.
use crate::{
    api::{assist::StreamEvent, error::AppError},
    domain::{assist::failure::Failure, ids::SuggestionId},
};

/// Why nothing, or not all, came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Failure(Failure),
    /// The server refused the question, or what was done with its answer.
    Error(AppError),
    /// The connection broke.
    Lost,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Idle,
    Asking,
    Waiting(u64),
    Writing,
    Ready {
        cut: bool,
        stopped: bool,
    },
    Failed(Trouble),
}

impl Phase {
    /// Something is under way that can be stopped.
    pub fn is_busy(&self) -> bool {
        matches!(self, Phase::Asking | Phase::Waiting(_) | Phase::Writing)
    }
}

/// What one event changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Phase(Phase),
    /// A model was asked: everything before is over.
    Begun {
        suggestion: SuggestionId,
        inputs: Vec<String>,
    },
    Text(String),
    Nothing,
}

pub fn change(event: StreamEvent) -> Change {
    match event {
        StreamEvent::Waiting(ahead) => Change::Phase(Phase::Waiting(ahead)),
        StreamEvent::Started { suggestion, inputs, .. } => Change::Begun { suggestion, inputs },
        StreamEvent::Text(text) => Change::Text(text),
        StreamEvent::Still => Change::Nothing,
        StreamEvent::Done { cut } => Change::Phase(Phase::Ready { cut, stopped: false }),
        StreamEvent::Failed(failure) => Change::Phase(Phase::Failed(Trouble::Failure(failure))),
    }
}

/// Stopped by its reader: what has come can be used.
pub fn stopped(text: &str) -> Phase {
    if text.trim().is_empty() { Phase::Idle } else { Phase::Ready { cut: false, stopped: true } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_ends_ready_or_failed_and_stopping_keeps_what_came() {
        assert_eq!(change(StreamEvent::Waiting(2)), Change::Phase(Phase::Waiting(2)));
        assert_eq!(change(StreamEvent::Done { cut: true }), Change::Phase(Phase::Ready { cut: true, stopped: false }));
        let failed = change(StreamEvent::Failed(Failure::Silent));
        assert_eq!(failed, Change::Phase(Phase::Failed(Trouble::Failure(Failure::Silent))));
        assert_eq!(stopped(" \n"), Phase::Idle);
        assert_eq!(stopped("We cut"), Phase::Ready { cut: false, stopped: true });
        assert!(Phase::Waiting(1).is_busy() && !Phase::Idle.is_busy());
    }
}
