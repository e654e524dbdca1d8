//! Employee files staged for an import, how far each is, and what its rows would do.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{ImportId, PersonId},
        import::{JobState, Mapping, PlannedRow},
        policy::{Authorized, Company},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: ImportId,
    file_name: String,
    format: String,
    mapping: Option<String>,
    state: String,
    done: i64,
    total: i64,
    applied_by: Option<PersonId>,
    outcome: Option<String>,
    problem: Option<String>,
}

/// Everything but the file itself.
#[derive(Clone, Debug)]
pub struct Staged {
    pub id: ImportId,
    pub file_name: String,
    /// How the file was read, as `domain::import::Encoding` writes it.
    pub format: String,
    /// Nothing on one that was staged before columns could be mapped.
    pub mapping: Option<Mapping>,
    pub state: JobState,
    /// Rows that are compared, of all.
    pub done: u64,
    pub total: u64,
    /// Who wants it applied.
    pub applied_by: Option<PersonId>,
    /// What was found, and why it was not applied, as JSON of the service's.
    pub outcome: Option<String>,
    pub problem: Option<String>,
}

const COLUMNS: &str = "SELECT id, file_name, format, mapping, state, done, total, applied_by, outcome, problem FROM imports";

fn staged(row: Row) -> Result<Staged> {
    Ok(Staged {
        id: row.id,
        file_name: row.file_name,
        format: row.format,
        mapping: row.mapping.as_deref().map(serde_json::from_str).transpose().map_err(ServiceError::broken)?,
        state: row.state.parse().map_err(|()| ServiceError::broken("an unknown state of an import"))?,
        done: u64::try_from(row.done).unwrap_or_default(),
        total: u64::try_from(row.total).unwrap_or_default(),
        applied_by: row.applied_by,
        outcome: row.outcome,
        problem: row.problem,
    })
}

pub struct New<'a> {
    pub by: Option<PersonId>,
    pub name: &'a str,
    pub content: &'a str,
    pub format: &'a str,
    pub mapping: &'a Mapping,
    pub state: JobState,
    pub total: usize,
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(ServiceError::broken)
}

pub async fn insert(uow: &UnitOfWork, _: &Authorized<Company>, new: &New<'_>) -> Result<ImportId> {
    let applied_at = (new.state == JobState::Applied).then_some(uow.now().0);
    let id = sql::number(
        uow.conn(),
        "INSERT INTO imports (uploaded_by, file_name, content, created_at, format, mapping, state, total, applied_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        vec![
            new.by.into(),
            new.name.into(),
            new.content.into(),
            uow.now().0.into(),
            new.format.into(),
            json(new.mapping)?.into(),
            new.state.code().into(),
            i64::try_from(new.total).unwrap_or(i64::MAX).into(),
            applied_at.into(),
        ],
    )
    .await?;
    Ok(ImportId(id))
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: ImportId) -> Result<Option<Staged>> {
    let row: Option<Row> = sql::one(conn, &format!("{COLUMNS} WHERE id = $1"), vec![id.into()]).await?;
    row.map(staged).transpose()
}

/// The file as text.
pub async fn content<C: ConnectionTrait>(conn: &C, id: ImportId) -> Result<String> {
    #[derive(FromQueryResult)]
    struct Content {
        content: String,
    }
    let found: Option<Content> = sql::one(conn, "SELECT content FROM imports WHERE id = $1", vec![id.into()]).await?;
    found.map(|found| found.content).ok_or_else(|| ServiceError::broken("an import without its file"))
}

/// Those that some process works on, or did before it was stopped.
pub async fn under_way<C: ConnectionTrait>(conn: &C) -> Result<Vec<ImportId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Id {
        id: ImportId,
    }
    let states: Vec<JobState> = JobState::ALL.into_iter().filter(|state| state.is_under_way()).collect();
    let statement = format!("SELECT id FROM imports WHERE state IN ({}) ORDER BY id", sql::placeholders(1, states.len()));
    let rows: Vec<Id> = sql::all(conn, &statement, states.iter().map(|state| state.code().into()).collect()).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Holds an import until the end of the transaction: whoever works on it takes turns with whoever cancels it.
pub async fn hold(uow: &UnitOfWork, id: ImportId) -> Result<Option<Staged>> {
    let lock = if uow.conn().get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let row: Option<Row> = sql::one(uow.conn(), &format!("{COLUMNS} WHERE id = $1{lock}"), vec![id.into()]).await?;
    row.map(staged).transpose()
}

pub async fn set_state(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    id: ImportId,
    to: JobState,
    by: Option<PersonId>,
) -> Result<()> {
    let applied_at = (to == JobState::Applied).then_some(uow.now().0);
    sql::run(
        uow.conn(),
        "UPDATE imports SET state = $2, applied_by = COALESCE($3, applied_by), applied_at = COALESCE($4, applied_at), problem = NULL
         WHERE id = $1",
        vec![id.into(), to.code().into(), by.into(), applied_at.into()],
    )
    .await?;
    Ok(())
}

/// Back to an earlier state, with the reason.
pub async fn refuse(uow: &UnitOfWork, _: &Authorized<Company>, id: ImportId, to: JobState, problem: Option<&str>) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE imports SET state = $2, problem = $3 WHERE id = $1",
        vec![id.into(), to.code().into(), problem.map(str::to_owned).into()],
    )
    .await?;
    Ok(())
}

/// To be compared from the first row on, with these columns.
pub async fn check_anew(uow: &UnitOfWork, _: &Authorized<Company>, id: ImportId, mapping: Option<&Mapping>) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM import_rows WHERE import_id = $1", vec![id.into()]).await?;
    let mapping = mapping.map(json).transpose()?;
    sql::run(
        uow.conn(),
        "UPDATE imports SET state = $2, done = 0, outcome = NULL, problem = NULL, mapping = COALESCE($3, mapping) WHERE id = $1",
        vec![id.into(), JobState::Checking.code().into(), mapping.into()],
    )
    .await?;
    Ok(())
}

/// The next rows that were compared, and how far that is of how many.
pub async fn save_rows(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    id: ImportId,
    from: usize,
    rows: &[(&'static str, &PlannedRow)],
    total: usize,
) -> Result<()> {
    for (batch, part) in rows.chunks(200).enumerate() {
        let statement =
            format!("INSERT INTO import_rows (import_id, place, fate, planned) VALUES {}", sql::value_rows(part.len(), 4));
        let mut values = Vec::with_capacity(part.len() * 4);
        for (place, (fate, row)) in (from + batch * 200..).zip(part) {
            let place = i64::try_from(place).map_err(ServiceError::broken)?;
            values.extend([id.into(), place.into(), (*fate).into(), json(row)?.into()]);
        }
        sql::run(uow.conn(), &statement, values).await?;
    }
    let done = i64::try_from(from + rows.len()).map_err(ServiceError::broken)?;
    let total = i64::try_from(total).map_err(ServiceError::broken)?;
    sql::run(uow.conn(), "UPDATE imports SET done = $2, total = $3 WHERE id = $1", vec![id.into(), done.into(), total.into()])
        .await?;
    Ok(())
}

pub async fn finish_check(uow: &UnitOfWork, _: &Authorized<Company>, id: ImportId, outcome: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE imports SET state = $2, outcome = $3 WHERE id = $1",
        vec![id.into(), JobState::Checked.code().into(), outcome.into()],
    )
    .await?;
    Ok(())
}

/// Rows of one fate, or of all, in the order of the file.
pub async fn rows<C: ConnectionTrait>(
    conn: &C,
    id: ImportId,
    fate: &str,
    limit: usize,
    offset: usize,
) -> Result<Vec<PlannedRow>> {
    #[derive(FromQueryResult)]
    struct Planned {
        planned: String,
    }
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX).into();
    let mut values = vec![id.into(), number(limit), number(offset)];
    let clause = if fate.is_empty() {
        ""
    } else {
        values.push(fate.into());
        " AND fate = $4"
    };
    let statement = format!("SELECT planned FROM import_rows WHERE import_id = $1{clause} ORDER BY place LIMIT $2 OFFSET $3");
    let found: Vec<Planned> = sql::all(conn, &statement, values).await?;
    found.iter().map(|row| serde_json::from_str(&row.planned).map_err(ServiceError::broken)).collect()
}

/// Files hold people's records: after a month they are forgotten, applied or not.
pub async fn sweep(uow: &UnitOfWork, older_than: i64) -> Result<(), DbErr> {
    sql::run(
        uow.conn(),
        "DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE created_at < $1)",
        vec![older_than.into()],
    )
    .await?;
    sql::run(
        uow.conn(),
        "UPDATE imports SET content = '', state = CASE WHEN state = 'applied' THEN state ELSE 'cancelled' END
         WHERE created_at < $1 AND content <> ''",
        vec![older_than.into()],
    )
    .await?;
    Ok(())
}
