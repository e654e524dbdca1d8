//! Results of many: the manager's team, HR's consolidation, the board's decision (R12, R21, R27, R28).
use super::{
    review_heads, review_notices,
    reviews::{checked_text, held, take},
};
use crate::{
    api::{
        error::AppError,
        results::{DecisionView, Part, ResultRow, ResultsQuery, ResultsView, TeamResultsView},
        views::{DepartmentRef, PersonRef},
    },
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        consolidation::{self, Completion, Member},
        distribution::{self, Distribution, Figures, Reason},
        ids::{DepartmentId, FiscalYearId, PersonId, ReviewId},
        policy::{
            self as company_policy, CompanyAction, Scope,
            reviews::{self as policy, Action},
        },
        review::{ReviewAction, ReviewState},
        score::{self, Rated, Rating, Score},
        time::{Timestamp, long_date},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            configuration, decisions, evaluations,
            rank_tables::Tables,
            review_events,
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
const PAGE: u64 = 50;

/// A review and what its reader may know of its figures.
type Line<'a> = (&'a ReviewRow, &'a Figures<PersonId>);

fn team_narrow(year: FiscalYearId) -> Narrow {
    Narrow { year: Some(year), employed: true, ..Narrow::default() }
}

/// Scores as the ratings give them now, by review.
async fn recomputed<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<BTreeMap<ReviewId, Score>> {
    let mut rated: BTreeMap<ReviewId, Vec<Rated>> = BTreeMap::new();
    for factor in evaluations::factors(conn, year).await? {
        if let Some(rating) = factor.rating.and_then(Rating::from_value) {
            let difficulty = factor.difficulty.parse().map_err(ServiceError::broken)?;
            rated.entry(factor.review_id).or_default().push(Rated { weight: factor.weight, difficulty, rating });
        }
    }
    Ok(rated.into_iter().filter_map(|(review, items)| Some((review, score::score(&items).ok()?))).collect())
}

/// What this reader may know of a review's result: everything, or nothing (R1b, R3, R18).
fn readable(actor: Actor, row: &ReviewRow) -> Result<bool> {
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

fn result_row(caller: &Caller, row: &ReviewRow, marks: Vec<Reason>) -> Result<ResultRow> {
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

pub async fn team(caller: &Caller, year: Option<FiscalYearId>) -> Result<TeamResultsView> {
    let team = company_policy::authorise_team(caller.actor)?.key();
    let (db, scope) = (caller.state.db.read(), Scope::ReviewedBy(team.0));
    let known = reviews::years(db, scope).await?;
    let years = known.iter().map(years::Year::reference).collect();
    let Some(chosen) = year.map_or(known.first(), |year| known.iter().find(|known| known.id == year)) else {
        return Ok(TeamResultsView {
            years,
            year: None,
            rows: Vec::new(),
            distribution: empty(),
            complete: 0,
            of: 0,
            missing: Vec::new(),
            ready: 0,
        });
    };
    let rows = reviews::list(db, scope, &team_narrow(chosen.id), TEAM_MAX, 0).await?;
    let tables = Tables::of_year(db, chosen.id).await?;
    let again = recomputed(db, chosen.id).await?;
    let people = rows.iter().map(|row| figures(caller.actor, row, &again)).collect::<Result<Vec<_>>>()?;
    let used: Vec<_> = rows.iter().filter_map(|row| Some(&tables.find(row.employee_type_id, row.grade_id)?.table)).collect();
    let completion = consolidation::completion(&members(&rows.iter().collect::<Vec<_>>())?);
    Ok(TeamResultsView {
        years,
        year: Some(chosen.reference()),
        distribution: distribution::distribution(&used, &people),
        missing: names(&rows, &completion.missing),
        complete: completion.complete as u64,
        of: completion.of as u64,
        ready: completion.ready.len() as u64,
        rows: rows.iter().map(|row| result_row(caller, row, Vec::new())).collect::<Result<_>>()?,
    })
}

fn names(rows: &[ReviewRow], who: &[PersonId]) -> Vec<String> {
    rows.iter().filter(|row| who.contains(&row.person_id)).map(|row| row.full_name.clone()).collect()
}

/// How far a team is, for Home.
pub fn readiness(rows: &[ReviewRow]) -> Result<Completion<PersonId>> {
    Ok(consolidation::completion(&members(&rows.iter().collect::<Vec<_>>())?))
}

/// Sends every complete evaluation of the team to HR, or nothing and says who is missing.
pub async fn submit_team(caller: &Caller, year: FiscalYearId) -> Result<()> {
    let team = company_policy::authorise_team(caller.actor)?.key();
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = reviews::list(uow.conn(), Scope::ReviewedBy(team.0), &team_narrow(year), TEAM_MAX, 0).await?;
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
    review_notices::tell(&uow, caller.actor, ReviewAction::SubmitTeam, &ready).await?;
    uow.commit().await
}

/// The company as HR, the director or the board sees it.
pub async fn view(caller: &Caller, query: ResultsQuery) -> Result<ResultsView> {
    company_policy::decide_company(caller.actor, CompanyAction::ReadResults)?;
    let may = |action| company_policy::decide_company(caller.actor, action).is_ok();
    let db = caller.state.db.read();
    let known = reviews::years(db, Scope::Everyone).await?;
    let chosen = query.year.map_or(known.first(), |year| known.iter().find(|known| known.id == year));
    let mut view = ResultsView {
        years: known.iter().map(years::Year::reference).collect(),
        year: chosen.map(years::Year::reference),
        company: None,
        departments: Vec::new(),
        rows: Vec::new(),
        total: 0,
        page: query.page.max(1),
        pages: 0,
        decisions: Vec::new(),
        may_confirm: may(CompanyAction::ConfirmResults),
        may_approve: may(CompanyAction::ApproveResults),
        without_own: false,
    };
    let Some(year) = chosen else { return Ok(view) };
    let rows = reviews::list(db, Scope::Everyone, &Narrow { year: Some(year.id), ..Narrow::default() }, EVERYBODY, 0).await?;
    let tables = Tables::of_year(db, year.id).await?;
    let again = recomputed(db, year.id).await?;
    let people = rows.iter().map(|row| figures(caller.actor, row, &again)).collect::<Result<Vec<_>>>()?;
    let mut marks: BTreeMap<PersonId, Vec<Reason>> = BTreeMap::new();
    for outlier in distribution::outliers(&people) {
        marks.entry(outlier.who).or_default().push(outlier.reason);
    }
    let all: Vec<_> = rows.iter().zip(&people).collect();
    let named = configuration::heads(db).await?;
    view.company = Some(part(caller, None, &all, &tables, &marks)?);
    let mut by_department: BTreeMap<Option<(String, DepartmentId)>, Vec<Line<'_>>> = BTreeMap::new();
    for line in &all {
        by_department.entry(line.0.department.clone().zip(line.0.department_id)).or_default().push(*line);
    }
    for (department, lines) in by_department {
        let department = department.map(|(name, id)| DepartmentRef { id, name });
        let head = department.as_ref().and_then(|department| named.get(&department.id)).cloned();
        view.departments.push(Part { head, ..part(caller, department, &lines, &tables, &marks)? });
    }
    view.without_own =
        rows.iter().any(|row| row.person_id == caller.actor.person && !readable(caller.actor, row).unwrap_or(false));
    let narrowed = query.department.is_some() || query.no_department || query.reviewer.is_some() || query.marked;
    if narrowed {
        let asked: Vec<_> = rows
            .iter()
            .filter(|row| query.department.is_none_or(|department| row.department_id == Some(department)))
            .filter(|row| !query.no_department || row.department_id.is_none())
            .filter(|row| query.reviewer.is_none_or(|reviewer| row.reviewer_id == Some(reviewer)))
            .filter(|row| !query.marked || marks.contains_key(&row.person_id))
            .collect();
        view.total = asked.len() as u64;
        view.pages = view.total.div_ceil(PAGE);
        let from = usize::try_from((view.page - 1) * PAGE).unwrap_or(usize::MAX);
        for row in asked.into_iter().skip(from).take(PAGE as usize) {
            let own = marks.get(&row.person_id).cloned().unwrap_or_default();
            // A reviewer's mark belongs to the reviewer's own line only as a person.
            view.rows.push(result_row(caller, row, own)?);
        }
    }
    view.decisions = decisions::list(db, year.id)
        .await?
        .into_iter()
        .map(|found| DecisionView {
            department: found.department,
            meeting_on: found.meeting_on.parse().map_or(found.meeting_on.clone(), long_date),
            notes: found.notes,
            approved: u64::try_from(found.approved).unwrap_or_default(),
            by: found.decided_by,
            at: caller.state.clock.when(Timestamp(found.decided_at)),
        })
        .collect();
    Ok(view)
}

fn part(
    caller: &Caller,
    department: Option<DepartmentRef>,
    lines: &[Line<'_>],
    tables: &Tables,
    marks: &BTreeMap<PersonId, Vec<Reason>>,
) -> Result<Part> {
    let rows: Vec<_> = lines.iter().map(|(row, _)| *row).collect();
    let completion = consolidation::completion(&members(&rows)?);
    let mut used: Vec<_> = Vec::new();
    for row in &rows {
        if let Some(stored) = tables.find(row.employee_type_id, row.grade_id)
            && !used.contains(&&stored.table)
        {
            used.push(&stored.table);
        }
    }
    let people: Vec<_> = lines.iter().map(|(_, figures)| (*figures).clone()).collect();
    let mut states: BTreeMap<ReviewState, u64> = BTreeMap::new();
    let mut reviewers: BTreeMap<Option<(String, PersonId)>, (u64, u64)> = BTreeMap::new();
    let (mut to_confirm, mut to_approve) = (0, 0);
    for row in rows.iter().filter(|row| !row.exempt) {
        let (state, facts) = (row.state()?, row.facts()?);
        *states.entry(state).or_default() += 1;
        let may = |action| policy::decide(caller.actor, Action::Move(action), &facts).is_ok();
        to_confirm += u64::from(may(ReviewAction::HrConfirm));
        to_approve += u64::from(may(ReviewAction::BoardApprove));
        let entry = reviewers.entry(row.reviewer_name.clone().zip(row.reviewer_id)).or_default();
        entry.0 += u64::from(state.is_complete_or_further());
        entry.1 += 1;
    }
    let numbers: BTreeMap<PersonId, String> =
        rows.iter().filter_map(|row| Some((row.reviewer_id?, row.reviewer_no.clone()?))).collect();
    Ok(Part {
        department,
        head: None,
        states: states.into_iter().collect(),
        distribution: distribution::distribution(&used, &people),
        complete: completion.complete as u64,
        of: completion.of as u64,
        to_confirm,
        to_approve,
        marks: rows.iter().filter(|row| marks.contains_key(&row.person_id)).count() as u64,
        reviewers: reviewers
            .into_iter()
            .map(|(who, (complete, of))| {
                let who =
                    who.map(|(name, id)| PersonRef { id, employee_no: numbers.get(&id).cloned().unwrap_or_default(), name });
                (who, complete, of)
            })
            .collect(),
    })
}

/// The reviews of a year, or of one department of it, that `action` moves now when this actor takes it. One's own is left to
/// somebody else (R1b).
async fn movable<C: ConnectionTrait>(
    conn: &C,
    actor: Actor,
    year: FiscalYearId,
    department: Option<DepartmentId>,
    action: ReviewAction,
) -> Result<Vec<ReviewRow>> {
    let from = crate::domain::review::TRANSITIONS.iter().filter(|step| step.action == action).map(|step| step.from).collect();
    let narrow = Narrow { year: Some(year), department, states: from, assessed: true, ..Narrow::default() };
    let mut rows = reviews::list(conn, Scope::Everyone, &narrow, EVERYBODY, 0).await?;
    rows.retain(|row| row.facts().is_ok_and(|facts| policy::decide(actor, Action::Move(action), &facts).is_ok()));
    Ok(rows)
}

/// HR confirms: what is with HR goes to the board.
pub async fn confirm(caller: &Caller, year: FiscalYearId, department: Option<DepartmentId>) -> Result<()> {
    company_policy::authorise_company(caller.actor, CompanyAction::ConfirmResults)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = movable(uow.conn(), caller.actor, year, department, ReviewAction::HrConfirm).await?;
    if rows.is_empty() {
        return Err(AppError::NothingToDo.into());
    }
    // A score that is not what its ratings give goes nowhere.
    let again = recomputed(uow.conn(), year).await?;
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
    review_notices::tell(&uow, caller.actor, ReviewAction::HrConfirm, &rows.iter().collect::<Vec<_>>()).await?;
    uow.commit().await
}

/// The board approves, with the day it met and its notes. Ranks are frozen from here on (R20).
pub async fn approve(
    caller: &Caller,
    year: FiscalYearId,
    department: Option<DepartmentId>,
    held_on: &str,
    notes: &str,
) -> Result<()> {
    let proof = company_policy::authorise_company(caller.actor, CompanyAction::ApproveResults)?;
    let state = &caller.state;
    let meeting = consolidation::check_meeting(held_on, &crate::domain::validation::normalise_newlines(notes))
        .map_err(AppError::Invalid)?;
    if meeting.held_on > state.clock.today() {
        return Err(ServiceError::invalid("held_on", crate::domain::validation::Problem::InTheFuture));
    }
    let mut uow = state.db.begin(&state.clock).await?;
    let rows = movable(uow.conn(), caller.actor, year, department, ReviewAction::BoardApprove).await?;
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
    review_notices::tell(&uow, caller.actor, ReviewAction::BoardApprove, &rows.iter().collect::<Vec<_>>()).await?;
    decisions::insert(&uow, &proof, caller.actor, year, department, &meeting, rows.len() as i64).await?;
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

/// Reviews that wait for this role's decision over the whole company, for Home.
pub async fn waiting(caller: &Caller, year: FiscalYearId) -> Result<u64> {
    let action = match caller.actor.role {
        Role::HrAdmin => ReviewAction::HrConfirm,
        Role::GeneralDirector | Role::BoardMember => ReviewAction::BoardApprove,
        Role::Employee | Role::Manager => return Ok(0),
    };
    Ok(movable(caller.state.db.read(), caller.actor, year, None, action).await?.len() as u64)
}
