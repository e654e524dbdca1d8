//! Where somebody is signed in, for themselves alone, and ending it (R44).
use crate::{
    api::{account::OwnSession, error::AppError},
    domain::{audit::Detail, device, time::Timestamp},
    server::{
        context::Caller,
        error::Result,
        repo::{sessions::LIFETIME, unit_of_work::Entry},
    },
};

pub async fn list(caller: &Caller) -> Result<Vec<OwnSession>> {
    let (state, clock) = (&caller.state, &caller.state.clock);
    let open = state.sessions.open(state.db.read(), caller.actor.person, clock.now()).await?;
    let mut list: Vec<OwnSession> = open
        .into_iter()
        .map(|open| {
            let (browser, system) = device::read(&open.agent);
            OwnSession {
                browser,
                system,
                address: open.address,
                since: clock.when(Timestamp(open.expires_at).plus_seconds(-LIFETIME)),
                last_seen: clock.when(Timestamp(open.last_active_at)),
                is_this: open.family == caller.family,
                family: open.family,
            }
        })
        .collect();
    // A stable order: only this one moves.
    list.sort_by_key(|session| !session.is_this);
    Ok(list)
}

/// Somebody else's session does not exist.
pub async fn end(caller: &Caller, family: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    if !state.sessions.is_of(&uow, caller.actor.person, family).await? {
        return Err(AppError::NotFound.into());
    }
    state.sessions.end_family(&uow, caller.actor.person, family).await?;
    uow.audit(Entry::by(caller.actor, "end_session", "person", caller.actor.person.0));
    uow.commit().await
}

pub async fn end_others(caller: &Caller) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    state.sessions.end_others(&uow, caller.actor.person, &caller.family).await?;
    uow.audit(Entry::by(caller.actor, "end_session", "person", caller.actor.person.0).with(Detail::now("which", "all others")));
    uow.commit().await
}
