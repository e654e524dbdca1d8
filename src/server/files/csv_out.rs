//! CSV for spreadsheets: quoted, with CRLF, and no cell that a spreadsheet would run as a formula.

#[derive(Default)]
pub struct Writer(String);

impl Writer {
    /// Begins with a byte order mark: without it spreadsheets take UTF-8 for something else.
    pub fn with_mark() -> Self {
        Writer("\u{feff}".into())
    }

    pub fn row<'a>(mut self, cells: impl IntoIterator<Item = &'a str>) -> Self {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
        self
    }

    fn cell(&mut self, text: &str) {
        let guarded = is_formula(text);
        if !guarded && !text.contains(['"', ',', ';', '\t', '\r', '\n']) && text.trim() == text {
            self.0.push_str(text);
            return;
        }
        self.0.push('"');
        if guarded {
            self.0.push('\'');
        }
        self.0.push_str(&text.replace('"', "\"\""));
        self.0.push('"');
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Excel and its like run a cell that begins with one of these, also after white space. A plain negative number is none.
fn is_formula(text: &str) -> bool {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let is_number =
        text.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    !is_number && begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        String::from_utf8(Writer::default().row(cells.iter().copied()).into_bytes()).expect("text")
    }

    #[test]
    fn what_could_split_a_row_is_quoted() {
        assert_eq!(written(&["a", "b,c", "d\"e", "f\ng", "", " h"]), "a,\"b,c\",\"d\"\"e\",\"f\ng\",,\" h\"\r\n");
        assert!(Writer::with_mark().into_bytes().starts_with(b"\xef\xbb\xbf"));
    }

    #[test]
    fn no_cell_runs_as_a_formula() {
        for hostile in ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=HYPERLINK(\"http://evil\")", "＝1", "|calc"] {
            let line = written(&[hostile]);
            assert!(line.starts_with("\"'"), "{line:?}");
        }
        assert_eq!(written(&["-12.5", "a=b", "x@example.com"]), "-12.5,a=b,x@example.com\r\n");
    }

    #[test]
    fn it_is_read_back_as_it_was() {
        let rows = [["a", "b;c", "d\"\"e"], ["", "f\r\ng", "h\ti"]];
        let bytes = rows.iter().fold(Writer::default(), |writer, row| writer.row(row.iter().copied())).into_bytes();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("a row").iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
