//! A new way in for HR, director or board: one HR admin asks, a second one or the director agrees, and the owner is told each time (R1a).
use super::invitations::PURPOSE;
use crate::{
    api::{
        error::AppError,
        people::{MayDecide, ResetRequest},
    },
    domain::{
        actor::Role,
        audit::Detail,
        ids::PersonId,
        policy::{self, Authorized, Company, CompanyAction, Denial},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            UnitOfWork, access, links,
            notices::{self, NewNotice},
            people::PersonRow,
            resets::{self, Request},
            unit_of_work::Entry,
        },
    },
};

fn notice(person: PersonId, role: Role, kind: &'static str, actor: Option<PersonId>) -> NewNotice {
    NewNotice { person, role, kind, set: None, review: None, about: None, actor, acting_for: None, delegation: None }
}

/// Tells the owner of an account what happened to their way in.
pub async fn tell_owner(uow: &UnitOfWork, person: PersonId, kind: &'static str, by: Option<PersonId>) -> Result<()> {
    notices::insert_many(uow, &[notice(person, Role::Employee, kind, by)]).await
}

/// Writes the request down and tells the owner and everybody who could agree.
pub async fn ask(
    caller: &Caller,
    uow: &UnitOfWork,
    proof: &Authorized<Company>,
    row: &PersonRow,
    token: &str,
) -> Result<Timestamp> {
    let by = caller.actor.person;
    let expires = resets::ask(uow, proof, row.id, by, token).await?;
    let mut told = vec![notice(row.id, Role::Employee, "reset_asked", Some(by))];
    for role in [Role::HrAdmin, Role::GeneralDirector] {
        let holders = access::holders_of(uow.conn(), role).await?;
        let others = holders.into_iter().filter(|holder| *holder != by && *holder != row.id);
        told.extend(others.map(|holder| notice(holder, role, "reset_sign_off", Some(by))));
    }
    notices::insert_many(uow, &told).await?;
    Ok(expires)
}

fn may(caller: &Caller, request: &Request) -> MayDecide {
    match caller.actor.person {
        person if person == request.person_id => MayDecide::Own,
        person if person == request.asked_by => MayDecide::Asked,
        _ => MayDecide::Yes,
    }
}

pub async fn list(caller: &Caller) -> Result<Vec<ResetRequest>> {
    policy::decide_company(caller.actor, CompanyAction::AgreeToResets)?;
    let clock = &caller.state.clock;
    let open = resets::open(caller.state.db.read(), clock.now()).await?;
    Ok(open
        .into_iter()
        .map(|request| ResetRequest {
            may: may(caller, &request),
            id: request.id,
            name: request.full_name,
            employee_no: request.employee_no,
            asked_by: request.asked_by_name,
            asked: clock.when(Timestamp(request.asked_at)),
            expires: clock.when(Timestamp(request.expires_at)).full,
        })
        .collect())
}

/// How many wait for this person to agree.
pub async fn waiting(caller: &Caller) -> Result<u64> {
    if policy::decide_company(caller.actor, CompanyAction::AgreeToResets).is_err() {
        return Ok(0);
    }
    let open = resets::open(caller.state.db.read(), caller.state.clock.now()).await?;
    Ok(open.iter().filter(|request| may(caller, request) == MayDecide::Yes).count() as u64)
}

pub async fn decide(caller: &Caller, id: i64, agree: bool) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::AgreeToResets)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let request = resets::find_open(uow.conn(), id, uow.now()).await?.ok_or(AppError::NotFound)?;
    match may(caller, &request) {
        MayDecide::Yes => {}
        MayDecide::Asked if !agree => {}
        MayDecide::Asked | MayDecide::Own => return Err(Denial::OwnRecord.into()),
    }
    if !resets::decide(&uow, &proof, id, caller.actor.person, agree).await? {
        return Err(AppError::NothingToDo.into());
    }
    let person = request.person_id;
    if agree {
        links::replace_by_digest(&uow, PURPOSE, Some(person), Some(request.asked_by), &request.token_digest).await?;
    }
    let (action, kind) = if agree { ("agree_reset", "reset_agreed") } else { ("refuse_reset", "reset_refused") };
    let asked_by = Detail::now("asked_by", request.asked_by.to_string());
    uow.audit(Entry::by(caller.actor, action, "person", person.0).with(asked_by));
    let by = caller.actor.person;
    let mut told = vec![notice(person, Role::Employee, kind, Some(by))];
    if by != request.asked_by {
        told.push(notice(
            request.asked_by,
            Role::HrAdmin,
            if agree { "reset_agreed_to_asker" } else { "reset_refused" },
            Some(by),
        ));
    }
    notices::insert_many(&uow, &told).await?;
    uow.commit().await
}
