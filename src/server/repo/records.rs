//! One person's record: reading it as it is stored, and changing it (R5, R6). Many at a time is `people_bulk`'s.
use super::{UnitOfWork, people::Record, sql};
use crate::{
    domain::{
        ids::{DepartmentId, EmployeeTypeId, GradeId, PersonId},
        person::EmploymentStatus,
        policy::{Authorized, Company, people::PersonFacts},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};
use std::collections::BTreeMap;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Stored {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
    pub employee_type_id: Option<EmployeeTypeId>,
    pub employee_type: Option<String>,
    pub grade_id: Option<GradeId>,
    pub grade: Option<String>,
    pub job_title: String,
    pub manager_id: Option<PersonId>,
    pub manager_no: Option<String>,
    pub status: String,
    pub joined_on: Option<String>,
    pub anonymised_at: Option<i64>,
    pub holds_role: bool,
}

impl Stored {
    pub fn status(&self) -> Result<EmploymentStatus> {
        self.status.parse().map_err(|_| ServiceError::broken("an unknown employment status"))
    }

    pub fn facts(&self) -> Result<PersonFacts> {
        Ok(PersonFacts {
            person: self.id,
            status: self.status()?,
            holds_role: self.holds_role,
            anonymised: self.anonymised_at.is_some(),
        })
    }

    /// "Akira Sato (EMP0001)".
    pub fn named(&self) -> String {
        named(&self.full_name, &self.employee_no)
    }
}

/// A person in a sentence that may name two of the same name.
pub fn named(name: &str, employee_no: &str) -> String {
    format!("{name} ({employee_no})")
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<Stored>, DbErr> {
    sql::one(
        conn,
        "SELECT p.id, p.employee_no, p.full_name, p.email, p.department_id, d.name AS department, p.employee_type_id,
                t.name AS employee_type, p.grade_id, g.name AS grade, p.job_title, p.manager_id, m.employee_no AS manager_no,
                p.status, p.joined_on, p.anonymised_at,
                EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = p.id) AS holds_role
         FROM people p LEFT JOIN departments d ON d.id = p.department_id LEFT JOIN employee_types t ON t.id = p.employee_type_id
         LEFT JOIN grades g ON g.id = p.grade_id LEFT JOIN people m ON m.id = p.manager_id WHERE p.id = $1",
        vec![id.into()],
    )
    .await
}

/// Nobody else changes who reports to whom until the end of the transaction: two changes that are fine by themselves can close a
/// loop together. SQLite has one writer.
pub async fn lock_organisation(uow: &UnitOfWork) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE", vec![]).await?;
    }
    Ok(())
}

/// Who reports to whom, everybody.
pub async fn managers<C: ConnectionTrait>(conn: &C) -> Result<BTreeMap<PersonId, PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
        manager_id: PersonId,
    }
    let rows: Vec<Row> = sql::all(conn, "SELECT id, manager_id FROM people WHERE manager_id IS NOT NULL", vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.manager_id)).collect())
}

/// Names with employee ids, in the order asked for.
pub async fn names<C: ConnectionTrait>(conn: &C, people: &[PersonId]) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
        employee_no: String,
        full_name: String,
    }
    let mut known = BTreeMap::new();
    for batch in people.chunks(400) {
        let statement =
            format!("SELECT id, employee_no, full_name FROM people WHERE id IN ({})", sql::placeholders(1, batch.len()));
        let rows: Vec<Row> = sql::all(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?;
        known.extend(rows.into_iter().map(|row| (row.id, named(&row.full_name, &row.employee_no))));
    }
    Ok(people.iter().filter_map(|id| known.get(id).cloned()).collect())
}

/// Another person whose employee id differs from this one in nothing but case.
pub async fn same_no<C: ConnectionTrait>(conn: &C, employee_no: &str, but: Option<PersonId>) -> Result<bool, DbErr> {
    let statement = "SELECT COUNT(*) FROM people WHERE LOWER(employee_no) = LOWER($1) AND id <> $2";
    Ok(sql::number(conn, statement, vec![employee_no.into(), but.unwrap_or(PersonId(0)).into()]).await? > 0)
}

pub async fn same_email<C: ConnectionTrait>(conn: &C, email: &str, but: Option<PersonId>) -> Result<bool, DbErr> {
    let statement = "SELECT COUNT(*) FROM people WHERE email_folded = $1 AND id <> $2";
    Ok(sql::number(conn, statement, vec![email.to_lowercase().into(), but.unwrap_or(PersonId(0)).into()]).await? > 0)
}

pub async fn insert(uow: &UnitOfWork, _: &Authorized<Company>, record: &Record, manager: Option<PersonId>) -> Result<PersonId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO people (employee_no, full_name, email, email_folded, department_id, employee_type_id, grade_id, job_title,
                             status, joined_on, search, created_at, updated_at, manager_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13) RETURNING id",
        vec![
            record.employee_no.clone().into(),
            record.full_name.clone().into(),
            record.email.clone().into(),
            record.email.to_lowercase().into(),
            record.department.into(),
            record.employee_type.into(),
            record.grade.into(),
            record.job_title.clone().into(),
            record.status.into(),
            record.joined_on.clone().into(),
            record.search().into(),
            uow.now().0.into(),
            manager.into(),
        ],
    )
    .await?;
    Ok(PersonId(id))
}

/// Everything but manager and department, which a transfer changes (R26).
pub async fn update(uow: &UnitOfWork, proof: &Authorized<PersonId>, record: &Record) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE people SET employee_no = $2, full_name = $3, email = $4, email_folded = $5, employee_type_id = $6, grade_id = $7,
                job_title = $8, status = $9, joined_on = $10, search = $11, updated_at = $12 WHERE id = $1",
        vec![
            proof.key().into(),
            record.employee_no.clone().into(),
            record.full_name.clone().into(),
            record.email.clone().into(),
            record.email.to_lowercase().into(),
            record.employee_type.into(),
            record.grade.into(),
            record.job_title.clone().into(),
            record.status.into(),
            record.joined_on.clone().into(),
            record.search().into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn set_status(uow: &UnitOfWork, proof: &Authorized<PersonId>, status: EmploymentStatus) -> Result<()> {
    let statement = "UPDATE people SET status = $2, updated_at = $3 WHERE id = $1";
    sql::run(uow.conn(), statement, vec![proof.key().into(), status.code().into(), uow.now().0.into()]).await?;
    Ok(())
}

/// Nobody to report to: a rejoiner whose manager has left meanwhile.
pub async fn clear_manager(uow: &UnitOfWork, proof: &Authorized<PersonId>) -> Result<()> {
    sql::run(uow.conn(), "UPDATE people SET manager_id = NULL WHERE id = $1", vec![proof.key().into()]).await?;
    Ok(())
}

/// Takes the way in: password, links, every session on every replica.
pub async fn close_account(uow: &UnitOfWork, proof: &Authorized<PersonId>) -> Result<()> {
    let person = proof.key();
    for statement in [
        // A new epoch: whoever comes back does not find an old session open, wherever it was kept.
        "UPDATE accounts SET password_hash = NULL, epoch = epoch + 1 WHERE person_id = $1",
        "DELETE FROM one_time_links WHERE person_id = $1 AND used_at IS NULL",
        "DELETE FROM reset_requests WHERE person_id = $1 AND decided_at IS NULL",
    ] {
        sql::run(uow.conn(), statement, vec![person.into()]).await?;
    }
    // No family has this name.
    super::sessions::end_others(uow, person, "").await
}

/// Sets still open that name this person as reviewer.
pub async fn named_for<C: ConnectionTrait>(conn: &C, reviewer: PersonId) -> Result<Vec<crate::domain::ids::TargetSetId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: crate::domain::ids::TargetSetId,
    }
    let rows: Vec<Row> = sql::all(
        conn,
        "SELECT s.id FROM target_sets s JOIN people p ON p.id = s.person_id LEFT JOIN reviews w ON w.set_id = s.id
         WHERE s.named_reviewer_id = $1 AND p.status <> 'left' AND (w.id IS NULL OR w.state NOT IN ('archived', 'not_assessed'))
         ORDER BY s.id",
        vec![reviewer.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
