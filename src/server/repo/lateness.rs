//! What was handed over after a phase's due day. The marks are kept with what was handed over; when the day moves, they follow (R29).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        fiscal_year::Phase,
        ids::FiscalYearId,
        policy::{Authorized, Company},
        time::Timestamp,
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr};

/// The hand-overs of a phase that its window measures: whoever has a window of their own is measured by that.
fn handed_over(phase: Phase) -> &'static str {
    match phase {
        Phase::TargetSetting => {
            "submitted_at IS NOT NULL AND number = 1
             AND set_id IN (SELECT s.id FROM target_sets s WHERE s.fiscal_year_id = $1 AND s.personal_due_on IS NULL)"
        }
        Phase::MidYear => {
            "submitted_at IS NOT NULL AND number > 1
             AND set_id IN (SELECT s.id FROM target_sets s WHERE s.fiscal_year_id = $1 AND s.personal_due_on IS NULL)"
        }
        Phase::Evaluation => {
            "self_submitted_at IS NOT NULL AND set_id IN (SELECT s.id FROM target_sets s WHERE s.fiscal_year_id = $1)"
        }
    }
}

/// Table, mark and moment.
fn columns(phase: Phase) -> (&'static str, &'static str, &'static str) {
    match phase {
        Phase::TargetSetting | Phase::MidYear => ("target_revisions", "submitted_late", "submitted_at"),
        Phase::Evaluation => ("reviews", "self_late", "self_submitted_at"),
    }
}

pub async fn count<C: ConnectionTrait>(conn: &C, year: FiscalYearId, phase: Phase) -> Result<i64, DbErr> {
    let (table, mark, _) = columns(phase);
    let statement = format!("SELECT COUNT(*) FROM {table} WHERE {mark} AND {}", handed_over(phase));
    sql::number(conn, &statement, vec![year.into()]).await
}

/// Marks what was handed over from `end` on, and nothing else; answers how many marks changed.
pub async fn mark(uow: &UnitOfWork, _: &Authorized<Company>, year: FiscalYearId, phase: Phase, end: Timestamp) -> Result<u64> {
    let (table, mark, at) = columns(phase);
    let statement = format!("UPDATE {table} SET {mark} = ({at} >= $2) WHERE {mark} <> ({at} >= $2) AND {}", handed_over(phase));
    Ok(sql::run(uow.conn(), &statement, vec![year.into(), end.0.into()]).await?)
}
