//! What a panel holds, and everything that is done with it: asking, hearing, stopping, accepting, throwing away.
use super::{
    kept::Kept,
    offer::drawer,
    panel::Spec,
    progress::{Change, Phase, Trouble, change, stopped},
};
use crate::{
    api::{
        assist::{Ask, HandedOut, STREAM, StreamEvent},
        error::AppError,
    },
    domain::ids::SuggestionId,
    ui::{
        drafting::focus::focus_soon,
        platform::{self, Received},
    },
};
use leptos::prelude::*;

/// Everything that changes while one works with it.
#[derive(Clone, Copy)]
pub struct Work {
    pub spec: StoredValue<Spec>,
    pub facts: RwSignal<String>,
    pub text: RwSignal<String>,
    pub phase: RwSignal<Phase>,
    pub inputs: RwSignal<Vec<String>>,
    pub handed_out: RwSignal<Option<HandedOut>>,
    pub suggestion: RwSignal<Option<SuggestionId>>,
    /// The answer of a tool of one's own as it was pasted.
    pasted: RwSignal<Option<String>>,
    /// Something was asked for without a fact.
    pub missing: RwSignal<bool>,
    pub accepting: RwSignal<bool>,
}

impl Work {
    /// With what an earlier visit left; `begun` stands in the field.
    pub fn begin(spec: Spec, kept: Kept) -> Self {
        let Kept { facts, text, suggestion, inputs, handed_out, pasted } = kept;
        let is_there = !text.trim().is_empty() && suggestion.is_some();
        Work {
            spec: StoredValue::new(spec),
            facts: RwSignal::new(facts),
            text: RwSignal::new(text),
            phase: RwSignal::new(if is_there { Phase::Ready { cut: false, stopped: false } } else { Phase::Idle }),
            inputs: RwSignal::new(inputs),
            handed_out: RwSignal::new(handed_out),
            suggestion: RwSignal::new(suggestion),
            pasted: RwSignal::new(pasted),
            missing: RwSignal::new(false),
            accepting: RwSignal::new(false),
        }
    }

    /// There is a suggestion that can be edited and accepted. What failed cannot: the server kept nothing of it.
    pub fn is_usable(self) -> bool {
        let fine = self.phase.with(|phase| !phase.is_busy() && !matches!(phase, Phase::Failed(Trouble::Failure(_))));
        fine && self.suggestion.with(Option::is_some) && self.text.with(|text| !text.is_empty())
    }

    pub fn id(self, part: &str) -> String {
        self.spec.with_value(|spec| format!("assist-{part}-{}", spec.field))
    }

    /// What is to be asked; nothing, and a word about it, while no fact is there.
    pub fn question(self) -> Option<Ask> {
        let facts = self.facts.get_untracked();
        let missing = facts.trim().is_empty();
        self.missing.set(missing);
        if missing {
            focus_soon(self.id("facts"));
            return None;
        }
        Some(self.spec.with_value(|spec| Ask {
            review: spec.review,
            field: spec.field.clone(),
            facts,
            acting_as: spec.stamp.clone(),
        }))
    }

    pub fn ask(self) {
        let Some(json) = self.question().and_then(|ask| platform::to_json(&ask)) else { return };
        self.forget();
        self.phase.set(Phase::Asking);
        // The page's own code hears of it as long as the panel stands.
        platform::post_lines(&self.id("stream"), STREAM, &json, move |received| self.hear(received));
    }

    fn hear(self, received: Received) {
        let Some(phase) = self.phase.try_get_untracked().filter(Phase::is_busy) else { return };
        match received {
            Received::Line(line) => match platform::from_json::<StreamEvent>(&line).map(change) {
                Some(Change::Phase(now)) => self.end_or_go_on(now),
                Some(Change::Begun { suggestion, inputs }) => {
                    self.suggestion.set(Some(suggestion));
                    self.inputs.set(inputs);
                    self.phase.set(Phase::Writing);
                }
                Some(Change::Nothing) => {}
                Some(Change::Text(text)) => self.text.update(|held| held.push_str(&text)),
                None => self.end_or_go_on(Phase::Failed(Trouble::Lost)),
            },
            Received::Refused(told) => {
                let error = platform::from_json(&told).unwrap_or(AppError::Garbled);
                self.end_or_go_on(Phase::Failed(Trouble::Error(error)));
            }
            Received::Over | Received::Lost if phase.is_busy() => self.end_or_go_on(Phase::Failed(Trouble::Lost)),
            Received::Over | Received::Lost => {}
        }
    }

    fn end_or_go_on(self, phase: Phase) {
        let was_busy = self.phase.with_untracked(Phase::is_busy);
        let is_over = !phase.is_busy();
        let is_ready = matches!(phase, Phase::Ready { .. });
        if is_over {
            platform::stop_lines(&self.id("stream"));
        }
        self.phase.set(phase);
        // The button that had the focus is gone; whoever types elsewhere is left there.
        if was_busy && is_ready && !platform::is_in_a_field() {
            focus_soon(self.id("text"));
        }
    }

    pub fn stop(self) {
        platform::stop_lines(&self.id("stream"));
        let phase = self.text.with_untracked(|text| stopped(text));
        if matches!(phase, Phase::Ready { .. }) {
            focus_soon(self.id("text"));
        }
        self.phase.set(phase);
    }

    /// The suggestion, not the facts.
    fn forget(self) {
        self.text.set(String::new());
        self.suggestion.set(None);
        self.pasted.set(None);
    }

    /// An answer was brought from elsewhere.
    pub fn pasted(self, suggestion: SuggestionId, text: String) {
        platform::stop_lines(&self.id("stream"));
        self.suggestion.set(Some(suggestion));
        self.pasted.set(Some(text.clone()));
        self.text.set(text);
        self.phase.set(Phase::Ready { cut: false, stopped: false });
        focus_soon(self.id("text"));
    }

    pub fn discard(self) {
        if let Some(suggestion) = self.suggestion.get_untracked() {
            let stamp = self.spec.with_value(|spec| spec.stamp.clone());
            // Unheard, its texts go by themselves in time.
            leptos::task::spawn_local(async move { drop(crate::api::assist::discard(suggestion, stamp).await) });
        }
        self.forget();
        self.handed_out.set(None);
        self.phase.set(Phase::Idle);
        focus_soon(self.id("facts"));
    }

    pub fn accept(self) {
        let Some(suggestion) = self.suggestion.get_untracked().filter(|_| !self.accepting.get_untracked()) else { return };
        let text = self.text.get_untracked();
        let (stamp, pasted) = (self.spec.with_value(|spec| spec.stamp.clone()), self.pasted.get_untracked());
        self.accepting.set(true);
        leptos::task::spawn_local(async move {
            match crate::api::assist::accept(suggestion, text.clone(), pasted, stamp).await {
                Ok(view) => {
                    let Some(spec) = self.spec.try_get_value() else { return };
                    self.forget();
                    platform::unstore(&drawer(spec.person, spec.review, &spec.field));
                    spec.take.run((text, view));
                    spec.close.run(());
                }
                Err(error) => {
                    self.accepting.try_set(false);
                    self.phase.try_set(Phase::Failed(Trouble::Error(error)));
                }
            }
        });
    }

    pub fn kept(self) -> Kept {
        Kept {
            facts: self.facts.get(),
            text: self.text.get(),
            suggestion: self.suggestion.get(),
            inputs: self.inputs.get_untracked(),
            handed_out: self.handed_out.get(),
            pasted: self.pasted.get_untracked(),
        }
    }
}
