//! HR's view of a year, and lists of sets for HR and the board.
use super::{company_targets::Counter, heads};
use crate::{
    api::{
        departments::{DepartmentRow, DepartmentsView, SetFilter, SetList},
        error::AppError,
        views::StateCounts,
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
        repo::{company::Line, configuration, organisation, sets, years},
    },
};
use std::sync::Arc;

const PAGE: u64 = 50;

/// `open`: the departments whose teams are to be seen, "all" or ids with dots between. Others come without.
pub async fn view(caller: &Caller, year: Option<FiscalYearId>, open: &str) -> Result<DepartmentsView> {
    policy::decide_company(caller.actor, CompanyAction::ReadDepartments)?;
    let known = years::list(caller.state.db.read()).await?;
    let chosen = years::chosen(caller.state.db.read(), &known, year).await?;
    let mut view = DepartmentsView {
        years: known.iter().map(years::Year::reference).collect(),
        year: chosen.map(years::Year::reference),
        counts: StateCounts::default(),
        departments: Vec::new(),
    };
    if let Some(year) = chosen {
        let targets = caller.state.kept.year(&caller.state, year.id).await?.targets();
        view.counts = targets.counts.clone();
        let named = configuration::heads(caller.state.db.read()).await?;
        let head = |row: &DepartmentRow| row.department.as_ref().and_then(|department| named.get(&department.id)).cloned();
        view.departments = targets.departments.iter().map(|row| DepartmentRow { head: head(row), ..folded(row, open) }).collect();
    }
    Ok(view)
}

/// Without the teams of a department that stays folded; sets without a reviewer always show.
fn folded(row: &DepartmentRow, open: &str) -> DepartmentRow {
    let shown = match &row.department {
        Some(department) => open == "all" || open.split('.').any(|id| id.parse() == Ok(department.id)),
        // They cannot be folded by an id.
        None => true,
    };
    DepartmentRow {
        department: row.department.clone(),
        head: None,
        counts: row.counts.clone(),
        team_count: row.team_count,
        teams: row.teams.iter().filter(|team| shown || team.reviewer.is_none()).cloned().collect(),
    }
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
    // Director and board see what was approved. Everything else the filter says is counted by state.
    let readable = |line: &Line| reads_everything || APPROVED.contains(&line.set_state);
    let searched: String = filter.q.chars().take(200).collect();
    let found = match searched.trim() {
        "" => None,
        text => Some(caller.state.names.holding(&caller.state, text).await?),
    };
    let is_asked = |line: &&Arc<Line>| {
        readable(line)
            && filter.department.is_none_or(|department| line.department_id() == Some(department))
            && filter.reviewer.is_none_or(|reviewer| line.reviewer_id() == Some(reviewer))
            && (!filter.no_reviewer || line.reviewer.is_none())
            && found.as_ref().is_none_or(|people| people.contains(&line.person))
    };
    let in_state: Box<dyn Fn(&Line) -> bool + Send> = match filter.state.as_str() {
        "" => Box::new(|_| true),
        "exempt" => Box::new(|line| line.exempt),
        code => {
            let state: SetState = code.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
            Box::new(move |line| !line.exempt && line.set_state == state)
        }
    };
    let snapshot = caller.state.kept.year(&caller.state, year.id).await?;
    let mut counter = Counter::default();
    let mut ids = Vec::new();
    for line in snapshot.lines.iter().filter(is_asked) {
        counter.add(line);
        if in_state(line) {
            ids.push(line.set);
        }
    }
    let counts = counter.counts();
    let total = ids.len() as u64;
    let pages = total.div_ceil(PAGE);
    let page = filter.page.clamp(1, pages.max(1));
    let from = usize::try_from((page - 1) * PAGE).unwrap_or(usize::MAX);
    let ids: Vec<_> = ids.into_iter().skip(from).take(PAGE as usize).collect();
    let rows = sets::of_ids(db, caller.eyes(), &ids).await?;
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
