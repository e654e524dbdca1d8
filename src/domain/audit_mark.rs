//! Lines kept outside the database: checkpoints of the audit chain's head (R42), and the removals that a restored backup has to
//! repeat (R43). A line is one sentence of words without personal data and a seal over exactly them, so that it may lie in a file or
//! in the middle of a log line; whoever lacks the key can neither make nor change one.
use super::{audit::Hash, ids::PersonId, time::Timestamp};
use std::{collections::BTreeMap, fmt::Write};

/// How far the chain was, and what its last entry was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub seq: i64,
    pub hash: Hash,
    pub at: Timestamp,
}

/// Somebody was anonymised. A record is known by its number and the moment it was made: after a restore numbers are given anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    pub person: PersonId,
    pub created: Timestamp,
    pub at: Timestamp,
}

/// What stands in front of the seal.
const SEAL: &str = " seal=";

/// A kind of line: how it begins, what it says.
pub trait Mark: Sized {
    const BEGIN: &'static str;
    fn words(&self) -> Vec<(&'static str, String)>;
    fn read(words: &BTreeMap<&str, &str>) -> Option<Self>;

    /// What is sealed.
    fn text(&self) -> String {
        let mut text = Self::BEGIN.to_owned();
        for (name, value) in self.words() {
            let _ = write!(text, " {name}={value}");
        }
        text
    }

    fn line(&self, seal: &str) -> String {
        format!("{}{SEAL}{seal}", self.text())
    }
}

impl Mark for Checkpoint {
    const BEGIN: &'static str = "pa-assistant-audit-checkpoint v1";

    fn words(&self) -> Vec<(&'static str, String)> {
        vec![("seq", self.seq.to_string()), ("hash", hex::encode(self.hash)), ("at", self.at.0.to_string())]
    }

    fn read(words: &BTreeMap<&str, &str>) -> Option<Self> {
        let hash = hex::decode(words.get("hash")?).ok()?.try_into().ok()?;
        Some(Checkpoint { seq: number(words, "seq")?, hash, at: Timestamp(number(words, "at")?) })
    }
}

impl Mark for Removal {
    const BEGIN: &'static str = "pa-assistant-removal v1";

    fn words(&self) -> Vec<(&'static str, String)> {
        vec![("person", self.person.to_string()), ("created", self.created.0.to_string()), ("at", self.at.0.to_string())]
    }

    fn read(words: &BTreeMap<&str, &str>) -> Option<Self> {
        Some(Removal {
            person: PersonId(number(words, "person")?),
            created: Timestamp(number(words, "created")?),
            at: Timestamp(number(words, "at")?),
        })
    }
}

fn number(words: &BTreeMap<&str, &str>, name: &str) -> Option<i64> {
    words.get(name)?.parse().ok()
}

/// A line that was found: where, what it says, and its seal. Nothing for one that cannot be read.
pub type Found<M> = (usize, Option<(M, String)>);

/// Every line of this kind in a file or a log, counted from 1. Other lines are passed over.
pub fn find<M: Mark>(text: &str) -> Vec<Found<M>> {
    let marked = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, line.split_once(M::BEGIN)?.1)));
    marked.map(|(at, rest)| (at, parse(rest))).collect()
}

fn parse<M: Mark>(rest: &str) -> Option<(M, String)> {
    // In a log line something may follow: a quotation mark, other fields.
    let (said, after) = rest.split_once(SEAL)?;
    let seal: String = after.chars().take_while(char::is_ascii_hexdigit).collect();
    let words: BTreeMap<&str, &str> = said.split_whitespace().filter_map(|word| word.split_once('=')).collect();
    Some((M::read(&words)?, seal))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKPOINT: Checkpoint = Checkpoint { seq: 42, hash: [7; 32], at: Timestamp(1_000_001) };
    const REMOVAL: Removal = Removal { person: PersonId(9), created: Timestamp(5), at: Timestamp(8) };

    #[test]
    fn a_line_is_found_in_a_file_and_in_a_log() {
        let line = CHECKPOINT.line("c0ffee");
        assert_eq!(find::<Checkpoint>(&line), [(1, Some((CHECKPOINT, "c0ffee".to_owned())))]);
        let log = format!("one\n{{\"message\":\"{line}\",\"level\":\"INFO\"}}\n{}\n", REMOVAL.line("ab"));
        assert_eq!(find::<Checkpoint>(&log), [(2, Some((CHECKPOINT, "c0ffee".to_owned())))]);
        assert_eq!(find::<Removal>(&log), [(3, Some((REMOVAL, "ab".to_owned())))]);
    }

    #[test]
    fn a_line_that_was_cut_or_bent_is_found_and_says_nothing() {
        let line = CHECKPOINT.line("c0ffee");
        for bent in
            [&line[..line.len() - 12], &line.replace("seq=42", "seq=x"), &line.replace("hash=07", "hash=7"), Checkpoint::BEGIN]
        {
            assert_eq!(find::<Checkpoint>(bent), [(1, None)], "{bent}");
        }
        assert_eq!(find::<Checkpoint>("nothing of it"), []);
    }

    #[test]
    fn no_two_marks_are_sealed_alike() {
        let other = Checkpoint { seq: 43, ..CHECKPOINT };
        assert_ne!(CHECKPOINT.text(), other.text());
        assert!(CHECKPOINT.text().starts_with(Checkpoint::BEGIN) && !CHECKPOINT.text().contains("seal"));
    }
}
