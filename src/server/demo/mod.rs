//! Demo data: a company of 200, three archived years, last year's evaluation in every state, this year's targets in every state, delegations. Written through the same policy,
//! transitions and audit chain as real work, at moments of the past weeks.
mod delegations;
mod reviews;
mod texts;
mod transfers;

use crate::{
    api::{auth::DemoAccount, error::AppError},
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        draft::{DraftContent, DraftRow, RowKey},
        fiscal_year::{NewFiscalYear, Phase},
        ids::{FiscalYearId, GoalId, PersonId},
        policy::{self, Action, Authorized, Company, Scope},
        target::{self, SetAction, SetState},
        time::{Date, Timestamp},
    },
    server::{
        auth::passwords::Passwords,
        clock::Clock,
        error::{Result, ServiceError},
        repo::{
            Db, UnitOfWork, access, closings, drafts, multiply, people_bulk,
            reviewing::{Eyes, NEVER},
            sets::{self, Narrow, SetRow},
            sql,
            unit_of_work::Entry,
            years,
        },
        services::{self, imports, sets as set_service},
    },
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

const PEOPLE: &str = include_str!("employees-200.csv");
/// The one password of all demo accounts; shown on the sign-in page in demo mode.
pub const PASSWORD: &str = "try-the-demo-2026";
const DAY: i64 = 86_400;
/// These many at the end of the file have not been invited yet.
const UNINVITED: usize = 12;

/// Accounts worth trying, in the order of the sign-in page.
const SHOWN: [(&str, &str); 7] = [
    ("EMP0004", "HR admin, manager"),
    ("EMP0001", "General director, manager"),
    ("EMP0002", "Board member, manager"),
    ("EMP0046", "Manager of 35, half way"),
    ("EMP0086", "Manager of 27, ready for HR"),
    ("EMP0060", "Employee, asked for changes"),
    ("EMP0049", "Employee, drafting"),
];

pub async fn accounts<C: ConnectionTrait>(conn: &C) -> Result<Vec<DemoAccount>> {
    let mut accounts = Vec::new();
    for (login, roles) in SHOWN {
        if let Some(holder) = access::holder_by_login(conn, login).await? {
            accounts.push(DemoAccount {
                login: login.into(),
                name: holder.full_name,
                roles: roles.into(),
                password: PASSWORD.into(),
            });
        }
    }
    Ok(accounts)
}

/// How far a team has come this year; teams take turns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Drafting,
    Reviewing,
    ReadyForHr,
    AtHr,
    HrAsked,
    Approved,
}

const STAGES: [Stage; 6] = [Stage::Drafting, Stage::Reviewing, Stage::AtHr, Stage::ReadyForHr, Stage::HrAsked, Stage::Approved];

/// The company of 200, or, to try out a large one, as many copies of it as `people` asks for. Copies have the newest `years`.
pub async fn seed(db: &Db, clock: &Clock, people: u32, years: usize) -> Result<String> {
    if access::any_account(db.read()).await? || sql::number(db.read(), "SELECT COUNT(*) FROM people", vec![]).await? > 0 {
        return Err(ServiceError::broken("the database is not empty; demo data goes into an empty one only"));
    }
    let today = clock.today();
    let start_year = if today.month() >= 4 { today.year() } else { today.year() - 1 };
    let at = |days_ago: i64| Clock::manual(Timestamp(clock.now().0 - days_ago * DAY * Timestamp::SECOND)).0;

    const ARCHIVED: i64 = 3;
    let mut uow = db.begin(&at(240 + (ARCHIVED + 1) * 365)).await?;
    match imports::apply_text(&mut uow, PEOPLE.to_owned(), "employees-200.csv", today).await? {
        imports::Applied::Done(_) => {}
        imports::Applied::Refused(..) => return Err(ServiceError::broken("the demo people are refused")),
    }
    let company = Authorized::<Company>::unchecked_from_command_line();
    let ids = people_bulk::ids_by_no(uow.conn()).await?;
    let hash = Passwords::new(1)?.hash(PASSWORD.to_owned()).await?;
    for person in ids.values().take(ids.len() - UNINVITED) {
        access::set_password(&uow, *person, Some(&hash), false).await?;
    }
    uow.commit().await?;
    for ago in (0..=ARCHIVED).rev() {
        let days = ago * 365;
        let back = |day: i64| at(day + days);
        let start = start_year - 1 - i16::try_from(ago).unwrap_or_default();
        let mut uow = db.begin(&back(240)).await?;
        let year = create_year(&mut uow, &company, start, back(215).today()).await?;
        uow.commit().await?;
        last_year(db, &back, year).await?;
        let archived = ago > 0;
        // The running evaluation is due soon; those before it were.
        let due = if archived { back(25).today() } else { today.saturating_add(jiff::Span::new().days(10)) };
        reviews::evaluate(db, &at, year, reviews::Days::of(ago), archived, due).await?;
        if archived {
            archive(db, &back(2), year).await?;
        }
    }

    let mut uow = db.begin(&at(30)).await?;
    let due = today.saturating_add(jiff::Span::new().days(14));
    let now = create_year(&mut uow, &company, start_year, due).await?;
    uow.commit().await?;
    this_year(db, &at, now).await?;
    delegations::seed(db, &at, &ids).await?;
    transfers::seed(db, &at, &ids).await?;
    let copies = i64::from(people.div_ceil(u32::try_from(ids.len()).unwrap_or(u32::MAX)).saturating_sub(1));
    if copies > 0 {
        let mut uow = db.begin(clock).await?;
        let newest: Vec<_> = years::list(uow.conn()).await?.into_iter().take(years).map(|year| year.id).collect();
        multiply::company(&uow, &company, copies, &newest).await?;
        uow.audit(Entry::by_system("multiply_demo", "company", copies));
        uow.commit().await?;
    }
    // What is older than a month has been read.
    let uow = db.begin(clock).await?;
    let month_ago = clock.now().0 - 30 * DAY * Timestamp::SECOND;
    sql::run(uow.conn(), "UPDATE notices SET read_at = at WHERE at < $1", vec![month_ago.into()]).await?;
    uow.commit().await?;
    let entries = match crate::server::repo::audit::verify(db).await? {
        Ok(entries) => entries,
        Err(broken) => return Err(ServiceError::broken(broken)),
    };
    Ok(format!(
        "Demo data is in: {} people, fiscal years {} to {start_year}, {entries} audit entries.",
        ids.len() * usize::try_from(copies + 1).unwrap_or(1),
        start_year - 1 - i16::try_from(ARCHIVED).unwrap_or_default()
    ))
}

/// Closes a year through the job that closes real ones.
async fn archive(db: &Db, clock: &Clock, year: FiscalYearId) -> Result<()> {
    let uow = db.begin(clock).await?;
    let hr = access::hr_admins(uow.conn()).await?;
    let person = *hr.first().ok_or_else(|| ServiceError::broken("no HR admin"))?;
    let by = Actor { person, role: Role::HrAdmin };
    let company = Authorized::<Company>::unchecked_from_command_line();
    let narrow = crate::server::repo::reviews::Narrow { year: Some(year), ..Default::default() };
    let total = crate::server::repo::reviews::count(uow.conn(), Scope::Everyone, &narrow).await?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    closings::insert(&uow, &company, by, year, "The year is complete.", &BTreeMap::new(), total).await?;
    years::close_window(&uow, &company, year, Phase::Evaluation).await?;
    uow.commit().await?;
    for begun in closings::unfinished(db.read()).await? {
        services::closing::archive_whole(db, clock, &begun).await?;
    }
    Ok(())
}

async fn create_year(uow: &mut UnitOfWork, company: &Authorized<Company>, start: i16, due: Date) -> Result<FiscalYearId> {
    let year = NewFiscalYear {
        name: format!("FY {start}"),
        starts_on: Date::constant(start, 4, 1),
        ends_on: Date::constant(start + 1, 3, 31),
    };
    let id = years::insert(uow, company, &year).await?;
    for (title, description) in texts::GOALS {
        years::insert_goal(uow, company, id, None, title, description).await?;
    }
    years::open_window(uow, company, id, Phase::TargetSetting, due).await?;
    sets::create_missing(uow, company, id, &drafts::written(&DraftContent::starting())?).await?;
    uow.audit(Entry::by_system("open_target_setting", "fiscal_year", id.0).with(Detail::now("due_on", due.to_string())));
    Ok(id)
}

/// Who acts for HR: somebody other than the owner (R1b).
struct Hr(Vec<PersonId>);

impl Hr {
    fn for_set(&self, row: &SetRow) -> Result<Actor> {
        let person =
            self.0.iter().find(|person| **person != row.person_id).ok_or_else(|| ServiceError::broken("one HR admin only"))?;
        Ok(Actor { person: *person, role: Role::HrAdmin })
    }
}

/// One step of one set, through policy and transition like any other.
async fn step(uow: &mut UnitOfWork, row: &SetRow, hr: &Hr, action: SetAction, comment: &str) -> Result<()> {
    let row = sets::find(uow.conn(), Eyes::nobodys(NEVER), row.id).await?.ok_or(AppError::NotFound)?;
    let facts = row.facts()?;
    let actor = match action.party() {
        target::Party::Owner => Actor { person: row.person_id, role: Role::Employee },
        target::Party::Reviewer => match row.reviewer_id {
            Some(person) => Actor { person, role: Role::Manager },
            None => return Ok(()),
        },
        target::Party::Hr => hr.for_set(&row)?,
    };
    let proof = policy::authorise(actor, Action::Move(action), &facts)?;
    set_service::take(uow, actor, action, &facts, &row, comment, proof).await
}

async fn submit(uow: &mut UnitOfWork, row: &SetRow, content: &DraftContent, hr: &Hr) -> Result<()> {
    let submitted = target::check_submission(content).map_err(AppError::Invalid)?;
    let proof = save(uow, row, content).await?;
    drafts::hand_over(uow, &proof, row.revision_id, row.version + 1, false, &submitted, content).await?;
    step(uow, row, hr, SetAction::Submit, "").await
}

async fn save(uow: &UnitOfWork, row: &SetRow, content: &DraftContent) -> Result<Authorized<crate::domain::ids::TargetSetId>> {
    let owner = Actor { person: row.person_id, role: Role::Employee };
    let proof = policy::authorise(owner, Action::SaveDraft, &row.facts()?)?;
    drafts::save(uow, &proof, row.revision_id, row.version, &crate::server::entropy::short_id(), content).await?;
    Ok(proof)
}

async fn rows(uow: &UnitOfWork, year: FiscalYearId) -> Result<Vec<SetRow>> {
    Ok(sets::list(
        uow.conn(),
        Eyes::nobodys(NEVER),
        Scope::Everyone,
        &Narrow { year: Some(year), ..Narrow::default() },
        10_000,
        0,
    )
    .await?)
}

/// Everything complete but for two people, who were never assessed, and those nobody reviews.
async fn last_year(db: &Db, at: &impl Fn(i64) -> Clock, year: FiscalYearId) -> Result<()> {
    let mut uow = db.begin(&at(230)).await?;
    let hr = Hr(access::hr_admins(uow.conn()).await?);
    let all = rows(&uow, year).await?;
    let (left, whole): (Vec<_>, Vec<_>) = all.iter().enumerate().partition(|(n, row)| n % 97 == 13 || row.reviewer_id.is_none());
    for (n, row) in &whole {
        submit(&mut uow, row, &texts::content(*n + 3, &row.job_title, None), &hr).await?;
    }
    uow.commit().await?;
    for (days, action) in
        [(222, SetAction::Approve), (215, SetAction::SubmitTeam), (210, SetAction::HrApprove), (200, SetAction::Complete)]
    {
        let mut uow = db.begin(&at(days)).await?;
        for (_, row) in &whole {
            step(&mut uow, row, &hr, action, "").await?;
        }
        if action == SetAction::Complete {
            for (_, row) in &left {
                step(&mut uow, row, &hr, SetAction::CloseUnfinished, "Not submitted before target setting was closed.").await?;
            }
            years::close_window(&uow, &Authorized::<Company>::unchecked_from_command_line(), year, Phase::TargetSetting).await?;
        }
        uow.commit().await?;
    }
    Ok(())
}

async fn this_year(db: &Db, at: &impl Fn(i64) -> Clock, year: FiscalYearId) -> Result<()> {
    let uow = db.begin(&at(29)).await?;
    let hr = Hr(access::hr_admins(uow.conn()).await?);
    let all = rows(&uow, year).await?;
    let goals: Vec<GoalId> = match all.first() {
        Some(row) => years::goals_for(uow.conn(), year, row.person_id).await?.into_iter().map(|goal| goal.id).collect(),
        None => Vec::new(),
    };
    let mut teams: BTreeMap<Option<PersonId>, Vec<(usize, &SetRow)>> = BTreeMap::new();
    for (n, row) in all.iter().enumerate() {
        teams.entry(row.reviewer_id).or_default().push((n, row));
    }
    uow.commit().await?;

    // Day by day, so that the history reads like one.
    let staged: Vec<(Stage, usize, &SetRow)> = teams
        .iter()
        .enumerate()
        .flat_map(|(team, (reviewer, members))| {
            let stage = if reviewer.is_none() { Stage::Drafting } else { STAGES[team % STAGES.len()] };
            members.iter().map(move |(n, row)| (stage, *n, *row))
        })
        .collect();
    let further = |stage: Stage, n: usize| match stage {
        Stage::Drafting => n % 4 == 3,
        Stage::Reviewing => n % 5 != 4,
        _ => true,
    };

    let mut uow = db.begin(&at(12)).await?;
    for (stage, n, row) in &staged {
        let goal = goals.get(n % (goals.len() + 1)).copied();
        let content = texts::content(*n, &row.job_title, goal);
        if row.reviewer_id.is_some() && further(*stage, *n) {
            submit(&mut uow, row, &content, &hr).await?;
        } else if n % 3 != 0 {
            save(&uow, row, &texts::begun(&content)).await?;
        }
    }
    uow.commit().await?;

    let mut uow = db.begin(&at(7)).await?;
    for (stage, n, row) in staged.iter().filter(|(stage, n, _)| further(*stage, *n)) {
        match stage {
            Stage::Drafting => {}
            Stage::Reviewing if n % 3 == 0 => {}
            Stage::Reviewing if n % 3 == 1 => {
                step(&mut uow, row, &hr, SetAction::RequestChanges, texts::ask(*n)).await?;
            }
            _ => step(&mut uow, row, &hr, SetAction::Approve, "").await?,
        }
    }
    uow.commit().await?;

    let mut uow = db.begin(&at(4)).await?;
    for (_, _, row) in staged.iter().filter(|(stage, ..)| matches!(stage, Stage::AtHr | Stage::HrAsked | Stage::Approved)) {
        step(&mut uow, row, &hr, SetAction::SubmitTeam, "").await?;
    }
    uow.commit().await?;

    let mut uow = db.begin(&at(2)).await?;
    for (stage, n, row) in &staged {
        match stage {
            Stage::Approved => step(&mut uow, row, &hr, SetAction::HrApprove, "").await?,
            Stage::HrAsked if n % 3 == 0 => {
                step(&mut uow, row, &hr, SetAction::HrRequestChanges, "The second KPI has no figure. Please agree on one.")
                    .await?;
            }
            _ => {}
        }
    }
    exempt_one(&mut uow, &staged, &hr).await?;
    uow.commit().await
}

async fn exempt_one(uow: &mut UnitOfWork, staged: &[(Stage, usize, &SetRow)], hr: &Hr) -> Result<()> {
    let Some((_, _, row)) = staged.iter().rev().find(|(stage, _, row)| *stage == Stage::Drafting && row.reviewer_id.is_some())
    else {
        return Ok(());
    };
    let Some(row) = sets::find(uow.conn(), Eyes::nobodys(NEVER), row.id).await? else { return Ok(()) };
    let actor = hr.for_set(&row)?;
    let proof = policy::authorise(actor, Action::Exempt, &row.facts()?)?;
    let reason = "On parental leave until the end of the fiscal year.";
    sets::set_exempt(uow, &proof, Some(reason)).await?;
    let state: SetState = row.state()?;
    let event = crate::server::repo::events::NewEvent {
        set: row.id,
        actor: Some(actor),
        on_behalf_of: None,
        action: "exempt",
        from: state,
        to: state,
        comment: reason,
    };
    crate::server::repo::events::insert(uow, &event).await?;
    uow.audit(Entry::by(actor, "exempt", "target_set", row.id.0).with(Detail::now("reason", reason)));
    Ok(())
}

/// A row of a demo draft.
fn row(key: usize, task: &str, kpi: &str, weight: &str, difficulty: &str, goal: Option<GoalId>) -> DraftRow {
    DraftRow {
        key: RowKey(format!("r{key}")),
        task: task.into(),
        kpi: kpi.into(),
        weight: weight.into(),
        difficulty: difficulty.into(),
        goal: goal.map(|goal| goal.to_string()).unwrap_or_default(),
    }
}
