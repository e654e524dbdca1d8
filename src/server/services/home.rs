//! The first page of each role, and the count of what waits.
use super::{delegations, heads, home_reviews, notices, resets, team};
use crate::{
    api::{
        home::{DepartmentBar, HomeView, OnItsWay, Todo, TodoKind, Way},
        views::StateCounts,
    },
    domain::{
        actor::Role,
        policy::{self, CompanyAction, Scope},
        target::{Party, SetState},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            delegations as covering, roles,
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
    let scope = policy::set_scope(actor, caller.day());
    let reviews = home_reviews::waiting(caller).await?;
    let roles = match policy::decide_company(actor, CompanyAction::ReadRoleRequests) {
        Ok(()) => roles::waiting_for(db, actor.person).await?.len() as u64,
        Err(_) => 0,
    };
    let resets = resets::waiting(caller).await?;
    let delegations = delegations::waiting(caller).await?.unwrap_or_default();
    Ok(reviews
        + delegations
        + roles
        + resets
        + match actor.role {
            Role::Employee => {
                let rows = sets::list(db, caller.eyes(), scope, &Narrow::default(), 5, 0).await?;
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
    if policy::decide_company(actor, CompanyAction::ReadRoleRequests).is_ok() {
        view.todos.extend(role_requests(caller).await?);
    }
    let targets = std::mem::replace(&mut view.todos, home_reviews::todos(caller).await?);
    view.todos.extend(targets);
    // A colleague waits for the answer.
    let others = std::mem::replace(&mut view.todos, covers(caller).await?);
    view.todos.extend(others);
    let count = resets::waiting(caller).await?;
    if count > 0 {
        view.todos.insert(0, plain(TodoKind::AgreeToResets { count }, "", "/people/resets"));
    }
    let targets = std::mem::replace(&mut view.on_its_way, home_reviews::on_their_way(caller).await?);
    view.on_its_way.extend(targets);
    Ok(view)
}

/// R23, R25: who asks to be covered, and who is away with nobody in their place.
async fn covers(caller: &Caller) -> Result<Vec<Todo>> {
    let waiting = delegations::waiting(caller).await?.unwrap_or_default();
    if waiting == 0 {
        return Ok(Vec::new());
    }
    if caller.actor.role == Role::HrAdmin {
        return Ok(vec![plain(TodoKind::Uncovered { count: waiting }, "", "/delegation?show=uncovered")]);
    }
    let clock = &caller.state.clock;
    let rows = covering::waiting_for(caller.state.db.read(), caller.actor.person, clock.today()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let since = Some(clock.when(Timestamp(row.requested_at)));
            Todo { since, ..plain(TodoKind::AnswerDelegation { person: row.for_name }, "", &format!("/delegation/{}", row.id)) }
        })
        .collect())
}

/// R1a: what a second person has to agree to.
async fn role_requests(caller: &Caller) -> Result<Vec<Todo>> {
    let rows = roles::waiting_for(caller.state.db.read(), caller.actor.person).await?;
    rows.into_iter()
        .map(|row| {
            let role = row.role.parse().map_err(ServiceError::broken)?;
            let kind = TodoKind::ConfirmRole { person: row.full_name, role, wanted: row.wanted };
            let since = Some(caller.state.clock.when(Timestamp(row.asked_at)));
            Ok(Todo { since, ..plain(kind, "", "/roles") })
        })
        .collect()
}

async fn employee(caller: &Caller, view: &mut HomeView) -> Result<()> {
    let clock = &caller.state.clock;
    for row in
        sets::list(caller.state.db.read(), caller.eyes(), Scope::Only(caller.actor.person), &Narrow::default(), 10, 0).await?
    {
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
                with: heads::with(row.reviewer_name.as_deref(), row.cover.as_deref())
                    .filter(|_| state.turn() == Some(Party::Reviewer)),
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
    let scope = Scope::ReviewedBy(caller.actor.person, caller.day());
    let waiting = sets::list(db, caller.eyes(), scope, &for_reviewer(), 100, 0).await?;
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
        let rows = sets::list(db, caller.eyes(), scope, &narrow, 2_000, 0).await?;
        for (of, rows) in team::by_reviewer(&rows) {
            let (missing, ready) = team::readiness(rows.iter().copied())?;
            let part = rows.iter().any(|row| row.facts().is_ok_and(|facts| facts.stand_in.is_some_and(|who| !who.whole_team)));
            if missing.is_empty() && ready > 0 && !part {
                let acts_for = rows.first().and_then(|row| row.reviewer_name.clone()).filter(|_| of != Some(caller.actor.person));
                let href = match of.filter(|_| acts_for.is_some()) {
                    Some(of) => format!("/team?of={of}"),
                    None => "/team".into(),
                };
                view.todos.push(Todo {
                    kind: TodoKind::SubmitTeam { acts_for },
                    year: year.name.clone(),
                    since: None,
                    due: rows.iter().find_map(|row| row.due()).map(crate::domain::time::long_date),
                    overdue: false,
                    href,
                });
            }
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
