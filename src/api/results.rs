//! Results of many: a manager's team, the company for HR and the board, rank tables, and closing the year.
use super::{
    error::AppError,
    reviews::ReviewHead,
    team::TeamRef,
    views::{DepartmentRef, PersonRef, When, YearRef},
    wire::Exchange,
};
use crate::domain::{
    distribution::{Distribution, Reason},
    ids::{DepartmentId, EmployeeTypeId, FiscalYearId, GradeId, PersonId},
    rank::{BandInput, RankChange, TableProblem},
    review::ReviewState,
    score::{Average, Score},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One person's line in a list of results. Figures are there for whoever may read them, never one's own before its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    pub head: ReviewHead,
    pub self_score: Option<Score>,
    pub score: Option<Score>,
    pub rank: Option<String>,
    /// What the score alone would give, where the board decided otherwise (R21).
    pub computed_rank: Option<String>,
    /// Why somebody should look again (R27).
    pub marks: Vec<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamResultsView {
    /// One's own team first, then those one acts for. One alone needs no choice.
    pub teams: Vec<TeamRef>,
    pub whose: PersonId,
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub rows: Vec<ResultRow>,
    pub distribution: Distribution,
    /// Complete or further on, of how many who are assessed.
    pub complete: u64,
    pub of: u64,
    pub missing: Vec<String>,
    /// How many "Submit team" would send.
    pub ready: u64,
    /// Who acts for some of a team only does not hand it on (R12, R23).
    pub may_submit: bool,
}

/// One department, or the whole company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `None` for the company's line, and for people without a department.
    pub department: Option<DepartmentRef>,
    /// Whom HR named as its head (R30).
    pub head: Option<String>,
    pub states: Vec<(ReviewState, u64)>,
    pub distribution: Distribution,
    pub complete: u64,
    pub of: u64,
    /// How many HR would confirm, and how many the board would approve.
    pub to_confirm: u64,
    pub to_approve: u64,
    pub marks: u64,
    /// Reviewers with how many of theirs are complete, of how many; of parts that were asked to be unfolded.
    pub reviewers: Vec<(Option<PersonRef>, u64, u64)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    pub department: Option<String>,
    /// About the people of no department; with neither, about the whole company.
    pub no_department: bool,
    pub meeting_on: String,
    pub notes: String,
    pub approved: u64,
    pub by: String,
    pub at: When,
}

/// Which results are shown: `department` and `no_department` narrow the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResultsQuery {
    pub year: Option<FiscalYearId>,
    pub department: Option<DepartmentId>,
    pub no_department: bool,
    pub reviewer: Option<PersonId>,
    /// Only rows with a mark.
    pub marked: bool,
    /// Every department shows its reviewers, not only the one that is chosen.
    pub open: bool,
    pub page: u64,
}

/// A department pro rata by days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProRataRow {
    /// Nothing for people of no department.
    pub department: Option<String>,
    /// People of a whole year, to one decimal.
    pub people: String,
    /// Each score weighs as many days as its person was there.
    pub average: Option<Average>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultsView {
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub company: Option<Part>,
    pub departments: Vec<Part>,
    /// People of what was asked for; empty while nothing was.
    pub rows: Vec<ResultRow>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
    pub decisions: Vec<DecisionView>,
    /// R26: departments that somebody came to or left during the year.
    pub pro_rata: Vec<ProRataRow>,
    pub may_confirm: bool,
    pub may_approve: bool,
    /// One's own review is left out of every figure until its result was told (R1b).
    pub without_own: bool,
}

#[server(prefix = "/api", endpoint = "team-results", protocol = Exchange)]
pub async fn team_results(year: Option<FiscalYearId>, of: Option<PersonId>) -> Result<TeamResultsView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::results::team(&cx, year, of).await)
}

#[server(prefix = "/api", endpoint = "submit-team-results")]
pub async fn submit_team_results(year: FiscalYearId, of: Option<PersonId>, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    context::answer(services::results::submit_team(&cx, year, of).await)?;
    let whose = of.map_or_else(String::new, |of| format!("&of={of}"));
    context::redirect(&format!("/team/results?year={year}{whose}&submitted=1"))
}

#[server(prefix = "/api", endpoint = "results", protocol = Exchange)]
pub async fn results(query: ResultsQuery) -> Result<ResultsView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::company_results::view(&cx, query).await)
}

/// HR confirms the consolidation of a department, of those without one, or of the company: what is with HR goes to the board.
#[server(prefix = "/api", endpoint = "confirm-results")]
pub async fn confirm_results(
    year: FiscalYearId,
    department: Option<DepartmentId>,
    no_department: Option<String>,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::{
        domain::consolidation::Of,
        server::{context, services},
    };
    let cx = context::acting(&acting_as).await?;
    context::answer(services::results::confirm(&cx, year, Of::asked(department, no_department.is_some())).await)?;
    context::redirect(&format!("/results?year={year}&confirmed=1"))
}

/// The board approves a department, those without one, or the company (R28). Final.
#[server(prefix = "/api", endpoint = "approve-results")]
pub async fn approve_results(
    year: FiscalYearId,
    department: Option<DepartmentId>,
    no_department: Option<String>,
    held_on: String,
    notes: String,
    acting_as: String,
) -> Result<(), AppError> {
    use crate::{
        domain::consolidation::Of,
        server::{context, services},
    };
    let cx = context::acting(&acting_as).await?;
    let of = Of::asked(department, no_department.is_some());
    context::answer(services::results::approve(&cx, year, of, &held_on, &notes).await)?;
    context::redirect(&format!("/results?year={year}&approved=1"))
}

/// A table as it is valid now, with how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    pub version: i64,
    pub bands: Vec<BandInput>,
    pub reason: String,
    pub at: When,
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeTables {
    /// `None`: for every grade of the type that has no table of its own.
    pub grade: Option<(GradeId, String)>,
    pub people: u64,
    pub table: Option<TableView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeTables {
    pub id: EmployeeTypeId,
    pub name: String,
    pub grades: Vec<GradeTables>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankTablesView {
    pub years: Vec<YearRef>,
    pub year: Option<YearRef>,
    pub types: Vec<TypeTables>,
    /// The shipped table, to begin with.
    pub default: Vec<BandInput>,
}

/// A table being edited. `grade` empty: for the whole type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableForm {
    pub year: String,
    pub employee_type: String,
    pub grade: String,
    pub bands: Vec<BandInput>,
    pub reason: String,
}

/// What saving would do (R20): the places where the table fails, else who would change rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCheck {
    pub problems: Vec<TableProblem>,
    pub changes: Vec<RankChange<PersonRef>>,
    /// How many scores the table would rank.
    pub scores: u64,
}

#[server(prefix = "/api", endpoint = "rank-tables", protocol = Exchange)]
pub async fn rank_tables(year: Option<FiscalYearId>) -> Result<RankTablesView, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::ranks::view(&cx, year).await)
}

#[server(prefix = "/api", endpoint = "check-rank-table", protocol = Exchange)]
pub async fn check_rank_table(form: TableForm) -> Result<TableCheck, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::ranks::check(&cx, &form).await)
}

#[server(prefix = "/api", endpoint = "save-rank-table")]
pub async fn save_rank_table(form: TableForm, acting_as: String) -> Result<(), AppError> {
    use crate::server::{context, services};
    let cx = context::acting(&acting_as).await?;
    let year = context::answer(services::ranks::save(&cx, &form).await)?;
    context::redirect(&format!("/ranks?year={year}&saved=1"))
}
