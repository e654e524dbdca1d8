//! What HR sets up (R35): mode, model, limits and templates. The address of a server is the deployment's business, never HR's.
use super::{
    Mode, Purpose,
    template::{self, Templates},
};
use crate::domain::validation::{Problem, Violation, check_line};
use serde::{Deserialize, Serialize};

/// Bounds within which HR chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub name: &'static str,
    pub least: i64,
    pub most: i64,
}

pub const FIRST_TOKEN: Range = Range { name: "first_token", least: 2, most: 300 };
pub const TOTAL: Range = Range { name: "total", least: 5, most: 600 };
pub const PER_PERSON: Range = Range { name: "per_person", least: 1, most: 5 };
pub const AT_ONCE: Range = Range { name: "at_once", least: 1, most: 100 };
pub const WAITING: Range = Range { name: "waiting", least: 0, most: 1_000 };
pub const WORDS: Range = Range { name: "words", least: 30, most: 600 };

/// Seconds, numbers of suggestions, words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Seconds until a model has said something.
    pub first_token: i64,
    /// Seconds until it has said everything.
    pub total: i64,
    /// Suggestions one person may have under way or waiting.
    pub per_person: i64,
    /// Suggestions under way in the whole company, however many replicas serve it.
    pub at_once: i64,
    /// And so many more may wait.
    pub waiting: i64,
    pub words: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { first_token: 30, total: 120, per_person: 1, at_once: 2, waiting: 50, words: 180 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub mode: Mode,
    /// Empty where no server is asked.
    pub model: String,
    pub limits: Limits,
    pub templates: Templates,
}

/// Mode, model and limits as a form has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub mode: String,
    pub model: String,
    pub first_token: String,
    pub total: String,
    pub per_person: String,
    pub at_once: String,
    pub waiting: String,
    pub words: String,
}

/// Checks a form. `possible` are the modes this deployment has an address for.
pub fn check(form: &SettingsForm, possible: &[Mode], templates: Templates) -> Result<Settings, Vec<Violation>> {
    let mut violations = Vec::new();
    let mode = form.mode.parse::<Mode>().ok().filter(|mode| possible.contains(mode));
    if mode.is_none() {
        violations.push(Violation::new("mode", Problem::Unknown));
    }
    let model = form.model.trim();
    let needs_model = mode.is_some_and(Mode::has_server);
    if let Some(problem) = check_line(model).filter(|problem| needs_model || *problem != Problem::Missing) {
        violations.push(Violation::new("model", problem));
    }
    let mut number = |range: Range, typed: &str| match typed.trim().parse::<i64>() {
        Ok(number) if (range.least..=range.most).contains(&number) => number,
        Ok(_) => {
            violations.push(Violation::new(range.name, Problem::OutOfRange { min: range.least, max: range.most }));
            range.least
        }
        Err(_) => {
            violations.push(Violation::new(range.name, Problem::NotAWholeNumber));
            range.least
        }
    };
    let limits = Limits {
        first_token: number(FIRST_TOKEN, &form.first_token),
        total: number(TOTAL, &form.total),
        per_person: number(PER_PERSON, &form.per_person),
        at_once: number(AT_ONCE, &form.at_once),
        waiting: number(WAITING, &form.waiting),
        words: number(WORDS, &form.words),
    };
    if violations.is_empty() && limits.first_token > limits.total {
        violations.push(Violation::new("first_token", Problem::OutOfRange { min: FIRST_TOKEN.least, max: limits.total }));
    }
    match mode {
        Some(mode) if violations.is_empty() => Ok(Settings { mode, model: model.to_owned(), limits, templates }),
        _ => Err(violations),
    }
}

/// Checks templates as typed; each violation bears its purpose's name.
pub fn check_templates(typed: &Templates) -> Result<Templates, Vec<Violation>> {
    let tidy = |text: &str| crate::domain::validation::normalise_newlines(text).trim().to_owned();
    let templates = Templates { result: tidy(&typed.result), comment: tidy(&typed.comment), summary: tidy(&typed.summary) };
    let wrong = |purpose: Purpose| {
        let problem = template::parse(purpose, templates.of(purpose)).err()?;
        Some(Violation::new(purpose.code(), problem))
    };
    let violations: Vec<_> = Purpose::ALL.into_iter().filter_map(wrong).collect();
    if violations.is_empty() { Ok(templates) } else { Err(violations) }
}
