//! What the company's directory says of people: accounts known by it, roles that came from it, and the fields that follow it.
use super::{UnitOfWork, access::holder_sql, sql};
use crate::{
    domain::{
        actor::Role,
        ids::{DepartmentId, PersonId},
        policy::{Authorized, Company},
    },
    server::{error::Result, repo::access::Holder},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

/// Whoever signed in under this name through the directory before.
pub async fn holder_by_login<C: ConnectionTrait>(conn: &C, login: &str) -> Result<Option<Holder>, DbErr> {
    let statement = format!(
        "{} WHERE p.id = (SELECT d.person_id FROM directory_accounts d WHERE d.login_folded = $1 ORDER BY d.synced_at DESC LIMIT 1)",
        holder_sql("FALSE")
    );
    sql::one(conn, &statement, vec![login.trim().to_lowercase().into()]).await
}

/// An account without a password of its own, unless there is one already.
pub async fn ensure_account(uow: &UnitOfWork, person: PersonId, login: &str, dn: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO accounts (person_id, password_hash, must_change, created_at) VALUES ($1, NULL, $2, $3)
         ON CONFLICT (person_id) DO NOTHING",
        vec![person.into(), false.into(), uow.now().0.into()],
    )
    .await?;
    sql::run(
        uow.conn(),
        "INSERT INTO directory_accounts (person_id, login_folded, dn, synced_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET login_folded = $2, dn = $3, synced_at = $4",
        vec![person.into(), login.trim().to_lowercase().into(), dn.into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

/// The fields of a record that follow the directory.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Followed {
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    pub job_title: String,
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
}

pub async fn followed<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<Followed>, DbErr> {
    sql::one(
        conn,
        "SELECT p.employee_no, p.full_name, p.email, p.job_title, p.department_id, d.name AS department
         FROM people p LEFT JOIN departments d ON d.id = p.department_id WHERE p.id = $1",
        vec![person.into()],
    )
    .await
}

pub async fn find_by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
    }
    let row: Option<Row> =
        sql::one(conn, "SELECT id FROM people WHERE email_folded = $1", vec![email.to_lowercase().into()]).await?;
    Ok(row.map(|row| row.id))
}

pub async fn department<C: ConnectionTrait>(conn: &C, name: &str) -> Result<Option<(DepartmentId, String)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DepartmentId,
        name: String,
    }
    let row: Option<Row> = sql::one(
        conn,
        "SELECT id, name FROM departments WHERE LOWER(name) = $1 ORDER BY id LIMIT 1",
        vec![name.to_lowercase().into()],
    )
    .await?;
    Ok(row.map(|row| (row.id, row.name)))
}

pub async fn follow(uow: &UnitOfWork, _proof: &Authorized<Company>, person: PersonId, new: &Followed) -> Result<()> {
    let search = format!("{} {} {} {}", new.full_name, new.employee_no, new.email, new.job_title).to_lowercase();
    sql::run(
        uow.conn(),
        "UPDATE people SET full_name = $2, email = $3, email_folded = $4, department_id = $5, search = $6, updated_at = $7 WHERE id = $1",
        vec![
            person.into(),
            new.full_name.clone().into(),
            new.email.clone().into(),
            new.email.to_lowercase().into(),
            new.department_id.into(),
            search.into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The roles somebody holds because the directory said so.
pub async fn granted<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Role>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        role: String,
    }
    let rows: Vec<Row> =
        sql::all(conn, "SELECT role FROM directory_grants WHERE person_id = $1 ORDER BY role", vec![person.into()]).await?;
    Ok(rows.into_iter().filter_map(|row| row.role.parse().ok()).collect())
}

pub async fn grant(uow: &UnitOfWork, _proof: &Authorized<Company>, person: PersonId, role: Role) -> Result<()> {
    super::access::grant_role(uow, person, role).await?;
    sql::run(
        uow.conn(),
        "INSERT INTO directory_grants (person_id, role, granted_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, role) DO NOTHING",
        vec![person.into(), role.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn revoke(uow: &UnitOfWork, _proof: &Authorized<Company>, person: PersonId, role: Role) -> Result<()> {
    for table in ["role_grants", "directory_grants"] {
        let statement = format!("DELETE FROM {table} WHERE person_id = $1 AND role = $2");
        sql::run(uow.conn(), &statement, vec![person.into(), role.code().into()]).await?;
    }
    Ok(())
}
