//! The one error that leaves the server: a code, the fields it concerns, no internals. Wording is `ui::messages`' business.
use crate::domain::{
    actor::Role,
    import::{FileProblem, HeaderProblem, JobState},
    policy::Denial,
    review::ReviewState,
    target::SetState,
    validation::Violation,
};
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What besides people holds on to a department, an employee type or a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UsedBy {
    Goals,
    BoardDecisions,
    RankTables,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// No session, or it ended. What was typed stays in the page.
    SignedOut,
    /// The page was made for another role or person than the session has now.
    OtherRole {
        page: Option<Role>,
        now: Role,
    },
    /// Name or password wrong, or no such account: never which.
    WrongCredentials,
    TooManyAttempts {
        seconds: u64,
    },
    /// The company's directory cannot be asked at the moment; accounts with a password of their own can sign in.
    DirectorySilent,
    /// The directory knows this person; HR has not entered them.
    NotEnrolled,
    /// More requests at once than one person makes.
    TooFast {
        seconds: u64,
    },
    /// Unknown, or not to be known.
    NotFound,
    Denied(Denial),
    Invalid(Vec<Violation>),
    /// Somebody else moved the record on first.
    Overtaken {
        now: SetState,
    },
    ReviewOvertaken {
        now: ReviewState,
    },
    /// Not every review of the year is finished, and no reason was given for those (R29).
    Unfinished {
        names: Vec<String>,
    },
    /// Nobody is in the state this would move on.
    NothingToDo,
    /// Scores that are not what their ratings give (R27).
    ScoresDiffer {
        names: Vec<String>,
    },
    /// No rank table ranks these people.
    Unranked {
        names: Vec<String>,
    },
    /// A rank table with a gap, an overlap or a hole, with the places (R20).
    Bands(Vec<crate::domain::rank::TableProblem>),
    /// The draft was changed elsewhere since this page read it; its texts are kept under this version.
    Unmerged {
        version: i64,
    },
    LinkExpired,
    /// A rule of the year's calendar, for example a phase that was opened before.
    Calendar(crate::domain::fiscal_year::WindowRefusal),
    /// Not everybody in the team is approved, further on, or exempt.
    TeamIncomplete {
        missing: Vec<String>,
    },
    /// The confirmation typed does not match.
    NotConfirmed,
    TooLarge {
        max: u64,
    },
    /// The file cannot be read as what it claims to be; the line where that shows.
    Unreadable {
        line: u64,
        column: u64,
    },
    /// A file as a whole is not fit for an import.
    File(FileProblem),
    /// Somebody cancelled or applied the import meanwhile.
    ImportMoved {
        now: JobState,
    },
    /// The first row of an employee file does not name what is needed.
    Headers(Vec<HeaderProblem>),
    /// Roles that need a second pair of eyes would be granted or taken from these people (R1a).
    NeedsSecond {
        names: Vec<String>,
    },
    /// Somebody would report to themself in the end; the chain, first person last (R4).
    ManagerLoop {
        chain: Vec<String>,
    },
    /// The record is not what the form was made from any more.
    RecordChanged,
    /// The staged file no longer fits what is in the database; its preview shows why.
    Stale,
    /// The record is not what the page showed: somebody else changed it first. How it stands now, in a few words; may be empty.
    ChangedMeanwhile {
        now: String,
    },
    /// It cannot be removed: some of the people who are in it, how many in all, and other records by kind and year.
    InUse {
        people: Vec<String>,
        count: u64,
        records: Vec<(UsedBy, String)>,
    },
    /// Database gone or overloaded; trying again is right.
    Unavailable,
    /// One side could not read what the other sent. For a page that asks, the same as no answer: it tries again.
    Garbled,
    /// The request did not reach the server.
    Offline,
    Internal,
}

impl FromServerFnError for AppError {
    type Encoder = super::wire::Wire;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => AppError::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => AppError::Invalid(Vec::new()),
            // Asked, a function could not read its arguments; asking, a proxy's 502 page or a cut connection is no answer.
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => AppError::Garbled,
            _ => AppError::Internal,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AppError {}

impl AppError {
    /// The violations beside fields, if that is what went wrong.
    pub fn violations(&self) -> &[Violation] {
        match self {
            AppError::Invalid(violations) => violations,
            _ => &[],
        }
    }

    /// The HTTP status this error is answered with.
    pub fn status(&self) -> u16 {
        match self {
            AppError::SignedOut | AppError::WrongCredentials => 401,
            AppError::NotFound | AppError::Denied(Denial::Hidden) | AppError::LinkExpired => 404,
            AppError::Denied(
                Denial::WrongState(_)
                | Denial::WrongReviewState(_)
                | Denial::WindowClosed
                | Denial::Exempt
                | Denial::Archived
                | Denial::NothingSubmitted
                | Denial::Settled
                | Denial::HoldsRole
                | Denial::HasLeft
                | Denial::StillEmployed
                | Denial::Anonymised,
            ) => 409,
            AppError::Denied(_) | AppError::NeedsSecond { .. } | AppError::NotEnrolled => 403,
            AppError::OtherRole { .. }
            | AppError::Overtaken { .. }
            | AppError::ReviewOvertaken { .. }
            | AppError::Unfinished { .. }
            | AppError::Unmerged { .. }
            | AppError::ChangedMeanwhile { .. }
            | AppError::InUse { .. } => 409,
            AppError::TeamIncomplete { .. } | AppError::Calendar(_) | AppError::Stale | AppError::NothingToDo => 409,
            AppError::ScoresDiffer { .. }
            | AppError::Unranked { .. }
            | AppError::RecordChanged
            | AppError::ImportMoved { .. } => 409,
            AppError::Invalid(_)
            | AppError::ManagerLoop { .. }
            | AppError::Bands(_)
            | AppError::NotConfirmed
            | AppError::Unreadable { .. }
            | AppError::File(_)
            | AppError::Headers(_) => 422,
            AppError::TooLarge { .. } => 413,
            AppError::TooManyAttempts { .. } | AppError::TooFast { .. } => 429,
            AppError::Unavailable | AppError::Offline | AppError::DirectorySilent => 503,
            AppError::Garbled => 400,
            AppError::Internal => 500,
        }
    }
}
