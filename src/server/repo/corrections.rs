//! Corrections of archived reviews (R41): one row each, kept for good. The corrected value stands in its own column as well, so
//! that every list and figure shows it; what stood there before stands here.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        correction::CorrectedField,
        ids::{CorrectionId, PersonId, RankTableId, ReviewId},
        policy::Authorized,
        rank::RankTable,
        score::{Rating, Score},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: CorrectionId,
    pub review_id: ReviewId,
    pub field: String,
    pub old_value: String,
    pub new_value: String,
    pub reason: String,
    pub state: String,
    pub proposed_at: i64,
    pub proposed_by: PersonId,
    pub proposed_as: String,
    pub proposer: String,
    pub decided_at: Option<i64>,
    pub decided_as: Option<String>,
    pub decider: Option<String>,
    pub note: String,
    pub old_score: Option<i64>,
    pub new_score: Option<i64>,
    pub old_rank: Option<String>,
    pub new_rank: Option<String>,
}

pub const WAITING: &str = "waiting";
pub const APPLIED: &str = "applied";
pub const REFUSED: &str = "refused";

impl Row {
    pub fn field(&self) -> Result<CorrectedField> {
        self.field.parse().map_err(ServiceError::broken)
    }

    pub fn is(&self, state: &str) -> bool {
        self.state == state
    }
}

const CORRECTION: &str =
    "SELECT c.id, c.review_id, c.field, c.old_value, c.new_value, c.reason, c.state, c.proposed_at, c.proposed_by,
       c.proposed_as, p.full_name AS proposer, c.decided_at, c.decided_as, d.full_name AS decider, c.note,
       c.old_score, c.new_score, c.old_rank, c.new_rank
     FROM review_corrections c JOIN people p ON p.id = c.proposed_by LEFT JOIN people d ON d.id = c.decided_by";

/// In the order in which they were proposed.
pub async fn list<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<Vec<Row>, DbErr> {
    sql::all(conn, &format!("{CORRECTION} WHERE c.review_id = $1 ORDER BY c.id"), vec![review.into()]).await
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: CorrectionId) -> Result<Option<Row>, DbErr> {
    sql::one(conn, &format!("{CORRECTION} WHERE c.id = $1"), vec![id.into()]).await
}

/// How many were applied to a review: what a page was made from.
pub async fn applied<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<i64, DbErr> {
    let statement = "SELECT COUNT(*) FROM review_corrections WHERE review_id = $1 AND state = 'applied'";
    sql::number(conn, statement, vec![review.into()]).await
}

/// One that waits, with the review and whose it is.
#[derive(Clone, Debug, FromQueryResult)]
pub struct WaitingRow {
    pub review_id: ReviewId,
    pub owner: String,
    pub year_name: String,
    pub since: i64,
}

fn for_others(person: usize) -> String {
    format!(
        " FROM review_corrections c JOIN reviews w ON w.id = c.review_id JOIN target_sets s ON s.id = w.set_id
          JOIN people p ON p.id = s.person_id JOIN fiscal_years y ON y.id = s.fiscal_year_id
          WHERE c.state = 'waiting' AND s.person_id <> ${person} AND c.proposed_by <> ${person}"
    )
}

/// Reviews with a correction that `person` may decide: neither their own nor proposed by them; oldest first.
pub async fn waiting_for<C: ConnectionTrait>(conn: &C, person: PersonId, limit: i64) -> Result<Vec<WaitingRow>, DbErr> {
    let statement = format!(
        "SELECT w.id AS review_id, p.full_name AS owner, y.name AS year_name, MIN(c.proposed_at) AS since{}
         GROUP BY w.id, p.full_name, y.name ORDER BY since, w.id LIMIT $2",
        for_others(1)
    );
    sql::all(conn, &statement, vec![person.into(), limit.into()]).await
}

pub async fn count_waiting_for<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<i64, DbErr> {
    sql::number(conn, &format!("SELECT COUNT(DISTINCT w.id){}", for_others(1)), vec![person.into()]).await
}

/// What is proposed, before anybody decided on it.
pub struct New<'a> {
    pub field: &'a CorrectedField,
    pub old_value: &'a str,
    pub new_value: &'a str,
    pub reason: &'a str,
}

/// `applied`: nobody has to confirm it.
pub async fn insert(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    by: Actor,
    new: &New<'_>,
    applied: bool,
) -> Result<CorrectionId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO review_corrections
             (review_id, field, old_value, new_value, reason, state, proposed_at, proposed_by, proposed_as, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '') RETURNING id",
        vec![
            proof.key().into(),
            new.field.name().into(),
            new.old_value.into(),
            new.new_value.into(),
            new.reason.into(),
            if applied { APPLIED } else { WAITING }.into(),
            uow.now().0.into(),
            by.person.into(),
            by.role.code().into(),
        ],
    )
    .await?;
    Ok(CorrectionId(id))
}

/// Scores and ranks before and after.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    pub scores: (Option<Score>, Option<Score>),
    pub ranks: (Option<String>, Option<String>),
}

/// Writes down what was decided; `false` when somebody else decided first.
pub async fn decide(
    uow: &UnitOfWork,
    _: &Authorized<ReviewId>,
    id: CorrectionId,
    by: Actor,
    state: &str,
    note: &str,
    effect: &Effect,
) -> Result<bool> {
    let score = |score: Option<Score>| score.map(Score::ten_thousandths);
    let decided = sql::run(
        uow.conn(),
        "UPDATE review_corrections SET state = $2, decided_at = $3, decided_by = $4, decided_as = $5, note = $6,
             old_score = $7, new_score = $8, old_rank = $9, new_rank = $10 WHERE id = $1 AND state = 'waiting'",
        vec![
            id.into(),
            state.into(),
            uow.now().0.into(),
            by.person.into(),
            by.role.code().into(),
            note.into(),
            score(effect.scores.0).into(),
            score(effect.scores.1).into(),
            effect.ranks.0.clone().into(),
            effect.ranks.1.clone().into(),
        ],
    )
    .await?;
    Ok(decided == 1)
}

/// Puts a value into its place.
pub async fn write(uow: &UnitOfWork, proof: &Authorized<ReviewId>, field: &CorrectedField, value: &str) -> Result<()> {
    let rating = || -> Result<Value> { Ok(value.parse::<Rating>().map_err(ServiceError::broken)?.value().into()) };
    let (table, column, key, value): (_, _, _, Value) = match field {
        CorrectedField::JobDescription => ("reviews", "job_description", None, value.into()),
        CorrectedField::CareerPath => ("reviews", "career_path", None, value.into()),
        CorrectedField::Summary => ("reviews", "summary", None, value.into()),
        CorrectedField::SelfRating(key) => ("review_items", "self_rating", Some(key), rating()?),
        CorrectedField::Result(key) => ("review_items", "self_result", Some(key), value.into()),
        CorrectedField::Rating(key) => ("review_items", "rating", Some(key), rating()?),
        CorrectedField::Comment(key) => ("review_items", "comment", Some(key), value.into()),
    };
    let mut values = vec![proof.key().into(), value];
    let clause = match key {
        Some(key) => {
            values.push(key.0.clone().into());
            "review_id = $1 AND row_key = $3"
        }
        None => "id = $1",
    };
    sql::run(uow.conn(), &format!("UPDATE {table} SET {column} = $2 WHERE {clause}"), values).await?;
    Ok(())
}

/// The reviewer's score and the rank that follows from it.
pub async fn set_score(uow: &UnitOfWork, proof: &Authorized<ReviewId>, score: Score, rank: Option<&str>) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE reviews SET score = $2, rank = $3 WHERE id = $1",
        vec![proof.key().into(), score.ten_thousandths().into(), rank.map(str::to_owned).into()],
    )
    .await?;
    Ok(())
}

pub async fn set_self_score(uow: &UnitOfWork, proof: &Authorized<ReviewId>, score: Score) -> Result<()> {
    let statement = "UPDATE reviews SET self_score = $2 WHERE id = $1";
    sql::run(uow.conn(), statement, vec![proof.key().into(), score.ten_thousandths().into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Bands {
    bands: String,
}

/// The very version of a table that ranked a review (R20).
pub async fn table<C: ConnectionTrait>(conn: &C, id: RankTableId) -> Result<Option<RankTable>> {
    let found: Option<Bands> = sql::one(conn, "SELECT bands FROM rank_tables WHERE id = $1", vec![id.into()]).await?;
    found.map(|row| serde_json::from_str(&row.bands).map_err(ServiceError::broken)).transpose()
}
