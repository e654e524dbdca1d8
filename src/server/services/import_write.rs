//! Writing an import (R7): everything a plan says, in the one transaction it is given.
use super::{
    imports::Current,
    moves::{self, Why},
    years,
};
use crate::{
    api::error::AppError,
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        ids::PersonId,
        import::{Fate, FieldDiff, KnownPerson, Plan},
        person::EmploymentStatus,
        policy::{Authorized, Company},
        time::Date,
    },
    server::{
        error::{Result, ServiceError},
        repo::{
            UnitOfWork,
            organisation::{self, Names},
            people::Record,
            people_bulk,
            unit_of_work::Entry,
        },
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Names on a page.
const TOLD: usize = 20;

/// Writes a plan that was made from `company` as it stands in this very transaction. Another manager or department counts from `on`.
pub async fn write(
    uow: &mut UnitOfWork,
    proof: &Authorized<Company>,
    plan: &Plan,
    company: &Current,
    entry: Entry,
    on: Date,
) -> Result<()> {
    if !plan.is_applicable() {
        return Err(AppError::Stale.into());
    }
    let names = ensure_names(uow, proof, plan).await?;
    let wanted =
        |fate: fn(&Fate) -> bool| plan.rows.iter().filter(move |row| fate(&row.fate)).filter_map(|row| row.person.as_ref());
    let created: Vec<&KnownPerson> = wanted(|fate| matches!(fate, Fate::Create)).collect();
    let changed: Vec<&KnownPerson> = wanted(|fate| matches!(fate, Fate::Change(_))).collect();

    let records: Vec<Record> = created.iter().map(|person| record(person, &names)).collect();
    let changed_ids: Vec<PersonId> =
        changed.iter().filter_map(|person| company.ids.get(&person.employee_no.0).copied()).collect();
    let before = moves::before(uow, &changed_ids).await?;
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
    let by = entry.actor.zip(entry.role).map(|(person, role)| Actor { person, role });
    moves::record(uow, &before, &Why { by, on, reason: "" }, None).await?;
    people_bulk::grant_roles(uow, proof, &grants).await?;
    for person in &changed {
        if let Some(id) = ids.get(&person.employee_no.0) {
            for role in Role::ALL.into_iter().filter(|role| is_granted(*role) && !person.roles.contains(role)) {
                people_bulk::revoke_role(uow, proof, *id, role).await?;
            }
        }
    }
    close_accounts(uow, proof, plan, &ids).await?;
    years::create_for_joiners(uow, proof).await?;
    for (person, diffs) in plan.rows.iter().filter_map(|row| match &row.fate {
        Fate::Change(diffs) => row.person.as_ref().zip(Some(diffs)),
        _ => None,
    }) {
        if let Some(id) = ids.get(&person.employee_no.0) {
            uow.audit(changed_entry(&entry, *id, diffs));
        }
    }
    let counts = plan.counts();
    uow.audit(
        entry
            .with(Detail::now("created", counts.created.to_string()))
            .with(Detail::now("changed", counts.changed.to_string()))
            .with(Detail::now("unchanged", counts.unchanged.to_string())),
    );
    Ok(())
}

/// What became of one person, by whoever applied the import, which it names.
fn changed_entry(applied: &Entry, person: PersonId, diffs: &[FieldDiff]) -> Entry {
    let mut entry = Entry::by_system("import_person", "person", person.0);
    (entry.actor, entry.role) = (applied.actor, applied.role);
    let entry = entry.with(Detail::now("import", applied.subject.id.to_string()));
    diffs
        .iter()
        .fold(entry, |entry, diff| entry.with(Detail::change(diff.column.code(), diff.before.clone(), diff.after.clone())))
}

/// R6: leavers' and rejoiners' accounts stop working at once; an invitation lets a rejoiner in.
async fn close_accounts(
    uow: &UnitOfWork,
    proof: &Authorized<Company>,
    plan: &Plan,
    ids: &BTreeMap<String, PersonId>,
) -> Result<()> {
    let left = EmploymentStatus::Left.code();
    let moved = plan.rows.iter().filter(|row| match &row.fate {
        Fate::Change(diffs) => diffs
            .iter()
            .any(|diff| diff.column == crate::domain::import::Column::Status && (diff.before == left || diff.after == left)),
        _ => false,
    });
    let people: Vec<PersonId> =
        moved.filter_map(|row| row.person.as_ref().and_then(|person| ids.get(&person.employee_no.0))).copied().collect();
    people_bulk::close_accounts(uow, proof, &people).await
}

/// R1a: one HR admin alone neither grants nor takes HR, director or board, nor changes their own record. While nobody
/// else holds any of them there is no second person: the very first import may bring them in.
pub fn needs_no_second(plan: &Plan, company: &Current, by: PersonId) -> Result<()> {
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
