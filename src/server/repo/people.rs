//! People: the directory, one record, the forest of managers around it.
use super::sql;
use crate::{
    api::people::DirectoryQuery,
    domain::{
        ids::{DepartmentId, EmployeeTypeId, GradeId, PersonId},
        time::Timestamp,
    },
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};

/// People on one page of the directory.
pub const PAGE: u64 = 50;

#[derive(Clone, Debug, FromQueryResult)]
pub struct PersonRow {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    pub department: Option<String>,
    pub employee_type: Option<String>,
    pub grade: Option<String>,
    pub job_title: String,
    pub manager_id: Option<PersonId>,
    pub manager_no: Option<String>,
    pub manager_name: Option<String>,
    pub status: String,
    pub joined_on: Option<String>,
    pub is_hr: bool,
    pub is_director: bool,
    pub is_board: bool,
    pub has_reports: bool,
    pub has_password: bool,
    /// When the newest unused invitation ends.
    pub invited_until: Option<i64>,
}

const PERSON: &str =
    "SELECT p.id, p.employee_no, p.full_name, p.email, d.name AS department, t.name AS employee_type, g.name AS grade,
       p.job_title, p.manager_id, m.employee_no AS manager_no, m.full_name AS manager_name, p.status, p.joined_on,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = p.id AND x.role = 'hr_admin') AS is_hr,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = p.id AND x.role = 'general_director') AS is_director,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = p.id AND x.role = 'board_member') AS is_board,
       EXISTS (SELECT 1 FROM people r WHERE r.manager_id = p.id AND r.status <> 'left') AS has_reports,
       EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id AND a.password_hash IS NOT NULL) AS has_password,
       (SELECT MAX(l.expires_at) FROM one_time_links l
         WHERE l.person_id = p.id AND l.purpose = 'invitation' AND l.used_at IS NULL) AS invited_until
FROM people p
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN employee_types t ON t.id = p.employee_type_id
LEFT JOIN grades g ON g.id = p.grade_id
LEFT JOIN people m ON m.id = p.manager_id";

/// More people found than this are picked from the list of all, which is less to ask than naming each.
const NAMED: usize = 2_000;

fn filter(query: &DirectoryQuery, found: Option<&BTreeSet<PersonId>>) -> (String, Vec<Value>) {
    let mut clauses = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(found) = found {
        values.extend(found.iter().map(|id| Value::from(*id)));
        // No list may be empty, and nobody has the number 0.
        clauses.push(format!("p.id IN (0{}{})", if found.is_empty() { "" } else { ", " }, sql::placeholders(1, found.len())));
    }
    if let Some(department) = query.department {
        values.push(department.into());
        clauses.push(format!("p.department_id = ${}", values.len()));
    }
    if !query.status.is_empty() {
        values.push(query.status.clone().into());
        clauses.push(format!("p.status = ${}", values.len()));
    }
    let clause = if clauses.is_empty() { String::new() } else { format!(" WHERE {}", clauses.join(" AND ")) };
    (clause, values)
}

/// The order asked for, with what it takes to know it; unknown words mean by name. The id makes it total, so that pages never
/// overlap.
fn order(sort: &str) -> (&'static str, String) {
    let (column, direction) = match sort.strip_prefix('-') {
        Some(column) => (column, "DESC"),
        None => (sort, "ASC"),
    };
    let (named_by, column) = match column {
        "employee_no" => ("", "p.employee_no"),
        "department" => (" LEFT JOIN departments d ON d.id = p.department_id", "COALESCE(d.name, '')"),
        "manager" => (" LEFT JOIN people m ON m.id = p.manager_id", "COALESCE(m.full_name, '')"),
        "joined" => ("", "COALESCE(p.joined_on, '')"),
        // An index has this order, and no other like it.
        _ => return ("", format!(" ORDER BY p.full_name {direction}, p.id {direction}")),
    };
    (named_by, format!(" ORDER BY {column} {direction}, p.full_name, p.id"))
}

/// One page of people, and how many there are: among those `found` for the text that is searched for, else among all. First who stands
/// on it, then everything about those alone.
pub async fn directory<C: ConnectionTrait>(
    conn: &C,
    query: &DirectoryQuery,
    found: Option<&BTreeSet<PersonId>>,
) -> Result<(Vec<PersonRow>, u64), DbErr> {
    directory_part(conn, query, found, PAGE).await
}

/// The same with pages of another size.
pub async fn directory_part<C: ConnectionTrait>(
    conn: &C,
    query: &DirectoryQuery,
    found: Option<&BTreeSet<PersonId>>,
    size: u64,
) -> Result<(Vec<PersonRow>, u64), DbErr> {
    #[derive(FromQueryResult)]
    struct Found {
        id: PersonId,
    }
    let named = found.filter(|found| found.len() <= NAMED);
    let (clause, mut values) = filter(query, named);
    let (named_by, order) = order(&query.sort);
    let statement = format!("SELECT p.id FROM people p{named_by}{clause}{order}");
    let from = (query.page.max(1) - 1).saturating_mul(size);
    let (total, found): (u64, Vec<Found>) = if let (Some(many), None) = (found, named) {
        let all: Vec<Found> = sql::all(conn, &statement, values).await?;
        let picked: Vec<Found> = all.into_iter().filter(|row| many.contains(&row.id)).collect();
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        (picked.len() as u64, picked.into_iter().skip(from).take(size as usize).collect())
    } else {
        let total = sql::number(conn, &format!("SELECT COUNT(*) FROM people p{clause}"), values.clone()).await?;
        values.push(i64::try_from(size).unwrap_or(50).into());
        values.push(i64::try_from(from).unwrap_or(i64::MAX).into());
        let limited = format!("{statement} LIMIT ${} OFFSET ${}", values.len() - 1, values.len());
        (u64::try_from(total).unwrap_or_default(), sql::all(conn, &limited, values).await?)
    };
    if found.is_empty() {
        return Ok((Vec::new(), total));
    }
    let statement = format!("{PERSON} WHERE p.id IN ({})", sql::placeholders(1, found.len()));
    let mut rows: Vec<PersonRow> = sql::all(conn, &statement, found.iter().map(|row| row.id.into()).collect()).await?;
    let places: BTreeMap<PersonId, usize> = found.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    rows.sort_by_key(|row| places.get(&row.id).copied());
    Ok((rows, total))
}

/// What a search looks through, of these people or of everybody.
pub async fn search_texts<C: ConnectionTrait>(conn: &C, people: Option<&[PersonId]>) -> Result<Vec<(PersonId, String)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
        search: String,
    }
    let (clause, values) = people.map_or_else(Default::default, |people| {
        let values = people.iter().map(|id| Value::from(*id)).collect();
        (format!(" WHERE id IN ({})", sql::placeholders(1, people.len())), values)
    });
    let rows: Vec<Row> = sql::all(conn, &format!("SELECT id, search FROM people{clause}"), values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.search)).collect())
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<PersonRow>, DbErr> {
    sql::one(conn, &format!("{PERSON} WHERE p.id = $1"), vec![id.into()]).await
}

/// By an employee id as it is printed, else in any case.
pub async fn find_by_no<C: ConnectionTrait>(conn: &C, employee_no: &str) -> Result<Option<PersonRow>, DbErr> {
    let printed = sql::one(conn, &format!("{PERSON} WHERE p.employee_no = $1"), vec![employee_no.into()]).await?;
    if printed.is_some() {
        return Ok(printed);
    }
    let statement = format!("{PERSON} WHERE LOWER(p.employee_no) = $1 ORDER BY p.id LIMIT 1");
    sql::one(conn, &statement, vec![employee_no.to_lowercase().into()]).await
}

/// By what somebody types of a colleague: the employee id, the address, or the whole name where only one bears it.
pub async fn find_by_text<C: ConnectionTrait>(conn: &C, typed: &str) -> Result<Option<PersonRow>, DbErr> {
    if let Some(row) = find_by_no(conn, typed).await? {
        return Ok(Some(row));
    }
    let statement = format!("{PERSON} WHERE (p.email_folded = $1 OR LOWER(p.full_name) = $1) AND p.status <> 'left' LIMIT 2");
    let mut found: Vec<PersonRow> = sql::all(conn, &statement, vec![typed.to_lowercase().into()]).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Reviewers near somebody: whom they report to, and who reports there too and has reports.
pub async fn beside<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Named>, DbErr> {
    let statement = "SELECT q.id, q.employee_no, q.full_name FROM people p JOIN people q ON q.id <> p.id AND q.status = 'active'
         WHERE p.id = $1 AND (q.id = p.manager_id OR (q.manager_id = p.manager_id
             AND EXISTS (SELECT 1 FROM people r WHERE r.manager_id = q.id AND r.status <> 'left')))
         ORDER BY q.full_name, q.id LIMIT 50";
    sql::all(conn, statement, vec![person.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
}

pub async fn reports<C: ConnectionTrait>(conn: &C, manager: PersonId) -> Result<Vec<Named>, DbErr> {
    let statement =
        "SELECT id, employee_no, full_name FROM people WHERE manager_id = $1 AND status <> 'left' ORDER BY full_name, id";
    sql::all(conn, statement, vec![manager.into()]).await
}

/// These, by name.
pub async fn named<C: ConnectionTrait>(conn: &C, ids: &[PersonId]) -> Result<Vec<Named>, DbErr> {
    let mut found = Vec::new();
    for batch in ids.chunks(400) {
        let placeholders = sql::placeholders(1, batch.len());
        let statement =
            format!("SELECT id, employee_no, full_name FROM people WHERE id IN ({placeholders}) ORDER BY full_name, id");
        found.extend(sql::all(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?);
    }
    Ok(found)
}

/// From the direct manager up to the top. Bounded, should the forest ever hold a loop.
pub async fn chain<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Named>, DbErr> {
    let statement = "WITH RECURSIVE up (id, employee_no, full_name, manager_id, depth) AS (
             SELECT m.id, m.employee_no, m.full_name, m.manager_id, CAST(1 AS BIGINT)
             FROM people p JOIN people m ON m.id = p.manager_id WHERE p.id = $1
             UNION ALL
             SELECT m.id, m.employee_no, m.full_name, m.manager_id, up.depth + 1
             FROM up JOIN people m ON m.id = up.manager_id WHERE up.depth < 50)
         SELECT id, employee_no, full_name FROM up ORDER BY depth";
    sql::all(conn, statement, vec![person.into()]).await
}

/// Employed people who can neither sign in nor hold a working invitation.
pub async fn uninvited<C: ConnectionTrait>(conn: &C, now: Timestamp) -> Result<Vec<PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
    }
    let statement = "SELECT p.id FROM people p WHERE p.status <> 'left'
         AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id AND a.password_hash IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM one_time_links l
                          WHERE l.person_id = p.id AND l.purpose = 'invitation' AND l.used_at IS NULL AND l.expires_at > $1)
         ORDER BY p.full_name, p.id";
    let rows: Vec<Row> = sql::all(conn, statement, vec![now.0.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A record as it is stored.
#[derive(Clone, Debug)]
pub struct Record {
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    pub department: Option<DepartmentId>,
    pub employee_type: Option<EmployeeTypeId>,
    pub grade: Option<GradeId>,
    pub job_title: String,
    pub status: &'static str,
    pub joined_on: Option<String>,
}

impl Record {
    /// What the directory's search looks through.
    pub fn search(&self) -> String {
        format!("{} {} {} {}", self.full_name, self.employee_no, self.email, self.job_title).to_lowercase()
    }
}
