//! The first page of each role, and the count of what waits.
use super::{heads, home_reviews, notices, team};
use crate::{
    api::{
        home::{DepartmentBar, HomeView, OnItsWay, Todo, TodoKind, Way},
        views::StateCounts,
    },
    domain::{
        actor::Role,
        policy::{self, Scope},
        target::{Party, SetState},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            sets::{self, Narrow, SetRow},
            years,
        },
    },
};

/// What waits is counted this far; a page says "99+" from there on.
pub const COUNTED: u64 = 100;

/// States in which a set waits for its reviewer's decision.
const FOR_REVIEWER: [SetState; 2] = [SetState::SubmittedToManager, SetState::HrFeedbackRequested];

fn for_reviewer() -> Narrow {
    Narrow { states: FOR_REVIEWER.to_vec(), exempt: Some(false), employed: true, ..Narrow::default() }
}

fn for_hr() -> Narrow {
    Narrow { states: vec![SetState::SubmittedToHr], exempt: Some(false), ..Narrow::default() }
}

/// An own set that is with its owner and can be worked on.
fn is_mine_to_do(row: &SetRow) -> Result<bool> {
    let facts = row.facts()?;
    Ok(facts.state.is_editable() && facts.window_open && !facts.exempt)
}

/// How much waits for this person in this role.
pub async fn waiting(caller: &Caller) -> Result<u64> {
    let (db, actor) = (caller.state.db.read(), caller.actor);
    let scope = policy::set_scope(actor);
    let reviews = home_reviews::waiting(caller).await?;
    Ok(reviews
        + match actor.role {
            Role::Employee => {
                let rows = sets::list(db, scope, &Narrow::default(), 5, 0).await?;
                rows.iter().map(is_mine_to_do).collect::<Result<Vec<_>>>()?.into_iter().filter(|mine| *mine).count() as u64
            }
            Role::Manager => sets::count(db, scope, &for_reviewer()).await?,
            Role::HrAdmin => sets::count_up_to(db, scope, &for_hr(), COUNTED).await?,
            Role::GeneralDirector | Role::BoardMember => 0,
        })
}

pub async fn view(caller: &Caller) -> Result<HomeView> {
    let (db, actor) = (caller.state.db.read(), caller.actor);
    let mut view = HomeView {
        todos: Vec::new(),
        on_its_way: Vec::new(),
        team: None,
        departments: Vec::new(),
        notices: notices::list(db, actor, &caller.state.clock).await?,
    };
    match actor.role {
        Role::Employee => employee(caller, &mut view).await?,
        Role::Manager => manager(caller, &mut view).await?,
        Role::HrAdmin => hr(caller, &mut view).await?,
        Role::GeneralDirector | Role::BoardMember => {}
    }
    let targets = std::mem::replace(&mut view.todos, home_reviews::todos(caller).await?);
    view.todos.extend(targets);
    let targets = std::mem::replace(&mut view.on_its_way, home_reviews::on_their_way(caller).await?);
    view.on_its_way.extend(targets);
    Ok(view)
}

async fn employee(caller: &Caller, view: &mut HomeView) -> Result<()> {
    let clock = &caller.state.clock;
    for row in sets::list(caller.state.db.read(), Scope::Only(caller.actor.person), &Narrow::default(), 10, 0).await? {
        let state = row.state()?;
        let due = row.due();
        let href = format!("/targets?year={}", row.fiscal_year_id);
        if is_mine_to_do(&row)? {
            view.todos.push(Todo {
                kind: TodoKind::FinishTargets { state },
                year: row.year_name.clone(),
                since: Some(clock.when(Timestamp(row.state_since))),
                due: due.map(crate::domain::time::long_date),
                overdue: due.is_some_and(|due| clock.today() > due),
                href,
            });
        } else if !row.is_exempt() && matches!(state.turn(), Some(Party::Reviewer | Party::Hr)) {
            view.on_its_way.push(OnItsWay {
                year: row.year_name.clone(),
                what: Way::Targets(state),
                with: row.reviewer_name.clone().filter(|_| state.turn() == Some(Party::Reviewer)),
                since: clock.when(Timestamp(row.state_since)),
                href,
            });
        }
    }
    Ok(())
}

async fn manager(caller: &Caller, view: &mut HomeView) -> Result<()> {
    let clock = &caller.state.clock;
    let db = caller.state.db.read();
    let scope = Scope::ReviewedBy(caller.actor.person);
    let waiting = sets::list(db, scope, &for_reviewer(), 100, 0).await?;
    for row in &waiting {
        let due = row.due();
        view.todos.push(Todo {
            kind: TodoKind::ReviewTargets { person: row.full_name.clone(), state: row.state()? },
            year: row.year_name.clone(),
            since: Some(clock.when(Timestamp(row.state_since))),
            due: due.map(crate::domain::time::long_date),
            overdue: due.is_some_and(|due| clock.today() > due),
            href: format!("/sets/{}", row.id),
        });
    }
    if let Some(year) = sets::years(db, scope).await?.first() {
        let narrow = Narrow { year: Some(year.id), employed: true, ..Narrow::default() };
        let rows = sets::list(db, scope, &narrow, 2_000, 0).await?;
        let (missing, ready) = team::readiness(&rows)?;
        if missing.is_empty() && ready > 0 {
            view.todos.push(Todo {
                kind: TodoKind::SubmitTeam,
                year: year.name.clone(),
                since: None,
                due: rows.iter().find_map(SetRow::due).map(crate::domain::time::long_date),
                overdue: false,
                href: "/team".into(),
            });
        }
        view.team = Some(heads::counts(&sets::groups(db, scope, &narrow).await?)?);
    }
    Ok(())
}

async fn hr(caller: &Caller, view: &mut HomeView) -> Result<()> {
    let db = caller.state.db.read();
    let known = years::list(db).await?;
    let Some(year) = known.first() else {
        view.todos.push(plain(TodoKind::OpenYear, "", "/years"));
        return Ok(());
    };
    if years::windows(db).await?.is_empty() {
        view.todos.push(plain(TodoKind::OpenYear, &year.name, "/years"));
    }
    let targets = caller.state.kept.year(&caller.state, year.id).await?.targets();
    for row in &targets.departments {
        let name = row.department.as_ref().map(|department| department.name.clone()).unwrap_or_default();
        let filter = row.department.as_ref().map_or_else(String::new, |department| format!("&department={}", department.id));
        let waiting = in_state(&row.counts, SetState::SubmittedToHr);
        if waiting > 0 {
            let kind = TodoKind::HrReview { department: name.clone(), count: waiting };
            let href = format!("/departments/sets?year={}{filter}&state={}", year.id, SetState::SubmittedToHr);
            view.todos.push(plain(kind, &year.name, &href));
        }
        let href = format!("/departments/sets?year={}{filter}", year.id);
        view.departments.push(DepartmentBar { href, name, counts: row.counts.clone() });
    }
    if targets.without_reviewer > 0 {
        let href = format!("/departments/sets?year={}&no_reviewer=true", year.id);
        view.todos.push(plain(TodoKind::NoReviewer { count: targets.without_reviewer }, &year.name, &href));
    }
    Ok(())
}

fn in_state(counts: &StateCounts, state: SetState) -> u64 {
    counts.by_state.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
}

fn plain(kind: TodoKind, year: &str, href: &str) -> Todo {
    Todo { kind, year: year.into(), since: None, due: None, overdue: false, href: href.into() }
}
