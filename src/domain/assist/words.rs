//! A text as words: what the marks for invented facts are found with.

/// A run of letters and digits with its place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    pub start: usize,
    pub text: &'a str,
}

impl Word<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Scripts that put no spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0eff}' | '\u{20000}'..='\u{3134f}')
}

/// A digit of any width as an ordinary one.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Unspaced,
    /// Holds a word together where letters or digits stand on both sides.
    Inner,
    Other,
}

fn class(c: char) -> Class {
    match c {
        c if digit(c).is_some() => Class::Digit,
        c if is_unspaced(c) => Class::Unspaced,
        c if c.is_alphanumeric() => Class::Letter,
        '.' | ',' | '\'' | '’' | '-' | '/' | ':' | '@' | '_' | '&' => Class::Inner,
        _ => Class::Other,
    }
}

/// Whether a sign stays inside of a word: `4.1`, `2026-03-04`, `don't`, `a@b.example`; not the full stop between sentences.
fn joins(before: char, sign: char, after: char) -> bool {
    let (before, after) = (class(before), class(after));
    let digits = before == Class::Digit && after == Class::Digit;
    let solid = |class| matches!(class, Class::Digit | Class::Letter);
    match sign {
        '.' => digits || (before == Class::Letter && after == Class::Letter),
        ',' | ':' => digits,
        _ => solid(before) && solid(after),
    }
}

pub fn words(text: &str) -> Vec<Word<'_>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut end_at = |start: &mut Option<usize>, end: usize| {
        if let Some(from) = start.take() {
            words.push(Word { start: from, text: &text[from..end] });
        }
    };
    for (index, &(at, c)) in chars.iter().enumerate() {
        let neighbour = |step: isize| index.checked_add_signed(step).and_then(|place| chars.get(place)).map(|(_, c)| *c);
        match class(c) {
            Class::Digit | Class::Letter => {
                // "売上12": a number begins where letters without spaces end.
                if neighbour(-1).is_some_and(is_unspaced) {
                    end_at(&mut start, at);
                }
                start.get_or_insert(at);
            }
            Class::Unspaced => {
                if !neighbour(-1).is_some_and(is_unspaced) {
                    end_at(&mut start, at);
                }
                start.get_or_insert(at);
            }
            Class::Inner if start.is_some() && neighbour(-1).zip(neighbour(1)).is_some_and(|(b, a)| joins(b, c, a)) => {}
            Class::Inner | Class::Other => end_at(&mut start, at),
        }
    }
    end_at(&mut start, text.len());
    words
}
