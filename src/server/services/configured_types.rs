//! Employee types and their grades (R30). "Unspecified" stands for people whose type nobody has named yet (R7): it keeps its name.
use super::configuration::{both, check_seen, check_unused, gone, holds_on, many, removed, with_reason};
use crate::{
    api::{
        configuration::{GradeView, NameForm, TypePage, TypeView},
        error::AppError,
    },
    domain::{
        audit::Detail,
        configuration::{check_name, check_reason, check_type_name, is_placeholder},
        ids::{EmployeeTypeId, GradeId},
        policy::{self, Authorized, Company, CompanyAction},
        validation::{Problem, Violation},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork,
            configuration::{self as repo, GradeRow, Part, TypeRow},
            organisation,
            unit_of_work::Entry,
        },
    },
};

fn shown(row: &TypeRow) -> TypeView {
    TypeView {
        id: row.id,
        name: row.name.clone(),
        placeholder: is_placeholder(&row.name),
        people: many(row.people),
        grades: many(row.grades),
    }
}

pub async fn types(caller: &Caller) -> Result<Vec<TypeView>> {
    policy::decide_company(caller.actor, CompanyAction::Configure)?;
    Ok(repo::types(caller.state.db.read()).await?.iter().map(shown).collect())
}

pub async fn employee_type(caller: &Caller, id: EmployeeTypeId) -> Result<TypePage> {
    policy::decide_company(caller.actor, CompanyAction::Configure)?;
    let db = caller.state.db.read();
    let row = repo::find_type(db, id).await?.ok_or(AppError::NotFound)?;
    let mut grades = Vec::new();
    for grade in repo::grades(db, id).await? {
        let holds_on = holds_on(db, Part::Grade(grade.id)).await?;
        grades.push(GradeView { id: grade.id, name: grade.name, people: many(grade.people), holds_on });
    }
    Ok(TypePage { employee_type: shown(&row), grades, holds_on: holds_on(db, Part::Type(id)).await? })
}

async fn begin(caller: &Caller) -> Result<(UnitOfWork, Authorized<Company>)> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::Configure)?;
    Ok((caller.state.db.begin(&caller.state.clock).await?, proof))
}

fn checked_reason(form: &NameForm) -> Result<String> {
    check_reason(&form.reason).map_err(|violation| AppError::Invalid(vec![violation]).into())
}

/// The name of a type as its form has it, beside all others.
async fn type_name(uow: &UnitOfWork, form: &NameForm, own: Option<EmployeeTypeId>) -> Result<Result<String, Violation>> {
    let all = repo::types(uow.conn()).await?;
    let others = all.iter().filter(|other| own != Some(other.id)).map(|other| other.name.as_str());
    Ok(check_type_name(&form.name, others))
}

pub async fn create_type(caller: &Caller, form: &NameForm) -> Result<EmployeeTypeId> {
    let (mut uow, proof) = begin(caller).await?;
    let (name, reason) = both(type_name(&uow, form, None).await?, check_reason(&form.reason))?;
    let id = organisation::insert_employee_type(&uow, &proof, &name).await?;
    let entry = Entry::by(caller.actor, "create", "employee_type", id.0).with(Detail::now("name", name));
    uow.audit(with_reason(entry, reason));
    uow.commit().await?;
    Ok(id)
}

/// The type as its page showed it, held until the end of the transaction.
async fn held(uow: &UnitOfWork, id: EmployeeTypeId, form: &NameForm) -> Result<TypeRow> {
    repo::lock_type(uow, id).await?;
    let row = repo::find_type(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    check_seen(row.name == form.seen_name, &row.name)?;
    Ok(row)
}

pub async fn change_type(caller: &Caller, id: EmployeeTypeId, form: &NameForm) -> Result<()> {
    let (mut uow, proof) = begin(caller).await?;
    let row = held(&uow, id, form).await?;
    if is_placeholder(&row.name) {
        return Err(ServiceError::invalid("name", Problem::Reserved));
    }
    let (name, reason) = both(type_name(&uow, form, Some(id)).await?, check_reason(&form.reason))?;
    if name == row.name {
        return Ok(());
    }
    repo::rename_type(&uow, &proof, id, &name).await?;
    let entry = Entry::by(caller.actor, "change", "employee_type", id.0).with(Detail::change("name", row.name, name));
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

pub async fn remove_type(caller: &Caller, id: EmployeeTypeId, form: &NameForm) -> Result<()> {
    let (mut uow, proof) = begin(caller).await?;
    let row = held(&uow, id, form).await?;
    let reason = checked_reason(form)?;
    check_unused(&uow, Part::Type(id)).await?;
    let grades = repo::grades(uow.conn(), id).await?;
    removed(repo::delete_type(&uow, &proof, id).await)?;
    let mut entry = Entry::by(caller.actor, "remove", "employee_type", id.0).with(gone("name", &row.name));
    for grade in &grades {
        entry = entry.with(gone("grade", &grade.name));
    }
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

async fn grade_name(
    uow: &UnitOfWork,
    of: EmployeeTypeId,
    form: &NameForm,
    own: Option<GradeId>,
) -> Result<Result<String, Violation>> {
    let all = repo::grades(uow.conn(), of).await?;
    let others = all.iter().filter(|other| own != Some(other.id)).map(|other| other.name.as_str());
    Ok(check_name(&form.name, others))
}

pub async fn create_grade(caller: &Caller, of: EmployeeTypeId, form: &NameForm) -> Result<GradeId> {
    let (mut uow, proof) = begin(caller).await?;
    repo::lock_type(&uow, of).await?;
    repo::find_type(uow.conn(), of).await?.ok_or(AppError::NotFound)?;
    let (name, reason) = both(grade_name(&uow, of, form, None).await?, check_reason(&form.reason))?;
    let id = organisation::insert_grade(&uow, &proof, of, &name).await?;
    let entry = Entry::by(caller.actor, "create", "grade", id.0)
        .with(Detail::now("name", name))
        .with(Detail::now("employee_type", of.to_string()));
    uow.audit(with_reason(entry, reason));
    uow.commit().await?;
    Ok(id)
}

async fn held_grade(uow: &UnitOfWork, id: GradeId, form: &NameForm) -> Result<GradeRow> {
    repo::lock_grade(uow, id).await?;
    let row = repo::find_grade(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    check_seen(row.name == form.seen_name, &row.name)?;
    Ok(row)
}

/// Answers the type it belongs to.
pub async fn change_grade(caller: &Caller, id: GradeId, form: &NameForm) -> Result<EmployeeTypeId> {
    let (mut uow, proof) = begin(caller).await?;
    let row = held_grade(&uow, id, form).await?;
    let (name, reason) = both(grade_name(&uow, row.employee_type_id, form, Some(id)).await?, check_reason(&form.reason))?;
    if name != row.name {
        repo::rename_grade(&uow, &proof, id, &name).await?;
        let entry = Entry::by(caller.actor, "change", "grade", id.0).with(Detail::change("name", row.name, name));
        uow.audit(with_reason(entry, reason));
        uow.commit().await?;
    }
    Ok(row.employee_type_id)
}

/// Answers the type it belonged to.
pub async fn remove_grade(caller: &Caller, id: GradeId, form: &NameForm) -> Result<EmployeeTypeId> {
    let (mut uow, proof) = begin(caller).await?;
    let row = held_grade(&uow, id, form).await?;
    let reason = checked_reason(form)?;
    check_unused(&uow, Part::Grade(id)).await?;
    removed(repo::delete_grade(&uow, &proof, id).await)?;
    let entry = Entry::by(caller.actor, "remove", "grade", id.0).with(gone("name", &row.name));
    uow.audit(with_reason(entry, reason));
    uow.commit().await?;
    Ok(row.employee_type_id)
}
