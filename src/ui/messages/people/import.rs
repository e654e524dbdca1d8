//! Words of the employee import: what a file needs, what it would do, and everything that can be wrong with it.
use crate::{
    api::error::AppError,
    domain::{
        import::{Column, Encoding, Fate, FileProblem, HeaderProblem, RowProblem, RowProblemKind, letters},
        person::{EMPLOYEE_NO, EmploymentStatus},
        validation::Problem,
    },
    ui::messages::{common, errors},
};

pub const TITLE: &str = "Import employees";
pub const STEPS: &str = "Steps of the import";
pub const CHOOSE: &str = "Choose a file";
pub const PREVIEW: &str = "Preview";
pub const DONE: &str = "Done";

pub const FILE: &str = "Employee file";
pub const FILE_HINT: &str = "XLSX, or CSV in UTF-8, UTF-16 or Shift_JIS with commas, semicolons or tabs, with a header row, as Excel or your HR system saves it. At most 20 MiB, 50,000 rows and 200 columns. Of a workbook the first sheet is read, values only.";
pub const UPLOAD: &str = "Show the preview";
pub const UPLOAD_SAFE: &str = "Nothing is changed yet: you see row by row what the file would do, and decide then.";
pub const NEEDS: &str = "What the file needs";
pub const NEEDS_CAPTION: &str = "Columns that are read from the file";
pub const NEEDS_LOOSE: &str = "Names are matched loosely: “Employee ID”, “employeeId” and “employee_id” are the same. Other columns are left out and listed.";
pub const NEEDS_ABSENT: &str =
    "A column the file does not have leaves people as they are. An empty cell says something: no manager, no title, active.";
pub const COLUMN: &str = "Column";
pub const HEADER: &str = "Header";
pub const MEANING: &str = "What it says";
pub const REQUIRED: &str = "Required";
pub const EXAMPLE: &str = "Example";
pub const EXAMPLE_FILE: &str = "employee_id,full_name,email,department,manager_employee_id\nEMP0001,Yuki Phạm,yuki.pham@example.com,Executive,\nEMP0042,Akira Sato,akira.sato@example.com,Platform,EMP0001";

pub const REFUSED_FILE: &str = "This file cannot be used as it is";
pub const REFUSED_FILE_BODY: &str = "Nothing was changed. Correct this in the file, save it and choose it again:";

pub const ALL_ROWS: &str = "All rows";
pub const FATES: &str = "What becomes of the rows";
pub const NOTHING_HERE: &str = "No row of this kind";
pub const SHOW_ALL: &str = "Show all rows";
pub const EMPTY_FILE: &str = "The file has a header and no rows";
pub const LINE: &str = "Line";
pub const FATE: &str = "What happens";
pub const WHAT: &str = "In detail";
pub const UNREAD_NAME: &str = "No name";
pub const AS_IT_IS: &str = "Stays as it is";
pub const NOT_SET: &str = "nothing";
pub const BECOMES: &str = "becomes";

pub const NEW_NAMES: &str = "New names";
pub const NEW_NAMES_EXPLAINED: &str =
    "Nobody uses these yet; applying creates them. A name that looks like a typing mistake is best corrected in the file.";
pub const NEW_DEPARTMENTS: &str = "Departments";
pub const NEW_TYPES: &str = "Employee types";
pub const NEW_GRADES: &str = "Grades";
pub const IGNORED: &str = "Some columns are not read";

pub const APPLY: &str = "Apply the import";
pub const ANOTHER_FILE: &str = "Choose another file";
pub const ALL_OR_NOTHING: &str = "All of it is applied, or nothing: should anything fail half-way, everybody stays as they are.";
pub const BLOCKED_BODY: &str =
    "An import is applied whole or not at all. Correct these rows in the file and choose it again; nobody was changed.";
pub const SHOW_REFUSED: &str = "Show the refused rows";
pub const NOTHING_TO_DO: &str = "Nothing to apply";
pub const NOTHING_TO_DO_BODY: &str = "Everybody in this file is already as it says.";
pub const READY: &str = "Ready to apply";
pub const DONE_TITLE: &str = "The import is applied";
pub const DONE_BEFORE: &str = "This file was applied before";
pub const DONE_BEFORE_BODY: &str = "Below is what it did. Choose another file to import more.";
pub const TO_INVITATIONS: &str = "Invite people";
pub const TO_PEOPLE: &str = "To the people";

pub fn column(column: Column) -> &'static str {
    match column {
        Column::EmployeeNo => "Employee id",
        Column::FullName => "Full name",
        Column::Email => "Email",
        Column::Department => "Department",
        Column::EmployeeType => "Employee type",
        Column::Grade => "Grade",
        Column::JobTitle => "Job title",
        Column::Manager => "Manager",
        Column::Status => "Status",
        Column::Roles => "Roles",
        Column::JoinedOn => "Joining date",
    }
}

pub fn meaning(column: Column) -> &'static str {
    match column {
        Column::EmployeeNo => "Unique, without spaces. It is the user name.",
        Column::FullName => "As it is shown everywhere.",
        Column::Email => "Unique. One can sign in with it as well.",
        Column::Department => "Created when it is new.",
        Column::EmployeeType => "“Unspecified” without one; needed before evaluation opens.",
        Column::Grade => "Stands under the employee type. “Unspecified” without one.",
        Column::JobTitle => "Free text.",
        Column::Manager => "The manager's employee id, also of somebody further down in the file. Empty: nobody.",
        Column::Status => "active, on leave or left. Active without one.",
        Column::Roles => {
            "employee, hr_admin, general_director, board_member, separated by semicolons. Managers follow from reports."
        }
        Column::JoinedOn => "For example 2026-04-01.",
    }
}

pub fn fate(fate: &Fate) -> &'static str {
    fate_name(fate_code(fate))
}

pub fn fate_code(fate: &Fate) -> &'static str {
    match fate {
        Fate::Create => "create",
        Fate::Change(_) => "change",
        Fate::Unchanged => "unchanged",
        Fate::Refused(_) => "refused",
    }
}

/// The name of a fate by its code, which is also what the address says.
pub fn fate_name(code: &str) -> &'static str {
    match code {
        "create" => "Create",
        "change" => "Change",
        "unchanged" => "Unchanged",
        "refused" => "Refused",
        _ => ALL_ROWS,
    }
}

/// A cell's text as a reader knows it: roles and status in words.
pub fn value(column: Column, text: &str) -> String {
    match column {
        _ if text.is_empty() => NOT_SET.into(),
        Column::Status => {
            text.parse::<EmploymentStatus>().map_or_else(|_| text.to_owned(), |status| super::status(status).to_owned())
        }
        Column::Roles => {
            let words =
                text.split(';').map(|code| code.parse().map_or_else(|_| code.to_owned(), |role| common::role(role).to_owned()));
            words.collect::<Vec<_>>().join(", ")
        }
        _ => text.to_owned(),
    }
}

/// "Email, line 12: …": what is wrong, and where.
pub fn row_problem(line: u64, problem: &RowProblem) -> String {
    let place = problem.column.map_or_else(|| format!("Line {line}"), |at| format!("{}, line {line}", column(at)));
    format!("{place}: {}", kind(problem))
}

fn kind(problem: &RowProblem) -> String {
    match &problem.kind {
        RowProblemKind::Field(field) => cell(problem.column, field),
        RowProblemKind::TooManyCells { max, is } => {
            format!("{is} cells, but the header has {max}. Perhaps a text with a comma or semicolon lacks its quotation marks.")
        }
        RowProblemKind::DuplicateInFile { first_line } => format!("this employee id stands on line {first_line} already."),
        RowProblemKind::DiffersOnlyInCase { employee_no } => {
            format!("only upper and lower case differ from {employee_no}, who is here already. Write it the same way.")
        }
        RowProblemKind::EmailOfAnother { employee_no } => format!("{employee_no} has this address. Each person needs their own."),
        RowProblemKind::UnknownRole { text } => {
            format!("“{text}” is no role. Roles are employee, hr_admin, general_director and board_member.")
        }
        RowProblemKind::UnknownManager { no } => format!("{no} is neither in this file nor known as an employee id."),
        RowProblemKind::ReportsToThemself => "nobody can be their own manager.".into(),
        RowProblemKind::ManagerLeft { no } => format!("{no} has left. Name somebody who is employed, or nobody."),
        RowProblemKind::LeavesReports { people, first } => {
            let names = first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let rest = if first.len() < *people { ", …" } else { "" };
            let who = if *people == 1 { "1 person reports".into() } else { format!("{people} people report") };
            format!(
                "{who} to this leaver: {names}{rest}. Give them another manager in this file, or deactivate the leaver on their page."
            )
        }
        RowProblemKind::LeavesSets => {
            "open targets name this leaver as reviewer. Deactivate them on their page, which asks for a successor.".into()
        }
        RowProblemKind::HoldsRole => {
            "this person holds HR, director or board. The role is taken first, by two, on the page of their roles.".into()
        }
        RowProblemKind::Anonymised => "this record was anonymised; only numbers are left of it.".into(),
        RowProblemKind::ManagerLoop { chain, people } => {
            let names = chain.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ");
            let rest = if chain.len() > *people { String::new() } else { " → …".into() };
            format!("the managers go round in a circle of {people}: {names}{rest}")
        }
    }
}

/// What cannot stand in a cell, in the words of whoever edits the file.
fn cell(column: Option<Column>, problem: &Problem) -> String {
    match (column, problem) {
        (_, Problem::Missing) => "the cell is empty, and this is needed.".into(),
        (Some(Column::EmployeeNo), Problem::ControlCharacter) => {
            "an employee id cannot hold spaces or invisible characters.".into()
        }
        (_, Problem::ControlCharacter) => "holds a line break or an invisible character. Type it again.".into(),
        (Some(Column::EmployeeNo), Problem::TooLong { is, .. }) => format!("at most {EMPLOYEE_NO} characters; this has {is}."),
        (_, Problem::TooLong { max, is }) => format!("at most {max} characters; this has {is}."),
        (_, Problem::NotAnAddress) => "this is no mail address, for example akira.sato@example.com.".into(),
        (_, Problem::NotADate) => "this is no day. Write it as 2026-04-01.".into(),
        (Some(Column::Status), Problem::Unknown) => "this is no status. Write active, on leave or left.".into(),
        (_, other) => errors::problem(other),
    }
}

/// Why a header row cannot be used.
pub fn header_problem(problem: &HeaderProblem) -> String {
    match problem {
        HeaderProblem::Missing { column: absent } => {
            format!("No column is named {}. Name its header “{}”.", column(*absent), absent.code())
        }
        HeaderProblem::Duplicate { column: twice, first, second } => {
            format!("“{first}” and “{second}” both mean {}. Rename or remove one of them.", column(*twice))
        }
        HeaderProblem::Shared { header, first, second } => {
            format!(
                "“{header}” was chosen for {} and for {}. Choose another column for one of them.",
                column(*first),
                column(*second)
            )
        }
        HeaderProblem::NoSuchCell { column: absent, cell } => {
            format!("There is no column {} for {}.", cell + 1, column(*absent))
        }
    }
}

/// What is wrong with a file as a whole.
pub fn unfit(problem: &FileProblem) -> String {
    let cell = |row: u64, column: u64| format!("{}{row}", letters(column));
    match problem {
        FileProblem::Empty => "There is nothing in it.".into(),
        FileProblem::TooManyRows { max } => {
            format!("It has more than {max} rows. Split it, and import the parts one after the other.")
        }
        FileProblem::TooManyColumns { line, max } => {
            format!("Line {line} has more than {max} columns. Remove what is not needed.")
        }
        FileProblem::Garbled { line } => {
            format!("Line {line} cannot be told apart into cells. Perhaps a quotation mark is not closed.")
        }
        FileProblem::Damaged => {
            "The workbook is damaged, or was not sent to its end. Open it, save it anew and choose it again.".into()
        }
        FileProblem::OldOrLocked => {
            "This is a workbook of the old kind, or one with a password. Save it as XLSX without a password.".into()
        }
        FileProblem::TooLargeInside { max } => {
            format!(
                "The workbook unpacks to more than {} MiB, which no list of employees does. Copy the rows into a new one.",
                max >> 20
            )
        }
        FileProblem::FarCell { row, column } => {
            format!(
                "Cell {} stands far outside of the list. Delete it, or copy the rows into a new workbook.",
                cell(*row, *column)
            )
        }
        FileProblem::Formula { row, column } => {
            format!("Cell {} holds a formula. Only values are read: copy the sheet and paste it as values.", cell(*row, *column))
        }
        FileProblem::ErrorValue { row, column } => {
            format!("Cell {} holds an error instead of a value. Correct it first.", cell(*row, *column))
        }
    }
}

pub fn read_as(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "CSV in UTF-8",
        Encoding::Utf16 => "CSV in UTF-16",
        Encoding::ShiftJis => "CSV in Shift_JIS",
        Encoding::Workbook => "a workbook (XLSX)",
    }
}

pub const CHECKING: &str = "The rows are being compared";
pub const CHECKING_BODY: &str = "Nothing is changed. You can leave this page; it goes on, also when the server restarts.";
pub const APPLYING: &str = "The import is being applied";
pub const APPLYING_BODY: &str = "All of it is written in one step, in a few seconds. You can leave this page.";
pub const LOOK_AGAIN: &str = "Look again";
pub const CANCEL: &str = "Cancel the import";
pub const CANCELLED: &str = "This import was cancelled";
pub const CANCELLED_BODY: &str = "Nothing of it was applied.";
pub const CHECK_AGAIN: &str = "Compare again";
pub const PROGRESS: &str = "Rows compared";
pub const NEEDS_MAPPING: &str = "Some columns are not found by their headers";
pub const NEEDS_MAPPING_BODY: &str = "Say below which column of the file is which. Nothing was changed.";
pub const MAP: &str = "Which column is which";
pub const MAP_EXPLAINED: &str = "Found by the headers. Choose another one where that is wrong; the rows are compared anew.";
pub const MAP_SAVE: &str = "Compare with these columns";
pub const NOT_IN_FILE: &str = "Not in the file";

pub fn compared(done: u64, total: u64) -> String {
    format!("{done} of {total} rows")
}

/// A column of the file in a choice: its letter and its header.
pub fn choice(cell: usize, header: &str) -> String {
    let letter = letters(cell as u64 + 1);
    if header.trim().is_empty() { format!("{letter}: no header") } else { format!("{letter}: {header}") }
}

/// What has to be corrected in the file before anything can be read from it; empty when the error is about something else.
pub fn file_problems(error: &AppError) -> Vec<String> {
    match error {
        AppError::Headers(problems) => problems.iter().map(header_problem).collect(),
        AppError::File(problem) => vec![unfit(problem)],
        AppError::Invalid(violations) => violations.iter().map(|violation| errors::problem(&violation.problem)).collect(),
        _ => Vec::new(),
    }
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".into() } else { format!("{count} rows") }
}

pub fn blocked(refused: u64) -> String {
    if refused == 1 {
        "1 row is refused, so nothing can be applied yet".into()
    } else {
        format!("{} are refused, so nothing can be applied yet", rows(refused))
    }
}

fn people(count: u64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

/// Before it is applied.
pub fn would_do(created: u64, changed: u64, unchanged: u64) -> String {
    format!("Applying creates {}, changes {changed} and leaves {unchanged} as they are.", people(created))
}

/// Afterwards. Compared once more everybody is as the file says, so the first figures may all be nought.
pub fn did(created: u64, changed: u64, unchanged: u64) -> String {
    if created + changed == 0 {
        return format!("{} in this file: everybody is now as it says.", people(unchanged));
    }
    let verb = if created == 1 { "was" } else { "were" };
    format!("{} {verb} created, {changed} changed, {unchanged} left as they were.", people(created))
}

pub fn ignored(columns: &[String]) -> String {
    format!("Nothing is read from {}. To have one read, give it a header from the list of columns.", columns.join(", "))
}

pub fn grade(employee_type: &str, grade: &str) -> String {
    format!("{grade} ({employee_type})")
}

pub fn reports_to(employee_no: &str) -> String {
    format!("reports to {employee_no}")
}

pub fn file(name: &str, encoding: Encoding) -> String {
    format!("File: {name}, read as {}", read_as(encoding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::EmployeeNo;

    fn no(text: &str) -> EmployeeNo {
        EmployeeNo(text.into())
    }

    fn said(column: Option<Column>, kind: RowProblemKind) -> String {
        row_problem(12, &RowProblem { column, kind })
    }

    #[test]
    fn a_problem_names_its_row_and_column() {
        assert_eq!(
            said(Some(Column::Email), RowProblemKind::Field(Problem::NotAnAddress)),
            "Email, line 12: this is no mail address, for example akira.sato@example.com."
        );
        assert!(
            said(None, RowProblemKind::TooManyCells { max: 4, is: 5 }).starts_with("Line 12: 5 cells, but the header has 4.")
        );
        assert_eq!(
            said(Some(Column::Manager), RowProblemKind::UnknownManager { no: no("EMP9") }),
            "Manager, line 12: EMP9 is neither in this file nor known as an employee id."
        );
    }

    #[test]
    fn a_circle_is_shown_whole_or_with_its_size() {
        let whole = RowProblemKind::ManagerLoop { chain: vec![no("A"), no("B"), no("A")], people: 2 };
        assert_eq!(said(Some(Column::Manager), whole), "Manager, line 12: the managers go round in a circle of 2: A → B → A");
        let cut = RowProblemKind::ManagerLoop { chain: vec![no("A"), no("B")], people: 40 };
        assert_eq!(said(Some(Column::Manager), cut), "Manager, line 12: the managers go round in a circle of 40: A → B → …");
    }

    #[test]
    fn roles_and_status_are_words_and_nothing_is_said() {
        assert_eq!(value(Column::Roles, "employee;hr_admin"), "Employee, HR");
        assert_eq!(value(Column::Status, "on_leave"), "On leave");
        assert_eq!(value(Column::Manager, ""), "nothing");
        assert_eq!(value(Column::JobTitle, "<b>Head</b>"), "<b>Head</b>");
    }

    #[test]
    fn a_header_row_is_explained_by_column() {
        let missing = HeaderProblem::Missing { column: Column::EmployeeNo };
        assert_eq!(
            file_problems(&AppError::Headers(vec![missing])),
            ["No column is named Employee id. Name its header “employee_id”."]
        );
        assert!(file_problems(&AppError::TooLarge { max: 1 }).is_empty());
    }
}
