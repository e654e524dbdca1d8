//! Importing employees (R7): a file is staged, its columns are found or mapped by hand, its rows are compared as a job (`import_job`),
//! and all of it is applied or nothing (`import_write`).
use super::{import_job, import_write};
use crate::{
    api::{
        error::AppError,
        people::{ImportView, MappedColumn},
    },
    domain::{
        audit::Detail,
        ids::{ImportId, PersonId},
        import::{self, Column, Encoding, Fate, JobState, Known, Mapping, Plan, PlannedRow},
        policy::{self, Authorized, Company, CompanyAction},
        time::Date,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        files::{csv, decode, xlsx},
        repo::{
            UnitOfWork,
            imports::{self, New, Staged},
            organisation, people_bulk,
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// Rows on one page of the preview.
const PAGE: usize = 100;
/// The command line is told about this many refused rows.
const TOLD: usize = 20;
/// How long a page waits for its job before it shows how far that is.
const PATIENCE: Duration = Duration::from_secs(3);

/// What comparing found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub counts: import::Counts,
    pub new_departments: Vec<String>,
    pub new_employee_types: Vec<String>,
    pub new_grades: Vec<(String, String)>,
    pub ignored: Vec<String>,
}

impl Outcome {
    pub fn of(plan: &Plan, ignored: Vec<String>) -> Self {
        Outcome {
            counts: plan.counts(),
            new_departments: plan.new_departments.clone(),
            new_employee_types: plan.new_employee_types.clone(),
            new_grades: plan.new_grades.clone(),
            ignored,
        }
    }
}

/// Bytes to text that is kept, whatever they were; reading takes a while and stands on a thread of its own.
pub async fn read_file(bytes: Vec<u8>) -> Result<(String, Encoding)> {
    tokio::task::spawn_blocking(move || {
        if xlsx::is_workbook(&bytes) { Ok((xlsx::text(&bytes)?, Encoding::Workbook)) } else { decode::text(bytes) }
    })
    .await
    .map_err(ServiceError::broken)?
}

/// Where each column stands, and how many rows there are.
async fn looked_through(text: String, encoding: Encoding) -> Result<(String, Mapping, usize)> {
    tokio::task::spawn_blocking(move || {
        let (header, rows) = csv::check(&text, encoding)?;
        let (mapping, problems) = Mapping::found(&header);
        if !problems.is_empty() && !import::can_be_mapped(&header) {
            return Err(AppError::Headers(problems).into());
        }
        Ok((text, mapping, rows))
    })
    .await
    .map_err(ServiceError::broken)?
}

pub async fn stage(caller: &Caller, file_name: &str, bytes: Vec<u8>) -> Result<ImportId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let (text, encoding) = read_file(bytes).await?;
    let (text, mapping, total) = looked_through(text, encoding).await?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let next = if mapping.problems().is_empty() { JobState::Checking } else { JobState::Mapping };
    let new = New {
        by: Some(caller.actor.person),
        name: file_name,
        content: &text,
        format: encoding.code(),
        mapping: &mapping,
        state: next,
        total,
    };
    let id = imports::insert(&uow, &proof, &new).await?;
    uow.audit(Entry::by(caller.actor, "stage_import", "import", id.0).with(Detail::now("file", file_name)));
    uow.commit().await?;
    import_job::start(state, id, PATIENCE).await;
    Ok(id)
}

/// Everybody as planning compares them, and their ids.
pub struct Current {
    pub known: Known,
    pub ids: BTreeMap<String, PersonId>,
}

pub async fn company<C: ConnectionTrait>(conn: &C) -> Result<Current> {
    let people = people_bulk::known(conn).await?;
    let names = organisation::names(conn).await?;
    Ok(Current {
        ids: people.iter().map(|(id, person)| (person.employee_no.0.clone(), *id)).collect(),
        known: Known {
            people: people.into_iter().map(|(_, person)| person).collect(),
            departments: names.departments.into_keys().collect(),
            employee_types: names.employee_types.into_keys().collect(),
            grades: names.grades.into_keys().collect(),
            named_reviewers: people_bulk::named_reviewers(conn).await?,
            anonymised: people_bulk::anonymised(conn).await?,
        },
    })
}

/// Reading and judging 50,000 rows takes a while: on a thread of its own. Rows are read one by one.
pub async fn planned(text: String, encoding: Encoding, mapping: Mapping, known: Known) -> Result<(Plan, Vec<String>)> {
    tokio::task::spawn_blocking(move || {
        let headers = mapping.headers().map_err(AppError::Headers)?;
        let mut rows = csv::Rows::of(&text, encoding)?;
        let mut broken = None;
        let read = std::iter::from_fn(|| match rows.next_row() {
            Ok(row) => row,
            Err(error) => {
                broken = Some(error);
                None
            }
        });
        let plan = import::plan(&headers, read, &known);
        match broken {
            Some(error) => Err(error),
            None => Ok((plan, headers.ignored().to_vec())),
        }
    })
    .await
    .map_err(ServiceError::broken)?
}

pub fn encoding(staged: &Staged) -> Result<Encoding> {
    staged.format.parse().map_err(|()| ServiceError::broken("an unknown form of a file"))
}

pub fn fate_code(fate: &Fate) -> &'static str {
    match fate {
        Fate::Create => "create",
        Fate::Change(_) => "change",
        Fate::Unchanged => "unchanged",
        Fate::Refused(_) => "refused",
    }
}

fn parsed<T: serde::de::DeserializeOwned>(stored: Option<&str>) -> Result<Option<T>> {
    stored.map(serde_json::from_str).transpose().map_err(ServiceError::broken)
}

pub async fn preview(caller: &Caller, id: ImportId, only: &str, page: u64) -> Result<ImportView> {
    policy::decide_company(caller.actor, CompanyAction::ImportPeople)?;
    let db = caller.state.db.read();
    let staged = imports::find(db, id).await?.ok_or(AppError::NotFound)?;
    let outcome: Outcome = parsed(staged.outcome.as_deref())?.unwrap_or_default();
    let counts = outcome.counts;
    let shown = match only {
        "create" => counts.created,
        "change" => counts.changed,
        "unchanged" => counts.unchanged,
        "refused" => counts.refused,
        _ => counts.created + counts.changed + counts.unchanged + counts.refused,
    };
    let pages = shown.div_ceil(PAGE);
    let page = usize::try_from(page).unwrap_or(1).clamp(1, pages.max(1));
    let compared = matches!(staged.state, JobState::Checked | JobState::Applying | JobState::Applied);
    let rows = match compared {
        true => imports::rows(db, id, only, PAGE, (page - 1) * PAGE).await?,
        false => Vec::new(),
    };
    let mapping = staged.mapping.clone().unwrap_or_default();
    let cell = |column: Column| mapping.cells.iter().find(|(known, _)| *known == column).map(|(_, cell)| *cell);
    Ok(ImportView {
        import: id,
        encoding: encoding(&staged)?,
        file_name: staged.file_name,
        state: staged.state,
        done: staged.done,
        total: staged.total,
        created: counts.created as u64,
        changed: counts.changed as u64,
        unchanged: counts.unchanged as u64,
        refused: counts.refused as u64,
        new_departments: outcome.new_departments,
        new_employee_types: outcome.new_employee_types,
        new_grades: outcome.new_grades,
        ignored_columns: outcome.ignored,
        columns: Column::ALL.into_iter().map(|column| MappedColumn { column, cell: cell(column) }).collect(),
        header_problems: mapping.problems(),
        header: mapping.header,
        problem: parsed(staged.problem.as_deref())?,
        rows,
        page: page as u64,
        pages: pages as u64,
    })
}

/// Columns chosen by hand: for each its cell in the header row, counted from 0; an empty text for none. The rows are compared anew.
pub async fn map(caller: &Caller, id: ImportId, columns: &BTreeMap<String, String>) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let state = &caller.state;
    let mut chosen = BTreeMap::new();
    for (column, cell) in columns.iter().filter(|(_, cell)| !cell.trim().is_empty()) {
        let column = Column::ALL.into_iter().find(|known| known.code() == column).ok_or(AppError::Invalid(Vec::new()))?;
        chosen.insert(column, cell.trim().parse::<usize>().map_err(|_| AppError::Invalid(Vec::new()))?);
    }
    let mut uow = state.db.begin(&state.clock).await?;
    let staged = imports::hold(&uow, id).await?.ok_or(AppError::NotFound)?;
    if !staged.state.may_be_mapped() {
        return Err(AppError::ImportMoved { now: staged.state }.into());
    }
    let mapping = staged.mapping.unwrap_or_default().chosen(&chosen).map_err(AppError::Headers)?;
    imports::check_anew(&uow, &proof, id, Some(&mapping)).await?;
    let entry = Entry::by(caller.actor, "map_import", "import", id.0);
    let header = |cell: usize| mapping.header.get(cell).cloned().unwrap_or_default();
    uow.audit(mapping.cells.iter().fold(entry, |entry, (column, cell)| entry.with(Detail::now(column.code(), header(*cell)))));
    uow.commit().await?;
    import_job::start(state, id, PATIENCE).await;
    Ok(())
}

pub async fn cancel(caller: &Caller, id: ImportId) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let staged = imports::hold(&uow, id).await?.ok_or(AppError::NotFound)?;
    if staged.state == JobState::Cancelled {
        return Ok(());
    }
    if !staged.state.may_be_cancelled() {
        return Err(AppError::ImportMoved { now: staged.state }.into());
    }
    imports::set_state(&uow, &proof, id, JobState::Cancelled, None).await?;
    uow.audit(Entry::by(caller.actor, "cancel_import", "import", id.0));
    uow.commit().await
}

/// Compares a cancelled one, or one whose company changed meanwhile, from the first row on.
pub async fn check_again(caller: &Caller, id: ImportId) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let staged = imports::hold(&uow, id).await?.ok_or(AppError::NotFound)?;
    if !matches!(staged.state, JobState::Checked | JobState::Cancelled) {
        return Err(AppError::ImportMoved { now: staged.state }.into());
    }
    imports::check_anew(&uow, &proof, id, None).await?;
    uow.commit().await?;
    import_job::start(state, id, PATIENCE).await;
    Ok(())
}

/// Asks for it to be applied; a job does, and goes on after a restart. Whoever waits is told what came of it.
pub async fn apply(caller: &Caller, id: ImportId) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let staged = imports::hold(&uow, id).await?.ok_or(AppError::NotFound)?;
    match staged.state {
        JobState::Applied | JobState::Applying => return Ok(()),
        JobState::Checked => {}
        now => return Err(AppError::ImportMoved { now }.into()),
    }
    let outcome: Outcome = parsed(staged.outcome.as_deref())?.unwrap_or_default();
    if outcome.counts.refused > 0 {
        return Err(AppError::Stale.into());
    }
    imports::set_state(&uow, &proof, id, JobState::Applying, Some(caller.actor.person)).await?;
    uow.commit().await?;
    import_job::start(state, id, PATIENCE).await;
    let after = imports::find(state.db.read(), id).await?.ok_or(AppError::NotFound)?;
    match parsed::<AppError>(after.problem.as_deref())? {
        Some(problem) => {
            // Said here and now; the page need not say it once more.
            let uow = state.db.begin(&state.clock).await?;
            imports::refuse(&uow, &proof, id, after.state, None).await?;
            uow.commit().await?;
            Err(problem.into())
        }
        None => Ok(()),
    }
}

/// What an import from the command line did, or why it did nothing.
pub enum Applied {
    Done(import::Counts),
    Refused(Vec<PlannedRow>, usize),
}

/// From the command line: reads whatever kind of file it is, plans and applies in one go.
pub async fn apply_file(uow: &mut UnitOfWork, bytes: Vec<u8>, file_name: &str, today: Date) -> Result<Applied> {
    let (text, encoding) = read_file(bytes).await?;
    apply_read(uow, text, encoding, file_name, today).await
}

pub async fn apply_text(uow: &mut UnitOfWork, text: String, file_name: &str, today: Date) -> Result<Applied> {
    apply_read(uow, text, Encoding::Utf8, file_name, today).await
}

async fn apply_read(uow: &mut UnitOfWork, text: String, encoding: Encoding, file_name: &str, today: Date) -> Result<Applied> {
    let proof = Authorized::<Company>::unchecked_from_command_line();
    let (text, mapping, total) = looked_through(text, encoding).await?;
    let problems = mapping.problems();
    if !problems.is_empty() {
        return Err(AppError::Headers(problems).into());
    }
    let company = company(uow.conn()).await?;
    let (plan, _) = planned(text, encoding, mapping.clone(), company.known.clone()).await?;
    if !plan.is_applicable() {
        let refused: Vec<_> = plan.rows.into_iter().filter(|row| matches!(row.fate, Fate::Refused(_))).collect();
        let all = refused.len();
        return Ok(Applied::Refused(refused.into_iter().take(TOLD).collect(), all));
    }
    let state = JobState::Applied;
    let new = New { by: None, name: file_name, content: "", format: encoding.code(), mapping: &mapping, state, total };
    let id = imports::insert(uow, &proof, &new).await?;
    let counts = plan.counts();
    import_write::write(uow, &proof, &plan, &company, Entry::by_system("apply_import", "import", id.0), today).await?;
    Ok(Applied::Done(counts))
}
