//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 in either order, Shift_JIS (R7). Nothing is guessed at half-way: a
//! text is wholly of one kind, or the first place where it is of none is named.
use crate::{
    api::error::AppError,
    domain::import::Encoding,
    server::{
        context::UPLOAD_LIMIT,
        error::{Result, ServiceError},
    },
};
use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

fn unreadable(line: u64, column: u64) -> ServiceError {
    AppError::Unreadable { line, column }.into()
}

/// Line and column, counted from 1, after this much of a text.
fn place(before: &[u8]) -> (u64, u64) {
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
    let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count() as u64;
    (line, column)
}

/// UTF-16 without a mark shows in its zeros: ASCII has one beside every letter.
fn utf16(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((UTF_16LE, 2)),
        [0xfe, 0xff, ..] => return Some((UTF_16BE, 2)),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(512)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 4;
    match bytes.len().is_multiple_of(2) && start.len() >= 8 {
        true if odd > many && even == 0 => Some((UTF_16LE, 0)),
        true if even > many && odd == 0 => Some((UTF_16BE, 0)),
        _ => None,
    }
}

/// Letters that Shift_JIS has no business with: other encodings taken for it end up there.
fn is_strange(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}') || (letter.is_control() && !matches!(letter, '\r' | '\n' | '\t'))
}

pub fn text(bytes: Vec<u8>) -> Result<(String, Encoding)> {
    if bytes.len() > UPLOAD_LIMIT {
        return Err(AppError::TooLarge { max: UPLOAD_LIMIT as u64 }.into());
    }
    if let Some((kind, mark)) = utf16(&bytes) {
        let decoded = kind.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        let decoded = decoded.ok_or_else(|| {
            let (good, _) = kind.decode_without_bom_handling(&bytes[mark..]);
            let before = good.split('\u{fffd}').next().unwrap_or_default();
            let (line, _) = place(before.as_bytes());
            unreadable(line, 0)
        })?;
        return Ok((without_zeros(decoded.into_owned())?, Encoding::Utf16));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => {
            let text = if text.starts_with('\u{feff}') { text['\u{feff}'.len_utf8()..].to_owned() } else { text };
            return Ok((without_zeros(text)?, Encoding::Utf8));
        }
        Err(error) => error,
    };
    let (line, column) = place(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
    match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(error.as_bytes()) {
        Some(decoded) if !decoded.contains(is_strange) => Ok((decoded.into_owned(), Encoding::ShiftJis)),
        _ => Err(unreadable(line, column)),
    }
}

fn without_zeros(text: String) -> Result<String> {
    match text.find('\0') {
        Some(at) => Err(unreadable(place(&text.as_bytes()[..at]).0, 0)),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "employee_id,full_name\nE1,佐藤 明\nE2,\"山田\r\n花子\"\nE3,ﾀﾅｶ\n";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let (shift_jis, _, lost) = SHIFT_JIS.encode(NAMES);
        assert!(!lost);
        let marked = [b"\xef\xbb\xbf", NAMES.as_bytes()].concat();
        for (bytes, encoding) in [
            (NAMES.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8),
            (utf16(NAMES, false, true), Encoding::Utf16),
            (utf16(NAMES, true, true), Encoding::Utf16),
            (utf16(NAMES, false, false), Encoding::Utf16),
            (utf16(NAMES, true, false), Encoding::Utf16),
            (shift_jis.into_owned(), Encoding::ShiftJis),
        ] {
            assert_eq!(text(bytes).expect("readable"), (NAMES.to_owned(), encoding), "{encoding}");
        }
    }

    fn refused(bytes: &[u8]) -> (u64, u64) {
        match text(bytes.to_vec()) {
            Err(ServiceError::Refused(AppError::Unreadable { line, column })) => (line, column),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(refused(b"a,b\n1,\xff\n"), (2, 3));
        assert_eq!(refused(b"a\0b"), (1, 0));
        assert_eq!(refused(b"name\nM\xfcller\n"), (2, 2), "Latin 1 is not taken for something else");
        let mut half = utf16(NAMES, false, true);
        half.extend([0x00, 0xd8]);
        assert_eq!(refused(&half), (6, 0), "half a letter at the end");
    }
}
