//! What the board decided: when it met, its notes, how many results it approved (R28).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        consolidation::{Meeting, Of},
        ids::FiscalYearId,
        policy::{Authorized, Company},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Decision {
    pub department: Option<String>,
    pub no_department: bool,
    pub meeting_on: String,
    pub notes: String,
    pub approved: i64,
    pub decided_by: String,
    pub decided_at: i64,
}

pub async fn insert(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    by: Actor,
    year: FiscalYearId,
    of: Of,
    meeting: &Meeting,
    approved: i64,
) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO board_decisions (fiscal_year_id, department_id, meeting_on, notes, approved, decided_by, decided_at, no_department)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            year.into(),
            of.department().into(),
            meeting.held_on.to_string().into(),
            meeting.notes.clone().into(),
            approved.into(),
            by.person.into(),
            uow.now().0.into(),
            (of == Of::NoDepartment).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Newest first.
pub async fn list<C: ConnectionTrait>(conn: &C, year: FiscalYearId) -> Result<Vec<Decision>, DbErr> {
    sql::all(
        conn,
        "SELECT d.name AS department, b.no_department, b.meeting_on, b.notes, b.approved, p.full_name AS decided_by, b.decided_at
         FROM board_decisions b JOIN people p ON p.id = b.decided_by LEFT JOIN departments d ON d.id = b.department_id
         WHERE b.fiscal_year_id = $1 ORDER BY b.id DESC",
        vec![year.into()],
    )
    .await
}
