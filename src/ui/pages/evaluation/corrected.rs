//! What was corrected in an archived review (R41): before and after, why, who and when, for everybody who may read that half; and
//! the mark beside a value that is no longer the one that was handed over.
use crate::{
    api::{
        corrections::{CorrectionState, CorrectionView},
        reviews::ReviewView,
    },
    ui::{components::Moment, messages::corrections as words},
};
use leptos::prelude::*;

/// The names of the fields that were corrected, for the marks.
#[derive(Clone)]
struct CorrectedFields(Vec<String>);

/// To be called above the halves.
pub fn provide(corrections: &[CorrectionView]) {
    let applied = corrections.iter().filter(|correction| correction.state == CorrectionState::Applied);
    provide_context(CorrectedFields(applied.map(|correction| correction.field.clone()).collect()));
}

/// The mark, when this field was corrected.
pub fn mark(field: &str) -> AnyView {
    let corrected = use_context::<CorrectedFields>().is_some_and(|fields| fields.0.iter().any(|name| name == field));
    corrected
        .then(|| {
            view! {
                <a class="badge" data-tone="warning" href="#corrections">
                    {words::CORRECTED}
                </a>
            }
        })
        .into_any()
}

#[component]
pub fn Corrections(corrections: Vec<CorrectionView>) -> impl IntoView {
    if corrections.is_empty() {
        return ().into_any();
    }
    let items = corrections.into_iter().map(|correction| view! { <Correction correction /> }).collect_view();
    view! {
        <section class="section" id="corrections" tabindex="-1" aria-labelledby="corrections-head">
            <div class="section__head">
                <h2 id="corrections-head">{words::HISTORY}</h2>
            </div>
            <ol class="stack plain-list">{items}</ol>
        </section>
    }
    .into_any()
}

#[component]
pub fn Correction(correction: CorrectionView, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let CorrectionView { state, field, target, .. } = correction.clone();
    let by = words::proposed_by(&correction);
    let refused = state == CorrectionState::Refused;
    let mark = match state {
        CorrectionState::Applied => None,
        CorrectionState::Waiting => Some(("warning", words::WAITING)),
        CorrectionState::Refused => Some(("neutral", words::REFUSED)),
    };
    let after = if state == CorrectionState::Applied { words::AFTER } else { words::WOULD_BE };
    let score = correction.score.map(|(old, new)| (words::score_name(&field), old.to_string(), new.to_string()));
    let rank = correction.rank.map(|(old, new)| (words::RANK, old, new));
    let figures = [score, rank].into_iter().flatten().map(|(name, old, new)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="num">
                    <del>{old}</del>
                    " "
                    <ins>{new}</ins>
                </dd>
            </div>
        }
    });
    let decided = correction.decided.map(|(who, role, at)| {
        view! {
            "; "
            {words::decided_by(&who, role, refused)}
            ", "
            <Moment when={at} with_time=true />
        }
    });
    let note = (!correction.note.is_empty()).then(|| {
        view! { <p class="small">{words::NOTE} ": " <span class="readonly">{correction.note}</span></p> }
    });
    view! {
        <li class="card stack stack--tight">
            <h3 class="cluster">
                {words::field(&field, target)}
                {mark
                    .map(|(tone, words)| {
                        view! {
                            <span class="badge" data-tone={tone}>
                                {words}
                            </span>
                        }
                    })}
            </h3>
            <dl class="dl">
                <div>
                    <dt>{words::BEFORE}</dt>
                    <dd class="readonly">{words::value(&field, &correction.old)}</dd>
                </div>
                <div>
                    <dt>{after}</dt>
                    <dd class="readonly">{words::value(&field, &correction.new)}</dd>
                </div>
                {figures.collect_view()}
                <div>
                    <dt>{words::REASON}</dt>
                    <dd class="readonly">{correction.reason}</dd>
                </div>
            </dl>
            <p class="muted small">{by} ", " <Moment when={correction.at} with_time=true /> {decided}</p>
            {note}
            {children.map(|children| children())}
        </li>
    }
    .into_any()
}

/// The ways to the page where HR corrects and the director and the board decide.
#[component]
pub fn CorrectionLinks(view: ReviewView) -> impl IntoView {
    let href = format!("/reviews/{}/corrections", view.head.review);
    let link = |text: &'static str| {
        let href = href.clone();
        view! {
            <a class="button" href={href} rel="external">
                {text}
            </a>
        }
    };
    let correct = view.may.correct.then(|| link(words::CORRECT_LINK));
    let decide = view.may.decide_correction.then(|| link(words::DECIDE_LINK));
    (correct.is_some() || decide.is_some())
        .then(|| view! { <div class="button-row no-print">{decide} {correct}</div> })
        .into_any()
}
