//! What HR sets up: departments with their heads, employee types with their grades, and what holds on to each (R30).
use super::{UnitOfWork, sql};
use crate::{
    api::error::UsedBy,
    domain::{
        ids::{DepartmentId, EmployeeTypeId, GradeId, PersonId},
        policy::{Authorized, Company},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Value};

#[derive(Clone, Debug, FromQueryResult)]
pub struct DepartmentRow {
    pub id: DepartmentId,
    pub name: String,
    pub head_id: Option<PersonId>,
    pub head_no: Option<String>,
    pub head: Option<String>,
    pub head_status: Option<String>,
    /// At work, and those who left.
    pub people: i64,
    pub gone: i64,
}

const DEPARTMENT: &str =
    "SELECT d.id, d.name, h.id AS head_id, h.employee_no AS head_no, h.full_name AS head, h.status AS head_status,
       (SELECT COUNT(*) FROM people p WHERE p.department_id = d.id AND p.status <> 'left') AS people,
       (SELECT COUNT(*) FROM people p WHERE p.department_id = d.id AND p.status = 'left') AS gone
     FROM departments d LEFT JOIN department_heads x ON x.department_id = d.id LEFT JOIN people h ON h.id = x.person_id";

pub async fn departments<C: ConnectionTrait>(conn: &C) -> Result<Vec<DepartmentRow>, DbErr> {
    sql::all(conn, &format!("{DEPARTMENT} ORDER BY d.name, d.id"), vec![]).await
}

pub async fn department<C: ConnectionTrait>(conn: &C, id: DepartmentId) -> Result<Option<DepartmentRow>, DbErr> {
    sql::one(conn, &format!("{DEPARTMENT} WHERE d.id = $1"), vec![id.into()]).await
}

/// Holds a row until the end of the transaction, so that two who change it take turns. SQLite has one writer.
async fn lock(uow: &UnitOfWork, table: &str, id: i64) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), &format!("SELECT id FROM {table} WHERE id = $1 FOR UPDATE"), vec![id.into()]).await?;
    }
    Ok(())
}

pub async fn lock_department(uow: &UnitOfWork, id: DepartmentId) -> Result<()> {
    lock(uow, "departments", id.0).await
}

pub async fn rename_department(uow: &UnitOfWork, _: &Authorized<Company>, id: DepartmentId, name: &str) -> Result<()> {
    sql::run(uow.conn(), "UPDATE departments SET name = $2 WHERE id = $1", vec![id.into(), name.into()]).await?;
    Ok(())
}

/// Nobody is its head any more without `head`.
pub async fn set_head(uow: &UnitOfWork, _: &Authorized<Company>, id: DepartmentId, head: Option<PersonId>) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM department_heads WHERE department_id = $1", vec![id.into()]).await?;
    if let Some(head) = head {
        let insert = "INSERT INTO department_heads (department_id, person_id) VALUES ($1, $2)";
        sql::run(uow.conn(), insert, vec![id.into(), head.into()]).await?;
    }
    Ok(())
}

pub async fn delete_department(uow: &UnitOfWork, _: &Authorized<Company>, id: DepartmentId) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM departments WHERE id = $1", vec![id.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Named {
    id: DepartmentId,
    name: String,
}

/// Who heads which department, by name.
pub async fn heads<C: ConnectionTrait>(conn: &C) -> Result<std::collections::BTreeMap<DepartmentId, String>, DbErr> {
    let heads: Vec<Named> = sql::all(
        conn,
        "SELECT x.department_id AS id, p.full_name AS name FROM department_heads x JOIN people p ON p.id = x.person_id",
        vec![],
    )
    .await?;
    Ok(heads.into_iter().map(|head| (head.id, head.name)).collect())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct TypeRow {
    pub id: EmployeeTypeId,
    pub name: String,
    pub people: i64,
    pub gone: i64,
    pub grades: i64,
}

const TYPE: &str = "SELECT t.id, t.name,
       (SELECT COUNT(*) FROM people p WHERE p.employee_type_id = t.id AND p.status <> 'left') AS people,
       (SELECT COUNT(*) FROM people p WHERE p.employee_type_id = t.id AND p.status = 'left') AS gone,
       (SELECT COUNT(*) FROM grades g WHERE g.employee_type_id = t.id) AS grades FROM employee_types t";

pub async fn types<C: ConnectionTrait>(conn: &C) -> Result<Vec<TypeRow>, DbErr> {
    sql::all(conn, &format!("{TYPE} ORDER BY t.name, t.id"), vec![]).await
}

pub async fn find_type<C: ConnectionTrait>(conn: &C, id: EmployeeTypeId) -> Result<Option<TypeRow>, DbErr> {
    sql::one(conn, &format!("{TYPE} WHERE t.id = $1"), vec![id.into()]).await
}

pub async fn lock_type(uow: &UnitOfWork, id: EmployeeTypeId) -> Result<()> {
    lock(uow, "employee_types", id.0).await
}

pub async fn rename_type(uow: &UnitOfWork, _: &Authorized<Company>, id: EmployeeTypeId, name: &str) -> Result<()> {
    sql::run(uow.conn(), "UPDATE employee_types SET name = $2 WHERE id = $1", vec![id.into(), name.into()]).await?;
    Ok(())
}

/// The type and its grades.
pub async fn delete_type(uow: &UnitOfWork, _: &Authorized<Company>, id: EmployeeTypeId) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM grades WHERE employee_type_id = $1", vec![id.into()]).await?;
    sql::run(uow.conn(), "DELETE FROM employee_types WHERE id = $1", vec![id.into()]).await?;
    Ok(())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct GradeRow {
    pub id: GradeId,
    pub employee_type_id: EmployeeTypeId,
    pub name: String,
    pub people: i64,
    pub gone: i64,
}

const GRADE: &str = "SELECT g.id, g.employee_type_id, g.name,
       (SELECT COUNT(*) FROM people p WHERE p.grade_id = g.id AND p.status <> 'left') AS people,
       (SELECT COUNT(*) FROM people p WHERE p.grade_id = g.id AND p.status = 'left') AS gone FROM grades g";

pub async fn grades<C: ConnectionTrait>(conn: &C, of: EmployeeTypeId) -> Result<Vec<GradeRow>, DbErr> {
    sql::all(conn, &format!("{GRADE} WHERE g.employee_type_id = $1 ORDER BY g.name, g.id"), vec![of.into()]).await
}

pub async fn find_grade<C: ConnectionTrait>(conn: &C, id: GradeId) -> Result<Option<GradeRow>, DbErr> {
    sql::one(conn, &format!("{GRADE} WHERE g.id = $1"), vec![id.into()]).await
}

pub async fn lock_grade(uow: &UnitOfWork, id: GradeId) -> Result<()> {
    lock(uow, "grades", id.0).await
}

pub async fn rename_grade(uow: &UnitOfWork, _: &Authorized<Company>, id: GradeId, name: &str) -> Result<()> {
    sql::run(uow.conn(), "UPDATE grades SET name = $2 WHERE id = $1", vec![id.into(), name.into()]).await?;
    Ok(())
}

pub async fn delete_grade(uow: &UnitOfWork, _: &Authorized<Company>, id: GradeId) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM grades WHERE id = $1", vec![id.into()]).await?;
    Ok(())
}

/// What somebody may want to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Department(DepartmentId),
    Type(EmployeeTypeId),
    Grade(GradeId),
}

impl Part {
    /// The column of `people` that points to it.
    fn column(self) -> &'static str {
        match self {
            Part::Department(_) => "department_id",
            Part::Type(_) => "employee_type_id",
            Part::Grade(_) => "grade_id",
        }
    }

    fn id(self) -> Value {
        match self {
            Part::Department(id) => id.into(),
            Part::Type(id) => id.into(),
            Part::Grade(id) => id.into(),
        }
    }
}

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

/// The first `limit` people who belong to it, those at work before those who left; and how many there are in all.
pub async fn people_in<C: ConnectionTrait>(conn: &C, part: Part, limit: i64) -> Result<(Vec<String>, u64), DbErr> {
    let column = part.column();
    let of = match part {
        // A grade of the type counts as the type.
        Part::Type(_) => "(p.employee_type_id = $1 OR p.grade_id IN (SELECT id FROM grades WHERE employee_type_id = $1))".into(),
        _ => format!("p.{column} = $1"),
    };
    let names: Vec<Name> = sql::all(
        conn,
        &format!(
            "SELECT p.full_name AS name FROM people p WHERE {of}
             ORDER BY CASE WHEN p.status = 'left' THEN 1 ELSE 0 END, p.full_name, p.id LIMIT $2"
        ),
        vec![part.id(), limit.into()],
    )
    .await?;
    let count = sql::number(conn, &format!("SELECT COUNT(*) FROM people p WHERE {of}"), vec![part.id()]).await?;
    Ok((names.into_iter().map(|row| row.name).collect(), u64::try_from(count).unwrap_or_default()))
}

#[derive(FromQueryResult)]
struct Used {
    kind: String,
    year: String,
}

/// What else holds on to it, by kind and fiscal year.
pub async fn records_of<C: ConnectionTrait>(conn: &C, part: Part) -> Result<Vec<(UsedBy, String)>> {
    let statement = match part {
        Part::Department(_) => {
            "SELECT DISTINCT 'goals' AS kind, y.name AS year FROM goals g JOIN fiscal_years y ON y.id = g.fiscal_year_id
             WHERE g.department_id = $1
             UNION SELECT DISTINCT 'decisions' AS kind, y.name AS year FROM board_decisions b
             JOIN fiscal_years y ON y.id = b.fiscal_year_id WHERE b.department_id = $1 ORDER BY kind, year"
        }
        Part::Type(_) => {
            "SELECT DISTINCT 'tables' AS kind, y.name AS year FROM rank_tables r JOIN fiscal_years y ON y.id = r.fiscal_year_id
             WHERE r.employee_type_id = $1 ORDER BY year"
        }
        Part::Grade(_) => {
            "SELECT DISTINCT 'tables' AS kind, y.name AS year FROM rank_tables r JOIN fiscal_years y ON y.id = r.fiscal_year_id
             WHERE r.grade_id = $1 ORDER BY year"
        }
    };
    let rows: Vec<Used> = sql::all(conn, statement, vec![part.id()]).await?;
    rows.into_iter()
        .map(|row| {
            let kind = match row.kind.as_str() {
                "goals" => UsedBy::Goals,
                "decisions" => UsedBy::BoardDecisions,
                "tables" => UsedBy::RankTables,
                other => return Err(ServiceError::broken(format!("a department or type is used by {other}"))),
            };
            Ok((kind, row.year))
        })
        .collect()
}
