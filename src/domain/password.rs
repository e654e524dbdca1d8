//! What a password must be (R44): long enough, not a common one, not the account's own name.
//!
//! Which words are common is a question to whoever asks: the server knows a list, the browser is spared it.
use super::validation::{Problem, length};

pub const MIN: usize = 12;
/// Hashing time grows with length; nobody types more.
pub const MAX: usize = 200;

/// Answers whether a word, in lower case, is one that is tried first.
pub type IsCommon = fn(&str) -> bool;

/// Where no list is at hand. The server asks again with one.
pub fn nothing_is_common(_word: &str) -> bool {
    false
}

pub fn check(password: &str, own_names: &[&str], is_common: IsCommon) -> Option<Problem> {
    let is = length(password);
    if is < MIN {
        return Some(Problem::TooShort { min: MIN });
    }
    if is > MAX {
        return Some(Problem::TooLong { max: MAX, is });
    }
    let folded = password.to_lowercase();
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let stem = letters.trim_matches(|c: char| c.is_ascii_digit());
    let is_own =
        own_names.iter().map(|name| name.to_lowercase()).any(|name| length(&name) >= 4 && (folded == name || stem == name));
    let is_guessable = is_own
        || is_monotonous(&folded)
        || is_common(&folded)
        || is_common(&letters)
        || is_made_of_common(stem, is_common)
        || is_made_of_common(undisguised(&folded).trim_matches(|c: char| c.is_ascii_digit()), is_common);
    is_guessable.then_some(Problem::TooCommon)
}

/// One common word, whatever digits stood around it, or two together: `passwordpassword`, `sunshine-princess`.
fn is_made_of_common(stem: &str, is_common: IsCommon) -> bool {
    if stem.is_empty() {
        return false;
    }
    is_common(stem) || stem.char_indices().skip(1).any(|(at, _)| is_common(&stem[..at]) && is_common(&stem[at..]))
}

/// `p4$$w0rd` read as the word it stands for.
fn undisguised(folded: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    // Digits around the word are a year or a counter, not letters.
    let is_frame = |c: char| c.is_ascii_digit() || c == '!';
    folded.trim_matches(is_frame).chars().map(letter).filter(|c| c.is_alphanumeric()).collect()
}

/// Four different characters or fewer, one short run repeated, or mostly a walk up or down: `abcabcabcabc`, `abcdefgh1234`.
fn is_monotonous(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let distinct: std::collections::BTreeSet<_> = chars.iter().collect();
    let steps = |step: i64| chars.windows(2).filter(|pair| i64::from(pair[1] as u32) - i64::from(pair[0] as u32) == step).count();
    let walks = |step: i64| steps(step) * 3 >= (chars.len() - 1) * 2;
    distinct.len() <= 4
        || (1..=4).any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(a, b)| a == b))
        || walks(1)
        || walks(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_common(word: &str) -> bool {
        ["password", "sunshine", "princess", "qwertyuiop"].contains(&word)
    }

    #[test]
    fn long_and_uncommon_is_enough() {
        assert_eq!(check("elevenchars", &[], is_common), Some(Problem::TooShort { min: MIN }));
        for good in ["correct horse staple", "twelve-chars", "the password of a princess"] {
            assert_eq!(check(good, &[], is_common), None, "{good}");
        }
        assert_eq!(check(&"xY3-".repeat(51), &[], is_common), Some(Problem::TooLong { max: MAX, is: 204 }));
    }

    #[test]
    fn common_words_are_refused_however_they_are_dressed() {
        for bad in [
            "password1234",
            "Password-2026",
            "2026 Password!!",
            "PASSWORDPASSWORD",
            "p4$$w0rd2026!",
            "sunshine-princess",
            "qwertyuiop123",
        ] {
            assert_eq!(check(bad, &[], is_common), Some(Problem::TooCommon), "{bad}");
        }
    }

    #[test]
    fn monotonous_and_own_names_are_refused() {
        for bad in ["aaaaaaaaaaaa", "abcabcabcabc", "123456789012", "98765432109876", "abcdefgh1234", "EMP0001emp0001"] {
            assert_eq!(check(bad, &["EMP0001"], is_common).is_some(), bad != "EMP0001emp0001", "{bad}");
        }
        assert_eq!(check("yuki.pham@example.com", &["yuki.pham@example.com"], is_common), Some(Problem::TooCommon));
    }
}
