//! Rank tables: versioned, per year, employee type and grade (R20). A grade without a table of its own uses its type's.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{EmployeeTypeId, FiscalYearId, GradeId, PersonId, RankTableId},
        policy::{Authorized, Company},
        rank::RankTable,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::BTreeMap;

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: RankTableId,
    employee_type_id: EmployeeTypeId,
    grade_id: Option<GradeId>,
    version: i64,
    bands: String,
    reason: String,
    created_at: i64,
    created_by: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Stored {
    pub id: RankTableId,
    pub employee_type: EmployeeTypeId,
    pub grade: Option<GradeId>,
    pub version: i64,
    pub table: RankTable,
    pub reason: String,
    pub created_at: i64,
    pub created_by: Option<String>,
}

/// Every version of a year's tables, newest first.
pub async fn list<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = sql::all(
        conn,
        "SELECT t.id, t.employee_type_id, t.grade_id, t.version, t.bands, t.reason, t.created_at, p.full_name AS created_by
         FROM rank_tables t LEFT JOIN people p ON p.id = t.created_by WHERE t.fiscal_year_id = $1 ORDER BY t.id DESC",
        vec![year.into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stored {
                id: row.id,
                employee_type: row.employee_type_id,
                grade: row.grade_id,
                version: row.version,
                table: serde_json::from_str(&row.bands).map_err(ServiceError::broken)?,
                reason: row.reason,
                created_at: row.created_at,
                created_by: row.created_by,
            })
        })
        .collect()
}

/// The tables that are valid now, and which one ranks whom.
pub struct Tables {
    current: BTreeMap<(EmployeeTypeId, Option<GradeId>), Stored>,
}

impl Tables {
    pub async fn of_year<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Self> {
        let mut current = BTreeMap::new();
        for stored in list(conn, year).await? {
            // Newest first: what is there already is newer.
            current.entry((stored.employee_type, stored.grade)).or_insert(stored);
        }
        Ok(Tables { current })
    }

    /// The grade's own table, else the type's; `None` where neither is there.
    pub fn find(&self, employee_type: Option<EmployeeTypeId>, grade: Option<GradeId>) -> Option<&Stored> {
        let employee_type = employee_type?;
        grade
            .and_then(|grade| self.current.get(&(employee_type, Some(grade))))
            .or_else(|| self.current.get(&(employee_type, None)))
    }

    /// The table of exactly this type and grade.
    pub fn exactly(&self, employee_type: EmployeeTypeId, grade: Option<GradeId>) -> Option<&Stored> {
        self.current.get(&(employee_type, grade))
    }
}

pub async fn insert(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    year: FiscalYearId,
    of: (EmployeeTypeId, Option<GradeId>),
    table: &RankTable,
    reason: &str,
    by: Option<PersonId>,
) -> Result<RankTableId> {
    let bands = serde_json::to_string(table).map_err(ServiceError::broken)?;
    let version = sql::number(
        uow.conn(),
        "SELECT COALESCE(MAX(version), 0) + 1 FROM rank_tables
         WHERE fiscal_year_id = $1 AND employee_type_id = $2 AND COALESCE(grade_id, 0) = COALESCE($3, 0)",
        vec![year.into(), of.0.into(), of.1.into()],
    )
    .await?;
    let id = sql::number(
        uow.conn(),
        "INSERT INTO rank_tables (fiscal_year_id, employee_type_id, grade_id, version, bands, reason, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        vec![year.into(), of.0.into(), of.1.into(), version.into(), bands.into(), reason.into(), uow.now().0.into(), by.into()],
    )
    .await?;
    Ok(RankTableId(id))
}
