//! How much of a suggestion was edited before it was accepted, or later: words put in, taken out or exchanged, of all there are.

/// Words of each side that are compared; what is longer is compared as far as this.
const MOST: usize = 6_000;

/// From 0, taken as it was, to 1000, nothing of it left. White space does not count.
pub fn share_edited(suggestion: &str, accepted: &str) -> u16 {
    let (a, b) = (words(suggestion), words(accepted));
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0;
    }
    let same_start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let distance = distance(&a[..a.len() - same_end], &b[..b.len() - same_end]);
    // Rounded up: a single word in a long text is not nothing.
    u16::try_from((distance * 1_000).div_ceil(longest)).unwrap_or(1_000)
}

/// Runs of letters and digits, every other sign by itself; scripts that do not put spaces between words, sign by sign.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let joins = c.is_alphanumeric() && !super::invented::is_unspaced(c);
        if joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            words.push(&text[start..at]);
        }
        if !c.is_whitespace() {
            words.push(&text[at..at + c.len_utf8()]);
        }
    }
    if let Some(start) = start {
        words.push(&text[start..]);
    }
    words.truncate(MOST);
    words
}

/// Levenshtein's, over words.
fn distance(a: &[&str], b: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let exchanged = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
