//! Invitations: one-time links, seven days, as a list to print (R6). Only digests are kept, so a link is shown once.
use super::auth;
use crate::{
    api::{auth::LinkView, error::AppError, people::InvitationRow},
    domain::{
        audit::Detail,
        ids::PersonId,
        policy::{self, CompanyAction},
        time::Timestamp,
    },
    server::{
        context::{Caller, Visitor},
        entropy,
        error::{Result, ServiceError},
        repo::{access, links, people, unit_of_work::Entry},
    },
};

const PURPOSE: &str = "invitation";

pub async fn show(visitor: &Visitor, token: &str) -> Result<LinkView> {
    let state = &visitor.state;
    let link = links::find(state.db.read(), PURPOSE, token, state.clock.now()).await?.ok_or(AppError::LinkExpired)?;
    let person = link.person_id.ok_or(AppError::LinkExpired)?;
    let person = people::find(state.db.read(), person).await?.ok_or(AppError::LinkExpired)?;
    let expires = state.clock.when(Timestamp(link.expires_at));
    Ok(LinkView { name: person.full_name, login: person.employee_no, expires: expires.full })
}

/// Sets the password and signs in.
pub async fn accept(visitor: &Visitor, token: &str, new: &str, again: &str) -> Result<()> {
    let state = &visitor.state;
    let link = links::find(state.db.read(), PURPOSE, token, state.clock.now()).await?.ok_or(AppError::LinkExpired)?;
    let person = link.person_id.ok_or(AppError::LinkExpired)?;
    let record =
        people::find(state.db.read(), person).await?.filter(|record| record.status != "left").ok_or(AppError::LinkExpired)?;
    auth::check_new(new, again, &[&record.employee_no, &record.email, &record.full_name])?;
    let hash = state.passwords.hash(new.to_owned()).await?;
    let mut uow = state.db.begin(&state.clock).await?;
    if !links::take(&uow, link.id).await? {
        return Err(AppError::LinkExpired.into());
    }
    access::set_password(&uow, person, Some(&hash), false).await?;
    uow.audit(Entry::by_system("accept_invitation", "person", person.0));
    uow.commit().await?;
    let holder =
        access::holder(state.db.read(), person).await?.ok_or_else(|| ServiceError::broken("an account without its person"))?;
    auth::begin_session(visitor, &holder, crate::domain::actor::Role::Employee).await
}

/// R1a: a new way in for somebody who holds a granted role needs more than one HR admin; the command line, or another
/// holder's sign-off, which comes with the people pages. A first invitation, for whom nobody could sign in as, is HR's.
async fn check_target(caller: &Caller, row: &people::PersonRow) -> Result<()> {
    if row.id == caller.actor.person {
        return Err(policy::Denial::OwnRecord.into());
    }
    if row.has_password && (row.is_hr || row.is_director || row.is_board) {
        return Err(policy::Denial::WrongRole.into());
    }
    Ok(())
}

pub async fn create(caller: &Caller, person: Option<PersonId>) -> Result<Vec<InvitationRow>> {
    policy::authorise_company(caller.actor, CompanyAction::InvitePeople)?;
    let state = &caller.state;
    let invited = match person {
        Some(person) => vec![person],
        None => people::uninvited(state.db.read(), state.clock.now()).await?,
    };
    let mut rows = Vec::with_capacity(invited.len());
    let mut uow = state.db.begin(&state.clock).await?;
    for id in invited {
        let Some(row) = people::find(uow.conn(), id).await?.filter(|row| row.status != "left") else {
            return Err(AppError::NotFound.into());
        };
        check_target(caller, &row).await?;
        let token = entropy::token();
        let expires = links::replace(&uow, PURPOSE, Some(id), Some(caller.actor.person), &token).await?;
        uow.audit(Entry::by(caller.actor, "invite", "person", id.0).with(Detail::now("until", state.clock.when(expires).iso)));
        rows.push(InvitationRow {
            name: row.full_name,
            employee_no: row.employee_no,
            department: row.department.unwrap_or_default(),
            url: format!("{}/invitation/{token}", state.config.http.base_url),
            expires: state.clock.when(expires).full,
        });
    }
    uow.commit().await?;
    Ok(rows)
}
