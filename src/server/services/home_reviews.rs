//! What the second half of the year puts on Home: reviews that wait for their reader.
use super::{company_results, heads, home::COUNTED, results};
use crate::{
    api::home::{OnItsWay, Todo, TodoKind, Way},
    domain::{
        actor::Role,
        policy::{self, Scope},
        review::{ReviewParty, ReviewState},
        time::{Timestamp, long_date},
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            corrections,
            reviews::{self, Narrow, ReviewRow},
        },
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// More reports than anybody has.
const TEAM_MAX: u64 = 2_000;

fn in_states(states: &[ReviewState]) -> Narrow {
    Narrow { states: states.to_vec(), assessed: true, ..Narrow::default() }
}

fn for_owner() -> Narrow {
    in_states(&[ReviewState::SelfEvalDraft, ReviewState::FeedbackDelivered])
}

fn for_reviewer() -> Narrow {
    let states = [ReviewState::SelfEvalSubmitted, ReviewState::ManagerEvalInProgress, ReviewState::BoardApproved];
    Narrow { employed: true, ..in_states(&states) }
}

fn objections() -> Narrow {
    Narrow { open_objections: true, ..Narrow::default() }
}

/// The owner still has something to do: assess themselves, or read the result.
fn is_mine_to_do(row: &ReviewRow) -> bool {
    row.state == ReviewState::SelfEvalDraft.code() || row.read_at.is_none()
}

/// How many reviews wait for this person in this role.
pub async fn waiting(caller: &Caller) -> Result<u64> {
    let (db, scope) = (caller.state.db.read(), policy::set_scope(caller.actor, caller.day()));
    Ok(match caller.actor.role {
        Role::Employee => {
            reviews::list(db, caller.eyes(), scope, &for_owner(), 20, 0).await?.iter().filter(|row| is_mine_to_do(row)).count()
                as u64
        }
        Role::Manager => reviews::count(db, scope, &for_reviewer()).await?,
        Role::HrAdmin => {
            reviews::count_up_to(db, scope, &in_states(&[ReviewState::SubmittedToHrFinal]), COUNTED).await?
                + reviews::count_up_to(db, scope, &objections(), COUNTED).await?
        }
        Role::GeneralDirector | Role::BoardMember => {
            let corrections = corrections::count_waiting_for(db, caller.actor.person).await?;
            reviews::count_up_to(db, scope, &in_states(&[ReviewState::HrReviewComplete]), COUNTED).await?
                + u64::try_from(corrections).unwrap_or_default()
        }
    })
}

fn todo(caller: &Caller, row: &ReviewRow, kind: TodoKind, href: String) -> Todo {
    let clock = &caller.state.clock;
    let due = row.due();
    Todo {
        kind,
        year: row.year_name.clone(),
        since: Some(clock.when(Timestamp(row.state_since))),
        due: due.map(long_date),
        overdue: due.is_some_and(|due| clock.today() > due),
        href,
    }
}

pub async fn todos(caller: &Caller) -> Result<Vec<Todo>> {
    match caller.actor.role {
        Role::Employee => owner(caller).await,
        Role::Manager => reviewer(caller).await,
        Role::HrAdmin | Role::GeneralDirector | Role::BoardMember => company(caller).await,
    }
}

async fn owner(caller: &Caller) -> Result<Vec<Todo>> {
    let rows =
        reviews::list(caller.state.db.read(), caller.eyes(), Scope::Only(caller.actor.person), &for_owner(), 20, 0).await?;
    let mut todos = Vec::new();
    for row in rows.iter().filter(|row| is_mine_to_do(row)) {
        let kind = match row.state()? {
            ReviewState::SelfEvalDraft => TodoKind::AssessSelf,
            _ => TodoKind::ReadResult,
        };
        todos.push(todo(caller, row, kind, format!("/review?year={}", row.fiscal_year_id)));
    }
    Ok(todos)
}

/// Own reviews that are with somebody else: the reviewer by name, HR and the board by what they are.
pub async fn on_their_way(caller: &Caller) -> Result<Vec<OnItsWay>> {
    if caller.actor.role != Role::Employee {
        return Ok(Vec::new());
    }
    // A result that was told is theirs, though HR has still to close the year.
    let elsewhere = |state: &ReviewState| state.turn().is_some() && *state < ReviewState::FeedbackDelivered;
    let states: Vec<_> =
        ReviewState::ALL.into_iter().filter(elsewhere).filter(|state| state.turn() != Some(ReviewParty::Owner)).collect();
    let rows = reviews::list(caller.state.db.read(), caller.eyes(), Scope::Only(caller.actor.person), &in_states(&states), 10, 0)
        .await?;
    rows.into_iter()
        .map(|row| {
            let state = row.state()?;
            Ok(OnItsWay {
                what: Way::Review(state),
                with: heads::with(row.reviewer_name.as_deref(), row.cover.as_deref())
                    .filter(|_| state.turn() == Some(ReviewParty::Reviewer)),
                since: caller.state.clock.when(Timestamp(row.state_since)),
                href: format!("/review?year={}", row.fiscal_year_id),
                year: row.year_name,
            })
        })
        .collect()
}

async fn reviewer(caller: &Caller) -> Result<Vec<Todo>> {
    let (db, scope) = (caller.state.db.read(), Scope::ReviewedBy(caller.actor.person, caller.day()));
    let mut todos = Vec::new();
    for row in reviews::list(db, caller.eyes(), scope, &for_reviewer(), 100, 0).await? {
        let person = row.full_name.clone();
        let kind = match row.state()? {
            ReviewState::BoardApproved => TodoKind::GiveFeedback { person },
            _ => TodoKind::Evaluate { person },
        };
        let href = format!("/reviews/{}", row.id);
        todos.push(todo(caller, &row, kind, href));
    }
    let under_way = Narrow { employed: true, ..in_states(&[ReviewState::ManagerEvalComplete]) };
    let years: BTreeSet<_> =
        reviews::list(db, caller.eyes(), scope, &under_way, 1, 0).await?.iter().map(|row| row.fiscal_year_id).collect();
    for year in years {
        let narrow = Narrow { year: Some(year), employed: true, ..Narrow::default() };
        let team = reviews::list(db, caller.eyes(), scope, &narrow, TEAM_MAX, 0).await?;
        let mut teams: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in team {
            teams.entry(row.reviewer_id).or_default().push(row);
        }
        for (of, team) in teams {
            let Some(first) = team.first() else { continue };
            let part = first.facts()?.stand_in.is_some_and(|who| !who.whole_team);
            if part || !results::readiness(&team)?.may_submit() {
                continue;
            }
            let acts_for = first.reviewer_name.clone().filter(|_| of != Some(caller.actor.person));
            let whose = of.filter(|_| acts_for.is_some()).map_or_else(String::new, |of| format!("&of={of}"));
            let href = format!("/team/results?year={year}{whose}");
            todos.push(Todo { since: None, ..todo(caller, first, TodoKind::SubmitResults { acts_for }, href) });
        }
    }
    Ok(todos)
}

async fn company(caller: &Caller) -> Result<Vec<Todo>> {
    let db = caller.state.db.read();
    let mut todos = Vec::new();
    if caller.actor.role == Role::HrAdmin {
        for row in reviews::list(db, caller.eyes(), Scope::Everyone, &objections(), 50, 0).await? {
            if row.person_id != caller.actor.person {
                let kind = TodoKind::AnswerObjection { person: row.full_name.clone() };
                let href = format!("/reviews/{}", row.id);
                todos.push(Todo { due: None, overdue: false, ..todo(caller, &row, kind, href) });
            }
        }
    }
    if matches!(caller.actor.role, Role::GeneralDirector | Role::BoardMember) {
        for waiting in corrections::waiting_for(db, caller.actor.person, 50).await? {
            todos.push(Todo {
                kind: TodoKind::ConfirmCorrection { person: waiting.owner },
                year: waiting.year_name,
                since: Some(caller.state.clock.when(Timestamp(waiting.since))),
                due: None,
                overdue: false,
                href: format!("/reviews/{}/corrections", waiting.review_id),
            });
        }
    }
    for year in reviews::years(db, Scope::Everyone).await?.iter().take(2) {
        let count = company_results::waiting(caller, year.id).await?;
        if count > 0 {
            let is_hr = caller.actor.role == Role::HrAdmin;
            let kind = if is_hr { TodoKind::ConfirmResults { count } } else { TodoKind::ApproveResults { count } };
            let href = format!("/results?year={}", year.id);
            todos.push(Todo { kind, year: year.name.clone(), since: None, due: None, overdue: false, href });
        }
    }
    Ok(todos)
}
