//! Transfers (R26): seeing them, making one now or planning it for a day, and carrying planned ones out on their day.
use super::{
    heads,
    moves::{self, Move, Why},
    transfer_plan,
};
use crate::{
    api::{
        error::AppError,
        transfers::{TransferForm, TransferView, TransfersView, Trouble},
        views::PersonRef,
    },
    domain::{
        actor::Role,
        audit::Detail,
        ids::{PersonId, TransferId},
        person::EmploymentStatus,
        policy::{self, CompanyAction, people as person_policy},
        transfer::Obstacle,
        validation::Problem,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            access,
            notices::{self, NewNotice},
            people, records,
            transfers::{self, TransferRow},
            unit_of_work::Entry,
        },
        state::AppState,
    },
};

const PAGE: u64 = 50;
/// On one person's page.
const HISTORY: i64 = 20;
/// Planned ones carried out in one go.
const AT_ONCE: i64 = 500;
/// Told to whoever planned it, when something stands in the way on its day.
pub const STUCK: &str = "transfer_stuck";

fn shown(row: TransferRow) -> Result<TransferView> {
    let state = row.state()?;
    Ok(TransferView {
        id: row.id,
        person: PersonRef { id: row.person_id, employee_no: row.employee_no, name: row.full_name },
        manager: row.moves_manager.then_some((row.from_manager, row.to_manager)),
        department: row.moves_department.then_some((row.from_department, row.to_department)),
        on: heads::day(&row.effective_on),
        reason: row.reason,
        state,
        by: row.planned_by,
        trouble: row.trouble.and_then(|code| Trouble::ALL.into_iter().find(|trouble| trouble.code() == code)),
    })
}

pub async fn view(caller: &Caller, page: u64) -> Result<TransfersView> {
    policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
    let db = caller.state.db.read();
    let total = transfers::count(db).await?;
    let pages = total.div_ceil(PAGE);
    let page = page.clamp(1, pages.max(1));
    let from = i64::try_from((page - 1) * PAGE).unwrap_or(i64::MAX);
    let rows = transfers::list(db, PAGE as i64, from).await?.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(TransfersView { rows, total, page, pages })
}

/// What became of one person, the newest first.
pub async fn history(caller: &Caller, person: PersonId) -> Result<Vec<TransferView>> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    transfers::of_person(caller.state.db.read(), person, HISTORY).await?.into_iter().map(shown).collect()
}

/// The refusal of a form whose people cannot all be moved.
fn refusal(read: &transfer_plan::Read) -> Option<ServiceError> {
    if !read.violations.is_empty() {
        return Some(AppError::Invalid(read.violations.clone()).into());
    }
    if let Some(obstacle) = read.in_the_way() {
        let problem = match obstacle {
            Obstacle::Oneself => Problem::Oneself,
            Obstacle::HasLeft => Problem::HasLeft,
            Obstacle::OwnManager | Obstacle::NothingChanges => Problem::Unchanged,
            Obstacle::LaterOneStands => Problem::BeforeStart,
            Obstacle::AnotherThatDay => Problem::Waiting,
        };
        return Some(ServiceError::invalid("who", problem));
    }
    if !read.chain().is_empty() {
        return Some(AppError::ManagerLoop { chain: read.chain().to_vec() }.into());
    }
    None
}

/// Everybody or nobody. Answers what was done: `transferred` or `planned`.
pub async fn transfer(caller: &Caller, form: TransferForm) -> Result<&'static str> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManagePeople)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    records::lock_organisation(&uow).await?;
    let today = state.clock.day(uow.now());
    let read = transfer_plan::read(caller, uow.conn(), &form, today).await?;
    if let Some(refusal) = refusal(&read) {
        return Err(refusal);
    }
    let (moves, Some(on)) = (read.moves(), read.on) else { return Err(AppError::NothingToDo.into()) };
    if moves.is_empty() {
        return Err(AppError::NothingToDo.into());
    }
    for change in &moves {
        let stored = records::find(uow.conn(), change.person).await?.ok_or(AppError::NotFound)?;
        person_policy::decide(caller.actor, person_policy::Action::Edit, &stored.facts()?)?;
    }
    if on <= today {
        let why = Why { by: Some(caller.actor), on, reason: &read.reason };
        moves::carry_out(&mut uow, &moves, &why).await?;
        uow.commit().await?;
        return Ok("transferred");
    }
    for change in &moves {
        let new = transfers::Planned {
            person: change.person,
            manager: read.manager,
            department: read.department,
            on,
            reason: &read.reason,
            by: caller.actor.person,
        };
        let id = transfers::plan(&uow, &proof, &new).await?;
        let mut entry = Entry::by(caller.actor, "plan_transfer", "person", change.person.0)
            .with(Detail::now("transfer", id.to_string()))
            .with(Detail::now("on", on.to_string()));
        if read.manager.wanted().is_some() {
            entry = entry.with(Detail::now("manager_no", read.manager_no().unwrap_or_default()));
        }
        if read.department.wanted().is_some() {
            entry = entry.with(Detail::now("department", read.department_name().unwrap_or_default()));
        }
        if !read.reason.is_empty() {
            entry = entry.with(Detail::now("reason", read.reason.clone()));
        }
        uow.audit(entry);
    }
    uow.commit().await?;
    Ok("planned")
}

pub async fn cancel(caller: &Caller, id: TransferId) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManagePeople)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = transfers::find(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    let stored = records::find(uow.conn(), row.person_id).await?.ok_or(AppError::NotFound)?;
    // R1b: nobody's own, here as elsewhere.
    if stored.id == caller.actor.person {
        return Err(policy::Denial::OwnRecord.into());
    }
    if !transfers::cancel(&uow, &proof, id, Some(caller.actor.person)).await? {
        return Err(policy::Denial::Settled.into());
    }
    uow.audit(
        Entry::by(caller.actor, "cancel_transfer", "person", row.person_id.0).with(Detail::now("transfer", id.to_string())),
    );
    uow.commit().await
}

/// Carries out what was planned for today or before. Any process may do it; one of them does.
pub async fn run_due(state: &AppState) -> Result<u64> {
    let today = state.clock.today();
    let mut done = 0;
    for row in transfers::due(state.db.read(), today, AT_ONCE).await? {
        match carry_out(state, &row).await {
            Ok(carried) => done += u64::from(carried),
            Err(ServiceError::Refused(AppError::ManagerLoop { .. })) => stuck(state, &row, Trouble::Loop).await?,
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

async fn carry_out(state: &AppState, row: &TransferRow) -> Result<bool> {
    let mut uow = state.db.begin(&state.clock).await?;
    records::lock_organisation(&uow).await?;
    let left = EmploymentStatus::Left.code();
    let who = records::find(uow.conn(), row.person_id).await?.ok_or(AppError::NotFound)?;
    if who.status == left {
        drop(uow);
        stuck(state, row, Trouble::HasLeft).await?;
        return Ok(false);
    }
    if let Some(manager) = row.to_manager_id
        && people::find(uow.conn(), manager).await?.is_none_or(|manager| manager.status == left)
    {
        drop(uow);
        stuck(state, row, Trouble::ManagerLeft).await?;
        return Ok(false);
    }
    if !transfers::claim(&uow, row.id).await? {
        return Ok(false);
    }
    let on = row.effective_on.parse().map_err(ServiceError::broken)?;
    let change = Move {
        person: row.person_id,
        manager: row.manager().filter(|manager| *manager != who.manager_id),
        department: row.department().filter(|department| *department != who.department_id),
    };
    let why = Why { by: None, on, reason: &row.reason };
    moves::carry_out_planned(&mut uow, &[change], &why, Some(row.id)).await?;
    uow.commit().await?;
    Ok(true)
}

/// It stays planned, and whoever planned it is told once.
async fn stuck(state: &AppState, row: &TransferRow, trouble: Trouble) -> Result<()> {
    let uow = state.db.begin(&state.clock).await?;
    if transfers::set_trouble(&uow, row.id, trouble.code()).await?
        && let Some(planned_by) = row.planned_by_id
        && access::holds(uow.conn(), planned_by, Role::HrAdmin).await?
    {
        let notice = NewNotice {
            person: planned_by,
            role: Role::HrAdmin,
            kind: STUCK,
            set: None,
            review: None,
            about: Some(row.person_id),
            actor: None,
            acting_for: None,
            delegation: None,
        };
        notices::insert_many(&uow, &[notice]).await?;
    }
    uow.commit().await
}
