//! Correcting archived reviews (R41): HR corrects a text with a reason; another rating waits until the director or the board confirms
//! it, never the one it concerns and never the one who proposed it. What stood there before stays visible.
use super::{
    review_heads,
    reviews::{approved_targets, checked_text, held, note_reading, visible},
};
use crate::{
    api::{
        corrections::{Correctable, CorrectionForm, CorrectionState, CorrectionView, CorrectionsPage, Kept},
        error::AppError,
    },
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        correction::{self, CorrectedField, Reviewed},
        ids::{CorrectionId, PersonId, ReviewId},
        policy::{
            Authorized,
            reviews::{self as policy, Action, ReviewFacts},
        },
        rank::RankTable,
        target::Target,
        time::Timestamp,
        validation::{Problem, TASK, TEXT},
    },
    server::{
        context::{Caller, session_error},
        error::{Result, ServiceError},
        repo::{
            UnitOfWork, access, assist,
            corrections::{self as repo, Effect, Row},
            evaluations as halves, notices, review_events,
            reviews::ReviewRow,
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

/// Both halves as they stand.
async fn reviewed<C: ConnectionTrait>(conn: &C, row: &ReviewRow) -> Result<Reviewed> {
    let approved = approved_targets(conn, row).await?.0;
    let own = match row.self_submitted_at.is_some() && !row.without_self {
        true => Some(halves::self_part(conn, row.id, &approved).await?),
        false => None,
    };
    let manager = match row.evaluated_at.is_some() {
        true => Some(halves::manager_part(conn, row.id).await?),
        false => None,
    };
    Ok(Reviewed { approved, own, manager })
}

/// The table that ranked it, in the version it was ranked by (R20).
async fn table<C: ConnectionTrait>(conn: &C, row: &ReviewRow) -> Result<Option<RankTable>> {
    match row.rank_table_id {
        Some(id) => repo::table(conn, id).await,
        None => Ok(None),
    }
}

/// What a value in a field does to scores and ranks, as things stand now.
fn effect(now: &Reviewed, field: &CorrectedField, value: &str, row: &ReviewRow, table: Option<&RankTable>) -> Result<Effect> {
    let before = now.scores().map_err(ServiceError::broken)?.of(field);
    let after = now.with(field, value).scores().map_err(ServiceError::broken)?.of(field);
    let ranks = match after {
        Some(after) if !field.is_own_part() => {
            (row.rank.clone(), table.and_then(|table| table.rank_of(after)).map(str::to_owned))
        }
        _ => (None, None),
    };
    Ok(Effect { scores: (before, after), ranks })
}

fn target_of(name: &str, targets: &[Target]) -> Option<usize> {
    let key = name.split_once('-')?.1;
    targets.iter().position(|target| target.key.0 == key).map(|place| place + 1)
}

/// Waiting and refused ones are for those who propose and decide them; everybody else reads what was corrected.
fn reads_proposals(actor: Actor, facts: &ReviewFacts) -> bool {
    [Action::Correct, Action::ConfirmCorrection].into_iter().any(|action| policy::decide(actor, action, facts).is_ok())
}

/// The corrections of a review that its reader may see, in the order in which they were proposed.
pub async fn list(caller: &Caller, row: &ReviewRow) -> Result<Vec<CorrectionView>> {
    let (db, clock, actor) = (caller.state.db.read(), &caller.state.clock, caller.actor);
    let facts = row.facts()?;
    let found = repo::list(db, row.id).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let proposals = reads_proposals(actor, &facts);
    let (now, table) = (reviewed(db, row).await?, table(db, row).await?);
    let oldest = found.iter().find(|found| found.is(repo::WAITING)).map(|found| found.id);
    let mut views = Vec::new();
    for correction in found {
        let field = correction.field()?;
        let side = if field.is_own_part() { Action::ReadSelf } else { Action::ReadManager };
        let readable = policy::decide(actor, side, &facts).is_ok() && (proposals || correction.is(repo::APPLIED));
        if !readable {
            continue;
        }
        let waits = correction.is(repo::WAITING);
        let Effect { scores, ranks } = match waits {
            true => effect(&now, &field, &correction.new_value, row, table.as_ref())?,
            false => {
                let score = |stored: Option<i64>| stored.map(crate::domain::score::Score::from_ten_thousandths);
                Effect {
                    scores: (score(correction.old_score), score(correction.new_score)),
                    ranks: (correction.old_rank.clone(), correction.new_rank.clone()),
                }
            }
        };
        let role = |code: &str| code.parse::<Role>().map_err(ServiceError::broken);
        views.push(CorrectionView {
            id: correction.id,
            state: match correction.state.as_str() {
                repo::APPLIED => CorrectionState::Applied,
                repo::REFUSED => CorrectionState::Refused,
                _ => CorrectionState::Waiting,
            },
            target: target_of(&correction.field, &now.approved),
            by_role: role(&correction.proposed_as)?,
            at: clock.when(Timestamp(correction.proposed_at)),
            decided: match (correction.decider, correction.decided_as.as_deref(), correction.decided_at) {
                (Some(who), Some(code), Some(at)) => Some((who, role(code)?, clock.when(Timestamp(at)))),
                _ => None,
            },
            score: scores.0.zip(scores.1),
            rank: ranks.0.zip(ranks.1),
            may_decide: oldest == Some(correction.id)
                && policy::authorise_confirmation(actor, &facts, correction.proposed_by).is_ok(),
            field: correction.field,
            old: correction.old_value,
            new: correction.new_value,
            reason: correction.reason,
            by: correction.proposer,
            note: correction.note,
        });
    }
    Ok(views)
}

pub async fn page(caller: &Caller, review: ReviewId) -> Result<CorrectionsPage> {
    let db = caller.state.db.read();
    let row = visible(db, caller.eyes(), caller.actor, review).await?;
    let facts = row.facts()?;
    let may_correct = policy::decide(caller.actor, Action::Correct, &facts);
    if may_correct.is_err() {
        policy::decide(caller.actor, Action::ConfirmCorrection, &facts)?;
    }
    note_reading(caller, &row).await?;
    let now = reviewed(db, &row).await?;
    let corrections = list(caller, &row).await?;
    let waiting: Vec<_> =
        corrections.iter().filter(|found| found.state == CorrectionState::Waiting).map(|found| found.field.clone()).collect();
    let assisted: Vec<_> = assist::accepted(db, review).await?.into_iter().map(|found| found.field).collect();
    let fields = now.fields().into_iter().filter(|_| may_correct.is_ok()).map(|field| {
        let name = field.name();
        Correctable {
            target: target_of(&name, &now.approved),
            now: now.get(&field).unwrap_or_default(),
            is_rating: field.is_rating(),
            assisted: assisted.contains(&name),
            waits: waiting.contains(&name),
            field: name,
        }
    });
    Ok(CorrectionsPage {
        head: review_heads::head(&row, caller.actor, &caller.state.clock)?,
        fields: fields.collect(),
        corrections,
        seen: repo::applied(db, review).await?,
        kept: kept(caller, review).await?,
    })
}

/// Where what was typed waits, of a form that was refused without scripts.
const KEPT: &str = "kept_correction";

async fn kept(caller: &Caller, review: ReviewId) -> Result<Option<Kept>> {
    let found: Option<(ReviewId, Kept)> = caller.session.get(KEPT).await.map_err(session_error)?;
    match found {
        Some((of, kept)) if of == review => {
            caller.session.remove::<(ReviewId, Kept)>(KEPT).await.map_err(session_error)?;
            Ok(Some(kept))
        }
        _ => Ok(None),
    }
}

/// Corrects a text or proposes a rating; answers which, for the address. What was typed survives a refusal without scripts.
pub async fn propose_or_keep(caller: &Caller, review: ReviewId, form: CorrectionForm, plain: bool) -> Result<&'static str> {
    let fits = form.value.len() <= 4 * TEXT && form.reason.len() <= 4 * TASK && form.field.len() <= 200;
    let kept = (plain && fits)
        .then(|| (review, Kept { field: form.field.clone(), value: form.value.clone(), reason: form.reason.clone() }));
    let outcome = propose(caller, review, &form).await;
    if outcome.is_err()
        && let Some(kept) = kept
    {
        caller.session.insert(KEPT, kept).await.map_err(session_error)?;
    }
    outcome
}

/// The page a form was made from showed all that was corrected until now.
async fn check_seen(uow: &UnitOfWork, review: ReviewId, seen: &str) -> Result<()> {
    let now = repo::applied(uow.conn(), review).await?;
    if seen.parse() == Ok(now) { Ok(()) } else { Err(AppError::ChangedMeanwhile { now: String::new() }.into()) }
}

async fn propose(caller: &Caller, review: ReviewId, form: &CorrectionForm) -> Result<&'static str> {
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let row = held(&uow, caller.actor, review).await?;
    let facts = row.facts()?;
    let proof = policy::authorise(caller.actor, Action::Correct, &facts)?;
    let field: CorrectedField = form.field.parse().map_err(|_| AppError::NotFound)?;
    let now = reviewed(uow.conn(), &row).await?;
    let old = now.get(&field).ok_or(AppError::NotFound)?;
    check_seen(&uow, review, &form.seen).await?;
    let (value, reason) = correction::check(&field, &old, &form.value, &form.reason).map_err(AppError::Invalid)?;
    let name = field.name();
    if repo::list(uow.conn(), review).await?.iter().any(|other| other.is(repo::WAITING) && other.field == name) {
        return Err(ServiceError::invalid("value", Problem::Waiting));
    }
    let waits = field.needs_confirmation();
    let new = repo::New { field: &field, old_value: &old, new_value: &value, reason: &reason };
    let id = repo::insert(&uow, &proof, caller.actor, &new, !waits).await?;
    let action = if waits { "propose_correction" } else { "correct" };
    if waits {
        notify(&uow, caller.actor, &row, action, &deciders(&uow, row.person_id).await?).await?;
    } else {
        repo::write(&uow, &proof, &field, &value).await?;
        tell_corrected(&uow, caller.actor, &row, action, &reason).await?;
    }
    uow.audit(entry(caller.actor, action, review, id, &field, &old, &value).with(Detail::now("reason", reason)));
    uow.commit().await?;
    Ok(if waits { "proposed" } else { "corrected" })
}

/// An entry with what changed: ratings as they are, of texts their digest.
fn entry(actor: Actor, action: &str, review: ReviewId, id: CorrectionId, field: &CorrectedField, old: &str, new: &str) -> Entry {
    let change = match field.is_rating() {
        true => Detail::change("rating", old, new),
        false => Detail::change("text_sha256", hex::encode(Sha256::digest(old)), hex::encode(Sha256::digest(new))),
    };
    Entry::by(actor, action, "review", review.0)
        .with(Detail::now("correction", id.to_string()))
        .with(Detail::now("field", field.name()))
        .with(change)
}

/// Confirms or refuses what waits. Answers the review it is about.
pub async fn decide(caller: &Caller, id: CorrectionId, decision: &str, note: &str, seen: &str) -> Result<ReviewId> {
    let confirms = match decision {
        "confirm" => true,
        "refuse" => false,
        _ => return Err(AppError::Invalid(Vec::new()).into()),
    };
    let state = &caller.state;
    let mut uow = state.db.begin(&state.clock).await?;
    let review = repo::find(uow.conn(), id).await?.ok_or(AppError::NotFound)?.review_id;
    let row = held(&uow, caller.actor, review).await?;
    // Read again: nobody else decides while the review is held.
    let found = repo::find(uow.conn(), id).await?.ok_or(AppError::NotFound)?;
    let proof = policy::authorise_confirmation(caller.actor, &row.facts()?, found.proposed_by)?;
    if !found.is(repo::WAITING) {
        return Err(AppError::ChangedMeanwhile { now: String::new() }.into());
    }
    check_seen(&uow, review, seen).await?;
    let note = checked_text("note", note, !confirms)?;
    if confirms {
        confirm(&mut uow, caller.actor, &proof, &row, &found, &note).await?;
    } else if repo::decide(&uow, &proof, id, caller.actor, repo::REFUSED, &note, &Effect::default()).await? {
        notify(&uow, caller.actor, &row, "refuse_correction", &[proposer(&found)?]).await?;
        let field = found.field()?;
        uow.audit(
            entry(caller.actor, "refuse_correction", review, id, &field, &found.old_value, &found.new_value)
                .with(Detail::now("reason", note)),
        );
    } else {
        return Err(AppError::ChangedMeanwhile { now: String::new() }.into());
    }
    uow.commit().await?;
    Ok(review)
}

/// Who proposed it, in the role they did it in.
fn proposer(found: &Row) -> Result<(PersonId, Role)> {
    Ok((found.proposed_by, found.proposed_as.parse().map_err(ServiceError::broken)?))
}

/// Puts the value into its place, and what follows from it into the others.
async fn confirm(
    uow: &mut UnitOfWork,
    actor: Actor,
    proof: &Authorized<ReviewId>,
    row: &ReviewRow,
    found: &Row,
    note: &str,
) -> Result<()> {
    let field = found.field()?;
    let now = reviewed(uow.conn(), row).await?;
    let current = now.get(&field).ok_or(AppError::NotFound)?;
    if current != found.old_value {
        return Err(AppError::ChangedMeanwhile { now: current }.into());
    }
    let effect = effect(&now, &field, &found.new_value, row, table(uow.conn(), row).await?.as_ref())?;
    if !repo::decide(uow, proof, found.id, actor, repo::APPLIED, note, &effect).await? {
        return Err(AppError::ChangedMeanwhile { now: String::new() }.into());
    }
    repo::write(uow, proof, &field, &found.new_value).await?;
    match effect.scores.1 {
        Some(score) if field.is_own_part() => repo::set_self_score(uow, proof, score).await?,
        Some(score) => repo::set_score(uow, proof, score, effect.ranks.1.as_deref()).await?,
        None => {}
    }
    tell_corrected(uow, actor, row, "confirm_correction", &found.reason).await?;
    notify(uow, actor, row, "confirm_correction", &[proposer(found)?]).await?;
    let mut entry = entry(actor, "confirm_correction", row.id, found.id, &field, &found.old_value, &found.new_value)
        .with(Detail::now("reason", found.reason.clone()));
    if let (Some(before), Some(after)) = effect.scores {
        entry = entry.with(Detail::change("score", before.to_string(), after.to_string()));
    }
    if let (Some(before), Some(after)) = effect.ranks {
        entry = entry.with(Detail::change("rank", before, after));
    }
    uow.audit(entry);
    Ok(())
}

/// Everybody who could decide, but the one it concerns.
async fn deciders(uow: &UnitOfWork, owner: PersonId) -> Result<Vec<(PersonId, Role)>> {
    let mut all = Vec::new();
    for role in [Role::GeneralDirector, Role::BoardMember] {
        let holders = access::holders_of(uow.conn(), role).await?;
        all.extend(holders.into_iter().filter(|person| *person != owner).map(|person| (person, role)));
    }
    Ok(all)
}

/// Into the history, and to the two whose words and result it is about.
async fn tell_corrected(uow: &UnitOfWork, actor: Actor, row: &ReviewRow, action: &'static str, reason: &str) -> Result<()> {
    let state = row.state()?;
    let event = review_events::NewEvent {
        review: row.id,
        actor: Some(actor),
        on_behalf_of: None,
        action,
        from: state,
        to: state,
        comment: reason,
    };
    review_events::insert_many(uow, &[event]).await?;
    let both: Vec<_> =
        [(row.person_id, Role::Employee)].into_iter().chain(row.reviewer_id.map(|who| (who, Role::Manager))).collect();
    notify(uow, actor, row, "correct", &both).await
}

async fn notify(uow: &UnitOfWork, actor: Actor, row: &ReviewRow, kind: &'static str, told: &[(PersonId, Role)]) -> Result<()> {
    let written: Vec<_> = told
        .iter()
        .filter(|(person, _)| *person != actor.person)
        .map(|&(person, role)| notices::NewNotice {
            person,
            role,
            kind,
            set: None,
            review: Some(row.id),
            about: None,
            actor: Some(actor.person),
            acting_for: None,
            delegation: None,
        })
        .collect();
    notices::insert_many(uow, &written).await
}
