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
        ids::HandoverId,
        policy::handovers::{self as policy, Action},
        target::{Difficulty, parse_weight},
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            drafts, evaluations as halves,
            handovers::{self, HandoverRow},
            reviews,
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
    let targets = if may(Action::ReadTargets) { targets(caller, &row).await? } else { None };
    let keys: Vec<String> = targets.iter().flat_map(|view| view.targets.iter().map(|target| target.key.clone())).collect();
    let own = if may(Action::ReadSelf) { own(caller, &row, &keys).await? } else { None };
    let manager = if may(Action::ReadManager) { manager(caller, &row, &keys).await? } else { None };
    let rank = row.adjusted_rank.clone().or(row.rank.clone()).filter(|_| may(Action::ReadManager));
    Ok(HandoverView { head: head(caller, &row)?, targets, own, manager, rank })
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

async fn own(caller: &Caller, row: &HandoverRow, keys: &[String]) -> Result<Option<HalfThen>> {
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let titles = [evaluation::JOB_DESCRIPTION, evaluation::CAREER_PATH];
    if let Some(text) = handovers::self_then(db, row).await? {
        let draft: SelfDraft = typed(&text)?;
        let item = |key: &String| {
            let item = draft.items.iter().find(|item| item.key.0 == *key);
            item.map(|item| Rated { rating: item.rating.clone(), text: item.result.clone() }).unwrap_or_default()
        };
        return Ok(Some(HalfThen {
            at: clock.when(Timestamp(text.saved_at)),
            items: keys.iter().map(item).collect(),
            texts: titles
                .map(str::to_owned)
                .into_iter()
                .zip([draft.job_description.clone(), draft.career_path.clone()])
                .collect(),
        }));
    }
    let Some(review) = row.review_id else { return Ok(None) };
    let Some(found) = reviews::find(db, caller.eyes(), review).await? else { return Ok(None) };
    let Some(at) = found.self_submitted_at.filter(|at| *at <= row.at && !found.without_self) else { return Ok(None) };
    let part = halves::self_part(db, review, &[]).await?;
    let item = |key: &String| {
        let item = part.items.iter().find(|item| item.key.0 == *key);
        item.map(|item| Rated { rating: item.rating.value().to_string(), text: item.result.clone() }).unwrap_or_default()
    };
    Ok(Some(HalfThen {
        at: clock.when(Timestamp(at)),
        items: keys.iter().map(item).collect(),
        texts: titles.map(str::to_owned).into_iter().zip([part.job_description.clone(), part.career_path.clone()]).collect(),
    }))
}

async fn manager(caller: &Caller, row: &HandoverRow, keys: &[String]) -> Result<Option<HalfThen>> {
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let title = || vec![evaluation::SUMMARY.to_owned()];
    if let Some(text) = handovers::manager_then(db, row).await? {
        let draft: ManagerDraft = typed(&text)?;
        let item = |key: &String| {
            let item = draft.items.iter().find(|item| item.key.0 == *key);
            item.map(|item| Rated { rating: item.rating.clone(), text: item.comment.clone() }).unwrap_or_default()
        };
        return Ok(Some(HalfThen {
            at: clock.when(Timestamp(text.saved_at)),
            items: keys.iter().map(item).collect(),
            texts: title().into_iter().zip([draft.summary.clone()]).collect(),
        }));
    }
    let Some(review) = row.review_id else { return Ok(None) };
    let Some(found) = reviews::find(db, caller.eyes(), review).await? else { return Ok(None) };
    let Some(at) = found.evaluated_at.filter(|at| *at <= row.at) else { return Ok(None) };
    let part = halves::manager_part(db, review).await?;
    let item = |key: &String| {
        let item = part.items.iter().find(|item| item.key.0 == *key);
        item.map(|item| Rated { rating: item.rating.value().to_string(), text: item.comment.clone() }).unwrap_or_default()
    };
    Ok(Some(HalfThen {
        at: clock.when(Timestamp(at)),
        items: keys.iter().map(item).collect(),
        texts: title().into_iter().zip([part.summary.clone()]).collect(),
    }))
}
