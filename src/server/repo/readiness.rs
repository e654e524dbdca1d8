//! What is lacking before a window opens (R29a), by name.
use super::sql;
use crate::domain::ids::FiscalYearId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

async fn names<C: ConnectionTrait>(conn: &C, statement: &str, values: Vec<Value>) -> Result<Vec<String>, DbErr> {
    let rows: Vec<Name> = sql::all(conn, statement, values).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// People at work whom nobody would review.
pub async fn without_reviewer<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    names(
        conn,
        "SELECT p.full_name AS name FROM people p
         WHERE p.status <> 'left' AND p.manager_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM target_sets s WHERE s.person_id = p.id AND s.named_reviewer_id IS NOT NULL)
         ORDER BY p.full_name",
        vec![],
    )
    .await
}

pub async fn without_type<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    names(
        conn,
        "SELECT p.full_name AS name FROM people p LEFT JOIN employee_types t ON t.id = p.employee_type_id
         WHERE p.status <> 'left' AND (t.id IS NULL OR t.name = 'Unspecified') ORDER BY p.full_name",
        vec![],
    )
    .await
}

/// "Engineer E3": grades with people at work whom neither the grade's nor the type's table ranks.
pub async fn without_rank_table<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<String>, DbErr> {
    names(
        conn,
        "SELECT t.name || ' ' || COALESCE(g.name, '') AS name FROM people p JOIN employee_types t ON t.id = p.employee_type_id
         LEFT JOIN grades g ON g.id = p.grade_id
         WHERE p.status <> 'left' AND NOT EXISTS (SELECT 1 FROM rank_tables r
             WHERE r.fiscal_year_id = $1 AND r.employee_type_id = t.id AND (r.grade_id IS NULL OR r.grade_id = p.grade_id))
         GROUP BY t.name, g.name ORDER BY t.name, g.name",
        vec![year.into()],
    )
    .await
}

pub async fn without_sign_in<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    names(
        conn,
        "SELECT p.full_name AS name FROM people p
         WHERE p.status <> 'left' AND NOT EXISTS (
             SELECT 1 FROM accounts a WHERE a.person_id = p.id AND a.password_hash IS NOT NULL)
         ORDER BY p.full_name",
        vec![],
    )
    .await
}

pub async fn empty_departments<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    names(
        conn,
        "SELECT d.name AS name FROM departments d
         WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.department_id = d.id AND p.status <> 'left') ORDER BY d.name",
        vec![],
    )
    .await
}
