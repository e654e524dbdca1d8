//! Carrying out changes of manager and department (R26), whoever asked for them: HR on a record, a bulk transfer, a leaver's
//! successor, an import.
use crate::{
    api::error::AppError,
    domain::{
        actor::Actor,
        ids::{DepartmentId, PersonId, TargetSetId},
        organisation,
        policy::{Authorized, Company},
        time::Date,
    },
    server::{
        error::Result,
        repo::{UnitOfWork, moves as repo, people_bulk, records},
    },
};
use std::collections::BTreeMap;

/// What changes for one person; `None` stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub person: PersonId,
    pub manager: Option<Option<PersonId>>,
    pub department: Option<Option<DepartmentId>>,
}

impl Move {
    pub fn is_nothing(&self) -> bool {
        self.manager.is_none() && self.department.is_none()
    }
}

/// R4: the company as it would be is a forest, or the first loop is refused with its chain.
pub async fn check_forest(uow: &UnitOfWork, moves: &[Move]) -> Result<()> {
    let mut manager_of = records::managers(uow.conn()).await?;
    for (person, manager) in moves.iter().filter_map(|change| Some((change.person, change.manager?))) {
        match manager {
            Some(manager) => manager_of.insert(person, manager),
            None => manager_of.remove(&person),
        };
    }
    match organisation::find_loop(&manager_of) {
        None => Ok(()),
        Some(chain) => Err(AppError::ManagerLoop { chain: records::names(uow.conn(), &chain).await? }.into()),
    }
}

/// Writes the moves. The organisation has to be locked. `on` is the day they count from, in the company's time zone.
pub async fn carry_out(uow: &mut UnitOfWork, by: Option<Actor>, moves: &[Move], on: Date, reason: &str) -> Result<()> {
    check_forest(uow, moves).await?;
    // Whoever asked was authorised for each person; who carries it out may be a job at the turn of the day.
    let proof = Authorized::<Company>::unchecked_from_command_line();
    let mut managers: BTreeMap<Option<PersonId>, Vec<PersonId>> = BTreeMap::new();
    let mut departments: BTreeMap<Option<DepartmentId>, Vec<PersonId>> = BTreeMap::new();
    for change in moves {
        if let Some(manager) = change.manager {
            managers.entry(manager).or_default().push(change.person);
        }
        if let Some(department) = change.department {
            departments.entry(department).or_default().push(change.person);
        }
    }
    people_bulk::set_managers(uow, &proof, &managers).await?;
    repo::set_departments(uow, &proof, &departments).await?;
    let _ = (by, on, reason);
    Ok(())
}

/// Sets that HR gave to a reviewer by name go to another.
pub async fn rename_reviewer(uow: &mut UnitOfWork, by: Actor, sets: &[TargetSetId], to: PersonId, on: Date) -> Result<()> {
    repo::set_named_reviewer(uow, sets, to).await?;
    let _ = (by, on);
    Ok(())
}
