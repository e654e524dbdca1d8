//! Asking a server of ours for a suggestion (R36): a place in the queue, the model, what it says as it says it, and what is kept of it.
//! Whoever stops listening ends all of it.
use super::suggestions::{Prepared, stored};
use crate::{
    api::assist::StreamEvent,
    domain::{
        actor::Actor,
        assist::{
            failure::Failure,
            suggestion::{Step, SuggestionState},
        },
        ids::SuggestionId,
    },
    server::{
        ai::{
            LanguageModel, Question,
            answer::{self, Answer, Times},
            queue::Place,
        },
        entropy,
        error::Result,
        repo::assist::{self as repo, Outcome},
        state::AppState,
    },
};
use std::time::Duration;
use tokio::sync::mpsc::Sender;

/// How long nothing is said before that is said.
const STILL: Duration = Duration::from_secs(10);

/// How it ended.
enum End {
    Whole,
    Failed(Failure),
    /// Nobody listens any more.
    Left,
}

/// What is known once a model is asked.
#[derive(Default)]
struct Record {
    suggestion: Option<SuggestionId>,
    answer: Answer,
    begun: Duration,
}

/// Asks, and tells what happens until it is over. Its errors are told too: somebody waits.
pub async fn write(state: AppState, actor: Actor, prepared: Prepared, tell: Sender<StreamEvent>) {
    let mut record = Record { begun: state.clock.ticks(), ..Record::default() };
    // Dropped with its future is everything that was held in it: the request to the model, the place in the queue.
    let end = {
        let mut asking = std::pin::pin!(ask(&state, actor, &prepared, &tell, &mut record));
        loop {
            tokio::select! {
                end = &mut asking => break match end {
                    Ok(Ok(())) => End::Whole,
                    Ok(Err(failure)) => End::Failed(failure),
                    Err(error) => {
                        tracing::error!(%error, "a suggestion could not be asked for");
                        End::Failed(Failure::Internal)
                    }
                },
                () = tell.closed() => break End::Left,
                () = tokio::time::sleep(STILL) => drop(tell.try_send(StreamEvent::Still)),
            }
        }
    };
    settle(&state, &prepared, &record, &end).await;
    let _ = match end {
        End::Whole => tell.send(StreamEvent::Done { cut: record.answer.cut }).await,
        End::Failed(failure) => tell.send(StreamEvent::Failed(failure)).await,
        End::Left => Ok(()),
    };
}

async fn ask(
    state: &AppState,
    actor: Actor,
    prepared: &Prepared,
    tell: &Sender<StreamEvent>,
    record: &mut Record,
) -> Result<std::result::Result<(), Failure>> {
    let limits = &prepared.current.settings.limits;
    let mode = prepared.current.mode(state);
    let Some(model) = state.models.of(mode) else { return Ok(Err(Failure::Unreachable)) };
    let place = match Place::take(state, prepared.proof, actor.person, limits).await? {
        Ok(place) => place,
        Err(failure) => return Ok(Err(failure)),
    };
    let served = serve(state, actor, prepared, tell, record, model.as_ref(), &place).await;
    place.give_up().await?;
    served
}

/// Waits for the turn of this place, and listens to the model.
async fn serve(
    state: &AppState,
    actor: Actor,
    prepared: &Prepared,
    tell: &Sender<StreamEvent>,
    record: &mut Record,
    model: &dyn LanguageModel,
    place: &Place,
) -> Result<std::result::Result<(), Failure>> {
    let (settings, limits) = (&prepared.current.settings, &prepared.current.settings.limits);
    let told = |ahead| async move { drop(tell.send(StreamEvent::Waiting(ahead)).await) };
    if let Err(failure) = place.turn(limits, told).await? {
        return Ok(Err(failure));
    }
    record.begun = state.clock.ticks();
    let seconds = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    let times = Times { first_token: seconds(limits.first_token), total: seconds(limits.total) };
    // Which model it really is, before it is asked.
    let details = match tokio::time::timeout(times.first_token, model.details(&settings.model)).await {
        Ok(Ok(details)) => details,
        Ok(Err(failure)) => return Ok(Err(failure)),
        Err(_) => return Ok(Err(Failure::Silent)),
    };
    let seed = u32::from_be_bytes(entropy::bytes()) >> 1;
    let question = Question { model: settings.model.clone(), prompt: prepared.prompt.clone(), options: prepared.options, seed };
    let suggestion = begin(state, actor, prepared, &question, &details.digest).await?;
    record.suggestion = Some(suggestion);
    let started = StreamEvent::Started { suggestion, model: settings.model.clone(), inputs: prepared.inputs.clone() };
    let _ = tell.send(started).await;
    let hear = |text: String| async move { drop(tell.send(StreamEvent::Text(text)).await) };
    let listening = answer::listen(model, &question, times, &state.clock, &mut record.answer, hear);
    tokio::select! {
        heard = listening => Ok(heard),
        () = place.hold() => Ok(Err(Failure::Internal)),
    }
}

/// Written down before the model is asked: what goes out is known whatever becomes of it.
async fn begin(state: &AppState, actor: Actor, prepared: &Prepared, question: &Question, digest: &str) -> Result<SuggestionId> {
    let options = serde_json::to_string(&question.options).map_err(crate::server::error::ServiceError::broken)?;
    let new = repo::New {
        field: &prepared.field,
        state: SuggestionState::Running,
        mode: prepared.current.mode(state),
        model: &question.model,
        digest,
        prompt_hash: &question.prompt.hash(),
        prompt: &stored(&question.prompt)?,
        options: &options,
        seed: question.seed,
        facts: &prepared.facts,
        pseudonyms: "",
        shown: "",
    };
    let uow = state.db.begin(&state.clock).await?;
    let id = repo::insert(&uow, &prepared.proof, actor, &new).await?;
    uow.commit().await?;
    Ok(id)
}

/// Keeps how it ended, and counts it.
async fn settle(state: &AppState, prepared: &Prepared, record: &Record, end: &End) {
    let took = state.clock.ticks().saturating_sub(record.begun);
    let answer = &record.answer;
    let (outcome, step, failure) = match end {
        End::Whole => ("done", Step::Finish, None),
        // What came before it was ended can be used; nothing cannot.
        End::Left if !answer.text.trim().is_empty() => ("stopped", Step::Stop, None),
        End::Left => ("stopped", Step::Fail, None),
        End::Failed(failure) => (failure.code(), Step::Fail, Some(*failure)),
    };
    state.metrics.suggestion(outcome, took, answer.first_token, answer.prompt_tokens, answer.answer_tokens);
    if let Some(failure) = failure {
        // Never what was asked or answered.
        tracing::warn!(failure = failure.code(), mode = prepared.current.settings.mode.code(), "no suggestion");
    }
    let Some(suggestion) = record.suggestion else { return };
    let milliseconds = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let kept = Outcome {
        text: answer.text.trim().to_owned(),
        failure,
        first_token_ms: answer.first_token.map(milliseconds),
        latency_ms: milliseconds(took),
        prompt_tokens: answer.prompt_tokens,
        answer_tokens: answer.answer_tokens,
    };
    let keep = async {
        let uow = state.db.begin(&state.clock).await?;
        repo::finish(&uow, &prepared.proof, suggestion, step, &kept).await?;
        uow.commit().await
    };
    if let Err(error) = keep.await {
        tracing::error!(%error, "how a suggestion ended could not be kept");
    }
}
