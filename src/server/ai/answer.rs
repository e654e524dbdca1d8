//! One answer within its limits: time until the first word, time for all of it, length.
use super::{LanguageModel, Piece, Question, Result};
use crate::{
    domain::{assist::failure::Failure, validation::TEXT},
    server::clock::Clock,
};
use std::time::Duration;
use tokio::time::timeout;

#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub first_token: Duration,
    pub total: Duration,
}

/// What has come so far. Kept outside of the asking, so that it is there when that is ended.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub text: String,
    pub cut: bool,
    pub first_token: Option<Duration>,
    pub prompt_tokens: Option<u64>,
    pub answer_tokens: Option<u64>,
}

/// Asks and listens until the answer is whole. `hear` gets each piece of text at once; dropping the future ends the request.
pub async fn listen<F, Heard>(
    model: &dyn LanguageModel,
    question: &Question,
    times: Times,
    clock: &Clock,
    answer: &mut Answer,
    mut hear: F,
) -> Result<()>
where
    F: FnMut(String) -> Heard,
    Heard: Future<Output = ()>,
{
    let begun = clock.ticks();
    let all = async {
        let first = async {
            let mut answering = model.chat(question).await?;
            let first = answering.next().await?;
            Ok::<_, Failure>((answering, first))
        };
        let (mut answering, mut piece) = timeout(times.first_token, first).await.map_err(|_| Failure::Silent)??;
        answer.first_token = Some(clock.ticks().saturating_sub(begun));
        loop {
            match piece {
                None => return Err(Failure::BrokenOff),
                Some(Piece::End { cut, prompt_tokens, answer_tokens }) => {
                    (answer.cut, answer.prompt_tokens, answer.answer_tokens) = (cut, prompt_tokens, answer_tokens);
                    return if answer.text.trim().is_empty() { Err(Failure::Empty) } else { Ok(()) };
                }
                Some(Piece::Text(text)) => {
                    let text = plain(&text);
                    if answer.text.len() + text.len() > TEXT {
                        return Err(Failure::TooLong);
                    }
                    answer.text.push_str(&text);
                    if !text.is_empty() {
                        hear(text).await;
                    }
                }
            }
            piece = answering.next().await?;
        }
    };
    timeout(times.total, all).await.map_err(|_| Failure::TooSlow)?
}

/// Text without what nobody sees and what moves a terminal's cursor: it will stand in a field that takes none of it.
fn plain(text: &str) -> String {
    let reorders = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e0fff}');
    text.chars().filter(|c| (!c.is_control() || matches!(c, '\n' | '\t')) && !reorders(*c)).collect()
}
