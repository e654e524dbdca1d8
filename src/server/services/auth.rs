//! Signing in and out, switching roles, changing one's password.
use crate::{
    api::{auth::DemoAccount, error::AppError},
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        password,
        policy::Denial,
        validation::{Problem, Violation},
    },
    server::{
        auth::{
            common, device,
            store::key,
            throttle::{self, Attempt, Verdict},
        },
        context::{Caller, Visitor, is_inside, session_error},
        demo, entropy,
        error::Result,
        repo::{
            self,
            access::{self, Holder},
            unit_of_work::Entry,
        },
        services::directory::{self, Outcome},
        telemetry::refusals,
    },
};

/// Longest login that can belong to anybody.
const LOGIN_MAX: usize = 300;

/// Answers where to go. The answer and its timing never tell whether the account exists.
pub async fn sign_in(visitor: &Visitor, login: &str, given: &str, next: Option<&str>) -> Result<String> {
    let (state, login) = (&visitor.state, login.trim());
    if login.is_empty() || given.is_empty() || login.len() > LOGIN_MAX || given.chars().count() > password::MAX {
        return Err(AppError::WrongCredentials.into());
    }
    let holder = find_holder(visitor, login).await?;
    let nonce = holder.as_ref().and_then(|holder| known_browser(visitor, holder));
    let attempt = match &nonce {
        Some(nonce) => Attempt::KnownBrowser { nonce },
        None => Attempt::Anyone { login, person: holder.as_ref().map(|holder| holder.id), address: visitor.address },
    };
    let verdict = throttle::admit(state, &attempt).await?;
    let hash = holder.as_ref().and_then(|holder| holder.password_hash.clone());
    let mut right = state.passwords.verify(given.to_owned(), hash).await?;
    let mut holder = holder;
    if !right {
        match directory::ask(state, login, given).await {
            Outcome::No => {}
            Outcome::Silent => return Err(AppError::DirectorySilent.into()),
            Outcome::Known(known) if verdict == Verdict::Check => {
                holder = Some(directory::enter(state, login, &known).await?);
                right = true;
            }
            Outcome::Known(_) => {}
        }
    }
    let guessed = holder.as_ref().map(|holder| holder.id.0);
    let Some(holder) = holder.filter(|holder| right && verdict == Verdict::Check && !holder.barred) else {
        refusals::note("a sign-in", guessed, visitor.address, &visitor.path);
        return Err(AppError::WrongCredentials.into());
    };
    begin_session(visitor, &holder, Role::Employee).await?;
    throttle::forget(state, &attempt).await?;
    let landing = next.filter(|path| is_inside(path) && !path.starts_with("/sign-in")).unwrap_or("/");
    Ok(if holder.must_change { "/password".into() } else { landing.to_owned() })
}

/// By employee id or address, else by the name used with the directory before.
async fn find_holder(visitor: &Visitor, login: &str) -> Result<Option<Holder>> {
    let (db, has_directory) = (visitor.state.db.read(), visitor.state.directory.is_some());
    match access::holder_by_login(db, login).await? {
        None if has_directory => Ok(repo::directory::holder_by_login(db, login).await?),
        found => Ok(found),
    }
}

/// The nonce of this browser, when it signed in to this account before.
fn known_browser(visitor: &Visitor, holder: &Holder) -> Option<String> {
    let state = &visitor.state;
    device::recognise(&state.config.secrets.session.0, visitor.device.as_deref()?, holder, state.clock.now())
}

/// Makes this browser known for the account as it is now.
fn remember_browser(visitor: &Visitor, holder: &Holder, nonce: Option<String>) {
    let state = &visitor.state;
    if let Some(cookie) = device::issue(&state.config.secrets.session.0, holder, nonce, state.clock.now()) {
        visitor.remember_browser(&cookie);
    }
}

/// Begins a new family of sessions under a fresh id; whatever session the browser had before is ended.
pub async fn begin_session(visitor: &Visitor, holder: &Holder, role: Role) -> Result<()> {
    let state = &visitor.state;
    let mut uow = state.db.begin(&state.clock).await?;
    if let Some(before) = visitor.caller() {
        state.sessions.end_family(&uow, before.actor.person, &before.family).await?;
    }
    access::signed_in(&uow, holder.id).await?;
    let actor = Actor { person: holder.id, role };
    uow.audit(Entry::by(actor, "sign_in", "person", holder.id.0).with(Detail::now("address", visitor.address.to_string())));
    let began = uow.now();
    uow.commit().await?;

    let session = &visitor.session;
    session.clear().await;
    session.cycle_id().await.map_err(session_error)?;
    session.insert(key::PERSON, holder.id.0).await.map_err(session_error)?;
    session.insert(key::ROLE, role.code()).await.map_err(session_error)?;
    session.insert(key::FAMILY, entropy::short_id()).await.map_err(session_error)?;
    session.insert(key::BEGAN, began.0).await.map_err(session_error)?;
    session.insert(key::ADDRESS, visitor.address.to_string()).await.map_err(session_error)?;
    session.insert(key::AGENT, &visitor.agent).await.map_err(session_error)?;
    session.insert(key::EPOCH, holder.epoch).await.map_err(session_error)?;
    remember_browser(visitor, holder, known_browser(visitor, holder));
    session.save().await.map_err(session_error)
}

pub async fn sign_out(visitor: &Visitor) -> Result<()> {
    if let Some(caller) = visitor.caller() {
        let state = &visitor.state;
        let mut uow = state.db.begin(&state.clock).await?;
        state.sessions.end_family(&uow, caller.actor.person, &caller.family).await?;
        uow.audit(Entry::by(caller.actor, "sign_out", "person", caller.actor.person.0));
        uow.commit().await?;
    }
    visitor.session.flush().await.map_err(session_error)
}

/// R2: at once, with another session id, and audited.
pub async fn switch_role(caller: &Caller, role: &str) -> Result<()> {
    let held = caller.holder.roles();
    let role = role.parse::<Role>().ok().filter(|role| held.contains(role)).ok_or(Denial::WrongRole)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    uow.audit(Entry::by(caller.actor, "switch_role", "person", caller.actor.person.0).with(Detail::change(
        "role",
        caller.actor.role.code(),
        role.code(),
    )));
    uow.commit().await?;
    caller.session.insert(key::ROLE, role.code()).await.map_err(session_error)?;
    caller.session.cycle_id().await.map_err(session_error)?;
    caller.session.save().await.map_err(session_error)
}

/// What is wrong with a new password typed twice, beside the fields `new` and `again`.
pub fn check_new(new: &str, again: &str, own_names: &[&str]) -> Result<()> {
    let mut violations = Vec::new();
    if let Some(problem) = password::check(new, own_names, common::is_common) {
        violations.push(Violation::new("new", problem));
    }
    if new != again {
        violations.push(Violation::new("again", Problem::Differs));
    }
    if violations.is_empty() { Ok(()) } else { Err(AppError::Invalid(violations).into()) }
}

pub async fn change_password(caller: &Caller, current: &str, new: &str, again: &str) -> Result<()> {
    let (state, holder) = (&caller.state, &caller.holder);
    let attempt = Attempt::Within { family: &caller.family };
    throttle::admit(state, &attempt).await?;
    if current.chars().count() > password::MAX
        || !state.passwords.verify(current.to_owned(), holder.password_hash.clone()).await?
    {
        refusals::note("a wrong present password", Some(holder.id.0), caller.address, &caller.path);
        return Err(AppError::Invalid(vec![Violation::new("current", Problem::Differs)]).into());
    }
    check_new(new, again, &[&holder.employee_no, &holder.email, &holder.full_name])?;
    if new == current {
        return Err(AppError::Invalid(vec![Violation::new("new", Problem::Taken)]).into());
    }
    let hash = state.passwords.hash(new.to_owned()).await?;
    let mut uow = state.db.begin(&state.clock).await?;
    access::set_password(&uow, holder.id, Some(&hash), false).await?;
    let epoch = access::begin_epoch(&uow, holder.id).await?;
    state.sessions.end_others(&uow, holder.id, &caller.family).await?;
    uow.audit(Entry::by(caller.actor, "change_password", "person", holder.id.0));
    uow.commit().await?;
    // This session alone goes on, under another id.
    caller.session.insert(key::EPOCH, epoch).await.map_err(session_error)?;
    caller.session.cycle_id().await.map_err(session_error)?;
    caller.session.save().await.map_err(session_error)?;
    let nonce = known_browser(caller, holder);
    remember_browser(caller, &Holder { password_hash: Some(hash), ..holder.clone() }, nonce);
    throttle::forget(state, &attempt).await
}

/// Only in demo mode, and only accounts that demo data made.
pub async fn demo_accounts(visitor: &Visitor) -> Result<Vec<DemoAccount>> {
    if visitor.state.config.company.demo { demo::accounts(visitor.state.db.read()).await } else { Ok(Vec::new()) }
}
