//! What somebody who reviewed a person still reads of it after that person was transferred: everything up to that day (R26).
use super::heads;
use crate::{
    api::{
        error::AppError,
        transfers::{HalfThen, HandoverHead, HandoverView, HandoversView, Rated},
        views::{PersonRef, SubmissionView, TargetView},
    },
    domain::{
        draft::DraftContent,
        evaluation::{ManagerDraft, SelfDraft},
        ids::{HandoverId, ReviewId},
        policy::handovers::{self as policy, Action},
        target::{Difficulty, SetState, parse_weight},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            drafts, evaluations as halves,
            handovers::{self, HandoverRow},
            reviews::{self, ReviewRow},
        },
    },
    ui::messages::evaluation,
};
use serde::de::DeserializeOwned;

const PAGE: u64 = 50;

fn head(caller: &Caller, row: &HandoverRow) -> Result<HandoverHead> {
    let facts = row.facts()?;
    Ok(HandoverHead {
        id: row.id,
        person: PersonRef { id: row.person_id, employee_no: row.employee_no.clone(), name: row.full_name.clone() },
        year: row.year_name.clone(),
        on: heads::day(&row.effective_on),
        at: caller.state.clock.when(Timestamp(row.at)),
        next: row.next.clone(),
        set_state: facts.set_state,
        review_state: facts.review_state,
    })
}

pub async fn view(caller: &Caller, page: u64) -> Result<HandoversView> {
    let former = policy::scope(caller.actor)?;
    let db = caller.state.db.read();
    let total = handovers::count_by(db, former).await?;
    let pages = total.div_ceil(PAGE);
    let page = page.clamp(1, pages.max(1));
    let from = i64::try_from((page - 1) * PAGE).unwrap_or(i64::MAX);
    let rows = handovers::by(db, former, PAGE as i64, from).await?;
    let rows = rows.iter().map(|row| head(caller, row)).collect::<Result<_>>()?;
    Ok(HandoversView { rows, total, page, pages })
}

fn typed<D: DeserializeOwned>(text: &handovers::Text) -> Result<D> {
    serde_json::from_str(&text.content).map_err(ServiceError::broken)
}

pub async fn page(caller: &Caller, id: HandoverId) -> Result<HandoverView> {
    let db = caller.state.db.read();
    let row = handovers::find(db, id).await?.ok_or(AppError::NotFound)?;
    let facts = row.facts()?;
    policy::decide(caller.actor, Action::ReadState, &facts)?;
    let may = |action| policy::decide(caller.actor, action, &facts).is_ok();
    let now = if may(Action::ReadTargets) { targets(caller, &row).await? } else { None };
    let approved = match row.approved_before.filter(|_| may(Action::ReadOriginal)) {
        Some(revision) => drafts::submission(db, revision).await?.map(|found| heads::submission(found, &caller.state.clock)),
        None => None,
    };
    // As on the set's own page: a revision that was a draft, or came to nothing, leaves what was approved.
    let in_force = approved.is_some() && (now.is_none() || facts.set_state == SetState::NotAdopted);
    let (targets, before) = if in_force { (approved, None) } else { (now, approved) };
    let own = if may(Action::ReadSelf) { own(caller, &row).await? } else { None };
    let manager = if may(Action::ReadManager) { manager(caller, &row).await? } else { None };
    let rank = row.adjusted_rank.clone().or(row.rank.clone()).filter(|_| may(Action::ReadManager));
    Ok(HandoverView { head: head(caller, &row)?, targets, before, in_force, own, manager, rank })
}

/// As it was handed over last before that day; records that are older than the keeping of texts stand in their tables only.
async fn targets(caller: &Caller, row: &HandoverRow) -> Result<Option<SubmissionView>> {
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let now = drafts::submission(db, row.revision_id).await?;
    if let Some(now) = now.as_ref().filter(|now| now.at.0 <= row.at) {
        return Ok(Some(heads::submission(now.clone(), clock)));
    }
    let Some(text) = handovers::targets_then(db, row).await? else { return Ok(None) };
    let content: DraftContent = typed(&text)?;
    let goal = |key: &str| {
        let now = now.as_ref()?;
        let place = now.content.targets.iter().position(|target| target.key.0 == key)?;
        now.goals.get(place).cloned().flatten()
    };
    Ok(Some(SubmissionView {
        at: clock.when(Timestamp(text.saved_at)),
        targets: content
            .rows
            .iter()
            .map(|line| TargetView {
                key: line.key.0.clone(),
                task: line.task.clone(),
                kpi: line.kpi.clone(),
                weight: parse_weight(&line.weight).unwrap_or_default(),
                difficulty: line.difficulty.parse::<Difficulty>().map_or("", Difficulty::code).into(),
                goal: goal(&line.key.0),
            })
            .collect(),
        current_role: content.current_role,
        long_term_goal: content.long_term_goal,
    }))
}

/// `texts` are about the whole; one of `items` for each target, in their order.
fn half(caller: &Caller, at: i64, texts: &[(&str, String)], items: Vec<Rated>) -> HalfThen {
    let texts = texts.iter().map(|(title, text)| ((*title).to_owned(), text.clone())).collect();
    HalfThen { at: caller.state.clock.when(Timestamp(at)), texts, items }
}

/// The review as it is now, of which `at` says when a half was handed over last; nothing if that was after the handover.
async fn unchanged(caller: &Caller, row: &HandoverRow, at: fn(&ReviewRow) -> Option<i64>) -> Result<Option<(ReviewId, i64)>> {
    let Some(review) = row.review_id else { return Ok(None) };
    let found = reviews::find(caller.state.db.read(), caller.eyes(), review).await?;
    Ok(found.and_then(|found| at(&found)).filter(|at| *at <= row.at).map(|at| (review, at)))
}

async fn own(caller: &Caller, row: &HandoverRow) -> Result<Option<HalfThen>> {
    let db = caller.state.db.read();
    let texts =
        |job: &str, path: &str| [(evaluation::JOB_DESCRIPTION, job.to_owned()), (evaluation::CAREER_PATH, path.to_owned())];
    if let Some(text) = handovers::self_then(db, row).await? {
        let draft: SelfDraft = typed(&text)?;
        let texts = texts(&draft.job_description, &draft.career_path);
        let items = draft.items.into_iter().map(|item| Rated { rating: item.rating, text: item.result }).collect();
        return Ok(Some(half(caller, text.saved_at, &texts, items)));
    }
    let submitted = |found: &ReviewRow| found.self_submitted_at.filter(|_| !found.without_self);
    let Some((review, at)) = unchanged(caller, row, submitted).await? else { return Ok(None) };
    let part = halves::self_part(db, review, &[]).await?;
    let texts = texts(&part.job_description, &part.career_path);
    let items = part.items.into_iter().map(|item| Rated { rating: item.rating.value().to_string(), text: item.result }).collect();
    Ok(Some(half(caller, at, &texts, items)))
}

async fn manager(caller: &Caller, row: &HandoverRow) -> Result<Option<HalfThen>> {
    let db = caller.state.db.read();
    if let Some(text) = handovers::manager_then(db, row).await? {
        let draft: ManagerDraft = typed(&text)?;
        let items = draft.items.into_iter().map(|item| Rated { rating: item.rating, text: item.comment }).collect();
        return Ok(Some(half(caller, text.saved_at, &[(evaluation::SUMMARY, draft.summary)], items)));
    }
    let Some((review, at)) = unchanged(caller, row, |found| found.evaluated_at).await? else { return Ok(None) };
    let part = halves::manager_part(db, review).await?;
    let items =
        part.items.into_iter().map(|item| Rated { rating: item.rating.value().to_string(), text: item.comment }).collect();
    Ok(Some(half(caller, at, &[(evaluation::SUMMARY, part.summary)], items)))
}
