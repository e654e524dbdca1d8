//! Writing assistance (R35–R37): versions of HR's settings, and suggestions with where they came from. Texts of a suggestion go when it is
//! thrown away; of an accepted one they stay beside what became of it.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        assist::{
            AssistedField, Mode, edited,
            failure::Failure,
            settings::{Limits, Settings},
            suggestion::{Step, SuggestionState},
            template::Templates,
        },
        ids::{PersonId, ReviewId, SuggestionId},
        policy::{Authorized, Company},
        time::Timestamp,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

#[derive(FromQueryResult)]
struct SettingsRow {
    id: i64,
    mode: String,
    model: String,
    first_token: i64,
    total: i64,
    per_person: i64,
    at_once: i64,
    waiting: i64,
    words: i64,
    result_template: String,
    comment_template: String,
    summary_template: String,
}

/// The newest version and its number; nothing before HR chose anything.
pub async fn settings<C: ConnectionTrait>(conn: &C) -> Result<Option<(i64, Settings)>> {
    let row: Option<SettingsRow> = sql::one(
        conn,
        "SELECT id, mode, model, first_token, total, per_person, at_once, waiting, words, result_template, comment_template,
                summary_template FROM assist_settings ORDER BY id DESC LIMIT 1",
        vec![],
    )
    .await?;
    row.map(|row| {
        let mode = row.mode.parse().map_err(|()| ServiceError::broken("an unknown mode of assistance"))?;
        let SettingsRow { first_token, total, per_person, at_once, waiting, words, .. } = row;
        let limits = Limits { first_token, total, per_person, at_once, waiting, words };
        let templates = Templates { result: row.result_template, comment: row.comment_template, summary: row.summary_template };
        Ok((row.id, Settings { mode, model: row.model, limits, templates }))
    })
    .transpose()
}

/// Two who change the settings take turns.
pub async fn lock_settings(uow: &UnitOfWork, _: &Authorized<Company>) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "LOCK TABLE assist_settings IN SHARE ROW EXCLUSIVE MODE", vec![]).await?;
    }
    Ok(())
}

/// A new version; answers its number.
pub async fn insert_settings(uow: &UnitOfWork, _: &Authorized<Company>, by: PersonId, settings: &Settings) -> Result<i64> {
    let Settings { mode, model, limits, templates } = settings;
    let id = sql::number(
        uow.conn(),
        "INSERT INTO assist_settings (mode, model, first_token, total, per_person, at_once, waiting, words, result_template,
             comment_template, summary_template, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        vec![
            mode.code().into(),
            model.clone().into(),
            limits.first_token.into(),
            limits.total.into(),
            limits.per_person.into(),
            limits.at_once.into(),
            limits.waiting.into(),
            limits.words.into(),
            templates.result.clone().into(),
            templates.comment.clone().into(),
            templates.summary.clone().into(),
            uow.now().0.into(),
            by.into(),
        ],
    )
    .await?;
    Ok(id)
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: SuggestionId,
    pub review_id: ReviewId,
    pub field: String,
    pub asked_by: PersonId,
    pub asker: String,
    pub state: String,
    pub mode: String,
    pub model: String,
    pub digest: String,
    pub prompt_hash: String,
    pub prompt: String,
    pub options: String,
    pub seed: i64,
    pub facts: String,
    pub pseudonyms: String,
    pub suggestion: String,
    pub latency_ms: Option<i64>,
    pub settled_at: Option<i64>,
    pub share_edited: Option<i64>,
}

impl Row {
    pub fn state(&self) -> Result<SuggestionState> {
        self.state.parse().map_err(|()| ServiceError::broken("an unknown state of a suggestion"))
    }

    pub fn field(&self) -> Result<AssistedField> {
        self.field.parse().map_err(ServiceError::broken)
    }

    pub fn mode(&self) -> Result<Mode> {
        self.mode.parse().map_err(|()| ServiceError::broken("an unknown mode of assistance"))
    }

    /// How much of the suggestion was edited until `text`.
    pub fn edited(&self, text: &str) -> u64 {
        edited::share_edited(&self.suggestion, text).into()
    }
}

const SUGGESTION: &str =
    "SELECT s.id, s.review_id, s.field, s.asked_by, p.full_name AS asker, s.state, s.mode, s.model, s.digest,
       s.prompt_hash, s.prompt, s.options, s.seed, s.facts, s.pseudonyms, s.suggestion, s.latency_ms, s.settled_at, s.share_edited
     FROM assist_suggestions s JOIN people p ON p.id = s.asked_by";

pub async fn find<C: ConnectionTrait>(conn: &C, id: SuggestionId) -> Result<Option<Row>, DbErr> {
    sql::one(conn, &format!("{SUGGESTION} WHERE s.id = $1"), vec![id.into()]).await
}

/// Those that were accepted in one review, newest first.
pub async fn accepted<C: ConnectionTrait>(conn: &C, review: ReviewId) -> Result<Vec<Row>, DbErr> {
    let statement = format!("{SUGGESTION} WHERE s.review_id = $1 AND s.state = 'accepted' ORDER BY s.settled_at DESC, s.id DESC");
    sql::all(conn, &statement, vec![review.into()]).await
}

/// A suggestion that begins.
pub struct New<'a> {
    pub field: &'a AssistedField,
    pub state: SuggestionState,
    pub mode: Mode,
    pub model: &'a str,
    pub digest: &'a str,
    pub prompt_hash: &'a str,
    pub prompt: &'a str,
    pub options: &'a str,
    pub seed: u32,
    pub facts: &'a str,
    pub pseudonyms: &'a str,
    /// What was handed out, in place of a suggestion that is still to come.
    pub shown: &'a str,
}

pub async fn insert(uow: &UnitOfWork, proof: &Authorized<ReviewId>, by: Actor, new: &New<'_>) -> Result<SuggestionId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO assist_suggestions (review_id, field, asked_by, asked_as, asked_at, state, mode, model, digest, prompt_hash,
             prompt, options, seed, facts, pseudonyms, suggestion, failure)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '') RETURNING id",
        vec![
            proof.key().into(),
            new.field.name().into(),
            by.person.into(),
            by.role.code().into(),
            uow.now().0.into(),
            new.state.code().into(),
            new.mode.code().into(),
            new.model.into(),
            new.digest.into(),
            new.prompt_hash.into(),
            new.prompt.into(),
            new.options.into(),
            i64::from(new.seed).into(),
            new.facts.into(),
            new.pseudonyms.into(),
            new.shown.into(),
        ],
    )
    .await?;
    Ok(SuggestionId(id))
}

/// What a model made of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub text: String,
    pub failure: Option<Failure>,
    pub first_token_ms: Option<i64>,
    pub latency_ms: i64,
    pub prompt_tokens: Option<u64>,
    pub answer_tokens: Option<u64>,
}

/// The model is done, or was ended. Of what failed nothing is kept but that it did.
pub async fn finish(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    id: SuggestionId,
    step: Step,
    outcome: &Outcome,
) -> Result<()> {
    let to = SuggestionState::Running.after(step).ok_or_else(|| ServiceError::broken("no way to end a suggestion"))?;
    let tokens = |tokens: Option<u64>| tokens.and_then(|tokens| i64::try_from(tokens).ok());
    sql::run(
        uow.conn(),
        "UPDATE assist_suggestions SET state = $3, suggestion = $4, failure = $5, first_token_ms = $6, latency_ms = $7,
             prompt_tokens = $8, answer_tokens = $9 WHERE id = $1 AND review_id = $2 AND state = 'running'",
        vec![
            id.into(),
            proof.key().into(),
            to.code().into(),
            outcome.text.clone().into(),
            outcome.failure.map(Failure::code).unwrap_or_default().into(),
            outcome.first_token_ms.into(),
            outcome.latency_ms.into(),
            tokens(outcome.prompt_tokens).into(),
            tokens(outcome.answer_tokens).into(),
        ],
    )
    .await?;
    if to == SuggestionState::Failed {
        forget(uow, "id = $1", id.0).await?;
    }
    Ok(())
}

/// Taken over by whoever asked. `false` when it was settled meanwhile.
pub async fn accept(
    uow: &UnitOfWork,
    proof: &Authorized<ReviewId>,
    row: &Row,
    suggestion: &str,
    share_edited: u64,
) -> Result<bool> {
    let accept = "UPDATE assist_suggestions SET state = 'accepted', suggestion = $4, share_edited = $5, settled_at = $6,
                  pseudonyms = '' WHERE id = $1 AND review_id = $2 AND state = $3";
    let share = i64::try_from(share_edited).unwrap_or(1_000);
    let values =
        vec![row.id.into(), proof.key().into(), row.state.clone().into(), suggestion.into(), share.into(), uow.now().0.into()];
    Ok(sql::run(uow.conn(), accept, values).await? == 1)
}

/// Thrown away by whoever asked, with all its texts.
pub async fn discard(uow: &UnitOfWork, proof: &Authorized<ReviewId>, row: &Row) -> Result<()> {
    let discard =
        "UPDATE assist_suggestions SET state = 'discarded', settled_at = $4 WHERE id = $1 AND review_id = $2 AND state = $3";
    let values = vec![row.id.into(), proof.key().into(), row.state.clone().into(), uow.now().0.into()];
    if sql::run(uow.conn(), discard, values).await? == 1 {
        forget(uow, "id = $1", row.id.0).await?;
    }
    Ok(())
}

async fn forget(uow: &UnitOfWork, which: &str, value: i64) -> Result<u64> {
    let clear = format!("UPDATE assist_suggestions SET prompt = '', facts = '', pseudonyms = '', suggestion = '' WHERE {which}");
    Ok(sql::run(uow.conn(), &clear, vec![value.into()]).await?)
}

/// What nobody settled within a month loses its texts; what was never finished because its process ended is failed.
pub async fn sweep(uow: &UnitOfWork) -> Result<()> {
    const HOUR: i64 = 3_600 * Timestamp::SECOND;
    let lost = "UPDATE assist_suggestions SET state = 'failed', failure = 'leaving', prompt = '', facts = '', pseudonyms = '', suggestion = ''
                WHERE state = 'running' AND asked_at < $1";
    sql::run(uow.conn(), lost, vec![(uow.now().0 - HOUR).into()]).await?;
    let old = "state IN ('handed_out', 'offered', 'stopped') AND prompt <> '' AND asked_at < $1";
    forget(uow, old, uow.now().0 - 30 * 24 * HOUR).await?;
    sql::run(uow.conn(), "DELETE FROM assist_places WHERE expires_at <= $1", vec![uow.now().0.into()]).await?;
    Ok(())
}

/// How the assistance was used since a moment.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Usage {
    pub asked: i64,
    pub copied: i64,
    pub accepted: i64,
    pub discarded: i64,
    pub failed: i64,
    pub people: i64,
    pub tokens: i64,
    /// In thousandths, added up over what was accepted.
    pub edited: i64,
}

pub async fn usage<C: ConnectionTrait>(conn: &C, since: Timestamp) -> Result<Usage, DbErr> {
    let count =
        |state: &str| format!("CAST(COALESCE(SUM(CASE WHEN state = '{state}' THEN 1 ELSE 0 END), 0) AS BIGINT) AS {state}");
    let statement = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) AS asked, {}, {}, {},
             CAST(COALESCE(SUM(CASE WHEN mode = 'web' THEN 1 ELSE 0 END), 0) AS BIGINT) AS copied,
             CAST(COUNT(DISTINCT asked_by) AS BIGINT) AS people,
             CAST(COALESCE(SUM(COALESCE(prompt_tokens, 0) + COALESCE(answer_tokens, 0)), 0) AS BIGINT) AS tokens,
             CAST(COALESCE(SUM(COALESCE(share_edited, 0)), 0) AS BIGINT) AS edited
         FROM assist_suggestions WHERE asked_at >= $1",
        count("accepted"),
        count("discarded"),
        count("failed"),
    );
    Ok(sql::one(conn, &statement, vec![since.0.into()]).await?.unwrap_or_default())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    pub full_name: String,
    pub email: String,
    pub employee_no: String,
    pub id: PersonId,
}

/// Everybody the company knows, to be found in a text that leaves it.
pub async fn everybody<C: ConnectionTrait>(conn: &C) -> Result<Vec<Named>, DbErr> {
    sql::all(conn, "SELECT id, full_name, email, employee_no FROM people ORDER BY id", vec![]).await
}
