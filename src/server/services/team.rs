//! A manager's team and its way to HR (R12).
use super::{heads, notices, sets as set_service};
use crate::{
    api::{error::AppError, team::TeamView, views::StateCounts},
    domain::{
        ids::FiscalYearId,
        policy::{self, Action, Scope},
        target::{SetAction, SetState},
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            sets::{self, Narrow, SetRow},
            years,
        },
    },
};
use std::collections::BTreeMap;

/// More reports than anybody has.
const TEAM_MAX: u64 = 2_000;

fn narrow(year: FiscalYearId) -> Narrow {
    Narrow { year: Some(year), employed: true, ..Narrow::default() }
}

/// Names of those who keep the team from going, and how many sets would go.
pub fn readiness(rows: &[SetRow]) -> Result<(Vec<String>, u64)> {
    let mut missing = Vec::new();
    let mut ready = 0;
    for row in rows.iter().filter(|row| !row.is_exempt()) {
        let state = row.state()?;
        if state == SetState::ManagerApproved {
            ready += 1;
        } else if !state.is_approved_or_further() && state != SetState::NotAssessed {
            missing.push(row.full_name.clone());
        }
    }
    Ok((missing, ready))
}

fn counts(rows: &[SetRow]) -> Result<StateCounts> {
    let mut by_state: BTreeMap<SetState, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.is_exempt()) {
        *by_state.entry(row.state()?).or_default() += 1;
    }
    let exempt = rows.iter().filter(|row| row.is_exempt()).count() as u64;
    Ok(StateCounts { by_state: by_state.into_iter().collect(), exempt, total: rows.len() as u64 })
}

pub async fn view(caller: &Caller, year: Option<FiscalYearId>) -> Result<TeamView> {
    let team = policy::authorise_team(caller.actor)?.key();
    let (db, scope) = (caller.state.db.read(), Scope::ReviewedBy(team.0));
    let known = sets::years(db, scope).await?;
    let Some(chosen) = year.map_or(known.first(), |year| known.iter().find(|known| known.id == year)) else {
        return Ok(TeamView {
            years: known.iter().map(years::Year::reference).collect(),
            year: None,
            rows: Vec::new(),
            counts: StateCounts::default(),
            missing: Vec::new(),
            ready: 0,
        });
    };
    let rows = sets::list(db, scope, &narrow(chosen.id), TEAM_MAX, 0).await?;
    let (missing, ready) = readiness(&rows)?;
    Ok(TeamView {
        years: known.iter().map(years::Year::reference).collect(),
        year: Some(chosen.reference()),
        counts: counts(&rows)?,
        rows: heads::heads(&rows, caller.actor, &caller.state.clock)?,
        missing,
        ready,
    })
}

/// Moves every approved set of the team to HR, or nothing and says who is missing.
pub async fn submit(caller: &Caller, year: FiscalYearId) -> Result<()> {
    let team = policy::authorise_team(caller.actor)?.key();
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = sets::list(uow.conn(), Scope::ReviewedBy(team.0), &narrow(year), TEAM_MAX, 0).await?;
    let (missing, ready) = readiness(&rows)?;
    if !missing.is_empty() || ready == 0 {
        return Err(AppError::TeamIncomplete { missing }.into());
    }
    for row in &rows {
        let facts = row.facts()?;
        if facts.state == SetState::ManagerApproved && !facts.exempt {
            let proof = policy::authorise(caller.actor, Action::Move(SetAction::SubmitTeam), &facts)?;
            set_service::take(&mut uow, caller.actor, SetAction::SubmitTeam, &facts, row, "", proof).await?;
        }
    }
    if let Some(first) = rows.iter().find(|row| matches!(row.state(), Ok(SetState::ManagerApproved))) {
        notices::tell(&uow, caller.actor, SetAction::SubmitTeam, &[first]).await?;
    }
    uow.commit().await
}
