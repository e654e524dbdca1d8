//! Why there is no suggestion. Each has its words in `ui::messages::assist`, and behind each stands the copy-and-paste way.
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Failure {
    /// Nobody answers at the address.
    Unreachable,
    /// Nothing was said within the time for the first word.
    Silent,
    /// It was not finished within the time for all of it.
    TooSlow,
    /// The answer stopped in the middle.
    BrokenOff,
    /// What came is not what such a server says.
    Garbage,
    /// It said more than anybody asked for, and was cut off.
    TooLong,
    /// It said nothing at all.
    Empty,
    /// The server does not have the model.
    NoSuchModel,
    /// The server sends us elsewhere, where we do not go.
    Redirected,
    /// The server does not let us in.
    NotAllowed,
    /// The server says that it cannot, with this status.
    Refused { status: u64 },
    /// This person has as many under way as one may.
    OwnLimit,
    /// More wait than may wait.
    QueueFull,
    /// This process is being stopped; another one takes over.
    Leaving,
    /// Something of ours went wrong.
    Internal,
}

impl Failure {
    /// For figures and stored rows.
    pub fn code(self) -> &'static str {
        match self {
            Failure::Unreachable => "unreachable",
            Failure::Silent => "silent",
            Failure::TooSlow => "too_slow",
            Failure::BrokenOff => "broken_off",
            Failure::Garbage => "garbage",
            Failure::TooLong => "too_long",
            Failure::Empty => "empty",
            Failure::NoSuchModel => "no_such_model",
            Failure::Redirected => "redirected",
            Failure::NotAllowed => "not_allowed",
            Failure::Refused { .. } => "refused",
            Failure::OwnLimit => "own_limit",
            Failure::QueueFull => "queue_full",
            Failure::Leaving => "leaving",
            Failure::Internal => "internal",
        }
    }
}
