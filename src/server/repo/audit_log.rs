//! The audit chain as people read it: found by who, what, which record and when, newest first; and as a stream, oldest first (R42).
//! What the reader may not find is left out here, not afterwards.
use super::sql;
use crate::domain::{ids::PersonId, policy::AuditScope};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

/// Beyond this many nobody pages; the count says so.
pub const COUNTED: u64 = 10_000;

/// What the log is narrowed to. Empty texts narrow nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// Nothing for the command line, whose user holds the database itself.
    pub scope: Option<AuditScope>,
    /// In the details.
    pub q: String,
    /// Who did it, or for whom: name, number or address.
    pub who: String,
    /// Whose record, target set or review it is about.
    pub about: String,
    pub action: String,
    pub kind: String,
    pub id: Option<i64>,
    /// By this person, and nobody else.
    pub actor: Option<PersonId>,
    /// From this moment on, and before that one.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Found {
    pub seq: i64,
    pub at: i64,
    pub actor_id: Option<PersonId>,
    pub actor_no: Option<String>,
    pub actor_name: Option<String>,
    pub role: Option<String>,
    pub behalf_name: Option<String>,
    pub action: String,
    pub kind: String,
    pub subject: i64,
    /// The person it is about: of the record, the set or the review.
    pub subject_no: Option<String>,
    pub subject_name: Option<String>,
    /// What else it is called: a year, a department, a file.
    pub subject_title: Option<String>,
    pub details: Option<String>,
    pub prev_hash: String,
    pub hash: String,
    pub details_digest: String,
}

const FOUND: &str = "SELECT e.seq, e.at, e.actor_id, a.employee_no AS actor_no, a.full_name AS actor_name, e.role,
       b.full_name AS behalf_name, e.action, e.subject_kind AS kind, e.subject_id AS subject, s.employee_no AS subject_no,
       s.full_name AS subject_name,
       COALESCE(y.name, CASE e.subject_kind
           WHEN 'department' THEN (SELECT name FROM departments WHERE id = e.subject_id)
           WHEN 'employee_type' THEN (SELECT name FROM employee_types WHERE id = e.subject_id)
           WHEN 'grade' THEN (SELECT name FROM grades WHERE id = e.subject_id)
           WHEN 'import' THEN (SELECT file_name FROM imports WHERE id = e.subject_id) END) AS subject_title,
       d.details, e.prev_hash, e.hash, e.details_digest
FROM audit_entries e
LEFT JOIN audit_details d ON d.seq = e.seq
LEFT JOIN people a ON a.id = e.actor_id
LEFT JOIN people b ON b.id = e.on_behalf_of
LEFT JOIN reviews w ON e.subject_kind = 'review' AND w.id = e.subject_id
LEFT JOIN target_sets t ON t.id = CASE e.subject_kind WHEN 'target_set' THEN e.subject_id ELSE w.set_id END
LEFT JOIN people s ON s.id = CASE e.subject_kind WHEN 'person' THEN e.subject_id ELSE t.person_id END
LEFT JOIN fiscal_years y ON y.id = CASE e.subject_kind WHEN 'fiscal_year' THEN e.subject_id ELSE t.fiscal_year_id END";

/// Entries about the targets and the review of these people.
fn about(people: &str) -> String {
    format!(
        "(e.subject_kind = 'target_set' AND e.subject_id IN (SELECT id FROM target_sets WHERE person_id {people}))
         OR (e.subject_kind = 'review' AND e.subject_id IN
             (SELECT x.id FROM reviews x JOIN target_sets y ON y.id = x.set_id WHERE y.person_id {people}))"
    )
}

fn filter(narrow: &Narrow) -> (Vec<String>, Vec<Value>) {
    let mut clauses = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut value = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(scope) = narrow.scope {
        let own = value(scope.but_of.into());
        clauses.push(format!("NOT ({})", about(&format!("= {own}"))));
    }
    if !narrow.who.trim().is_empty() {
        let who = value(sql::anywhere(&narrow.who).into());
        let people = format!("(SELECT id FROM people WHERE search LIKE {who} ESCAPE '\\')");
        clauses.push(format!("(e.actor_id IN {people} OR e.on_behalf_of IN {people})"));
    }
    if !narrow.about.trim().is_empty() {
        let whom = value(sql::anywhere(&narrow.about).into());
        let people = format!("IN (SELECT id FROM people WHERE search LIKE {whom} ESCAPE '\\')");
        clauses.push(format!("((e.subject_kind = 'person' AND e.subject_id {people}) OR {})", about(&people)));
    }
    if !narrow.q.trim().is_empty() {
        let q = value(sql::anywhere(&narrow.q).into());
        clauses.push(format!("e.seq IN (SELECT seq FROM audit_details WHERE LOWER(details) LIKE {q} ESCAPE '\\')"));
    }
    for (column, text) in [("e.action", &narrow.action), ("e.subject_kind", &narrow.kind)] {
        if !text.is_empty() {
            clauses.push(format!("{column} = {}", value(text.clone().into())));
        }
    }
    if let Some(actor) = narrow.actor {
        clauses.push(format!("e.actor_id = {}", value(actor.into())));
    }
    if let Some(id) = narrow.id {
        clauses.push(format!("e.subject_id = {}", value(id.into())));
    }
    if let Some(from) = narrow.from {
        clauses.push(format!("e.at >= {}", value(from.into())));
    }
    if let Some(until) = narrow.until {
        clauses.push(format!("e.at < {}", value(until.into())));
    }
    (clauses, values)
}

fn where_clause(clauses: &[String]) -> String {
    if clauses.is_empty() { String::new() } else { format!(" WHERE {}", clauses.join(" AND ")) }
}

/// One page, newest first, and how many there are, at most one more than [`COUNTED`].
pub async fn page<C: ConnectionTrait>(conn: &C, narrow: &Narrow, limit: u64, offset: u64) -> Result<(Vec<Found>, u64), DbErr> {
    #[derive(FromQueryResult)]
    struct Seq {
        seq: i64,
    }
    let (clauses, mut values) = filter(narrow);
    let clause = where_clause(&clauses);
    let count = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM audit_entries e{clause} LIMIT {}) c", COUNTED + 1);
    let total = sql::number(conn, &count, values.clone()).await?;
    values.push(i64::try_from(limit).unwrap_or(50).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let select = format!(
        "SELECT e.seq FROM audit_entries e{clause} ORDER BY e.seq DESC LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    let seqs: Vec<Seq> = sql::all(conn, &select, values).await?;
    let total = u64::try_from(total).unwrap_or_default();
    if seqs.is_empty() {
        return Ok((Vec::new(), total));
    }
    let statement = format!("{FOUND} WHERE e.seq IN ({}) ORDER BY e.seq DESC", sql::placeholders(1, seqs.len()));
    Ok((sql::all(conn, &statement, seqs.iter().map(|row| row.seq.into()).collect()).await?, total))
}

/// Up to `limit` entries after `after`, up to and with `last`, oldest first: a stream asks again and again.
pub async fn after<C: ConnectionTrait>(
    conn: &C,
    narrow: &Narrow,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<Found>, DbErr> {
    let (mut clauses, mut values) = filter(narrow);
    for (comparison, value) in [(">", after), ("<=", last)] {
        values.push(value.into());
        clauses.push(format!("e.seq {comparison} ${}", values.len()));
    }
    values.push(limit.into());
    let statement = format!("{FOUND}{} ORDER BY e.seq LIMIT ${}", where_clause(&clauses), values.len());
    sql::all(conn, &statement, values).await
}

/// Every word that stands in a column, by jumping from one to the next along its index.
async fn words<C: ConnectionTrait>(conn: &C, column: &str) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Word {
        word: String,
    }
    let statement = format!(
        "WITH RECURSIVE w (word) AS (
             SELECT MIN({column}) FROM audit_entries
             UNION ALL
             SELECT (SELECT MIN({column}) FROM audit_entries WHERE {column} > w.word) FROM w WHERE w.word IS NOT NULL)
         SELECT word FROM w WHERE word IS NOT NULL"
    );
    let rows: Vec<Word> = sql::all(conn, &statement, vec![]).await?;
    Ok(rows.into_iter().map(|row| row.word).collect())
}

pub async fn actions<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    words(conn, "action").await
}

pub async fn kinds<C: ConnectionTrait>(conn: &C) -> Result<Vec<String>, DbErr> {
    words(conn, "subject_kind").await
}
