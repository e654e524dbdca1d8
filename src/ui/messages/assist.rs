//! Words of the writing assistance: the panel in the editors, the page without scripts, the mark on what was taken over, HR's page.
use crate::domain::assist::{Mode, Purpose, failure::Failure, invented::Kind};

pub const OFFER: &str = "Help with writing";

/// "Help with writing: Target 2: Result".
pub fn offer_for(label: &str) -> String {
    format!("{OFFER}: {label}")
}

// The panel.
pub const INTRO: &str = "A suggestion uses only what stands here and in the target. If you accept one, what you typed here and the suggestion stay readable beside your text, for everybody who may read it.";
pub const FACTS_OWN: &str = "Your facts";
pub const FACTS_OWN_HINT: &str = "In bullet points: what was reached, the figures, what you did, what is still open.";
pub const FACTS_NOTES: &str = "Your notes";
pub const FACTS_NOTES_HINT: &str = "In bullet points: what you saw, what it means for the rating, what comes next.";
pub const SUGGEST: &str = "Suggest a text";
pub const RETRY: &str = "Try again";
pub const STOP: &str = "Stop";
pub const ACCEPT: &str = "Accept";
pub const ACCEPTING: &str = "Accepting…";
pub const DISCARD: &str = "Discard";
pub const CLOSE: &str = "Close";
pub const SUGGESTION: &str = "Suggestion";
pub const SUGGESTION_HINT: &str =
    "Change what you like. Nothing is taken over before you accept it; then it replaces what stands in the field.";
pub const NO_SUGGESTION: &str = "The suggestion will stand here, beside your facts.";
pub const ASKING: &str = "Asking…";
pub const WRITING: &str = "Writing…";
pub const STOPPED: &str = "Stopped. You can use what has come, or try again.";
pub const CUT: &str = "The model stopped at its limit: the end may be missing.";
pub const TAKEN: &str = "The suggestion stands in your text.";
pub const FACTS_MISSING: &str = "Write down at least one fact first.";

pub fn waiting(ahead: u64) -> String {
    match ahead {
        0 | 1 => "You are next. It begins as soon as a place is free.".into(),
        ahead => format!("{} are served before you. It begins by itself.", ahead - 1),
    }
}

pub fn ready(words: usize) -> String {
    format!("The suggestion is there: {words} words. Read it before you accept it.")
}

pub fn facts(own: bool) -> (&'static str, &'static str) {
    if own { (FACTS_OWN, FACTS_OWN_HINT) } else { (FACTS_NOTES, FACTS_NOTES_HINT) }
}

// What stands in none of the facts.
pub fn marks(count: usize) -> String {
    match count {
        1 => "One thing stands in none of your facts. Check it:".into(),
        count => format!("{count} things stand in none of your facts. Check them:"),
    }
}

pub const NO_MARKS: &str = "Every number, date and name stands in your facts.";

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "Number",
        Kind::Date => "Date",
        Kind::Name => "Name",
    }
}

// Copy and paste.
pub const BY_HAND: &str = "With a tool of your own";
pub const BY_HAND_INTRO: &str = "Copy the prompt into a tool you may use for this, and paste its answer here. Names, mail addresses and employee ids are exchanged before anything leaves, and put back in the answer.";
pub const MAKE_PROMPT: &str = "Show the prompt";
pub const MAKING_PROMPT: &str = "Making the prompt…";
pub const PROMPT: &str = "This is what leaves the company";
pub const COPY: &str = "Copy the prompt";
pub const COPIED: &str = "Copied. Paste it into your tool.";
pub const NOT_COPIED: &str = "Your browser did not copy it. Select the text and copy it yourself.";
pub const EXCHANGED: &str = "Exchanged for";
pub const ORIGINAL_NAME: &str = "Stands in your texts";
pub const EXCHANGED_CAPTION: &str = "What is exchanged in the prompt and put back in the answer";
pub const NOTHING_EXCHANGED: &str = "Nobody is named in this prompt.";
pub const CHECK_IT: &str =
    "Read it before you copy it. Somebody who is called by a first name alone, or by a nickname, may still be in it.";
pub const ANSWER: &str = "The tool's answer";
pub const ANSWER_HINT: &str = "Paste all of it.";
pub const USE_ANSWER: &str = "Use the answer";
pub const TAKE_ANSWER: &str = "Put the answer into the text";
pub const TAKE_ANSWER_HINT: &str = "It replaces what stands in the field, marked as AI-assisted. You can change it there.";
pub const NOW_THERE: &str = "What stands in the field now";
pub const BACK: &str = "Back to the review";

// Why there is none.
pub const FAILED: &str = "No suggestion this time";
pub const SAFE: &str = "Everything you typed is still here. Try again, or use a tool of your own below.";
pub const LOST: &str = "The connection was lost before the suggestion was complete.";

pub fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Unreachable => "The model server does not answer.",
        Failure::Silent => "The model said nothing in the time it has.",
        Failure::TooSlow => "The model did not finish in the time it has.",
        Failure::BrokenOff => "The model server broke off in the middle.",
        Failure::Garbage => "What the model server sent cannot be read.",
        Failure::TooLong => "The model did not stop writing, so it was cut off.",
        Failure::Empty => "The model answered nothing.",
        Failure::NoSuchModel => "The model server does not have the model that is set up. HR can choose another one.",
        Failure::Redirected => "The model server sends us to another address, where we do not go.",
        Failure::NotAllowed => "The model server does not let us in.",
        Failure::Refused { .. } => "The model server says that it cannot answer now.",
        Failure::OwnLimit => "Another suggestion of yours is still under way, perhaps in another tab. Stop it or wait for it.",
        Failure::QueueFull => "Too many people are waiting already. Try again in a few minutes.",
        Failure::Leaving => "The server is being restarted. Try again in a moment.",
        Failure::Internal => "Something of ours went wrong; it was recorded.",
    }
}

// The mark on what was taken over.
pub const ASSISTED: &str = "AI-assisted";
pub const ORIGINAL: &str = "The original";
pub const SUGGESTED: &str = "As it was suggested";
pub const HOW: &str = "Where it came from";
pub const EDITED: &str = "Edited";
pub const ACCEPTED: &str = "Accepted";

pub fn original_of(name: &str) -> String {
    format!("{ORIGINAL}, as {name} typed it")
}

pub fn accepted_by(name: &str) -> String {
    format!("by {name}")
}

pub fn share(permille: u64) -> String {
    match permille % 10 {
        0 => format!("{} %", permille / 10),
        tenth => format!("{}.{tenth} %", permille / 10),
    }
}

/// "12.5 % of the words when it was accepted, 40 % as it stands now".
pub fn edited(then: u64, now: u64) -> String {
    if then == now {
        return format!("{} of the words", share(then));
    }
    format!("{} of the words when it was accepted, {} as it stands now", share(then), share(now))
}

pub fn came_from(mode: Mode, model: &str) -> String {
    match mode {
        Mode::Off | Mode::Web => "A tool of the writer's own".into(),
        Mode::Local => format!("The company's Ollama, model {model}"),
        Mode::Openai => format!("A server that speaks OpenAI's protocol, model {model}"),
    }
}

pub const DIGEST: &str = "Digest of the model";
pub const PROMPT_HASH: &str = "SHA-256 of the prompt";
pub const OPTIONS: &str = "Options and seed";
pub const LATENCY: &str = "Time it took";

pub fn seconds(milliseconds: u64) -> String {
    format!("{}.{} s", milliseconds / 1_000, milliseconds % 1_000 / 100)
}

// HR's page.
pub const TITLE: &str = "Writing assistance";
pub const PAGE_INTRO: &str = "Help with explanations, comments and summaries. Nothing is taken over without a click, every accepted text is marked, and everything works without it.";
pub const CONFIGURATION_BODY: &str = "Whether and how people are helped with their texts: by a model server of the company's, by a tool of their own, or not at all.";
pub const OPEN: &str = "Writing assistance";
pub const HOW_TITLE: &str = "How it is given";
pub const MODE: &str = "Mode";
pub const MODEL: &str = "Model";
pub const MODEL_HINT: &str = "As the server calls it.";
pub const MODEL_HINT_NONE: &str = "Choose and save a mode with a server first; then its models are listed here.";
pub const MODEL_GONE: &str = "the server does not have it";
pub const NO_MODEL: &str = "None";
pub const LIMITS: &str = "Limits";
pub const TEMPLATES: &str = "Templates";
pub const TEMPLATES_INTRO: &str = "What is said around people's material. Names in braces are replaced by it; each of its lines begins with a bar, so that a model can tell it from what you say. Before your words always stand ours: facts are never instructions, nothing is to be added.";
pub const PLACES: &str = "Places";
pub const NEEDED: &str = "needed";
pub const PREVIEW: &str = "Preview with sample facts";
pub const TEST: &str = "Test the connection";
pub const TEST_HINT: &str = "Asks the server of the saved mode which version it is and whether it has the saved model.";
pub const TEST_TITLE: &str = "Connection";
pub const NO_SERVER: &str = "The saved mode asks no server, so there is nothing to test.";
pub const USAGE: &str = "Use in the last 30 days";
pub const SAVE: &str = "Save";
pub const SAVE_TEMPLATES: &str = "Save the templates";
pub const ADDRESSES: &str = "Where servers are is part of the deployment's configuration and cannot be changed here.";

pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Off => "Off",
        Mode::Web => "Copy and paste with a tool of one's own",
        Mode::Local => "The company's Ollama server",
        Mode::Openai => "A server that speaks OpenAI's protocol",
    }
}

/// Beside a limit: its label and what it means.
pub fn limit(name: &str) -> (&'static str, &'static str) {
    match name {
        "first_token" => ("Seconds until the first word", "2 to 300. A model that says nothing for so long is given up."),
        "total" => ("Seconds for all of it", "5 to 600."),
        "per_person" => ("At a time, per person", "1 to 5."),
        "at_once" => (
            "At a time, in the whole company",
            "1 to 100, however many replicas there are. As many as the server can write at once.",
        ),
        "waiting" => ("Waiting, at most", "0 to 1,000. Who comes later is told to try again."),
        "words" => ("Words of a suggestion, at most", "30 to 600."),
        _ => ("", ""),
    }
}

pub fn purpose(code: &str) -> &'static str {
    match code.parse() {
        Ok(Purpose::Result) => "Result explanation, for employees",
        Ok(Purpose::Comment) => "Comment on a target, for reviewers",
        Ok(Purpose::Summary) => "Overall summary, for reviewers",
        Err(()) => "",
    }
}

pub fn version_is(version: &str) -> String {
    format!("{version} answers.")
}

pub fn model_is(model: &str, about: &str) -> String {
    if about.is_empty() { format!("It has {model}.") } else { format!("It has {model} ({about}).") }
}

pub const ASKED: &str = "asked for";
pub const COPIED_BY_HAND: &str = "of them by copy and paste";
pub const TAKEN_OVER: &str = "accepted";
pub const THROWN_AWAY: &str = "discarded";
pub const WITHOUT: &str = "failed";
pub const PEOPLE: &str = "people";
pub const TOKENS: &str = "tokens";
pub const EDITED_ON_AVERAGE: &str = "edited, on average";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_times_are_said_without_needless_digits() {
        assert_eq!((share(0), share(125), share(1_000)), ("0 %".into(), "12.5 %".into(), "100 %".into()));
        assert_eq!(edited(125, 400), "12.5 % of the words when it was accepted, 40 % as it stands now");
        assert_eq!(edited(0, 0), "0 % of the words");
        assert_eq!(seconds(1_234), "1.2 s");
        assert_eq!(waiting(3), "2 are served before you. It begins by itself.");
    }
}
