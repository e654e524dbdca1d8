//! Planning an employee import (R7): what each row of a file would create or change, or why it is refused. Pure: the server turns
//! bytes into cells, and applies the plan, all of it or nothing.
//!
//! `headers` finds out which cell holds which column. [`plan`](plan()) reads the rows and then judges them together, for a row
//! alone knows nothing of its manager's row, of an address somebody else has or of a loop.
mod file;
mod headers;
mod job;
mod leavers;
mod plan;

#[cfg(test)]
mod tests;

pub use file::{Encoding, FileProblem, letters};
pub use headers::{Column, HeaderMap, HeaderProblem, map_headers};
pub use job::{JobState, Mapping, can_be_mapped};
pub use plan::plan;

use super::{
    actor::Role,
    person::{EmployeeNo, EmploymentStatus},
    time::Date,
    validation::{LINE, Problem},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The employee type and the grade of people whose file names none. To be set before evaluation opens (R7).
pub const UNSPECIFIED: &str = "Unspecified";

/// A chain on a refused row names at most this many people. A file can make a loop of everybody, and naming everybody
/// to everybody would not fit into memory.
pub const CHAIN_SHOWN: usize = 12;

/// One row as the file has it. `line` is where it starts, as an editor counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    pub line: u64,
    pub cells: Vec<String>,
}

/// A person's record in names instead of ids: as it is, and as a row wants it to be.
/// A grade belongs to the employee type beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    pub employee_no: EmployeeNo,
    pub full_name: String,
    pub email: String,
    pub department: Option<String>,
    pub employee_type: Option<String>,
    pub grade: Option<String>,
    pub job_title: String,
    pub manager: Option<EmployeeNo>,
    pub status: EmploymentStatus,
    /// The granted ones. `Manager` among them is overlooked, for it follows from reports (R1a).
    pub roles: BTreeSet<Role>,
    pub joined_on: Option<Date>,
}

impl KnownPerson {
    /// Whoever a file names for the first time, before the rest of the row is read.
    fn newcomer(employee_no: EmployeeNo) -> Self {
        KnownPerson {
            employee_no,
            full_name: String::new(),
            email: String::new(),
            department: None,
            employee_type: Some(UNSPECIFIED.to_owned()),
            grade: Some(UNSPECIFIED.to_owned()),
            job_title: String::new(),
            manager: None,
            status: EmploymentStatus::Active,
            roles: BTreeSet::from([Role::Employee]),
            joined_on: None,
        }
    }

    /// The fields in which `after` differs, in the order of the columns.
    pub fn changes_to(&self, after: &KnownPerson) -> Vec<FieldDiff> {
        let sides = |column| (column, self.text(column), after.text(column));
        let changed = Column::ALL.into_iter().map(sides).filter(|(_, before, after)| before != after);
        changed.map(|(column, before, after)| FieldDiff { column, before, after }).collect()
    }

    /// What an import file would say in a column; a comparison shows it.
    pub fn text(&self, column: Column) -> String {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        match column {
            Column::EmployeeNo => self.employee_no.to_string(),
            Column::FullName => self.full_name.clone(),
            Column::Email => self.email.clone(),
            Column::Department => or_empty(&self.department),
            Column::EmployeeType => or_empty(&self.employee_type),
            Column::Grade => or_empty(&self.grade),
            Column::JobTitle => self.job_title.clone(),
            Column::Manager => self.manager.as_ref().map(EmployeeNo::to_string).unwrap_or_default(),
            Column::Status => self.status.to_string(),
            Column::Roles => {
                let granted = self.roles.iter().filter(|role| **role != Role::Manager);
                granted.map(|role| role.code()).collect::<Vec<_>>().join(";")
            }
            Column::JoinedOn => self.joined_on.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

/// What the database holds before the import: everybody, those who left as well, and every name in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub people: Vec<KnownPerson>,
    pub departments: BTreeSet<String>,
    pub employee_types: BTreeSet<String>,
    /// Employee type and grade.
    pub grades: BTreeSet<(String, String)>,
    /// Whom HR named as reviewer of sets that are still open.
    pub named_reviewers: BTreeSet<EmployeeNo>,
    /// Of whom only numbers are left (R6).
    pub anonymised: BTreeSet<EmployeeNo>,
}

/// What is wrong with a row, and in which column; `None` is the row as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    pub column: Option<Column>,
    pub kind: RowProblemKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowProblemKind {
    /// The cell by itself cannot stand there.
    Field(Problem),
    /// More cells than headers: which of them is too many cannot be told, so none is read.
    TooManyCells {
        max: usize,
        is: usize,
    },
    /// The employee id stands in an earlier row, perhaps in another case.
    DuplicateInFile {
        first_line: u64,
    },
    /// Not an employee id we know, but one of them in another case.
    DiffersOnlyInCase {
        employee_no: EmployeeNo,
    },
    /// After the import somebody else would have the same address.
    EmailOfAnother {
        employee_no: EmployeeNo,
    },
    UnknownRole {
        text: String,
    },
    /// Neither in the file nor known (R4).
    UnknownManager {
        no: EmployeeNo,
    },
    ReportsToThemself,
    /// The manager has left, or would be created as somebody who has.
    ManagerLeft {
        no: EmployeeNo,
    },
    /// R6: whoever leaves and still has reports afterwards; at most [`CHAIN_SHOWN`] of them are named.
    LeavesReports {
        people: usize,
        first: Vec<EmployeeNo>,
    },
    /// R6: sets that are still open name this leaver as reviewer; their page asks for a successor.
    LeavesSets,
    /// R1a: HR, director and board give their roles back first, by two.
    HoldsRole,
    /// R6: only numbers are left of this record.
    Anonymised,
    /// The chain upwards comes back to this row's person, who stands first and last in it; `people` counts everybody once.
    /// Of more than [`CHAIN_SHOWN`] people only the first so many are named, and the end is open.
    ManagerLoop {
        chain: Vec<EmployeeNo>,
        people: usize,
    },
}

/// One field that would change, both sides as a file would write them; empty means nothing is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDiff {
    pub column: Column,
    pub before: String,
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    Create,
    Change(Vec<FieldDiff>),
    Unchanged,
    /// Everything that is wrong, in the order of the columns.
    Refused(Vec<RowProblem>),
}

/// What becomes of one row. `employee_no` and `full_name` are what the row says, shortened to a line, for its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    pub line: u64,
    /// The whole record as it would be; `None` when a cell could not be read.
    pub person: Option<KnownPerson>,
    pub employee_no: String,
    pub full_name: String,
    pub fate: Fate,
}

/// What an import would do. The new names are those of rows that are not refused, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub rows: Vec<PlannedRow>,
    pub new_departments: Vec<String>,
    pub new_employee_types: Vec<String>,
    /// Employee type and grade.
    pub new_grades: Vec<(String, String)>,
}

/// How many rows meet which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
}

impl Plan {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.fate {
                Fate::Create => counts.created += 1,
                Fate::Change(_) => counts.changed += 1,
                Fate::Unchanged => counts.unchanged += 1,
                Fate::Refused(_) => counts.refused += 1,
            }
        }
        counts
    }

    /// All or nothing (R7): one refused row and nothing is applied.
    pub fn is_applicable(&self) -> bool {
        self.rows.iter().all(|row| !matches!(row.fate, Fate::Refused(_)))
    }
}

/// A text from the file, cut to a line: a plan goes to a browser, and a cell may be as large as the file.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Names in use, and how they are spelt: a name found in another case takes the spelling in use, else the first one in the file.
/// A grade stands under its employee type; departments and types stand under nothing.
#[derive(Default)]
struct Names {
    in_use: BTreeSet<(String, String)>,
    spelling: BTreeMap<(String, String), String>,
}

impl Names {
    fn learn(&mut self, under: &str, name: &str) {
        self.in_use.insert((under.to_owned(), name.to_owned()));
        self.spelling.entry((same(under), same(name))).or_insert_with(|| name.to_owned());
    }

    fn settle(&mut self, under: &str, name: &str) -> String {
        if self.is_new(under, name) {
            self.spelling.entry((same(under), same(name))).or_insert_with(|| name.to_owned()).clone()
        } else {
            name.to_owned()
        }
    }

    fn is_new(&self, under: &str, name: &str) -> bool {
        !self.in_use.contains(&(under.to_owned(), name.to_owned()))
    }
}

/// What two spellings that differ only in case have in common.
fn same(text: &str) -> String {
    text.to_lowercase()
}

/// What is known, ready to be looked up.
struct Book<'a> {
    people: BTreeMap<&'a EmployeeNo, &'a KnownPerson>,
    departments: Names,
    employee_types: Names,
    grades: Names,
}

impl<'a> Book<'a> {
    fn new(known: &'a Known) -> Self {
        let mut book = Book {
            people: known.people.iter().map(|person| (&person.employee_no, person)).collect(),
            departments: Names::default(),
            employee_types: Names::default(),
            grades: Names::default(),
        };
        known.departments.iter().for_each(|name| book.departments.learn("", name));
        known.employee_types.iter().for_each(|name| book.employee_types.learn("", name));
        known.grades.iter().for_each(|(under, name)| book.grades.learn(under, name));
        book
    }
}
