//! Rows of a text: comma, semicolon or tab, quoted texts over several lines, within bounds that are kept while reading (R7). Rows are
//! handed on one by one; a file of millions of cells is never held as cells.
use crate::{
    api::error::AppError,
    domain::import::{Encoding, FileProblem, RawRow},
    server::error::{Result, ServiceError},
};

pub const MAX_ROWS: usize = 50_000;
pub const MAX_COLUMNS: usize = 200;

fn refuse(problem: FileProblem) -> ServiceError {
    AppError::File(problem).into()
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

/// A file whose header was read; its rows come one by one.
pub struct Rows<'a> {
    text: &'a str,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
    pub header: Vec<String>,
    read: usize,
    /// Rows of a workbook say themselves where they stood: their first cell is the row's number.
    numbered: bool,
}

impl<'a> Rows<'a> {
    pub fn of(text: &'a str, encoding: Encoding) -> Result<Self> {
        let numbered = encoding == Encoding::Workbook;
        let separator = if numbered { b',' } else { separator(text) };
        let reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
        let mut rows = Rows { text, records: reader.into_records(), header: Vec::new(), read: 0, numbered };
        rows.header = rows.record()?.ok_or_else(|| refuse(FileProblem::Empty))?.cells;
        Ok(rows)
    }

    fn record(&mut self) -> Result<Option<RawRow>> {
        let Some(record) = self.records.next() else { return Ok(None) };
        let record =
            record.map_err(|error| refuse(FileProblem::Garbled { line: error.position().map_or(0, csv::Position::line) }))?;
        // After CRLF the reader stands before the LF, still on the line before.
        let mut line = record.position().map_or(0, |at| {
            let before_lf = usize::try_from(at.byte()).is_ok_and(|byte| self.text.as_bytes().get(byte) == Some(&b'\n'));
            at.line() + u64::from(before_lf)
        });
        let mut cells = record.iter();
        if self.numbered {
            line = cells.next().and_then(|number| number.parse().ok()).unwrap_or(line);
        }
        if record.len() > MAX_COLUMNS + usize::from(self.numbered) {
            return Err(refuse(FileProblem::TooManyColumns { line, max: MAX_COLUMNS as u64 }));
        }
        Ok(Some(RawRow { line, cells: cells.map(str::to_owned).collect() }))
    }

    /// The next row; nothing after the last.
    pub fn next_row(&mut self) -> Result<Option<RawRow>> {
        let row = self.record()?;
        if row.is_some() {
            self.read += 1;
            if self.read > MAX_ROWS {
                return Err(refuse(FileProblem::TooManyRows { max: MAX_ROWS as u64 }));
            }
        }
        Ok(row)
    }
}

/// Reads a text to its end without keeping it; answers its header and how many rows there are.
pub fn check(text: &str, encoding: Encoding) -> Result<(Vec<String>, usize)> {
    let mut rows = Rows::of(text, encoding)?;
    while rows.next_row()?.is_some() {}
    Ok((std::mem::take(&mut rows.header), rows.read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_line_ends_all_read_the_same() {
        for file in ["a,b\n1,\"x\ny\"\n", "a;b\r\n1;\"x\ny\"\r\n", "a\tb\n1\t\"x\ny\""] {
            let mut rows = Rows::of(file, Encoding::Utf8).expect("readable");
            assert_eq!(rows.header, ["a", "b"]);
            let row = rows.next_row().expect("readable").expect("a row");
            assert_eq!((row.line, row.cells.as_slice()), (2, &["1".to_owned(), "x\ny".to_owned()][..]));
            assert_eq!(rows.next_row().expect("readable"), None);
        }
    }

    #[test]
    fn rows_of_a_workbook_say_where_they_stood() {
        let mut rows = Rows::of("1,a,b\n7,x,\"y\nz\"\n", Encoding::Workbook).expect("readable");
        assert_eq!(rows.header, ["a", "b"]);
        let row = rows.next_row().expect("readable").expect("a row");
        assert_eq!((row.line, row.cells.len()), (7, 2));
    }

    #[test]
    fn bounds_hold_while_reading() {
        let problem = |text: &str| match check(text, Encoding::Utf8) {
            Err(ServiceError::Refused(AppError::File(problem))) => problem,
            other => panic!("{other:?}"),
        };
        let wide = format!("a\n{}\n", "x,".repeat(MAX_COLUMNS));
        assert_eq!(problem(&wide), FileProblem::TooManyColumns { line: 2, max: 200 });
        let long = format!("a\n{}", "1\n".repeat(MAX_ROWS + 1));
        assert_eq!(problem(&long), FileProblem::TooManyRows { max: 50_000 });
        assert_eq!(problem(""), FileProblem::Empty);
        assert_eq!(check("a,b\n1,2\n", Encoding::Utf8).expect("readable"), (vec!["a".into(), "b".into()], 1));
    }
}
