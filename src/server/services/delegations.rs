//! Seeing delegations: the dashboard, and one by itself (R25). HR sees everyone's, a manager their own, whoever else those to them.
use super::{delegating::days_in_words, delegation_lanes as lanes, delegation_load as load, heads};
use crate::{
    api::{
        delegations::{DelegationHead, DelegationQuery, DelegationView, DelegationsView, Figures, GapRow},
        error::AppError,
        views::PersonRef,
    },
    domain::{
        actor::Role,
        delegation::{DelegationState, DelegationStep},
        ids::DelegationId,
        person::EmploymentStatus,
        policy::delegations::{self as policy, Action, Scope},
        time::{Date, Timestamp},
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            delegations::{self, DelegationRow, Gap, Show},
            reviewing,
        },
    },
};
use std::collections::BTreeSet;

const PAGE: u64 = 50;
/// Gaps listed on one page; more than a company ever has at a time.
pub const GAPS: i64 = 200;

/// A deployment may have no delegations: then there is nothing here.
pub fn open(caller: &Caller) -> Result<()> {
    if caller.state.config.company.delegation { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// How many requests wait for this person's answer; nothing where the deployment has no delegations, or the role no part in them.
pub async fn waiting(caller: &Caller) -> Result<Option<u64>> {
    if open(caller).is_err() || policy::scope(caller.actor).is_err() {
        return Ok(None);
    }
    let (db, today) = (caller.state.db.read(), caller.state.clock.today());
    Ok(Some(match caller.actor.role {
        Role::HrAdmin => caller.state.kept.gaps(&caller.state).await?,
        _ => delegations::waiting_for(db, caller.actor.person, today).await?.len() as u64,
    }))
}

/// Rows as the page shows them.
pub async fn listed(caller: &Caller, rows: &[DelegationRow], today: Date) -> Result<Vec<DelegationHead>> {
    let ids: Vec<_> = rows.iter().filter(|row| !row.whole_team).map(|row| row.id).collect();
    let mut people = delegations::people_of(caller.state.db.read(), &ids).await?;
    let mut overlapping = BTreeSet::new();
    for (n, one) in rows.iter().enumerate() {
        for other in rows.iter().skip(n + 1).filter(|other| other.for_id == one.for_id) {
            let counts =
                |row: &DelegationRow| row.state().is_ok_and(|state| state.stands() || state == DelegationState::Requested);
            if counts(one) && counts(other) && one.days()?.meet(other.days()?) {
                overlapping.extend([one.id, other.id]);
            }
        }
    }
    rows.iter()
        .map(|row| {
            let named = people.remove(&row.id).unwrap_or_default();
            Ok(DelegationHead {
                id: row.id,
                original: PersonRef { id: row.for_id, employee_no: row.for_no.clone(), name: row.for_name.clone() },
                delegate: PersonRef {
                    id: row.delegate_id,
                    employee_no: row.delegate_no.clone(),
                    name: row.delegate_name.clone(),
                },
                people: (!row.whole_team).then(|| named.into_iter().map(|(_, name)| name).collect()),
                from: heads::day(&row.from_on),
                to: row.to_on.as_deref().map(heads::day),
                reason: row.reason()?,
                standing: row.standing(today)?,
                overlaps: overlapping.contains(&row.id),
            })
        })
        .collect()
}

fn gap(row: &Gap) -> GapRow {
    GapRow {
        reviewer: PersonRef { id: row.id, employee_no: row.employee_no.clone(), name: row.full_name.clone() },
        gone: row.status == EmploymentStatus::Left.code(),
        people: u64::try_from(row.people).unwrap_or_default(),
    }
}

pub async fn view(caller: &Caller, query: DelegationQuery) -> Result<DelegationsView> {
    open(caller)?;
    let scope = policy::scope(caller.actor)?;
    let (db, today) = (caller.state.db.read(), caller.state.clock.today());
    let show = match query.show.as_str() {
        "covered" => Show::Running,
        "ending" => Show::Ending,
        "past" => Show::Past,
        _ => Show::Current,
    };
    let total = delegations::count(db, scope, show, today).await?;
    let pages = total.div_ceil(PAGE);
    let page = query.page.clamp(1, pages.max(1));
    let from = i64::try_from((page - 1) * PAGE).unwrap_or(i64::MAX);
    let rows = delegations::list(db, scope, show, today, PAGE as i64, from).await?;
    let gaps = match scope {
        Scope::Everyone => delegations::gaps(db, None, today, GAPS).await?,
        Scope::Concerning(person) => delegations::gaps(db, Some(person), today, GAPS).await?,
        Scope::To(_) => Vec::new(),
    };
    let (load, more_load, overdue) = load::view(caller, query.show == "overdue").await?;
    let may_delegate = match caller.actor.role {
        Role::HrAdmin => true,
        Role::Manager => !reviewing::team(db, caller.actor.person).await?.is_empty(),
        _ => false,
    };
    Ok(DelegationsView {
        everyone: scope == Scope::Everyone,
        may_delegate,
        figures: Figures {
            covered: delegations::covered(db, scope, today).await?,
            ending: delegations::count(db, scope, Show::Ending, today).await?,
            uncovered: gaps.len() as u64,
            overdue,
        },
        lanes: lanes::draw(&rows, &gaps, today)?,
        rows: listed(caller, &rows, today).await?,
        total,
        page,
        pages,
        gaps: gaps.iter().map(gap).collect(),
        load,
        more_load,
    })
}

pub async fn page(caller: &Caller, id: DelegationId) -> Result<DelegationView> {
    open(caller)?;
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let today = clock.today();
    let row = delegations::find(db, id).await?.ok_or(AppError::NotFound)?;
    let facts = row.facts(today)?;
    policy::decide(caller.actor, Action::Read, &facts)?;
    let when = |at: i64| clock.when(Timestamp(at));
    let days = row.days()?;
    let live = facts.state == DelegationState::Requested || facts.state.stands();
    // Who else acts for somebody is between them and HR.
    let concerns = caller.actor.role == Role::HrAdmin || row.for_id == caller.actor.person;
    let others = match live && concerns {
        true => delegations::overlapping(db, row.for_id, days, Some(id)).await?,
        false => Vec::new(),
    };
    let overlapping =
        others.iter().map(|other| Ok((other.delegate_name.clone(), days_in_words(other.days()?)))).collect::<Result<Vec<_>>>()?;
    let mut head = listed(caller, std::slice::from_ref(&row), today).await?.pop().ok_or(AppError::NotFound)?;
    head.overlaps = !overlapping.is_empty();
    let may = |step: &DelegationStep| policy::decide(caller.actor, Action::Move(*step), &facts).is_ok();
    Ok(DelegationView {
        head,
        note: row.note.clone(),
        asked: (row.requested_by.clone(), when(row.requested_at)),
        settled: row.settled_by.clone().zip(row.settled_at.map(when)),
        answer: row.answer.clone(),
        ended: row.ended_by.clone().zip(row.ended_at.map(when)),
        overlapping,
        by_request: row.settled_at.is_some() || facts.state == DelegationState::Requested,
        steps: DelegationStep::ALL.into_iter().filter(may).collect(),
        to_on: row.to_on.clone().unwrap_or_default(),
    })
}
