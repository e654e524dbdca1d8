//! Rank tables: what is valid, what a change would do, and saving a new version (R20).
use crate::{
    api::{
        error::AppError,
        results::{GradeTables, RankTablesView, TableCheck, TableForm, TableView, TypeTables},
        views::PersonRef,
    },
    domain::{
        audit::Detail,
        ids::{EmployeeTypeId, FiscalYearId, GradeId},
        policy::{self, CompanyAction, Scope},
        rank::{self, RankTable},
        score::Score,
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            organisation,
            rank_tables::{self, Stored, Tables},
            reviewing::{Eyes, NEVER},
            reviews::{self, Narrow, ReviewRow},
            unit_of_work::Entry,
            years,
        },
    },
};
use sea_orm::ConnectionTrait;

const EVERYBODY: u64 = 1_000_000;

pub async fn view(caller: &Caller, year: Option<FiscalYearId>) -> Result<RankTablesView> {
    policy::decide_company(caller.actor, CompanyAction::ManageYears)?;
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let known = years::list(db).await?;
    let chosen = years::chosen(db, &known, year).await?;
    let mut types: Vec<TypeTables> = Vec::new();
    if let Some(year) = chosen {
        let tables = Tables::of_year(db, year.id).await?;
        let shown = |stored: &Stored| TableView {
            version: stored.version,
            bands: stored.table.to_input(),
            reason: stored.reason.clone(),
            at: clock.when(Timestamp(stored.created_at)),
            by: stored.created_by.clone(),
        };
        for line in organisation::types_and_grades(db).await? {
            let (id, grade) = (line.employee_type_id, line.grade_id);
            if types.last().is_none_or(|last| last.id != id) {
                let whole = GradeTables { grade: None, people: 0, table: tables.exactly(id, None).map(shown) };
                types.push(TypeTables { id, name: line.employee_type, grades: vec![whole] });
            }
            if let (Some(last), Some(grade), Some(name)) = (types.last_mut(), grade, line.grade) {
                last.grades[0].people += u64::try_from(line.people).unwrap_or_default();
                last.grades.push(GradeTables {
                    grade: Some((grade, name)),
                    people: u64::try_from(line.people).unwrap_or_default(),
                    table: tables.exactly(id, Some(grade)).map(shown),
                });
            }
        }
    }
    Ok(RankTablesView {
        years: known.iter().map(years::Year::reference).collect(),
        year: chosen.map(years::Year::reference),
        types,
        default: RankTable::default().to_input(),
    })
}

struct Asked {
    year: FiscalYearId,
    of: (EmployeeTypeId, Option<GradeId>),
}

/// The year, type and grade a form is about, when there are such.
async fn asked<C: ConnectionTrait>(conn: &C, form: &TableForm) -> Result<Asked> {
    let invalid = || AppError::Invalid(Vec::new());
    let year: FiscalYearId = form.year.parse().map_err(|_| invalid())?;
    let employee_type: EmployeeTypeId = form.employee_type.parse().map_err(|_| invalid())?;
    let grade = match form.grade.as_str() {
        "" => None,
        grade => Some(grade.parse::<GradeId>().map_err(|_| invalid())?),
    };
    years::find(conn, year).await?.ok_or(AppError::NotFound)?;
    let known = organisation::types_and_grades(conn).await?;
    let fits = known.iter().any(|line| line.employee_type_id == employee_type && (grade.is_none() || line.grade_id == grade));
    if !fits {
        return Err(AppError::NotFound.into());
    }
    Ok(Asked { year, of: (employee_type, grade) })
}

/// Reviews the table would rank: of this type and grade, with a score that is not frozen yet.
async fn concerned<C: ConnectionTrait>(conn: &C, asked: &Asked) -> Result<Vec<(ReviewRow, Score)>> {
    let tables = Tables::of_year(conn, asked.year).await?;
    let (employee_type, grade) = asked.of;
    let narrow = Narrow { year: Some(asked.year), ..Narrow::default() };
    let mut found = Vec::new();
    for row in reviews::list(conn, Eyes::nobodys(NEVER), Scope::Everyone, &narrow, EVERYBODY, 0).await? {
        let state = row.state()?;
        let fits = row.employee_type_id == Some(employee_type)
            && match grade {
                Some(grade) => row.grade_id == Some(grade),
                // A grade with a table of its own is not touched by its type's.
                None => row.grade_id.is_none_or(|grade| tables.exactly(employee_type, Some(grade)).is_none()),
            };
        if let Some(score) = row.score().filter(|_| fits && state.is_complete_or_further() && !state.is_frozen()) {
            found.push((row, score));
        }
    }
    Ok(found)
}

/// What saving would do. One's own score stays out of it (R1b).
pub async fn check(caller: &Caller, form: &TableForm) -> Result<TableCheck> {
    policy::decide_company(caller.actor, CompanyAction::ManageYears)?;
    let db = caller.state.db.read();
    let asked = asked(db, form).await?;
    let new = match rank::check(&form.bands) {
        Ok(table) => table,
        Err(problems) => return Ok(TableCheck { problems, changes: Vec::new(), scores: 0 }),
    };
    let tables = Tables::of_year(db, asked.year).await?;
    let old = tables.exactly(asked.of.0, asked.of.1).or_else(|| tables.find(Some(asked.of.0), asked.of.1));
    let scores: Vec<_> = concerned(db, &asked)
        .await?
        .into_iter()
        .filter(|(row, _)| row.person_id != caller.actor.person)
        .map(|(row, score)| (PersonRef { id: row.person_id, employee_no: row.employee_no, name: row.full_name }, score))
        .collect();
    let changes = rank::changes(old.map(|stored| &stored.table), &new, &scores);
    Ok(TableCheck { problems: Vec::new(), changes, scores: scores.len() as u64 })
}

/// Saves a new version and ranks everybody it concerns anew; what the board approved keeps its rank. Answers the year.
pub async fn save(caller: &Caller, form: &TableForm) -> Result<FiscalYearId> {
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageYears)?;
    let state = &caller.state;
    let table = rank::check(&form.bands).map_err(AppError::Bands)?;
    let reason = super::reviews::checked_text("reason", &form.reason, false)?;
    let mut uow = state.db.begin(&state.clock).await?;
    let asked = asked(uow.conn(), form).await?;
    super::configured_years::check_not_archived(uow.conn(), asked.year).await?;
    let old = Tables::of_year(uow.conn(), asked.year).await?;
    let before = old.exactly(asked.of.0, asked.of.1).map(|stored| written(&stored.table)).unwrap_or_default();
    let id = rank_tables::insert(&uow, &proof, asked.year, asked.of, &table, &reason, Some(caller.actor.person)).await?;
    let mut moved = 0;
    for (row, score) in concerned(uow.conn(), &asked).await? {
        let rank = table.rank_of(score);
        moved += u64::from(rank != row.rank.as_deref());
        reviews::set_rank(&uow, row.id, rank, Some(id)).await?;
    }
    uow.audit(
        Entry::by(caller.actor, "save_rank_table", "rank_table", id.0)
            .with(Detail::change("bands", before, written(&table)))
            .with(Detail::now("ranks_changed", moved.to_string()))
            .with(Detail::now("reason", reason)),
    );
    uow.commit().await?;
    Ok(asked.year)
}

/// "C 0.75, B 2.25": a table in one line, for the audit log.
fn written(table: &RankTable) -> String {
    table.bands().iter().map(|band| format!("{} {}", band.label, band.from)).collect::<Vec<_>>().join(", ")
}

/// The shipped table for every type of a year that has none, when HR opens the evaluation or seeds a demo.
pub async fn ensure_defaults(
    uow: &crate::server::repo::UnitOfWork,
    proof: &policy::Authorized<policy::Company>,
    year: FiscalYearId,
) -> Result<()> {
    let tables = Tables::of_year(uow.conn(), year).await?;
    let mut done = std::collections::BTreeSet::new();
    for line in organisation::types_and_grades(uow.conn()).await? {
        let of = line.employee_type_id;
        if done.insert(of) && tables.exactly(of, None).is_none() {
            rank_tables::insert(uow, proof, year, (of, None), &RankTable::default(), "", None).await?;
        }
    }
    Ok(())
}
