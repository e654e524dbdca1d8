//! Signing in through the company's directory (R44): the answer is matched with a person of ours, whose name, address, department and mapped
//! roles then follow it.
use crate::{
    api::error::AppError,
    domain::{
        actor::Role,
        audit::Detail,
        ids::PersonId,
        policy::{Authorized, Company},
        validation,
    },
    server::{
        auth::directory::{Known, Silence},
        error::{Result, ServiceError},
        repo::{
            UnitOfWork,
            access::{self, Holder},
            directory::{self, Followed},
            notices::{self, NewNotice},
            people,
            unit_of_work::Entry,
        },
        state::AppState,
    },
};

/// What the directory makes of a login and a password.
pub enum Outcome {
    /// There is none, or it does not know this login with this password.
    No,
    /// It cannot be asked at the moment.
    Silent,
    Known(Box<Known>),
}

pub async fn ask(state: &AppState, login: &str, password: &str) -> Outcome {
    let Some(directory) = &state.directory else { return Outcome::No };
    match directory.check(login, password).await {
        Ok(None) => Outcome::No,
        Ok(Some(known)) => Outcome::Known(Box::new(known)),
        Err(error) => {
            complain(&error);
            Outcome::Silent
        }
    }
}

pub fn complain(error: &Silence) {
    tracing::warn!(%error, "the company's directory cannot be asked; accounts with a password of their own can sign in");
}

/// The account behind an answer, brought up to date. Whoever the directory knows and we do not has to be entered by HR first: without a
/// department and a manager there is nothing to do here.
pub async fn enter(state: &AppState, login: &str, known: &Known) -> Result<Holder> {
    let mut uow = state.db.begin(&state.clock).await?;
    let person = find(&uow, known).await?.ok_or(AppError::NotEnrolled)?;
    directory::ensure_account(&uow, person, login, &known.dn).await?;
    // The deployment's configuration names the groups, as the command line would the people (R1a).
    let proof = Authorized::<Company>::unchecked_from_command_line();
    follow_fields(&mut uow, &proof, person, known).await?;
    follow_roles(&mut uow, &proof, person, &known.roles).await?;
    uow.commit().await?;
    access::holder(state.db.read(), person, state.db.day(&state.clock))
        .await?
        .ok_or_else(|| ServiceError::broken("an account without its person"))
}

/// By employee id where the directory has one, else by address.
async fn find(uow: &UnitOfWork, known: &Known) -> Result<Option<PersonId>> {
    if let Some(employee_no) = &known.employee_no {
        return Ok(people::find_by_no(uow.conn(), employee_no).await?.map(|row| row.id));
    }
    match &known.email {
        Some(email) => Ok(directory::find_by_email(uow.conn(), email).await?),
        None => Ok(None),
    }
}

/// Name, address and department. What would not be accepted from a form is left as it was, and said in the log.
async fn follow_fields(uow: &mut UnitOfWork, proof: &Authorized<Company>, person: PersonId, known: &Known) -> Result<()> {
    let before = directory::followed(uow.conn(), person).await?.ok_or(AppError::NotFound)?;
    let mut after = before.clone();
    if let Some(name) = known.name.as_ref().filter(|name| validation::check_line(name).is_none()) {
        after.full_name.clone_from(name);
    }
    if let Some(email) = known.email.as_ref().filter(|email| validation::check_email(email).is_none()) {
        match directory::find_by_email(uow.conn(), email).await? {
            Some(other) if other != person => tracing::warn!(%person, "the directory's address belongs to somebody else here"),
            _ => after.email.clone_from(email),
        }
    }
    if let Some(name) = &known.department {
        match directory::department(uow.conn(), name).await? {
            Some((id, name)) => (after.department_id, after.department) = (Some(id), Some(name)),
            None => tracing::warn!(%person, "the directory's department is not known here"),
        }
    }
    if after == before {
        return Ok(());
    }
    directory::follow(uow, proof, person, &after).await?;
    let entry = changes(&before, &after)
        .into_iter()
        .fold(Entry::by_system("follow_directory", "person", person.0), |entry, (name, was, is)| {
            entry.with(Detail::change(name, was, is))
        });
    uow.audit(entry);
    Ok(())
}

fn changes(before: &Followed, after: &Followed) -> Vec<(&'static str, String, String)> {
    let department = |of: &Followed| of.department.clone().unwrap_or_default();
    [
        ("full_name", before.full_name.clone(), after.full_name.clone()),
        ("email", before.email.clone(), after.email.clone()),
        ("department", department(before), department(after)),
    ]
    .into_iter()
    .filter(|(_, was, is)| was != is)
    .collect()
}

/// Roles that came from the directory go with it; what was granted here stays. The owner is told (R1a).
async fn follow_roles(uow: &mut UnitOfWork, proof: &Authorized<Company>, person: PersonId, wanted: &[Role]) -> Result<()> {
    let from_there = directory::granted(uow.conn(), person).await?;
    let mut held = Vec::new();
    for role in [Role::HrAdmin, Role::GeneralDirector, Role::BoardMember] {
        if access::holds(uow.conn(), person, role).await? {
            held.push(role);
        }
    }
    let gained: Vec<Role> = wanted.iter().copied().filter(|role| !held.contains(role)).collect();
    let lost: Vec<Role> = from_there.into_iter().filter(|role| !wanted.contains(role)).collect();
    let mut told = Vec::new();
    for (roles, action, kind) in [(gained, "grant_role", "directory_granted"), (lost, "revoke_role", "directory_revoked")] {
        for role in roles {
            match action {
                "grant_role" => directory::grant(uow, proof, person, role).await?,
                _ => directory::revoke(uow, proof, person, role).await?,
            }
            let entry = Entry::by_system(action, "person", person.0);
            uow.audit(entry.with(Detail::now("role", role.code())).with(Detail::now("by", "directory")));
            told.push(NewNotice {
                person,
                role: Role::Employee,
                kind,
                set: None,
                review: None,
                about: None,
                actor: None,
                acting_for: None,
                delegation: None,
            });
        }
    }
    notices::insert_many(uow, &told).await
}
