//! A workbook's first sheet as rows of text (R7). Whatever a few bytes could become is bounded before and while it is read: unpacked
//! bytes, shared texts, rows, columns, and the text that comes out. Only values are taken: a formula is refused where it stands.
use super::csv::{MAX_COLUMNS, MAX_ROWS};
use crate::{
    api::error::AppError,
    domain::import::FileProblem,
    server::{
        context::UPLOAD_LIMIT,
        error::{Result, ServiceError},
    },
};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::io::{Cursor, Read};

/// Everything in the file, unpacked: five times what 50,000 people with every column need.
const UNPACKED: u64 = 128 << 20;
/// Texts that cells share are all held at once.
const SHARED: u64 = 32 << 20;
/// Files inside the file.
const PARTS: usize = 2_000;
/// Rows between which nothing stands, and columns: a cell beyond stands there by mistake.
const MAX_ROW: u32 = MAX_ROWS as u32 + 1;

fn refuse(problem: FileProblem) -> ServiceError {
    AppError::File(problem).into()
}

/// Whether these bytes claim to be a workbook, of the new kind or the old.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Unpacks everything into nothing: what the parts say of their size is only what they say.
fn measure(bytes: &[u8]) -> Result<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| refuse(FileProblem::Damaged))?;
    if archive.len() > PARTS {
        return Err(refuse(FileProblem::TooLargeInside { max: UNPACKED }));
    }
    let mut unpacked = 0;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| refuse(FileProblem::Damaged))?;
        let shared = part.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let most = (UNPACKED - unpacked).min(if shared { SHARED } else { UNPACKED });
        let read = std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_| refuse(FileProblem::Damaged))?;
        if read > most {
            return Err(refuse(FileProblem::TooLargeInside { max: if shared { SHARED } else { UNPACKED } }));
        }
        unpacked += read;
    }
    Ok(())
}

fn unfit(error: XlsxError) -> ServiceError {
    match error {
        XlsxError::Password => refuse(FileProblem::OldOrLocked),
        _ => refuse(FileProblem::Damaged),
    }
}

/// The first sheet, written as rows whose first cell is the row's number.
pub fn text(bytes: &[u8]) -> Result<String> {
    if bytes.len() > UPLOAD_LIMIT {
        return Err(AppError::TooLarge { max: UPLOAD_LIMIT as u64 }.into());
    }
    if !bytes.starts_with(b"PK") {
        return Err(refuse(FileProblem::OldOrLocked));
    }
    measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unfit)?;
    let first = workbook.sheet_names().first().cloned().ok_or_else(|| refuse(FileProblem::Empty))?;
    let mut cells = workbook.worksheet_cells_reader(&first).map_err(unfit)?;
    let mut out = Out::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unfit)? {
        let (row, column) = cell.pos;
        let at = (u64::from(row) + 1, u64::from(column) + 1);
        if cell.formula.is_some() {
            return Err(refuse(FileProblem::Formula { row: at.0, column: at.1 }));
        }
        let text = value(&cell.value).map_err(|()| refuse(FileProblem::ErrorValue { row: at.0, column: at.1 }))?;
        if text.is_empty() {
            continue;
        }
        if row >= MAX_ROW || column as usize >= MAX_COLUMNS {
            return Err(refuse(FileProblem::FarCell { row: at.0, column: at.1 }));
        }
        out.put(row, column, &text)?;
    }
    out.finish()
}

/// A cell as somebody would type it; nothing for one in which a formula failed.
fn value(value: &DataRef<'_>) -> std::result::Result<String, ()> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // An employee id that a spreadsheet took for a number.
        DataRef::Float(number) => format!("{number}"),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => return Err(()),
    })
}

/// Rows in the order in which they come.
#[derive(Default)]
struct Out {
    text: String,
    row: Option<u32>,
    column: u32,
    rows: usize,
}

impl Out {
    fn put(&mut self, row: u32, column: u32, text: &str) -> Result<()> {
        match self.row {
            // Cells stand in order, or the file was not made by a spreadsheet.
            Some(current) if row < current || (row == current && column < self.column) => {
                return Err(refuse(FileProblem::Damaged));
            }
            Some(current) if row == current => {}
            _ => {
                if self.row.is_some() {
                    self.text.push('\n');
                }
                self.rows += 1;
                self.text.push_str(&(row + 1).to_string());
                self.text.push(',');
                (self.row, self.column) = (Some(row), 0);
            }
        }
        while self.column < column {
            self.text.push(',');
            self.column += 1;
        }
        self.text.push('"');
        self.text.push_str(&text.replace('"', "\"\""));
        self.text.push('"');
        if self.text.len() > 2 * UPLOAD_LIMIT {
            return Err(refuse(FileProblem::TooLargeInside { max: 2 * UPLOAD_LIMIT as u64 }));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<String> {
        if self.rows == 0 {
            return Err(refuse(FileProblem::Empty));
        }
        if self.text.contains('\0') {
            return Err(refuse(FileProblem::Damaged));
        }
        self.text.push('\n');
        Ok(self.text)
    }
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
