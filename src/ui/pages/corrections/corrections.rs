//! Everything about the corrections of one archived review: what waits, what can be corrected, what was.
use super::{correct::Correct, decide::Waiting};
use crate::{
    api::{
        corrections::{CorrectReview, CorrectionState, CorrectionsPage as Answer, DecideCorrection, corrections},
        error::AppError,
        wire::{Asked, ask},
    },
    domain::ids::ReviewId,
    ui::{
        areas::Page,
        components::{Loaded, PageHead, Posting},
        messages::{corrections as words, years},
        pages::{evaluation::corrected::Corrections, people::banner::Banner},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

pub struct CorrectionsPage {
    data: Asked<Answer>,
    correct: Posting,
    decide: Posting,
}

impl Page for CorrectionsPage {
    fn data() -> Self {
        let params = use_params_map();
        let asked = move || params.with(|params| params.get_str("review").and_then(|id| id.parse::<ReviewId>().ok()));
        let data = ask(asked, |review| async move {
            match review {
                Some(review) => corrections(review).await,
                None => Err(AppError::NotFound),
            }
        });
        CorrectionsPage { data, correct: Posting::to::<CorrectReview>(), decide: Posting::to::<DecideCorrection>() }
    }

    fn view(this: Self) -> AnyView {
        let CorrectionsPage { data, correct, decide } = this;
        view! { <Loaded data view={move |answer| view! { <Body answer correct decide /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: Answer, correct: Posting, decide: Posting) -> impl IntoView {
    let Answer { head, fields, corrections, seen, kept } = answer;
    let review = head.review;
    let year = years::archived(&head.year.name);
    let trail = vec![(format!("/reviews/{review}"), head.owner.name.clone())];
    let (waiting, decided): (Vec<_>, Vec<_>) =
        corrections.into_iter().partition(|correction| correction.state == CorrectionState::Waiting);
    let may_correct = !fields.is_empty();
    let nothing = decided.is_empty();
    view! {
        <PageHead
            title={words::of(&head.owner.name)}
            trail
            meta={move || {
                view! {
                    <span class="badge" data-tone="neutral">
                        {year.clone()}
                    </span>
                }
            }}
        />
        <Done />
        <p class="muted">{words::INTRO}</p>
        <Waiting waiting seen action={decide} />
        {may_correct.then(|| view! { <Correct review fields seen kept action={correct} /> })}
        <Corrections corrections={decided} />
        {nothing.then(|| view! { <p class="muted">{words::NONE}</p> })}
        <p>
            <a href={format!("/reviews/{review}")}>{words::TO_REVIEW}</a>
        </p>
    }
    .into_any()
}

#[component]
fn Done() -> impl IntoView {
    let query = use_query_map();
    move || {
        let done = query.with(|query| {
            let refused = query.get_str("__err").is_some();
            query.get_str("done").filter(|_| !refused).and_then(words::done)
        });
        done.map(|(title, body)| view! { <Banner tone="success" title body /> })
    }
}
