//! Invitations: one-time links, seven days, as a list to print (R6). Only digests are kept, so a link is shown once.
use super::{auth, resets};
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
        repo::{UnitOfWork, access, links, people, unit_of_work::Entry},
    },
};

pub(super) const PURPOSE: &str = "invitation";

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
    let is_reset = record.has_password || access::last_sign_in(uow.conn(), person).await?.is_some();
    access::set_password(&uow, person, Some(&hash), false).await?;
    // Whatever the former password opened is over, everywhere.
    access::begin_epoch(&uow, person).await?;
    state.sessions.end_others(&uow, person, "").await?;
    uow.audit(Entry::by_system("accept_invitation", "person", person.0));
    if is_reset {
        resets::tell_owner(&uow, person, "reset_used", None).await?;
    }
    uow.commit().await?;
    let holder = access::holder(state.db.read(), person, state.db.day(&state.clock))
        .await?
        .ok_or_else(|| ServiceError::broken("an account without its person"))?;
    auth::begin_session(visitor, &holder, crate::domain::actor::Role::Employee).await
}

/// Nobody makes their own. A first link, for whom nobody could sign in as, is HR's alone; one that replaces a password in use needs a
/// second person where the account holds a granted role (R1a).
async fn needs_second(caller: &Caller, uow: &UnitOfWork, row: &people::PersonRow) -> Result<bool> {
    if row.id == caller.actor.person {
        return Err(policy::Denial::OwnRecord.into());
    }
    let is_guarded = row.is_hr || row.is_director || row.is_board;
    Ok(is_guarded && (row.has_password || access::last_sign_in(uow.conn(), row.id).await?.is_some()))
}

pub async fn create(caller: &Caller, person: Option<PersonId>) -> Result<Vec<InvitationRow>> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::InvitePeople)?;
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
        let needs_second = needs_second(caller, &uow, &row).await?;
        let token = entropy::token();
        let expires = if needs_second {
            resets::ask(caller, &uow, &proof, &row, &token).await?
        } else {
            links::replace(&uow, PURPOSE, Some(id), Some(caller.actor.person), &token).await?
        };
        let action = if needs_second { "ask_reset" } else { "invite" };
        uow.audit(Entry::by(caller.actor, action, "person", id.0).with(Detail::now("until", state.clock.when(expires).iso)));
        if row.has_password && !needs_second {
            resets::tell_owner(&uow, id, "reset_made", Some(caller.actor.person)).await?;
        }
        rows.push(InvitationRow {
            name: row.full_name,
            employee_no: row.employee_no,
            department: row.department.unwrap_or_default(),
            url: format!("{}/invitation/{token}", state.config.http.base_url),
            expires: state.clock.when(expires).full,
            needs_second,
        });
    }
    uow.commit().await?;
    Ok(rows)
}

/// From the command line, whose user holds the database itself: a way in for anybody, told to its owner (R1a).
pub async fn create_from_command_line(uow: &mut UnitOfWork, employee_no: &str) -> Result<String> {
    let row = people::find_by_no(uow.conn(), employee_no).await?.filter(|row| row.status != "left").ok_or(AppError::NotFound)?;
    let token = entropy::token();
    links::replace(uow, PURPOSE, Some(row.id), None, &token).await?;
    uow.audit(Entry::by_system("invite", "person", row.id.0));
    resets::tell_owner(uow, row.id, "reset_made", None).await?;
    Ok(token)
}
