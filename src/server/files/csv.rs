//! Employee files: bytes to cells, within bounds that are kept while reading (R7).
use crate::{
    api::error::AppError,
    domain::import::RawRow,
    server::{
        context::UPLOAD_LIMIT,
        error::{Result, ServiceError},
    },
};

pub const MAX_ROWS: usize = 50_000;
pub const MAX_COLUMNS: usize = 200;

pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<RawRow>,
}

fn unreadable(line: u64, column: u64) -> ServiceError {
    AppError::Unreadable { line, column }.into()
}

/// UTF-8 text, with or without a byte order mark.
pub fn text(bytes: Vec<u8>) -> Result<String> {
    if bytes.len() > UPLOAD_LIMIT {
        return Err(AppError::TooLarge { max: UPLOAD_LIMIT as u64 }.into());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count() as u64;
        let column = 1 + good.iter().rev().take_while(|byte| **byte != b'\n').count() as u64;
        unreadable(line, column)
    })?;
    if let Some(at) = text.find('\0') {
        let line = 1 + text[..at].matches('\n').count() as u64;
        return Err(unreadable(line, 0));
    }
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// Comma, semicolon or tab: whichever the first line has most of outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

pub fn read(text: &str) -> Result<Sheet> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator(text)).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut header = None;
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(error.position().map_or(0, csv::Position::line), 0))?;
        // After CRLF the reader stands before the LF, still on the line before.
        let line = record.position().map_or(0, |at| {
            let before_lf = usize::try_from(at.byte()).is_ok_and(|byte| text.as_bytes().get(byte) == Some(&b'\n'));
            at.line() + u64::from(before_lf)
        });
        if record.len() > MAX_COLUMNS {
            return Err(unreadable(line, MAX_COLUMNS as u64 + 1));
        }
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        match header {
            None => header = Some(cells),
            Some(_) if rows.len() == MAX_ROWS => return Err(unreadable(line, 0)),
            Some(_) => rows.push(RawRow { line, cells }),
        }
    }
    let header = header.ok_or_else(|| unreadable(1, 0))?;
    Ok(Sheet { header, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_line_ends_all_read_the_same() {
        for file in ["a,b\n1,\"x\ny\"\n", "a;b\r\n1;\"x\ny\"\r\n", "a\tb\n1\t\"x\ny\""] {
            let sheet = read(file).expect("readable");
            assert_eq!(sheet.header, ["a", "b"]);
            assert_eq!(sheet.rows.len(), 1);
            assert_eq!((sheet.rows[0].line, sheet.rows[0].cells.as_slice()), (2, &["1".to_owned(), "x\ny".to_owned()][..]));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let refused = text(b"a,b\n1,\xff\n".to_vec()).expect_err("no UTF-8");
        assert!(matches!(refused, ServiceError::Refused(AppError::Unreadable { line: 2, column: 3 })), "{refused:?}");
        assert!(text(b"a\0b".to_vec()).is_err());
        assert_eq!(text("\u{feff}a".as_bytes().to_vec()).expect("text"), "a");
    }

    #[test]
    fn bounds_hold_while_reading() {
        let wide = format!("{}\n", "x,".repeat(MAX_COLUMNS));
        assert!(read(&wide).is_err());
        let long = format!("a\n{}", "1\n".repeat(MAX_ROWS + 1));
        assert!(read(&long).is_err());
        assert!(read("").is_err());
    }
}
