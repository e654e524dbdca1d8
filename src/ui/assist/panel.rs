//! The panel: facts at one side, the suggestion beside them as it is written. Everything in it is text; nothing leaves it for the field
//! before its writer says so, and whatever goes wrong, what was typed stays here and in the browser.
use super::{
    by_hand::ByHand,
    checks::Checks,
    kept::Kept,
    offer::drawer,
    progress::{Phase, Trouble},
    work::Work,
};
use crate::{
    api::assist::AssistedView,
    domain::{
        assist::Mode,
        validation::{Problem, TEXT, Violation},
    },
    ui::{
        components::{Icon, TextArea},
        drafting::focus::focus_soon,
        messages::{assist as words, errors},
        platform,
    },
};
use leptos::prelude::*;
use std::time::Duration;

/// Longest facts, in characters.
const FACTS: usize = 4_000;
/// How long typing may be ahead of the browser's storage.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// What the panel is about, and how it reaches the editor around it.
#[derive(Clone)]
pub struct Spec {
    pub mode: Mode,
    pub review: i64,
    pub person: i64,
    pub stamp: String,
    /// The name of the field's control, and the field in words.
    pub field: String,
    pub label: String,
    /// It stands in the employee's half.
    pub own: bool,
    pub text: RwSignal<String>,
    pub take: Callback<(String, AssistedView)>,
    pub close: Callback<()>,
}

/// Draws the panel, with what an earlier visit left in it.
pub fn show(spec: Spec) -> AnyView {
    let place = drawer(spec.person, spec.review, &spec.field);
    let begun = spec.text.get_untracked();
    let kept = Kept::read(&place).unwrap_or_else(|| Kept { facts: begun.chars().take(FACTS).collect(), ..Kept::default() });
    let work = Work::begin(spec, kept);
    let stream = work.id("stream");
    on_cleanup(move || platform::stop_lines(&stream));
    let waits = StoredValue::new(false);
    let begun = StoredValue::new(begun);
    let place = StoredValue::new(place);
    let keep = move || {
        waits.try_set_value(false);
        // Gone when the panel is: accepted, or closed with everything kept.
        if let (Some(false), Some(begun), Some(place)) =
            (work.accepting.try_get_untracked(), begun.try_get_value(), place.try_get_value())
        {
            untrack(|| work.kept()).write(&place, &begun);
        }
    };
    Effect::new(move |before: Option<Kept>| {
        let kept = work.kept();
        if before.is_some_and(|before| before != kept) && !waits.get_value() {
            waits.set_value(true);
            set_timeout(keep, KEEP_AFTER);
        }
        kept
    });
    // Whoever leaves at once leaves nothing behind.
    let leaves = window_event_listener_untyped("pagehide", move |_| keep());
    on_cleanup(move || leaves.remove());
    focus_soon(work.id("facts"));
    view! { <Panel work /> }.into_any()
}

#[component]
fn Panel(work: Work) -> impl IntoView {
    let (label, own, mode) = work.spec.with_value(|spec| (spec.label.clone(), spec.own, spec.mode));
    let (head, heading, facts) = (work.id("head"), work.id("head"), work.id("facts"));
    let (facts_label, facts_hint) = words::facts(own);
    let missing = Signal::derive(move || match work.missing.get() && work.facts.with(|facts| facts.trim().is_empty()) {
        true => vec![Violation::new("facts", Problem::Missing)],
        false => Vec::new(),
    });
    let violations = {
        let id = facts.clone();
        Signal::derive(move || missing.get().into_iter().map(|found| Violation { field: id.clone(), ..found }).collect())
    };
    let by_hand_first = !mode.has_server();
    // Opened by a failure it stays open; drawn once, so that nothing in it is lost.
    let folded = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || by_hand_first || work.phase.with(|phase| matches!(phase, Phase::Failed(_)))
    });
    view! {
        <section class="assist" aria-labelledby={heading}>
            <h4 class="assist__head" id={head}>
                <Icon name="sparkles" />
                {words::offer_for(&label)}
            </h4>
            <p class="muted small">{words::INTRO}</p>
            <div class="assist__sides">
                <TextArea
                    name={facts.clone()}
                    id={facts}
                    label={facts_label}
                    hint={facts_hint}
                    value={work.facts}
                    violations
                    max={FACTS}
                    rows=7
                />
                <Answer work />
            </div>
            <Status work />
            <Buttons work asks={mode.has_server()} />
            <details class="fold" open={move || folded.get()}>
                <summary>{words::BY_HAND}</summary>
                <div class="fold__body">
                    <ByHand work />
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// The suggestion: read while it is written, edited once it is there.
#[component]
fn Answer(work: Work) -> impl IntoView {
    let is_ready = Memo::new(move |_| work.is_usable());
    move || match is_ready.get() {
        true => {
            let id = work.id("text");
            view! {
                <div class="stack stack--tight">
                    <TextArea
                        name={id.clone()}
                        id
                        label={words::SUGGESTION}
                        hint={words::SUGGESTION_HINT}
                        value={work.text}
                        max={TEXT}
                        rows=7
                    />
                    <Checks text={work.text} inputs={work.inputs} />
                </div>
            }
            .into_any()
        }
        false => view! {
            <div class="field">
                <p class="field__label">{words::SUGGESTION}</p>
                // Announced when it is whole, not word by word.
                <div class="assist__stream" aria-live="polite" aria-busy={move || work.phase.with(Phase::is_busy).to_string()}>
                    {move || match work.text.with(String::is_empty) {
                        true => view! { <p class="muted">{words::NO_SUGGESTION}</p> }.into_any(),
                        false => view! { <p class="readonly">{move || work.text.get()}</p> }.into_any(),
                    }}
                </div>
            </div>
        }
        .into_any(),
    }
}

/// How it stands, politely; what went wrong, at once.
#[component]
fn Status(work: Work) -> impl IntoView {
    let line = move || {
        work.phase.with(|phase| match phase {
            Phase::Asking => words::ASKING.to_owned(),
            Phase::Waiting(ahead) => words::waiting(*ahead),
            Phase::Writing => words::WRITING.to_owned(),
            Phase::Ready { stopped: true, .. } => words::STOPPED.to_owned(),
            Phase::Ready { cut: true, .. } => words::CUT.to_owned(),
            Phase::Ready { .. } => words::ready(work.text.with_untracked(|text| text.split_whitespace().count())),
            Phase::Idle | Phase::Failed(_) => String::new(),
        })
    };
    let trouble = move || {
        work.phase.with(|phase| match phase {
            Phase::Failed(Trouble::Failure(failure)) => Some(words::failure(*failure).to_owned()),
            Phase::Failed(Trouble::Lost) => Some(words::LOST.to_owned()),
            Phase::Failed(Trouble::Error(error)) => {
                let told = errors::form(error);
                Some(format!("{}. {}", told.title, told.body))
            }
            _ => None,
        })
    };
    view! {
        <p class="small assist__status" role="status">
            {line}
        </p>
        {move || {
            trouble()
                .map(|why| {
                    view! {
                        <div class="banner" data-tone="warning" role="alert">
                            <Icon name="warning" />
                            <div class="banner__body">
                                <p class="banner__title">{words::FAILED}</p>
                                <p>{why}</p>
                                <p>{words::SAFE}</p>
                            </div>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Buttons(work: Work, asks: bool) -> impl IntoView {
    let busy = Memo::new(move |_| work.phase.with(Phase::is_busy));
    let has_text = Memo::new(move |_| work.is_usable());
    let again = Memo::new(move |_| has_text.get() || work.phase.with(|phase| matches!(phase, Phase::Failed(_))));
    let ask = move || {
        asks.then(|| match busy.get() {
            true => view! {
                <button class="button" type="button" on:click={move |_| work.stop()}>
                    {words::STOP}
                </button>
            }
            .into_any(),
            false => view! {
                <button class="button" type="button" on:click={move |_| work.ask()}>
                    {move || if again.get() { words::RETRY } else { words::SUGGEST }}
                </button>
            }
            .into_any(),
        })
    };
    let settle = move || {
        has_text.get().then(|| {
            view! {
                <button
                    class="button button--approve"
                    type="button"
                    aria-busy={move || work.accepting.get().then_some("true")}
                    on:click={move |_| work.accept()}
                >
                    <Icon name="check" />
                    {move || if work.accepting.get() { words::ACCEPTING } else { words::ACCEPT }}
                </button>
                <button class="button" type="button" on:click={move |_| work.discard()}>
                    {words::DISCARD}
                </button>
            }
        })
    };
    let close = move |_| work.spec.with_value(|spec| spec.close.run(()));
    view! {
        <div class="button-row">
            {settle} {ask} <button class="button button--quiet" type="button" on:click={close}>
                {words::CLOSE}
            </button>
        </div>
    }
    .into_any()
}
