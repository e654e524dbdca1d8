//! A manager's team and its way to HR (R12).
use super::{heads, notices, sets as set_service};
use crate::{
    api::{
        error::AppError,
        team::{TeamRef, TeamView},
        views::StateCounts,
    },
    domain::{
        ids::{FiscalYearId, PersonId},
        policy::{self, Action},
        target::{SetAction, SetState},
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            reviewing,
            sets::{self, Narrow, SetRow},
            years,
        },
    },
};
use std::collections::BTreeMap;

/// More reports than anybody has.
const TEAM_MAX: u64 = 2_000;

/// R12: the unit that goes to HR is what one reviewer reviews.
fn narrow(year: FiscalYearId, reviewer: PersonId) -> Narrow {
    Narrow { year: Some(year), reviewer: Some(reviewer), employed: true, ..Narrow::default() }
}

/// Names of those who keep the team from going, and how many sets would go.
pub fn readiness<'a>(rows: impl IntoIterator<Item = &'a SetRow>) -> Result<(Vec<String>, u64)> {
    let mut missing = Vec::new();
    let mut ready = 0;
    for row in rows.into_iter().filter(|row| !row.is_exempt()) {
        let state = row.state()?;
        if state == SetState::ManagerApproved {
            ready += 1;
        } else if !state.is_approved_or_further() && state != SetState::NotAssessed {
            missing.push(row.full_name.clone());
        }
    }
    Ok((missing, ready))
}

/// Rows by whose they are to review.
pub fn by_reviewer(rows: &[SetRow]) -> BTreeMap<Option<PersonId>, Vec<&SetRow>> {
    let mut teams: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        teams.entry(row.reviewer_id).or_default().push(row);
    }
    teams
}

fn counts(rows: &[SetRow]) -> Result<StateCounts> {
    let mut by_state: BTreeMap<SetState, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.is_exempt()) {
        *by_state.entry(row.state()?).or_default() += 1;
    }
    let exempt = rows.iter().filter(|row| row.is_exempt()).count() as u64;
    Ok(StateCounts { by_state: by_state.into_iter().collect(), exempt, total: rows.len() as u64 })
}

/// Every team this manager reviews today: their own, if they have one, and those of whoever they act for.
pub async fn teams(caller: &Caller) -> Result<Vec<TeamRef>> {
    let team = policy::authorise_team(caller.actor)?.key();
    let db = caller.state.db.read();
    let covered = reviewing::acts_for(db, caller.eyes()).await?;
    let mut teams = Vec::new();
    if covered.is_empty() || !reviewing::team(db, team.0).await?.is_empty() {
        let name = caller.holder.full_name.clone();
        teams.push(TeamRef { of: team.0, name, own: true, whole: true, until: None });
    }
    teams.extend(covered.into_iter().map(|row| TeamRef {
        of: row.id,
        name: row.full_name,
        own: false,
        whole: row.whole_team,
        until: row.to_on.as_deref().map(heads::day),
    }));
    Ok(teams)
}

/// The team that was asked for; the first one when none was.
pub fn chosen(teams: &[TeamRef], of: Option<PersonId>) -> Result<&TeamRef> {
    let found = of.map_or(teams.first(), |of| teams.iter().find(|team| team.of == of));
    Ok(found.ok_or(AppError::NotFound)?)
}

pub async fn view(caller: &Caller, year: Option<FiscalYearId>, of: Option<PersonId>) -> Result<TeamView> {
    let teams = teams(caller).await?;
    let team = chosen(&teams, of)?;
    let (db, scope) = (caller.state.db.read(), policy::set_scope(caller.actor, caller.day()));
    let known = sets::years(db, scope).await?;
    let mut view = TeamView {
        whose: team.of,
        may_submit: team.whole,
        teams: teams.clone(),
        years: known.iter().map(years::Year::reference).collect(),
        year: None,
        rows: Vec::new(),
        counts: StateCounts::default(),
        missing: Vec::new(),
        ready: 0,
    };
    if let Some(chosen) = years::chosen(db, &known, year).await? {
        let rows = sets::list(db, caller.eyes(), scope, &narrow(chosen.id, team.of), TEAM_MAX, 0).await?;
        (view.missing, view.ready) = readiness(&rows)?;
        view.year = Some(chosen.reference());
        view.counts = counts(&rows)?;
        view.rows = heads::heads(&rows, caller.actor, &caller.state.clock)?;
    }
    Ok(view)
}

/// Moves every approved set of the team to HR, or nothing and says who is missing. `of` is whose team it is.
pub async fn submit(caller: &Caller, year: FiscalYearId, of: Option<PersonId>) -> Result<()> {
    let team = policy::authorise_team(caller.actor)?.key();
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let scope = policy::set_scope(caller.actor, uow.day());
    let narrow = narrow(year, of.unwrap_or(team.0));
    let rows = sets::list(uow.conn(), uow.eyes(caller.actor), scope, &narrow, TEAM_MAX, 0).await?;
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
        let acting_for = policy::acts_for(caller.actor, &first.facts()?);
        notices::tell(&uow, caller.actor, acting_for, SetAction::SubmitTeam, &[first]).await?;
    }
    uow.commit().await
}
