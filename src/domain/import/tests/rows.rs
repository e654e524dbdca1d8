//! What rows become: people, changes, problems of their cells.
use super::*;

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
