//! Employee ids and addresses that stand twice.
use super::*;

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
