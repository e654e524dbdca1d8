//! Numbers and dates as people write them, brought into one form so that they can be compared: `1,200` and `1200`, `twelve` and `12`,
//! `4 March 2026` and `2026-03-04`.
use super::words::{Word, digit};
use std::collections::BTreeSet;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// "One" is left out: it rarely counts anything.
const SMALL: [&str; 19] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const OTHER: [(&str, &str); 15] = [
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("dozen", "12"),
    ("half", "50"),
    ("twice", "2"),
    ("doubled", "2"),
    ("tripled", "3"),
];

/// A date, as far as it was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// 1 for Monday.
    weekday: Option<u32>,
}

/// A date and the words it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFound {
    pub first: usize,
    pub last: usize,
    said: Said,
}

/// Numbers and dates that stand in the inputs.
#[derive(Default)]
pub struct Numbers {
    values: BTreeSet<String>,
    dates: BTreeSet<Said>,
}

impl Numbers {
    pub fn learn(&mut self, words: &[Word<'_>]) {
        for word in words {
            self.values.extend(readings(word.text).unwrap_or_default());
            // "4.1-1.6", "10/12", "2026-03": its parts as well.
            for part in word.text.split(['-', '/', ':']) {
                self.values.extend(readings(part).unwrap_or_default());
            }
        }
        self.dates.extend(dates(words).into_iter().map(|date| date.said));
        for word in words {
            self.dates.extend(ambiguous(word.text));
        }
    }

    /// Any way of reading it is known.
    pub fn knows(&self, readings: &[String]) -> bool {
        readings.iter().any(|reading| self.values.contains(reading))
    }

    /// Everything it says is said by one date of the inputs.
    pub fn knows_date(&self, date: &DateFound) -> bool {
        let fits = |wanted: Option<u32>, held: Option<u32>| wanted.is_none() || wanted == held;
        let said = date.said;
        self.dates.iter().any(|held| {
            fits(said.year, held.year)
                && fits(said.month, held.month)
                && fits(said.day, held.day)
                && fits(said.weekday, held.weekday)
        })
    }
}

fn plain(text: &str) -> String {
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// The ways a word can be read as a number; nothing when it is none. `1,200` is 1200 or 1.2; `12ms` is 12; `20k` is 20000.
pub fn readings(word: &str) -> Option<Vec<String>> {
    let word = plain(word).to_lowercase();
    if let Some(place) = SMALL.iter().position(|small| *small == word) {
        return Some(vec![(place + 2).to_string()]);
    }
    if let Some((_, value)) = OTHER.iter().find(|(name, _)| *name == word) {
        return Some(vec![(*value).to_owned()]);
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if word.contains(['-', '/', ':']) {
        // A range or a time: known where all of its parts are, or all of it is.
        return Some(vec![word]);
    }
    let end = word.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = word.split_at(end);
    if number.contains(|c: char| !c.is_ascii_digit() && c != '.' && c != ',') {
        return Some(vec![word.clone()]);
    }
    let mut readings = vec![decimal(&number.replace(',', "."))];
    let groups: Vec<&str> = number.split([',', '.']).collect();
    if groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3) {
        readings.push(decimal(&groups.concat()));
    }
    // 1,234.5 and 1.234,5
    if let Some(at) = number.rfind([',', '.']).filter(|_| groups.len() > 2) {
        readings.push(decimal(&format!("{}.{}", number[..at].replace([',', '.'], ""), &number[at + 1..])));
    }
    let thousands = match unit {
        "k" => "000",
        "m" => "000000",
        _ => "",
    };
    if !thousands.is_empty() && !number.contains(['.', ',']) {
        readings.push(format!("{number}{thousands}"));
    }
    readings.dedup();
    Some(readings)
}

/// Without zeros that change nothing.
fn decimal(number: &str) -> String {
    let number = number.trim_start_matches('0');
    let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    if number.is_empty() || number.starts_with('.') { format!("0{number}") } else { number.to_owned() }
}

pub fn is_year(word: &str) -> bool {
    year(word).is_some()
}

fn year(word: &str) -> Option<u32> {
    let word = plain(word);
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..=2100).contains(year))
}

fn day(word: &str) -> Option<u32> {
    let word = plain(word).to_lowercase();
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
    bare.parse().ok().filter(|day| (1..=31).contains(day) && bare.len() <= 2)
}

fn named(names: &[&str], word: &str) -> Option<u32> {
    // "may" and "march" are months with a capital letter only.
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let word = word.to_lowercase();
    let word = word.trim_end_matches('.');
    let place = names.iter().position(|name| {
        *name == word || (word.len() == 3 || ["sept", "tues", "thur"].contains(&word)) && name.starts_with(word)
    })?;
    u32::try_from(place + 1).ok()
}

/// `2026-03-04`
fn iso(word: &str) -> Option<Said> {
    let word = plain(word);
    let parts: Vec<&str> = word.split('-').collect();
    let [y, m, d] = parts[..] else { return None };
    let month = m.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(Said { year: Some(year(y)?), month: Some(month), day: Some(day(d)?), weekday: None })
}

/// `04/03/2026` and `4.3.2026`: the two ways of reading it.
fn ambiguous(word: &str) -> Vec<Said> {
    let word = plain(word);
    let parts: Vec<&str> = word.split(['/', '.']).collect();
    let [a, b, y] = parts[..] else { return Vec::new() };
    let (Some(a), Some(b), Some(y)) = (day(a), day(b), year(y)) else { return Vec::new() };
    let said = |day, month| Said { year: Some(y), month: Some(month), day: Some(day), weekday: None };
    [said(a, b), said(b, a)].into_iter().filter(|said| said.month.is_some_and(|month| month <= 12)).collect()
}

/// The dates among these words, the longest first words allow.
pub fn dates(words: &[Word<'_>]) -> Vec<DateFound> {
    let mut dates = Vec::new();
    let mut index = 0;
    let at = |index: usize| words.get(index).map(|word| word.text);
    while index < words.len() {
        let word = words[index].text;
        let month_at = |place: usize| at(place).and_then(|word| named(&MONTHS, word));
        let day_at = |place: usize| at(place).and_then(day);
        let year_at = |place: usize| at(place).and_then(year);
        let found = if let Some(said) = iso(word) {
            Some((said, 0))
        } else if let Some(said) = ambiguous(word).first() {
            Some((*said, 0))
        } else if let (Some(day), Some(month)) = (day(word), month_at(index + 1)) {
            let year = year_at(index + 2);
            Some((Said { year, month: Some(month), day: Some(day), weekday: None }, if year.is_some() { 2 } else { 1 }))
        } else if let Some(month) = named(&MONTHS, word) {
            match (day_at(index + 1), year_at(index + 1), year_at(index + 2)) {
                (_, Some(year), _) => Some((Said { year: Some(year), month: Some(month), ..Said::default() }, 1)),
                (Some(day), None, year) => {
                    Some((Said { year, month: Some(month), day: Some(day), weekday: None }, if year.is_some() { 2 } else { 1 }))
                }
                (None, None, _) => Some((Said { month: Some(month), ..Said::default() }, 0)),
            }
        } else {
            named(&DAYS, word).map(|weekday| (Said { weekday: Some(weekday), ..Said::default() }, 0))
        };
        match found {
            Some((said, more)) => {
                dates.push(DateFound { first: index, last: index + more, said });
                index += more + 1;
            }
            None => index += 1,
        }
    }
    dates
}
