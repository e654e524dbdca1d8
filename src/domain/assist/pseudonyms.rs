//! Prompts that leave the company name nobody: names, mail addresses and employee ids of people are exchanged for tokens, and put back
//! exactly where the answer has them.
//!
//! Each spelling has its token, so that what is put back is what stood there. People are found as the company knows them: by full name,
//! by either part of the name of somebody whose full name occurs or who is party to the review, by mail address and by id. Any mail
//! address counts, known or not.
use super::words::is_unspaced;
use serde::{Deserialize, Serialize};

/// Somebody who may be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    pub email: String,
    pub employee_no: String,
    /// Also found by a part of the name alone.
    pub is_party: bool,
}

/// A token and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pseudonym {
    pub token: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disguised {
    pub text: String,
    pub pseudonyms: Vec<Pseudonym>,
}

/// A place in a text that names somebody: bytes, whom (by number) and what kind of name it is.
struct Found {
    start: usize,
    end: usize,
    label: String,
}

/// Shortest part of a name that is looked for by itself: "Li" would be found everywhere, but not in other words.
const SHORTEST: usize = 2;

/// Shortest employee id that is looked for: a shorter one is a number like any other.
const SHORTEST_ID: usize = 3;

/// Exchanges names in the lines of a prompt that people wrote; what is said around them names nobody.
pub fn disguise_material(prompt: &str, people: &[Identity]) -> Disguised {
    exchange_in(prompt, people, |at| prompt[..at].rsplit('\n').next().is_some_and(|line| line.starts_with(super::prompt::BAR)))
}

/// Exchanges everybody's names for tokens.
pub fn disguise(text: &str, people: &[Identity]) -> Disguised {
    exchange_in(text, people, |_| true)
}

fn exchange_in(text: &str, people: &[Identity], is_material: impl Fn(usize) -> bool) -> Disguised {
    let lower = Folded::new(text);
    let mut found: Vec<Found> = Vec::new();
    let mut number = 0;
    for person in people {
        let id = if person.employee_no.chars().count() < SHORTEST_ID { "" } else { &person.employee_no };
        let by_whole: Vec<(usize, usize, &str)> = [(person.email.as_str(), "mail"), (person.name.as_str(), ""), (id, "id")]
            .into_iter()
            .flat_map(|(name, kind)| lower.find(name).into_iter().map(move |(start, end)| (start, end, kind)))
            .collect();
        let parts: Vec<&str> = match person.is_party || by_whole.iter().any(|(.., kind)| kind.is_empty()) {
            true => person.name.split_whitespace().filter(|part| part.chars().count() >= SHORTEST).collect(),
            false => Vec::new(),
        };
        // By itself a name is told from a word by its capital letter: "Long", "May".
        let capital = |(start, _): &(usize, usize)| text[*start..].chars().next().is_some_and(|c| !c.is_lowercase());
        let by_part = parts.iter().flat_map(|part| lower.find(part)).filter(capital).map(|(start, end)| (start, end, "name"));
        let all: Vec<_> = by_part.chain(by_whole.iter().copied()).filter(|(start, ..)| is_material(*start)).collect();
        if all.is_empty() {
            continue;
        }
        number += 1;
        found.extend(all.into_iter().map(|(start, end, kind)| Found { start, end, label: label(kind, number) }));
    }
    let addresses = addresses(text).into_iter().filter(|(start, _)| is_material(*start));
    found.extend(addresses.map(|(start, end)| Found { start, end, label: "Mail".into() }));
    // The longest name at a place counts.
    found.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    exchange(text, &found)
}

fn label(kind: &str, number: usize) -> String {
    match kind {
        "mail" => format!("Mail of Person {number}"),
        "id" => format!("Id of Person {number}"),
        _ => format!("Person {number}"),
    }
}

fn exchange(text: &str, found: &[Found]) -> Disguised {
    let mut out = Disguised { text: String::with_capacity(text.len()), pseudonyms: Vec::new() };
    let mut at = 0;
    for place in found {
        if place.start < at {
            continue;
        }
        out.text.push_str(&text[at..place.start]);
        let original = &text[place.start..place.end];
        let known = out.pseudonyms.iter().find(|known| known.text == original && is_of(&known.token, &place.label));
        let token = match known {
            Some(known) => known.token.clone(),
            None => {
                let token = fresh(text, &out.pseudonyms, &place.label);
                out.pseudonyms.push(Pseudonym { token: token.clone(), text: original.to_owned() });
                token
            }
        };
        out.text.push_str(&token);
        at = place.end;
    }
    out.text.push_str(&text[at..]);
    out
}

fn is_of(token: &str, label: &str) -> bool {
    token.trim_start_matches('[').trim_end_matches(']').split(" ~").next() == Some(label)
}

/// `[Person 1]`, and `[Person 1 ~2]` for another spelling of the same; never one that stands in the text already.
fn fresh(text: &str, taken: &[Pseudonym], label: &str) -> String {
    let is_free = |token: &String| !taken.iter().any(|known| known.token == *token) && !text.contains(token.as_str());
    std::iter::once(format!("[{label}]")).chain((2..).map(|n| format!("[{label} ~{n}]"))).find(is_free).unwrap_or_default()
}

/// Puts everybody back. Tokens that are not known stay as they are.
pub fn restore(text: &str, pseudonyms: &[Pseudonym]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match pseudonyms.iter().find(|known| from.starts_with(&known.token)) {
            Some(known) => {
                out.push_str(&known.text);
                rest = &from[known.token.len()..];
            }
            None => {
                out.push('[');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Mail addresses, whoever's they are.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start =
            text[..at].char_indices().rev().take_while(|(_, c)| is_part(*c) && !is_unspaced(*c)).last().map(|(place, _)| place);
        let host: usize = text[at + 1..].chars().take_while(|c| is_part(*c) && !is_unspaced(*c)).map(char::len_utf8).sum();
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-', '_']);
        if let Some(start) = start.filter(|_| host.contains('.')) {
            found.push((start, at + 1 + host.len()));
        }
    }
    found
}

/// A text in lower case whose places are those of the original.
struct Folded<'a> {
    text: &'a str,
    lower: String,
    /// For each byte of `lower`, where its character begins in the original; one more for the end.
    origin: Vec<usize>,
}

impl<'a> Folded<'a> {
    fn new(text: &'a str) -> Self {
        let mut lower = String::with_capacity(text.len());
        let mut origin = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            for small in c.to_lowercase() {
                lower.push(small);
            }
            origin.resize(lower.len(), at);
        }
        origin.push(text.len());
        Folded { text, lower, origin }
    }

    /// Where `name` stands as a whole word, whatever its case.
    fn find(&self, name: &str) -> Vec<(usize, usize)> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, _) in self.lower.match_indices(&name) {
            let (start, end) = (self.origin[at], self.origin[at + name.len()]);
            let goes_on = |edge: Option<char>, own: Option<char>| {
                let solid = |c: char| c.is_alphanumeric() && !is_unspaced(c);
                edge.is_some_and(solid) && own.is_some_and(solid)
            };
            let before = goes_on(self.text[..start].chars().next_back(), name.chars().next());
            let after = goes_on(self.text[end..].chars().next(), name.chars().next_back());
            // A character whose lower case is several may be cut in the middle.
            if start < end && !before && !after {
                found.push((start, end));
            }
        }
        found
    }
}
