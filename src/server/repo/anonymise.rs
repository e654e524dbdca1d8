//! R6: what is left of somebody who is anonymised. Their name and addresses go, and the texts by and about them in their own records;
//! numbers stay. What they wrote as a reviewer belongs to the people it is about, and stays without their name.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        audit_mark::Removal,
        ids::{PersonId, ReviewId},
        policy::Authorized,
        time::Timestamp,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

const SETS: &str = "(SELECT s.id FROM target_sets s WHERE s.person_id = $1)";
const REVISIONS: &str = "(SELECT r.id FROM target_revisions r JOIN target_sets s ON s.id = r.set_id WHERE s.person_id = $1)";
const REVIEWS: &str = "(SELECT w.id FROM reviews w JOIN target_sets s ON s.id = w.set_id WHERE s.person_id = $1)";

/// Takes the texts away. `empty_draft` is what a draft of targets says when it says nothing.
pub async fn clear(uow: &UnitOfWork, proof: &Authorized<PersonId>, empty_draft: &str) -> Result<()> {
    let person = proof.key();
    for statement in [
        format!("UPDATE targets SET task = '', kpi = '' WHERE revision_id IN {REVISIONS}"),
        format!("DELETE FROM draft_versions WHERE revision_id IN {REVISIONS}"),
        format!("UPDATE set_events SET comment = '' WHERE set_id IN {SETS}"),
        "UPDATE target_sets SET exempt_reason = '' WHERE person_id = $1 AND exempt_reason IS NOT NULL".into(),
        format!(
            "UPDATE reviews SET self_draft = '', manager_draft = '', job_description = '', career_path = '', summary = '',
                 adjust_reason = CASE WHEN adjust_reason IS NULL THEN NULL ELSE '' END,
                 feedback_note = CASE WHEN feedback_note IS NULL THEN NULL ELSE '' END,
                 remark = CASE WHEN remark IS NULL THEN NULL ELSE '' END,
                 objection = CASE WHEN objection IS NULL THEN NULL ELSE '' END,
                 answer = CASE WHEN answer IS NULL THEN NULL ELSE '' END
             WHERE id IN {REVIEWS}"
        ),
        format!(
            "UPDATE review_items SET self_result = '', comment = '',
                 changed_task = CASE WHEN changed_task IS NULL THEN NULL ELSE '' END,
                 changed_kpi = CASE WHEN changed_kpi IS NULL THEN NULL ELSE '' END
             WHERE review_id IN {REVIEWS}"
        ),
        format!("DELETE FROM review_versions WHERE review_id IN {REVIEWS}"),
        format!("UPDATE review_events SET comment = '' WHERE review_id IN {REVIEWS}"),
        format!(
            "UPDATE review_corrections SET reason = '', note = '',
                 old_value = CASE WHEN field LIKE '%rating-%' THEN old_value ELSE '' END,
                 new_value = CASE WHEN field LIKE '%rating-%' THEN new_value ELSE '' END
             WHERE review_id IN {REVIEWS}"
        ),
        "UPDATE delegations SET note = '', answer = '' WHERE for_id = $1 OR delegate_id = $1".into(),
        format!(
            "UPDATE assist_suggestions SET prompt = '', facts = '', pseudonyms = '', suggestion = '' WHERE review_id IN {REVIEWS}"
        ),
        "UPDATE transfers SET reason = '' WHERE person_id = $1".into(),
        "DELETE FROM department_heads WHERE person_id = $1".into(),
        "UPDATE role_requests SET reason = '' WHERE person_id = $1".into(),
        "DELETE FROM one_time_links WHERE person_id = $1".into(),
        "DELETE FROM reset_requests WHERE person_id = $1".into(),
        "DELETE FROM directory_accounts WHERE person_id = $1".into(),
        "DELETE FROM directory_grants WHERE person_id = $1".into(),
        "DELETE FROM accounts WHERE person_id = $1".into(),
    ] {
        sql::run(uow.conn(), &statement, vec![person.into()]).await?;
    }
    sql::run(
        uow.conn(),
        &format!("UPDATE target_revisions SET draft = $2, role_text = '', goal_text = '' WHERE id IN {REVISIONS}"),
        vec![person.into(), empty_draft.into()],
    )
    .await?;
    super::sessions::end_others(uow, person, "").await
}

/// The record itself: what stands in place of a name is the number of the record. Department, type and grade stay, since figures
/// are counted by them.
pub async fn rename(uow: &UnitOfWork, proof: &Authorized<PersonId>, name: &str) -> Result<()> {
    let person = proof.key();
    let no = format!("former-{person}");
    let email = format!("former-{person}@anonymous.invalid");
    sql::run(
        uow.conn(),
        "UPDATE people SET employee_no = $2, full_name = $3, email = $4, email_folded = $4, job_title = '', manager_id = NULL,
                joined_on = NULL, search = $5, anonymised_at = $6, updated_at = $6 WHERE id = $1",
        vec![
            person.into(),
            no.clone().into(),
            name.into(),
            email.into(),
            format!("{name} {no}").to_lowercase().into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Employee files that were uploaded and name this person, whatever else they hold.
pub async fn forget_files(uow: &UnitOfWork, _: &Authorized<PersonId>, employee_no: &str, email: &str) -> Result<u64> {
    let values = vec![sql::anywhere_as_typed(employee_no).into(), sql::anywhere(email).into()];
    sql::run(
        uow.conn(),
        "DELETE FROM import_rows WHERE import_id IN
             (SELECT id FROM imports WHERE content LIKE $1 ESCAPE '\\' OR LOWER(content) LIKE $2 ESCAPE '\\')
             OR planned LIKE $1 ESCAPE '\\' OR LOWER(planned) LIKE $2 ESCAPE '\\'",
        values,
    )
    .await?;
    let forgotten = sql::run(
        uow.conn(),
        "UPDATE imports SET state = CASE WHEN applied_at IS NULL THEN 'cancelled' ELSE state END, content = '', applied_at = COALESCE(applied_at, $3)
         WHERE content LIKE $1 ESCAPE '\\' OR LOWER(content) LIKE $2 ESCAPE '\\'",
        vec![sql::anywhere_as_typed(employee_no).into(), sql::anywhere(email).into(), uow.now().0.into()],
    )
    .await?;
    Ok(forgotten)
}

/// Reasons that were given for their unfinished reviews when a year was closed (R29).
pub async fn forget_leftovers(uow: &UnitOfWork, proof: &Authorized<PersonId>) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Closing {
        id: i64,
        leftovers: String,
    }
    let reviews = reviews_of(uow, proof.key()).await?;
    let closings: Vec<Closing> = sql::all(uow.conn(), "SELECT id, leftovers FROM year_closings", vec![]).await?;
    for closing in closings {
        let mut reasons: Vec<(ReviewId, String)> = serde_json::from_str(&closing.leftovers).map_err(ServiceError::broken)?;
        let before = reasons.len();
        reasons.retain(|(review, _)| !reviews.contains(&review.0));
        if reasons.len() < before {
            let text = serde_json::to_string(&reasons).map_err(ServiceError::broken)?;
            let statement = "UPDATE year_closings SET leftovers = $2 WHERE id = $1";
            sql::run(uow.conn(), statement, vec![closing.id.into(), text.into()]).await?;
        }
    }
    Ok(())
}

/// Everybody who was anonymised, and when their record was made.
pub async fn removed<C: ConnectionTrait>(conn: &C) -> Result<Vec<Removal>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
        created_at: i64,
        anonymised_at: i64,
    }
    let statement = "SELECT id, created_at, anonymised_at FROM people WHERE anonymised_at IS NOT NULL ORDER BY id";
    let rows: Vec<Row> = sql::all(conn, statement, vec![]).await?;
    let removal = |row: Row| Removal { person: row.id, created: Timestamp(row.created_at), at: Timestamp(row.anonymised_at) };
    Ok(rows.into_iter().map(removal).collect())
}

/// When this person's record was made.
pub async fn created<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<Timestamp>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        created_at: i64,
    }
    let row: Option<Row> = sql::one(conn, "SELECT created_at FROM people WHERE id = $1", vec![person.into()]).await?;
    Ok(row.map(|row| Timestamp(row.created_at)))
}

/// Whatever roles somebody held.
pub async fn take_roles(uow: &UnitOfWork, proof: &Authorized<PersonId>) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM role_grants WHERE person_id = $1", vec![proof.key().into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

pub async fn sets_of(uow: &UnitOfWork, person: PersonId) -> Result<Vec<i64>> {
    let rows: Vec<Id> =
        sql::all(uow.conn(), "SELECT id FROM target_sets WHERE person_id = $1 ORDER BY id", vec![person.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Those in which somebody acted for them or they for somebody.
pub async fn delegations_of(uow: &UnitOfWork, person: PersonId) -> Result<Vec<i64>> {
    let statement = "SELECT id FROM delegations WHERE for_id = $1 OR delegate_id = $1 ORDER BY id";
    let rows: Vec<Id> = sql::all(uow.conn(), statement, vec![person.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub async fn reviews_of(uow: &UnitOfWork, person: PersonId) -> Result<Vec<i64>> {
    let statement = "SELECT w.id FROM reviews w JOIN target_sets s ON s.id = w.set_id WHERE s.person_id = $1 ORDER BY w.id";
    let rows: Vec<Id> = sql::all(uow.conn(), statement, vec![person.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
