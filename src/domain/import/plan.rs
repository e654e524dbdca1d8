//! Reads the rows one by one, then judges them together: ids and addresses that stand twice, managers nobody knows, loops.
//! Every lookup goes through a map; the work grows with the file and the company, not with their product.
use super::{
    Book, CHAIN_SHOWN, Column, Fate, HeaderMap, Known, KnownPerson, Plan, PlannedRow, RawRow, RowProblem, RowProblemKind,
    UNSPECIFIED, leavers, same, shortened,
};
use crate::domain::{
    actor::Role,
    organisation,
    person::{EmployeeNo, EmploymentStatus, loose},
    time::Date,
    validation::{self, Problem},
};
use std::{
    borrow::Borrow,
    collections::{BTreeMap, BTreeSet},
};

/// A row on its way to its fate.
pub(super) struct Reading {
    line: u64,
    employee_no: String,
    full_name: String,
    /// As the row wants it. What could not be read is as known before, or a newcomer's.
    pub(super) wanted: KnownPerson,
    readable: bool,
    /// The one row that can be relied on for who this employee id reports to and which address it has.
    pub(super) speaks: bool,
    problems: Vec<RowProblem>,
}

impl Reading {
    pub(super) fn refuse(&mut self, column: Column, kind: RowProblemKind) {
        let column = Some(column);
        self.problems.push(RowProblem { column, kind });
    }

    /// What a cell says, or, when it cannot stand there, nothing but a problem.
    fn take(&mut self, column: Column, text: &str, problem: Option<Problem>) -> Option<String> {
        let Some(problem) = problem else { return Some(text.to_owned()) };
        self.refuse(column, RowProblemKind::Field(problem));
        None
    }

    fn required(&mut self, column: Column, text: &str) -> Option<String> {
        self.take(column, text, validation::check_line(text))
    }

    /// The same where an empty cell says something too, and a column may be absent (`None`) and says nothing.
    fn optional(&mut self, column: Column, cell: Option<&str>) -> Option<String> {
        let text = cell?;
        if text.is_empty() { Some(String::new()) } else { self.required(column, text) }
    }
}

/// Plans an import. Rows without any text are left out; short rows count as padded with empty cells.
///
/// A column the file does not have leaves people we know as they are. An empty cell says something: no manager, no
/// title, no date, [`UNSPECIFIED`], active, employee and nothing else.
///
/// Rows are read one by one, as they come; only what they say is kept.
pub fn plan<R: Borrow<RawRow>>(headers: &HeaderMap, rows: impl IntoIterator<Item = R>, known: &Known) -> Plan {
    let mut book = Book::new(known);
    let filled = rows.into_iter().filter(|row| row.borrow().cells.iter().any(|cell| !cell.trim().is_empty()));
    let mut readings: Vec<Reading> = filled.map(|row| read(headers, row.borrow(), &mut book)).collect();
    refuse_repeated_ids(&mut readings, &book);
    refuse_shared_addresses(&mut readings, known);
    refuse_unknown_managers(&mut readings, &book);
    refuse_loops(&mut readings, known);
    leavers::refuse(&mut readings, known);
    decide(readings, &book)
}

fn read(headers: &HeaderMap, row: &RawRow, book: &mut Book) -> Reading {
    let cell = |column| headers.cell(column).map(|at| row.cells.get(at).map_or("", |text| text.trim()));
    let no = EmployeeNo(cell(Column::EmployeeNo).unwrap_or_default().to_owned());
    let name = cell(Column::FullName).unwrap_or_default();
    let mut reading = Reading {
        line: row.line,
        employee_no: shortened(&no.0),
        full_name: shortened(name),
        wanted: book.people.get(&no).map_or_else(|| KnownPerson::newcomer(no.clone()), |known| (*known).clone()),
        readable: false,
        speaks: false,
        problems: Vec::new(),
    };
    if row.cells.len() > headers.width() {
        let (max, is) = (headers.width(), row.cells.len());
        let kind = RowProblemKind::TooManyCells { max, is };
        reading.problems.push(RowProblem { column: None, kind });
        return reading;
    }
    reading.take(Column::EmployeeNo, &no.0, no.check());
    if let Some(name) = reading.required(Column::FullName, name) {
        reading.wanted.full_name = name;
    }
    let email = cell(Column::Email).unwrap_or_default();
    // The same address in another case is the same address: it stays as we know it.
    if let Some(email) = reading.take(Column::Email, email, validation::check_email(email))
        && same(&email) != same(&reading.wanted.email)
    {
        reading.wanted.email = email;
    }
    if let Some(name) = reading.required(Column::Department, cell(Column::Department).unwrap_or_default()) {
        reading.wanted.department = Some(book.departments.settle("", &name));
    }
    read_type_and_grade(&mut reading, cell(Column::EmployeeType), cell(Column::Grade), book);
    if let Some(title) = reading.optional(Column::JobTitle, cell(Column::JobTitle)) {
        reading.wanted.job_title = title;
    }
    if let Some(no) = reading.optional(Column::Manager, cell(Column::Manager)) {
        reading.wanted.manager = (!no.is_empty()).then_some(EmployeeNo(no));
    }
    if let Some(text) = reading.optional(Column::Status, cell(Column::Status)) {
        let status = if text.is_empty() { Ok(EmploymentStatus::Active) } else { text.parse() };
        match status {
            Ok(status) => reading.wanted.status = status,
            Err(_) => reading.refuse(Column::Status, RowProblemKind::Field(Problem::Unknown)),
        }
    }
    if let Some(text) = reading.optional(Column::Roles, cell(Column::Roles)) {
        read_roles(&mut reading, &text);
    }
    if let Some(text) = reading.optional(Column::JoinedOn, cell(Column::JoinedOn)) {
        reading.wanted.joined_on = parse_day(&text);
        if reading.wanted.joined_on.is_none() && !text.is_empty() {
            reading.refuse(Column::JoinedOn, RowProblemKind::Field(Problem::NotADate));
        }
    }
    reading.readable = reading.problems.is_empty();
    reading
}

/// A grade stands under a type, so the two are settled together: a grade that is kept moves along to a new type.
fn read_type_and_grade(reading: &mut Reading, kind: Option<&str>, grade: Option<&str>, book: &mut Book) {
    let or_unspecified = |text: String| if text.is_empty() { UNSPECIFIED.to_owned() } else { text };
    let kind = reading.optional(Column::EmployeeType, kind).map(or_unspecified).or(reading.wanted.employee_type.take());
    let grade = reading.optional(Column::Grade, grade).map(or_unspecified).or(reading.wanted.grade.take());
    let kind = kind.or_else(|| grade.is_some().then(|| UNSPECIFIED.to_owned())).map(|name| book.employee_types.settle("", &name));
    reading.wanted.grade = grade.map(|name| book.grades.settle(kind.as_deref().unwrap_or_default(), &name));
    reading.wanted.employee_type = kind;
}

/// "Employee; HR admin". Everybody is an employee, and managers follow from reports (R1a), so neither word changes anything.
fn read_roles(reading: &mut Reading, text: &str) {
    let mut roles = BTreeSet::from([Role::Employee]);
    for word in text.split([';', ',', '|']).map(str::trim).filter(|word| !word.is_empty()) {
        match Role::ALL.into_iter().find(|role| loose(role.code()) == loose(word)) {
            Some(Role::Manager) => {}
            Some(role) => {
                roles.insert(role);
            }
            None => reading.refuse(Column::Roles, RowProblemKind::UnknownRole { text: word.to_owned() }),
        }
    }
    reading.wanted.roles = roles;
}

/// `2026-05-31` or `2026/05/31`.
fn parse_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(if text.contains('/') { '/' } else { '-' }).collect();
    let [year, month, day] = parts[..] else { return None };
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Ids are compared exactly, but two that differ only in case are one too many: nobody could tell the usernames apart.
fn refuse_repeated_ids(readings: &mut [Reading], book: &Book) {
    let known: BTreeMap<String, &EmployeeNo> = book.people.keys().map(|no| (same(&no.0), *no)).collect();
    let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
    for reading in readings {
        let no = &reading.wanted.employee_no;
        let is_too_wide = reading.problems.iter().any(|problem| problem.column.is_none());
        if is_too_wide || no.check().is_some() {
            continue;
        }
        let folded = same(&no.0);
        let in_another_case = known.get(&folded).filter(|_| !book.people.contains_key(no));
        if let Some(&first_line) = first_lines.get(&folded) {
            reading.refuse(Column::EmployeeNo, RowProblemKind::DuplicateInFile { first_line });
        } else if let Some(&known) = in_another_case {
            let employee_no = known.clone();
            reading.refuse(Column::EmployeeNo, RowProblemKind::DiffersOnlyInCase { employee_no });
        } else {
            reading.speaks = true;
        }
        first_lines.entry(folded).or_insert(reading.line);
    }
}

/// Looks at the addresses as they would be afterwards, so that one may pass from row to row. Who keeps an address goes before
/// who wants it, then the earlier row goes first.
fn refuse_shared_addresses(readings: &mut [Reading], known: &Known) {
    let speaking = readings.iter().filter(|reading| reading.speaks);
    let speaking: BTreeMap<&EmployeeNo, &Reading> = speaking.map(|row| (&row.wanted.employee_no, row)).collect();
    let mut holders: BTreeMap<String, EmployeeNo> = BTreeMap::new();
    for person in &known.people {
        let email = same(&person.email);
        let row = speaking.get(&person.employee_no);
        if row.is_none_or(|row| same(&row.wanted.email) == email) {
            holders.insert(email, person.employee_no.clone());
        }
    }
    let with_address = |reading: &&mut Reading| reading.speaks && !reading.wanted.email.is_empty();
    for reading in readings.iter_mut().filter(with_address) {
        let no = &reading.wanted.employee_no;
        let holder = holders.entry(same(&reading.wanted.email)).or_insert_with(|| no.clone());
        if holder != no {
            let employee_no = holder.clone();
            reading.refuse(Column::Email, RowProblemKind::EmailOfAnother { employee_no });
        }
    }
}

/// A manager named before their own row counts as there, even if that row is refused for reasons of its own (R7).
fn refuse_unknown_managers(readings: &mut [Reading], book: &Book) {
    let in_file: BTreeSet<EmployeeNo> = readings.iter().map(|reading| reading.wanted.employee_no.clone()).collect();
    for reading in readings {
        let Some(manager) = &reading.wanted.manager else { continue };
        if *manager == reading.wanted.employee_no {
            reading.refuse(Column::Manager, RowProblemKind::ReportsToThemself);
        } else if !in_file.contains(manager) && !book.people.contains_key(manager) {
            let kind = RowProblemKind::UnknownManager { no: manager.clone() };
            reading.refuse(Column::Manager, kind);
        }
    }
}

/// Everybody known, overlaid with the file, must be a forest (R4). Each row of a loop is told the chain from its own person on.
fn refuse_loops(readings: &mut [Reading], known: &Known) {
    let mut manager_of: BTreeMap<&EmployeeNo, &EmployeeNo> = BTreeMap::new();
    let mut row_of: BTreeMap<&EmployeeNo, usize> = BTreeMap::new();
    let before = known.people.iter();
    let after = readings.iter().enumerate().filter(|(_, reading)| reading.speaks);
    for person in before.chain(after.clone().map(|(_, reading)| &reading.wanted)) {
        match &person.manager {
            // Told already, and no chain to show.
            Some(manager) if *manager != person.employee_no => manager_of.insert(&person.employee_no, manager),
            _ => manager_of.remove(&person.employee_no),
        };
    }
    row_of.extend(after.map(|(at, reading)| (&reading.wanted.employee_no, at)));
    let mut refused = Vec::new();
    for chain in organisation::find_loops(&manager_of) {
        let people = chain.len() - 1;
        let ring = &chain[..people];
        for (place, person) in ring.iter().enumerate() {
            let Some(&row) = row_of.get(person) else { continue };
            let shown = if people > CHAIN_SHOWN { CHAIN_SHOWN } else { people + 1 };
            // Skipping along an iterator from the start each time would make a large loop quadratic.
            let from_here = ring[place..].iter().chain(ring).take(shown);
            let chain = from_here.map(|no| (*no).clone()).collect();
            refused.push((row, RowProblemKind::ManagerLoop { chain, people }));
        }
    }
    for (row, kind) in refused {
        readings[row].refuse(Column::Manager, kind);
    }
}

fn decide(readings: Vec<Reading>, book: &Book) -> Plan {
    let (mut departments, mut employee_types, mut grades) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut rows = Vec::with_capacity(readings.len());
    for mut reading in readings {
        let wanted = &reading.wanted;
        let fate = if reading.problems.is_empty() {
            departments.extend(wanted.department.clone().filter(|name| book.departments.is_new("", name)));
            employee_types.extend(wanted.employee_type.clone().filter(|name| book.employee_types.is_new("", name)));
            let grade = wanted.employee_type.clone().zip(wanted.grade.clone());
            grades.extend(grade.filter(|(under, name)| book.grades.is_new(under, name)));
            match book.people.get(&wanted.employee_no).map(|known| known.changes_to(wanted)) {
                None => Fate::Create,
                Some(diffs) if diffs.is_empty() => Fate::Unchanged,
                Some(diffs) => Fate::Change(diffs),
            }
        } else {
            reading.problems.sort_by_key(|problem| problem.column);
            Fate::Refused(reading.problems)
        };
        rows.push(PlannedRow {
            line: reading.line,
            person: reading.readable.then_some(reading.wanted),
            employee_no: reading.employee_no,
            full_name: reading.full_name,
            fate,
        });
    }
    Plan {
        rows,
        new_departments: departments.into_iter().collect(),
        new_employee_types: employee_types.into_iter().collect(),
        new_grades: grades.into_iter().collect(),
    }
}
