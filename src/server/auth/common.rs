//! Passwords that are tried first. The list is Openwall's of 2011, which is in the public domain, with words of offices and calendars
//! added; it stays on the server, so that the browser need not carry it.
use std::{collections::HashSet, sync::LazyLock};

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Whether a word, in lower case, stands on the list.
pub fn is_common(word: &str) -> bool {
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{password, validation::Problem};

    #[test]
    fn the_list_refuses_what_is_tried_first_and_lets_sentences_pass() {
        for bad in ["Summer2026!!", "letmein-please", "Welcome12345", "monkeydragon1", "Passwort2026!"] {
            assert_eq!(password::check(bad, &[], is_common), Some(Problem::TooCommon), "{bad}");
        }
        for good in [
            "a long test password",
            "another long password 7",
            "yet another one 99",
            "the very first password",
            "tulip-kettle-orbit",
        ] {
            assert_eq!(password::check(good, &[], is_common), None, "{good}");
        }
    }
}
