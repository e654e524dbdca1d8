//! What may stand in a field: lengths and the shape of a violation. Lengths count characters, as a person would (R8).
use serde::{Deserialize, Serialize};

/// One line: names, titles, addresses.
pub const LINE: usize = 200;
/// Task and KPI of a target.
pub const TASK: usize = 2_000;
/// Everything longer: goals, explanations, comments.
pub const TEXT: usize = 10_000;

/// What is wrong with one field, for `messages` to put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Missing,
    TooLong {
        max: usize,
        is: usize,
    },
    NotAWholeNumber,
    OutOfRange {
        min: i64,
        max: i64,
    },
    TooFew {
        min: usize,
        is: usize,
    },
    TooMany {
        max: usize,
        is: usize,
    },
    /// Weights must total exactly 100.
    WrongTotal {
        is: i64,
    },
    ControlCharacter,
    Taken,
    Unknown,
    /// Somebody who has left the company.
    HasLeft,
    /// A name that has a meaning of its own.
    Reserved,
    /// What stands there already.
    Unchanged,
    /// Another change of the same waits for somebody's decision.
    Waiting,
    NotAnAddress,
    NotADate,
    TooCommon,
    TooShort {
        min: usize,
    },
    Differs,
    BeforeStart,
    /// A day that has not come yet.
    InTheFuture,
    /// The days for it are over.
    TooLate,
    /// A day further from today than this, before or after it.
    TooFarAway {
        days: i32,
    },
    /// Nobody acts for themself (R23).
    Oneself,
    /// HR gives nobody of HR somebody else's reviews (R23).
    HrItself,
    /// Nobody is reviewed by this person.
    EmptyTeam,
    /// The same was asked of the same person and stands.
    AskedAlready,
    /// Nobody has this employee id.
    Nobody {
        named: String,
    },
    /// A place in a template that means nothing there.
    UnknownPlaceholder {
        name: String,
    },
    /// A place without which a template leaves out what it is about.
    MissingPlaceholder {
        name: String,
    },
    /// A brace that opens or closes nothing.
    BrokenPlaceholder,
}

/// A problem and where it stands. `field` is the name of the form control it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    pub field: String,
    pub problem: Problem,
}

impl Violation {
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Violation { field: field.into(), problem }
    }
}

pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Checks a text that may be empty: its length in characters, and that it holds no control characters but line breaks and tabs.
pub fn check_text(text: &str, max: usize) -> Option<Problem> {
    // Counting stops the moment the bound is passed; a hundred megabytes of text cost no more than the bound.
    if text.len() > max && text.chars().nth(max).is_some() {
        return Some(Problem::TooLong { max, is: length(text) });
    }
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).then_some(Problem::ControlCharacter)
}

/// The same for a text that must not be empty or blank.
pub fn check_required(text: &str, max: usize) -> Option<Problem> {
    if text.trim().is_empty() { Some(Problem::Missing) } else { check_text(text, max) }
}

/// A single line that must be filled in.
pub fn check_line(text: &str) -> Option<Problem> {
    check_required(text, LINE).or_else(|| text.contains(['\n', '\r']).then_some(Problem::ControlCharacter))
}

/// A mail address as far as a form can judge it: one `@`, something on both sides, a dot in the domain, no white space.
pub fn check_email(text: &str) -> Option<Problem> {
    if let Some(problem) = check_line(text) {
        return Some(problem);
    }
    let shaped = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.split('.').count() > 1
            && domain.split('.').all(|part| !part.is_empty())
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
    });
    (!shaped).then_some(Problem::NotAnAddress)
}

/// Line breaks as the browser keeps them in memory. Forms submit CRLF, scripts LF; comparing drafts needs one form.
pub fn normalise_newlines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters_at_the_bound() {
        assert_eq!(check_text(&"é".repeat(LINE), LINE), None);
        assert_eq!(check_text(&"é".repeat(LINE + 1), LINE), Some(Problem::TooLong { max: LINE, is: LINE + 1 }));
        assert_eq!(check_text("", LINE), None);
        assert_eq!(check_required(" \n", LINE), Some(Problem::Missing));
    }

    #[test]
    fn control_characters_are_refused_but_line_breaks_are_text() {
        assert_eq!(check_text("a\n\tb", TEXT), None);
        assert_eq!(check_text("a\u{0}b", TEXT), Some(Problem::ControlCharacter));
        assert_eq!(check_line("a\nb"), Some(Problem::ControlCharacter));
        assert_eq!(check_text("\u{202e}مرحبا 👩‍👩‍👧", TEXT), None);
    }

    #[test]
    fn addresses_need_a_name_and_a_domain() {
        for good in ["a@example.com", "yuki.pham+pa@mail.example.co.jp"] {
            assert_eq!(check_email(good), None, "{good}");
        }
        for bad in ["a", "a@b", "@b.c", "a@b.", "a b@c.de", "a@b@c.de", "a@.de"] {
            assert_eq!(check_email(bad), Some(Problem::NotAnAddress), "{bad}");
        }
    }

    #[test]
    fn every_kind_of_line_break_becomes_one() {
        assert_eq!(normalise_newlines("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
