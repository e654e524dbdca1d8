//! Leavers, rejoiners, and what is left of somebody who is anonymised (R6).
use super::{
    heads,
    moves::{self, Move, Why},
    removals, years,
};
use crate::{
    api::{error::AppError, records::LeavingPage, views::PersonRef},
    domain::{
        actor::Actor,
        audit::{Detail, REMOVE_DETAILS, removed_detail},
        draft::DraftContent,
        ids::PersonId,
        person::EmploymentStatus,
        policy::{
            self, Authorized, CompanyAction, Scope,
            people::{self as person_policy, Action},
        },
        validation::{self, Problem, TEXT},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, anonymise as remains, audit, delegations, drafts, people,
            records::{self, Stored},
            roles,
            sets::{self, Narrow},
            unit_of_work::Entry,
        },
    },
};

fn reference(stored: &Stored) -> PersonRef {
    PersonRef { id: stored.id, employee_no: stored.employee_no.clone(), name: stored.full_name.clone() }
}

pub async fn page(caller: &Caller, person: PersonId) -> Result<LeavingPage> {
    policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
    let db = caller.state.db.read();
    let stored = records::find(db, person).await?.ok_or(AppError::NotFound)?;
    let facts = stored.facts()?;
    let may = |action| person_policy::decide(caller.actor, action, &facts);
    let own_sets = sets::list(db, caller.eyes(), Scope::Only(person), &Narrow::default(), 100, 0).await?;
    Ok(LeavingPage {
        person: reference(&stored),
        status: facts.status,
        anonymised: facts.anonymised,
        reports: people::reports(db, person)
            .await?
            .into_iter()
            .map(|found| PersonRef { id: found.id, employee_no: found.employee_no, name: found.full_name })
            .collect(),
        named_for: records::named_for(db, person).await?.len() as u64,
        deactivate: may(Action::Deactivate),
        reactivate: may(Action::Reactivate),
        anonymise: may(Action::Anonymise),
        years: heads::heads(&own_sets, caller.actor, &caller.state.clock)?.into_iter().map(|head| head.year.name).collect(),
    })
}

fn checked_reason(reason: &str, needed: bool) -> Result<String> {
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    let problem = if needed { validation::check_required(&reason, TEXT) } else { validation::check_text(&reason, TEXT) };
    problem.map_or(Ok(reason), |problem| Err(ServiceError::invalid("reason", problem)))
}

/// Holds the organisation and finds who it is about.
async fn held(uow: &UnitOfWork, person: PersonId) -> Result<Stored> {
    records::lock_organisation(uow).await?;
    Ok(records::find(uow.conn(), person).await?.ok_or(AppError::NotFound)?)
}

/// R6: the account stops working at once, everywhere; reports and sets go to the successor in the same step.
pub async fn deactivate(caller: &Caller, person: PersonId, successor_no: &str, reason: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let stored = held(&uow, person).await?;
    let proof = person_policy::authorise(caller.actor, Action::Deactivate, &stored.facts()?)?;
    let reason = checked_reason(reason, false)?;
    let reports = people::reports(uow.conn(), person).await?;
    let named_for = records::named_for(uow.conn(), person).await?;
    let successor = match successor_no.trim() {
        "" if reports.is_empty() && named_for.is_empty() => None,
        "" => return Err(ServiceError::invalid("successor_no", Problem::Missing)),
        no => {
            let found = people::find_by_no(uow.conn(), no).await?;
            let found = found.filter(|found| found.status != EmploymentStatus::Left.code() && found.id != person);
            Some(found.ok_or_else(|| ServiceError::invalid("successor_no", Problem::Unknown))?)
        }
    };
    let mut entry = Entry::by(caller.actor, "deactivate", "person", person.0).with(Detail::change(
        "status",
        stored.status.clone(),
        EmploymentStatus::Left.code(),
    ));
    if let Some(successor) = &successor {
        // One of the reports who takes over reports to whom the leaver reported to.
        let moves: Vec<Move> = reports
            .iter()
            .map(|report| {
                let manager = if report.id == successor.id { stored.manager_id } else { Some(successor.id) };
                Move { person: report.id, manager: Some(manager), department: None }
            })
            .collect();
        let why = Why { by: Some(caller.actor), on: state.clock.today(), reason: &reason };
        moves::carry_out(&mut uow, &moves, &why).await?;
        moves::rename_reviewer(&mut uow, caller.actor, &named_for, successor.id, state.clock.today()).await?;
        entry = entry
            .with(Detail::now("successor", successor.id.to_string()))
            .with(Detail::now("reports", reports.len().to_string()));
    }
    records::set_status(&uow, &proof, EmploymentStatus::Left).await?;
    records::close_account(&uow, &proof).await?;
    roles::withdraw_all(&uow, &proof, caller.actor).await?;
    for ended in delegations::end_all_of(&uow, &proof, caller.actor).await? {
        uow.audit(Entry::by(caller.actor, "end", "delegation", ended.0));
    }
    if !reason.is_empty() {
        entry = entry.with(Detail::now("reason", reason));
    }
    uow.audit(entry);
    uow.commit().await
}

/// A rejoiner: employed again, with the history there was, and without a password; an invitation lets them in.
pub async fn reactivate(caller: &Caller, person: PersonId, reason: &str) -> Result<()> {
    let company = policy::authorise_company(caller.actor, CompanyAction::ManagePeople)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let stored = held(&uow, person).await?;
    let proof = person_policy::authorise(caller.actor, Action::Reactivate, &stored.facts()?)?;
    let reason = checked_reason(reason, false)?;
    records::set_status(&uow, &proof, EmploymentStatus::Active).await?;
    records::close_account(&uow, &proof).await?;
    if let Some(manager) = stored.manager_id {
        let left =
            records::find(uow.conn(), manager).await?.is_none_or(|manager| manager.status == EmploymentStatus::Left.code());
        if left {
            records::clear_manager(&uow, &proof).await?;
        }
    }
    years::create_for_joiners(&uow, &company).await?;
    let mut entry = Entry::by(caller.actor, "reactivate", "person", person.0).with(Detail::change(
        "status",
        stored.status.clone(),
        EmploymentStatus::Active.code(),
    ));
    if !reason.is_empty() {
        entry = entry.with(Detail::now("reason", reason));
    }
    uow.audit(entry);
    uow.commit().await
}

/// What stands where a name stood.
fn remaining_name(person: PersonId) -> String {
    format!("Former employee {person}")
}

/// R6, R42: name, addresses and texts go for good, numbers stay, and the chain says what was removed.
pub async fn anonymise(caller: &Caller, person: PersonId, confirm: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let stored = held(&uow, person).await?;
    let proof = person_policy::authorise(caller.actor, Action::Anonymise, &stored.facts()?)?;
    if confirm.trim() != stored.employee_no {
        return Err(AppError::NotConfirmed.into());
    }
    remove(&mut uow, &proof, &stored, Some(caller.actor)).await?;
    uow.commit().await?;
    // It is done; should the file be out of reach, the next round of housekeeping writes it down.
    if let Err(error) = removals::keep(&state.db, &state.config).await {
        tracing::error!(%error, "a removal could not be written down beside the backups yet");
    }
    Ok(())
}

/// The removal itself, decided by somebody, or repeated in a restored backup.
pub async fn remove(uow: &mut UnitOfWork, proof: &Authorized<PersonId>, stored: &Stored, by: Option<Actor>) -> Result<()> {
    let person = stored.id;
    remains::clear(uow, proof, &drafts::written(&DraftContent::default())?).await?;
    remains::forget_leftovers(uow, proof).await?;
    remains::forget_files(uow, proof, &stored.employee_no, &stored.email).await?;
    remains::rename(uow, proof, &remaining_name(person)).await?;
    let mut removed = audit::remove_details(uow, proof, "person", &[person.0]).await?;
    removed.extend(audit::remove_details(uow, proof, "target_set", &remains::sets_of(uow, person).await?).await?);
    removed.extend(audit::remove_details(uow, proof, "delegation", &remains::delegations_of(uow, person).await?).await?);
    removed.extend(audit::remove_details(uow, proof, "review", &remains::reviews_of(uow, person).await?).await?);
    let entry = |action| match by {
        Some(actor) => Entry::by(actor, action, "person", person.0),
        None => Entry::by_system(action, "person", person.0),
    };
    uow.audit(entry("anonymise"));
    uow.audit(entry(REMOVE_DETAILS).with(removed_detail(&removed)));
    Ok(())
}
