//! A block of cells pasted from a spreadsheet (R48): telling it from ordinary text, reading it, filling it in.
use super::place::Column;
use crate::domain::{
    draft::{DraftContent, DraftRow, RowKey},
    target::{Difficulty, MAX_TARGETS, tidy_weight},
};

/// The columns a block fills, from the cell it was pasted into to the right.
const COLUMNS: [Column; 4] = [Column::Task, Column::Kpi, Column::Weight, Column::Difficulty];
/// Longest weight that is taken over.
const SHORT: usize = 20;

/// The cells of what a spreadsheet puts on the clipboard: tabs between cells, line ends between rows, cells with either of
/// them in quotes with quotes doubled.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = match quoted(rest) {
            Some(found) => found,
            None => {
                let end = rest.find(['\t', '\n', '\r']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        rest = if let Some(next) = after.strip_prefix('\t') {
            next
        } else if let Some(next) = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])) {
            if next.is_empty() {
                return rows;
            }
            rows.push(Vec::new());
            next
        } else {
            return rows;
        };
    }
}

/// A cell in quotes at the start of `text` and what follows it; nothing when the quotes are just part of a text.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => return (rest.is_empty() || rest.starts_with(['\t', '\n', '\r'])).then(|| (cell.replace("\r\n", "\n"), rest)),
        }
    }
}

/// The cells of a clipboard that really holds a block; nothing for text that belongs into one field. A paragraph with line
/// breaks stays a paragraph and a list from a word processor a list: only a table, tabs in plain text, or several lines where
/// one line is asked for make a block.
pub fn block(text: &str, html: Option<&str>, column: Column) -> Option<Vec<Vec<String>>> {
    let cells = cells(text);
    let has_tabs = cells.iter().any(|row| row.len() > 1);
    let is_table = html.is_some_and(|html| html.to_ascii_lowercase().contains("<table"));
    let is_block = (has_tabs || cells.len() > 1) && (is_table || column.is_one_line() || (html.is_none() && has_tabs));
    is_block.then_some(cells)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub content: DraftContent,
    /// Rows of the grid that were written to.
    pub rows: usize,
    /// Cells with text that found no place, or that the column does not know.
    pub left_out: usize,
}

/// Fills `block` in from the cell at `row` (from zero) and `column`, to the right and down, adding rows up to the most one
/// may submit.
pub fn fill(
    draft: &DraftContent,
    row: usize,
    column: Column,
    block: &[Vec<String>],
    mut new_key: impl FnMut() -> RowKey,
) -> Filled {
    let mut filled = Filled { content: draft.clone(), rows: 0, left_out: 0 };
    let Some(first) = COLUMNS.iter().position(|known| *known == column) else { return filled };
    for (down, cells) in block.iter().enumerate() {
        if row + down >= filled.content.rows.len() {
            if filled.content.rows.len() >= MAX_TARGETS {
                filled.left_out += cells.iter().filter(|cell| !cell.trim().is_empty()).count();
                continue;
            }
            filled.content.rows.push(DraftRow::empty(new_key()));
        }
        filled.rows += 1;
        let Some(target) = filled.content.rows.get_mut(row + down) else { continue };
        for (right, cell) in cells.iter().enumerate() {
            let taken = match COLUMNS.get(first + right) {
                Some(column) => put(target, *column, cell),
                None => cell.trim().is_empty(),
            };
            filled.left_out += usize::from(!taken);
        }
    }
    filled
}

fn put(row: &mut DraftRow, column: Column, cell: &str) -> bool {
    match column {
        Column::Task => row.task = cell.to_owned(),
        Column::Kpi => row.kpi = cell.to_owned(),
        Column::Weight => {
            let weight = tidy_weight(cell);
            if weight.chars().count() > SHORT {
                return false;
            }
            row.weight = weight;
        }
        Column::Difficulty => match difficulty(cell) {
            Some(code) => row.difficulty = code.to_owned(),
            None => return false,
        },
        Column::Goal => return false,
    }
    true
}

/// The difficulty a cell means: its code or its factor. A bare 1 could be either and is not guessed.
fn difficulty(cell: &str) -> Option<&'static str> {
    let cell = cell.trim().to_ascii_uppercase();
    if cell.is_empty() {
        return Some("");
    }
    let by_factor = match cell.as_str() {
        "1.25" => Some("L1"),
        "1.0" | "1.00" => Some("L2"),
        "0.75" => Some("L3"),
        _ => None,
    };
    let is_code = |code: &str| cell.strip_prefix(code).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    by_factor.or_else(|| Difficulty::ALL.into_iter().map(Difficulty::code).find(|code| is_code(code)))
}

#[cfg(test)]
#[path = "paste_tests.rs"]
mod tests;
