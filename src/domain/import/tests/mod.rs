//! R7 as tests: headers, every column's reading, what rows do to one another, and that importing twice changes nothing.
mod headers;
mod managers;
mod properties;
mod repeated;
mod rows;

use super::*;
use std::collections::BTreeMap;

const COMPANY: &str = include_str!("../../../tests/data/employees-200.csv");
const SHORT: &str = "employee_id,full_name,email,department";
const FULL: &str =
    "employee_id,full_name,email,department,employee_type,grade,job_title,manager_employee_id,employment_status,roles,joined_on";
const TREE: &str = "employee_id,name,email,department,manager";

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

fn reports(links: &[(&str, &str)]) -> Vec<String> {
    links.iter().map(|(id, manager)| format!("{id},Name {id},{id}@example.com,Sales,{manager}")).collect()
}
