//! What HR configures (R30): departments and their heads, employee types and their grades, the names and due days of years.
use super::{
    error::{AppError, UsedBy},
    views::{PersonRef, YearRef},
    wire::Exchange,
};
use crate::domain::{
    assist::Mode,
    fiscal_year::Phase,
    ids::{DepartmentId, EmployeeTypeId, FiscalYearId, GradeId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How much of everything there is, and what is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationView {
    pub departments: u64,
    pub without_head: u64,
    pub types: u64,
    pub grades: u64,
    /// People at work whose type nobody has named yet.
    pub unspecified: u64,
    pub years: u64,
    /// How help with writing is given; nothing where the deployment has none.
    pub assistance: Option<Mode>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentView {
    pub id: DepartmentId,
    pub name: String,
    pub head: Option<PersonRef>,
    /// The head does not work here any more.
    pub head_left: bool,
    /// At work.
    pub people: u64,
}

/// What stands in the way of removing something; nothing when all three are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldsOn {
    pub people: Vec<String>,
    pub count: u64,
    pub records: Vec<(UsedBy, String)>,
}

impl HoldsOn {
    pub fn is_nothing(&self) -> bool {
        self.count == 0 && self.records.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentPage {
    pub department: DepartmentView,
    pub holds_on: HoldsOn,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeView {
    pub id: EmployeeTypeId,
    pub name: String,
    /// "Unspecified": it keeps its name.
    pub placeholder: bool,
    /// At work.
    pub people: u64,
    pub grades: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeView {
    pub id: GradeId,
    pub name: String,
    /// At work.
    pub people: u64,
    pub holds_on: HoldsOn,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypePage {
    pub employee_type: TypeView,
    pub grades: Vec<GradeView>,
    pub holds_on: HoldsOn,
}

/// A window that is open, and its due day as a date input takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueView {
    pub phase: Phase,
    pub due_on: String,
    pub due: String,
    /// What was handed over after that day.
    pub late: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPage {
    pub year: YearRef,
    pub starts_on: String,
    pub ends_on: String,
    pub windows: Vec<DueView>,
    /// Nothing of it can be changed any more (R41).
    pub archived: bool,
}

#[server(prefix = "/api", endpoint = "configuration", protocol = Exchange)]
pub async fn configuration() -> Result<ConfigurationView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configuration::overview(&cx).await)
}

#[server(prefix = "/api", endpoint = "configured-departments", protocol = Exchange)]
pub async fn departments() -> Result<Vec<DepartmentView>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configuration::departments(&cx).await)
}

#[server(prefix = "/api", endpoint = "configured-department", protocol = Exchange)]
pub async fn department(department: DepartmentId) -> Result<DepartmentPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configuration::department(&cx, department).await)
}

/// A department as its form has it. `head` is an employee id, empty for nobody; `seen_name` and `seen_head` are what the page showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DepartmentForm {
    pub name: String,
    pub head: String,
    pub reason: String,
    pub seen_name: String,
    pub seen_head: String,
}

#[server(prefix = "/api", endpoint = "create-department")]
pub async fn create_department(form: DepartmentForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configuration::create_department(&cx, &form).await)?;
    context::redirect("/configuration/departments?done=created")
}

#[server(prefix = "/api", endpoint = "change-department")]
pub async fn change_department(department: DepartmentId, form: DepartmentForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configuration::change_department(&cx, department, &form).await)?;
    context::redirect(&format!("/configuration/departments/{department}?done=changed"))
}

/// Removes a department nobody is in.
#[server(prefix = "/api", endpoint = "remove-department")]
pub async fn remove_department(
    department: DepartmentId,
    seen_name: String,
    reason: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configuration::remove_department(&cx, department, &seen_name, &reason).await)?;
    context::redirect("/configuration/departments?done=removed")
}

#[server(prefix = "/api", endpoint = "configured-types", protocol = Exchange)]
pub async fn types() -> Result<Vec<TypeView>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configured_types::types(&cx).await)
}

#[server(prefix = "/api", endpoint = "configured-type", protocol = Exchange)]
pub async fn employee_type(employee_type: EmployeeTypeId) -> Result<TypePage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configured_types::employee_type(&cx, employee_type).await)
}

/// A type or a grade as its form has it; `seen_name` is what the page showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameForm {
    pub name: String,
    pub reason: String,
    pub seen_name: String,
}

#[server(prefix = "/api", endpoint = "create-type")]
pub async fn create_type(form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let made = context::answer(services::configured_types::create_type(&cx, &form).await)?;
    context::redirect(&format!("/configuration/types/{made}?done=created"))
}

#[server(prefix = "/api", endpoint = "change-type")]
pub async fn change_type(employee_type: EmployeeTypeId, form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configured_types::change_type(&cx, employee_type, &form).await)?;
    context::redirect(&format!("/configuration/types/{employee_type}?done=changed"))
}

/// Removes a type, with its grades, that neither people nor rank tables use.
#[server(prefix = "/api", endpoint = "remove-type")]
pub async fn remove_type(employee_type: EmployeeTypeId, form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configured_types::remove_type(&cx, employee_type, &form).await)?;
    context::redirect("/configuration/types?done=removed")
}

#[server(prefix = "/api", endpoint = "create-grade")]
pub async fn create_grade(employee_type: EmployeeTypeId, form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configured_types::create_grade(&cx, employee_type, &form).await)?;
    context::redirect(&format!("/configuration/types/{employee_type}?done=grade_created#grades"))
}

#[server(prefix = "/api", endpoint = "change-grade")]
pub async fn change_grade(grade: GradeId, form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let of = context::answer(services::configured_types::change_grade(&cx, grade, &form).await)?;
    context::redirect(&format!("/configuration/types/{of}?done=grade_changed#grades"))
}

#[server(prefix = "/api", endpoint = "remove-grade")]
pub async fn remove_grade(grade: GradeId, form: NameForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let of = context::answer(services::configured_types::remove_grade(&cx, grade, &form).await)?;
    context::redirect(&format!("/configuration/types/{of}?done=grade_removed#grades"))
}

#[server(prefix = "/api", endpoint = "configured-year", protocol = Exchange)]
pub async fn year(year: FiscalYearId) -> Result<YearPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::configured_years::year(&cx, year).await)
}

/// A year as its form has it, days as date inputs send them; `seen_*` is what the page showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct YearForm {
    pub name: String,
    pub starts_on: String,
    pub ends_on: String,
    pub reason: String,
    pub seen_name: String,
    pub seen_starts_on: String,
    pub seen_ends_on: String,
}

#[server(prefix = "/api", endpoint = "change-year")]
pub async fn change_year(year: FiscalYearId, form: YearForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::configured_years::change_year(&cx, year, &form).await)?;
    context::redirect(&format!("/years/{year}?done=changed"))
}

/// Moves the due day of an open phase; late marks follow. `phase` is its code, `seen_due_on` what the page showed.
#[server(prefix = "/api", endpoint = "change-due-day")]
pub async fn change_due_day(
    year: FiscalYearId,
    phase: String,
    due_on: String,
    seen_due_on: String,
    reason: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let change = services::configured_years::DueDay { phase, due_on, seen_due_on, reason };
    context::answer(services::configured_years::change_due_day(&cx, year, &change).await)?;
    context::redirect(&format!("/years/{year}?done=due"))
}
