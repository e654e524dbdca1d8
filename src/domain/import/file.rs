//! What makes a file as a whole unfit for an import, with the place where it shows (R7), and in which form files are kept.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Rows and columns are counted from 1, as the program shows them that made the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileProblem {
    Empty,
    TooManyRows {
        max: u64,
    },
    TooManyColumns {
        line: u64,
        max: u64,
    },
    /// A quotation mark that is never closed, for example.
    Garbled {
        line: u64,
    },
    /// A workbook that is cut off or damaged.
    Damaged,
    /// The old format of Excel, or a workbook with a password.
    OldOrLocked,
    /// A workbook that unpacks to more than can be meant.
    TooLargeInside {
        max: u64,
    },
    /// A cell that stands far away from the others.
    FarCell {
        row: u64,
        column: u64,
    },
    Formula {
        row: u64,
        column: u64,
    },
    /// A cell in which a formula failed: `#REF!`.
    ErrorValue {
        row: u64,
        column: u64,
    },
}

/// How the bytes of a file were read. What is kept is always text in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    Utf8,
    Utf16,
    ShiftJis,
    Workbook,
}

impl Encoding {
    pub const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16, Encoding::ShiftJis, Encoding::Workbook];

    pub fn code(self) -> &'static str {
        match self {
            Encoding::Utf8 => "csv",
            Encoding::Utf16 => "csv-utf-16",
            Encoding::ShiftJis => "csv-shift-jis",
            Encoding::Workbook => "xlsx",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Encoding {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Encoding::ALL.into_iter().find(|encoding| encoding.code() == code).ok_or(())
    }
}

/// A column's letters: 1 is A, 27 is AA.
pub fn letters(mut column: u64) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        column /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703, 16_384].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn every_encoding_survives_being_written_down() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.code().parse(), Ok(encoding));
        }
    }
}
