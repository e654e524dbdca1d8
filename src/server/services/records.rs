//! Creating and editing one person's record (R5). Another manager or department is a transfer, and goes through `moves` (R26).
use super::{
    moves::{self, Move, Why},
    people as directory, years,
};
use crate::{
    api::{
        error::AppError,
        records::{RecordForm, RecordPage, TypeChoice},
        views::PersonRef,
    },
    domain::{
        audit::Detail,
        fiscal_year,
        ids::{DepartmentId, EmployeeTypeId, GradeId, PersonId},
        person::{EmployeeNo, EmploymentStatus},
        policy::{
            self, CompanyAction,
            people::{self as person_policy, Action},
        },
        time::Date,
        validation::{self, Problem, Violation},
    },
    server::{
        context::{Caller, session_error},
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, organisation,
            people::{self, Record},
            records::{self, Stored},
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

/// Where a refused form waits in its writer's session.
const KEPT: &str = "kept_record";

/// The stored record as a form shows it.
fn form_of(stored: &Stored) -> RecordForm {
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut form = RecordForm {
        employee_no: stored.employee_no.clone(),
        full_name: stored.full_name.clone(),
        email: stored.email.clone(),
        department: id(stored.department_id.map(|id| id.0)),
        grade: match (stored.employee_type_id, stored.grade_id) {
            (Some(of), Some(grade)) => format!("{of}.{grade}"),
            (Some(of), None) => of.to_string(),
            _ => String::new(),
        },
        job_title: stored.job_title.clone(),
        manager_no: stored.manager_no.clone().unwrap_or_default(),
        status: stored.status.clone(),
        joined_on: stored.joined_on.clone().unwrap_or_default(),
        seen: String::new(),
    };
    let fields = fields(&form).map(|(_, text)| text);
    form.seen = hex::encode(&Sha256::digest(fields.join("\u{1f}").as_bytes())[..8]);
    form
}

fn fields(form: &RecordForm) -> [(&'static str, &str); 9] {
    [
        ("employee_no", form.employee_no.as_str()),
        ("full_name", &form.full_name),
        ("email", &form.email),
        ("department", &form.department),
        ("grade", &form.grade),
        ("job_title", &form.job_title),
        ("manager_no", &form.manager_no),
        ("status", &form.status),
        ("joined_on", &form.joined_on),
    ]
}

/// The same fields in words: choices by their names.
fn words_of(stored: &Stored) -> [(&'static str, String); 9] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let grade = [&stored.employee_type, &stored.grade].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    [
        ("employee_no", stored.employee_no.clone()),
        ("full_name", stored.full_name.clone()),
        ("email", stored.email.clone()),
        ("department", text(&stored.department)),
        ("grade", grade),
        ("job_title", stored.job_title.clone()),
        ("manager_no", text(&stored.manager_no)),
        ("status", stored.status.clone()),
        ("joined_on", text(&stored.joined_on)),
    ]
}

async fn types<C: ConnectionTrait>(conn: &C) -> Result<Vec<TypeChoice>> {
    let mut types: Vec<TypeChoice> = Vec::new();
    for line in organisation::types_and_grades(conn).await? {
        if types.last().is_none_or(|last| last.employee_type != line.employee_type_id) {
            types.push(TypeChoice { employee_type: line.employee_type_id, name: line.employee_type, grades: Vec::new() });
        }
        if let (Some(of), Some(grade), Some(name)) = (types.last_mut(), line.grade_id, line.grade) {
            of.grades.push((grade, name));
        }
    }
    Ok(types)
}

pub async fn page(caller: &Caller, person: Option<PersonId>) -> Result<RecordPage> {
    let db = caller.state.db.read();
    let stored = match person {
        Some(person) => {
            let stored = records::find(db, person).await?.ok_or(AppError::NotFound)?;
            person_policy::decide(caller.actor, Action::Edit, &stored.facts()?)?;
            Some(stored)
        }
        None => {
            policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
            None
        }
    };
    let now = stored.as_ref().map(form_of).unwrap_or_else(newcomer);
    let kept: Option<(Option<PersonId>, RecordForm)> = caller.session.get(KEPT).await.map_err(session_error)?;
    let mut form = now.clone();
    let mut differs = Vec::new();
    if let Some((_, typed)) = kept.filter(|(of, _)| *of == person) {
        caller.session.remove::<(Option<PersonId>, RecordForm)>(KEPT).await.map_err(session_error)?;
        // What is stored is of interest only where it is not what the form was made from.
        if let Some(stored) = stored.as_ref().filter(|_| typed.seen != now.seen) {
            let pairs = fields(&typed).into_iter().zip(fields(&now)).zip(words_of(stored));
            differs = pairs
                .filter(|(((_, mine), (_, theirs)), _)| mine != theirs)
                .map(|(_, (field, words))| (field.to_owned(), words))
                .collect();
        }
        form = RecordForm { seen: now.seen.clone(), ..typed };
    }
    let manager = match form.manager_no.trim() {
        "" => None,
        no => directory::look_up(caller, no).await?,
    };
    Ok(RecordPage {
        left: stored.as_ref().is_some_and(|stored| stored.status == EmploymentStatus::Left.code()),
        person: stored.map(|stored| PersonRef { id: stored.id, employee_no: stored.employee_no, name: stored.full_name }),
        form,
        stored: differs,
        departments: organisation::departments(db).await?,
        types: types(db).await?,
        manager,
    })
}

fn newcomer() -> RecordForm {
    RecordForm { status: EmploymentStatus::Active.code().into(), ..RecordForm::default() }
}

/// A form whose every field could be read.
struct Checked {
    record: Record,
    manager: Option<PersonId>,
}

/// Every violation at once. `before` is the record the form is about, if there is one.
async fn checked(uow: &UnitOfWork, form: &RecordForm, before: Option<&Stored>) -> Result<Checked> {
    let conn = uow.conn();
    let own = before.map(|stored| stored.id);
    let mut violations = Vec::new();
    let mut refuse = |field: &str, problem: Problem| violations.push(Violation::new(field, problem));

    let no = EmployeeNo(form.employee_no.trim().to_owned());
    match no.check() {
        Some(problem) => refuse("employee_no", problem),
        None if records::same_no(conn, &no.0, own).await? => refuse("employee_no", Problem::Taken),
        None => {}
    }
    let full_name = form.full_name.trim().to_owned();
    if let Some(problem) = validation::check_line(&full_name) {
        refuse("full_name", problem);
    }
    let email = form.email.trim().to_owned();
    match validation::check_email(&email) {
        Some(problem) => refuse("email", problem),
        None if records::same_email(conn, &email, own).await? => refuse("email", Problem::Taken),
        None => {}
    }
    let departments = organisation::departments(conn).await?;
    let department = form.department.trim().parse::<DepartmentId>().ok();
    match department {
        Some(chosen) if departments.iter().any(|known| known.id == chosen) => {}
        None if form.department.trim().is_empty() && departments.is_empty() => {}
        None if form.department.trim().is_empty() => refuse("department", Problem::Missing),
        _ => refuse("department", Problem::Unknown),
    }
    let (employee_type, grade) = match chosen_grade(&form.grade, &types(conn).await?) {
        Ok(chosen) => chosen,
        Err(problem) => {
            refuse("grade", problem);
            (None, None)
        }
    };
    let job_title = form.job_title.trim().to_owned();
    if let Some(problem) = validation::check_text(&job_title, validation::LINE).filter(|_| !job_title.is_empty()) {
        refuse("job_title", problem);
    }
    let manager = match form.manager_no.trim() {
        "" => None,
        no => {
            let found = people::find_by_no(conn, no).await?;
            // Somebody who left stays the manager of whoever they led only until HR names another.
            let stays = before.and_then(|stored| stored.manager_id);
            let found = found.filter(|found| found.status != EmploymentStatus::Left.code() || stays == Some(found.id));
            if found.is_none() {
                refuse("manager_no", Problem::Unknown);
            }
            found.map(|found| found.id)
        }
    };
    let has_left = before.is_some_and(|stored| stored.status == EmploymentStatus::Left.code());
    let status = match form.status.parse::<EmploymentStatus>() {
        _ if has_left => EmploymentStatus::Left,
        Ok(status) if status != EmploymentStatus::Left => status,
        _ => {
            refuse("status", Problem::Unknown);
            EmploymentStatus::Active
        }
    };
    let joined_on = match form.joined_on.trim() {
        "" => None,
        day => match fiscal_year::parse_day(day) {
            Ok(day) => Some(day),
            Err(problem) => {
                refuse("joined_on", problem);
                None
            }
        },
    };
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    let record = Record {
        employee_no: no.0,
        full_name,
        email,
        department,
        employee_type,
        grade,
        job_title,
        status: status.code(),
        joined_on: joined_on.map(|day: Date| day.to_string()),
    };
    Ok(Checked { record, manager })
}

/// `type` or `type.grade`, if the company has it.
fn chosen_grade(text: &str, types: &[TypeChoice]) -> Result<(Option<EmployeeTypeId>, Option<GradeId>), Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok((None, None));
    }
    let (of, grade) = text.split_once('.').map_or((text, None), |(of, grade)| (of, Some(grade)));
    let of: EmployeeTypeId = of.parse().map_err(|_| Problem::Unknown)?;
    let of = types.iter().find(|known| known.employee_type == of).ok_or(Problem::Unknown)?;
    let Some(grade) = grade else { return Ok((Some(of.employee_type), None)) };
    let grade: GradeId = grade.parse().map_err(|_| Problem::Unknown)?;
    let is_known = of.grades.iter().any(|(known, _)| *known == grade);
    if is_known { Ok((Some(of.employee_type), Some(grade))) } else { Err(Problem::Unknown) }
}

/// A form that came without scripts behind it is kept when it is refused: its page shows it again.
async fn keep(caller: &Caller, person: Option<PersonId>, form: RecordForm, plain: bool) -> Result<()> {
    let length: usize = fields(&form).iter().map(|(_, text)| text.len()).sum();
    if plain && length <= 8 * validation::TASK {
        caller.session.insert(KEPT, (person, form)).await.map_err(session_error)?;
    }
    Ok(())
}

pub async fn create_or_keep(caller: &Caller, form: RecordForm, plain: bool) -> Result<PersonId> {
    let outcome = create(caller, &form).await;
    if outcome.is_err() {
        keep(caller, None, form, plain).await?;
    }
    outcome
}

pub async fn edit_or_keep(caller: &Caller, person: PersonId, form: RecordForm, plain: bool) -> Result<()> {
    let outcome = edit(caller, person, &form).await;
    if outcome.is_err() {
        keep(caller, Some(person), form, plain).await?;
    }
    outcome
}

async fn create(caller: &Caller, form: &RecordForm) -> Result<PersonId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManagePeople)?;
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let Checked { record, manager } = checked(&uow, form, None).await?;
    let person = records::insert(&uow, &proof, &record, manager).await?;
    years::create_for_joiners(&uow, &proof).await?;
    let stored =
        records::find(uow.conn(), person).await?.ok_or_else(|| ServiceError::broken("a person just written is not there"))?;
    let details = words_of(&stored).into_iter().filter(|(_, words)| !words.is_empty());
    let entry = Entry::by(caller.actor, "create_person", "person", person.0);
    uow.audit(details.fold(entry, |entry, (field, words)| entry.with(Detail::now(field, words))));
    uow.commit().await?;
    Ok(person)
}

async fn edit(caller: &Caller, person: PersonId, form: &RecordForm) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    records::lock_organisation(&uow).await?;
    let before = records::find(uow.conn(), person).await?.ok_or(AppError::NotFound)?;
    let proof = person_policy::authorise(caller.actor, Action::Edit, &before.facts()?)?;
    if form_of(&before).seen != form.seen {
        return Err(AppError::RecordChanged.into());
    }
    let Checked { record, manager } = checked(&uow, form, Some(&before)).await?;
    let department = record.department;
    records::update(&uow, &proof, &record).await?;
    let moved = Move {
        person,
        manager: (manager != before.manager_id).then_some(manager),
        department: (department != before.department_id).then_some(department),
    };
    if !moved.is_nothing() {
        let why = Why { by: Some(caller.actor), on: state.clock.today(), reason: "" };
        moves::carry_out(&mut uow, &[moved], &why).await?;
    }
    let after = records::find(uow.conn(), person).await?.ok_or(AppError::NotFound)?;
    let changes: Vec<Detail> = words_of(&before)
        .into_iter()
        .zip(words_of(&after))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| Detail::change(field, before, after))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let entry = Entry::by(caller.actor, "edit_person", "person", person.0);
    uow.audit(changes.into_iter().fold(entry, Entry::with));
    uow.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_chosen_together_with_its_type() {
        let grades = vec![(GradeId(7), "E1".to_owned())];
        let types = [
            TypeChoice { employee_type: EmployeeTypeId(3), name: "Engineer".into(), grades },
            TypeChoice { employee_type: EmployeeTypeId(4), name: "Staff".into(), grades: vec![] },
        ];
        assert_eq!(chosen_grade(" 3.7 ", &types), Ok((Some(EmployeeTypeId(3)), Some(GradeId(7)))));
        assert_eq!(chosen_grade("4", &types), Ok((Some(EmployeeTypeId(4)), None)));
        assert_eq!(chosen_grade("", &types), Ok((None, None)));
        for wrong in ["4.7", "5", "3.", "x", "3.7.1", "-3"] {
            assert_eq!(chosen_grade(wrong, &types), Err(Problem::Unknown), "{wrong}");
        }
    }
}
