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
        audit::Detail,
        ids::PersonId,
        policy::{self, CompanyAction, Scope},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            Db, access, organisation, people,
            sets::{self, Narrow},
            unit_of_work::Entry,
        },
    },
};
use std::collections::BTreeSet;

/// People read at once while the directory is taken along.
const EXPORTED: u64 = 400;

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
    let found = searched(caller, &query).await?;
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

/// Whom the search finds; nothing without one.
async fn searched(caller: &Caller, query: &DirectoryQuery) -> Result<Option<BTreeSet<PersonId>>> {
    match query.q.trim() {
        "" => Ok(None),
        text => Ok(Some(caller.state.names.holding(&caller.state, text).await?)),
    }
}

/// The directory as it is narrowed and ordered, page after page; where it stands.
pub struct Export {
    db: Db,
    query: DirectoryQuery,
    /// Whom the search found when it began.
    found: Option<BTreeSet<PersonId>>,
}

impl Export {
    /// The next people; none once there are no more.
    pub async fn next(&mut self) -> Result<Vec<people::PersonRow>> {
        let (rows, _) = people::directory_part(self.db.read(), &self.query, self.found.as_ref(), EXPORTED).await?;
        self.query.page += 1;
        Ok(rows)
    }
}

/// For HR; that the directory was taken along is an entry of the audit log.
pub async fn export(caller: &Caller, mut query: DirectoryQuery) -> Result<Export> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    query.q = query.q.chars().take(200).collect();
    query.page = 1;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let mut entry = Entry::by(caller.actor, "export_people", "company", 0);
    let department = query.department.map(|id| id.to_string()).unwrap_or_default();
    for (name, value) in [("text", &query.q), ("department", &department), ("status", &query.status)] {
        if !value.is_empty() {
            entry = entry.with(Detail::now(name, value.as_str()));
        }
    }
    uow.audit(entry);
    uow.commit().await?;
    let found = searched(caller, &query).await?;
    Ok(Export { db: state.db.clone(), query, found })
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
        transfers: super::transfers::history(caller, id).await?,
    })
}
