//! How much waits for each reviewer, and what of it is overdue (R25). HR's figures come from the lines kept of the company, a manager's
//! from their own lists: they see what concerns them, and nobody else's work.
use crate::{
    api::delegations::LoadRow,
    domain::{
        actor::Role,
        delegation::{Grant, stand_ins},
        fiscal_year::{Phase, Window},
        ids::{FiscalYearId, PersonId},
        policy,
        review::{ReviewParty, ReviewState},
        target::{Party, SetState},
        time::Date,
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            company::Line,
            delegations::{self, InForce},
            reviews, sets, years,
        },
    },
};
use std::collections::{BTreeMap, HashMap};

/// Reviewers shown beside the timeline, and in the table of what is overdue.
const SHOWN: usize = 12;
const LISTED: usize = 200;
/// More reports than anybody has.
const TEAM_MAX: u64 = 2_000;

/// Loads by name, the number telling namesakes apart.
type Loads = BTreeMap<(String, Option<String>), LoadRow>;

fn of<'a>(loads: &'a mut Loads, name: &str, employee_no: Option<&str>) -> &'a mut LoadRow {
    loads.entry((name.to_owned(), employee_no.map(str::to_owned))).or_insert_with(|| LoadRow {
        name: name.to_owned(),
        employee_no: employee_no.map(str::to_owned),
        ..LoadRow::default()
    })
}

fn waits(state: SetState) -> bool {
    matches!(state, SetState::SubmittedToManager | SetState::HrFeedbackRequested)
}

fn review_waits(state: ReviewState) -> bool {
    matches!(state, ReviewState::SelfEvalSubmitted | ReviewState::ManagerEvalInProgress | ReviewState::BoardApproved)
}

/// The heaviest first; how many are left out, and how much is overdue in all. With `overdue`, only those who are late.
pub async fn view(caller: &Caller, overdue: bool) -> Result<(Vec<LoadRow>, u64, u64)> {
    let loads = match caller.actor.role {
        Role::HrAdmin => company(caller).await?,
        Role::Manager => own(caller).await?,
        _ => Loads::new(),
    };
    let late = loads.values().map(|row| row.overdue).sum();
    let mut rows: Vec<_> = loads.into_values().filter(|row| !overdue || row.overdue > 0).collect();
    rows.sort_by(|one, other| (other.carried(), other.overdue, &one.name).cmp(&(one.carried(), one.overdue, &other.name)));
    let most = if overdue { LISTED } else { SHOWN };
    let more = rows.len().saturating_sub(most) as u64;
    rows.truncate(most);
    Ok((rows, more, late))
}

/// When what waits of a line is due. A person's own window is not kept in the lines.
fn due(line: &Line, windows: &[Window]) -> Option<Date> {
    let open = |phase: Phase| windows.iter().find(|window| window.phase == phase && window.is_open()).map(|window| window.due_on);
    match &line.review {
        Some(review) if review.facts.state == ReviewState::BoardApproved => None,
        Some(_) => open(Phase::Evaluation),
        None => open(Phase::MidYear).or_else(|| open(Phase::TargetSetting)),
    }
}

fn is_waiting(line: &Line) -> bool {
    let review = line.review.as_ref().map(|review| review.facts.state);
    line.employed
        && !line.exempt
        && review.map_or(waits(line.set_state), |state| review_waits(state) && state.turn() == Some(ReviewParty::Reviewer))
}

/// Who carries a line at the moment: somebody at work who acts for its reviewer, else nobody else.
fn carrier(line: &Line, reviewer: PersonId, grants: &BTreeMap<PersonId, Vec<InForce>>, today: Date) -> Option<PersonId> {
    let given = grants.get(&reviewer)?;
    let above = given.first().and_then(|given| given.above);
    let at_work: Vec<Grant> = given.iter().filter(|given| given.at_work).map(|given| given.grant.clone()).collect();
    stand_ins(line.person, Some(reviewer), |_| above, &at_work, today).into_keys().next()
}

async fn company(caller: &Caller) -> Result<Loads> {
    let (state, today) = (&caller.state, caller.state.clock.today());
    let mut windows: BTreeMap<FiscalYearId, Vec<Window>> = BTreeMap::new();
    for (year, window) in years::windows(state.db.read()).await? {
        windows.entry(year).or_default().push(window);
    }
    let mut grants: BTreeMap<PersonId, Vec<InForce>> = BTreeMap::new();
    for given in delegations::in_force(state.db.read(), today).await? {
        grants.entry(given.grant.original).or_default().push(given);
    }
    let mut snapshots = Vec::new();
    // The year whose targets are set, and the one that is evaluated.
    for (year, windows) in windows.iter().rev().take(2) {
        snapshots.push((state.kept.year(state, *year).await?, windows));
    }
    // By number, so that a line costs a look and no text.
    let mut tallies: HashMap<PersonId, Tally> = HashMap::new();
    let mut carried: BTreeMap<PersonId, u64> = BTreeMap::new();
    for (snapshot, windows) in &snapshots {
        for line in &snapshot.lines {
            let Some((name, reviewer)) = &line.reviewer else { continue };
            let tally = tallies.entry(*reviewer).or_insert_with(|| Tally { name, no: &line.reviewer_no, ..Tally::default() });
            if !is_waiting(line) {
                continue;
            }
            tally.overdue += u64::from(due(line, windows).is_some_and(|due| today > due));
            match carrier(line, *reviewer, &grants, today) {
                Some(person) => {
                    tally.covered += 1;
                    *carried.entry(person).or_default() += 1;
                }
                None => tally.own += 1,
            }
        }
    }
    let mut loads = Loads::new();
    for tally in tallies.values().filter(|tally| tally.own + tally.covered > 0) {
        let row = of(&mut loads, tally.name, Some(tally.no));
        row.own += tally.own;
        row.covered += tally.covered;
        row.overdue += tally.overdue;
    }
    let unknown: Vec<_> = carried.keys().copied().filter(|person| !tallies.contains_key(person)).collect();
    let others = crate::server::repo::people::named(state.db.read(), &unknown).await?;
    let others: HashMap<PersonId, (&str, &str)> =
        others.iter().map(|row| (row.id, (row.full_name.as_str(), row.employee_no.as_str()))).collect();
    for (person, count) in carried {
        let known = tallies.get(&person).map(|tally| (tally.name, tally.no));
        if let Some((name, no)) = known.or_else(|| others.get(&person).copied()) {
            of(&mut loads, name, Some(no)).for_others += count;
        }
    }
    Ok(loads)
}

/// What waits for one reviewer.
#[derive(Default)]
struct Tally<'a> {
    name: &'a str,
    no: &'a str,
    own: u64,
    covered: u64,
    overdue: u64,
}

async fn own(caller: &Caller) -> Result<Loads> {
    let (db, today, me) = (caller.state.db.read(), caller.state.clock.today(), caller.actor.person);
    let scope = policy::set_scope(caller.actor, caller.day());
    let mut loads = Loads::new();
    let mine = caller.holder.full_name.clone();
    of(&mut loads, &mine, None);
    let mut add = |reviewer: Option<PersonId>, cover: Option<&str>, due: Option<Date>| {
        let own = reviewer == Some(me);
        let row = of(&mut loads, &mine, None);
        row.overdue += u64::from(due.is_some_and(|due| today > due));
        match cover.filter(|_| own) {
            Some(cover) => {
                row.covered += 1;
                of(&mut loads, cover, None).for_others += 1;
            }
            None if own => row.own += 1,
            None => row.for_others += 1,
        }
    };
    let states = [SetState::SubmittedToManager, SetState::HrFeedbackRequested].to_vec();
    let narrow = sets::Narrow { states, exempt: Some(false), employed: true, ..sets::Narrow::default() };
    for row in sets::list(db, caller.eyes(), scope, &narrow, TEAM_MAX, 0).await? {
        if row.state()?.turn() == Some(Party::Reviewer) {
            add(row.reviewer_id, row.cover.as_deref(), row.due());
        }
    }
    let states = [ReviewState::SelfEvalSubmitted, ReviewState::ManagerEvalInProgress, ReviewState::BoardApproved].to_vec();
    let narrow = reviews::Narrow { states, assessed: true, employed: true, ..reviews::Narrow::default() };
    for row in reviews::list(db, caller.eyes(), scope, &narrow, TEAM_MAX, 0).await? {
        add(row.reviewer_id, row.cover.as_deref(), row.due());
    }
    Ok(loads)
}
