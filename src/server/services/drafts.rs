//! Saving drafts, whole or field by field, and handing them over (R9, R10).
use super::sets as set_service;
use crate::{
    api::{
        error::AppError,
        targets::{SaveOutcome, TargetsForm},
    },
    domain::{
        audit::Detail,
        draft::{self, DraftContent, DraftPatch, DraftRow, RowKey},
        ids::TargetSetId,
        policy::{self, Action},
        target::{self, MAX_TARGETS, SetAction},
        validation::{Problem, Violation, normalise_newlines},
    },
    server::{
        context::Caller,
        entropy,
        error::{Result, ServiceError},
        repo::{UnitOfWork, drafts, sets::SetRow, unit_of_work::Entry, years},
    },
};
use sha2::{Digest, Sha256};

fn check_save_id(save_id: &str) -> Result<()> {
    let fine = (8..=64).contains(&save_id.len()) && save_id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fine { Ok(()) } else { Err(AppError::Invalid(Vec::new()).into()) }
}

/// Line breaks in one form, so that texts from forms and from scripts compare.
fn normalised(patch: &DraftPatch) -> DraftPatch {
    let mut patch = patch.clone();
    for change in &mut patch.changes {
        change.was = normalise_newlines(&change.was);
        change.now = normalise_newlines(&change.now);
    }
    patch
}

/// Nothing that could not stand in a draft gets near the merge.
fn check_patch(patch: &DraftPatch) -> Result<()> {
    let mut violations = Vec::new();
    for change in &patch.changes {
        if let Some(problem) = crate::domain::validation::check_text(&change.now, change.field.max_length()) {
            violations.push(Violation::new(change.field.name(), problem));
        }
    }
    if patch.changes.len() > 200
        || patch.added.len() > 50
        || patch.removed.len() > 50
        || patch.order.as_ref().is_some_and(|order| order.len() > 50)
    {
        violations.push(Violation::new("rows", Problem::TooMany { max: draft::MAX_ROWS, is: patch.added.len() }));
    }
    if violations.is_empty() { Ok(()) } else { Err(AppError::Invalid(violations).into()) }
}

pub async fn save(caller: &Caller, set: TargetSetId, save_id: &str, patch: &DraftPatch) -> Result<SaveOutcome> {
    check_save_id(save_id)?;
    let patch = normalised(patch);
    check_patch(&patch)?;
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let row = set_service::held(&uow, caller.actor, set).await?;
    let outcome = merge_in(caller, &uow, &row, save_id, &patch).await?;
    uow.commit().await?;
    Ok(outcome)
}

/// One save in the given unit of work.
async fn merge_in(caller: &Caller, uow: &UnitOfWork, row: &SetRow, save_id: &str, patch: &DraftPatch) -> Result<SaveOutcome> {
    let clock = &caller.state.clock;
    let proof = policy::authorise(caller.actor, Action::SaveDraft, &row.facts()?)?;
    if let Some(before) = drafts::by_save_id(uow.conn(), row.revision_id, save_id).await? {
        // It arrived before and its answer was lost. What it could not merge then, it cannot now.
        let current = drafts::draft(uow.conn(), row.revision_id).await?;
        let merge = draft::merge(&before.content, patch);
        return Ok(SaveOutcome {
            version: row.version,
            saved: clock.when(before.saved_at),
            content: current,
            conflicts: merge.conflicts,
        });
    }
    let current = drafts::draft(uow.conn(), row.revision_id).await?;
    let merge = draft::merge(&current, patch);
    let violations = merge.content.check_bounds();
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    if !drafts::save(uow, &proof, row.revision_id, row.version, save_id, &merge.content).await? {
        return Err(AppError::Unavailable.into());
    }
    Ok(SaveOutcome { version: row.version + 1, saved: clock.when(uow.now()), content: merge.content, conflicts: merge.conflicts })
}

/// What a form holds, as a draft.
fn content_of(form: &TargetsForm) -> DraftContent {
    DraftContent {
        current_role: normalise_newlines(&form.current_role),
        long_term_goal: normalise_newlines(&form.long_term_goal),
        rows: form
            .rows
            .iter()
            .map(|row| DraftRow {
                key: RowKey(row.key.clone()),
                task: normalise_newlines(&row.task),
                kpi: normalise_newlines(&row.kpi),
                weight: row.weight.clone(),
                difficulty: row.difficulty.clone(),
                goal: row.goal.clone(),
            })
            .collect(),
    }
}

/// A key no row of this draft has.
fn new_key() -> RowKey {
    RowKey(format!("k{}", &entropy::short_id()[..10]))
}

/// What the pressed button does to the rows, besides saving.
fn apply_intent(content: &mut DraftContent, intent: &str) {
    let (what, key) = intent.split_once(':').unwrap_or((intent, ""));
    let place = content.rows.iter().position(|row| row.key.0 == key);
    match (what, place) {
        ("add", _) if content.rows.len() < MAX_TARGETS => content.rows.push(DraftRow::empty(new_key())),
        ("remove", Some(place)) => {
            content.rows.remove(place);
        }
        ("up", Some(place)) if place > 0 => content.rows.swap(place, place - 1),
        ("down", Some(place)) if place + 1 < content.rows.len() => content.rows.swap(place, place + 1),
        ("copy", Some(place)) if content.rows.len() < MAX_TARGETS => {
            let copy = DraftRow { key: new_key(), ..content.rows[place].clone() };
            content.rows.insert(place + 1, copy);
        }
        _ => {}
    }
}

/// The page as a form: saves, then does what the button says. Answers where to go.
pub async fn send_form(caller: &Caller, form: TargetsForm) -> Result<String> {
    let set: TargetSetId = form.set.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let base_version: i64 = form.base_version.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    check_save_id(&form.save_id)?;
    let state = &caller.state;
    let mut mine = content_of(&form);
    let violations = mine.check_bounds();
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    let typed = mine.clone();
    apply_intent(&mut mine, &form.intent);
    let mut uow = state.db.begin(&state.clock).await?;
    let row = set_service::held(&uow, caller.actor, set).await?;
    let proof = policy::authorise(caller.actor, Action::SaveDraft, &row.facts()?)?;
    let already = drafts::by_save_id(uow.conn(), row.revision_id, &form.save_id).await?.is_some();
    let current = drafts::draft(uow.conn(), row.revision_id).await?;
    let patch = match drafts::by_version(uow.conn(), row.revision_id, base_version, "saved").await? {
        Some(base) => draft::diff(&base.content, &mine),
        None if base_version == row.version || base_version == 0 && row.version == 0 => draft::diff(&current, &mine),
        None if base_version == 0 => draft::diff(&DraftContent::starting(), &mine),
        // Too old to know what its writer saw: whatever differs is for them to decide.
        None => draft::diff(&DraftContent::default(), &mine),
    };
    let mut version = row.version;
    let mut content = current;
    let mut unmerged = None;
    if !already {
        let merge = draft::merge(&content, &patch);
        content = merge.content;
        if !drafts::save(&uow, &proof, row.revision_id, version, &form.save_id, &content).await? {
            return Err(AppError::Unavailable.into());
        }
        version += 1;
        if !merge.conflicts.is_empty() {
            drafts::keep_unmerged(&uow, &proof, row.revision_id, version, &format!("{}-unmerged", form.save_id), &typed).await?;
            unmerged = Some(version);
        }
    }
    let year = row.fiscal_year_id;
    if let Some(version) = unmerged {
        uow.commit().await?;
        return Ok(format!("/targets?year={year}&unmerged={version}"));
    }
    if form.intent != "submit" {
        uow.commit().await?;
        let place = match form.intent.split_once(':') {
            Some(("up" | "down", key)) if RowKey(key.into()).is_well_formed() => format!("#task-{key}"),
            _ => String::new(),
        };
        return Ok(format!("/targets?year={year}&saved={version}{place}"));
    }
    match target::check_submission(&content) {
        Err(violations) => {
            uow.commit().await?;
            let first = violations.first().map(|violation| violation.field.clone()).unwrap_or_default();
            Ok(format!("/targets?year={year}&check=1#{first}"))
        }
        Ok(submitted) => {
            let unknown = unknown_goals(&uow, &row, &submitted).await?;
            if !unknown.is_empty() {
                // What was typed is saved all the same.
                uow.commit().await?;
                return Err(AppError::Invalid(unknown).into());
            }
            hand_over(caller, &mut uow, &row, version, &content, &submitted).await?;
            uow.commit().await?;
            Ok(format!("/targets?year={year}&submitted=1"))
        }
    }
}

/// Goals that are not this person's to serve: of another year, another department, or made up.
async fn unknown_goals(uow: &UnitOfWork, row: &SetRow, submitted: &target::SubmittedContent) -> Result<Vec<Violation>> {
    let goals = years::goals_for(uow.conn(), row.fiscal_year_id, row.person_id).await?;
    let targets = submitted.targets.iter();
    Ok(targets
        .filter(|target| target.goal.is_some_and(|goal| goals.iter().all(|known| known.id != goal)))
        .map(|target| Violation::new(draft::Field::Goal(target.key.clone()).name(), Problem::Unknown))
        .collect())
}

async fn hand_over(
    caller: &Caller,
    uow: &mut UnitOfWork,
    row: &SetRow,
    version: i64,
    content: &DraftContent,
    submitted: &target::SubmittedContent,
) -> Result<()> {
    let facts = row.facts()?;
    let proof = policy::authorise(caller.actor, Action::Move(SetAction::Submit), &facts)?;
    let late = row.due().is_some_and(|due| caller.state.clock.today() > due);
    drafts::hand_over(uow, &proof, row.revision_id, version, late, submitted, content).await?;
    let digest = hex::encode(Sha256::digest(serde_json::to_vec(submitted).map_err(ServiceError::broken)?));
    set_service::take(uow, caller.actor, SetAction::Submit, &facts, row, "", proof).await?;
    uow.audit(
        Entry::by(caller.actor, "hand_over", "target_set", row.id.0)
            .with(Detail::now("content_sha256", digest))
            .with(Detail::now("late", late.to_string())),
    );
    Ok(())
}

/// Settles a form that could not be merged: `mine` takes the form's text, `theirs` leaves what is saved.
pub async fn pick(caller: &Caller, set: TargetSetId, unmerged: i64, picks: &[(String, String)]) -> Result<String> {
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let row = set_service::held(&uow, caller.actor, set).await?;
    let proof = policy::authorise(caller.actor, Action::SaveDraft, &row.facts()?)?;
    let kept = drafts::by_version(uow.conn(), row.revision_id, unmerged, "unmerged").await?.ok_or(AppError::NotFound)?;
    let mut content = drafts::draft(uow.conn(), row.revision_id).await?;
    for field in kept.content.fields() {
        let mine = picks.iter().any(|(name, side)| *name == field.name() && side == "mine");
        if let Some(text) = kept.content.get(&field).filter(|_| mine) {
            content.set(&field, text.to_owned());
        }
    }
    if !drafts::save(&uow, &proof, row.revision_id, row.version, &entropy::short_id(), &content).await? {
        return Err(AppError::Unavailable.into());
    }
    drafts::forget_unmerged(&uow, &proof, row.revision_id, unmerged).await?;
    uow.commit().await?;
    Ok(format!("/targets?year={}", row.fiscal_year_id))
}

/// Fields in which a kept form differs from what is saved now.
pub fn conflicts(kept: &DraftContent, current: &DraftContent) -> Vec<draft::Conflict> {
    kept.fields()
        .into_iter()
        .filter_map(|field| {
            let (mine, theirs) = (kept.get(&field)?, current.get(&field)?);
            (mine != theirs).then(|| draft::Conflict { mine: mine.to_owned(), theirs: theirs.to_owned(), field })
        })
        .collect()
}
