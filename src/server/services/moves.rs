//! Carrying out changes of manager and department (R26), whoever asked for them: HR on a record, a transfer, a leaver's
//! successor, an import. What is open goes along with its person, is marked and told of; what was reviewed until then stays
//! readable for who reviewed it, as it stood.
use crate::{
    api::error::AppError,
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        ids::{DepartmentId, PersonId, TargetSetId, TransferId},
        organisation,
        policy::{Authorized, Company},
        time::Date,
    },
    server::{
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, access, events,
            handovers::{self, Held, NewHandover, Of},
            moves as repo,
            notices::{self, NewNotice},
            people_bulk, records, review_events,
            transfers::{self, Standing},
            unit_of_work::Entry,
        },
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

/// Who moves people, from which day on and why.
pub struct Why<'a> {
    /// Nobody: the system, on the day of a planned one.
    pub by: Option<Actor>,
    /// In the company's time zone.
    pub on: Date,
    pub reason: &'a str,
}

/// R4: the company as it would be is a forest, or the first loop is refused with its chain.
pub async fn check_forest(uow: &UnitOfWork, moves: &[Move]) -> Result<()> {
    match find_loop(uow.conn(), moves).await? {
        None => Ok(()),
        Some(chain) => Err(AppError::ManagerLoop { chain }.into()),
    }
}

/// The loop that these changes of manager would close, by names.
pub async fn find_loop<C: sea_orm::ConnectionTrait>(conn: &C, moves: &[Move]) -> Result<Option<Vec<String>>> {
    let mut manager_of = records::managers(conn).await?;
    for (person, manager) in moves.iter().filter_map(|change| Some((change.person, change.manager?))) {
        match manager {
            Some(manager) => manager_of.insert(person, manager),
            None => manager_of.remove(&person),
        };
    }
    match organisation::find_loop(&manager_of) {
        None => Ok(None),
        Some(chain) => Ok(Some(records::names(conn, &chain).await?)),
    }
}

/// People, their places and their sets, before something is done to them.
pub struct Before {
    places: BTreeMap<PersonId, Standing>,
    held: Vec<Held>,
}

/// To be asked before anything is written. The organisation has to be locked.
pub async fn before(uow: &UnitOfWork, people: &[PersonId]) -> Result<Before> {
    let standing = transfers::standing(uow.conn(), people).await?;
    let places = standing.into_iter().map(|row| (row.id, row)).collect();
    Ok(Before { places, held: handovers::held(uow.conn(), Of::People(people)).await? })
}

/// Writes the moves, and everything that follows from them. The organisation has to be locked.
pub async fn carry_out(uow: &mut UnitOfWork, moves: &[Move], why: &Why<'_>) -> Result<()> {
    carry_out_planned(uow, moves, why, None).await
}

/// The same for one person whose move was planned.
pub async fn carry_out_planned(uow: &mut UnitOfWork, moves: &[Move], why: &Why<'_>, planned: Option<TransferId>) -> Result<()> {
    check_forest(uow, moves).await?;
    let people: Vec<_> = moves.iter().map(|change| change.person).collect();
    let before = before(uow, &people).await?;
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
    record(uow, &before, why, planned).await
}

/// What follows from moves that were written: the transfers, what was handed over with them, and whoever has to know.
pub async fn record(uow: &mut UnitOfWork, before: &Before, why: &Why<'_>, planned: Option<TransferId>) -> Result<()> {
    let people: Vec<_> = before.places.keys().copied().collect();
    let mut transferred = BTreeMap::new();
    for now in transfers::standing(uow.conn(), &people).await? {
        let Some(then) = before.places.get(&now.id) else { continue };
        let done = transfers::Done {
            person: now.id,
            manager: (then.manager_id != now.manager_id).then_some((then.manager_id, now.manager_id)),
            department: (then.department_id != now.department_id).then_some((then.department_id, now.department_id)),
            on: why.on,
            reason: why.reason,
            by: why.by.map(|actor| actor.person),
        };
        if done.manager.is_none() && done.department.is_none() && planned.is_none() {
            continue;
        }
        let id = transfers::record(uow, planned, &done).await?;
        uow.audit(entry(why, then, &now));
        transferred.insert(now.id, (id, done.manager));
    }
    let held: Vec<_> = before.held.iter().filter(|held| transferred.contains_key(&held.person_id)).collect();
    let next: BTreeMap<_, _> = handovers::held(uow.conn(), Of::Sets(&held.iter().map(|held| held.set_id).collect::<Vec<_>>()))
        .await?
        .into_iter()
        .map(|now| (now.set_id, now.reviewer_id))
        .collect();
    let mut new = Vec::new();
    for held in &held {
        let (next, open) = (next.get(&held.set_id).copied().flatten(), held.is_open()?);
        let transfer = transferred.get(&held.person_id).map(|(id, _)| *id);
        if next != held.reviewer_id || open {
            new.push(NewHandover { transfer, held, next, on: why.on, midcycle: open });
        }
    }
    hand_over(uow, &new, why.by).await?;
    let moved: Vec<_> = transferred.iter().filter_map(|(person, (_, manager))| Some((*person, (*manager)?))).collect();
    tell(uow, why.by, &moved, &new).await
}

/// Managers by their employee ids, departments by their names.
fn entry(why: &Why<'_>, then: &Standing, now: &Standing) -> Entry {
    let mut entry = match why.by {
        Some(actor) => Entry::by(actor, "transfer", "person", now.id.0),
        None => Entry::by_system("transfer", "person", now.id.0),
    };
    entry = entry.with(Detail::now("on", why.on.to_string()));
    for (field, before, after) in
        [("manager_no", &then.manager_no, &now.manager_no), ("department", &then.department, &now.department)]
    {
        if before != after {
            entry = entry.with(Detail::change(field, before.clone().unwrap_or_default(), after.clone().unwrap_or_default()));
        }
    }
    if !why.reason.is_empty() {
        entry = entry.with(Detail::now("reason", why.reason));
    }
    entry
}

/// Writes what passed from one reviewer to the next, with its place in the history of each set and review that is open.
async fn hand_over(uow: &UnitOfWork, new: &[NewHandover<'_>], by: Option<Actor>) -> Result<()> {
    handovers::insert_many(uow, new).await?;
    let open = || new.iter().filter(|handover| handover.midcycle);
    let sets: Vec<_> = open()
        .map(|handover| {
            let state = handover.held.set_state.parse().map_err(ServiceError::broken)?;
            Ok(events::NewEvent {
                set: handover.held.set_id,
                actor: by,
                on_behalf_of: None,
                action: TRANSFER,
                from: state,
                to: state,
                comment: "",
            })
        })
        .collect::<Result<_>>()?;
    events::insert_many(uow, &sets).await?;
    let reviews: Vec<_> = open()
        .filter_map(|handover| handover.held.review_id.zip(handover.held.review_state.as_deref()))
        .map(|(review, state)| {
            let state = state.parse().map_err(ServiceError::broken)?;
            Ok(review_events::NewEvent {
                review,
                actor: by,
                on_behalf_of: None,
                action: TRANSFER,
                from: state,
                to: state,
                comment: "",
            })
        })
        .collect::<Result<_>>()?;
    review_events::insert_many(uow, &reviews).await
}

/// In the histories of sets and reviews.
const TRANSFER: &str = "transfer";
/// Told to who reviewed somebody until now, to who does from now on, and to whom it is about.
pub const TOLD_FORMER: &str = "transferred_away";
pub const TOLD_NEXT: &str = "transferred_here";
pub const TOLD_OWNER: &str = "transferred";

/// Somebody, with the manager before and the one after.
type Moved = (PersonId, (Option<PersonId>, Option<PersonId>));

/// R26: both managers are told, and whoever it is about.
async fn tell(uow: &UnitOfWork, by: Option<Actor>, moved: &[Moved], new: &[NewHandover<'_>]) -> Result<()> {
    let mut roles: BTreeMap<PersonId, Role> = BTreeMap::new();
    let mut written = Vec::new();
    for &(person, (former, next)) in moved {
        // The newest year of this person that is not over.
        let open = new.iter().rfind(|handover| handover.midcycle && handover.held.person_id == person);
        for (kind, told) in [(TOLD_FORMER, former), (TOLD_NEXT, next), (TOLD_OWNER, Some(person))] {
            let Some(told) = told.filter(|told| by.is_none_or(|by| by.person != *told)) else { continue };
            let role = match (kind, roles.get(&told)) {
                (TOLD_OWNER, _) => Role::Employee,
                (_, Some(role)) => *role,
                // Whoever has no reports any more looks as an employee.
                (_, None) => {
                    let holder = access::holder(uow.conn(), told, uow.day()).await?;
                    let role = if holder.is_some_and(|holder| holder.is_reviewer) { Role::Manager } else { Role::Employee };
                    *roles.entry(told).or_insert(role)
                }
            };
            written.push(NewNotice {
                person: told,
                role,
                kind,
                set: open.filter(|_| kind != TOLD_FORMER).map(|handover| handover.held.set_id),
                review: open.filter(|_| kind != TOLD_FORMER).and_then(|handover| handover.held.review_id),
                about: Some(person),
                actor: by.map(|by| by.person),
                acting_for: None,
                delegation: None,
            });
        }
    }
    notices::insert_many(uow, &written).await
}

/// Sets that HR gave to a reviewer by name go to another.
pub async fn rename_reviewer(uow: &mut UnitOfWork, by: Actor, sets: &[TargetSetId], to: PersonId, on: Date) -> Result<()> {
    let held = handovers::held(uow.conn(), Of::Sets(sets)).await?;
    repo::set_named_reviewer(uow, sets, to).await?;
    renamed(uow, by, &held, on).await
}

/// Whoever these sets were with hands them over to whom they are with now.
pub async fn renamed(uow: &UnitOfWork, by: Actor, held: &[Held], on: Date) -> Result<()> {
    let ids: Vec<_> = held.iter().map(|held| held.set_id).collect();
    let now = handovers::held(uow.conn(), Of::Sets(&ids)).await?;
    let mut new = Vec::new();
    for held in held {
        let next = now.iter().find(|now| now.set_id == held.set_id).and_then(|now| now.reviewer_id);
        if next != held.reviewer_id {
            // A set that had no reviewer yet comes from nobody.
            let midcycle = held.is_open()? && held.reviewer_id.is_some();
            new.push(NewHandover { transfer: None, held, next, on, midcycle });
        }
    }
    hand_over(uow, &new, Some(by)).await
}
