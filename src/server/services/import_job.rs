//! Imports as jobs (R7): comparing rows in small steps, applying them in one. Each step is written down, so that a page can show how
//! far it is, somebody can stop it, and whoever starts next goes on where a process was stopped.
use super::{
    import_write,
    imports::{Outcome, company, encoding, fate_code, planned},
};
use crate::{
    api::error::AppError,
    domain::{
        actor::{Actor, Role},
        ids::ImportId,
        import::{JobState, Mapping, Plan},
        policy::{self, Authorized, Company, CompanyAction},
    },
    server::{
        error::{Result, ServiceError},
        files::csv,
        repo::{
            UnitOfWork, access, feed,
            imports::{self, Staged},
            records,
            unit_of_work::Entry,
        },
        state::AppState,
    },
};
use std::time::Duration;

/// Rows written down at once: short enough that somebody's autosave does not notice.
const BATCH: usize = 500;

/// Begins, and waits a little: a small file is done by then.
pub async fn start(state: &AppState, id: ImportId, patience: Duration) {
    let own = state.clone();
    let job = tokio::spawn(async move { go_on(&own, id).await });
    // Whoever waited long enough looks at its page; the job goes on by itself.
    let _ = tokio::time::timeout(patience, job).await;
}

/// Looks at the start, and every minute, for imports that some process left behind.
pub async fn watch(state: AppState) {
    let mut every = tokio::time::interval(Duration::from_secs(60));
    loop {
        every.tick().await;
        resume_all(&state).await;
    }
}

pub async fn resume_all(state: &AppState) {
    match imports::under_way(state.db.read()).await {
        Ok(begun) => {
            for id in begun {
                go_on(state, id).await;
            }
        }
        Err(error) => tracing::warn!(%error, "could not look for imports under way"),
    }
}

/// Trouble is logged; the next look tries again.
async fn go_on(state: &AppState, id: ImportId) {
    if let Err(error) = run(state, id).await {
        tracing::error!(%error, import = %id, "an import stopped and goes on within a minute");
    }
}

async fn run(state: &AppState, id: ImportId) -> Result<()> {
    let Some(staged) = imports::find(state.db.read(), id).await? else { return Ok(()) };
    match staged.state {
        JobState::Checking => check(state, staged).await,
        JobState::Applying => apply(state, staged).await,
        _ => Ok(()),
    }
}

async fn plan_of(state: &AppState, staged: &Staged, known: crate::domain::import::Known) -> Result<(Plan, Vec<String>)> {
    let text = imports::content(state.db.read(), staged.id).await?;
    planned(text, encoding(staged)?, staged.mapping.clone().unwrap_or_default(), known).await
}

/// Compares everything, then writes it down batch by batch. Two processes that do the same take turns: each writes what comes next.
async fn check(state: &AppState, staged: Staged) -> Result<()> {
    let proof = Authorized::<Company>::unchecked_from_command_line();
    if staged.mapping.is_none() {
        return find_columns(state, &staged, &proof).await;
    }
    let company = company(state.db.read()).await?;
    let (plan, ignored) = match plan_of(state, &staged, company.known).await {
        Ok(found) => found,
        Err(ServiceError::Refused(problem)) => {
            let uow = state.db.begin(&state.clock).await?;
            imports::refuse(&uow, &proof, staged.id, JobState::Mapping, Some(&json(&problem)?)).await?;
            return uow.commit().await;
        }
        Err(error) => return Err(error),
    };
    let rows: Vec<_> = plan.rows.iter().map(|row| (fate_code(&row.fate), row)).collect();
    loop {
        let uow = state.db.begin(&state.clock).await?;
        let Some(now) = held(&uow, &staged, JobState::Checking).await? else { return Ok(()) };
        let from = usize::try_from(now.done).unwrap_or(usize::MAX).min(rows.len());
        let next = &rows[from..rows.len().min(from + BATCH)];
        if next.is_empty() {
            imports::finish_check(&uow, &proof, staged.id, &json(&Outcome::of(&plan, ignored))?).await?;
            return uow.commit().await;
        }
        imports::save_rows(&uow, &proof, staged.id, from, next, rows.len()).await?;
        uow.commit().await?;
        // Somebody's save may be waiting for the writer.
        tokio::task::yield_now().await;
    }
}

/// For a file that a program staged which knew no mapping.
async fn find_columns(state: &AppState, staged: &Staged, proof: &Authorized<Company>) -> Result<()> {
    let text = imports::content(state.db.read(), staged.id).await?;
    let mapping = csv::check(&text, encoding(staged)?).map(|(header, _)| Mapping::found(&header).0).unwrap_or_default();
    let whole = mapping.problems().is_empty();
    let uow = state.db.begin(&state.clock).await?;
    if held(&uow, staged, JobState::Checking).await?.is_none() {
        return Ok(());
    }
    imports::check_anew(&uow, proof, staged.id, Some(&mapping)).await?;
    if !whole {
        imports::set_state(&uow, proof, staged.id, JobState::Mapping, None).await?;
    }
    uow.commit().await?;
    Box::pin(run(state, staged.id)).await
}

/// The import, as long as nobody cancelled it or mapped it anew.
async fn held(uow: &UnitOfWork, before: &Staged, state: JobState) -> Result<Option<Staged>> {
    let now = imports::hold(uow, before.id).await?;
    Ok(now.filter(|now| now.state == state && now.mapping == before.mapping))
}

/// Plans before it takes the lock. Only when somebody wrote anything since then it plans once more inside.
async fn apply(state: &AppState, staged: Staged) -> Result<()> {
    let seq = feed::newest(state.db.read()).await?;
    let mut current = company(state.db.read()).await?;
    let (mut plan, _) = plan_of(state, &staged, current.known.clone()).await?;
    let mut uow = state.db.begin(&state.clock).await?;
    uow.take_time().await?;
    let Some(now) = held(&uow, &staged, JobState::Applying).await? else { return Ok(()) };
    records::lock_organisation(&uow).await?;
    if feed::newest(uow.conn()).await? != seq {
        current = company(uow.conn()).await?;
        (plan, _) = plan_of(state, &staged, current.known.clone()).await?;
    }
    let by = now.applied_by.ok_or_else(|| ServiceError::broken("an import nobody asked for"))?;
    let actor = Actor { person: by, role: Role::HrAdmin };
    let outcome = match may(&uow, actor).await {
        Ok(proof) => match import_write::needs_no_second(&plan, &current, by) {
            Ok(()) => {
                imports::set_state(&uow, &proof, staged.id, JobState::Applied, None).await?;
                let entry = Entry::by(actor, "apply_import", "import", staged.id.0);
                import_write::write(&mut uow, &proof, &plan, &current, entry, state.clock.today()).await
            }
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => uow.commit().await,
        Err(ServiceError::Refused(problem)) => {
            drop(uow);
            refuse(state, &staged, problem).await
        }
        Err(error) => Err(error),
    }
}

/// Whoever asked still is who may: a job may be taken up long after.
async fn may(uow: &UnitOfWork, actor: Actor) -> Result<Authorized<Company>> {
    let holder = access::holder(uow.conn(), actor.person, uow.day()).await?.filter(|holder| !holder.barred);
    if !holder.is_some_and(|holder| holder.roles().contains(&actor.role)) {
        return Err(policy::Denial::WrongRole.into());
    }
    Ok(policy::authorise_company(actor, CompanyAction::ImportPeople)?)
}

/// Nothing was written. Where the company moved on meanwhile the rows are compared anew, so that the page shows which.
async fn refuse(state: &AppState, staged: &Staged, problem: AppError) -> Result<()> {
    let proof = Authorized::<Company>::unchecked_from_command_line();
    let uow = state.db.begin(&state.clock).await?;
    let Some(now) = held(&uow, staged, JobState::Applying).await? else { return Ok(()) };
    let stale = problem == AppError::Stale;
    if stale {
        imports::check_anew(&uow, &proof, now.id, None).await?;
    }
    let to = if stale { JobState::Checking } else { JobState::Checked };
    imports::refuse(&uow, &proof, now.id, to, Some(&json(&problem)?)).await?;
    uow.commit().await?;
    match stale {
        true => Box::pin(run(state, staged.id)).await,
        false => Ok(()),
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(ServiceError::broken)
}
