//! Copies of a company, to try out a large one: everybody of it again and again, with accounts and with the sets and reviews of some
//! years. Written in a few statements, since somebody waits for it; for demo databases only.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::FiscalYearId,
        policy::{Authorized, Company},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbBackend, Value};

/// `$1` copies as rows of one number `n`, beginning with 1.
const COPIES: &str = "WITH RECURSIVE copies (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM copies WHERE n < $1)";

/// Tables whose rows others point to, so that a copy's id has to be known: the same row of copy `n` is `n` times this further on.
struct Strides {
    people: i64,
    sets: i64,
    revisions: i64,
    reviews: i64,
}

async fn stride(uow: &UnitOfWork, table: &str) -> Result<i64> {
    Ok(sql::number(uow.conn(), &format!("SELECT COALESCE(MAX(id), 0) + 1 FROM {table}"), vec![]).await?)
}

/// Makes `copies` copies of everybody there is, and of their sets and reviews in `years`. The head of each copy reports to the head
/// of an earlier one, ten to one.
pub async fn company(uow: &UnitOfWork, _: &Authorized<Company>, copies: i64, years: &[FiscalYearId]) -> Result<()> {
    let strides = Strides {
        people: stride(uow, "people").await?,
        sets: stride(uow, "target_sets").await?,
        revisions: stride(uow, "target_revisions").await?,
        reviews: stride(uow, "reviews").await?,
    };
    people(uow, copies, &strides).await?;
    for year in years {
        targets(uow, copies, *year, &strides).await?;
        reviews(uow, copies, *year, &strides).await?;
    }
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        for table in ["people", "target_sets", "target_revisions", "reviews"] {
            let statement = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))");
            sql::run(uow.conn(), &statement, vec![]).await?;
        }
    }
    Ok(())
}

async fn copy(uow: &UnitOfWork, insert: &str, select: &str, values: Vec<Value>) -> Result<()> {
    sql::run(uow.conn(), &format!("{COPIES} INSERT INTO {insert} {select}"), values).await?;
    Ok(())
}

async fn people(uow: &UnitOfWork, copies: i64, strides: &Strides) -> Result<()> {
    copy(
        uow,
        "people (id, employee_no, full_name, email, email_folded, department_id, employee_type_id, grade_id, job_title, manager_id,
             status, joined_on, search, created_at, updated_at)",
        "SELECT p.id + c.n * $2, p.employee_no || '-' || c.n, p.full_name || ' ' || c.n, c.n || '.' || p.email,
             c.n || '.' || p.email_folded, p.department_id, p.employee_type_id, p.grade_id, p.job_title,
             CASE WHEN p.manager_id IS NULL THEN p.id + (c.n / 10) * $2 ELSE p.manager_id + c.n * $2 END,
             p.status, p.joined_on, p.search || ' ' || p.employee_no || '-' || c.n, p.created_at, p.updated_at
         FROM copies c CROSS JOIN people p WHERE p.id < $2 ORDER BY c.n, p.id",
        vec![copies.into(), strides.people.into()],
    )
    .await?;
    copy(
        uow,
        "accounts (person_id, password_hash, must_change, created_at)",
        "SELECT a.person_id + c.n * $2, a.password_hash, a.must_change, a.created_at
         FROM copies c CROSS JOIN accounts a WHERE a.person_id < $2 ORDER BY c.n, a.person_id",
        vec![copies.into(), strides.people.into()],
    )
    .await
}

async fn targets(uow: &UnitOfWork, copies: i64, year: FiscalYearId, strides: &Strides) -> Result<()> {
    copy(
        uow,
        "target_sets (id, person_id, fiscal_year_id, exempt_at, exempt_reason, created_at)",
        "SELECT s.id + c.n * $2, s.person_id + c.n * $3, s.fiscal_year_id, s.exempt_at, s.exempt_reason, s.created_at
         FROM copies c CROSS JOIN target_sets s WHERE s.fiscal_year_id = $4 AND s.id < $2 ORDER BY c.n, s.id",
        vec![copies.into(), strides.sets.into(), strides.people.into(), year.into()],
    )
    .await?;
    copy(
        uow,
        "target_revisions (id, set_id, number, state, state_since, version, draft, draft_saved_at, submitted_at, submitted_late,
             role_text, goal_text)",
        "SELECT r.id + c.n * $2, r.set_id + c.n * $3, r.number, r.state, r.state_since, r.version, r.draft, r.draft_saved_at,
             r.submitted_at, r.submitted_late, r.role_text, r.goal_text
         FROM copies c CROSS JOIN target_sets s JOIN target_revisions r ON r.set_id = s.id
         WHERE s.fiscal_year_id = $4 AND s.id < $3 ORDER BY c.n, r.id",
        vec![copies.into(), strides.revisions.into(), strides.sets.into(), year.into()],
    )
    .await?;
    copy(
        uow,
        "targets (revision_id, position, row_key, task, kpi, weight, difficulty, goal_id)",
        "SELECT t.revision_id + c.n * $2, t.position, t.row_key, t.task, t.kpi, t.weight, t.difficulty, t.goal_id
         FROM copies c CROSS JOIN target_sets s JOIN target_revisions r ON r.set_id = s.id JOIN targets t ON t.revision_id = r.id
         WHERE s.fiscal_year_id = $4 AND s.id < $3 ORDER BY c.n, t.id",
        vec![copies.into(), strides.revisions.into(), strides.sets.into(), year.into()],
    )
    .await?;
    copy(
        uow,
        "set_events (set_id, at, actor_id, role, action, from_state, to_state, comment)",
        "SELECT e.set_id + c.n * $2, e.at, e.actor_id, e.role, e.action, e.from_state, e.to_state, e.comment
         FROM copies c CROSS JOIN target_sets s JOIN set_events e ON e.set_id = s.id
         WHERE s.fiscal_year_id = $3 AND s.id < $2 ORDER BY c.n, e.id",
        vec![copies.into(), strides.sets.into(), year.into()],
    )
    .await
}

async fn reviews(uow: &UnitOfWork, copies: i64, year: FiscalYearId, strides: &Strides) -> Result<()> {
    copy(
        uow,
        "reviews (id, set_id, revision_id, state, state_since, self_draft, self_version, self_saved_at, self_submitted_at, self_late,
             without_self, job_description, career_path, self_score, manager_draft, manager_version, manager_saved_at, evaluated_at,
             evaluated_by, summary, changes_accepted, score, rank_table_id, rank, feedback_on, feedback_note, feedback_at,
             feedback_by, read_at)",
        "SELECT w.id + c.n * $2, w.set_id + c.n * $3, w.revision_id + c.n * $4, w.state, w.state_since, w.self_draft, w.self_version,
             w.self_saved_at, w.self_submitted_at, w.self_late, w.without_self, w.job_description, w.career_path, w.self_score,
             w.manager_draft, w.manager_version, w.manager_saved_at, w.evaluated_at, w.evaluated_by + c.n * $5, w.summary,
             w.changes_accepted, w.score, w.rank_table_id, w.rank, w.feedback_on, w.feedback_note, w.feedback_at,
             w.feedback_by + c.n * $5, w.read_at
         FROM copies c CROSS JOIN target_sets s JOIN reviews w ON w.set_id = s.id
         WHERE s.fiscal_year_id = $6 AND s.id < $3 ORDER BY c.n, w.id",
        vec![
            copies.into(),
            strides.reviews.into(),
            strides.sets.into(),
            strides.revisions.into(),
            strides.people.into(),
            year.into(),
        ],
    )
    .await?;
    copy(
        uow,
        "review_items (review_id, position, row_key, self_rating, self_result, changed_task, changed_kpi, changed_weight,
             changed_difficulty, rating, comment)",
        "SELECT i.review_id + c.n * $2, i.position, i.row_key, i.self_rating, i.self_result, i.changed_task, i.changed_kpi,
             i.changed_weight, i.changed_difficulty, i.rating, i.comment
         FROM copies c CROSS JOIN target_sets s JOIN reviews w ON w.set_id = s.id JOIN review_items i ON i.review_id = w.id
         WHERE s.fiscal_year_id = $4 AND s.id < $3 ORDER BY c.n, i.id",
        vec![copies.into(), strides.reviews.into(), strides.sets.into(), year.into()],
    )
    .await?;
    copy(
        uow,
        "review_events (review_id, at, actor_id, role, action, from_state, to_state, comment)",
        "SELECT e.review_id + c.n * $2, e.at, e.actor_id, e.role, e.action, e.from_state, e.to_state, e.comment
         FROM copies c CROSS JOIN target_sets s JOIN reviews w ON w.set_id = s.id JOIN review_events e ON e.review_id = w.id
         WHERE s.fiscal_year_id = $4 AND s.id < $3 ORDER BY c.n, e.id",
        vec![copies.into(), strides.reviews.into(), strides.sets.into(), year.into()],
    )
    .await
}
