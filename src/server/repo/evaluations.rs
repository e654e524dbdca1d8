//! The two halves of a review as they are typed and as they were handed over. The employee's repository functions write the
//! employee's columns, the reviewer's theirs, and neither the other's (R17).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        draft::RowKey,
        evaluation::{ManagerEvaluation, ManagerRating, SelfEvaluation, SelfRating},
        ids::{PersonId, RankTableId, ReviewId},
        policy::Authorized,
        score::{Rating, Score},
        target::Target,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::{Serialize, de::DeserializeOwned};

/// Saved versions kept per half, for forms made from an older one and for saves sent twice.
const KEPT: i64 = 60;

/// Who writes, and for whom: "Bob Tanaka for Alice Mori" (R24).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Author {
    pub person: PersonId,
    pub acting_for: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Own,
    Manager,
}

impl Side {
    fn code(self) -> &'static str {
        match self {
            Side::Own => "self",
            Side::Manager => "manager",
        }
    }
}

#[derive(FromQueryResult)]
struct Text {
    content: String,
}

/// The draft of one half; `None` before the first save.
pub async fn draft<D: DeserializeOwned, C: ConnectionTrait>(conn: &C, review: ReviewId, side: Side) -> Result<Option<D>> {
    let statement = format!("SELECT {}_draft AS content FROM reviews WHERE id = $1", side.code());
    let found: Option<Text> = sql::one(conn, &statement, vec![review.into()]).await?;
    let text = found.ok_or_else(|| ServiceError::broken("a review without its row"))?.content;
    if text.is_empty() { Ok(None) } else { serde_json::from_str(&text).map(Some).map_err(ServiceError::broken) }
}

pub struct Version<D> {
    pub saved_at: i64,
    pub content: D,
}

#[derive(FromQueryResult)]
struct VersionRow {
    saved_at: i64,
    content: String,
}

fn version<D: DeserializeOwned>(row: Option<VersionRow>) -> Result<Option<Version<D>>> {
    row.map(|row| {
        Ok(Version { saved_at: row.saved_at, content: serde_json::from_str(&row.content).map_err(ServiceError::broken)? })
    })
    .transpose()
}

/// The version a save made, when it arrived before.
pub async fn by_save_id<D: DeserializeOwned, C: ConnectionTrait>(
    conn: &C,
    review: ReviewId,
    side: Side,
    save_id: &str,
) -> Result<Option<Version<D>>> {
    version(
        sql::one(
            conn,
            "SELECT saved_at, content FROM review_versions WHERE review_id = $1 AND side = $2 AND save_id = $3",
            vec![review.into(), side.code().into(), save_id.into()],
        )
        .await?,
    )
}

/// What a page was made from; nothing when that version is no longer kept.
pub async fn by_version<D: DeserializeOwned, C: ConnectionTrait>(
    conn: &C,
    review: ReviewId,
    side: Side,
    number: i64,
) -> Result<Option<Version<D>>> {
    version(
        sql::one(
            conn,
            "SELECT saved_at, content FROM review_versions
             WHERE review_id = $1 AND side = $2 AND version = $3 AND kind = 'saved'",
            vec![review.into(), side.code().into(), number.into()],
        )
        .await?,
    )
}

/// Stores the next version. `false` when the draft is no longer at `version`: somebody saved in between.
pub async fn save<D: Serialize>(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    side: Side,
    author: Author,
    version: i64,
    save_id: &str,
    content: &D,
) -> Result<bool> {
    let text = serde_json::to_string(content).map_err(ServiceError::broken)?;
    let column = side.code();
    let saved = sql::run(
        uow.conn(),
        &format!(
            "UPDATE reviews SET {column}_draft = $3, {column}_version = $2 + 1, {column}_saved_at = $4
             WHERE id = $1 AND {column}_version = $2"
        ),
        vec![proof.key().into(), version.into(), text.clone().into(), uow.now().0.into()],
    )
    .await?;
    if saved == 0 {
        return Ok(false);
    }
    keep(uow, proof.key(), side, author, version + 1, "saved", save_id, &text).await?;
    sql::run(
        uow.conn(),
        // What stood there when somebody handed it over stays, for them to read (R26).
        "DELETE FROM review_versions WHERE review_id = $1 AND side = $2 AND kind = 'saved' AND version < $3
             AND NOT EXISTS (SELECT 1 FROM handovers h WHERE h.review_id = $1 AND h.manager_version = review_versions.version)",
        vec![proof.key().into(), side.code().into(), (version + 1 - KEPT).into()],
    )
    .await?;
    Ok(true)
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
async fn keep(
    uow: &UnitOfWork,
    review: ReviewId,
    side: Side,
    author: Author,
    version: i64,
    kind: &str,
    save_id: &str,
    text: &str,
) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO review_versions (review_id, side, version, kind, save_id, saved_at, author_id, content, for_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            review.into(),
            side.code().into(),
            version.into(),
            kind.into(),
            save_id.into(),
            uow.now().0.into(),
            author.person.into(),
            text.into(),
            author.acting_for.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps what was handed over as it was typed, for good, with who wrote it (R22).
async fn keep_handed_over<D: Serialize>(
    uow: &UnitOfWork,
    review: ReviewId,
    side: Side,
    author: Author,
    version: i64,
    draft: &D,
) -> Result<()> {
    let text = serde_json::to_string(draft).map_err(ServiceError::broken)?;
    let save_id = format!("submitted-{}", crate::server::entropy::short_id());
    keep(uow, review, side, author, version, "submitted", &save_id, &text).await
}

/// Writes the employee's half for others to read. Only targets that differ from the approved ones count as changed.
#[expect(clippy::too_many_arguments, reason = "one hand-over, all of it needed")]
pub async fn hand_over_self<D: Serialize>(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    author: PersonId,
    version: i64,
    late: bool,
    own: &SelfEvaluation,
    approved: &[Target],
    score: Score,
    draft: &D,
) -> Result<()> {
    let review = proof.key();
    sql::run(
        uow.conn(),
        "UPDATE reviews SET job_description = $2, career_path = $3, self_submitted_at = $4, self_late = $5, self_score = $6,
             without_self = $7 WHERE id = $1",
        vec![
            review.into(),
            own.job_description.clone().into(),
            own.career_path.clone().into(),
            uow.now().0.into(),
            late.into(),
            score.ten_thousandths().into(),
            false.into(),
        ],
    )
    .await?;
    for item in &own.items {
        let of = |targets: &'_ [Target]| targets.iter().find(|target| target.key == item.key).cloned();
        let change = own.changed.as_deref().and_then(of).filter(|changed| of(approved).as_ref() != Some(changed));
        let change = change.as_ref();
        sql::run(
            uow.conn(),
            "UPDATE review_items SET self_rating = $3, self_result = $4, changed_task = $5, changed_kpi = $6, changed_weight = $7,
                 changed_difficulty = $8 WHERE review_id = $1 AND row_key = $2",
            vec![
                review.into(),
                item.key.0.clone().into(),
                item.rating.value().into(),
                item.result.clone().into(),
                change.map(|target| target.task.clone()).into(),
                change.map(|target| target.kpi.clone()).into(),
                change.map(|target| target.weight).into(),
                change.map(|target| target.difficulty.code().to_owned()).into(),
            ],
        )
        .await?;
    }
    keep_handed_over(uow, review, Side::Own, Author { person: author, acting_for: None }, version, draft).await
}

/// Writes the reviewer's half: texts, ratings, score and the rank that follows.
#[expect(clippy::too_many_arguments, reason = "one hand-over, all of it needed")]
pub async fn hand_over_manager<D: Serialize>(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    by: Author,
    version: i64,
    evaluation: &ManagerEvaluation,
    score: Score,
    rank: Option<(&str, RankTableId)>,
    draft: &D,
) -> Result<()> {
    let review = proof.key();
    sql::run(
        uow.conn(),
        "UPDATE reviews SET summary = $2, evaluated_at = $3, evaluated_by = $4, changes_accepted = $5, score = $6, rank = $7,
             rank_table_id = $8, evaluated_for = $9 WHERE id = $1",
        vec![
            review.into(),
            evaluation.summary.clone().into(),
            uow.now().0.into(),
            by.person.into(),
            evaluation.accepted.into(),
            score.ten_thousandths().into(),
            rank.map(|(rank, _)| rank.to_owned()).into(),
            rank.map(|(_, table)| table).into(),
            by.acting_for.into(),
        ],
    )
    .await?;
    for item in &evaluation.items {
        sql::run(
            uow.conn(),
            "UPDATE review_items SET rating = $3, comment = $4 WHERE review_id = $1 AND row_key = $2",
            vec![review.into(), item.key.0.clone().into(), item.rating.value().into(), item.comment.clone().into()],
        )
        .await?;
    }
    keep_handed_over(uow, review, Side::Manager, by, version, draft).await
}

/// Says who wrote these fields of the reviewer's half as they stand now (R22).
pub async fn set_authors(uow: &UnitOfWork, proof: &Authorized<ReviewId>, by: Author, fields: &[String]) -> Result<()> {
    for field in fields {
        sql::run(
            uow.conn(),
            "INSERT INTO review_text_authors (review_id, field, author_id, for_id, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (review_id, field) DO UPDATE SET author_id = $3, for_id = $4, at = $5",
            vec![proof.key().into(), field.clone().into(), by.person.into(), by.acting_for.into(), uow.now().0.into()],
        )
        .await?;
    }
    Ok(())
}

/// Who wrote a field of the reviewer's half.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TextAuthor {
    pub field: String,
    pub author: String,
    pub acting_for: Option<String>,
}

pub async fn authors<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<Vec<TextAuthor>, DbErr> {
    sql::all(
        conn,
        "SELECT t.field, p.full_name AS author, o.full_name AS acting_for FROM review_text_authors t
         JOIN people p ON p.id = t.author_id LEFT JOIN people o ON o.id = t.for_id WHERE t.review_id = $1 ORDER BY t.field",
        vec![review.into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct SelfHead {
    job_description: String,
    career_path: String,
}

#[derive(FromQueryResult)]
struct SelfRow {
    row_key: String,
    self_rating: Option<i64>,
    self_result: String,
    changed_task: Option<String>,
    changed_kpi: Option<String>,
    changed_weight: Option<i64>,
    changed_difficulty: Option<String>,
}

fn rating(stored: Option<i64>) -> Result<Rating> {
    stored.and_then(Rating::from_value).ok_or_else(|| ServiceError::broken("a handed-over item without its rating"))
}

/// The employee's half as handed over. `approved` are the targets it is about.
pub async fn self_part<C: ConnectionTrait>(conn: &C, review: ReviewId, approved: &[Target]) -> Result<SelfEvaluation> {
    let head: Option<SelfHead> =
        sql::one(conn, "SELECT job_description, career_path FROM reviews WHERE id = $1", vec![review.into()]).await?;
    let head = head.ok_or_else(|| ServiceError::broken("a review without its row"))?;
    let rows: Vec<SelfRow> = sql::all(
        conn,
        "SELECT row_key, self_rating, self_result, changed_task, changed_kpi, changed_weight, changed_difficulty
         FROM review_items WHERE review_id = $1 ORDER BY position",
        vec![review.into()],
    )
    .await?;
    let mut changed = approved.to_vec();
    let mut any = false;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(SelfRating { key: RowKey(row.row_key.clone()), rating: rating(row.self_rating)?, result: row.self_result });
        let target = changed.iter_mut().find(|target| target.key.0 == row.row_key);
        if let (Some(target), Some(task), Some(kpi), Some(weight), Some(difficulty)) =
            (target, row.changed_task, row.changed_kpi, row.changed_weight, row.changed_difficulty)
        {
            any = true;
            target.task = task;
            target.kpi = kpi;
            target.weight = weight;
            target.difficulty = difficulty.parse().map_err(ServiceError::broken)?;
        }
    }
    Ok(SelfEvaluation {
        job_description: head.job_description,
        career_path: head.career_path,
        items,
        changed: any.then_some(changed),
    })
}

#[derive(FromQueryResult)]
struct ManagerHead {
    summary: String,
    changes_accepted: Option<bool>,
}

#[derive(FromQueryResult)]
struct ManagerRow {
    row_key: String,
    rating: Option<i64>,
    comment: String,
}

/// The reviewer's half as handed over.
pub async fn manager_part<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<ManagerEvaluation> {
    let head: Option<ManagerHead> =
        sql::one(conn, "SELECT summary, changes_accepted FROM reviews WHERE id = $1", vec![review.into()]).await?;
    let head = head.ok_or_else(|| ServiceError::broken("a review without its row"))?;
    let rows: Vec<ManagerRow> = sql::all(
        conn,
        "SELECT row_key, rating, comment FROM review_items WHERE review_id = $1 ORDER BY position",
        vec![review.into()],
    )
    .await?;
    let items = rows
        .into_iter()
        .map(|row| Ok(ManagerRating { key: RowKey(row.row_key), rating: rating(row.rating)?, comment: row.comment }))
        .collect::<Result<_>>()?;
    Ok(ManagerEvaluation { summary: head.summary, items, accepted: head.changes_accepted })
}

/// What the score of one review is made of, for recomputing many at once (R27).
#[derive(Clone, Debug, FromQueryResult)]
pub struct Factor {
    pub review_id: ReviewId,
    pub weight: i64,
    pub difficulty: String,
    pub rating: Option<i64>,
}

const FACTOR: &str = "SELECT w.id AS review_id,
       CASE WHEN w.changes_accepted IS TRUE AND i.changed_weight IS NOT NULL THEN i.changed_weight ELSE t.weight END AS weight,
       CASE WHEN w.changes_accepted IS TRUE AND i.changed_weight IS NOT NULL THEN i.changed_difficulty ELSE t.difficulty END
           AS difficulty,
       i.rating
FROM reviews w
JOIN review_items i ON i.review_id = w.id
JOIN targets t ON t.revision_id = w.revision_id AND t.row_key = i.row_key";

/// Weights, difficulties and ratings that count, of every review that has a score in a year.
pub async fn factors<C: ConnectionTrait>(conn: &C, year: crate::domain::ids::FiscalYearId) -> Result<Vec<Factor>, DbErr> {
    let statement = format!("{FACTOR} JOIN target_sets s ON s.id = w.set_id WHERE s.fiscal_year_id = $1 AND w.score IS NOT NULL");
    sql::all(conn, &statement, vec![year.into()]).await
}

/// The same of these reviews, as far as they have a score.
pub async fn factors_of<C: ConnectionTrait>(conn: &C, reviews: &[ReviewId]) -> Result<Vec<Factor>, DbErr> {
    let mut factors = Vec::new();
    for batch in reviews.chunks(500) {
        let statement = format!("{FACTOR} WHERE w.score IS NOT NULL AND w.id IN ({})", sql::placeholders(1, batch.len()));
        factors.extend(sql::all(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?);
    }
    Ok(factors)
}
