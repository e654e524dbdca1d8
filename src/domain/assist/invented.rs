//! R38: what a suggestion says that nobody said before. Numbers, dates and names that stand in none of the inputs are marked for the
//! writer; whether they are right only the writer knows.
//!
//! Names are found by their capital letter, so names in scripts without one are not. A name that begins a sentence by itself looks like
//! any other word and is overlooked, unless a second one follows it.
pub use super::words::is_unspaced;
use super::{
    numbers::{self, Numbers},
    words::{Word, words},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    Number,
    Date,
    Name,
}

/// A place in a suggestion, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// What may be spoken of.
struct Known {
    words: BTreeSet<String>,
    numbers: Numbers,
}

/// Words that begin with a capital letter and name nobody.
const NOBODY: [&str; 12] = ["i", "i'm", "i've", "i'd", "i'll", "i’m", "i’ve", "i’d", "i’ll", "ok", "kpi", "kpis"];

/// In the order of the text, none within another.
pub fn marks(suggestion: &str, inputs: &[String]) -> Vec<Mark> {
    let known = known(inputs);
    let found = words(suggestion);
    let dates = numbers::dates(&found);
    let mut marks: Vec<Mark> = Vec::new();
    let mut index = 0;
    while index < found.len() {
        if let Some(date) = dates.iter().find(|date| date.first == index) {
            if !known.numbers.knows_date(date) {
                marks.push(Mark { start: found[index].start, end: found[date.last].end(), kind: Kind::Date });
            }
            index = date.last + 1;
            continue;
        }
        if let Some(kind) = invented(suggestion, &found, index, &known) {
            marks.push(Mark { start: found[index].start, end: found[index].end(), kind });
        }
        index += 1;
    }
    joined(suggestion, marks)
}

fn known(inputs: &[String]) -> Known {
    let mut known = Known { words: BTreeSet::new(), numbers: Numbers::default() };
    for input in inputs {
        let found = words(input);
        known.numbers.learn(&found);
        for word in found {
            let folded = folded(word.text);
            known.words.extend(folded.split(['-', '/', '.', '@', '_']).map(str::to_owned));
            known.words.insert(folded);
        }
    }
    known
}

/// Lower case, without the possessive.
fn folded(word: &str) -> String {
    let word = word.to_lowercase();
    ["'s", "’s"].iter().find_map(|end| word.strip_suffix(end)).map(str::to_owned).unwrap_or(word)
}

fn invented(text: &str, found: &[Word<'_>], index: usize, known: &Known) -> Option<Kind> {
    let word = found[index];
    if let Some(readings) = numbers::readings(word.text) {
        return (!known.numbers.knows(&readings)).then(|| if numbers::is_year(word.text) { Kind::Date } else { Kind::Number });
    }
    let folded = folded(word.text);
    let is_known = known.words.contains(&folded)
        || folded.split(['-', '/']).all(|part| part.is_empty() || known.words.contains(part))
        || NOBODY.contains(&word.text.to_lowercase().as_str());
    if is_known {
        return None;
    }
    // Letters and digits together: "Q3", "E1042".
    if word.text.chars().any(|c| super::words::digit(c).is_some()) {
        return Some(Kind::Number);
    }
    let has_address = word.text.contains('@') || word.text.contains("www.") || text[word.end()..].starts_with("://");
    if has_address || looks_like_a_name(text, found, index, known) { Some(Kind::Name) } else { None }
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn looks_like_a_name(text: &str, found: &[Word<'_>], index: usize, known: &Known) -> bool {
    let word = found[index].text;
    // "GitHub", "AWS", "McKay".
    if word.chars().skip(1).any(char::is_uppercase) {
        return true;
    }
    if !is_capital(word) {
        return false;
    }
    if !begins_sentence(text, found[index].start) {
        return true;
    }
    // Two in a row: the first of them is no ordinary word.
    let next = found.get(index + 1).filter(|next| text[found[index].end()..next.start].trim_matches(' ').is_empty());
    let reads_as_a_name = |word: &str| is_capital(word) && word.chars().skip(1).all(|c| c.is_lowercase() || "'’-".contains(c));
    next.is_some_and(|next| {
        reads_as_a_name(next.text) && !known.words.contains(&folded(next.text)) && !NOBODY.contains(&folded(next.text).as_str())
    })
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '\'', '“', '‘', '(', '«', '„', '*', '-', '–', '•', '\t']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', ';', '…'])
}

/// Marks of one kind with nothing but a space between them are one: "Maria Lopez".
fn joined(text: &str, marks: Vec<Mark>) -> Vec<Mark> {
    let mut joined: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut() {
            Some(last) if last.kind == mark.kind && last.kind == Kind::Name && &text[last.end..mark.start] == " " => {
                last.end = mark.end
            }
            _ => joined.push(mark),
        }
    }
    joined
}
