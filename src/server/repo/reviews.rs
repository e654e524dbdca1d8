//! Reviews: one row with everything a list, a head and a decision need, and moving them on. What stands in them is `evaluations`'.
use super::{
    UnitOfWork,
    evaluations::Author,
    reviewing::{Eyes, columns, reviewed_by, reviewed_by_themself, stand_in},
    sets::{in_states, in_year, is_few},
    sql,
};
use crate::{
    domain::{
        actor::Actor,
        ids::{DepartmentId, EmployeeTypeId, FiscalYearId, GradeId, PersonId, RankTableId, ReviewId, RevisionId, TargetSetId},
        policy::{Authorized, Company, Scope, reviews::ReviewFacts},
        review::ReviewState,
        score::Score,
        time::{Date, Timestamp},
    },
    server::{
        clock::Clock,
        error::{Result, ServiceError},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Value};

#[derive(Clone, Debug, FromQueryResult)]
pub struct ReviewRow {
    pub id: ReviewId,
    pub set_id: TargetSetId,
    pub revision_id: RevisionId,
    pub person_id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub job_title: String,
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
    pub employee_type_id: Option<EmployeeTypeId>,
    pub grade_id: Option<GradeId>,
    pub grade: Option<String>,
    pub fiscal_year_id: FiscalYearId,
    pub year_name: String,
    pub reviewer_id: Option<PersonId>,
    pub reviewer_no: Option<String>,
    pub reviewer_name: Option<String>,
    pub state: String,
    pub state_since: i64,
    pub self_version: i64,
    pub self_saved_at: Option<i64>,
    pub self_submitted_at: Option<i64>,
    pub self_late: bool,
    pub without_self: bool,
    pub self_score: Option<i64>,
    pub manager_version: i64,
    pub manager_saved_at: Option<i64>,
    pub evaluated_at: Option<i64>,
    pub evaluated_by: Option<String>,
    /// For whom, where that was not their own review to do (R24).
    pub evaluated_for: Option<String>,
    pub changes_accepted: Option<bool>,
    pub score: Option<i64>,
    pub rank_table_id: Option<RankTableId>,
    pub rank: Option<String>,
    pub adjusted_rank: Option<String>,
    pub adjust_reason: Option<String>,
    pub read_at: Option<i64>,
    pub objected_at: Option<i64>,
    pub answered_at: Option<i64>,
    pub exempt: bool,
    pub due_on: Option<String>,
    pub window_open: bool,
    pub owner_is_hr: bool,
    pub closed_from: Option<String>,
    /// The day it last came from another reviewer or department in the middle of its cycle (R26).
    pub transferred_on: Option<String>,
    /// Who looks, and as whom: see `reviewing::columns`.
    pub eyes: i64,
    pub stand_in: Option<i64>,
    /// Somebody who acts for the reviewer today.
    pub cover: Option<String>,
}

impl ReviewRow {
    pub fn state(&self) -> Result<ReviewState> {
        self.state.parse().map_err(ServiceError::broken)
    }

    pub fn facts(&self) -> Result<ReviewFacts> {
        Ok(ReviewFacts {
            review: self.id,
            owner: self.person_id,
            owner_is_hr: self.owner_is_hr,
            reviewer: self.reviewer_id,
            stand_in: stand_in(self.eyes, self.stand_in),
            state: self.state()?,
            closed_from: self.closed_from.as_deref().map(str::parse).transpose().map_err(ServiceError::broken)?,
            objected: self.objected_at.is_some(),
            answered: self.answered_at.is_some(),
        })
    }

    pub fn score(&self) -> Option<Score> {
        self.score.map(Score::from_ten_thousandths)
    }

    pub fn self_score(&self) -> Option<Score> {
        self.self_score.map(Score::from_ten_thousandths)
    }

    /// The rank that counts: the board's, else the computed one (R21).
    pub fn final_rank(&self) -> Option<&str> {
        self.adjusted_rank.as_deref().or(self.rank.as_deref())
    }

    /// Completed after the evaluation's due day (R29).
    pub fn evaluated_late(&self, clock: &Clock) -> bool {
        let due = self.due_on.as_deref().and_then(|day| day.parse::<Date>().ok());
        due.zip(self.evaluated_at).is_some_and(|(due, at)| clock.day(Timestamp(at)) > due)
    }

    /// The evaluation's due day, while the employee or the reviewer still writes; later steps have none.
    pub fn due(&self) -> Option<Date> {
        let writes = self.state().is_ok_and(|state| state <= ReviewState::ManagerEvalInProgress);
        self.due_on.as_deref().filter(|_| self.window_open && writes).and_then(|day| day.parse().ok())
    }
}

const REVIEW: &str =
    "SELECT w.id, w.set_id, w.revision_id, s.person_id, p.employee_no, p.full_name, p.job_title, p.department_id,
       d.name AS department, p.employee_type_id, p.grade_id, g.name AS grade, s.fiscal_year_id, y.name AS year_name,
       v.id AS reviewer_id, v.employee_no AS reviewer_no, v.full_name AS reviewer_name,
       w.state, w.state_since, w.self_version, w.self_saved_at, w.self_submitted_at, w.self_late, w.without_self, w.self_score,
       w.manager_version, w.manager_saved_at, w.evaluated_at, b.full_name AS evaluated_by, bf.full_name AS evaluated_for,
       w.changes_accepted,
       w.score, w.rank_table_id, w.rank, w.adjusted_rank, w.adjust_reason, w.read_at, w.objected_at, w.answered_at,
       (s.exempt_at IS NOT NULL) AS exempt, o.due_on, (o.opened_at IS NOT NULL AND o.closed_at IS NULL) AS window_open,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = s.person_id AND x.role = 'hr_admin') AS owner_is_hr,
       CASE WHEN w.state = 'not_assessed' THEN (SELECT e.from_state FROM review_events e
            WHERE e.review_id = w.id AND e.action = 'close_unfinished' ORDER BY e.id DESC LIMIT 1) END AS closed_from,
       (SELECT MAX(h.effective_on) FROM handovers h WHERE h.set_id = s.id AND h.midcycle) AS transferred_on";

fn review() -> String {
    format!("{REVIEW}, {}{FROM}", columns())
}

const FROM: &str = " FROM reviews w
JOIN target_sets s ON s.id = w.set_id
JOIN people p ON p.id = s.person_id
JOIN fiscal_years y ON y.id = s.fiscal_year_id
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN grades g ON g.id = p.grade_id
LEFT JOIN people v ON v.id = COALESCE(s.named_reviewer_id, p.manager_id)
LEFT JOIN people b ON b.id = w.evaluated_by
LEFT JOIN people bf ON bf.id = w.evaluated_for
LEFT JOIN phase_windows o ON o.fiscal_year_id = s.fiscal_year_id AND o.phase = 'evaluation'";

/// What a list is narrowed to, besides its scope.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    pub year: Option<FiscalYearId>,
    pub department: Option<DepartmentId>,
    pub no_department: bool,
    /// Whose own reviewer this is, whoever acts for them.
    pub reviewer: Option<PersonId>,
    pub states: Vec<ReviewState>,
    pub employed: bool,
    /// Only those who take part: nobody who is exempt.
    pub assessed: bool,
    /// R29b: objected to, and HR has not answered.
    pub open_objections: bool,
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
    for (asked, sql) in [
        (narrow.no_department, "p.department_id IS NULL"),
        (narrow.employed, "p.status <> 'left'"),
        (narrow.assessed, "s.exempt_at IS NULL"),
        (narrow.open_objections, "w.objected_at IS NOT NULL AND w.answered_at IS NULL"),
    ] {
        if asked {
            clauses.push(sql.into());
        }
    }
    if !narrow.states.is_empty() {
        clauses.push(in_states(few, "w.state", narrow.states.iter().map(|state| state.code())));
    }
    (format!(" WHERE {}", clauses.join(" AND ")), values)
}

pub async fn find<C: ConnectionTrait>(conn: &C, eyes: Eyes, id: ReviewId) -> Result<Option<ReviewRow>, DbErr> {
    let mut values = eyes.values();
    values.push(id.into());
    sql::one(conn, &format!("{} WHERE w.id = $3", review()), values).await
}

/// These, in the order of names.
pub async fn of_ids<C: ConnectionTrait>(conn: &C, eyes: Eyes, ids: &[ReviewId]) -> Result<Vec<ReviewRow>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let placeholders = sql::placeholders(3, ids.len());
    let statement = format!("{} WHERE w.id IN ({placeholders}) ORDER BY p.full_name, w.id", review());
    let values = eyes.values().into_iter().chain(ids.iter().map(|id| (*id).into()));
    sql::all(conn, &statement, values.collect()).await
}

/// Holds a review until the end of the transaction. SQLite has one writer.
pub async fn lock(uow: &UnitOfWork, id: ReviewId) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "SELECT id FROM reviews WHERE id = $1 FOR UPDATE", vec![id.into()]).await?;
    }
    Ok(())
}

/// In the order of names, newest year first; `limit` and `offset` in rows.
pub async fn list<C: ConnectionTrait>(
    conn: &C,
    eyes: Eyes,
    scope: Scope,
    narrow: &Narrow,
    limit: u64,
    offset: u64,
) -> Result<Vec<ReviewRow>, DbErr> {
    let (clause, mut values) = clause(eyes.values(), scope, narrow);
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let order = format!(" ORDER BY y.starts_on DESC, p.full_name, w.id LIMIT ${} OFFSET ${}", values.len() - 1, values.len());
    sql::all(conn, &format!("{}{clause}{order}", review()), values).await
}

pub async fn count<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow) -> Result<u64, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let count = sql::number(conn, &format!("SELECT COUNT(*){FROM}{clause}"), values).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// How many there are, counted no further than `most`: what a page shows as "99+" is not counted to its end.
pub async fn count_up_to<C: ConnectionTrait>(conn: &C, scope: Scope, narrow: &Narrow, most: u64) -> Result<u64, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, narrow);
    let statement = format!("SELECT COUNT(*) FROM (SELECT 1 AS one{FROM}{clause} LIMIT {most}) AS found");
    Ok(u64::try_from(sql::number(conn, &statement, values).await?).unwrap_or_default())
}

/// Years this scope has reviews in, newest first. Reviews are born when the evaluation opens: other years are not searched.
pub async fn years<C: ConnectionTrait>(conn: &C, scope: Scope) -> Result<Vec<super::years::Year>, DbErr> {
    let (clause, values) = clause(Vec::new(), scope, &Narrow::default());
    let in_year = in_year(is_few(scope, None), "y.id");
    let statement = format!(
        "SELECT y.id, y.name, y.starts_on, y.ends_on FROM fiscal_years y
         WHERE y.id IN (SELECT o.fiscal_year_id FROM phase_windows o WHERE o.phase = 'evaluation') AND EXISTS (
             SELECT 1 FROM target_sets s JOIN reviews w ON w.set_id = s.id JOIN people p ON p.id = s.person_id{clause} AND {in_year})
         ORDER BY y.starts_on DESC, y.id DESC"
    );
    sql::all(conn, &statement, values).await
}

/// A review for every approved set of the year that has none; answers how many were born (R15). The last approved revision
/// feeds it (R13).
pub async fn create_missing(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId) -> Result<u64> {
    let born = sql::run(
        uow.conn(),
        "INSERT INTO reviews (set_id, revision_id, state, state_since, self_draft, self_version, self_late, without_self,
             job_description, career_path, manager_draft, manager_version, summary)
         SELECT s.id, r.id, 'self_eval_draft', $2, '', 0, $3, $3, '', '', '', 0, ''
         FROM target_sets s JOIN people p ON p.id = s.person_id
         JOIN target_revisions r ON r.set_id = s.id AND r.number = (
             SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = s.id AND n.state = 'target_setting_complete')
         WHERE s.fiscal_year_id = $1 AND s.exempt_at IS NULL AND p.status <> 'left'
           AND NOT EXISTS (SELECT 1 FROM reviews w WHERE w.set_id = s.id)",
        vec![year.into(), uow.now().0.into(), false.into()],
    )
    .await?;
    sql::run(
        uow.conn(),
        "INSERT INTO review_items (review_id, position, row_key, self_result, comment)
         SELECT w.id, t.position, t.row_key, '', '' FROM reviews w JOIN targets t ON t.revision_id = w.revision_id
         WHERE NOT EXISTS (SELECT 1 FROM review_items i WHERE i.review_id = w.id)",
        vec![],
    )
    .await?;
    Ok(born)
}

/// Moves a review to its next state; `false` when it was not in `from` any more.
pub async fn set_state(uow: &UnitOfWork, proof: &Authorized<ReviewId>, from: ReviewState, to: ReviewState) -> Result<bool> {
    let moved = sql::run(
        uow.conn(),
        "UPDATE reviews SET state = $3, state_since = $4 WHERE id = $1 AND state = $2",
        vec![proof.key().into(), from.code().into(), to.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(moved == 1)
}

/// Moves many reviews to one state, while the year is closed.
pub async fn set_states(uow: &UnitOfWork, _: &Authorized<Company>, reviews: &[ReviewId], to: ReviewState) -> Result<()> {
    for batch in reviews.chunks(500) {
        let statement =
            format!("UPDATE reviews SET state = $1, state_since = $2 WHERE id IN ({})", sql::placeholders(3, batch.len()));
        let values = [to.code().into(), uow.now().0.into()].into_iter().chain(batch.iter().map(|id| (*id).into()));
        sql::run(uow.conn(), &statement, values.collect()).await?;
    }
    Ok(())
}

pub async fn set_without_self(uow: &UnitOfWork, proof: &Authorized<ReviewId>) -> Result<()> {
    sql::run(uow.conn(), "UPDATE reviews SET without_self = $2 WHERE id = $1", vec![proof.key().into(), true.into()]).await?;
    Ok(())
}

/// The rank that follows from the score, with the table it came from; frozen once the board approved (R20).
pub async fn set_rank(uow: &UnitOfWork, review: ReviewId, rank: Option<&str>, table: Option<RankTableId>) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE reviews SET rank = $2, rank_table_id = $3 WHERE id = $1
           AND state NOT IN ('board_approved', 'feedback_delivered', 'archived')",
        vec![review.into(), rank.map(str::to_owned).into(), table.into()],
    )
    .await?;
    Ok(())
}

/// R21. Without a rank, the adjustment is taken back.
pub async fn adjust(uow: &UnitOfWork, proof: &Authorized<ReviewId>, by: Actor, rank: Option<&str>, reason: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE reviews SET adjusted_rank = $2, adjust_reason = $3, adjusted_by = $4, adjusted_at = $5 WHERE id = $1",
        vec![
            proof.key().into(),
            rank.map(str::to_owned).into(),
            rank.map(|_| reason.to_owned()).into(),
            rank.map(|_| by.person).into(),
            rank.map(|_| uow.now().0).into(),
        ],
    )
    .await?;
    Ok(())
}

/// What was said and written once the result was handed back.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Aftermath {
    pub feedback_on: Option<String>,
    pub feedback_note: Option<String>,
    pub feedback_at: Option<i64>,
    pub feedback_by: Option<String>,
    pub feedback_for: Option<String>,
    pub read_at: Option<i64>,
    pub remark: Option<String>,
    pub objection: Option<String>,
    pub objected_at: Option<i64>,
    pub answer: Option<String>,
    pub answered_at: Option<i64>,
    pub answered_by: Option<String>,
}

pub async fn aftermath<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<Aftermath, DbErr> {
    let found = sql::one(
        conn,
        "SELECT w.feedback_on, w.feedback_note, w.feedback_at, f.full_name AS feedback_by, ff.full_name AS feedback_for, w.read_at, w.remark,
                w.objection, w.objected_at, w.answer, w.answered_at, a.full_name AS answered_by
         FROM reviews w LEFT JOIN people f ON f.id = w.feedback_by LEFT JOIN people ff ON ff.id = w.feedback_for
         LEFT JOIN people a ON a.id = w.answered_by WHERE w.id = $1",
        vec![review.into()],
    )
    .await?;
    Ok(found.unwrap_or_default())
}

pub async fn set_feedback(uow: &UnitOfWork, proof: &Authorized<ReviewId>, by: Author, on: Date, note: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE reviews SET feedback_on = $2, feedback_note = $3, feedback_at = $4, feedback_by = $5, feedback_for = $6 WHERE id = $1",
        vec![proof.key().into(), on.to_string().into(), note.into(), uow.now().0.into(), by.person.into(), by.acting_for.into()],
    )
    .await?;
    Ok(())
}

pub async fn set_read(uow: &UnitOfWork, proof: &Authorized<ReviewId>) -> Result<()> {
    let statement = "UPDATE reviews SET read_at = $2 WHERE id = $1 AND read_at IS NULL";
    sql::run(uow.conn(), statement, vec![proof.key().into(), uow.now().0.into()]).await?;
    Ok(())
}

pub async fn set_remark(uow: &UnitOfWork, proof: &Authorized<ReviewId>, remark: &str) -> Result<()> {
    let statement = "UPDATE reviews SET remark = $2, remark_at = $3 WHERE id = $1";
    sql::run(uow.conn(), statement, vec![proof.key().into(), remark.into(), uow.now().0.into()]).await?;
    Ok(())
}

pub async fn set_objection(uow: &UnitOfWork, proof: &Authorized<ReviewId>, objection: &str) -> Result<()> {
    let statement = "UPDATE reviews SET objection = $2, objected_at = $3 WHERE id = $1 AND objected_at IS NULL";
    sql::run(uow.conn(), statement, vec![proof.key().into(), objection.into(), uow.now().0.into()]).await?;
    Ok(())
}

pub async fn set_answer(uow: &UnitOfWork, proof: &Authorized<ReviewId>, by: Actor, answer: &str) -> Result<()> {
    let statement = "UPDATE reviews SET answer = $2, answered_at = $3, answered_by = $4 WHERE id = $1 AND answered_at IS NULL";
    sql::run(uow.conn(), statement, vec![proof.key().into(), answer.into(), uow.now().0.into(), by.person.into()]).await?;
    Ok(())
}

/// Who of HR and the board read it, newest first.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Reading {
    pub reader: String,
    pub role: String,
    pub at: i64,
}

pub async fn readings<C: ConnectionTrait>(conn: &C, review: ReviewId, limit: i64) -> Result<Vec<Reading>, DbErr> {
    sql::all(
        conn,
        "SELECT p.full_name AS reader, r.role, r.at FROM review_readings r JOIN people p ON p.id = r.reader_id
         WHERE r.review_id = $1 ORDER BY r.at DESC LIMIT $2",
        vec![review.into(), limit.into()],
    )
    .await
}

/// One entry per reader, review and hour; `true` when this is the first of its hour (R42).
pub async fn note_reading(uow: &UnitOfWork, review: ReviewId, reader: Actor) -> Result<bool> {
    const HOUR: i64 = 3_600_000_000;
    let noted = sql::run(
        uow.conn(),
        "INSERT INTO review_readings (review_id, reader_id, role, hour, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (review_id, reader_id, hour) DO NOTHING",
        vec![review.into(), reader.person.into(), reader.role.code().into(), (uow.now().0 / HOUR).into(), uow.now().0.into()],
    )
    .await?;
    Ok(noted == 1)
}
