//! How headers become columns, by themselves and by hand.
use super::*;
use crate::domain::person::loose;
use serde::de::{IntoDeserializer, value::Error};

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
