//! Roles that take two: one HR admin asks, another or the director agrees, the owner is told (R1a).
use crate::{
    api::{
        error::AppError,
        records::{PersonRolesPage, RoleRequestView},
        views::PersonRef,
    },
    domain::{
        actor::Role,
        audit::Detail,
        ids::PersonId,
        policy::{
            self, CompanyAction,
            people::{self as person_policy, Action, Verdict},
        },
        time::Timestamp,
        validation::{self, Problem, TEXT},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, access,
            notices::{self, NewNotice},
            people, records,
            roles::{self, RequestRow},
            unit_of_work::Entry,
        },
    },
};

/// Those that are granted; the others follow from being employed and from having reports.
pub const GRANTED: [Role; 3] = [Role::HrAdmin, Role::GeneralDirector, Role::BoardMember];

/// Settled requests shown below the open ones.
const SHOWN: i64 = 50;

fn view(caller: &Caller, row: RequestRow) -> Result<RoleRequestView> {
    let clock = &caller.state.clock;
    let facts = row.facts();
    let settled = match (row.decider, row.decided_at, row.outcome) {
        (Some(by), Some(at), Some(outcome)) => Some((by, clock.when(Timestamp(at)), outcome)),
        _ => None,
    };
    Ok(RoleRequestView {
        id: row.id,
        person: PersonRef { id: row.person_id, employee_no: row.employee_no, name: row.full_name },
        role: row.role.parse().map_err(ServiceError::broken)?,
        wanted: row.wanted,
        reason: row.reason,
        asker: row.asker,
        asked: clock.when(Timestamp(row.asked_at)),
        settled,
        verdicts: Verdict::ALL
            .into_iter()
            .filter(|verdict| person_policy::decide_request(caller.actor, *verdict, &facts).is_ok())
            .collect(),
    })
}

pub async fn all(caller: &Caller) -> Result<Vec<RoleRequestView>> {
    policy::decide_company(caller.actor, CompanyAction::ReadRoleRequests)?;
    let rows = roles::list(caller.state.db.read(), None, SHOWN).await?;
    rows.into_iter().map(|row| view(caller, row)).collect()
}

pub async fn of_person(caller: &Caller, person: PersonId) -> Result<PersonRolesPage> {
    policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
    let db = caller.state.db.read();
    let stored = records::find(db, person).await?.ok_or(AppError::NotFound)?;
    let requests = roles::list(db, Some(person), SHOWN).await?;
    let asked = |role: Role| requests.iter().any(|row| row.decided_at.is_none() && row.role == role.code());
    Ok(PersonRolesPage {
        held: roles::held_by(db, person).await?,
        is_manager: !people::reports(db, person).await?.is_empty(),
        ask: person_policy::decide(caller.actor, Action::AskForRole, &stored.facts()?),
        free: GRANTED.into_iter().filter(|role| !asked(*role)).collect(),
        person: PersonRef { id: stored.id, employee_no: stored.employee_no, name: stored.full_name },
        requests: requests.into_iter().map(|row| view(caller, row)).collect::<Result<_>>()?,
    })
}

/// The role of a request's words and notices.
fn kind(role: Role, wanted: bool) -> &'static str {
    match (role, wanted) {
        (Role::HrAdmin, true) => "grant_hr_admin",
        (Role::HrAdmin, false) => "take_hr_admin",
        (Role::GeneralDirector, true) => "grant_general_director",
        (Role::GeneralDirector, false) => "take_general_director",
        (_, true) => "grant_board_member",
        (_, false) => "take_board_member",
    }
}

/// "grant.hr_admin": which role, and whether it is to be granted.
fn read_change(change: &str) -> Option<(Role, bool)> {
    let (how, role) = change.split_once('.')?;
    let wanted = match how {
        "grant" => true,
        "take" => false,
        _ => return None,
    };
    Some((GRANTED.into_iter().find(|known| known.code() == role)?, wanted))
}

pub async fn ask(caller: &Caller, person: PersonId, change: &str, reason: &str) -> Result<()> {
    let (role, wanted) = read_change(change).ok_or_else(|| ServiceError::invalid("change", Problem::Unknown))?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let stored = records::find(uow.conn(), person).await?.ok_or(AppError::NotFound)?;
    let proof = person_policy::authorise(caller.actor, Action::AskForRole, &stored.facts()?)?;
    let reason = validation::normalise_newlines(reason).trim().to_owned();
    if let Some(problem) = validation::check_required(&reason, TEXT) {
        return Err(ServiceError::invalid("reason", problem));
    }
    if roles::held_by(uow.conn(), person).await?.contains(&role) == wanted {
        return Err(AppError::NothingToDo.into());
    }
    let id = roles::ask(&uow, &proof, caller.actor, role, wanted, &reason).await?;
    tell_those_who_can_settle(&uow, caller, person).await?;
    uow.audit(
        Entry::by(caller.actor, "ask_for_role", "person", person.0)
            .with(Detail::now("request", id.to_string()))
            .with(Detail::now(if wanted { "grant" } else { "take" }, role.code()))
            .with(Detail::now("reason", reason)),
    );
    uow.commit().await
}

async fn tell_those_who_can_settle(uow: &UnitOfWork, caller: &Caller, owner: PersonId) -> Result<()> {
    let mut told = Vec::new();
    for role in [Role::HrAdmin, Role::GeneralDirector] {
        let holders = access::holders_of(uow.conn(), role).await?;
        told.extend(holders.into_iter().filter(|holder| *holder != caller.actor.person && *holder != owner).map(|person| {
            NewNotice {
                person,
                role,
                kind: "ask_for_role",
                set: None,
                review: None,
                about: Some(owner),
                actor: Some(caller.actor.person),
                acting_for: None,
                delegation: None,
            }
        }));
    }
    notices::insert_many(uow, &told).await
}

pub async fn settle(caller: &Caller, request: i64, verdict: &str) -> Result<()> {
    let verdict = Verdict::from_code(verdict).ok_or_else(|| AppError::Invalid(Vec::new()))?;
    policy::decide_company(caller.actor, CompanyAction::ReadRoleRequests)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = roles::find(uow.conn(), request).await?.ok_or(AppError::NotFound)?;
    let proof = person_policy::authorise_request(caller.actor, verdict, &row.facts())?;
    if !roles::settle(&uow, &proof, caller.actor, request, verdict).await? {
        return Err(policy::Denial::Settled.into());
    }
    let role: Role = row.role.parse().map_err(ServiceError::broken)?;
    let mut entry = Entry::by(caller.actor, &format!("{}_role", verdict.code()), "person", row.person_id.0)
        .with(Detail::now("request", request.to_string()))
        .with(Detail::now("asked_by", row.asked_by.to_string()));
    if verdict == Verdict::Confirm {
        let owner = records::find(uow.conn(), row.person_id).await?.ok_or(AppError::NotFound)?;
        // Whoever left meanwhile is given nothing.
        if owner.status == crate::domain::person::EmploymentStatus::Left.code() {
            return Err(policy::Denial::HasLeft.into());
        }
        roles::set(&uow, &proof, role, row.wanted).await?;
        entry = entry.with(if row.wanted {
            Detail::change("role", "", role.code())
        } else {
            Detail::change("role", role.code(), "")
        });
        let told = NewNotice {
            person: row.person_id,
            role: Role::Employee,
            kind: kind(role, row.wanted),
            set: None,
            review: None,
            about: Some(row.person_id),
            actor: Some(caller.actor.person),
            acting_for: None,
            delegation: None,
        };
        notices::insert_many(&uow, &[told]).await?;
    } else {
        entry = entry.with(Detail::now(if row.wanted { "grant" } else { "take" }, role.code()));
    }
    uow.audit(entry);
    uow.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_a_role_that_is_granted() {
        assert_eq!(read_change("grant.hr_admin"), Some((Role::HrAdmin, true)));
        assert_eq!(read_change("take.board_member"), Some((Role::BoardMember, false)));
        for wrong in ["", "grant", "grant.manager", "grant.employee", "give.hr_admin", "take.root"] {
            assert_eq!(read_change(wrong), None, "{wrong}");
        }
    }
}
