//! Importing employees (R7): stage a file, show what it would do, apply all of it or nothing.
use super::years;
use crate::{
    api::{error::AppError, people::ImportView},
    domain::{
        actor::Role,
        audit::Detail,
        ids::{ImportId, PersonId},
        import::{self, Fate, Known, KnownPerson, Plan, PlannedRow},
        policy::{self, Authorized, Company, CompanyAction},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        files::csv,
        repo::{
            UnitOfWork, imports,
            organisation::{self, Names},
            people::Record,
            people_bulk,
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};

/// Rows on one page of the preview.
const PAGE: usize = 100;
/// The command line is told about this many refused rows.
const TOLD: usize = 20;

pub async fn stage(caller: &Caller, file_name: &str, bytes: Vec<u8>) -> Result<ImportId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let text = csv::text(bytes)?;
    let sheet = csv::read(&text)?;
    import::map_headers(&sheet.header).map_err(AppError::Headers)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let id = imports::insert(&uow, &proof, Some(caller.actor.person), file_name, &text).await?;
    uow.audit(Entry::by(caller.actor, "stage_import", "import", id.0).with(Detail::now("file", file_name)));
    uow.commit().await?;
    Ok(id)
}

/// Everybody as planning compares them, and their ids.
struct Current {
    known: Known,
    ids: BTreeMap<String, PersonId>,
}

async fn company<C: ConnectionTrait>(conn: &C) -> Result<Current> {
    let people = people_bulk::known(conn).await?;
    let names = organisation::names(conn).await?;
    Ok(Current {
        ids: people.iter().map(|(id, person)| (person.employee_no.0.clone(), *id)).collect(),
        known: Known {
            people: people.into_iter().map(|(_, person)| person).collect(),
            departments: names.departments.into_keys().collect(),
            employee_types: names.employee_types.into_keys().collect(),
            grades: names.grades.into_keys().collect(),
        },
    })
}

/// Reading and judging 50,000 rows takes a while: on a thread of its own.
async fn planned(text: String, known: Known) -> Result<(Plan, Vec<String>)> {
    tokio::task::spawn_blocking(move || {
        let sheet = csv::read(&text)?;
        let headers = import::map_headers(&sheet.header).map_err(AppError::Headers)?;
        Ok((import::plan(&headers, &sheet.rows, &known), headers.ignored().to_vec()))
    })
    .await
    .map_err(ServiceError::broken)?
}

fn fate_code(fate: &Fate) -> &'static str {
    match fate {
        Fate::Create => "create",
        Fate::Change(_) => "change",
        Fate::Unchanged => "unchanged",
        Fate::Refused(_) => "refused",
    }
}

pub async fn preview(caller: &Caller, id: ImportId, only: &str, page: u64) -> Result<ImportView> {
    policy::decide_company(caller.actor, CompanyAction::ImportPeople)?;
    let db = caller.state.db.read();
    let staged = imports::find(db, id).await?.ok_or(AppError::NotFound)?;
    let company = company(db).await?;
    let (plan, ignored_columns) = planned(staged.content, company.known).await?;
    let counts = plan.counts();
    let chosen: Vec<&PlannedRow> = plan.rows.iter().filter(|row| only.is_empty() || fate_code(&row.fate) == only).collect();
    let pages = chosen.len().div_ceil(PAGE);
    let page = usize::try_from(page).unwrap_or(1).clamp(1, pages.max(1));
    Ok(ImportView {
        import: id,
        file_name: staged.file_name,
        created: counts.created as u64,
        changed: counts.changed as u64,
        unchanged: counts.unchanged as u64,
        refused: counts.refused as u64,
        new_departments: plan.new_departments.clone(),
        new_employee_types: plan.new_employee_types.clone(),
        new_grades: plan.new_grades.clone(),
        ignored_columns,
        applied: staged.applied_at.is_some(),
        rows: chosen.into_iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect(),
        page: page as u64,
        pages: pages as u64,
    })
}

pub async fn apply(caller: &Caller, id: ImportId) -> Result<()> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ImportPeople)?;
    let state = &caller.state;
    let staged = imports::find(state.db.read(), id).await?.ok_or(AppError::NotFound)?;
    let mut uow = state.db.begin(&state.clock).await?;
    if !imports::mark_applied(&uow, &proof, id).await? {
        return Ok(());
    }
    let entry = Entry::by(caller.actor, "apply_import", "import", id.0);
    write(&mut uow, &proof, staged.content, Some(caller.actor.person), entry).await?;
    uow.commit().await
}

/// What an import from the command line did, or why it did nothing.
pub enum Applied {
    Done(import::Counts),
    Refused(Vec<PlannedRow>, usize),
}

/// From the command line: plans and applies in one go.
pub async fn apply_text(uow: &mut UnitOfWork, text: String, file_name: &str) -> Result<Applied> {
    let proof = Authorized::<Company>::unchecked_from_command_line();
    let company = company(uow.conn()).await?;
    let (plan, _) = planned(text.clone(), company.known).await?;
    if !plan.is_applicable() {
        let refused: Vec<_> = plan.rows.into_iter().filter(|row| matches!(row.fate, Fate::Refused(_))).collect();
        let all = refused.len();
        return Ok(Applied::Refused(refused.into_iter().take(TOLD).collect(), all));
    }
    let id = imports::insert(uow, &proof, None, file_name, "").await?;
    imports::mark_applied(uow, &proof, id).await?;
    let counts = plan.counts();
    write(uow, &proof, text, None, Entry::by_system("apply_import", "import", id.0)).await?;
    Ok(Applied::Done(counts))
}

/// Plans again inside the writing transaction, so that what is applied is what holds now, and writes it.
async fn write(
    uow: &mut UnitOfWork,
    proof: &Authorized<Company>,
    text: String,
    by: Option<PersonId>,
    entry: Entry,
) -> Result<()> {
    let company = company(uow.conn()).await?;
    let (plan, _) = planned(text, company.known.clone()).await?;
    if !plan.is_applicable() {
        return Err(AppError::Stale.into());
    }
    if let Some(by) = by {
        needs_no_second(&plan, &company, by)?;
    }
    let names = ensure_names(uow, proof, &plan).await?;
    let wanted =
        |fate: fn(&Fate) -> bool| plan.rows.iter().filter(move |row| fate(&row.fate)).filter_map(|row| row.person.as_ref());
    let created: Vec<&KnownPerson> = wanted(|fate| matches!(fate, Fate::Create)).collect();
    let changed: Vec<&KnownPerson> = wanted(|fate| matches!(fate, Fate::Change(_))).collect();

    let records: Vec<Record> = created.iter().map(|person| record(person, &names)).collect();
    let changed_ids: Vec<PersonId> =
        changed.iter().filter_map(|person| company.ids.get(&person.employee_no.0).copied()).collect();
    people_bulk::release_addresses(uow, proof, &changed_ids).await?;
    for person in &changed {
        if let Some(id) = company.ids.get(&person.employee_no.0) {
            people_bulk::update(uow, proof, *id, &record(person, &names)).await?;
        }
    }
    people_bulk::insert(uow, proof, &records).await?;
    let ids = people_bulk::ids_by_no(uow.conn()).await?;
    let mut managers: BTreeMap<Option<PersonId>, Vec<PersonId>> = BTreeMap::new();
    let mut grants = Vec::new();
    for person in created.iter().chain(&changed) {
        let Some(id) = ids.get(&person.employee_no.0) else { continue };
        let manager = person.manager.as_ref().and_then(|no| ids.get(&no.0)).copied();
        managers.entry(manager).or_default().push(*id);
        grants.extend(person.roles.iter().filter(|role| is_granted(**role)).map(|role| (*id, *role)));
    }
    people_bulk::set_managers(uow, proof, &managers).await?;
    people_bulk::grant_roles(uow, proof, &grants).await?;
    for person in &changed {
        if let Some(id) = ids.get(&person.employee_no.0) {
            for role in Role::ALL.into_iter().filter(|role| is_granted(*role) && !person.roles.contains(role)) {
                people_bulk::revoke_role(uow, proof, *id, role).await?;
            }
        }
    }
    years::create_for_joiners(uow, proof).await?;
    let counts = plan.counts();
    uow.audit(
        entry
            .with(Detail::now("created", counts.created.to_string()))
            .with(Detail::now("changed", counts.changed.to_string()))
            .with(Detail::now("unchanged", counts.unchanged.to_string())),
    );
    Ok(())
}

/// R1a: one HR admin alone neither grants nor takes HR, director or board, nor changes their own record. While nobody
/// else holds any of them there is no second person: the very first import may bring them in.
fn needs_no_second(plan: &Plan, company: &Current, by: PersonId) -> Result<()> {
    let granted = |person: &KnownPerson| person.roles.iter().copied().filter(|role| is_granted(*role)).collect::<BTreeSet<_>>();
    let before: BTreeMap<&str, &KnownPerson> =
        company.known.people.iter().map(|person| (person.employee_no.0.as_str(), person)).collect();
    let holders = company.known.people.iter().filter(|person| !granted(person).is_empty());
    let alone = holders.filter(|person| company.ids.get(&person.employee_no.0) != Some(&by)).count() == 0;
    let names: Vec<String> = plan
        .rows
        .iter()
        .filter_map(|row| row.person.as_ref().filter(|_| matches!(row.fate, Fate::Create | Fate::Change(_))))
        .filter(|person| {
            let own = company.ids.get(&person.employee_no.0) == Some(&by);
            let held = before.get(person.employee_no.0.as_str()).map(|person| granted(person)).unwrap_or_default();
            let changed = granted(person) != held;
            changed && (own || !alone)
        })
        .map(|person| person.full_name.clone())
        .take(TOLD)
        .collect();
    if names.is_empty() { Ok(()) } else { Err(AppError::NeedsSecond { names }.into()) }
}

/// Roles that are granted; the others follow from being employed and from having reports.
fn is_granted(role: Role) -> bool {
    !matches!(role, Role::Employee | Role::Manager)
}

async fn ensure_names(uow: &UnitOfWork, proof: &Authorized<Company>, plan: &Plan) -> Result<Names> {
    for name in &plan.new_departments {
        organisation::insert_department(uow, proof, name).await?;
    }
    for name in &plan.new_employee_types {
        organisation::insert_employee_type(uow, proof, name).await?;
    }
    let types = organisation::names(uow.conn()).await?.employee_types;
    for (of, name) in &plan.new_grades {
        let of = types.get(of).ok_or_else(|| ServiceError::broken("a grade of an unknown employee type"))?;
        organisation::insert_grade(uow, proof, *of, name).await?;
    }
    Ok(organisation::names(uow.conn()).await?)
}

fn record(person: &KnownPerson, names: &Names) -> Record {
    let employee_type = person.employee_type.clone().unwrap_or_default();
    Record {
        employee_no: person.employee_no.0.clone(),
        full_name: person.full_name.clone(),
        email: person.email.clone(),
        department: person.department.as_ref().and_then(|name| names.departments.get(name)).copied(),
        grade: person.grade.as_ref().and_then(|name| names.grades.get(&(employee_type.clone(), name.clone()))).copied(),
        employee_type: names.employee_types.get(&employee_type).copied(),
        job_title: person.job_title.clone(),
        status: person.status.code(),
        joined_on: person.joined_on.map(|day| day.to_string()),
    }
}
