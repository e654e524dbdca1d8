//! The first administrator (R46): from the command line, or through a one-time link printed to the log.
use super::auth;
use crate::{
    api::{auth::SetupForm, error::AppError},
    domain::{
        actor::Role,
        ids::PersonId,
        import::UNSPECIFIED,
        person::{EmployeeNo, EmploymentStatus},
        policy::{Authorized, Company},
        validation::{self, Violation},
    },
    server::{
        context::Visitor,
        entropy,
        error::{Result, ServiceError},
        repo::{Db, UnitOfWork, access, links, organisation, people::Record, people_bulk, records, tables, unit_of_work::Entry},
    },
};

const PURPOSE: &str = "setup";

/// Whom the first account is for.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
}

impl FirstAdmin {
    fn violations(&self) -> Vec<Violation> {
        [
            ("employee_no", EmployeeNo(self.employee_no.clone()).check()),
            ("full_name", validation::check_line(&self.full_name)),
            ("email", validation::check_email(&self.email)),
        ]
        .into_iter()
        .filter_map(|(field, problem)| Some(Violation::new(field, problem?)))
        .collect()
    }
}

/// A link for an installation nobody can sign in to yet; nothing when somebody can.
pub async fn link(db: &Db, clock: &crate::server::clock::Clock, base_url: &str) -> Result<Option<String>> {
    // What is written into half a company would be found to differ at the copy's end.
    if access::any_account(db.read()).await? || tables::begun_from(db.read()).await?.is_some() {
        return Ok(None);
    }
    let uow = db.begin(clock).await?;
    let token = entropy::token();
    links::replace(&uow, PURPOSE, None, None, &token).await?;
    uow.commit().await?;
    Ok(Some(format!("{base_url}/set-up/{token}")))
}

pub async fn check(visitor: &Visitor, token: &str) -> Result<()> {
    let state = &visitor.state;
    if access::any_account(state.db.read()).await? {
        return Err(AppError::LinkExpired.into());
    }
    links::find(state.db.read(), PURPOSE, token, state.clock.now()).await?.ok_or(AppError::LinkExpired)?;
    Ok(())
}

/// Makes the first HR admin and signs them in.
pub async fn run(visitor: &Visitor, form: SetupForm) -> Result<()> {
    check(visitor, &form.token).await?;
    let state = &visitor.state;
    let admin = FirstAdmin {
        employee_no: form.employee_no.trim().into(),
        full_name: form.full_name.trim().into(),
        email: form.email.trim().into(),
    };
    let mut violations = admin.violations();
    if let Err(ServiceError::Refused(AppError::Invalid(more))) =
        auth::check_new(&form.new, &form.again, &[&admin.employee_no, &admin.email, &admin.full_name])
    {
        violations.extend(more);
    }
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    let hash = state.passwords.hash(form.new.clone()).await?;
    let mut uow = state.db.begin(&state.clock).await?;
    let link = links::find(uow.conn(), PURPOSE, &form.token, uow.now()).await?.ok_or(AppError::LinkExpired)?;
    if !links::take(&uow, link.id).await? || access::any_account(uow.conn()).await? {
        return Err(AppError::LinkExpired.into());
    }
    let person = insert_admin(&mut uow, &admin, &hash, false).await?;
    uow.commit().await?;
    let holder = access::holder(state.db.read(), person, state.db.day(&state.clock))
        .await?
        .ok_or_else(|| ServiceError::broken("an account without its person"))?;
    auth::begin_session(visitor, &holder, crate::domain::actor::Role::HrAdmin).await
}

/// From the command line: a new person, or an existing one made HR admin, with a password to change at first sign-in.
pub async fn create_admin(uow: &mut UnitOfWork, admin: &FirstAdmin, hash: &str) -> Result<PersonId> {
    let violations = admin.violations();
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    check_whom(uow, admin).await?;
    insert_admin(uow, admin, hash, true).await
}

/// A mistyped number must not hand somebody else's account over.
async fn check_whom(uow: &UnitOfWork, admin: &FirstAdmin) -> Result<()> {
    let known = people_bulk::ids_by_no(uow.conn()).await?;
    let Some(person) = known.get(&admin.employee_no) else { return Ok(()) };
    let there = records::find(uow.conn(), *person).await?.ok_or_else(|| ServiceError::broken("a number without its person"))?;
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    if !same(&there.full_name, &admin.full_name) || !same(&there.email, &admin.email) {
        return Err(ServiceError::broken(format!(
            "{} is {} <{}>: give that name and address to make them an administrator, or another employee id",
            admin.employee_no, there.full_name, there.email
        )));
    }
    if there.status()? == EmploymentStatus::Left {
        return Err(ServiceError::broken(format!("{} has left and cannot sign in", admin.employee_no)));
    }
    Ok(())
}

async fn insert_admin(uow: &mut UnitOfWork, admin: &FirstAdmin, hash: &str, must_change: bool) -> Result<PersonId> {
    let proof = Authorized::<Company>::unchecked_from_command_line();
    let known = people_bulk::ids_by_no(uow.conn()).await?;
    let person = match known.get(&admin.employee_no) {
        Some(person) => *person,
        None => {
            let names = organisation::names(uow.conn()).await?;
            let department = match names.departments.get(UNSPECIFIED) {
                Some(id) => *id,
                None => organisation::insert_department(uow, &proof, UNSPECIFIED).await?,
            };
            let record = Record {
                employee_no: admin.employee_no.clone(),
                full_name: admin.full_name.clone(),
                email: admin.email.clone(),
                department: Some(department),
                employee_type: None,
                grade: None,
                job_title: String::new(),
                status: "active",
                joined_on: None,
            };
            people_bulk::insert(uow, &proof, &[record]).await?;
            let known = people_bulk::ids_by_no(uow.conn()).await?;
            *known.get(&admin.employee_no).ok_or_else(|| ServiceError::broken("a person just written is not there"))?
        }
    };
    access::set_password(uow, person, Some(hash), must_change).await?;
    access::grant_role(uow, person, Role::HrAdmin).await?;
    uow.audit(Entry::by_system("create_admin", "person", person.0));
    Ok(person)
}
