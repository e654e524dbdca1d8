//! R7 as tests: headers, every column's reading, what rows do to one another, and that importing twice changes nothing.
use super::*;
use crate::domain::person::loose;
use proptest::prelude::*;
use serde::de::{IntoDeserializer, value::Error};
use std::collections::BTreeMap;

const COMPANY: &str = include_str!("../../tests/data/employees-200.csv");
const SHORT: &str = "employee_id,full_name,email,department";
const FULL: &str =
    "employee_id,full_name,email,department,employee_type,grade,job_title,manager_employee_id,employment_status,roles,joined_on";

fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

fn headers(line: &str) -> HeaderMap {
    map_headers(&cells(line)).expect("usable headers")
}

/// Lines count from 2, below the header.
fn rows(lines: &[impl AsRef<str>]) -> Vec<RawRow> {
    (2..).zip(lines).map(|(line, text)| RawRow { line, cells: cells(text.as_ref()) }).collect()
}

fn import(header: &str, lines: &[impl AsRef<str>], known: &Known) -> Plan {
    plan(&headers(header), rows(lines), known)
}

fn no(text: &str) -> EmployeeNo {
    EmployeeNo(text.into())
}

/// Known people who differ in nothing but id, address and manager ("" for none).
fn known(people: &[(&str, &str)]) -> Known {
    let person = |&(id, manager): &(&str, &str)| KnownPerson {
        employee_no: no(id),
        full_name: format!("Name {id}"),
        email: format!("{id}@example.com"),
        department: Some("Sales".into()),
        employee_type: Some("Engineer".into()),
        grade: Some("E1".into()),
        job_title: "Clerk".into(),
        manager: (!manager.is_empty()).then(|| no(manager)),
        status: EmploymentStatus::OnLeave,
        roles: BTreeSet::from([Role::Employee, Role::HrAdmin]),
        joined_on: Some(Date::constant(2020, 4, 1)),
    };
    Known {
        people: people.iter().map(person).collect(),
        departments: BTreeSet::from(["Sales".into()]),
        employee_types: BTreeSet::from(["Engineer".into()]),
        grades: BTreeSet::from([("Engineer".into(), "E1".into())]),
        ..Known::default()
    }
}

/// What the database would hold afterwards.
fn apply(known: &Known, plan: &Plan) -> Known {
    let mut people: BTreeMap<EmployeeNo, KnownPerson> = known.people.iter().map(|p| (p.employee_no.clone(), p.clone())).collect();
    for row in &plan.rows {
        let person = row.person.clone().expect("readable");
        people.insert(person.employee_no.clone(), person);
    }
    let mut after = Known { people: people.into_values().collect(), ..known.clone() };
    after.departments.extend(plan.new_departments.iter().cloned());
    after.employee_types.extend(plan.new_employee_types.iter().cloned());
    after.grades.extend(plan.new_grades.iter().cloned());
    after
}

fn problems(plan: &Plan, line: u64) -> Vec<(Option<Column>, RowProblemKind)> {
    match &plan.rows.iter().find(|row| row.line == line).expect("planned").fate {
        Fate::Refused(problems) => problems.iter().map(|problem| (problem.column, problem.kind.clone())).collect(),
        other => panic!("line {line} is not refused: {other:?}"),
    }
}

fn refused_lines(plan: &Plan) -> Vec<u64> {
    plan.rows.iter().filter(|row| matches!(row.fate, Fate::Refused(_))).map(|row| row.line).collect()
}

fn changes(plan: &Plan, line: u64) -> Vec<(Column, String, String)> {
    match &plan.rows.iter().find(|row| row.line == line).expect("planned").fate {
        Fate::Change(diffs) => diffs.iter().map(|diff| (diff.column, diff.before.clone(), diff.after.clone())).collect(),
        other => panic!("line {line} is not a change: {other:?}"),
    }
}

/// One row with one cell of interest, read for a newcomer.
fn read_one(column: &str, cell: &str) -> Result<KnownPerson, Vec<(Option<Column>, RowProblemKind)>> {
    let header = cells(&format!("{SHORT},{column}"));
    let row = RawRow { line: 2, cells: ["E1", "Ann", "ann@example.com", "Sales", cell].map(str::to_owned).into() };
    let plan = plan(&map_headers(&header).expect("usable headers"), &[row], &known(&[("BOSS", "")]));
    if plan.is_applicable() { Ok(plan.rows[0].person.clone().expect("readable")) } else { Err(problems(&plan, 2)) }
}

// --- Headers ---

#[test]
fn headers_match_however_they_are_spelt() {
    for header in [
        "employee_id",
        "Employee ID",
        "employeeId",
        "EMPLOYEE-ID",
        "\u{feff}employee_id",
        " Employee  No ",
        "Employee No.",
        "EmployeeNumber",
    ] {
        assert_eq!(Column::from_header(header), Some(Column::EmployeeNo), "{header}");
    }
    for (header, column) in
        [("E-Mail", Column::Email), ("Manager", Column::Manager), ("Role", Column::Roles), ("Joining Date", Column::JoinedOn)]
    {
        assert_eq!(Column::from_header(header), Some(column), "{header}");
    }
    for header in ["", "id", "employee", "employee_id_2", "salary", "\u{feff}"] {
        assert_eq!(Column::from_header(header), None, "{header}");
    }
}

#[test]
fn every_column_is_found_by_its_code_and_no_header_means_two() {
    let mut seen = BTreeSet::new();
    for column in Column::ALL {
        assert_eq!(Column::from_header(column.code()), Some(column));
        assert!(seen.insert(loose(column.code())), "{column}");
        for alias in column.aliases() {
            assert_eq!(loose(alias), alias);
            assert_eq!(Column::from_header(alias), Some(column));
            assert!(seen.insert(alias.to_owned()), "{alias}");
        }
    }
}

#[test]
fn a_column_goes_over_the_wire_as_its_code() {
    for column in Column::ALL {
        let read: Result<Column, Error> = Column::deserialize(column.code().into_deserializer());
        assert_eq!(read, Ok(column));
    }
}

#[test]
fn columns_may_stand_in_any_order_and_unknown_ones_are_ignored_but_listed() {
    let map = headers("\u{feff}Salary,Department,,E-mail,Full Name, Shoe size ,employeeId");
    assert_eq!(map.cell(Column::EmployeeNo), Some(6));
    assert_eq!(map.cell(Column::Department), Some(1));
    assert_eq!(map.cell(Column::Grade), None);
    assert_eq!(map.width(), 7);
    assert_eq!(map.ignored(), ["Salary", "Shoe size"]);
}

#[test]
fn missing_and_doubled_columns_are_refused_all_at_once() {
    assert_eq!(
        map_headers(&cells("Full Name,grade,name,Grade")),
        Err(vec![
            HeaderProblem::Missing { column: Column::EmployeeNo },
            HeaderProblem::Missing { column: Column::Email },
            HeaderProblem::Missing { column: Column::Department },
            HeaderProblem::Duplicate { column: Column::FullName, first: "Full Name".into(), second: "name".into() },
            HeaderProblem::Duplicate { column: Column::Grade, first: "grade".into(), second: "Grade".into() },
        ])
    );
    assert_eq!(map_headers(&[]).expect_err("refused").len(), 4);
}

#[test]
fn columns_can_be_mapped_by_hand() {
    let header = cells("Wer,Wie,Wo,Wohin,name");
    let chosen = |cells: [usize; 4]| {
        [Column::EmployeeNo, Column::FullName, Column::Email, Column::Department].into_iter().zip(cells).collect()
    };
    let map = HeaderMap::by_hand(&header, &chosen([0, 1, 3, 2])).expect("usable");
    assert_eq!((map.cell(Column::Email), map.width(), map.ignored()), (Some(3), 5, &["name".to_owned()][..]));
    assert_eq!(
        HeaderMap::by_hand(&header, &chosen([0, 1, 1, 5])),
        Err(vec![
            HeaderProblem::Shared { header: "Wie".into(), first: Column::FullName, second: Column::Email },
            HeaderProblem::NoSuchCell { column: Column::Department, cell: 5 },
        ])
    );
    assert_eq!(HeaderMap::by_hand(&header, &BTreeMap::new()).expect_err("refused").len(), 4);
}

// --- The company of 200 ---

#[test]
fn a_company_of_200_is_created_and_importing_it_again_changes_nothing() {
    let lines: Vec<&str> = COMPANY.lines().collect();
    let first = import(lines[0], &lines[1..], &Known::default());
    assert_eq!(first.counts(), Counts { created: 200, ..Counts::default() });
    assert!(first.is_applicable());
    assert_eq!(first.new_employee_types, ["Back-Office", "Engineer"]);
    assert_eq!(first.new_grades.len(), 15);
    assert!(first.new_departments.contains(&"Platform Engineering".to_owned()));
    let head_of_hr = first.rows[3].person.as_ref().expect("readable");
    assert_eq!((first.rows[3].line, head_of_hr.full_name.as_str()), (5, "Arjun Vũ"));
    assert_eq!(head_of_hr.manager, Some(no("EMP0003")));
    assert_eq!(head_of_hr.roles, BTreeSet::from([Role::Employee, Role::HrAdmin]));
    assert_eq!(head_of_hr.joined_on, Some(Date::constant(2010, 8, 13)));

    let second = import(lines[0], &lines[1..], &apply(&Known::default(), &first));
    assert_eq!(second.counts(), Counts { unchanged: 200, ..Counts::default() });
    assert_eq!((second.new_departments.len(), second.new_employee_types.len(), second.new_grades.len()), (0, 0, 0));
}

#[test]
fn a_changed_company_says_what_changes() {
    let lines: Vec<String> = COMPANY.lines().map(str::to_owned).collect();
    let company = apply(&Known::default(), &import(&lines[0], &lines[1..], &Known::default()));
    let mut edited = lines.clone();
    edited[5] = edited[5].replace("HR Specialist,EMP0004,active", "HR Partner,EMP0003,on leave");
    let plan = import(&edited[0], &edited[1..], &company);
    assert_eq!(plan.counts(), Counts { changed: 1, unchanged: 199, ..Counts::default() });
    assert_eq!(
        changes(&plan, 6),
        [
            (Column::JobTitle, "HR Specialist".into(), "HR Partner".into()),
            (Column::Manager, "EMP0004".into(), "EMP0003".into()),
            (Column::Status, "active".into(), "on_leave".into()),
        ]
    );
}

// --- Rows and cells ---

#[test]
fn cells_are_trimmed_short_rows_padded_and_empty_rows_left_out() {
    let plan =
        import(FULL, &["", " E1 ,\u{3000}Ann\u{a0}, ann@example.com\t,Sales", ",,,", "  , ", ",,,,,,,,,,,,,,"], &known(&[]));
    assert_eq!(plan.rows.len(), 1);
    assert_eq!((plan.rows[0].line, &plan.rows[0].fate), (3, &Fate::Create));
    let ann = plan.rows[0].person.as_ref().expect("readable");
    assert_eq!((ann.employee_no.0.as_str(), ann.full_name.as_str(), ann.email.as_str()), ("E1", "Ann", "ann@example.com"));
    assert_eq!((ann.manager.as_ref(), ann.job_title.as_str(), ann.joined_on), (None, "", None));
}

#[test]
fn a_row_with_more_cells_than_headers_is_refused_and_not_read() {
    let plan = import(SHORT, &["E1,Ann,not an address,Sales,", "E2,Bob,b@example.com,Sales"], &known(&[]));
    assert_eq!(problems(&plan, 2), [(None, RowProblemKind::TooManyCells { max: 4, is: 5 })]);
    assert_eq!((plan.rows[0].person.as_ref(), plan.rows[0].employee_no.as_str()), (None, "E1"));
    assert_eq!(plan.rows[1].fate, Fate::Create);
    assert!(!plan.is_applicable());
    assert_eq!(plan.counts(), Counts { created: 1, refused: 1, ..Counts::default() });
}

#[test]
fn every_problem_of_a_row_is_named_in_the_order_of_the_columns() {
    let plan = import(FULL, &[",,x,,,,,E9,gone,boss;hr admin;pope,2026-02-30"], &known(&[]));
    let field = |problem| RowProblemKind::Field(problem);
    assert_eq!(
        problems(&plan, 2),
        [
            (Some(Column::EmployeeNo), field(Problem::Missing)),
            (Some(Column::FullName), field(Problem::Missing)),
            (Some(Column::Email), field(Problem::NotAnAddress)),
            (Some(Column::Department), field(Problem::Missing)),
            (Some(Column::Manager), RowProblemKind::UnknownManager { no: no("E9") }),
            (Some(Column::Status), field(Problem::Unknown)),
            (Some(Column::Roles), RowProblemKind::UnknownRole { text: "boss".into() }),
            (Some(Column::Roles), RowProblemKind::UnknownRole { text: "pope".into() }),
            (Some(Column::JoinedOn), field(Problem::NotADate)),
        ]
    );
    assert_eq!(plan.rows[0].person, None);
}

#[test]
fn every_cell_has_a_bound() {
    let id = "é".repeat(40);
    assert!(import(SHORT, &[format!("{id},Ann,a@b.cd,Sales")], &known(&[])).is_applicable());
    let too_long = |max, is| RowProblemKind::Field(Problem::TooLong { max, is });
    let plan = import(SHORT, &[format!("{id}é,Ann,a@b.cd,Sales")], &known(&[]));
    assert_eq!(problems(&plan, 2), [(Some(Column::EmployeeNo), too_long(40, 41))]);
    for (at, column) in
        [(1, Column::FullName), (3, Column::Department), (4, Column::EmployeeType), (5, Column::Grade), (6, Column::JobTitle)]
    {
        let mut row = cells("E1,Ann,a@b.cd,Sales,Engineer,E1,Clerk");
        row[at] = "é".repeat(LINE);
        assert!(import(FULL, &[row.join(",")], &known(&[])).is_applicable(), "{column}");
        row[at].push('é');
        assert_eq!(
            problems(&import(FULL, &[row.join(",")], &known(&[])), 2),
            [(Some(column), too_long(LINE, LINE + 1))],
            "{column}"
        );
    }
    for column in [Column::Manager, Column::Status, Column::Roles, Column::JoinedOn] {
        assert_eq!(
            read_one(column.code(), &"x".repeat(LINE + 1)),
            Err(vec![(Some(column), too_long(LINE, LINE + 1))]),
            "{column}"
        );
    }
    assert_eq!(
        read_one("title", "Head\nof"),
        Err(vec![(Some(Column::JobTitle), RowProblemKind::Field(Problem::ControlCharacter))])
    );
}

#[test]
fn a_giant_cell_does_not_travel_to_the_browser() {
    let giant = "x".repeat(1_000_000);
    let plan = import(SHORT, &[format!("{giant},{giant},{giant},{giant}")], &known(&[]));
    assert_eq!(plan.rows[0].employee_no.chars().count(), LINE + 1);
    assert!(plan.rows[0].full_name.ends_with('…'));
    assert_eq!(plan.rows[0].person, None);
}

#[test]
fn newcomers_get_defaults_whether_the_column_is_absent_or_the_cell_empty() {
    for header in [SHORT, FULL] {
        let plan = import(header, &["E1,Ann,ann@example.com,Sales"], &Known::default());
        let ann = plan.rows[0].person.clone().expect("readable");
        assert_eq!((ann.employee_type.as_deref(), ann.grade.as_deref()), (Some(UNSPECIFIED), Some(UNSPECIFIED)));
        assert_eq!((ann.status, ann.roles, ann.manager), (EmploymentStatus::Active, BTreeSet::from([Role::Employee]), None));
        assert_eq!(plan.new_departments, ["Sales"]);
        assert_eq!(plan.new_employee_types, [UNSPECIFIED]);
        assert_eq!(plan.new_grades, [(UNSPECIFIED.to_owned(), UNSPECIFIED.to_owned())]);
    }
}

#[test]
fn an_absent_column_leaves_people_as_they_are() {
    let before = known(&[("E1", "E2"), ("E2", "")]);
    let plan = import(SHORT, &["E1,Name E1,E1@example.com,Sales", "E2,New Name,E2@example.com,Sales"], &before);
    assert_eq!(plan.rows[0].fate, Fate::Unchanged);
    assert_eq!(plan.rows[0].person.as_ref(), Some(&before.people[0]));
    assert_eq!(changes(&plan, 3), [(Column::FullName, "Name E2".into(), "New Name".into())]);

    let mut bare = before.clone();
    (bare.people[0].employee_type, bare.people[0].grade) = (None, None);
    let plan = import(SHORT, &["E1,Name E1,E1@example.com,Sales"], &bare);
    assert_eq!((&plan.rows[0].fate, plan.new_grades.len()), (&Fate::Unchanged, 0));
}

#[test]
fn an_empty_cell_says_something() {
    let plan = import(FULL, &["E1,Name E1,E1@example.com,Sales,,,,,,,"], &known(&[("E1", "E2"), ("E2", "")]));
    assert_eq!(
        changes(&plan, 2),
        [
            (Column::EmployeeType, "Engineer".into(), UNSPECIFIED.into()),
            (Column::Grade, "E1".into(), UNSPECIFIED.into()),
            (Column::JobTitle, "Clerk".into(), String::new()),
            (Column::Manager, "E2".into(), String::new()),
            (Column::Status, "on_leave".into(), "active".into()),
            (Column::Roles, "employee;hr_admin".into(), "employee".into()),
            (Column::JoinedOn, "2020-04-01".into(), String::new()),
        ]
    );
}

#[test]
fn roles_are_read_with_any_separator_and_manager_follows_from_reports() {
    for text in [
        "hr_admin;board_member",
        "Employee, HR Admin, Board-Member",
        "manager|hrAdmin|boardMember|",
        ";;HR_ADMIN ; board member;manager",
    ] {
        assert_eq!(
            read_one("roles", text).expect("readable").roles,
            BTreeSet::from([Role::Employee, Role::HrAdmin, Role::BoardMember]),
            "{text}"
        );
    }
    for text in ["", "employee", "manager", " ; "] {
        assert_eq!(read_one("roles", text).expect("readable").roles, BTreeSet::from([Role::Employee]), "{text}");
    }
    assert_eq!(read_one("roles", "root"), Err(vec![(Some(Column::Roles), RowProblemKind::UnknownRole { text: "root".into() })]));
}

#[test]
fn a_stored_manager_role_makes_no_difference() {
    let mut before = known(&[("E1", "")]);
    before.people[0].roles.insert(Role::Manager);
    let row = "E1,Name E1,E1@example.com,Sales,Engineer,E1,Clerk,,on leave,manager;hr admin,2020/04/01";
    assert_eq!(import(FULL, &[row], &before).rows[0].fate, Fate::Unchanged);
}

#[test]
fn days_are_written_with_dashes_or_slashes() {
    for text in ["2024-02-29", "2024/02/29"] {
        assert_eq!(read_one("joined_on", text).expect("readable").joined_on, Some(Date::constant(2024, 2, 29)), "{text}");
    }
    for text in [
        "2023-02-29",
        "2024-02/29",
        "29/02/2024",
        "2024-2-29",
        "24-02-29",
        "2024-02-29T00:00",
        "2024-13-01",
        "+024-02-29",
        "２０２４-02-29",
        "x",
    ] {
        assert_eq!(
            read_one("joined_on", text),
            Err(vec![(Some(Column::JoinedOn), RowProblemKind::Field(Problem::NotADate))]),
            "{text}"
        );
    }
}

// --- Names ---

#[test]
fn names_take_the_spelling_in_use() {
    let plan = import(FULL, &["E1,Ann,a@example.com,SALES,engineer,e1"], &known(&[]));
    let ann = plan.rows[0].person.as_ref().expect("readable");
    assert_eq!(
        (ann.department.as_deref(), ann.employee_type.as_deref(), ann.grade.as_deref()),
        (Some("Sales"), Some("Engineer"), Some("E1"))
    );
    assert_eq!((plan.new_departments.len(), plan.new_employee_types.len(), plan.new_grades.len()), (0, 0, 0));
}

#[test]
fn an_exact_spelling_in_use_goes_before_another_case() {
    let mut before = known(&[("E1", "")]);
    before.departments.insert("SALES".into());
    assert_eq!(import(SHORT, &["E1,Name E1,E1@example.com,Sales"], &before).rows[0].fate, Fate::Unchanged);
}

#[test]
fn new_names_are_listed_once_in_the_first_spelling() {
    let lines =
        ["A,Ann,a@b.cd,Ops,Driver,D1", "B,Bob,b@b.cd,OPS,driver,d1", "C,Cid,c@b.cd,ops,Engineer,d1", "D,Dan,d@b.cd,Legal,Clerk,"];
    let plan = import(FULL, &lines, &known(&[]));
    assert_eq!(plan.new_departments, ["Legal", "Ops"]);
    assert_eq!(plan.new_employee_types, ["Clerk", "Driver"]);
    let grades = [("Clerk", UNSPECIFIED), ("Driver", "D1"), ("Engineer", "d1")];
    assert_eq!(plan.new_grades, grades.map(|(under, name)| (under.to_owned(), name.to_owned())));
    assert_eq!(plan.rows[1].person.as_ref().and_then(|bob| bob.grade.as_deref()), Some("D1"));
}

#[test]
fn a_refused_row_brings_no_new_names() {
    let plan = import(SHORT, &["E1,,a@example.com,Nowhere"], &known(&[]));
    assert_eq!((plan.new_departments.len(), plan.new_employee_types.len(), plan.new_grades.len()), (0, 0, 0));
}

#[test]
fn a_kept_grade_moves_along_to_a_new_type() {
    let plan =
        import("employee_id,name,email,department,type", &["E1,Name E1,E1@example.com,Sales,Driver"], &known(&[("E1", "")]));
    assert_eq!(changes(&plan, 2), [(Column::EmployeeType, "Engineer".into(), "Driver".into())]);
    assert_eq!(plan.new_grades, [("Driver".to_owned(), "E1".to_owned())]);
}

#[test]
fn a_grade_never_stands_without_a_type() {
    let mut before = known(&[("E1", "")]);
    (before.people[0].employee_type, before.people[0].grade) = (None, None);
    let plan = import("employee_id,name,email,department,grade", &["E1,Name E1,E1@example.com,Sales,E1"], &before);
    assert_eq!(
        changes(&plan, 2),
        [(Column::EmployeeType, String::new(), UNSPECIFIED.into()), (Column::Grade, String::new(), "E1".into())]
    );
    assert_eq!(plan.new_grades, [(UNSPECIFIED.to_owned(), "E1".to_owned())]);
}

// --- Ids and addresses ---

#[test]
fn an_employee_id_stands_once_in_a_file_in_any_case() {
    let plan =
        import(SHORT, &["E1,Ann,a@b.cd,Sales", "E2,Bob,b@b.cd,Sales", "E1,Ann,a@b.cd,Sales", "e2,Bob,x@b.cd,Sales"], &known(&[]));
    assert_eq!(refused_lines(&plan), [4, 5]);
    assert_eq!(problems(&plan, 4), [(Some(Column::EmployeeNo), RowProblemKind::DuplicateInFile { first_line: 2 })]);
    assert_eq!(problems(&plan, 5), [(Some(Column::EmployeeNo), RowProblemKind::DuplicateInFile { first_line: 3 })]);
}

#[test]
fn every_repetition_points_at_the_first_line() {
    let plan = import(SHORT, &["E1,Ann,a@b.cd,Sales", "e1,Ann,b@b.cd,Sales", "E1,Ann,c@b.cd,Sales"], &known(&[]));
    assert_eq!(problems(&plan, 4), [(Some(Column::EmployeeNo), RowProblemKind::DuplicateInFile { first_line: 2 })]);
}

#[test]
fn what_cannot_be_read_repeats_nothing() {
    let lines = [
        ",Ann,nonsense,Sales",
        ",Bob,nonsense,Sales",
        "E1,Cid,nonsense,Sales",
        "E2,Dan,nonsense,Sales",
        "E3,Eve,e@b.cd,Sales,x",
        "E3,Eve,e@b.cd,Sales",
    ];
    let plan = import(SHORT, &lines, &known(&[]));
    let address = (Some(Column::Email), RowProblemKind::Field(Problem::NotAnAddress));
    for line in [2, 3] {
        assert_eq!(problems(&plan, line), [(Some(Column::EmployeeNo), RowProblemKind::Field(Problem::Missing)), address.clone()]);
    }
    assert_eq!((problems(&plan, 4), problems(&plan, 5)), (vec![address.clone()], vec![address]));
    assert_eq!(refused_lines(&plan), [2, 3, 4, 5, 6]);
}

#[test]
fn a_repeated_row_changes_neither_the_tree_nor_the_addresses() {
    let plan = import(TREE, &reports(&[("A", ""), ("B", "A"), ("A", "B")]), &known(&[]));
    assert_eq!(refused_lines(&plan), [4]);
    assert_eq!(problems(&plan, 4), [(Some(Column::EmployeeNo), RowProblemKind::DuplicateInFile { first_line: 2 })]);
}

#[test]
fn a_known_employee_id_in_another_case_is_refused() {
    let plan = import(SHORT, &["e1,Name E1,E1@example.com,Sales"], &known(&[("E1", "")]));
    assert_eq!(problems(&plan, 2), [(Some(Column::EmployeeNo), RowProblemKind::DiffersOnlyInCase { employee_no: no("E1") })]);
    assert!(plan.rows[0].person.is_some(), "it could be read");
}

#[test]
fn an_address_belongs_to_one_person_in_any_case() {
    let taken = |of| [(Some(Column::Email), RowProblemKind::EmailOfAnother { employee_no: no(of) })];
    let before = known(&[("E1", ""), ("E2", "")]);
    // E1 is not in the file, E2 is and keeps its address although it comes later, A goes before B.
    let lines = [
        "X,X,e1@EXAMPLE.com,Sales",
        "Y,Y,e2@example.com,Sales",
        "E2,Name E2,e2@example.com,Sales",
        "A,A,n@b.cd,Sales",
        "B,B,N@b.cd,Sales",
    ];
    let plan = import(SHORT, &lines, &before);
    assert_eq!(refused_lines(&plan), [2, 3, 6]);
    assert_eq!(
        (problems(&plan, 2), problems(&plan, 3), problems(&plan, 6)),
        (taken("E1").into(), taken("E2").into(), taken("A").into())
    );
    assert_eq!(plan.rows[2].fate, Fate::Unchanged, "the same address in another case is no change");
}

#[test]
fn an_address_given_up_by_one_row_may_be_taken_by_another() {
    let before = known(&[("E1", ""), ("E2", ""), ("E3", "")]);
    let swap = ["E1,Name E1,E2@example.com,Sales", "E2,Name E2,E1@example.com,Sales"];
    assert_eq!(import(SHORT, &swap, &before).counts(), Counts { changed: 2, ..Counts::default() });
    let takeover = ["N,New,E3@example.com,Sales", "E3,Name E3,other@example.com,Sales"];
    assert!(import(SHORT, &takeover, &before).is_applicable());
    // Not given up: the row that would do so cannot be relied on.
    let unreadable = ["N,New,E3@example.com,Sales", "E3,Name E3,nonsense,Sales"];
    assert_eq!(refused_lines(&import(SHORT, &unreadable, &before)), [2, 3]);
    let too_wide = ["N,New,E3@example.com,Sales", "E3,Name E3,other@example.com,Sales,x"];
    assert_eq!(refused_lines(&import(SHORT, &too_wide, &before)), [2, 3]);
}

// --- Managers ---

const TREE: &str = "employee_id,name,email,department,manager";

fn reports(links: &[(&str, &str)]) -> Vec<String> {
    links.iter().map(|(id, manager)| format!("{id},Name {id},{id}@example.com,Sales,{manager}")).collect()
}

fn chain(ids: &[&str]) -> Vec<(Option<Column>, RowProblemKind)> {
    let kind = RowProblemKind::ManagerLoop { chain: ids.iter().map(|id| no(id)).collect(), people: ids.len() - 1 };
    vec![(Some(Column::Manager), kind)]
}

#[test]
fn managers_may_come_later_in_the_file_or_be_known() {
    let plan = import(TREE, &reports(&[("A", "B"), ("B", "K"), ("C", "A")]), &known(&[("K", "")]));
    assert_eq!(plan.counts(), Counts { created: 3, ..Counts::default() });
}

#[test]
fn a_manager_whose_own_row_is_refused_is_not_unknown() {
    let mut lines = reports(&[("A", "B")]);
    lines.push("B,,nonsense,".into());
    lines.push("C,Name C,C@example.com,Sales,W".into());
    lines.push("W,,,,,,,".into());
    assert_eq!(refused_lines(&import(TREE, &lines, &known(&[]))), [3, 5]);
}

#[test]
fn an_unknown_manager_and_reporting_to_oneself_are_refused() {
    let plan = import(TREE, &reports(&[("A", "a"), ("B", "Alice Mori"), ("C", "C")]), &known(&[]));
    assert_eq!(problems(&plan, 2), [(Some(Column::Manager), RowProblemKind::UnknownManager { no: no("a") })]);
    assert_eq!(problems(&plan, 3), [(Some(Column::Manager), RowProblemKind::UnknownManager { no: no("Alice Mori") })]);
    assert_eq!(problems(&plan, 4), [(Some(Column::Manager), RowProblemKind::ReportsToThemself)]);
}

#[test]
fn every_row_of_a_loop_is_told_the_chain_from_itself_on() {
    let plan = import(TREE, &reports(&[("A", "C"), ("B", "A"), ("C", "B"), ("D", "A"), ("X", "Y"), ("Y", "X")]), &known(&[]));
    assert_eq!(refused_lines(&plan), [2, 3, 4, 6, 7]);
    assert_eq!(problems(&plan, 2), chain(&["A", "C", "B", "A"]));
    assert_eq!(problems(&plan, 3), chain(&["B", "A", "C", "B"]));
    assert_eq!(problems(&plan, 4), chain(&["C", "B", "A", "C"]));
    assert_eq!(problems(&plan, 7), chain(&["Y", "X", "Y"]));
}

#[test]
fn a_loop_may_run_through_people_who_are_not_in_the_file() {
    let before = known(&[("K1", "K2"), ("K2", "K3"), ("K3", "")]);
    let plan = import(TREE, &reports(&[("K3", "N"), ("N", "K1")]), &before);
    assert_eq!(problems(&plan, 2), chain(&["K3", "N", "K1", "K2", "K3"]));
    assert_eq!(problems(&plan, 3), chain(&["N", "K1", "K2", "K3", "N"]));
    // The file may also open a loop-to-be by moving somebody away at the same time.
    assert!(import(TREE, &reports(&[("K3", "K1"), ("K1", "")]), &before).is_applicable());
}

#[test]
fn a_loop_of_exactly_the_bound_is_shown_whole_and_a_larger_one_open() {
    for (people, shown) in [(CHAIN_SHOWN, CHAIN_SHOWN + 1), (CHAIN_SHOWN + 1, CHAIN_SHOWN)] {
        let ids: Vec<String> = (0..people).map(|n| format!("E{n:02}")).collect();
        let links: Vec<(&str, &str)> = (0..people).map(|n| (ids[n].as_str(), ids[(n + 1) % people].as_str())).collect();
        let plan = import(TREE, &reports(&links), &known(&[]));
        let expected: Vec<EmployeeNo> = (0..shown).map(|n| no(&ids[(1 + n) % people])).collect();
        assert_eq!(problems(&plan, 3), [(Some(Column::Manager), RowProblemKind::ManagerLoop { chain: expected, people })]);
    }
}

// --- Size ---

/// One chain of managers through everybody, the deepest the file can be; with `closed` it ends where it began.
fn deep_company(people: usize, closed: bool) -> Vec<RawRow> {
    let manager = |n: usize| {
        if n > 0 {
            format!("E{}", n - 1)
        } else if closed {
            format!("E{}", people - 1)
        } else {
            String::new()
        }
    };
    let lines: Vec<String> =
        (0..people).map(|n| format!("E{n},Name {n},e{n}@example.com,Dept {},{}", n % 50, manager(n))).collect();
    rows(&lines)
}

#[test]
fn twenty_thousand_people_in_one_chain_are_planned_twice() {
    let rows = deep_company(20_000, false);
    let first = plan(&headers(TREE), &rows, &Known::default());
    assert_eq!(first.counts(), Counts { created: 20_000, ..Counts::default() });
    assert_eq!(first.new_departments.len(), 50);
    let second = plan(&headers(TREE), &rows, &apply(&Known::default(), &first));
    assert_eq!(second.counts(), Counts { unchanged: 20_000, ..Counts::default() });
}

#[test]
fn a_loop_of_twenty_thousand_does_not_name_everybody_to_everybody() {
    let plan = plan(&headers(TREE), deep_company(20_000, true), &Known::default());
    assert_eq!(plan.counts(), Counts { refused: 20_000, ..Counts::default() });
    let [(_, RowProblemKind::ManagerLoop { chain, people })] = &problems(&plan, 5)[..] else { panic!("one loop") };
    assert_eq!((chain.len(), *people, chain[0].0.as_str(), chain[1].0.as_str()), (CHAIN_SHOWN, 20_000, "E3", "E2"));
}

// --- Properties ---

/// Few ids, addresses and names, so that rows meet, but not so few that hardly a file can be applied.
fn any_row() -> impl Strategy<Value = String> {
    let rest = (
        prop_oneof![12 => Just(String::new()), 1 => "[a-c]@x\\.org", 1 => "K[1-3]@example\\.com", 1 => "[A-C]@X\\.org"],
        prop_oneof!["Sales", "sales", "Ops", "OPS"],
        prop_oneof!["", "Engineer", "engineer", "Driver"],
        prop_oneof!["", "E1", "e1"],
        prop_oneof![8 => "", 4 => "K[1-3]", 4 => "[A-L]", 1 => "Z"],
        prop_oneof!["", "active", "On leave", "left"],
        prop_oneof!["", "hr admin;manager", "board_member"],
    );
    let id = prop_oneof![10 => "[A-L]", 1 => "[a-l]", 4 => "K[1-3]"];
    (id, rest).prop_map(|(id, (email, department, kind, grade, manager, status, roles))| {
        let email = if email.is_empty() { format!("{id}@example.com") } else { email };
        format!("{id},Name {id},{email},{department},{kind},{grade},Clerk,{manager},{status},{roles},2020-04-01")
    })
}

proptest! {
    #[test]
    fn what_can_be_applied_is_a_company_and_importing_it_again_changes_nothing(
        lines in proptest::collection::vec(any_row(), 0..5),
        width in prop_oneof![Just(4usize), Just(8), Just(11)],
    ) {
        let header = cells(FULL)[..width].join(",");
        let lines: Vec<String> = lines.iter().map(|line| cells(line)[..width].join(",")).collect();
        let before = known(&[("K1", "K2"), ("K2", ""), ("K3", "K1")]);
        let plan = import(&header, &lines, &before);
        prop_assert_eq!(plan.rows.len(), lines.len());
        if plan.is_applicable() {
            let after = apply(&before, &plan);
            let ids: BTreeSet<String> = after.people.iter().map(|person| person.employee_no.0.to_lowercase()).collect();
            let addresses: BTreeSet<String> = after.people.iter().map(|person| person.email.to_lowercase()).collect();
            prop_assert_eq!((ids.len(), addresses.len()), (after.people.len(), after.people.len()));
            let mut manager_of = BTreeMap::new();
            for person in &after.people {
                if let Some(manager) = &person.manager {
                    prop_assert!(after.people.iter().any(|other| other.employee_no == *manager));
                    manager_of.insert(person.employee_no.clone(), manager.clone());
                }
                let (kind, grade) = (person.employee_type.clone(), person.grade.clone());
                prop_assert!(after.departments.contains(person.department.as_deref().expect("required")));
                prop_assert!(after.grades.contains(&(kind.expect("defaulted"), grade.expect("defaulted"))));
            }
            prop_assert_eq!(crate::domain::organisation::find_loop(&manager_of), None);
            let again = import(&header, &lines, &after);
            prop_assert_eq!(again.counts(), Counts { unchanged: lines.len(), ..Counts::default() });
        } else {
            prop_assert!(plan.counts().refused > 0);
        }
    }

    #[test]
    fn no_text_breaks_the_reader(table in proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..14), 0..6)) {
        let rows: Vec<RawRow> = (2..).zip(table).map(|(line, cells)| RawRow { line, cells }).collect();
        let plan = plan(&headers(FULL), &rows, &known(&[("K1", "")]));
        prop_assert!(plan.rows.len() <= rows.len());
    }
}
