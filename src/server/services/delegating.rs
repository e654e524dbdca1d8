//! Giving a delegation, answering, changing and ending it (R23). Seeing them is `delegations`'.
use super::delegations as seeing;
use crate::{
    api::{
        delegations::{Consequence, DelegationForm, DelegationPlan, Original},
        error::AppError,
        views::PersonRef,
    },
    domain::{
        actor::Role,
        audit::Detail,
        delegation::{self, Covers, Days, DelegationState, DelegationStep, Reason, TEAMS_MAX, TOLD_BEFORE, Wish},
        fiscal_year,
        ids::{DelegationId, PersonId},
        person::EmploymentStatus,
        policy::{Denial, delegations as policy},
        time::{Date, long_date},
        validation::{self, Problem, TASK, Violation},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, access,
            delegations::{self, DelegationRow},
            notices::{self, NewNotice},
            people::{self, PersonRow},
            reviewing,
            unit_of_work::Entry,
        },
        state::AppState,
    },
};
use sea_orm::ConnectionTrait;

fn reference(row: &PersonRow) -> PersonRef {
    PersonRef { id: row.id, employee_no: row.employee_no.clone(), name: row.full_name.clone() }
}

fn named(row: people::Named) -> PersonRef {
    PersonRef { id: row.id, employee_no: row.employee_no, name: row.full_name }
}

/// A form as far as it could be read.
struct Read {
    by_hr: bool,
    originals: Vec<(PersonRow, Vec<PersonRef>)>,
    delegate: Option<PersonRow>,
    covers: Covers,
    from: Option<Date>,
    to: Option<Date>,
    reason: Option<Reason>,
    violations: Vec<Violation>,
}

impl Read {
    /// What is asked for, for one of the original reviewers.
    fn wish(&self, original: &PersonRow, team: &[PersonRef], delegate_is_hr: bool, today: Date, note: &str) -> Option<Wish> {
        let delegate = self.delegate.as_ref()?;
        Some(Wish {
            original: original.id,
            delegate: delegate.id,
            delegate_has_left: delegate.status == EmploymentStatus::Left.code(),
            delegate_is_hr,
            by_hr: self.by_hr,
            covers: self.covers.clone(),
            team: team.iter().map(|person| person.id).collect(),
            // What is wrong with the others is said before days are asked for.
            days: Days { from: self.from.unwrap_or(today), to: self.to },
            today,
            note: note.to_owned(),
        })
    }
}

/// Whoever is covered: a manager themself, or those HR names, each of whom HR may give away.
async fn originals<C: ConnectionTrait>(
    caller: &Caller,
    conn: &C,
    form: &DelegationForm,
) -> Result<(Vec<PersonRow>, Vec<Violation>)> {
    if caller.actor.role == Role::Manager {
        let own = people::find_by_no(conn, &caller.holder.employee_no).await?;
        return Ok((own.into_iter().collect(), Vec::new()));
    }
    let (mut found, mut violations) = (Vec::new(), Vec::new());
    let nos: Vec<_> = form.for_nos.split([',', ' ']).map(str::trim).filter(|no| !no.is_empty()).collect();
    if nos.is_empty() {
        violations.push(Violation::new("for_nos", Problem::Missing));
    }
    for no in nos.into_iter().take(TEAMS_MAX) {
        match people::find_by_no(conn, no).await? {
            Some(row) if found.iter().any(|known: &PersonRow| known.id == row.id) => {}
            Some(row) => match policy::decide_giving(caller.actor, row.id) {
                Ok(_) => found.push(row),
                Err(denial) => return Err(denial.into()),
            },
            None => violations.push(Violation::new("for_nos", Problem::Unknown)),
        }
    }
    Ok((found, violations))
}

async fn read<C: ConnectionTrait>(caller: &Caller, conn: &C, form: &DelegationForm, today: Date) -> Result<Read> {
    seeing::open(caller)?;
    let by_hr = match caller.actor.role {
        Role::HrAdmin => true,
        Role::Manager => false,
        _ => return Err(Denial::WrongRole.into()),
    };
    let (rows, mut violations) = originals(caller, conn, form).await?;
    let mut originals = Vec::with_capacity(rows.len());
    for row in rows {
        let team = reviewing::team(conn, row.id).await?.into_iter().map(named).collect();
        originals.push((row, team));
    }
    let delegate = match form.delegate_no.trim() {
        "" => None,
        typed => people::find_by_text(conn, typed).await?,
    };
    if delegate.is_none() {
        let problem = if form.delegate_no.trim().is_empty() { Problem::Missing } else { Problem::Unknown };
        violations.push(Violation::new("delegate_no", problem));
    }
    // Named people are somebody's: of many teams at once each goes whole.
    let covers = if form.what == "people" && originals.len() == 1 {
        Covers::People(form.people.split('.').filter_map(|id| id.trim().parse().ok()).collect())
    } else {
        Covers::Team
    };
    let mut day = |field: &str, text: &str, needed: bool| match fiscal_year::parse_day(text) {
        Ok(day) => Some(day),
        Err(Problem::Missing) if !needed => None,
        Err(problem) => {
            violations.push(Violation::new(field, problem));
            None
        }
    };
    let (from, to) = (day("from_on", &form.from_on, true), day("to_on", &form.to_on, false));
    let reason = form.reason.parse::<Reason>().ok();
    if reason.is_none() {
        violations.push(Violation::new("reason", Problem::Missing));
    }
    let mut read = Read { by_hr, originals, delegate, covers, from, to, reason, violations };
    let delegate_is_hr = match &read.delegate {
        Some(delegate) => access::holds(conn, delegate.id, Role::HrAdmin).await?,
        None => false,
    };
    let mut wrong: Vec<Violation> = Vec::new();
    for (row, team) in &read.originals {
        if let Some(wish) = read.wish(row, team, delegate_is_hr, today, &form.note) {
            wrong.extend(delegation::check(&wish));
        }
    }
    if let (Some(delegate), Some(from)) = (&read.delegate, read.from) {
        let days = Days { from, to: read.to };
        for (original, _) in &read.originals {
            if stands_already(conn, original.id, delegate.id, days, &read.covers).await? {
                wrong.push(Violation::new("delegate_no", Problem::AskedAlready));
            }
        }
    }
    for violation in wrong {
        if !read.violations.contains(&violation) {
            read.violations.push(violation);
        }
    }
    Ok(read)
}

/// Whether exactly this is asked for or agreed already: pressing Back and sending again asks nobody twice.
async fn stands_already<C: ConnectionTrait>(
    conn: &C,
    original: PersonId,
    delegate: PersonId,
    days: Days,
    covers: &Covers,
) -> Result<bool> {
    for row in delegations::overlapping(conn, original, days, None).await? {
        if row.delegate_id != delegate || row.days()? != days {
            continue;
        }
        let same = match covers {
            Covers::Team => row.whole_team,
            Covers::People(wanted) => {
                let named = delegations::people_of(conn, &[row.id]).await?.remove(&row.id).unwrap_or_default();
                !row.whole_team && named.len() == wanted.len() && named.iter().all(|(person, _)| wanted.contains(person))
            }
        };
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Days of a delegation in words: "1 May 2026 to 31 May 2026", "from 1 May 2026".
pub fn days_in_words(days: Days) -> String {
    match days.to {
        Some(to) => format!("{} to {}", long_date(days.from), long_date(to)),
        None => format!("from {}", long_date(days.from)),
    }
}

async fn consequence<C: ConnectionTrait>(
    conn: &C,
    read: &Read,
    original: &PersonRow,
    team: &[PersonRef],
    days: Days,
) -> Result<Consequence> {
    let delegate = read.delegate.as_ref().map_or(PersonId(0), |delegate| delegate.id);
    let concerned: Vec<_> = team.iter().filter(|person| read.covers.covers(person.id)).collect();
    let skipped = concerned.iter().any(|person| person.id == delegate);
    let above = original.manager_name.clone().filter(|_| original.manager_id != Some(delegate));
    let overlapping = delegations::overlapping(conn, original.id, days, None).await?;
    Ok(Consequence {
        original: original.full_name.clone(),
        people: concerned.iter().filter(|person| person.id != delegate).map(|person| person.name.clone()).collect(),
        whole_team: read.covers == Covers::Team,
        skipped: skipped.then_some(above),
        overlapping: overlapping
            .into_iter()
            .map(|row| Ok((row.delegate_name.clone(), days_in_words(row.days()?))))
            .collect::<Result<_>>()?,
    })
}

/// What a delegation that is being put together would do.
pub async fn draft(caller: &Caller, form: DelegationForm) -> Result<DelegationPlan> {
    let (db, today) = (caller.state.db.read(), caller.state.clock.today());
    let read = read(caller, db, &form, today).await?;
    let mut consequences = Vec::new();
    if read.violations.is_empty()
        && let Some(from) = read.from
    {
        for (original, team) in &read.originals {
            consequences.push(consequence(db, &read, original, team, Days { from, to: read.to }).await?);
        }
    }
    Ok(DelegationPlan {
        by_hr: read.by_hr,
        originals: read.originals.iter().map(|(row, team)| Original { person: reference(row), team: team.clone() }).collect(),
        delegate: read.delegate.as_ref().map(reference),
        from: read.from.map(long_date),
        to: read.to.map(long_date),
        reason: read.reason,
        violations: read.violations,
        consequences,
        suggested: match read.originals.as_slice() {
            [(original, _)] => people::beside(db, original.id).await?.into_iter().map(named).collect(),
            _ => Vec::new(),
        },
        today: today.to_string(),
        form,
    })
}

/// Tells somebody, in the role in which they will look: who has no reports is told as an employee.
async fn tell(
    uow: &UnitOfWork,
    state: &AppState,
    kind: &'static str,
    of: (DelegationId, PersonId),
    actor: Option<PersonId>,
    people: &[PersonId],
) -> Result<()> {
    let mut written = Vec::new();
    for person in people.iter().filter(|person| Some(**person) != actor) {
        let holder = access::holder(uow.conn(), *person, state.db.day(&state.clock)).await?;
        let role = if holder.is_some_and(|holder| holder.is_reviewer) { Role::Manager } else { Role::Employee };
        written.push(NewNotice {
            person: *person,
            role,
            kind,
            set: None,
            review: None,
            about: Some(of.1),
            actor,
            acting_for: None,
            delegation: Some(of.0),
        });
    }
    notices::insert_many(uow, &written).await
}

/// HR delegates for everybody named, all of them or nobody; a manager asks. Answers which it was.
pub async fn delegate(caller: &Caller, form: DelegationForm) -> Result<&'static str> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let form = DelegationForm { note: validation::normalise_newlines(&form.note).trim().to_owned(), ..form };
    let read = read(caller, uow.conn(), &form, state.clock.day(uow.now())).await?;
    let (Some(delegate), Some(from), Some(reason), true) = (&read.delegate, read.from, read.reason, read.violations.is_empty())
    else {
        return Err(AppError::Invalid(read.violations).into());
    };
    let (made, kind, done) = match read.by_hr {
        true => (DelegationState::Created, "create_delegation", "created"),
        false => (DelegationState::Requested, "ask_delegation", "asked"),
    };
    let days = Days { from, to: read.to };
    for (original, _) in &read.originals {
        let proof = policy::authorise_giving(caller.actor, original.id)?;
        let new = delegations::New {
            delegate: delegate.id,
            covers: &read.covers,
            days,
            reason,
            note: &form.note,
            state: made,
            by: caller.actor,
        };
        let id = delegations::insert(&uow, &proof, &new).await?;
        let told = [delegate.id, original.id];
        tell(&uow, state, kind, (id, original.id), Some(caller.actor.person), &told).await?;
        uow.audit(given(kind, id, original.id, &new));
    }
    uow.commit().await?;
    Ok(done)
}

/// What the log says of a delegation that was asked for or created: for whom, to whom, how long and why.
pub fn given(kind: &str, id: DelegationId, original: PersonId, new: &delegations::New<'_>) -> Entry {
    let mut entry = Entry::by(new.by, kind, "delegation", id.0)
        .with(Detail::now("for", original.to_string()))
        .with(Detail::now("delegate", new.delegate.to_string()))
        .with(Detail::now("from", new.days.from.to_string()))
        .with(Detail::now("to", new.days.to.map(|to| to.to_string()).unwrap_or_default()))
        .with(Detail::now("reason", new.reason.code()));
    if let Covers::People(people) = new.covers {
        let ids: Vec<_> = people.iter().map(ToString::to_string).collect();
        entry = entry.with(Detail::now("people", ids.join(", ")));
    }
    if new.note.is_empty() { entry } else { entry.with(Detail::now("note", new.note)) }
}

/// The delegation, held until the end of the transaction, if this actor may know of it.
async fn held(caller: &Caller, uow: &UnitOfWork, id: DelegationId) -> Result<(DelegationRow, policy::DelegationFacts)> {
    seeing::open(caller)?;
    delegations::lock(uow, id).await?;
    let row = delegations::find(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    let facts = row.facts(caller.state.clock.day(uow.now()))?;
    policy::decide(caller.actor, policy::Action::Read, &facts)?;
    Ok((row, facts))
}

/// How a step stands in the audit log and in notices.
pub fn kind(step: DelegationStep) -> &'static str {
    match step {
        DelegationStep::Accept => "accept_delegation",
        DelegationStep::Decline => "decline_delegation",
        DelegationStep::Withdraw => "withdraw_delegation",
        DelegationStep::ChangeEnd => "change_delegation",
        DelegationStep::End => "end_delegation",
    }
}

/// Accepts, declines, takes back or ends.
pub async fn settle(caller: &Caller, id: DelegationId, step: &str, answer: &str) -> Result<()> {
    let step: DelegationStep = step.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    if step == DelegationStep::ChangeEnd {
        return Err(AppError::Invalid(Vec::new()).into());
    }
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let (row, facts) = held(caller, &uow, id).await?;
    let proof = policy::authorise(caller.actor, step, &facts)?;
    let answer = validation::normalise_newlines(answer).trim().to_owned();
    if let Some(problem) = validation::check_text(&answer, TASK) {
        return Err(ServiceError::invalid("answer", problem));
    }
    let to = delegation::transition(facts.state, step).ok_or(Denial::Settled)?.to;
    if !delegations::set_state(&uow, &proof, caller.actor, facts.state, to, &answer).await? {
        return Err(Denial::Settled.into());
    }
    let told = [row.for_id, row.delegate_id];
    tell(&uow, state, kind(step), (id, row.for_id), Some(caller.actor.person), &told).await?;
    let mut entry =
        Entry::by(caller.actor, kind(step), "delegation", id.0).with(Detail::change("state", facts.state.code(), to.code()));
    if !answer.is_empty() {
        entry = entry.with(Detail::now("answer", answer));
    }
    uow.audit(entry);
    uow.commit().await
}

/// Another last day.
pub async fn change_end(caller: &Caller, id: DelegationId, to_on: &str) -> Result<()> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let (row, facts) = held(caller, &uow, id).await?;
    let proof = policy::authorise(caller.actor, DelegationStep::ChangeEnd, &facts)?;
    let to = match fiscal_year::parse_day(to_on) {
        Ok(day) => Some(day),
        Err(Problem::Missing) => None,
        Err(problem) => return Err(ServiceError::invalid("to_on", problem)),
    };
    let days = row.days()?;
    if let Some(problem) = delegation::check_end(days.from, to, state.clock.day(uow.now())) {
        return Err(ServiceError::invalid("to_on", problem));
    }
    if to == days.to {
        return Err(ServiceError::invalid("to_on", Problem::Unchanged));
    }
    // What was agreed among managers goes to HR no longer than they agreed, unless they say so themselves.
    let longer = to.is_none_or(|to| days.to.is_some_and(|before| to > before));
    if longer && caller.actor.role == Role::HrAdmin && access::holds(uow.conn(), row.delegate_id, Role::HrAdmin).await? {
        return Err(ServiceError::invalid("to_on", Problem::HrItself));
    }
    delegations::set_end(&uow, &proof, to).await?;
    let told = [row.for_id, row.delegate_id];
    tell(&uow, state, kind(DelegationStep::ChangeEnd), (id, row.for_id), Some(caller.actor.person), &told).await?;
    let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    uow.audit(Entry::by(caller.actor, kind(DelegationStep::ChangeEnd), "delegation", id.0).with(Detail::change(
        "to",
        written(days.to),
        written(to),
    )));
    uow.commit().await
}

/// Tells both, some days before a delegation ends (R23, R34). Any process may do it; one of them does.
pub async fn tell_ends(state: &AppState) -> Result<u64> {
    if !state.config.company.delegation {
        return Ok(0);
    }
    let today = state.clock.today();
    let until = today.saturating_add(jiff::Span::new().days(TOLD_BEFORE));
    let mut told = 0;
    for row in delegations::ending_untold(state.db.read(), today, until).await? {
        let uow = state.db.begin(&state.clock).await?;
        if delegations::mark_told(&uow, row.id).await? {
            tell(&uow, state, "delegation_ends", (row.id, row.for_id), None, &[row.for_id, row.delegate_id]).await?;
            told += 1;
        }
        uow.commit().await?;
    }
    Ok(told)
}
