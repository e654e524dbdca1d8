//! Drafts as they are typed, their versions, and what was handed over.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        draft::{DraftContent, RowKey},
        ids::{GoalId, RevisionId, TargetSetId},
        policy::Authorized,
        target::{SubmittedContent, Target},
        time::Timestamp,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

/// Saved versions kept per draft, for forms made from an older one and for saves sent twice. Handed-over and unmerged
/// ones are kept for good.
const KEPT: i64 = 60;

pub fn parse(stored: &str) -> Result<DraftContent> {
    serde_json::from_str(stored).map_err(ServiceError::broken)
}

pub fn written(content: &DraftContent) -> Result<String> {
    serde_json::to_string(content).map_err(ServiceError::broken)
}

#[derive(FromQueryResult)]
struct Text {
    content: String,
}

pub async fn draft<C: ConnectionTrait>(conn: &C, revision: RevisionId) -> Result<DraftContent> {
    let found: Option<Text> =
        sql::one(conn, "SELECT draft AS content FROM target_revisions WHERE id = $1", vec![revision.into()]).await?;
    parse(&found.ok_or_else(|| ServiceError::broken("a set without its revision"))?.content)
}

#[derive(Clone, Debug, FromQueryResult)]
struct VersionRow {
    version: i64,
    kind: String,
    saved_at: i64,
    content: String,
}

pub struct Version {
    pub version: i64,
    pub kind: String,
    pub saved_at: Timestamp,
    pub content: DraftContent,
}

impl VersionRow {
    fn version(self) -> Result<Version> {
        Ok(Version { version: self.version, kind: self.kind, saved_at: Timestamp(self.saved_at), content: parse(&self.content)? })
    }
}

/// The version a save made, when it arrived before.
pub async fn by_save_id<C: ConnectionTrait>(conn: &C, revision: RevisionId, save_id: &str) -> Result<Option<Version>> {
    let row: Option<VersionRow> = sql::one(
        conn,
        "SELECT version, kind, saved_at, content FROM draft_versions WHERE revision_id = $1 AND save_id = $2",
        vec![revision.into(), save_id.into()],
    )
    .await?;
    row.map(VersionRow::version).transpose()
}

/// What a page was made from; nothing when that version is no longer kept.
pub async fn by_version<C: ConnectionTrait>(conn: &C, revision: RevisionId, version: i64, kind: &str) -> Result<Option<Version>> {
    let row: Option<VersionRow> = sql::one(
        conn,
        "SELECT version, kind, saved_at, content FROM draft_versions WHERE revision_id = $1 AND version = $2 AND kind = $3",
        vec![revision.into(), version.into(), kind.into()],
    )
    .await?;
    row.map(VersionRow::version).transpose()
}

/// Stores the next version. `false` when the draft is no longer at `version`: somebody saved in between.
pub async fn save(
    uow: &UnitOfWork,
    proof: &Authorized<TargetSetId>,
    revision: RevisionId,
    version: i64,
    save_id: &str,
    content: &DraftContent,
) -> Result<bool> {
    let text = written(content)?;
    let saved = sql::run(
        uow.conn(),
        "UPDATE target_revisions SET draft = $4, version = $3 + 1, draft_saved_at = $5 WHERE id = $1 AND set_id = $2 AND version = $3",
        vec![revision.into(), proof.key().into(), version.into(), text.clone().into(), uow.now().0.into()],
    )
    .await?;
    if saved == 0 {
        return Ok(false);
    }
    keep(uow, revision, version + 1, "saved", save_id, &text).await?;
    sql::run(
        uow.conn(),
        "DELETE FROM draft_versions WHERE revision_id = $1 AND kind = 'saved' AND version < $2",
        vec![revision.into(), (version + 1 - KEPT).into()],
    )
    .await?;
    Ok(true)
}

/// Keeps a form whose texts could not all be merged, until its writer picks.
pub async fn keep_unmerged(
    uow: &UnitOfWork,
    _: &Authorized<TargetSetId>,
    revision: RevisionId,
    version: i64,
    save_id: &str,
    content: &DraftContent,
) -> Result<()> {
    keep(uow, revision, version, "unmerged", save_id, &written(content)?).await
}

pub async fn forget_unmerged(uow: &UnitOfWork, _: &Authorized<TargetSetId>, revision: RevisionId, version: i64) -> Result<()> {
    sql::run(
        uow.conn(),
        "DELETE FROM draft_versions WHERE revision_id = $1 AND version = $2 AND kind = 'unmerged'",
        vec![revision.into(), version.into()],
    )
    .await?;
    Ok(())
}

async fn keep(uow: &UnitOfWork, revision: RevisionId, version: i64, kind: &str, save_id: &str, text: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO draft_versions (revision_id, version, kind, save_id, saved_at, content) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![revision.into(), version.into(), kind.into(), save_id.into(), uow.now().0.into(), text.into()],
    )
    .await?;
    Ok(())
}

/// Writes what is handed over: rows with types, and the text as it was, for good.
pub async fn hand_over(
    uow: &UnitOfWork,
    _: &Authorized<TargetSetId>,
    revision: RevisionId,
    version: i64,
    late: bool,
    submitted: &SubmittedContent,
    draft: &DraftContent,
) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM targets WHERE revision_id = $1", vec![revision.into()]).await?;
    let statement = format!(
        "INSERT INTO targets (revision_id, position, row_key, task, kpi, weight, difficulty, goal_id) VALUES {}",
        sql::value_rows(submitted.targets.len(), 8)
    );
    let mut values = Vec::new();
    for (position, target) in submitted.targets.iter().enumerate() {
        values.extend([
            revision.into(),
            i64::try_from(position).unwrap_or_default().into(),
            target.key.0.clone().into(),
            target.task.clone().into(),
            target.kpi.clone().into(),
            target.weight.into(),
            target.difficulty.code().into(),
            target.goal.into(),
        ]);
    }
    sql::run(uow.conn(), &statement, values).await?;
    sql::run(
        uow.conn(),
        "UPDATE target_revisions SET submitted_at = $2, submitted_late = $3, role_text = $4, goal_text = $5 WHERE id = $1",
        vec![
            revision.into(),
            uow.now().0.into(),
            late.into(),
            submitted.current_role.clone().into(),
            submitted.long_term_goal.clone().into(),
        ],
    )
    .await?;
    keep(uow, revision, version, "submitted", &format!("submitted-{}", crate::server::entropy::short_id()), &written(draft)?)
        .await
}

#[derive(FromQueryResult)]
struct HandedOver {
    submitted_at: Option<i64>,
    role_text: String,
    goal_text: String,
}

#[derive(FromQueryResult)]
struct TargetRow {
    row_key: String,
    task: String,
    kpi: String,
    weight: i64,
    difficulty: String,
    goal_id: Option<GoalId>,
    goal: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Submission {
    pub at: Timestamp,
    pub content: SubmittedContent,
    /// Titles of the goals served, beside the targets.
    pub goals: Vec<Option<String>>,
}

/// What was handed over last.
pub async fn submission<C: ConnectionTrait>(conn: &C, revision: RevisionId) -> Result<Option<Submission>> {
    let head: Option<HandedOver> =
        sql::one(conn, "SELECT submitted_at, role_text, goal_text FROM target_revisions WHERE id = $1", vec![revision.into()])
            .await?;
    let Some(HandedOver { submitted_at: Some(at), role_text, goal_text }) = head else { return Ok(None) };
    let rows: Vec<TargetRow> = sql::all(
        conn,
        "SELECT t.row_key, t.task, t.kpi, t.weight, t.difficulty, t.goal_id, g.title AS goal
         FROM targets t LEFT JOIN goals g ON g.id = t.goal_id WHERE t.revision_id = $1 ORDER BY t.position",
        vec![revision.into()],
    )
    .await?;
    let mut goals = Vec::with_capacity(rows.len());
    let mut targets = Vec::with_capacity(rows.len());
    for row in rows {
        goals.push(row.goal);
        targets.push(Target {
            key: RowKey(row.row_key),
            task: row.task,
            kpi: row.kpi,
            weight: row.weight,
            difficulty: row.difficulty.parse().map_err(ServiceError::broken)?,
            goal: row.goal_id,
        });
    }
    let content = SubmittedContent { current_role: role_text, long_term_goal: goal_text, targets };
    Ok(Some(Submission { at: Timestamp(at), content, goals }))
}

/// What was handed over the time before the last, as it was typed.
pub async fn previous_submission<C: ConnectionTrait>(conn: &C, revision: RevisionId) -> Result<Option<Version>> {
    let row: Option<VersionRow> = sql::one(
        conn,
        "SELECT version, kind, saved_at, content FROM draft_versions
         WHERE revision_id = $1 AND kind = 'submitted' ORDER BY id DESC LIMIT 1 OFFSET 1",
        vec![revision.into()],
    )
    .await?;
    row.map(VersionRow::version).transpose()
}

/// How many versions are stored of a revision, for tests and bounds.
pub async fn versions<C: ConnectionTrait>(conn: &C, revision: RevisionId) -> Result<i64, DbErr> {
    sql::number(conn, "SELECT COUNT(*) FROM draft_versions WHERE revision_id = $1", vec![revision.into()]).await
}
