//! One line for everybody who has targets in a year: what the company's figures are made of, read for all of them at once.
use super::{evaluations, sql};
use crate::{
    domain::{
        ids::{DepartmentId, EmployeeTypeId, FiscalYearId, GradeId, PersonId, ReviewId, TargetSetId},
        policy::reviews::ReviewFacts,
        review::ReviewState,
        score::{self, Rated, Rating, Score},
        target::SetState,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use std::collections::BTreeMap;

/// Ids in one statement.
const BATCH: usize = 500;

#[derive(FromQueryResult)]
struct Row {
    set_id: TargetSetId,
    person_id: PersonId,
    full_name: String,
    employed: bool,
    department_id: Option<DepartmentId>,
    department: Option<String>,
    employee_type_id: Option<EmployeeTypeId>,
    grade_id: Option<GradeId>,
    reviewer_id: Option<PersonId>,
    reviewer_no: Option<String>,
    reviewer: Option<String>,
    exempt: bool,
    owner_is_hr: bool,
    set_state: String,
    review_id: Option<ReviewId>,
    review_state: Option<String>,
    closed_from: Option<String>,
    score: Option<i64>,
    self_score: Option<i64>,
    without_self: Option<bool>,
    rank: Option<String>,
    objected: bool,
    answered: bool,
}

/// A person's year.
#[derive(Clone, Debug)]
pub struct Line {
    pub set: TargetSetId,
    pub person: PersonId,
    pub name: String,
    pub employed: bool,
    pub department: Option<(String, DepartmentId)>,
    pub employee_type: Option<EmployeeTypeId>,
    pub grade: Option<GradeId>,
    pub reviewer: Option<(String, PersonId)>,
    pub reviewer_no: String,
    pub exempt: bool,
    pub set_state: SetState,
    pub review: Option<Standing>,
}

/// Their review, once there is one.
#[derive(Clone, Debug)]
pub struct Standing {
    pub facts: ReviewFacts,
    pub score: Option<Score>,
    /// As the ratings give it now.
    pub recomputed: Option<Score>,
    /// The employee's own, where they assessed themselves.
    pub self_score: Option<Score>,
    /// The rank that counts (R21).
    pub rank: Option<String>,
}

impl Line {
    pub fn reviewer_id(&self) -> Option<PersonId> {
        self.reviewer.as_ref().map(|(_, id)| *id)
    }

    pub fn department_id(&self) -> Option<DepartmentId> {
        self.department.as_ref().map(|(_, id)| *id)
    }
}

const LINE: &str = "SELECT s.id AS set_id, s.person_id, p.full_name, (p.status <> 'left') AS employed, p.department_id,
       d.name AS department, p.employee_type_id, p.grade_id, v.id AS reviewer_id, v.employee_no AS reviewer_no,
       v.full_name AS reviewer, (s.exempt_at IS NOT NULL) AS exempt, r.state AS set_state,
       EXISTS (SELECT 1 FROM role_grants x WHERE x.person_id = s.person_id AND x.role = 'hr_admin') AS owner_is_hr,
       w.id AS review_id, w.state AS review_state, w.score, w.self_score, w.without_self, COALESCE(w.adjusted_rank, w.rank) AS rank,
       (w.objected_at IS NOT NULL) AS objected, (w.answered_at IS NOT NULL) AS answered,
       CASE WHEN w.state = 'not_assessed' THEN (SELECT e.from_state FROM review_events e
            WHERE e.review_id = w.id AND e.action = 'close_unfinished' ORDER BY e.id DESC LIMIT 1) END AS closed_from
FROM target_sets s
JOIN people p ON p.id = s.person_id
JOIN target_revisions r ON r.set_id = s.id AND r.number = (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = s.id)
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN people v ON v.id = COALESCE(s.named_reviewer_id, p.manager_id)
LEFT JOIN reviews w ON w.set_id = s.id
WHERE s.fiscal_year_id = $1";

fn line(row: Row, recomputed: &BTreeMap<ReviewId, Score>) -> Result<Line> {
    let review = match (row.review_id, row.review_state) {
        (Some(review), Some(state)) => {
            let state: ReviewState = state.parse().map_err(ServiceError::broken)?;
            Some(Standing {
                facts: ReviewFacts {
                    review,
                    owner: row.person_id,
                    owner_is_hr: row.owner_is_hr,
                    reviewer: row.reviewer_id,
                    // Kept for everybody who reads: whoever acts for a reviewer reads rows of their own.
                    stand_in: None,
                    state,
                    closed_from: row.closed_from.as_deref().map(str::parse).transpose().map_err(ServiceError::broken)?,
                    objected: row.objected,
                    answered: row.answered,
                },
                score: row.score.map(Score::from_ten_thousandths),
                recomputed: recomputed.get(&review).copied(),
                self_score: row.self_score.map(Score::from_ten_thousandths).filter(|_| row.without_self != Some(true)),
                rank: row.rank,
            })
        }
        _ => None,
    };
    Ok(Line {
        set: row.set_id,
        person: row.person_id,
        name: row.full_name,
        employed: row.employed,
        department: row.department.zip(row.department_id),
        employee_type: row.employee_type_id,
        grade: row.grade_id,
        reviewer: row.reviewer.zip(row.reviewer_id),
        reviewer_no: row.reviewer_no.unwrap_or_default(),
        exempt: row.exempt,
        set_state: row.set_state.parse().map_err(ServiceError::broken)?,
        review,
    })
}

/// Scores as the ratings give them now, by review (R27).
pub fn recomputed(factors: Vec<evaluations::Factor>) -> Result<BTreeMap<ReviewId, Score>> {
    let mut rated: BTreeMap<ReviewId, Vec<Rated>> = BTreeMap::new();
    for factor in factors {
        if let Some(rating) = factor.rating.and_then(Rating::from_value) {
            let difficulty = factor.difficulty.parse().map_err(ServiceError::broken)?;
            rated.entry(factor.review_id).or_default().push(Rated { weight: factor.weight, difficulty, rating });
        }
    }
    Ok(rated.into_iter().filter_map(|(review, items)| Some((review, score::score(&items).ok()?))).collect())
}

/// Everybody's line of a year.
pub async fn of_year<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<Line>> {
    let recomputed = recomputed(evaluations::factors(conn, year).await?)?;
    let rows: Vec<Row> = sql::all(conn, LINE, vec![year.into()]).await?;
    rows.into_iter().map(|row| line(row, &recomputed)).collect()
}

/// The lines of these sets, as far as they are of the year.
pub async fn of_sets<C: ConnectionTrait>(conn: &C, year: FiscalYearId, sets: &[TargetSetId]) -> Result<Vec<Line>> {
    let mut lines = Vec::with_capacity(sets.len());
    for batch in sets.chunks(BATCH) {
        let statement = format!("{LINE} AND s.id IN ({})", sql::placeholders(2, batch.len()));
        let values: Vec<Value> = std::iter::once(year.into()).chain(batch.iter().map(|id| (*id).into())).collect();
        let rows: Vec<Row> = sql::all(conn, &statement, values).await?;
        let reviews: Vec<_> = rows.iter().filter_map(|row| row.review_id).collect();
        let recomputed = recomputed(evaluations::factors_of(conn, &reviews).await?)?;
        for row in rows {
            lines.push(line(row, &recomputed)?);
        }
    }
    Ok(lines)
}

/// The sets of a year that these reviews and people have.
pub async fn sets_of<C: ConnectionTrait>(
    conn: &C,
    year: FiscalYearId,
    reviews: &[ReviewId],
    people: &[PersonId],
) -> Result<Vec<TargetSetId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: TargetSetId,
    }
    let mut found = Vec::new();
    for batch in reviews.chunks(BATCH) {
        let statement = format!("SELECT set_id AS id FROM reviews WHERE id IN ({})", sql::placeholders(1, batch.len()));
        let rows: Vec<Found> = sql::all(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?;
        found.extend(rows.into_iter().map(|row| row.id));
    }
    for batch in people.chunks(BATCH) {
        let statement = format!(
            "SELECT id FROM target_sets WHERE fiscal_year_id = $1 AND person_id IN ({})",
            sql::placeholders(2, batch.len())
        );
        let values: Vec<Value> = std::iter::once(year.into()).chain(batch.iter().map(|id| (*id).into())).collect();
        let rows: Vec<Found> = sql::all(conn, &statement, values).await?;
        found.extend(rows.into_iter().map(|row| row.id));
    }
    Ok(found)
}
