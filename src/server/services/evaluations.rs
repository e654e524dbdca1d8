//! Writing either half of a review: saving as one types, and handing it over (R9, R10, R16, R17).
use super::reviews::{approved_targets, held, take};
use crate::{
    api::{
        error::AppError,
        reviews::{EvaluationForm, Saved},
    },
    domain::{
        actor::Actor,
        assist::AssistedField,
        audit::Detail,
        draft::RowKey,
        evaluation::{ManagerDraft, ManagerField, SelfDraft, SelfEvaluation, SelfField, check_manager, check_self},
        ids::ReviewId,
        merge::{self, FieldChange, TextField, Texts},
        policy::{
            Authorized,
            reviews::{self as policy, Action},
        },
        review::ReviewAction,
        target::Target,
        validation::{Problem, Violation, check_text, normalise_newlines},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            UnitOfWork,
            evaluations::{self, Author, Side},
            rank_tables::Tables,
            reviews::ReviewRow,
            unit_of_work::Entry,
        },
    },
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// What differs between the employee's half and the reviewer's.
pub trait Half {
    type Draft: Texts + Clone + Serialize + DeserializeOwned;
    const SIDE: Side;
    const SAVE: Action;

    fn starting(approved: &[Target]) -> Self::Draft;
    fn version(row: &ReviewRow) -> i64;
}

pub struct Own;
pub struct Manager;

impl Half for Own {
    type Draft = SelfDraft;
    const SIDE: Side = Side::Own;
    const SAVE: Action = Action::SaveSelf;

    fn starting(approved: &[Target]) -> SelfDraft {
        SelfDraft::starting(approved)
    }

    fn version(row: &ReviewRow) -> i64 {
        row.self_version
    }
}

impl Half for Manager {
    type Draft = ManagerDraft;
    const SIDE: Side = Side::Manager;
    const SAVE: Action = Action::SaveManager;

    fn starting(approved: &[Target]) -> ManagerDraft {
        ManagerDraft::starting(approved)
    }

    fn version(row: &ReviewRow) -> i64 {
        row.manager_version
    }
}

type FieldOf<H> = <<H as Half>::Draft as Texts>::Field;
type SavedOf<H> = Saved<<H as Half>::Draft, FieldOf<H>>;

fn check_save_id(save_id: &str) -> Result<()> {
    let fine = (8..=64).contains(&save_id.len()) && save_id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fine { Ok(()) } else { Err(AppError::Invalid(Vec::new()).into()) }
}

/// Line breaks in one form, and nothing that could not stand in a draft.
fn checked<F: TextField>(changes: &[FieldChange<F>]) -> Result<Vec<FieldChange<F>>> {
    let changes: Vec<_> = changes
        .iter()
        .map(|change| FieldChange {
            field: change.field.clone(),
            was: normalise_newlines(&change.was),
            now: normalise_newlines(&change.now),
        })
        .collect();
    let mut violations: Vec<_> = changes
        .iter()
        .filter_map(|change| {
            let problem = check_text(&change.now, change.field.max_length())?;
            Some(Violation::new(change.field.name(), problem))
        })
        .collect();
    if changes.len() > 200 {
        violations.push(Violation::new("form", Problem::TooMany { max: 200, is: changes.len() }));
    }
    if violations.is_empty() { Ok(changes) } else { Err(AppError::Invalid(violations).into()) }
}

/// The draft as it stands: what was saved, else what a review begins with.
pub async fn current<H: Half, C: sea_orm::ConnectionTrait>(conn: &C, row: &ReviewRow, approved: &[Target]) -> Result<H::Draft> {
    Ok(evaluations::draft(conn, row.id, H::SIDE).await?.unwrap_or_else(|| H::starting(approved)))
}

/// The next version of a draft, with who wrote what changed (R22, R24).
async fn store<H: Half>(
    uow: &UnitOfWork,
    actor: Actor,
    row: &ReviewRow,
    proof: &Authorized<ReviewId>,
    save_id: &str,
    before: &H::Draft,
    now: &H::Draft,
) -> Result<()> {
    let author = Author { person: actor.person, acting_for: policy::acts_for(actor, &row.facts()?) };
    if !evaluations::save(uow, proof, H::SIDE, author, H::version(row), save_id, now).await? {
        return Err(AppError::Unavailable.into());
    }
    if H::SIDE == Side::Manager {
        let changed = now.fields().into_iter().filter(|field| now.get(field) != before.get(field));
        let changed: Vec<_> = changed.map(|field| field.name()).collect();
        evaluations::set_authors(uow, proof, author, &changed).await?;
    }
    Ok(())
}

async fn save<H: Half>(
    caller: &Caller,
    review: ReviewId,
    save_id: &str,
    changes: &[FieldChange<FieldOf<H>>],
) -> Result<SavedOf<H>> {
    check_save_id(save_id)?;
    let changes = checked(changes)?;
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let proof = policy::authorise(caller.actor, H::SAVE, &row.facts()?)?;
    let approved = approved_targets(uow.conn(), &row).await?.0;
    let current = current::<H, _>(uow.conn(), &row, &approved).await?;
    if let Some(before) = evaluations::by_save_id::<H::Draft, _>(uow.conn(), review, H::SIDE, save_id).await? {
        // It arrived before and its answer was lost.
        let conflicts = merge::merge(&before.content, &changes).conflicts;
        let saved = state.clock.when(crate::domain::time::Timestamp(before.saved_at));
        return Ok(Saved { version: H::version(&row), saved, content: current, conflicts });
    }
    let merged = merge::merge(&current, &changes);
    store::<H>(&uow, caller.actor, &row, &proof, save_id, &current, &merged.content).await?;
    let saved = state.clock.when(uow.now());
    uow.commit().await?;
    Ok(Saved { version: H::version(&row) + 1, saved, content: merged.content, conflicts: merged.conflicts })
}

/// A text of a draft by the name of its field.
pub fn text_of<D: Texts>(draft: &D, name: &str) -> String {
    let field = draft.fields().into_iter().find(|field| field.name() == name);
    field.and_then(|field| draft.get(&field).map(str::to_owned)).unwrap_or_default()
}

/// Puts one text into a half, inside the given unit of work.
pub async fn put<H: Half>(
    uow: &UnitOfWork,
    actor: Actor,
    row: &ReviewRow,
    name: &str,
    text: String,
    save_id: &str,
) -> Result<()> {
    let proof = policy::authorise(actor, H::SAVE, &row.facts()?)?;
    let approved = approved_targets(uow.conn(), row).await?.0;
    let before = current::<H, _>(uow.conn(), row, &approved).await?;
    let mut draft = before.clone();
    let field = draft.fields().into_iter().find(|field| field.name() == name).ok_or(AppError::NotFound)?;
    draft.set(&field, text);
    store::<H>(uow, actor, row, &proof, save_id, &before, &draft).await
}

pub async fn save_self(
    caller: &Caller,
    review: ReviewId,
    save_id: &str,
    changes: &[FieldChange<SelfField>],
) -> Result<Saved<SelfDraft, SelfField>> {
    save::<Own>(caller, review, save_id, changes).await
}

pub async fn save_manager(
    caller: &Caller,
    review: ReviewId,
    save_id: &str,
    changes: &[FieldChange<ManagerField>],
) -> Result<Saved<ManagerDraft, ManagerField>> {
    save::<Manager>(caller, review, save_id, changes).await
}

/// A form that was saved inside its unit of work.
struct Taken<D> {
    uow: UnitOfWork,
    row: ReviewRow,
    approved: Vec<Target>,
    draft: D,
    version: i64,
    /// Fields in which somebody else's text stands before the form's.
    doubled: bool,
}

/// Saves a form. Without scripts nobody can be asked which of two texts to keep: a field that somebody else changed meanwhile
/// gets both, one under the other, and the page says so. A choice stays as it was first saved.
async fn take_form<H: Half>(caller: &Caller, form: &EvaluationForm) -> Result<Taken<H::Draft>> {
    let review: ReviewId = form.review.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    let base_version: i64 = form.base_version.parse().map_err(|_| AppError::Invalid(Vec::new()))?;
    check_save_id(&form.save_id)?;
    let state = &caller.state;
    let uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let proof = policy::authorise(caller.actor, H::SAVE, &row.facts()?)?;
    let approved = approved_targets(uow.conn(), &row).await?.0;
    let current = current::<H, _>(uow.conn(), &row, &approved).await?;
    let mut mine = current.clone();
    for field in mine.fields() {
        // A box that is not ticked is not sent.
        let ticks = field.name().starts_with("changed-") || field.name().starts_with("acknowledged-");
        match form.texts.get(&field.name()) {
            Some(text) => _ = mine.set(&field, normalise_newlines(text)),
            None if ticks => _ = mine.set(&field, String::new()),
            None => {}
        }
    }
    let violations = mine.check_texts();
    if !violations.is_empty() {
        return Err(AppError::Invalid(violations).into());
    }
    if evaluations::by_save_id::<H::Draft, _>(uow.conn(), review, H::SIDE, &form.save_id).await?.is_some() {
        let version = H::version(&row);
        return Ok(Taken { uow, row, approved, draft: current, version, doubled: false });
    }
    let base = match evaluations::by_version::<H::Draft, _>(uow.conn(), review, H::SIDE, base_version).await? {
        Some(base) => base.content,
        None if base_version == H::version(&row) => current.clone(),
        None => H::starting(&approved),
    };
    let merged = merge::merge(&current, &merge::diff(&base, &mine));
    let mut draft = merged.content;
    for conflict in &merged.conflicts {
        let both = format!("{}\n\n{}", conflict.theirs, conflict.mine);
        if conflict.field.max_length() >= crate::domain::validation::TASK
            && check_text(&both, conflict.field.max_length()).is_none()
        {
            draft.set(&conflict.field, both);
        }
    }
    store::<H>(&uow, caller.actor, &row, &proof, &form.save_id, &current, &draft).await?;
    let version = H::version(&row) + 1;
    Ok(Taken { uow, row, approved, draft, version, doubled: !merged.conflicts.is_empty() })
}

/// The button that leads on to the page for one text: what was typed is saved first.
const ASSIST: &str = "assist:";

/// Where a form that was not handed over leads.
fn landing<D>(taken: &Taken<D>, form: &EvaluationForm, page: &str, violations: &[Violation]) -> String {
    let join = if page.contains('?') { '&' } else { '?' };
    if let Some(field) = form.intent.strip_prefix(ASSIST).and_then(|name| name.parse::<AssistedField>().ok())
        && field.key().is_none_or(RowKey::is_well_formed)
        && !taken.doubled
    {
        return super::suggestions::address(taken.row.id, &field.name(), None);
    }
    match violations.first() {
        _ if taken.doubled => format!("{page}{join}doubled=1"),
        Some(first) => format!("{page}{join}check=1#{}", first.field),
        None => format!("{page}{join}saved={}", taken.version),
    }
}

/// The self-evaluation as a form. Answers where to go.
pub async fn send_self(caller: &Caller, form: EvaluationForm) -> Result<String> {
    let mut taken = take_form::<Own>(caller, &form).await?;
    let page = format!("/review?year={}", taken.row.fiscal_year_id);
    if form.intent != "submit" || taken.doubled {
        let to = landing(&taken, &form, &page, &[]);
        taken.uow.commit().await?;
        return Ok(to);
    }
    match check_self(&taken.draft, &taken.approved) {
        Err(violations) => {
            let to = landing(&taken, &form, &page, &violations);
            taken.uow.commit().await?;
            Ok(to)
        }
        Ok(own) => {
            submit_self(caller, &mut taken, &own).await?;
            taken.uow.commit().await?;
            Ok(format!("{page}&submitted=1"))
        }
    }
}

async fn submit_self(caller: &Caller, taken: &mut Taken<SelfDraft>, own: &SelfEvaluation) -> Result<()> {
    let Taken { uow, row, approved, draft, version, .. } = taken;
    let facts = row.facts()?;
    let proof = policy::authorise(caller.actor, Action::Move(ReviewAction::Submit), &facts)?;
    let targets = own.changed.as_deref().unwrap_or(approved);
    let score = own.receipt(targets).map_err(ServiceError::broken)?.total;
    let late = row.due().is_some_and(|due| caller.state.clock.today() > due);
    let author = caller.actor.person;
    evaluations::hand_over_self(uow, &proof, author, *version, late, own, approved, score, draft).await?;
    take(uow, caller.actor, ReviewAction::Submit, &facts, row, "", proof).await?;
    let digest = hex::encode(Sha256::digest(serde_json::to_vec(own).map_err(ServiceError::broken)?));
    uow.audit(
        Entry::by(caller.actor, "hand_over", "review", row.id.0)
            .with(Detail::now("content_sha256", digest))
            .with(Detail::now("late", late.to_string())),
    );
    Ok(())
}

/// The reviewer's half as a form. Answers where to go.
pub async fn send_manager(caller: &Caller, form: EvaluationForm) -> Result<String> {
    let mut taken = take_form::<Manager>(caller, &form).await?;
    let page = format!("/reviews/{}", taken.row.id);
    if form.intent != "submit" || taken.doubled {
        let to = landing(&taken, &form, &page, &[]);
        taken.uow.commit().await?;
        return Ok(to);
    }
    let own = own_part(&taken.uow, &taken.row, &taken.approved).await?;
    match check_manager(&taken.draft, &taken.approved, own.as_ref()) {
        Err(violations) => {
            let to = landing(&taken, &form, &page, &violations);
            taken.uow.commit().await?;
            Ok(to)
        }
        Ok(evaluation) => {
            complete(caller, &mut taken, own.as_ref(), &evaluation).await?;
            taken.uow.commit().await?;
            Ok(format!("{page}?completed=1"))
        }
    }
}

/// The self-evaluation the reviewer works beside; none when HR moved the review on without one.
async fn own_part(uow: &UnitOfWork, row: &ReviewRow, approved: &[Target]) -> Result<Option<SelfEvaluation>> {
    if row.self_submitted_at.is_none() || row.without_self {
        return Ok(None);
    }
    evaluations::self_part(uow.conn(), row.id, approved).await.map(Some)
}

async fn complete(
    caller: &Caller,
    taken: &mut Taken<ManagerDraft>,
    own: Option<&SelfEvaluation>,
    evaluation: &crate::domain::evaluation::ManagerEvaluation,
) -> Result<()> {
    let Taken { uow, row, approved, draft, version, .. } = taken;
    let facts = row.facts()?;
    let proof = policy::authorise(caller.actor, Action::Move(ReviewAction::Complete), &facts)?;
    let counted = evaluation.counted(approved, own);
    let score = evaluation.receipt(counted).map_err(ServiceError::broken)?.total;
    let tables = Tables::of_year(uow.conn(), row.fiscal_year_id).await?;
    let rank = tables.find(row.employee_type_id, row.grade_id).and_then(|stored| Some((stored.table.rank_of(score)?, stored.id)));
    let acting_for = policy::acts_for(caller.actor, &facts);
    let by = Author { person: caller.actor.person, acting_for };
    evaluations::hand_over_manager(uow, &proof, by, *version, evaluation, score, rank, draft).await?;
    take(uow, caller.actor, ReviewAction::Complete, &facts, row, "", proof).await?;
    let digest = hex::encode(Sha256::digest(serde_json::to_vec(evaluation).map_err(ServiceError::broken)?));
    uow.audit(
        Entry::by(caller.actor, "evaluate", "review", row.id.0)
            .acting_for(acting_for)
            .with(Detail::now("content_sha256", digest))
            .with(Detail::now("score", score.to_string()))
            .with(Detail::now("rank", rank.map(|(rank, _)| rank.to_owned()).unwrap_or_default())),
    );
    Ok(())
}
