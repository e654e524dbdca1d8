//! Drawing an answer again (R37): the same prompt, model, options and seed. Whether the same text comes out is the model's business; that
//! they are the same is ours.
use crate::{
    domain::{
        assist::{Mode, edited::share_edited, prompt::Prompt, settings::Limits},
        ids::SuggestionId,
    },
    server::{
        ai::{
            Models, Options, Question,
            answer::{self, Answer, Times},
        },
        clock::Clock,
        config::Config,
        error::{Result, ServiceError},
        repo::{Db, assist as repo},
    },
};
use std::{process::ExitCode, time::Duration};

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    NoSuchSuggestion,
    /// No server wrote it, or its texts are gone.
    NothingToReplay,
    /// The stored prompt is not the one that was recorded.
    PromptChanged,
    /// The server has another model of that name, or none; what was recorded and what is there.
    ModelChanged {
        was: String,
        is: String,
    },
    Failed(&'static str),
    Same,
    /// By how much, in thousandths of the words.
    Differs(u16),
}

/// Prints what came out. 0 when the text is the same, else 1.
pub async fn run(config: &Config, clock: &Clock, id: i64) -> Result<ExitCode> {
    let db = Db::connect(config).await?;
    let models = Models::new(&config.assist).map_err(ServiceError::broken)?;
    let replay = replay(&db, &models, clock, SuggestionId(id)).await?;
    println!("{}", said(&replay));
    Ok(if replay == Replay::Same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn said(replay: &Replay) -> String {
    match replay {
        Replay::NoSuchSuggestion => "There is no suggestion of that number.".into(),
        Replay::NothingToReplay => "Nothing to replay: no server wrote it, or it was thrown away or anonymised.".into(),
        Replay::PromptChanged => "NOT THE SAME PROMPT: the stored prompt does not have the recorded hash.".into(),
        Replay::ModelChanged { was, is } => {
            format!("Not the same model: recorded digest {was}, the server has {}.", if is.is_empty() { "none" } else { is })
        }
        Replay::Failed(failure) => format!("The model could not be asked: {failure}."),
        Replay::Same => "Same prompt, model, options and seed: the text is reproduced, word for word.".into(),
        Replay::Differs(share) => {
            format!("Same prompt, model, options and seed, but the text differs in {}.{} % of its words.", share / 10, share % 10)
        }
    }
}

pub async fn replay(db: &Db, models: &Models, clock: &Clock, id: SuggestionId) -> Result<Replay> {
    let Some(found) = repo::find(db.read(), id).await? else { return Ok(Replay::NoSuchSuggestion) };
    let mode: Mode = found.mode()?;
    let prompt: Option<Prompt> = serde_json::from_str(&found.prompt).ok();
    let options: Option<Options> = serde_json::from_str(&found.options).ok();
    let (Some(prompt), Some(options), true) = (prompt, options, mode.has_server() && !found.suggestion.is_empty()) else {
        return Ok(Replay::NothingToReplay);
    };
    if prompt.hash() != found.prompt_hash {
        return Ok(Replay::PromptChanged);
    }
    let Some(model) = models.of(mode) else { return Ok(Replay::Failed("no address is configured")) };
    let digest = match model.details(&found.model).await {
        Ok(details) => details.digest,
        Err(failure) => return Ok(Replay::Failed(failure.code())),
    };
    if digest != found.digest {
        return Ok(Replay::ModelChanged { was: found.digest, is: digest });
    }
    let limits: Limits = repo::settings(db.read()).await?.map_or_else(Limits::default, |(_, settings)| settings.limits);
    let seconds = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    let times = Times { first_token: seconds(limits.first_token), total: seconds(limits.total) };
    let seed = u32::try_from(found.seed).map_err(ServiceError::broken)?;
    let question = Question { model: found.model, prompt, options, seed };
    let mut answer = Answer::default();
    if let Err(failure) = answer::listen(model.as_ref(), &question, times, clock, &mut answer, |_| async {}).await {
        return Ok(Replay::Failed(failure.code()));
    }
    let text = answer.text.trim();
    Ok(if text == found.suggestion { Replay::Same } else { Replay::Differs(share_edited(&found.suggestion, text).max(1)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_as_percent() {
        assert!(said(&Replay::Differs(125)).contains("12.5 %"));
        assert!(said(&Replay::ModelChanged { was: "a".into(), is: String::new() }).contains("has none"));
    }
}
