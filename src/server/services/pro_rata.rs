//! Departments pro rata by days, where people changed department during the year (R26): whoever moved counts in both, each for the days
//! they were there.
use crate::{
    api::results::ProRataRow,
    domain::{
        actor::Actor,
        ids::{DepartmentId, PersonId},
        score::{Average, Score},
        time::Date,
        transfer::{self, DepartmentChange},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{company::Line, organisation, transfers, years::Year},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Days of one person in one department, with the score that counts for them.
type Share = (i32, Option<Score>);

/// Every department somebody came to or left during the year; nothing while nobody did.
pub async fn rows(
    caller: &Caller,
    year: &Year,
    lines: &[Arc<Line>],
    score: impl Fn(Actor, &Line) -> Option<Score>,
) -> Result<Vec<ProRataRow>> {
    let day = |text: &str| text.parse::<Date>().map_err(ServiceError::broken);
    let period = (day(&year.starts_on)?, day(&year.ends_on)?);
    let db = caller.state.db.read();
    let changes = transfers::department_changes(db, period.0).await?;
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let shares = shares(lines, &changes, period, |line| score(caller.actor, line));
    let whole = (period.1 - period.0).get_days() + 1;
    let names: BTreeMap<_, _> = organisation::departments(db).await?.into_iter().map(|found| (found.id, found.name)).collect();
    let mut rows: Vec<_> = shares
        .into_iter()
        .map(|(department, shares)| ProRataRow {
            department: department.and_then(|id| names.get(&id).cloned()),
            people: transfer::as_people(shares.iter().map(|(days, _)| i64::from(*days)).sum(), whole),
            average: Average::weighted(shares.iter().filter_map(|(days, score)| Some(((*score)?, i64::from(*days))))),
        })
        .collect();
    rows.sort_by(|one, other| (one.department.is_none(), &one.department).cmp(&(other.department.is_none(), &other.department)));
    Ok(rows)
}

/// By department, of those alone in which somebody stayed for a part of the year.
fn shares(
    lines: &[Arc<Line>],
    changes: &BTreeMap<PersonId, Vec<DepartmentChange>>,
    period: (Date, Date),
    score: impl Fn(&Line) -> Option<Score>,
) -> BTreeMap<Option<DepartmentId>, Vec<Share>> {
    let divided: Vec<_> = lines
        .iter()
        .filter(|line| !line.exempt && line.review.is_some())
        .map(|line| {
            let moved = changes.get(&line.person).map_or(&[][..], Vec::as_slice);
            (line, transfer::days_by_department(period, None, line.department_id(), moved))
        })
        .collect();
    let touched: BTreeSet<_> =
        divided.iter().filter(|(_, days)| days.len() > 1).flat_map(|(_, days)| days.keys().copied()).collect();
    let mut shares: BTreeMap<_, Vec<Share>> = BTreeMap::new();
    for (line, days) in divided {
        for (department, days) in days.into_iter().filter(|(department, _)| touched.contains(department)) {
            shares.entry(department).or_default().push((days, score(line)));
        }
    }
    shares
}
