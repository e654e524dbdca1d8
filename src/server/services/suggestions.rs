//! Suggestions (R36, R37): what goes into a prompt, handing one out, accepting and throwing away. Asking a server of ours is `writing`'s.
//!
//! Help is for whoever may write the field now, and a prompt holds what that person may read of the review: policy is asked for both.
use super::{
    assist::{self, Current},
    evaluations::{self, Manager, Own},
    review_heads,
    reviews::{approved_targets, held, visible},
};
use crate::{
    api::{
        assist::{Ask, AssistedView, HandedOut, TextPage},
        error::AppError,
        reviews::ReviewView,
    },
    domain::{
        actor::Actor,
        assist::{
            AssistedField, Mode, edited,
            prompt::{self, Material, Prompt, TargetMaterial},
            pseudonyms::{self, Identity, Pseudonym},
            suggestion::{Step, SuggestionState},
        },
        audit::Detail,
        evaluation::{ManagerDraft, SelfEvaluation},
        ids::{ReviewId, SuggestionId},
        policy::{
            Authorized,
            reviews::{self as policy, Action},
        },
        target::Target,
        time::Timestamp,
        validation::{self, TEXT},
    },
    server::{
        ai::Options,
        context::Caller,
        entropy,
        error::{Result, ServiceError},
        repo::{assist as repo, evaluations as halves, reviews::ReviewRow, unit_of_work::Entry},
        state::AppState,
    },
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

/// Characters of facts that go into a prompt.
const FACTS: usize = 4_000;

/// A question that may be asked, whole.
pub struct Prepared {
    pub current: Current,
    pub row: ReviewRow,
    pub field: AssistedField,
    pub proof: Authorized<ReviewId>,
    pub facts: String,
    pub prompt: Prompt,
    pub inputs: Vec<String>,
    pub options: Options,
}

/// Whose half a field stands in, as policy asks for it.
fn action(field: &AssistedField) -> Action {
    if field.is_own_part() { Action::AssistSelf } else { Action::AssistManager }
}

/// Checks who asks for what, and builds the prompt.
pub async fn prepare(caller: &Caller, ask: &Ask) -> Result<Prepared> {
    let state = &caller.state;
    let current = assist::offered(state).await?.ok_or(AppError::NotFound)?;
    let db = state.db.read();
    let row = visible(db, caller.eyes(), caller.actor, ReviewId(ask.review)).await?;
    let field: AssistedField = ask.field.parse().map_err(|_| AppError::NotFound)?;
    let proof = policy::authorise(caller.actor, action(&field), &row.facts()?)?;
    let facts = validation::normalise_newlines(&ask.facts).trim().to_owned();
    if let Some(problem) = validation::check_required(&facts, FACTS) {
        return Err(ServiceError::invalid("facts", problem));
    }
    let material = material(db, caller.actor, &row, &field, &facts).await?;
    let limits = &current.settings.limits;
    let template = current.settings.templates.of(field.purpose());
    let prompt = prompt::build(field.purpose(), template, &material, assist::words(limits))
        .map_err(|_| ServiceError::broken("a stored template that is not whole"))?;
    let options = Options::for_prompt(&prompt, assist::words(limits).into());
    Ok(Prepared { current, row, field, proof, facts, prompt, inputs: prompt::inputs(&material), options })
}

/// What the prompt is made of: of the review only what this actor may read.
async fn material<C: ConnectionTrait>(
    conn: &C,
    actor: Actor,
    row: &ReviewRow,
    field: &AssistedField,
    facts: &str,
) -> Result<Material> {
    let (approved, _) = approved_targets(conn, row).await?;
    let about: Vec<&Target> = approved.iter().filter(|target| field.key().is_none_or(|key| target.key == *key)).collect();
    if about.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let targets = if field.is_own_part() {
        let draft = evaluations::current::<Own, _>(conn, row, &approved).await?;
        let rating = |target: &Target| draft.item(&target.key).and_then(|item| item.rating.parse().ok());
        about.into_iter().map(|target| TargetMaterial { rating: rating(target), ..of_target(target) }).collect()
    } else {
        let reads_own = row.self_submitted_at.is_some()
            && !row.without_self
            && policy::decide(actor, Action::ReadSelf, &row.facts()?).is_ok();
        let own = if reads_own { Some(halves::self_part(conn, row.id, &approved).await?) } else { None };
        let draft = evaluations::current::<Manager, _>(conn, row, &approved).await?;
        about.into_iter().map(|target| of_both(target, own.as_ref(), &draft)).collect()
    };
    Ok(Material { facts: facts.to_owned(), job_title: row.job_title.clone(), targets })
}

fn of_target(target: &Target) -> TargetMaterial {
    TargetMaterial {
        task: target.task.clone(),
        kpi: target.kpi.clone(),
        weight: target.weight,
        difficulty: Some(target.difficulty),
        ..TargetMaterial::default()
    }
}

fn of_both(target: &Target, own: Option<&SelfEvaluation>, draft: &ManagerDraft) -> TargetMaterial {
    let said = own.and_then(|own| own.items.iter().find(|item| item.key == target.key));
    let mine = draft.item(&target.key);
    TargetMaterial {
        self_rating: said.map(|item| item.rating),
        self_text: said.map(|item| item.result.clone()).unwrap_or_default(),
        rating: mine.and_then(|item| item.rating.parse().ok()),
        comment: mine.map(|item| item.comment.clone()).unwrap_or_default(),
        ..of_target(target)
    }
}

/// Everything that is kept of a prompt, so that its answer can be drawn again.
pub fn stored(prompt: &Prompt) -> Result<String> {
    serde_json::to_string(prompt).map_err(ServiceError::broken)
}

/// Builds the prompt for a tool of the writer's own, with nobody's name in it.
pub async fn hand_out(caller: &Caller, ask: &Ask) -> Result<HandedOut> {
    let prepared = prepare(caller, ask).await?;
    let state = &caller.state;
    let people = identities(state, &prepared.row).await?;
    let plain = prepared.prompt.as_text();
    let disguised = tokio::task::spawn_blocking(move || pseudonyms::disguise_material(&plain, &people))
        .await
        .map_err(ServiceError::broken)?;
    let kept = serde_json::to_string(&disguised.pseudonyms).map_err(ServiceError::broken)?;
    let uow = state.db.begin(&state.clock).await?;
    let new = repo::New {
        field: &prepared.field,
        state: SuggestionState::HandedOut,
        mode: Mode::Web,
        model: "",
        digest: "",
        prompt_hash: &prepared.prompt.hash(),
        prompt: &stored(&prepared.prompt)?,
        options: "",
        seed: 0,
        facts: &prepared.facts,
        pseudonyms: &kept,
        shown: &disguised.text,
    };
    let suggestion = repo::insert(&uow, &prepared.proof, caller.actor, &new).await?;
    uow.commit().await?;
    Ok(HandedOut { suggestion, text: disguised.text, pseudonyms: disguised.pseudonyms, inputs: prepared.inputs })
}

async fn identities(state: &AppState, row: &ReviewRow) -> Result<Vec<Identity>> {
    let everybody = repo::everybody(state.db.read()).await?;
    let is_party = |id| id == row.person_id || Some(id) == row.reviewer_id;
    let identity = |named: repo::Named| Identity {
        is_party: is_party(named.id),
        name: named.full_name,
        email: named.email,
        employee_no: named.employee_no,
    };
    Ok(everybody.into_iter().map(identity).collect())
}

/// The caller's own suggestion; for anybody else there is none.
async fn own<C: ConnectionTrait>(conn: &C, caller: &Caller, id: SuggestionId) -> Result<repo::Row> {
    let found = repo::find(conn, id).await?.filter(|row| row.asked_by == caller.actor.person);
    Ok(found.ok_or(AppError::NotFound)?)
}

/// A model that was just stopped is being written down.
async fn until_settled(caller: &Caller, id: SuggestionId) -> Result<()> {
    for _ in 0..40 {
        if own(caller.state.db.read(), caller, id).await?.state()? != SuggestionState::Running {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    Ok(())
}

/// A suggestion about to be taken over, inside the transaction that does it.
struct Taking {
    uow: crate::server::repo::UnitOfWork,
    found: repo::Row,
    row: ReviewRow,
    proof: Authorized<ReviewId>,
}

async fn taking(caller: &Caller, id: SuggestionId) -> Result<Taking> {
    let state = &caller.state;
    assist::offered(state).await?.ok_or(AppError::NotFound)?;
    until_settled(caller, id).await?;
    let uow = state.db.begin(&state.clock).await?;
    let review = own(uow.conn(), caller, id).await?.review_id;
    let row = held(&uow, caller.actor, review).await?;
    // Read again: nobody else settles it while the review is held.
    let found = own(uow.conn(), caller, id).await?;
    let proof = policy::authorise(caller.actor, action(&found.field()?), &row.facts()?)?;
    Ok(Taking { uow, found, row, proof })
}

/// Notes who took over what, where it came from and how much of it was edited. The text itself is saved as everything that is typed.
pub async fn accept(caller: &Caller, id: SuggestionId, text: &str, pasted: Option<&str>) -> Result<AssistedView> {
    let Taking { mut uow, found, proof, .. } = taking(caller, id).await?;
    let (found, text) = note(&mut uow, caller, &proof, found, text, pasted).await?;
    let at = uow.now();
    uow.commit().await?;
    view(caller, found, &text, Some(at))
}

async fn note(
    uow: &mut crate::server::repo::UnitOfWork,
    caller: &Caller,
    proof: &Authorized<ReviewId>,
    mut found: repo::Row,
    text: &str,
    pasted: Option<&str>,
) -> Result<(repo::Row, String)> {
    let checked = |name: &str, text: &str| {
        let text = validation::normalise_newlines(text);
        match validation::check_required(&text, TEXT) {
            Some(problem) => Err(ServiceError::invalid(name, problem)),
            None => Ok(text),
        }
    };
    let text = checked("text", text)?;
    let state = found.state()?;
    state.after(Step::Accept).ok_or_else(|| AppError::ChangedMeanwhile { now: String::new() })?;
    if state == SuggestionState::HandedOut {
        found.suggestion = checked("pasted", pasted.unwrap_or_default())?;
    }
    let share = u64::from(edited::share_edited(&found.suggestion, &text));
    if !repo::accept(uow, proof, &found, &found.suggestion, share).await? {
        return Err(AppError::ChangedMeanwhile { now: String::new() }.into());
    }
    found.share_edited = i64::try_from(share).ok();
    let entry = Entry::by(caller.actor, "accept_suggestion", "review", found.review_id.0)
        .with(Detail::now("suggestion", found.id.to_string()))
        .with(Detail::now("field", found.field.clone()))
        .with(Detail::now("mode", found.mode.clone()))
        .with(Detail::now("model", found.model.clone()))
        .with(Detail::now("digest", found.digest.clone()))
        .with(Detail::now("prompt_sha256", found.prompt_hash.clone()))
        .with(Detail::now("options", found.options.clone()))
        .with(Detail::now("seed", found.seed.to_string()))
        .with(Detail::now("suggestion_sha256", hex::encode(Sha256::digest(&found.suggestion))))
        .with(Detail::now("text_sha256", hex::encode(Sha256::digest(&text))))
        .with(Detail::now("share_edited_permille", share.to_string()));
    uow.audit(entry);
    Ok((found, text))
}

/// The same without scripts: names are put back here, and the text goes into the draft at once. Answers where to go.
pub async fn take_pasted(caller: &Caller, id: SuggestionId, pasted: &str) -> Result<String> {
    let Taking { mut uow, found, row, proof } = taking(caller, id).await?;
    let pseudonyms: Vec<Pseudonym> = serde_json::from_str(&found.pseudonyms).unwrap_or_default();
    let text = pseudonyms::restore(&validation::normalise_newlines(pasted), &pseudonyms).trim().to_owned();
    if let Some(problem) = validation::check_required(&text, TEXT) {
        return Err(ServiceError::invalid("pasted", problem));
    }
    let field = found.field()?;
    note(&mut uow, caller, &proof, found, &text, Some(&text)).await?;
    let landing = if field.is_own_part() {
        evaluations::put::<Own>(&uow, caller.actor, &row, &field.name(), text, &entropy::short_id()).await?;
        format!("/review?year={}#{field}", row.fiscal_year_id)
    } else {
        evaluations::put::<Manager>(&uow, caller.actor, &row, &field.name(), text, &entropy::short_id()).await?;
        format!("/reviews/{}#{field}", row.id)
    };
    uow.commit().await?;
    Ok(landing)
}

/// Throws it away with all its texts. What was accepted stays.
pub async fn discard(caller: &Caller, id: SuggestionId) -> Result<()> {
    let Taking { uow, found, proof, .. } = taking(caller, id).await?;
    if found.state()?.after(Step::Discard).is_some() {
        repo::discard(&uow, &proof, &found).await?;
        uow.commit().await?;
    }
    Ok(())
}

/// The page for one text.
pub async fn page(caller: &Caller, review: ReviewId, name: &str, handed_out: Option<SuggestionId>) -> Result<TextPage> {
    let state = &caller.state;
    assist::offered(state).await?.ok_or(AppError::NotFound)?;
    let db = state.db.read();
    let row = visible(db, caller.eyes(), caller.actor, review).await?;
    let field: AssistedField = name.parse().map_err(|_| AppError::NotFound)?;
    policy::decide(caller.actor, action(&field), &row.facts()?)?;
    let (approved, _) = approved_targets(db, &row).await?;
    let place =
        field.key().map(|key| approved.iter().position(|target| target.key == *key).ok_or(AppError::NotFound)).transpose()?;
    let text = match field.is_own_part() {
        true => evaluations::text_of(&evaluations::current::<Own, _>(db, &row, &approved).await?, name),
        false => evaluations::text_of(&evaluations::current::<Manager, _>(db, &row, &approved).await?, name),
    };
    let handed_out = match handed_out {
        Some(id) => Some(again(own(db, caller, id).await?, review, name)?),
        None => None,
    };
    Ok(TextPage {
        head: review_heads::head(&row, caller.actor, &state.clock)?,
        field: name.to_owned(),
        target: place.map(|place| place as u64 + 1),
        text,
        handed_out,
    })
}

/// What was handed out, once more.
fn again(found: repo::Row, review: ReviewId, name: &str) -> Result<HandedOut> {
    let is_it = found.review_id == review && found.field == name && found.state()? == SuggestionState::HandedOut;
    if !is_it || found.suggestion.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let pseudonyms: Vec<Pseudonym> = serde_json::from_str(&found.pseudonyms).map_err(ServiceError::broken)?;
    Ok(HandedOut { suggestion: found.id, text: found.suggestion, pseudonyms, inputs: Vec::new() })
}

/// Where the page for one text is.
pub fn address(review: ReviewId, field: &str, handed_out: Option<SuggestionId>) -> String {
    let shown = handed_out.map(|id| format!("?suggestion={id}")).unwrap_or_default();
    format!("/reviews/{review}/assistance/{field}{shown}")
}

fn view(caller: &Caller, found: repo::Row, text: &str, at: Option<Timestamp>) -> Result<AssistedView> {
    let at = at.or(found.settled_at.map(Timestamp)).ok_or_else(|| ServiceError::broken("accepted at no time"))?;
    Ok(AssistedView {
        edited_now: found.edited(text),
        mode: found.mode()?,
        at: caller.state.clock.when(at),
        by: found.asker,
        seed: u64::try_from(found.seed).unwrap_or_default(),
        latency_ms: found.latency_ms.and_then(|ms| u64::try_from(ms).ok()),
        edited: u64::try_from(found.share_edited.unwrap_or_default()).unwrap_or_default(),
        field: found.field,
        model: found.model,
        digest: found.digest,
        prompt_hash: found.prompt_hash,
        options: found.options,
        facts: found.facts,
        suggestion: found.suggestion,
    })
}

/// Where the texts of a review came from: the newest suggestion for each field whose text this reader sees.
pub async fn assisted(caller: &Caller, review: &ReviewView) -> Result<Vec<AssistedView>> {
    let mut views: Vec<AssistedView> = Vec::new();
    for found in repo::accepted(caller.state.db.read(), review.head.review).await? {
        if views.iter().any(|view| view.field == found.field) {
            continue;
        }
        if let Some(text) = shown_text(review, &found.field()?) {
            views.push(view(caller, found, &text, None)?);
        }
    }
    Ok(views)
}

/// The text of a field as this view shows it; nothing where the view does not hold it.
fn shown_text(view: &ReviewView, field: &AssistedField) -> Option<String> {
    let name = field.name();
    match field {
        AssistedField::Result(key) => {
            let draft = view.self_desk.as_ref().map(|desk| evaluations::text_of(&desk.draft, &name));
            let part =
                || view.self_part.as_ref()?.content.items.iter().find(|item| item.key == *key).map(|item| item.result.clone());
            draft.or_else(part)
        }
        AssistedField::Comment(key) => {
            let draft = view.manager_desk.as_ref().map(|desk| evaluations::text_of(&desk.draft, &name));
            let part = || {
                view.manager_part.as_ref()?.content.items.iter().find(|item| item.key == *key).map(|item| item.comment.clone())
            };
            draft.or_else(part)
        }
        AssistedField::Summary => {
            let draft = view.manager_desk.as_ref().map(|desk| evaluations::text_of(&desk.draft, &name));
            draft.or_else(|| view.manager_part.as_ref().map(|part| part.content.summary.clone()))
        }
    }
}
