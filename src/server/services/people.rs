//! The directory and one person's record.
use super::heads;
use crate::{
    api::{
        error::AppError,
        people::{AccessState, DirectoryPage, DirectoryQuery, PersonCard, PersonPage, PersonRow},
        views::PersonRef,
    },
    domain::{
        actor::Role,
        ids::PersonId,
        policy::{self, CompanyAction, Scope},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            access, organisation, people,
            sets::{self, Narrow},
        },
    },
};

fn row(found: people::PersonRow, now: Timestamp) -> Result<PersonRow> {
    let held = [true, found.has_reports, found.is_hr, found.is_director, found.is_board];
    Ok(PersonRow {
        access: match (found.has_password, found.invited_until) {
            (true, _) => AccessState::Active,
            (false, Some(until)) if until > now.0 => AccessState::Invited,
            (false, Some(_)) => AccessState::Expired,
            (false, None) => AccessState::None,
        },
        person: PersonRef { id: found.id, employee_no: found.employee_no, name: found.full_name },
        email: found.email,
        department: found.department.unwrap_or_default(),
        employee_type: found.employee_type.unwrap_or_default(),
        grade: found.grade.unwrap_or_default(),
        job_title: found.job_title,
        manager: match (found.manager_id, found.manager_no, found.manager_name) {
            (Some(id), Some(employee_no), Some(name)) => Some(PersonRef { id, employee_no, name }),
            _ => None,
        },
        status: found.status.parse().map_err(|_| ServiceError::broken("an unknown employment status"))?,
        roles: Role::ALL.into_iter().zip(held).filter(|(_, held)| *held).map(|(role, _)| role).collect(),
        joined: found.joined_on.as_deref().map(heads::day),
    })
}

fn reference(found: people::Named) -> PersonRef {
    PersonRef { id: found.id, employee_no: found.employee_no, name: found.full_name }
}

pub async fn directory(caller: &Caller, mut query: DirectoryQuery) -> Result<DirectoryPage> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    let (db, now) = (caller.state.db.read(), caller.state.clock.now());
    query.q = query.q.chars().take(200).collect();
    let found = match query.q.trim() {
        "" => None,
        text => Some(caller.state.names.holding(&caller.state, text).await?),
    };
    let (rows, total) = people::directory(db, &query, found.as_ref()).await?;
    Ok(DirectoryPage {
        rows: rows.into_iter().map(|found| row(found, now)).collect::<Result<_>>()?,
        total,
        page: query.page.max(1),
        pages: total.div_ceil(people::PAGE),
        departments: organisation::departments(db).await?,
        uninvited: caller.state.kept.uninvited(&caller.state).await?,
    })
}

/// R5: who bears this employee id; nobody is an answer too.
pub async fn look_up(caller: &Caller, employee_no: &str) -> Result<Option<PersonCard>> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    let (db, now) = (caller.state.db.read(), caller.state.clock.now());
    let Some(known) = people::find_by_no(db, employee_no.trim()).await? else { return Ok(None) };
    let found = row(people::find(db, known.id).await?.ok_or(AppError::NotFound)?, now)?;
    Ok(Some(PersonCard {
        name: found.person.name,
        grade: found.grade,
        department: found.department,
        manager: found.manager.map(|manager| manager.name),
        status: found.status,
    }))
}

pub async fn person(caller: &Caller, id: PersonId) -> Result<PersonPage> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let found = people::find(db, id).await?.ok_or(AppError::NotFound)?;
    let own_sets = sets::list(db, caller.eyes(), Scope::Only(id), &Narrow::default(), 50, 0).await?;
    Ok(PersonPage {
        person: row(found, clock.now())?,
        reports: people::reports(db, id).await?.into_iter().map(reference).collect(),
        chain: people::chain(db, id).await?.into_iter().map(reference).collect(),
        sets: heads::heads(&own_sets, caller.actor, clock)?,
        last_sign_in: access::last_sign_in(db, id).await?.map(|at| clock.when(at).full),
    })
}
