//! Departments, employee types and grades.
use super::{UnitOfWork, sql};
use crate::{
    api::views::DepartmentRef,
    domain::{
        ids::{DepartmentId, EmployeeTypeId, GradeId},
        policy::{Authorized, Company},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use std::collections::BTreeMap;

#[derive(Clone, Debug, FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

#[derive(Clone, Debug, FromQueryResult)]
struct GradeRow {
    id: i64,
    employee_type_id: i64,
    name: String,
}

pub async fn departments<C: ConnectionTrait>(conn: &C) -> Result<Vec<DepartmentRef>, DbErr> {
    let rows: Vec<Named> = sql::all(conn, "SELECT id, name FROM departments ORDER BY name", vec![]).await?;
    Ok(rows.into_iter().map(|row| DepartmentRef { id: DepartmentId(row.id), name: row.name }).collect())
}

/// Ids by name, for an import to look up and to fill.
#[derive(Default)]
pub struct Names {
    pub departments: BTreeMap<String, DepartmentId>,
    pub employee_types: BTreeMap<String, EmployeeTypeId>,
    /// By employee type and name.
    pub grades: BTreeMap<(String, String), GradeId>,
}

pub async fn names<C: ConnectionTrait>(conn: &C) -> Result<Names, DbErr> {
    let departments: Vec<Named> = sql::all(conn, "SELECT id, name FROM departments", vec![]).await?;
    let types: Vec<Named> = sql::all(conn, "SELECT id, name FROM employee_types", vec![]).await?;
    let grades: Vec<GradeRow> = sql::all(conn, "SELECT id, employee_type_id, name FROM grades", vec![]).await?;
    let type_names: BTreeMap<i64, &str> = types.iter().map(|row| (row.id, row.name.as_str())).collect();
    Ok(Names {
        grades: grades
            .into_iter()
            .filter_map(|row| Some((((*type_names.get(&row.employee_type_id)?).to_owned(), row.name), GradeId(row.id))))
            .collect(),
        departments: departments.into_iter().map(|row| (row.name, DepartmentId(row.id))).collect(),
        employee_types: types.into_iter().map(|row| (row.name, EmployeeTypeId(row.id))).collect(),
    })
}

pub async fn insert_department(uow: &UnitOfWork, _: &Authorized<Company>, name: &str) -> Result<DepartmentId> {
    Ok(DepartmentId(sql::number(uow.conn(), "INSERT INTO departments (name) VALUES ($1) RETURNING id", vec![name.into()]).await?))
}

pub async fn insert_employee_type(uow: &UnitOfWork, _: &Authorized<Company>, name: &str) -> Result<EmployeeTypeId> {
    Ok(EmployeeTypeId(
        sql::number(uow.conn(), "INSERT INTO employee_types (name) VALUES ($1) RETURNING id", vec![name.into()]).await?,
    ))
}

pub async fn insert_grade(uow: &UnitOfWork, _: &Authorized<Company>, of: EmployeeTypeId, name: &str) -> Result<GradeId> {
    let insert = "INSERT INTO grades (employee_type_id, name) VALUES ($1, $2) RETURNING id";
    Ok(GradeId(sql::number(uow.conn(), insert, vec![of.into(), name.into()]).await?))
}

/// One grade of a type, or a type without grades, and how many people at work are of it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TypeLine {
    pub employee_type_id: EmployeeTypeId,
    pub employee_type: String,
    pub grade_id: Option<GradeId>,
    pub grade: Option<String>,
    pub people: i64,
}

pub async fn types_and_grades<C: ConnectionTrait>(conn: &C) -> Result<Vec<TypeLine>, DbErr> {
    sql::all(
        conn,
        "SELECT t.id AS employee_type_id, t.name AS employee_type, g.id AS grade_id, g.name AS grade,
                (SELECT COUNT(*) FROM people p WHERE p.grade_id = g.id AND p.status <> 'left') AS people
         FROM employee_types t LEFT JOIN grades g ON g.employee_type_id = t.id ORDER BY t.name, t.id, g.name",
        vec![],
    )
    .await
}
