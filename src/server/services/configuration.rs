//! Departments and their heads (R30), and what all of HR's configuration shares: a change is made to what its page showed or not at
//! all, and is audited with both values. Heads group teams for reading and gain no authority (R12).
use crate::{
    api::{
        configuration::{ConfigurationView, DepartmentForm, DepartmentPage, DepartmentView, HoldsOn},
        error::AppError,
        views::PersonRef,
    },
    domain::{
        audit::Detail,
        configuration::{check_name, check_reason, is_placeholder},
        ids::{DepartmentId, PersonId},
        policy::{self, CompanyAction},
        validation::{Problem, Violation},
    },
    server::{
        context::Caller,
        error::{Result, is_still_referenced},
        repo::{
            UnitOfWork,
            configuration::{self as repo, DepartmentRow, Part},
            organisation, people,
            unit_of_work::Entry,
            years,
        },
    },
};
use sea_orm::ConnectionTrait;

/// People named where something is still in use; the count speaks of all.
const NAMED: i64 = 10;

pub fn many(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// All violations at once, or what was checked.
pub fn both<A, B>(one: Result<A, Violation>, other: Result<B, Violation>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err(AppError::Invalid(one.err().into_iter().chain(other.err()).collect()).into()),
    }
}

/// The reason beside a change, when there is one.
pub fn with_reason(entry: Entry, reason: String) -> Entry {
    if reason.is_empty() { entry } else { entry.with(Detail::now("reason", reason)) }
}

/// What stands in the way of removing it.
pub async fn holds_on<C: ConnectionTrait>(conn: &C, part: Part) -> Result<HoldsOn> {
    let (people, count) = repo::people_in(conn, part, NAMED).await?;
    Ok(HoldsOn { people, count, records: repo::records_of(conn, part).await? })
}

/// Refuses to remove what is in use, and says by whom.
pub async fn check_unused(uow: &UnitOfWork, part: Part) -> Result<()> {
    let HoldsOn { people, count, records } = holds_on(uow.conn(), part).await?;
    if count == 0 && records.is_empty() { Ok(()) } else { Err(AppError::InUse { people, count, records }.into()) }
}

/// What the database held on to although nobody was named: something moved in while it was being removed.
pub fn removed(outcome: Result<()>) -> Result<()> {
    match outcome {
        Err(error) if is_still_referenced(&error) => {
            Err(AppError::InUse { people: Vec::new(), count: 0, records: Vec::new() }.into())
        }
        other => other,
    }
}

/// The record is what the page showed; `now` says what it is, when it is not.
pub fn check_seen(is_as_seen: bool, now: &str) -> Result<()> {
    if is_as_seen { Ok(()) } else { Err(AppError::ChangedMeanwhile { now: now.to_owned() }.into()) }
}

pub async fn overview(caller: &Caller) -> Result<ConfigurationView> {
    policy::decide_company(caller.actor, CompanyAction::Configure)?;
    let db = caller.state.db.read();
    let departments = repo::departments(db).await?;
    let types = repo::types(db).await?;
    Ok(ConfigurationView {
        departments: departments.len() as u64,
        without_head: departments.iter().filter(|row| row.head_id.is_none()).count() as u64,
        types: types.len() as u64,
        grades: types.iter().map(|row| many(row.grades)).sum(),
        unspecified: types.iter().filter(|row| is_placeholder(&row.name)).map(|row| many(row.people)).sum(),
        years: years::list(db).await?.len() as u64,
        assistance: match caller.state.config.assist.enabled {
            true => Some(super::assist::current(db, &caller.state).await?.settings.mode),
            false => None,
        },
    })
}

fn shown(row: DepartmentRow) -> DepartmentView {
    DepartmentView {
        head: match (row.head_id, row.head_no, row.head) {
            (Some(id), Some(employee_no), Some(name)) => Some(PersonRef { id, employee_no, name }),
            _ => None,
        },
        head_left: row.head_status.as_deref() == Some("left"),
        id: row.id,
        name: row.name,
        people: many(row.people),
    }
}

pub async fn departments(caller: &Caller) -> Result<Vec<DepartmentView>> {
    policy::decide_company(caller.actor, CompanyAction::Configure)?;
    Ok(repo::departments(caller.state.db.read()).await?.into_iter().map(shown).collect())
}

pub async fn department(caller: &Caller, id: DepartmentId) -> Result<DepartmentPage> {
    policy::decide_company(caller.actor, CompanyAction::Configure)?;
    let db = caller.state.db.read();
    let row = repo::department(db, id).await?.ok_or(AppError::NotFound)?;
    Ok(DepartmentPage { department: shown(row), holds_on: holds_on(db, Part::Department(id)).await? })
}

/// The person of an employee id who can be named as a head; nobody for an empty one. Whoever is head already stays so, left or not.
async fn head_of(uow: &UnitOfWork, employee_no: &str, now: Option<PersonId>) -> Result<Result<Option<PersonId>, Violation>> {
    let refused = |problem| Ok(Err(Violation::new("head", problem)));
    match employee_no.trim() {
        "" => Ok(Ok(None)),
        no => match people::find_by_no(uow.conn(), no).await? {
            None => refused(Problem::Unknown),
            Some(person) if person.status == "left" && now != Some(person.id) => refused(Problem::HasLeft),
            Some(person) => Ok(Ok(Some(person.id))),
        },
    }
}

/// Everything a department's form says, checked; `held` is the department it is about.
async fn checked(
    uow: &UnitOfWork,
    form: &DepartmentForm,
    held: Option<&DepartmentRow>,
) -> Result<(String, Option<PersonId>, String)> {
    let all = organisation::departments(uow.conn()).await?;
    let others = all.iter().filter(|other| held.is_none_or(|held| held.id != other.id)).map(|other| other.name.as_str());
    let name = check_name(&form.name, others);
    let head = head_of(uow, &form.head, held.and_then(|held| held.head_id)).await?;
    let reason = check_reason(&form.reason);
    match (name, head, reason) {
        (Ok(name), Ok(head), Ok(reason)) => Ok((name, head, reason)),
        (name, head, reason) => {
            Err(AppError::Invalid(name.err().into_iter().chain(head.err()).chain(reason.err()).collect()).into())
        }
    }
}

pub async fn create_department(caller: &Caller, form: &DepartmentForm) -> Result<DepartmentId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::Configure)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let (name, head, reason) = checked(&uow, form, None).await?;
    let id = organisation::insert_department(&uow, &proof, &name).await?;
    repo::set_head(&uow, &proof, id, head).await?;
    let mut entry = Entry::by(caller.actor, "create", "department", id.0).with(Detail::now("name", name));
    if head.is_some() {
        entry = entry.with(Detail::now("head", form.head.trim()));
    }
    uow.audit(with_reason(entry, reason));
    uow.commit().await?;
    Ok(id)
}

pub async fn change_department(caller: &Caller, id: DepartmentId, form: &DepartmentForm) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::Configure)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    repo::lock_department(&uow, id).await?;
    let row = repo::department(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    let head_now = row.head_no.clone().unwrap_or_default();
    check_seen(row.name == form.seen_name && head_now == form.seen_head, &named(&row))?;
    let (name, head, reason) = checked(&uow, form, Some(&row)).await?;
    let mut entry = Entry::by(caller.actor, "change", "department", id.0);
    if name != row.name {
        repo::rename_department(&uow, &proof, id, &name).await?;
        entry = entry.with(Detail::change("name", &row.name, name));
    }
    if head != row.head_id {
        repo::set_head(&uow, &proof, id, head).await?;
        entry = entry.with(Detail::change("head", head_now, form.head.trim()));
    }
    if entry.details.is_empty() {
        return Ok(());
    }
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

/// "Sales, Bob Tanaka": a department in a few words.
fn named(row: &DepartmentRow) -> String {
    row.head.as_ref().map_or_else(|| row.name.clone(), |head| format!("{}, {head}", row.name))
}

pub async fn remove_department(caller: &Caller, id: DepartmentId, seen_name: &str, reason: &str) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::Configure)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    repo::lock_department(&uow, id).await?;
    let row = repo::department(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    check_seen(row.name == seen_name, &named(&row))?;
    let reason = check_reason(reason).map_err(|violation| AppError::Invalid(vec![violation]))?;
    check_unused(&uow, Part::Department(id)).await?;
    removed(repo::delete_department(&uow, &proof, id).await)?;
    let mut entry = Entry::by(caller.actor, "remove", "department", id.0).with(gone("name", &row.name));
    if let Some(head) = &row.head_no {
        entry = entry.with(gone("head", head));
    }
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

/// A value that is there no more.
pub fn gone(name: &str, before: &str) -> Detail {
    Detail { name: name.into(), before: Some(before.into()), after: None }
}
