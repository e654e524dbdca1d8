//! Who reports to whom and sits where: changing it for many at once (R26).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{DepartmentId, PersonId, TargetSetId},
        policy::{Authorized, Company},
    },
    server::error::Result,
};
use std::collections::BTreeMap;

const BATCH: usize = 400;

/// One statement per department and batch of people.
pub async fn set_departments(
    uow: &UnitOfWork,
    _: &Authorized<Company>,
    of: &BTreeMap<Option<DepartmentId>, Vec<PersonId>>,
) -> Result<()> {
    for (department, people) in of {
        for batch in people.chunks(BATCH) {
            let statement = format!("UPDATE people SET department_id = $1 WHERE id IN ({})", sql::placeholders(2, batch.len()));
            let values = std::iter::once((*department).into()).chain(batch.iter().map(|id| (*id).into()));
            sql::run(uow.conn(), &statement, values.collect()).await?;
        }
    }
    Ok(())
}

/// Gives sets to another reviewer by name; never their own.
pub async fn set_named_reviewer(uow: &UnitOfWork, sets: &[TargetSetId], reviewer: PersonId) -> Result<()> {
    for batch in sets.chunks(BATCH) {
        let statement = format!(
            "UPDATE target_sets SET named_reviewer_id = CASE WHEN person_id = $1 THEN NULL ELSE $1 END WHERE id IN ({})",
            sql::placeholders(2, batch.len())
        );
        let values = std::iter::once(reviewer.into()).chain(batch.iter().map(|id| (*id).into()));
        sql::run(uow.conn(), &statement, values.collect()).await?;
    }
    Ok(())
}
