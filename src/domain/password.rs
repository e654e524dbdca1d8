//! What a password must be (R44): long enough, not a common one, not the account's own name.
use super::validation::{Problem, length};

pub const MIN: usize = 12;
/// Hashing time grows with length; nobody types more.
pub const MAX: usize = 200;

/// Common passwords of twelve characters or more, lower case, and words whose repetition makes one.
const COMMON: &str = include_str!("common_passwords.txt");

pub fn check(password: &str, own_names: &[&str]) -> Option<Problem> {
    let is = length(password);
    if is < MIN {
        return Some(Problem::TooShort { min: MIN });
    }
    if is > MAX {
        return Some(Problem::TooLong { max: MAX, is });
    }
    let folded = password.to_lowercase();
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let stem = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_common = COMMON.lines().any(|line| line == folded || line == letters || (!stem.is_empty() && line == stem));
    let is_own = own_names.iter().any(|name| length(name) >= 4 && (folded == name.to_lowercase() || stem == name.to_lowercase()));
    (is_common || is_own || is_monotonous(&folded)).then_some(Problem::TooCommon)
}

/// Four different characters or fewer, or one short run repeated: `aaaaaaaaaaaa`, `abcabcabcabc`.
fn is_monotonous(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let distinct: std::collections::BTreeSet<_> = chars.iter().collect();
    distinct.len() <= 4 || (1..=4).any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_uncommon_is_enough() {
        assert_eq!(check("correct horse staple", &[]), None);
        assert_eq!(check("elevenchars", &[]), Some(Problem::TooShort { min: MIN }));
        assert_eq!(check("twelve-chars", &[]), None);
        assert_eq!(check(&"xY3-".repeat(51), &[]), Some(Problem::TooLong { max: MAX, is: 204 }));
    }

    #[test]
    fn common_monotonous_and_own_names_are_refused() {
        for bad in
            ["password1234", "Password-1234", "qwertyuiop123", "aaaaaaaaaaaa", "abcabcabcabc", "123456789012", "EMP0001emp0001"]
        {
            assert_eq!(check(bad, &["EMP0001"]).is_some(), bad != "EMP0001emp0001", "{bad}");
        }
        assert_eq!(check("yuki.pham@example.com", &["yuki.pham@example.com"]), Some(Problem::TooCommon));
    }
}
