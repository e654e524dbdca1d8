//! The directory, one person's record, importing employees, inviting them in.
use super::{
    error::AppError,
    transfers::TransferView,
    views::{DepartmentRef, PersonRef, SetHead, When},
    wire::Exchange,
};
use crate::domain::{
    actor::Role,
    ids::{DepartmentId, ImportId, PersonId},
    import::{Column, Encoding, HeaderProblem, JobState, PlannedRow},
    person::EmploymentStatus,
};
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Search, filters, order and page of the directory; all of it travels in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DirectoryQuery {
    pub q: String,
    pub department: Option<DepartmentId>,
    /// An `EmploymentStatus` code, or empty.
    pub status: String,
    /// `name`, `employee_no`, `department`, `manager`, `joined`; with `-` in front for descending.
    pub sort: String,
    pub page: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessState {
    /// Never invited.
    None,
    /// Invited, the link still works.
    Invited,
    /// Invited, the link has expired.
    Expired,
    /// Has a password.
    Active,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub person: PersonRef,
    pub email: String,
    pub department: String,
    pub employee_type: String,
    pub grade: String,
    pub job_title: String,
    pub manager: Option<PersonRef>,
    pub status: EmploymentStatus,
    pub roles: Vec<Role>,
    pub joined: Option<String>,
    pub access: AccessState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryPage {
    pub rows: Vec<PersonRow>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
    pub departments: Vec<DepartmentRef>,
    /// How many people cannot sign in yet and have no working invitation.
    pub uninvited: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    pub person: PersonRow,
    pub reports: Vec<PersonRef>,
    /// From the direct manager up to the top.
    pub chain: Vec<PersonRef>,
    pub sets: Vec<SetHead>,
    pub last_sign_in: Option<String>,
    /// R26, the newest first.
    pub transfers: Vec<TransferView>,
}

/// A column and the cell it stands in, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    pub column: Column,
    pub cell: Option<usize>,
}

/// A staged file and what it would do. Rows come in pages; the counts speak of the whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub import: ImportId,
    pub file_name: String,
    pub created: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub refused: u64,
    pub new_departments: Vec<String>,
    pub new_employee_types: Vec<String>,
    pub new_grades: Vec<(String, String)>,
    pub ignored_columns: Vec<String>,
    /// How the file was read, how far it is, rows compared of all.
    pub encoding: Encoding,
    pub state: JobState,
    pub done: u64,
    pub total: u64,
    /// The file's first row, which of its cells each column is, and what is wrong with that.
    pub header: Vec<String>,
    pub columns: Vec<MappedColumn>,
    pub header_problems: Vec<HeaderProblem>,
    /// Why it could not be applied when somebody tried.
    pub problem: Option<AppError>,
    pub rows: Vec<PlannedRow>,
    pub page: u64,
    pub pages: u64,
}

/// One line of the list to print: whom it is for and the link that lets them in once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    pub name: String,
    pub employee_no: String,
    pub department: String,
    pub url: String,
    pub expires: String,
    /// It opens nothing before a second person has agreed (R1a).
    pub needs_second: bool,
}

/// A new way in for HR, director or board, asked for and not yet agreed to (R1a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetRequest {
    pub id: i64,
    pub name: String,
    pub employee_no: String,
    pub asked_by: String,
    pub asked: When,
    pub expires: String,
    pub may: MayDecide,
}

/// Whether the reader is a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MayDecide {
    Yes,
    /// They asked for it themselves; they may take it back.
    Asked,
    /// It is about their own account.
    Own,
}

#[server(prefix = "/api", endpoint = "directory", protocol = Exchange)]
pub async fn directory(query: DirectoryQuery) -> Result<DirectoryPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::people::directory(&cx, query).await)
}

/// Whom the chart is drawn around, or whom somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChartQuery {
    pub at: Option<PersonId>,
    pub q: String,
}

/// Somebody in the chart. Whoever left is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartNode {
    pub person: PersonRef,
    pub job_title: String,
    pub department: String,
    pub on_leave: bool,
    /// Direct ones, and everybody further down with them.
    pub reports: u64,
    pub below: u64,
    /// The direct ones, where they are drawn.
    pub children: Vec<ChartNode>,
}

/// A part of the forest: two levels below somebody, or everybody without a manager.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// From the top down to the manager of whoever is in the middle.
    pub above: Vec<PersonRef>,
    pub trees: Vec<ChartNode>,
    /// Employed people with neither manager nor reports.
    pub alone: u64,
    pub people: u64,
    /// Whom the search found; nothing without one.
    pub found: Option<Vec<ChartNode>>,
    /// There are more than are shown.
    pub more: bool,
}

#[server(prefix = "/api", endpoint = "organisation-chart", protocol = Exchange)]
pub async fn organisation_chart(query: ChartQuery) -> Result<Chart, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::chart::chart(&cx, query).await)
}

#[server(prefix = "/api", endpoint = "person", protocol = Exchange)]
pub async fn person(id: PersonId) -> Result<PersonPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::people::person(&cx, id).await)
}

/// What a form shows beside an employee id that is being typed (R5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    pub name: String,
    pub grade: String,
    pub department: String,
    pub manager: Option<String>,
    pub status: EmploymentStatus,
}

#[server(prefix = "/api", endpoint = "look-up-person", protocol = Exchange)]
pub async fn look_up_person(employee_no: String) -> Result<Option<PersonCard>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::people::look_up(&cx, &employee_no).await)
}

/// Stages an employee file (field `file`, with `acting_as` before it) and leads to its preview.
#[server(prefix = "/api", endpoint = "upload-import", input = MultipartFormData)]
pub async fn upload_import(data: MultipartData) -> Result<(), AppError> {
    use crate::server::{context, services};
    let upload = context::upload(data).await?;
    let import = context::answer(services::imports::stage(&upload.cx, &upload.file_name, upload.bytes).await)?;
    context::redirect(&format!("/people/import?file={import}"))
}

/// What the staged file would do. `only`: `create`, `change`, `unchanged`, `refused`, or empty for all rows.
#[server(prefix = "/api", endpoint = "import-preview", protocol = Exchange)]
pub async fn import_preview(import: ImportId, only: String, page: u64) -> Result<ImportView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::imports::preview(&cx, import, &only, page).await)
}

/// Which cell of the file's first row is which column, chosen by hand; the rows are compared anew.
#[server(prefix = "/api", endpoint = "map-import")]
pub async fn map_import(import: ImportId, columns: BTreeMap<String, String>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::imports::map(&cx, import, &columns).await)?;
    context::redirect(&format!("/people/import?file={import}"))
}

/// Stops an import of which nothing is applied.
#[server(prefix = "/api", endpoint = "cancel-import")]
pub async fn cancel_import(import: ImportId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::imports::cancel(&cx, import).await)?;
    context::redirect(&format!("/people/import?file={import}"))
}

/// Compares the rows anew, also of an import that was cancelled.
#[server(prefix = "/api", endpoint = "check-import")]
pub async fn check_import(import: ImportId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::imports::check_again(&cx, import).await)?;
    context::redirect(&format!("/people/import?file={import}"))
}

/// Applies the whole file, or nothing.
#[server(prefix = "/api", endpoint = "apply-import")]
pub async fn apply_import(import: ImportId, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::imports::apply(&cx, import).await)?;
    context::redirect(&format!("/people/import?file={import}&done=1"))
}

/// Makes one-time links for one person, or for everybody who has no way in yet; answers the list to print.
/// The links are shown this once: only their digests are kept.
#[server(prefix = "/api", endpoint = "invite", protocol = Exchange)]
pub async fn invite(person: Option<PersonId>, acting_as: String) -> Result<Vec<InvitationRow>, AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::invitations::create(&cx, person).await)
}

/// New ways in that wait for a second person.
#[server(prefix = "/api", endpoint = "resets", protocol = Exchange)]
pub async fn resets() -> Result<Vec<ResetRequest>, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::resets::list(&cx).await)
}

/// The second person agrees, or not; whoever asked may only take it back. The link they were shown works from then on.
#[server(prefix = "/api", endpoint = "decide-reset")]
pub async fn decide_reset(request: i64, agree: bool, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::resets::decide(&cx, request, agree).await)?;
    context::redirect(if agree { "/people/resets?decided=agreed" } else { "/people/resets?decided=refused" })
}
