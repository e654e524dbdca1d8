//! Turning rows into what pages show: heads, submissions, histories, counts.
use crate::{
    api::views::{EventView, PersonRef, SetHead, StateCounts, SubmissionView, TargetView, YearRef},
    domain::{
        actor::Actor,
        draft::DraftContent,
        policy::{self, Action},
        target::{Difficulty, SetAction, SetState},
        time::{Date, Timestamp, long_date},
    },
    server::{
        clock::Clock,
        error::{Result, ServiceError},
        repo::{
            drafts::{Submission, Version},
            events::EventRow,
            sets::{Group, SetRow},
        },
    },
    ui::messages::states,
};
use std::collections::BTreeMap;

pub fn owner(row: &SetRow) -> PersonRef {
    PersonRef { id: row.person_id, employee_no: row.employee_no.clone(), name: row.full_name.clone() }
}

/// With whom something is that waits for its reviewer: "Bob Tanaka for Alice Mori" while somebody acts for them.
pub fn with(reviewer: Option<&str>, cover: Option<&str>) -> Option<String> {
    reviewer.map(|reviewer| match cover {
        Some(cover) => states::who(Some(cover), Some(reviewer)),
        None => reviewer.to_owned(),
    })
}

/// Sending a team and closing a year are done for many at once, never for one set from its page.
const FROM_ELSEWHERE: [SetAction; 4] =
    [SetAction::SubmitTeam, SetAction::Complete, SetAction::CloseUnfinished, SetAction::LeaveOut];

pub fn head(row: &SetRow, actor: Actor, clock: &Clock) -> Result<SetHead> {
    let state = row.state()?;
    let facts = row.facts()?;
    let due = row.due();
    let waits_for_people =
        matches!(state.turn(), Some(crate::domain::target::Party::Owner | crate::domain::target::Party::Reviewer));
    Ok(SetHead {
        set: row.id,
        year: YearRef { id: row.fiscal_year_id, name: row.year_name.clone() },
        owner: owner(row),
        department: row.department.clone().unwrap_or_default(),
        grade: row.grade.clone().unwrap_or_default(),
        job_title: row.job_title.clone(),
        reviewer: match (row.reviewer_id, &row.reviewer_no, &row.reviewer_name) {
            (Some(id), Some(no), Some(name)) => Some(PersonRef { id, employee_no: no.clone(), name: name.clone() }),
            _ => None,
        },
        cover: row.cover.clone(),
        stands_in: policy::acts_for(actor, &facts).is_some(),
        state,
        since: clock.when(Timestamp(row.state_since)),
        due: due.map(long_date),
        overdue: waits_for_people && !row.is_exempt() && due.is_some_and(|due| clock.today() > due),
        late: row.submitted_late,
        archived: row.archived,
        transferred: row.transferred_on.as_deref().map(day),
        // The reason is between HR and the person it concerns.
        exempt: row.exempt_reason.clone().map(|reason| {
            let may_know = row.person_id == actor.person || policy::decide(actor, Action::Include, &facts).is_ok();
            if may_know { reason } else { String::new() }
        }),
        actions: SetAction::ALL
            .into_iter()
            .filter(|action| !FROM_ELSEWHERE.contains(action) && policy::decide(actor, Action::Move(*action), &facts).is_ok())
            .collect(),
    })
}

pub fn heads(rows: &[SetRow], actor: Actor, clock: &Clock) -> Result<Vec<SetHead>> {
    rows.iter().map(|row| head(row, actor, clock)).collect()
}

pub fn submission(found: Submission, clock: &Clock) -> SubmissionView {
    SubmissionView {
        at: clock.when(found.at),
        current_role: found.content.current_role,
        long_term_goal: found.content.long_term_goal,
        targets: found
            .content
            .targets
            .into_iter()
            .zip(found.goals)
            .map(|(target, goal)| TargetView {
                key: target.key.0,
                task: target.task,
                kpi: target.kpi,
                weight: target.weight,
                difficulty: target.difficulty.code().into(),
                goal,
            })
            .collect(),
    }
}

/// An earlier submission, from the text it was kept as. Goal titles are taken from `goals` where they still exist.
pub fn earlier(version: &Version, now: &SubmissionView, clock: &Clock) -> SubmissionView {
    let view = |content: &DraftContent| {
        content
            .rows
            .iter()
            .map(|row| TargetView {
                key: row.key.0.clone(),
                task: row.task.clone(),
                kpi: row.kpi.clone(),
                weight: crate::domain::target::parse_weight(&row.weight).unwrap_or_default(),
                difficulty: row.difficulty.parse::<Difficulty>().map_or("", Difficulty::code).into(),
                goal: now.targets.iter().find(|target| target.key == row.key.0).and_then(|target| target.goal.clone()),
            })
            .collect()
    };
    SubmissionView {
        at: clock.when(version.saved_at),
        current_role: version.content.current_role.clone(),
        long_term_goal: version.content.long_term_goal.clone(),
        targets: view(&version.content),
    }
}

/// Why somebody was exempted is between HR and them.
const PRIVATE_REASONS: [&str; 2] = ["exempt", "include"];

fn event(row: EventRow, reasons: bool, clock: &Clock) -> Result<EventView> {
    let comment = if reasons || !PRIVATE_REASONS.contains(&row.action.as_str()) { row.comment } else { String::new() };
    Ok(EventView {
        at: clock.when(Timestamp(row.at)),
        actor: row.actor,
        role: match row.role {
            Some(role) => Some(role.parse().map_err(ServiceError::broken)?),
            None => None,
        },
        on_behalf_of: row.on_behalf_of,
        action: row.action,
        from: row.from_state.parse().map_err(ServiceError::broken)?,
        to: row.to_state.parse().map_err(ServiceError::broken)?,
        comment,
    })
}

/// `reasons`: the reader may know why somebody was exempted.
pub fn events(rows: Vec<EventRow>, reasons: bool, clock: &Clock) -> Result<Vec<EventView>> {
    rows.into_iter().map(|row| event(row, reasons, clock)).collect()
}

/// Adds groups up by state, exempt ones apart.
pub fn counts<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Result<StateCounts> {
    let mut by_state: BTreeMap<SetState, u64> = BTreeMap::new();
    let mut counts = StateCounts::default();
    for group in groups {
        let count = u64::try_from(group.count).unwrap_or_default();
        counts.total += count;
        if group.exempt {
            counts.exempt += count;
        } else {
            *by_state.entry(group.state.parse().map_err(ServiceError::broken)?).or_default() += count;
        }
    }
    counts.by_state = by_state.into_iter().collect();
    Ok(counts)
}

/// A stored day in words; as it stands, should it not be a day.
pub fn day(stored: &str) -> String {
    stored.parse::<Date>().map_or_else(|_| stored.to_owned(), long_date)
}
