//! Everybody who is employed, as little of each as a chart shows.
use super::sql;
use crate::domain::ids::PersonId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Seat {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub job_title: String,
    pub department: Option<String>,
    pub manager_id: Option<PersonId>,
    pub on_leave: bool,
    /// What the directory's search looks through.
    pub search: String,
}

/// In the order of names.
pub async fn employed<C: ConnectionTrait>(conn: &C) -> Result<Vec<Seat>, DbErr> {
    sql::all(
        conn,
        "SELECT p.id, p.employee_no, p.full_name, p.job_title, d.name AS department, p.manager_id, p.status = 'on_leave' AS on_leave,
                p.search
         FROM people p LEFT JOIN departments d ON d.id = p.department_id WHERE p.status <> 'left' ORDER BY p.full_name, p.id",
        vec![],
    )
    .await
}
