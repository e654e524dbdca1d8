//! What a reviewer handed over with a person who was transferred: where it stood that day, so that it can be read as it was (R26).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{FiscalYearId, HandoverId, PersonId, ReviewId, RevisionId, TargetSetId, TransferId},
        policy::handovers::HandoverFacts,
        review::ReviewState,
        target::SetState,
        time::Date,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

const BATCH: usize = 400;

/// One set as it stands, with its review.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Held {
    pub set_id: TargetSetId,
    pub person_id: PersonId,
    pub year_name: String,
    pub reviewer_id: Option<PersonId>,
    pub archived: bool,
    pub revision_id: RevisionId,
    pub set_state: String,
    pub submitted: bool,
    pub review_id: Option<ReviewId>,
    pub review_state: Option<String>,
    pub closed_from: Option<String>,
    pub manager_version: Option<i64>,
    pub rank: Option<String>,
    pub adjusted_rank: Option<String>,
}

impl Held {
    /// The state in which the reviewer reads it: of what was closed unfinished, the one before.
    fn read_in(&self) -> Option<&str> {
        self.closed_from.as_deref().or(self.review_state.as_deref())
    }

    /// Something will still happen to it.
    pub fn is_open(&self) -> Result<bool> {
        let set: SetState = self.set_state.parse().map_err(ServiceError::broken)?;
        let review = self.review_state.as_deref().map(str::parse::<ReviewState>).transpose().map_err(ServiceError::broken)?;
        Ok(!self.archived && set != SetState::NotAssessed && review.is_none_or(|review| !review.is_final()))
    }
}

/// Whose sets are looked at: everybody's of these people, or these.
pub enum Of<'a> {
    People(&'a [PersonId]),
    Sets(&'a [TargetSetId]),
}

/// All sets of these people, over all years, as they stand now.
pub async fn held<C: ConnectionTrait>(conn: &C, of: Of<'_>) -> Result<Vec<Held>, DbErr> {
    let (column, ids): (&str, Vec<sea_orm::Value>) = match of {
        Of::People(people) => ("s.person_id", people.iter().map(|id| (*id).into()).collect()),
        Of::Sets(sets) => ("s.id", sets.iter().map(|id| (*id).into()).collect()),
    };
    let mut found = Vec::new();
    for batch in ids.chunks(BATCH) {
        let statement = format!(
            "SELECT s.id AS set_id, s.person_id, y.name AS year_name,
                    COALESCE(s.named_reviewer_id, p.manager_id) AS reviewer_id,
                    EXISTS (SELECT 1 FROM year_closings c WHERE c.fiscal_year_id = s.fiscal_year_id) AS archived,
                    r.id AS revision_id, r.state AS set_state, (r.submitted_at IS NOT NULL) AS submitted,
                    w.id AS review_id, w.state AS review_state,
                    CASE WHEN w.state = 'not_assessed' THEN (SELECT e.from_state FROM review_events e
                        WHERE e.review_id = w.id AND e.action = 'close_unfinished' ORDER BY e.id DESC LIMIT 1) END AS closed_from,
                    w.manager_version, w.rank, w.adjusted_rank
             FROM target_sets s JOIN people p ON p.id = s.person_id JOIN fiscal_years y ON y.id = s.fiscal_year_id
             JOIN target_revisions r ON r.set_id = s.id
                  AND r.number = (SELECT MAX(n.number) FROM target_revisions n WHERE n.set_id = s.id)
             LEFT JOIN reviews w ON w.set_id = s.id
             WHERE {column} IN ({}) ORDER BY s.id",
            sql::placeholders(1, batch.len())
        );
        found.extend(sql::all::<Held, _>(conn, &statement, batch.to_vec()).await?);
    }
    Ok(found)
}

/// One set passing from one reviewer to the next.
pub struct NewHandover<'a> {
    pub transfer: Option<TransferId>,
    pub held: &'a Held,
    pub next: Option<PersonId>,
    pub on: Date,
    /// In the middle of its cycle, which its pages say from then on.
    pub midcycle: bool,
}

pub async fn insert_many(uow: &UnitOfWork, new: &[NewHandover<'_>]) -> Result<()> {
    for batch in new.chunks(200) {
        let statement = format!(
            "INSERT INTO handovers (transfer_id, set_id, former_id, next_id, at, effective_on, midcycle, revision_id, set_state,
                 submitted, review_id, review_state, manager_version, rank, adjusted_rank) VALUES {}",
            sql::value_rows(batch.len(), 15)
        );
        let mut values = Vec::with_capacity(batch.len() * 15);
        for NewHandover { transfer, held, next, on, midcycle } in batch {
            values.extend([
                (*transfer).into(),
                held.set_id.into(),
                held.reviewer_id.into(),
                (*next).into(),
                uow.now().0.into(),
                on.to_string().into(),
                (*midcycle).into(),
                held.revision_id.into(),
                held.set_state.clone().into(),
                held.submitted.into(),
                held.review_id.into(),
                held.read_in().map(str::to_owned).into(),
                held.manager_version.into(),
                held.rank.clone().into(),
                held.adjusted_rank.clone().into(),
            ]);
        }
        sql::run(uow.conn(), &statement, values).await?;
    }
    Ok(())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct HandoverRow {
    pub id: HandoverId,
    pub set_id: TargetSetId,
    pub person_id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub fiscal_year_id: FiscalYearId,
    pub year_name: String,
    pub former_id: Option<PersonId>,
    pub former: Option<String>,
    pub next: Option<String>,
    pub at: i64,
    pub effective_on: String,
    pub revision_id: RevisionId,
    pub set_state: String,
    pub submitted: bool,
    pub review_id: Option<ReviewId>,
    pub review_state: Option<String>,
    pub manager_version: Option<i64>,
    pub rank: Option<String>,
    pub adjusted_rank: Option<String>,
    /// What a mid-year revision of that day was about to change (R13).
    pub approved_before: Option<RevisionId>,
}

impl HandoverRow {
    pub fn facts(&self) -> Result<HandoverFacts> {
        Ok(HandoverFacts {
            handover: self.id,
            owner: self.person_id,
            former: self.former_id,
            set_state: self.set_state.parse().map_err(ServiceError::broken)?,
            submitted: self.submitted,
            approved_before: self.approved_before.is_some(),
            review_state: self.review_state.as_deref().map(str::parse).transpose().map_err(ServiceError::broken)?,
        })
    }
}

const HANDOVER: &str = "SELECT h.id, h.set_id, s.person_id, p.employee_no, p.full_name, s.fiscal_year_id, y.name AS year_name,
       h.former_id, f.full_name AS former, n.full_name AS next, h.at, h.effective_on, h.revision_id, h.set_state, h.submitted,
       h.review_id, h.review_state, h.manager_version, h.rank, h.adjusted_rank,
       (SELECT o.id FROM target_revisions o JOIN target_revisions r ON r.id = h.revision_id
        WHERE o.set_id = h.set_id AND o.state = 'target_setting_complete' AND o.number < r.number
        ORDER BY o.number DESC LIMIT 1) AS approved_before
FROM handovers h JOIN target_sets s ON s.id = h.set_id JOIN people p ON p.id = s.person_id
JOIN fiscal_years y ON y.id = s.fiscal_year_id
LEFT JOIN people f ON f.id = h.former_id LEFT JOIN people n ON n.id = h.next_id";

pub async fn find<C: ConnectionTrait>(conn: &C, id: HandoverId) -> Result<Option<HandoverRow>, DbErr> {
    sql::one(conn, &format!("{HANDOVER} WHERE h.id = $1"), vec![id.into()]).await
}

/// What somebody handed over to others, the newest first. What was about themself is not among it.
pub async fn by<C: ConnectionTrait>(conn: &C, former: PersonId, limit: i64, offset: i64) -> Result<Vec<HandoverRow>, DbErr> {
    let statement = format!(
        "{HANDOVER} WHERE h.former_id = $1 AND s.person_id <> $1 ORDER BY h.at DESC, y.starts_on DESC, p.full_name, h.id DESC LIMIT $2 OFFSET $3"
    );
    sql::all(conn, &statement, vec![former.into(), limit.into(), offset.into()]).await
}

pub async fn count_by<C: ConnectionTrait>(conn: &C, former: PersonId) -> Result<u64, DbErr> {
    let statement =
        "SELECT COUNT(*) FROM handovers h JOIN target_sets s ON s.id = h.set_id WHERE h.former_id = $1 AND s.person_id <> $1";
    Ok(u64::try_from(sql::number(conn, statement, vec![former.into()]).await?).unwrap_or_default())
}

/// When and from whom a set came in the middle of its cycle, the newest first.
pub async fn of_set<C: ConnectionTrait>(conn: &C, set: TargetSetId) -> Result<Vec<HandoverRow>, DbErr> {
    sql::all(conn, &format!("{HANDOVER} WHERE h.set_id = $1 AND h.midcycle ORDER BY h.id DESC"), vec![set.into()]).await
}

/// What was handed over of a draft of targets, or typed as a half of a review: the last text of a kind by then.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Text {
    pub saved_at: i64,
    pub content: String,
}

pub async fn targets_then<C: ConnectionTrait>(conn: &C, row: &HandoverRow) -> Result<Option<Text>, DbErr> {
    sql::one(
        conn,
        "SELECT saved_at, content FROM draft_versions WHERE revision_id = $1 AND kind = 'submitted' AND saved_at <= $2
         ORDER BY id DESC LIMIT 1",
        vec![row.revision_id.into(), row.at.into()],
    )
    .await
}

pub async fn self_then<C: ConnectionTrait>(conn: &C, row: &HandoverRow) -> Result<Option<Text>, DbErr> {
    sql::one(
        conn,
        "SELECT saved_at, content FROM review_versions WHERE review_id = $1 AND side = 'self' AND kind = 'submitted' AND saved_at <= $2
         ORDER BY id DESC LIMIT 1",
        vec![row.review_id.into(), row.at.into()],
    )
    .await
}

/// The reviewer's half as it stood, a draft too; and whose words they were.
pub async fn manager_then<C: ConnectionTrait>(conn: &C, row: &HandoverRow) -> Result<Option<Text>, DbErr> {
    sql::one(
        conn,
        "SELECT saved_at, content FROM review_versions WHERE review_id = $1 AND side = 'manager' AND version <= $2 AND saved_at <= $3
         ORDER BY version DESC, id DESC LIMIT 1",
        vec![row.review_id.into(), row.manager_version.into(), row.at.into()],
    )
    .await
}
