//! Results of many: the manager's team, HR's consolidation, the board's decision (R12, R21, R27, R28).
use super::{
    review_heads, review_notices,
    reviews::{checked_text, held, take},
    team::{chosen, teams},
};
use crate::{
    api::{
        error::AppError,
        results::{ResultRow, TeamResultsView},
    },
    domain::{
        actor::Actor,
        audit::Detail,
        consolidation::{self, Completion, Member, Of},
        distribution::{self, Distribution, Figures, Reason},
        ids::{FiscalYearId, PersonId, ReviewId},
        policy::{
            self as company_policy, CompanyAction, Scope,
            reviews::{self as policy, Action},
        },
        review::{ReviewAction, ReviewState},
        score::Score,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            company, decisions, evaluations,
            rank_tables::Tables,
            review_events,
            reviewing::{Eyes, NEVER},
            reviews::{self, Narrow, ReviewRow},
            unit_of_work::Entry,
            years,
        },
    },
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// More reports than anybody has.
const TEAM_MAX: u64 = 2_000;
const EVERYBODY: u64 = 1_000_000;

fn team_narrow(year: FiscalYearId, reviewer: PersonId) -> Narrow {
    Narrow { year: Some(year), reviewer: Some(reviewer), employed: true, ..Narrow::default() }
}

/// What this reader may know of a review's result: everything, or nothing (R1b, R3, R18).
pub fn readable(actor: Actor, row: &ReviewRow) -> Result<bool> {
    Ok(policy::decide(actor, Action::ReadManager, &row.facts()?).is_ok() && row.state()?.is_complete_or_further())
}

fn figures(actor: Actor, row: &ReviewRow, recomputed: &BTreeMap<ReviewId, Score>) -> Result<Figures<PersonId>> {
    let reads = readable(actor, row)?;
    Ok(Figures {
        who: row.person_id,
        reviewer: row.reviewer_id,
        // What may not be read does not count in any figure either.
        state: if reads { row.state()? } else { row.state()?.min(ReviewState::ManagerEvalInProgress) },
        exempt: row.exempt,
        score: row.score().filter(|_| reads),
        recomputed: recomputed.get(&row.id).copied().filter(|_| reads),
        self_score: row.self_score().filter(|_| reads && !row.without_self),
        rank: row.final_rank().filter(|_| reads).map(str::to_owned),
    })
}

pub fn result_row(caller: &Caller, row: &ReviewRow, marks: Vec<Reason>) -> Result<ResultRow> {
    let reads = readable(caller.actor, row)?;
    let reads_self = policy::decide(caller.actor, Action::ReadSelf, &row.facts()?).is_ok() && !row.without_self;
    Ok(ResultRow {
        head: review_heads::head(row, caller.actor, &caller.state.clock)?,
        self_score: row.self_score().filter(|_| reads_self),
        score: row.score().filter(|_| reads),
        rank: row.final_rank().filter(|_| reads).map(str::to_owned),
        computed_rank: row.rank.clone().filter(|_| reads && row.adjusted_rank.is_some()),
        marks,
    })
}

fn members(rows: &[&ReviewRow]) -> Result<Vec<Member<PersonId>>> {
    rows.iter().map(|row| Ok(Member { who: row.person_id, state: row.state()?, exempt: row.exempt })).collect()
}

fn empty() -> Distribution {
    distribution::distribution::<PersonId>(&[], &[])
}

pub async fn team(caller: &Caller, year: Option<FiscalYearId>, of: Option<PersonId>) -> Result<TeamResultsView> {
    let teams = teams(caller).await?;
    let team = chosen(&teams, of)?;
    let (db, scope) = (caller.state.db.read(), company_policy::set_scope(caller.actor, caller.day()));
    let known = reviews::years(db, scope).await?;
    let mut view = TeamResultsView {
        whose: team.of,
        may_submit: team.whole,
        teams: teams.clone(),
        years: known.iter().map(years::Year::reference).collect(),
        year: None,
        rows: Vec::new(),
        distribution: empty(),
        complete: 0,
        of: 0,
        missing: Vec::new(),
        ready: 0,
    };
    let Some(chosen) = years::chosen(db, &known, year).await? else {
        return Ok(view);
    };
    let rows = reviews::list(db, caller.eyes(), scope, &team_narrow(chosen.id, team.of), TEAM_MAX, 0).await?;
    let tables = Tables::of_year(db, chosen.id).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let again = company::recomputed(evaluations::factors_of(db, &ids).await?)?;
    let people = rows.iter().map(|row| figures(caller.actor, row, &again)).collect::<Result<Vec<_>>>()?;
    // Only what concerns one review: how far a whole team is from the company is for HR to see.
    let mut marks: BTreeMap<PersonId, Vec<Reason>> = BTreeMap::new();
    for mark in distribution::outliers(&people).into_iter().filter(|mark| mark.reason.is_of_one_review()) {
        marks.entry(mark.who).or_default().push(mark.reason);
    }
    let used: Vec<_> = rows.iter().filter_map(|row| Some(&tables.find(row.employee_type_id, row.grade_id)?.table)).collect();
    let completion = consolidation::completion(&members(&rows.iter().collect::<Vec<_>>())?);
    view.year = Some(chosen.reference());
    view.distribution = distribution::distribution(&used, &people);
    view.missing = names(&rows, &completion.missing);
    view.complete = completion.complete as u64;
    view.of = completion.of as u64;
    view.ready = completion.ready.len() as u64;
    view.rows = rows
        .iter()
        .map(|row| result_row(caller, row, marks.remove(&row.person_id).unwrap_or_default()))
        .collect::<Result<_>>()?;
    Ok(view)
}

fn names(rows: &[ReviewRow], who: &[PersonId]) -> Vec<String> {
    rows.iter().filter(|row| who.contains(&row.person_id)).map(|row| row.full_name.clone()).collect()
}

/// How far a team is, for Home.
pub fn readiness(rows: &[ReviewRow]) -> Result<Completion<PersonId>> {
    Ok(consolidation::completion(&members(&rows.iter().collect::<Vec<_>>())?))
}

/// Sends every complete evaluation of the team to HR, or nothing and says who is missing.
pub async fn submit_team(caller: &Caller, year: FiscalYearId, of: Option<PersonId>) -> Result<()> {
    let team = company_policy::authorise_team(caller.actor)?.key();
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let scope = company_policy::set_scope(caller.actor, uow.day());
    let rows =
        reviews::list(uow.conn(), uow.eyes(caller.actor), scope, &team_narrow(year, of.unwrap_or(team.0)), TEAM_MAX, 0).await?;
    let completion = readiness(&rows)?;
    if !completion.may_submit() {
        return Err(AppError::TeamIncomplete { missing: names(&rows, &completion.missing) }.into());
    }
    let ready: Vec<_> = rows.iter().filter(|row| completion.ready.contains(&row.person_id)).collect();
    for row in &ready {
        let facts = row.facts()?;
        let proof = policy::authorise(caller.actor, Action::Move(ReviewAction::SubmitTeam), &facts)?;
        take(&mut uow, caller.actor, ReviewAction::SubmitTeam, &facts, row, "", proof).await?;
    }
    let acting_for = match ready.first() {
        Some(first) => policy::acts_for(caller.actor, &first.facts()?),
        None => None,
    };
    review_notices::tell(&uow, caller.actor, acting_for, ReviewAction::SubmitTeam, &ready).await?;
    uow.commit().await
}

/// The reviews of a year, or of a part of the company, that `action` moves now when this actor takes it. One's own is left to
/// somebody else (R1b).
async fn movable<C: ConnectionTrait>(
    conn: &C,
    actor: Actor,
    year: FiscalYearId,
    of: Of,
    action: ReviewAction,
) -> Result<Vec<ReviewRow>> {
    let from = crate::domain::review::TRANSITIONS.iter().filter(|step| step.action == action).map(|step| step.from).collect();
    let no_department = of == Of::NoDepartment;
    let department = of.department();
    let narrow = Narrow { year: Some(year), department, no_department, states: from, assessed: true, ..Narrow::default() };
    let mut rows = reviews::list(conn, Eyes::nobodys(NEVER), Scope::Everyone, &narrow, EVERYBODY, 0).await?;
    rows.retain(|row| row.facts().is_ok_and(|facts| policy::decide(actor, Action::Move(action), &facts).is_ok()));
    Ok(rows)
}

/// HR confirms: what is with HR goes to the board.
pub async fn confirm(caller: &Caller, year: FiscalYearId, of: Of) -> Result<()> {
    company_policy::authorise_company(caller.actor, CompanyAction::ConfirmResults)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = movable(uow.conn(), caller.actor, year, of, ReviewAction::HrConfirm).await?;
    if rows.is_empty() {
        return Err(AppError::NothingToDo.into());
    }
    // A score that is not what its ratings give goes nowhere.
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let again = company::recomputed(evaluations::factors_of(uow.conn(), &ids).await?)?;
    let differing: Vec<_> =
        rows.iter().filter(|row| row.score() != again.get(&row.id).copied()).map(|row| row.full_name.clone()).collect();
    if !differing.is_empty() {
        return Err(AppError::ScoresDiffer { names: differing }.into());
    }
    for row in &rows {
        let facts = row.facts()?;
        let proof = policy::authorise(caller.actor, Action::Move(ReviewAction::HrConfirm), &facts)?;
        take(&mut uow, caller.actor, ReviewAction::HrConfirm, &facts, row, "", proof).await?;
    }
    review_notices::tell(&uow, caller.actor, None, ReviewAction::HrConfirm, &rows.iter().collect::<Vec<_>>()).await?;
    uow.commit().await
}

/// The board approves, with the day it met and its notes. Ranks are frozen from here on (R20).
pub async fn approve(caller: &Caller, year: FiscalYearId, of: Of, held_on: &str, notes: &str) -> Result<()> {
    let proof = company_policy::authorise_company(caller.actor, CompanyAction::ApproveResults)?;
    let state = &caller.state;
    let meeting = consolidation::check_meeting(held_on, &crate::domain::validation::normalise_newlines(notes))
        .map_err(AppError::Invalid)?;
    if meeting.held_on > state.clock.today() {
        return Err(ServiceError::invalid("held_on", crate::domain::validation::Problem::InTheFuture));
    }
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = movable(uow.conn(), caller.actor, year, of, ReviewAction::BoardApprove).await?;
    if rows.is_empty() {
        return Err(AppError::NothingToDo.into());
    }
    let unranked: Vec<_> = rows.iter().filter(|row| row.final_rank().is_none()).map(|row| row.full_name.clone()).collect();
    if !unranked.is_empty() {
        return Err(AppError::Unranked { names: unranked }.into());
    }
    for row in &rows {
        let facts = row.facts()?;
        let step = policy::authorise(caller.actor, Action::Move(ReviewAction::BoardApprove), &facts)?;
        take(&mut uow, caller.actor, ReviewAction::BoardApprove, &facts, row, "", step).await?;
    }
    review_notices::tell(&uow, caller.actor, None, ReviewAction::BoardApprove, &rows.iter().collect::<Vec<_>>()).await?;
    decisions::insert(&uow, &proof, caller.actor, year, of, &meeting, rows.len() as i64).await?;
    uow.audit(
        Entry::by(caller.actor, "board_decision", "fiscal_year", year.0)
            .with(Detail::now("meeting_on", meeting.held_on.to_string()))
            .with(Detail::now("notes", meeting.notes))
            .with(Detail::now("approved", rows.len().to_string())),
    );
    uow.commit().await
}

/// R21: another rank than the score gives, with a reason; an empty rank takes it back.
pub async fn adjust(caller: &Caller, review: ReviewId, rank: &str, reason: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let facts = row.facts()?;
    let proof = policy::authorise(caller.actor, Action::AdjustRank, &facts)?;
    let tables = Tables::of_year(uow.conn(), row.fiscal_year_id).await?;
    let rank = rank.trim();
    let known = tables
        .find(row.employee_type_id, row.grade_id)
        .is_some_and(|stored| stored.table.bands().iter().any(|band| band.label == rank));
    if !rank.is_empty() && !known {
        return Err(ServiceError::invalid("rank", crate::domain::validation::Problem::Unknown));
    }
    let reason = checked_text("reason", reason, true)?;
    let before = row.final_rank().unwrap_or_default().to_owned();
    // The computed rank is no adjustment.
    let wanted = Some(rank).filter(|rank| !rank.is_empty() && Some(*rank) != row.rank.as_deref());
    reviews::adjust(&uow, &proof, caller.actor, wanted, &reason).await?;
    let after = wanted.or(row.rank.as_deref()).unwrap_or_default().to_owned();
    let event = review_events::NewEvent {
        review,
        actor: Some(caller.actor),
        on_behalf_of: None,
        action: "adjust_rank",
        from: facts.state,
        to: facts.state,
        comment: &reason,
    };
    review_events::insert_many(&uow, &[event]).await?;
    uow.audit(
        Entry::by(caller.actor, "adjust_rank", "review", review.0)
            .with(Detail::change("rank", before, after))
            .with(Detail::now("reason", reason)),
    );
    uow.commit().await
}
