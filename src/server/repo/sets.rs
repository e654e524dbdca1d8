//! Target sets: one row with everything a list, a head and a decision need of it, and moving them on.
use super::{
    UnitOfWork,
    reviewing::{Eyes, columns, reviewed_by, reviewed_by_themself, stand_in},
    sql,
};
use crate::{
    domain::{
        ids::{DepartmentId, FiscalYearId, PersonId, RevisionId, TargetSetId},
        policy::{Authorized, Company, Scope, SetFacts},
        target::SetState,
        time::{Date, Timestamp},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Value};

#[derive(Clone, Debug, FromQueryResult)]
pub struct SetRow {
    pub id: TargetSetId,
    pub person_id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub job_title: String,
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
    pub grade: Option<String>,
    pub fiscal_year_id: FiscalYearId,
    pub year_name: String,
    pub reviewer_id: Option<PersonId>,
    pub reviewer_no: Option<String>,
    pub reviewer_name: Option<String>,
    pub revision_id: RevisionId,
    /// 1 is the original, 2 what mid-year made of it (R13).
    pub number: i64,
    pub state: String,
    pub state_since: i64,
    pub version: i64,
    pub draft_saved_at: Option<i64>,
    pub submitted_at: Option<i64>,
    pub submitted_late: bool,
    pub exempt_reason: Option<String>,
    pub personal_due_on: Option<String>,
    pub due_on: Option<String>,
    pub window_open: bool,
    pub owner_is_hr: bool,
    pub archived: bool,
    /// The day it last came from another reviewer or department in the middle of its cycle (R26).
    pub transferred_on: Option<String>,
    /// Who looks, and as whom: see `reviewing::columns`.
    pub eyes: i64,
    pub stand_in: Option<i64>,
    /// Somebody who acts for the reviewer today.
    pub cover: Option<String>,
}

impl SetRow {
    pub fn state(&self) -> Result<SetState> {
        self.state.parse().map_err(ServiceError::broken)
    }

    pub fn is_exempt(&self) -> bool {
        self.exempt_reason.is_some()
    }

    pub fn facts(&self) -> Result<SetFacts> {
        Ok(SetFacts {
            set: self.id,
            owner: self.person_id,
            owner_is_hr: self.owner_is_hr,
            reviewer: self.reviewer_id,
            stand_in: stand_in(self.eyes, self.stand_in),
            state: self.state()?,
            window_open: self.window_open || self.personal_due_on.is_some(),
            exempt: self.is_exempt(),
            submitted_before: self.submitted_at.is_some(),
            approved_before: self.number > 1,
            archived: self.archived,
        })
    }

    /// The day it is due: the personal window's, else the phase's while that is open.
    pub fn due(&self) -> Option<Date> {
        let phase = self.due_on.as_deref().filter(|_| self.window_open);
        self.personal_due_on.as_deref().or(phase).and_then(|day| day.parse().ok())
    }
}

const SET: &str =
    "SELECT s.id, s.person_id, p.employee_no, p.full_name, p.job_title, p.department_id, d.name AS department, g.name AS grade,
       s.fiscal_year_id, y.name AS year_name, v.id AS reviewer_id, v.employee_no AS reviewer_no, v.full_name AS reviewer_name,
       r.id AS revision_id, r.number, r.state, r.state_since, r.version, r.draft_saved_at, r.submitted_at, r.submitted_late,
       s.exempt_reason, s.personal_due_on, w.due_on,
       (w.opened_at IS NOT NULL AND w.closed_at IS NULL) AS window_open,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = s.person_id AND x.role = 'hr_admin') AS owner_is_hr,
       EXISTS (SELECT 1 FROM year_closings c WHERE c.fiscal_year_id = s.fiscal_year_id) AS archived,
       (SELECT MAX(h.effective_on) FROM handovers h WHERE h.set_id = s.id AND h.midcycle) AS transferred_on";

fn set() -> String {
    format!("{SET}, {}{FROM}", columns())
}

const FROM: &str = " FROM target_sets s
JOIN people p ON p.id = s.person_id
JOIN fiscal_years y ON y.id = s.fiscal_year_id
JOIN target_revisions r ON r.set_id = s.id AND r.number = (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = s.id)
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN grades g ON g.id = p.grade_id
LEFT JOIN people v ON v.id = COALESCE(s.named_reviewer_id, p.manager_id)
LEFT JOIN phase_windows w ON w.fiscal_year_id = s.fiscal_year_id 
    AND w.phase = CASE WHEN r.number = 1 THEN 'target_setting' ELSE 'mid_year' END";

/// What a list is narrowed to, besides its scope.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    pub year: Option<FiscalYearId>,
    pub department: Option<DepartmentId>,
    /// Whose own reviewer this is, whoever acts for them.
    pub reviewer: Option<PersonId>,
    pub no_reviewer: bool,
    pub states: Vec<SetState>,
    pub exempt: Option<bool>,
    pub search: String,
    /// Only mid-year revisions.
    pub revised: bool,
    /// Only what target setting itself is about.
    pub original: bool,
    /// People who left the company are not listed in teams.
    pub employed: bool,
}

/// The set is of this year. Where `few` are looked at anyway the sign keeps SQLite from walking through the whole year for them.
pub fn in_year(few: bool, year: &str) -> String {
    format!("{}s.fiscal_year_id = {year}", if few { "+" } else { "" })
}

/// `column` is one of these states; where `few` are looked at anyway, not through the index of states, in which everybody stands.
pub fn in_states<'a>(few: bool, column: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let codes = codes.map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ");
    if few { format!("COALESCE({column}, '') IN ({codes})") } else { format!("{column} IN ({codes})") }
}

/// A team, or one person: few, however large the company is.
pub fn is_few(scope: Scope, reviewer: Option<PersonId>) -> bool {
    !matches!(scope, Scope::Everyone) || reviewer.is_some()
}

/// `values` are those of the placeholders that come before.
fn clause(mut values: Vec<Value>, scope: Scope, narrow: &Narrow) -> (String, Vec<Value>) {
    let few = is_few(scope, narrow.reviewer);
    let mut clauses = vec!["1 = 1".to_owned()];
    if let Scope::ReviewedBy(_, day) = scope {
        values.push(day.to_string().into());
    }
    let day = values.len();
    let mut with = |value: Value, clause: &dyn Fn(usize) -> String| {
        values.push(value);
        clauses.push(clause(values.len()));
    };
    match scope {
        Scope::Everyone => {}
        Scope::ReviewedBy(person, _) => with(person.into(), &|n| reviewed_by(n, day)),
        Scope::Only(person) => with(person.into(), &|n| format!("s.person_id = ${n}")),
    }
    if let Some(year) = narrow.year {
        with(year.into(), &|n| in_year(few, &format!("${n}")));
    }
    if let Some(department) = narrow.department {
        with(department.into(), &|n| format!("p.department_id = ${n}"));
    }
    if let Some(reviewer) = narrow.reviewer {
        with(reviewer.into(), &reviewed_by_themself);
    }
    if !narrow.search.trim().is_empty() {
        with(sql::anywhere(&narrow.search).into(), &|n| format!("p.search LIKE ${n} ESCAPE '\\'"));
    }
    if narrow.no_reviewer {
        clauses.push("s.named_reviewer_id IS NULL AND p.manager_id IS NULL".into());
    }
    match narrow.exempt {
        Some(true) => clauses.push("s.exempt_at IS NOT NULL".into()),
        Some(false) => clauses.push("s.exempt_at IS NULL".into()),
        None => {}
    }
    if narrow.original {
        clauses.push("r.number = 1".into());
    }
    if narrow.revised {
        clauses.push("r.number > 1".into());
    }
    if narrow.employed {
        clauses.push("p.status <> 'left'".into());
    }
    if !narrow.states.is_empty() {
        clauses.push(in_states(few, "r.state", narrow.states.iter().map(|state| state.code())));
    }
    (format!(" WHERE {}", clauses.join(" AND ")), values)
}

pub async fn find<C: ConnectionTrait>(conn: &C, eyes: Eyes, id: TargetSetId) -> Result<Option<SetRow>, DbErr> {
    let mut values = eyes.values();
    values.push(id.into());
    sql::one(conn, &format!("{} WHERE s.id = $3", set()), values).await
}

/// Holds a set until the end of the transaction, so that two who change it wait for each other. SQLite has one writer.
pub async fn lock(uow: &UnitOfWork, id: TargetSetId) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "SELECT id FROM target_sets WHERE id = $1 FOR UPDATE", vec![id.into()]).await?;
    }
    Ok(())
}

/// In the order of names; `limit` and `offset` in rows.
pub async fn list<C: ConnectionTrait>(
    conn: &C,
    eyes: Eyes,
    scope: Scope,
    narrow: &Narrow,
    limit: u64,
    offset: u64,
) -> Result<Vec<SetRow>, DbErr> {
    let (clause, mut values) = clause(eyes.values(), scope, narrow);
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let order = format!(" ORDER BY y.starts_on DESC, p.full_name, s.id LIMIT ${} OFFSET ${}", values.len() - 1, values.len());
    sql::all(conn, &format!("{}{clause}{order}", set()), values).await
}

/// These, in the order of names.
pub async fn of_ids<C: ConnectionTrait>(conn: &C, eyes: Eyes, ids: &[TargetSetId]) -> Result<Vec<SetRow>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let placeholders = sql::placeholders(3, ids.len());
    let statement = format!("{} WHERE s.id IN ({placeholders}) ORDER BY p.full_name, s.id", set());
    let values = eyes.values().into_iter().chain(ids.iter().map(|id| (*id).into()));
    sql::all(conn, &statement, values.collect()).await
}

/// One group of a count: department, reviewer, state, exempt or not.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Group {
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
    pub reviewer_id: Option<PersonId>,
    pub reviewer: Option<String>,
    pub state: String,
    pub exempt: bool,
    pub count: i64,
}

/// Counts of a whole year by state alone.
pub async fn states<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<Group>, DbErr> {
    let statement =
        "SELECT CAST(NULL AS BIGINT) AS department_id, CAST(NULL AS TEXT) AS department, CAST(NULL AS BIGINT) AS reviewer_id,
                CAST(NULL AS TEXT) AS reviewer, r.state, (s.exempt_at IS NOT NULL) AS exempt, COUNT(*) AS count
         FROM target_sets s JOIN target_revisions r ON r.set_id = s.id
              AND r.number = (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = s.id)
         WHERE s.fiscal_year_id = $1 GROUP BY r.state, (s.exempt_at IS NOT NULL)";
    sql::all(conn, statement, vec![year.into()]).await
}

/// Counts by department, reviewer and state, in one pass.
pub async fn groups<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow) -> Result<Vec<Group>, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let statement = format!(
        "SELECT p.department_id, d.name AS department, v.id AS reviewer_id, v.full_name AS reviewer, r.state,
                (s.exempt_at IS NOT NULL) AS exempt, COUNT(*) AS count{FROM}{clause}
         GROUP BY p.department_id, d.name, v.id, v.full_name, r.state, (s.exempt_at IS NOT NULL)
         ORDER BY d.name, v.full_name"
    );
    sql::all(conn, &statement, values).await
}

/// Years this scope has sets in, newest first.
pub async fn years<C: ConnectionTrait>(conn: &C, scope: Scope) -> Result<Vec<super::years::Year>, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, &Narrow::default());
    let in_year = in_year(is_few(scope, None), "y.id");
    let statement = format!(
        "SELECT y.id, y.name, y.starts_on, y.ends_on FROM fiscal_years y WHERE EXISTS (
             SELECT 1 FROM target_sets s JOIN people p ON p.id = s.person_id{clause} AND {in_year})
         ORDER BY y.starts_on DESC, y.id DESC"
    );
    sql::all(conn, &statement, values).await
}

/// A draft for everybody employed who has none in this year yet; answers how many were made.
pub async fn create_missing(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId, starting: &str) -> Result<u64> {
    let made = sql::run(
        uow.conn(),
        "INSERT INTO target_sets (person_id, fiscal_year_id, created_at)
         SELECT p.id, $1, $2 FROM people p
         WHERE p.status <> 'left' AND NOT EXISTS (SELECT 1 FROM target_sets s WHERE s.person_id = p.id AND s.fiscal_year_id = $1)
         ORDER BY p.id",
        vec![year.into(), uow.now().0.into()],
    )
    .await?;
    sql::run(
        uow.conn(),
        "INSERT INTO target_revisions (set_id, number, state, state_since, version, draft, submitted_late, role_text, goal_text)
         SELECT s.id, 1, 'draft', $2, 0, $3, $4, '', '' FROM target_sets s
         WHERE s.fiscal_year_id = $1 AND NOT EXISTS (SELECT 1 FROM target_revisions r WHERE r.set_id = s.id)
         ORDER BY s.id",
        vec![year.into(), uow.now().0.into(), starting.into(), false.into()],
    )
    .await?;
    Ok(made)
}

/// The next revision of every completed set of the year, beginning as the approved one stands; answers how many were made.
pub async fn create_revisions(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId) -> Result<u64> {
    let made = sql::run(
        uow.conn(),
        "INSERT INTO target_revisions (set_id, number, state, state_since, version, draft, submitted_late, role_text, goal_text)
         SELECT r.set_id, r.number + 1, 'draft', $2, 0, r.draft, $3, '', ''
         FROM target_revisions r JOIN target_sets s ON s.id = r.set_id JOIN people p ON p.id = s.person_id
         WHERE s.fiscal_year_id = $1 AND r.state = 'target_setting_complete' AND s.exempt_at IS NULL AND p.status <> 'left'
           AND r.number = (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = r.set_id)",
        vec![year.into(), uow.now().0.into(), false.into()],
    )
    .await?;
    Ok(made)
}

/// The last approved revision before the newest one: what a mid-year revision changes (R13).
pub async fn approved_before<C: ConnectionTrait>(conn: &C, set: TargetSetId) -> Result<Option<RevisionId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: RevisionId,
    }
    let row: Option<Row> = sql::one(
        conn,
        "SELECT r.id FROM target_revisions r WHERE r.set_id = $1 AND r.state = 'target_setting_complete'
           AND r.number < (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = $1)
         ORDER BY r.number DESC LIMIT 1",
        vec![set.into()],
    )
    .await?;
    Ok(row.map(|row| row.id))
}

/// Moves a set to its next state; `false` when it was not in `from` any more.
pub async fn set_state(
    uow: &UnitOfWork,
    proof: &Authorized<TargetSetId>,
    revision: RevisionId,
    from: SetState,
    to: SetState,
) -> Result<bool> {
    let moved = sql::run(
        uow.conn(),
        "UPDATE target_revisions SET state = $4, state_since = $5 WHERE id = $1 AND set_id = $2 AND state = $3",
        vec![revision.into(), proof.key().into(), from.code().into(), to.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(moved == 1)
}

pub async fn set_exempt(uow: &UnitOfWork, proof: &Authorized<TargetSetId>, reason: Option<&str>) -> Result<()> {
    let at = reason.map(|_| uow.now().0);
    sql::run(
        uow.conn(),
        "UPDATE target_sets SET exempt_at = $2, exempt_reason = $3 WHERE id = $1",
        vec![proof.key().into(), at.into(), reason.map(str::to_owned).into()],
    )
    .await?;
    Ok(())
}

pub async fn set_named_reviewer(uow: &UnitOfWork, proof: &Authorized<TargetSetId>, reviewer: Option<PersonId>) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE target_sets SET named_reviewer_id = $2 WHERE id = $1",
        vec![proof.key().into(), reviewer.into()],
    )
    .await?;
    Ok(())
}

/// A window for one person, until HR approved what it was opened for.
pub async fn set_personal_window(uow: &UnitOfWork, proof: &Authorized<TargetSetId>, due_on: Option<Date>) -> Result<()> {
    let due_on = due_on.map(|day| day.to_string());
    sql::run(uow.conn(), "UPDATE target_sets SET personal_due_on = $2 WHERE id = $1", vec![proof.key().into(), due_on.into()])
        .await?;
    Ok(())
}

/// Sets that wait for somebody, counted: state and reviewer decide for whom.
pub async fn count<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow) -> Result<u64, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let count = sql::number(conn, &format!("SELECT COUNT(*){FROM}{clause}"), values).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The same, counted no further than `most`.
pub async fn count_up_to<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow, most: u64) -> Result<u64, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let statement = format!("SELECT COUNT(*) FROM (SELECT 1 AS one{FROM}{clause} LIMIT {most}) AS found");
    Ok(u64::try_from(sql::number(conn, &statement, values).await?).unwrap_or_default())
}

/// When the sets of this list entered their states, oldest first: "waiting since".
pub async fn oldest<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow) -> Result<Option<Timestamp>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        since: Option<i64>,
    }
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let row: Option<Row> = sql::one(conn, &format!("SELECT MIN(r.state_since) AS since{FROM}{clause}"), values).await?;
    Ok(row.and_then(|row| row.since).map(Timestamp))
}

/// Closes many sets in one go, each from the state it was read in.
pub async fn close_many(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    rows: &[SetRow],
    action: crate::domain::target::SetAction,
) -> Result<()> {
    for batch in rows.chunks(500) {
        let Some(first) = batch.first() else { continue };
        let to = crate::domain::target::transition(first.state()?, action)?.to;
        let statement = format!(
            "UPDATE target_revisions SET state = $1, state_since = $2 WHERE id IN ({})",
            sql::placeholders(3, batch.len())
        );
        let values = [to.code().into(), uow.now().0.into()].into_iter().chain(batch.iter().map(|row| row.revision_id.into()));
        sql::run(uow.conn(), &statement, values.collect()).await?;
        let sets = format!("UPDATE target_sets SET personal_due_on = NULL WHERE id IN ({})", sql::placeholders(1, batch.len()));
        sql::run(uow.conn(), &sets, batch.iter().map(|row| row.id.into()).collect()).await?;
    }
    Ok(())
}
