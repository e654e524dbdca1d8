//! Writing people many at a time, for imports: a bounded number of rows per statement, managers linked afterwards.
use super::{UnitOfWork, people::Record, sql};
use crate::{
    domain::{
        actor::Role,
        ids::PersonId,
        import::KnownPerson,
        person::EmployeeNo,
        policy::{Authorized, Company},
        time::Date,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};

const BATCH: usize = 400;

pub async fn insert(uow: &UnitOfWork, _: &Authorized<Company>, records: &[Record]) -> Result<()> {
    for batch in records.chunks(BATCH) {
        let statement = format!(
            "INSERT INTO people (employee_no, full_name, email, email_folded, department_id, employee_type_id, grade_id,
                                 job_title, status, joined_on, search, created_at, updated_at) VALUES {}",
            sql::value_rows(batch.len(), 13)
        );
        let values = batch.iter().flat_map(|record| {
            let now: Value = uow.now().0.into();
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
                now.clone(),
                now,
            ]
        });
        sql::run(uow.conn(), &statement, values.collect()).await?;
    }
    Ok(())
}

/// An address that one row gives up may be taken over by another: it is put out of the way first.
pub async fn release_addresses(uow: &UnitOfWork, _: &Authorized<Company>, people: &[PersonId]) -> Result<()> {
    for batch in people.chunks(BATCH) {
        let statement =
            format!("UPDATE people SET email_folded = '#' || employee_no WHERE id IN ({})", sql::placeholders(1, batch.len()));
        sql::run(uow.conn(), &statement, batch.iter().map(|id| (*id).into()).collect()).await?;
    }
    Ok(())
}

pub async fn update(uow: &UnitOfWork, _: &Authorized<Company>, id: PersonId, record: &Record) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE people SET full_name = $2, email = $3, email_folded = $4, department_id = $5, employee_type_id = $6, grade_id = $7,
                job_title = $8, status = $9, joined_on = $10, search = $11, updated_at = $12 WHERE id = $1",
        vec![
            id.into(),
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
        ],
    )
    .await?;
    Ok(())
}

/// Sets managers, grouped: one statement per manager and batch of reports.
pub async fn set_managers(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    of: &BTreeMap<Option<PersonId>, Vec<PersonId>>,
) -> Result<()> {
    for (manager, people) in of {
        for batch in people.chunks(BATCH) {
            let statement = format!("UPDATE people SET manager_id = $1 WHERE id IN ({})", sql::placeholders(2, batch.len()));
            let values = std::iter::once((*manager).into()).chain(batch.iter().map(|id| (*id).into()));
            sql::run(uow.conn(), &statement, values.collect()).await?;
        }
    }
    Ok(())
}

pub async fn grant_roles(uow: &UnitOfWork, _: &Authorized<Company>, grants: &[(PersonId, Role)]) -> Result<()> {
    for batch in grants.chunks(BATCH) {
        let statement = format!(
            "INSERT INTO role_grants (person_id, role, granted_at) VALUES {} ON CONFLICT (person_id, role) DO NOTHING",
            sql::value_rows(batch.len(), 3)
        );
        let values = batch.iter().flat_map(|(person, role)| [(*person).into(), role.code().into(), uow.now().0.into()]);
        sql::run(uow.conn(), &statement, values.collect()).await?;
    }
    Ok(())
}

pub async fn revoke_role(uow: &UnitOfWork, _: &Authorized<Company>, person: PersonId, role: Role) -> Result<()> {
    let statement = "DELETE FROM role_grants WHERE person_id = $1 AND role = $2";
    sql::run(uow.conn(), statement, vec![person.into(), role.code().into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct KnownRow {
    id: PersonId,
    employee_no: String,
    full_name: String,
    email: String,
    department: Option<String>,
    employee_type: Option<String>,
    grade: Option<String>,
    job_title: String,
    manager_no: Option<String>,
    status: String,
    joined_on: Option<String>,
}

#[derive(FromQueryResult)]
struct Grant {
    person_id: PersonId,
    role: String,
}

/// Everybody as an import compares them, with their ids.
pub async fn known<C: ConnectionTrait>(conn: &C) -> Result<Vec<(PersonId, KnownPerson)>> {
    let rows: Vec<KnownRow> = sql::all(
        conn,
        "SELECT p.id, p.employee_no, p.full_name, p.email, d.name AS department, t.name AS employee_type, g.name AS grade,
                p.job_title, m.employee_no AS manager_no, p.status, p.joined_on
         FROM people p LEFT JOIN departments d ON d.id = p.department_id LEFT JOIN employee_types t ON t.id = p.employee_type_id
         LEFT JOIN grades g ON g.id = p.grade_id LEFT JOIN people m ON m.id = p.manager_id",
        vec![],
    )
    .await?;
    let grants: Vec<Grant> = sql::all(conn, "SELECT person_id, role FROM role_grants", vec![]).await?;
    let mut roles: BTreeMap<PersonId, BTreeSet<Role>> = BTreeMap::new();
    for grant in grants {
        roles.entry(grant.person_id).or_default().insert(grant.role.parse().map_err(ServiceError::broken)?);
    }
    rows.into_iter()
        .map(|row| {
            let mut held = roles.remove(&row.id).unwrap_or_default();
            held.insert(Role::Employee);
            let joined_on = match row.joined_on {
                Some(day) => Some(day.parse::<Date>().map_err(ServiceError::broken)?),
                None => None,
            };
            let person = KnownPerson {
                employee_no: EmployeeNo(row.employee_no),
                full_name: row.full_name,
                email: row.email,
                department: row.department,
                employee_type: row.employee_type,
                grade: row.grade,
                job_title: row.job_title,
                manager: row.manager_no.map(EmployeeNo),
                status: row.status.parse().map_err(|_| ServiceError::broken("an unknown employment status"))?,
                roles: held,
                joined_on,
            };
            Ok((row.id, person))
        })
        .collect()
}

/// Ids by employee id.
pub async fn ids_by_no<C: ConnectionTrait>(conn: &C) -> Result<BTreeMap<String, PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
        employee_no: String,
    }
    let rows: Vec<Row> = sql::all(conn, "SELECT id, employee_no FROM people", vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.employee_no, row.id)).collect())
}

#[derive(FromQueryResult)]
struct Number {
    employee_no: String,
}

/// Whom HR named as reviewer of sets that are still open, among those who are employed.
pub async fn named_reviewers<C: ConnectionTrait>(conn: &C) -> Result<BTreeSet<EmployeeNo>, DbErr> {
    let rows: Vec<Number> = sql::all(
        conn,
        "SELECT DISTINCT v.employee_no FROM target_sets s JOIN people v ON v.id = s.named_reviewer_id JOIN people p ON p.id = s.person_id
         LEFT JOIN reviews w ON w.set_id = s.id
         WHERE p.status <> 'left' AND (w.id IS NULL OR w.state NOT IN ('archived', 'not_assessed'))",
        vec![],
    )
    .await?;
    Ok(rows.into_iter().map(|row| EmployeeNo(row.employee_no)).collect())
}

/// Records of which only numbers are left.
pub async fn anonymised<C: ConnectionTrait>(conn: &C) -> Result<BTreeSet<EmployeeNo>, DbErr> {
    let rows: Vec<Number> = sql::all(conn, "SELECT employee_no FROM people WHERE anonymised_at IS NOT NULL", vec![]).await?;
    Ok(rows.into_iter().map(|row| EmployeeNo(row.employee_no)).collect())
}

/// Passwords, links and sessions of these people, on every replica.
pub async fn close_accounts(uow: &UnitOfWork, _: &Authorized<Company>, people: &[PersonId]) -> Result<()> {
    for person in people {
        for statement in [
            "UPDATE accounts SET password_hash = NULL, epoch = epoch + 1 WHERE person_id = $1",
            "DELETE FROM one_time_links WHERE person_id = $1 AND used_at IS NULL",
            "DELETE FROM reset_requests WHERE person_id = $1 AND decided_at IS NULL",
        ] {
            sql::run(uow.conn(), statement, vec![(*person).into()]).await?;
        }
        // No family has this name.
        super::sessions::end_others(uow, *person, "").await?;
    }
    Ok(())
}
