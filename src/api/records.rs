//! HR changes people: records, leavers, roles (R1a, R5, R6).
use super::{
    error::AppError,
    people::PersonCard,
    views::{DepartmentRef, PersonRef, When},
    wire::Exchange,
};
use crate::domain::{
    actor::Role,
    ids::{EmployeeTypeId, GradeId, PersonId},
    person::EmploymentStatus,
    policy::{Denial, people::Verdict},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A record as a form holds it; every field is text as typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordForm {
    pub employee_no: String,
    pub full_name: String,
    pub email: String,
    /// A department's id, or empty.
    pub department: String,
    /// `type` or `type.grade`, both ids; empty for neither.
    pub grade: String,
    pub job_title: String,
    pub manager_no: String,
    /// `active` or `on_leave`; whoever left stays so.
    pub status: String,
    pub joined_on: String,
    /// What the record said when the form was made: a digest, so that nobody overwrites what they did not see.
    pub seen: String,
}

/// An employee type with its grades, for the choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeChoice {
    pub employee_type: EmployeeTypeId,
    pub name: String,
    pub grades: Vec<(GradeId, String)>,
}

/// What the page of one record needs; without a person it is for a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    pub person: Option<PersonRef>,
    pub left: bool,
    pub form: RecordForm,
    /// Fields of a refused form that differ from what is stored now, with what is stored in words.
    pub stored: Vec<(String, String)>,
    pub departments: Vec<DepartmentRef>,
    pub types: Vec<TypeChoice>,
    /// Whose the manager's employee id is.
    pub manager: Option<PersonCard>,
}

/// Why something cannot be done now, or that it can.
pub type Possible = Result<(), Denial>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingPage {
    pub person: PersonRef,
    pub status: EmploymentStatus,
    pub anonymised: bool,
    /// Who reports to them; leaving asks for somebody in their place.
    pub reports: Vec<PersonRef>,
    /// How many target sets name them as reviewer, besides their reports'.
    pub named_for: u64,
    pub deactivate: Possible,
    pub reactivate: Possible,
    pub anonymise: Possible,
    /// Years of targets and reviews whose texts would go.
    pub years: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRequestView {
    pub id: i64,
    pub person: PersonRef,
    pub role: Role,
    /// To be granted; else to be taken.
    pub wanted: bool,
    pub reason: String,
    pub asker: String,
    pub asked: When,
    /// Who settled it, when and how: `confirmed`, `declined` or `withdrawn`.
    pub settled: Option<(String, When, String)>,
    /// What the asking actor may do with it.
    pub verdicts: Vec<Verdict>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRolesPage {
    pub person: PersonRef,
    /// Granted ones.
    pub held: Vec<Role>,
    pub is_manager: bool,
    pub ask: Possible,
    /// Roles that nobody has asked a change of.
    pub free: Vec<Role>,
    pub requests: Vec<RoleRequestView>,
}

/// The record of one person, or what a new one begins with.
#[server(prefix = "/api", endpoint = "record", protocol = Exchange)]
pub async fn record(person: Option<PersonId>) -> Result<RecordPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::records::page(&cx, person).await)
}

#[server(prefix = "/api", endpoint = "create-person")]
pub async fn create_person(form: RecordForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let person = context::answer(services::records::create_or_keep(&cx, form, context::is_plain_form()).await)?;
    context::redirect(&format!("/people/{person}?done=created"))
}

/// Changes a record (R5). Another manager or department is a transfer as of today (R26).
#[server(prefix = "/api", endpoint = "edit-person")]
pub async fn edit_person(person: PersonId, form: RecordForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::records::edit_or_keep(&cx, person, form, context::is_plain_form()).await)?;
    context::redirect(&format!("/people/{person}?done=saved"))
}

#[server(prefix = "/api", endpoint = "leaving", protocol = Exchange)]
pub async fn leaving(person: PersonId) -> Result<LeavingPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::leaving::page(&cx, person).await)
}

/// R6: a leaver. Whoever has reports names who takes them over.
#[server(prefix = "/api", endpoint = "deactivate-person")]
pub async fn deactivate_person(
    person: PersonId,
    successor_no: Option<String>,
    reason: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::leaving::deactivate(&cx, person, &successor_no.unwrap_or_default(), &reason).await)?;
    context::redirect(&format!("/people/{person}?done=deactivated"))
}

/// A rejoiner.
#[server(prefix = "/api", endpoint = "reactivate-person")]
pub async fn reactivate_person(person: PersonId, reason: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::leaving::reactivate(&cx, person, &reason).await)?;
    context::redirect(&format!("/people/{person}?done=reactivated"))
}

/// R6: takes name, addresses and texts away for good; `confirm` is the employee id, typed.
#[server(prefix = "/api", endpoint = "anonymise-person")]
pub async fn anonymise_person(person: PersonId, confirm: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::leaving::anonymise(&cx, person, &confirm).await)?;
    context::redirect(&format!("/people/{person}?done=anonymised"))
}

#[server(prefix = "/api", endpoint = "person-roles", protocol = Exchange)]
pub async fn person_roles(person: PersonId) -> Result<PersonRolesPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::roles::of_person(&cx, person).await)
}

/// Every request: the open ones, then the newest settled.
#[server(prefix = "/api", endpoint = "role-requests", protocol = Exchange)]
pub async fn role_requests() -> Result<Vec<RoleRequestView>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::roles::all(&cx).await)
}

/// R1a: asks for a role to be granted or taken; a second person settles it. `change` is `grant.` or `take.` and the role.
#[server(prefix = "/api", endpoint = "ask-for-role")]
pub async fn ask_for_role(person: PersonId, change: String, reason: String, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::roles::ask(&cx, person, &change, &reason).await)?;
    context::redirect(&format!("/people/{person}/roles?done=asked"))
}

/// `verdict`: `confirm`, `decline` or `withdraw`. `next` leads on from here, inside this site.
#[server(prefix = "/api", endpoint = "settle-role")]
pub async fn settle_role(request: i64, verdict: String, next: Option<String>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::roles::settle(&cx, request, &verdict).await)?;
    context::redirect_inside(next.as_deref(), &format!("/roles?done={verdict}"))
}
