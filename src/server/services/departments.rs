//! HR's view of a year, and lists of sets for HR and the board.
use super::heads;
use crate::{
    api::{
        departments::{DepartmentRow, DepartmentsView, SetFilter, SetList, TeamRow},
        error::AppError,
        views::{DepartmentRef, StateCounts},
    },
    domain::{
        actor::Role,
        ids::FiscalYearId,
        policy::{self, CompanyAction, Denial},
        target::SetState,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            configuration, organisation,
            sets::{self, Group, Narrow},
            years,
        },
    },
};
use std::collections::BTreeMap;

const PAGE: u64 = 50;

pub async fn view(caller: &Caller, year: Option<FiscalYearId>) -> Result<DepartmentsView> {
    policy::decide_company(caller.actor, CompanyAction::ReadDepartments)?;
    let db = caller.state.db.read();
    let known = years::list(db).await?;
    let chosen = year.map_or(known.first(), |year| known.iter().find(|known| known.id == year));
    let groups = match chosen {
        Some(year) => {
            let narrow = Narrow { year: Some(year.id), ..Narrow::default() };
            sets::groups(db, policy::set_scope(caller.actor), &narrow).await?
        }
        None => Vec::new(),
    };
    let mut departments: BTreeMap<_, (Option<DepartmentRef>, BTreeMap<_, Vec<&Group>>)> = BTreeMap::new();
    for group in &groups {
        let reference = group.department_id.zip(group.department.clone()).map(|(id, name)| DepartmentRef { id, name });
        let entry = departments.entry(group.department.clone()).or_insert_with(|| (reference, BTreeMap::new()));
        entry.1.entry((group.reviewer.clone(), group.reviewer_id)).or_default().push(group);
    }
    let named = configuration::heads(db).await?;
    let departments = departments
        .into_values()
        .map(|(department, teams)| {
            Ok(DepartmentRow {
                counts: heads::counts(teams.values().flatten().copied())?,
                teams: teams
                    .into_iter()
                    .map(|((name, id), groups)| {
                        Ok(TeamRow { reviewer: id.zip(name), counts: heads::counts(groups.iter().copied())? })
                    })
                    .collect::<Result<_>>()?,
                head: department.as_ref().and_then(|department| named.get(&department.id)).cloned(),
                department,
            })
        })
        .collect::<Result<_>>()?;
    Ok(DepartmentsView {
        years: known.iter().map(years::Year::reference).collect(),
        year: chosen.map(years::Year::reference),
        counts: heads::counts(&groups)?,
        departments,
    })
}

/// What board and director see: what was approved (R14).
const APPROVED: [SetState; 2] = [SetState::HrApproved, SetState::TargetSettingComplete];

pub async fn list(caller: &Caller, filter: SetFilter) -> Result<SetList> {
    let reads_everything = match caller.actor.role {
        Role::HrAdmin => true,
        Role::GeneralDirector | Role::BoardMember => false,
        Role::Employee | Role::Manager => return Err(Denial::WrongRole.into()),
    };
    let db = caller.state.db.read();
    let known = years::list(db).await?;
    let year = filter.year.map_or(known.first(), |year| known.iter().find(|known| known.id == year));
    let Some(year) = year else {
        return Ok(SetList {
            year: None,
            department: None,
            rows: Vec::new(),
            counts: StateCounts::default(),
            total: 0,
            page: 1,
            pages: 0,
        });
    };
    let all = Narrow {
        year: Some(year.id),
        department: filter.department,
        reviewer: filter.reviewer,
        no_reviewer: filter.no_reviewer,
        states: if reads_everything { Vec::new() } else { APPROVED.to_vec() },
        search: filter.q.chars().take(200).collect(),
        ..Narrow::default()
    };
    let scope = policy::set_scope(caller.actor);
    let counts = heads::counts(&sets::groups(db, scope, &all).await?)?;
    let mut narrow = all;
    match filter.state.as_str() {
        "" => {}
        "exempt" => narrow.exempt = Some(true),
        code => {
            let state: SetState = code.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
            narrow.exempt = Some(false);
            narrow.states = if reads_everything || APPROVED.contains(&state) { vec![state] } else { narrow.states };
        }
    }
    let total = sets::count(db, scope, &narrow).await?;
    let pages = total.div_ceil(PAGE);
    let page = filter.page.clamp(1, pages.max(1));
    let rows = sets::list(db, scope, &narrow, PAGE, (page - 1) * PAGE).await?;
    let department = match filter.department {
        Some(id) => organisation::departments(db).await?.into_iter().find(|department| department.id == id),
        None => None,
    };
    Ok(SetList {
        year: Some(year.reference()),
        department,
        rows: heads::heads(&rows, caller.actor, &caller.state.clock)?,
        counts,
        total,
        page,
        pages,
    })
}
