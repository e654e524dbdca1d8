//! Which cell of a row holds which column. Headers match loosely (R7): case, spaces, underscores, hyphens, camelCase and a
//! byte order mark make no difference; what matches nothing can be mapped by hand.
use super::shortened;
use crate::domain::person::loose;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What a file can say about a person (R5), in the order of our own export. Over the wire it is its [`code`](Self::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    #[serde(rename = "employee_id")]
    EmployeeNo,
    FullName,
    Email,
    Department,
    EmployeeType,
    Grade,
    JobTitle,
    #[serde(rename = "manager_employee_id")]
    Manager,
    #[serde(rename = "employment_status")]
    Status,
    Roles,
    JoinedOn,
}

impl Column {
    pub const ALL: [Column; 11] = [
        Column::EmployeeNo,
        Column::FullName,
        Column::Email,
        Column::Department,
        Column::EmployeeType,
        Column::Grade,
        Column::JobTitle,
        Column::Manager,
        Column::Status,
        Column::Roles,
        Column::JoinedOn,
    ];

    /// The canonical header.
    pub fn code(self) -> &'static str {
        match self {
            Column::EmployeeNo => "employee_id",
            Column::FullName => "full_name",
            Column::Email => "email",
            Column::Department => "department",
            Column::EmployeeType => "employee_type",
            Column::Grade => "grade",
            Column::JobTitle => "job_title",
            Column::Manager => "manager_employee_id",
            Column::Status => "employment_status",
            Column::Roles => "roles",
            Column::JoinedOn => "joined_on",
        }
    }

    /// Other headers that mean this column, as [`loose`] leaves them. A bare "id" is not among them: exports of other
    /// systems have one beside the employee id, and it is theirs.
    pub(super) fn aliases(self) -> impl Iterator<Item = &'static str> {
        let aliases = match self {
            Column::EmployeeNo => {
                "employeeno employeenumber employeecode empid empno staffid staffno staffnumber personnelnumber"
            }
            Column::FullName => "name employeename displayname",
            Column::Email => "emailaddress mail mailaddress workemail",
            Column::Department => "dept departmentname",
            Column::EmployeeType => "type employmenttype stafftype",
            Column::Grade => "gradecode jobgrade",
            Column::JobTitle => "title position",
            Column::Manager => {
                "manager managerid managerno managernumber manageremployeeno manageremployeenumber \
                 linemanager linemanagerid supervisor supervisorid reportsto"
            }
            Column::Status => "status employeestatus",
            Column::Roles => "role userrole userroles",
            Column::JoinedOn => "joined joiningdate joindate datejoined dateofjoining hiredate hiredon startdate",
        };
        aliases.split(' ')
    }

    /// Without these columns a file says nothing we could act on; everything else has a default (R7).
    pub fn is_required(self) -> bool {
        matches!(self, Column::EmployeeNo | Column::FullName | Column::Email | Column::Department)
    }

    /// The column a header means, if it is one we know.
    pub fn from_header(header: &str) -> Option<Column> {
        let header = loose(header);
        Column::ALL.into_iter().find(|column| loose(column.code()) == header || column.aliases().any(|alias| alias == header))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a header row cannot be used. Headers are quoted as the file spells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderProblem {
    /// A required column is not there.
    Missing { column: Column },
    /// Two headers mean the same column.
    Duplicate { column: Column, first: String, second: String },
    /// By hand, two columns were given the same header.
    Shared { header: String, first: Column, second: Column },
    /// By hand, a column was given a cell the header row does not have, counted from 0.
    NoSuchCell { column: Column, cell: usize },
}

/// Where each column stands in a row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderMap {
    cells: BTreeMap<Column, usize>,
    width: usize,
    ignored: Vec<String>,
}

impl HeaderMap {
    /// The mapping a user chose: for each column the cell it stands in, counted from 0.
    ///
    /// # Errors
    /// Everything wrong with the choice at once: what is missing, then the rest in the order of the columns.
    pub fn by_hand(header: &[String], chosen: &BTreeMap<Column, usize>) -> Result<HeaderMap, Vec<HeaderProblem>> {
        let mut problems = missing(chosen);
        let mut column_at: BTreeMap<usize, Column> = BTreeMap::new();
        for (&column, &cell) in chosen {
            match (header.get(cell), column_at.get(&cell)) {
                (None, _) => problems.push(HeaderProblem::NoSuchCell { column, cell }),
                (Some(text), Some(&first)) => {
                    problems.push(HeaderProblem::Shared { header: quoted(text), first, second: column })
                }
                (Some(_), None) => {
                    column_at.insert(cell, column);
                }
            }
        }
        if problems.is_empty() { Ok(HeaderMap::new(header, chosen.clone())) } else { Err(problems) }
    }

    fn new(header: &[String], cells: BTreeMap<Column, usize>) -> HeaderMap {
        let unused = |(cell, text): (usize, &String)| {
            let text = quoted(text);
            (!text.is_empty() && !cells.values().any(|used| *used == cell)).then_some(text)
        };
        let ignored = header.iter().enumerate().filter_map(unused).collect();
        HeaderMap { cells, width: header.len(), ignored }
    }

    /// The cell a column stands in, counted from 0; `None` when the file does not have it.
    pub fn cell(&self, column: Column) -> Option<usize> {
        self.cells.get(&column).copied()
    }

    /// How many cells the header row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The headers nothing is read from, so that a misspelt one does not go unseen.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

/// Finds the columns by their headers. Headers that mean nothing to us are ignored and listed.
///
/// # Errors
/// Every missing required column and every column that stands there twice.
pub fn map_headers(header: &[String]) -> Result<HeaderMap, Vec<HeaderProblem>> {
    let mut cells: BTreeMap<Column, usize> = BTreeMap::new();
    let mut twice = Vec::new();
    for (cell, text) in header.iter().enumerate() {
        let Some(column) = Column::from_header(text) else { continue };
        match cells.get(&column) {
            Some(&first) => twice.push(HeaderProblem::Duplicate { column, first: quoted(&header[first]), second: quoted(text) }),
            None => {
                cells.insert(column, cell);
            }
        }
    }
    let mut problems = missing(&cells);
    problems.append(&mut twice);
    if problems.is_empty() { Ok(HeaderMap::new(header, cells)) } else { Err(problems) }
}

fn missing(cells: &BTreeMap<Column, usize>) -> Vec<HeaderProblem> {
    let absent = Column::ALL.into_iter().filter(|column| column.is_required() && !cells.contains_key(column));
    absent.map(|column| HeaderProblem::Missing { column }).collect()
}

fn quoted(header: &str) -> String {
    shortened(header.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace()))
}
