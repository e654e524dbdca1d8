//! What the second half of the year puts on Home: reviews that wait for their reader.
use super::{company_results, home::COUNTED, results};
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
        repo::reviews::{self, Narrow, ReviewRow},
    },
};
use std::collections::BTreeSet;

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
    let (db, scope) = (caller.state.db.read(), policy::set_scope(caller.actor));
    Ok(match caller.actor.role {
        Role::Employee => {
            reviews::list(db, scope, &for_owner(), 20, 0).await?.iter().filter(|row| is_mine_to_do(row)).count() as u64
        }
        Role::Manager => reviews::count(db, scope, &for_reviewer()).await?,
        Role::HrAdmin => {
            reviews::count_up_to(db, scope, &in_states(&[ReviewState::SubmittedToHrFinal]), COUNTED).await?
                + reviews::count_up_to(db, scope, &objections(), COUNTED).await?
        }
        Role::GeneralDirector | Role::BoardMember => {
            reviews::count_up_to(db, scope, &in_states(&[ReviewState::HrReviewComplete]), COUNTED).await?
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
    let rows = reviews::list(caller.state.db.read(), Scope::Only(caller.actor.person), &for_owner(), 20, 0).await?;
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
    let rows = reviews::list(caller.state.db.read(), Scope::Only(caller.actor.person), &in_states(&states), 10, 0).await?;
    rows.into_iter()
        .map(|row| {
            let state = row.state()?;
            Ok(OnItsWay {
                what: Way::Review(state),
                with: row.reviewer_name.filter(|_| state.turn() == Some(ReviewParty::Reviewer)),
                since: caller.state.clock.when(Timestamp(row.state_since)),
                href: format!("/review?year={}", row.fiscal_year_id),
                year: row.year_name,
            })
        })
        .collect()
}

async fn reviewer(caller: &Caller) -> Result<Vec<Todo>> {
    let (db, scope) = (caller.state.db.read(), Scope::ReviewedBy(caller.actor.person));
    let mut todos = Vec::new();
    for row in reviews::list(db, scope, &for_reviewer(), 100, 0).await? {
        let person = row.full_name.clone();
        let kind = match row.state()? {
            ReviewState::BoardApproved => TodoKind::GiveFeedback { person },
            _ => TodoKind::Evaluate { person },
        };
        let href = format!("/reviews/{}", row.id);
        todos.push(todo(caller, &row, kind, href));
    }
    let under_way = Narrow { employed: true, ..in_states(&[ReviewState::ManagerEvalComplete]) };
    let years: BTreeSet<_> = reviews::list(db, scope, &under_way, 1, 0).await?.iter().map(|row| row.fiscal_year_id).collect();
    for year in years {
        let narrow = Narrow { year: Some(year), employed: true, ..Narrow::default() };
        let team = reviews::list(db, scope, &narrow, TEAM_MAX, 0).await?;
        if let Some(first) = team.first()
            && results::readiness(&team)?.may_submit()
        {
            let submit =
                Todo { since: None, ..todo(caller, first, TodoKind::SubmitResults, format!("/team/results?year={year}")) };
            todos.push(submit);
        }
    }
    Ok(todos)
}

async fn company(caller: &Caller) -> Result<Vec<Todo>> {
    let db = caller.state.db.read();
    let mut todos = Vec::new();
    if caller.actor.role == Role::HrAdmin {
        for row in reviews::list(db, Scope::Everyone, &objections(), 50, 0).await? {
            if row.person_id != caller.actor.person {
                let kind = TodoKind::AnswerObjection { person: row.full_name.clone() };
                let href = format!("/reviews/{}", row.id);
                todos.push(Todo { due: None, overdue: false, ..todo(caller, &row, kind, href) });
            }
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
