//! One person's targets and review as they stood when they were handed over (R26). A document, read only.
use crate::{
    api::{
        error::AppError,
        transfers::{HalfThen, HandoverView, Rated, handover},
        wire::{Asked, ask},
    },
    domain::ids::HandoverId,
    ui::{
        areas::Page,
        components::{Loaded, Moment, PageHead, Submission},
        messages::{reviews, states, transfers as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub struct HandoverPage {
    data: Asked<HandoverView>,
}

impl Page for HandoverPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<HandoverId>().ok()));
        HandoverPage {
            data: ask(id, |id| async move {
                match id {
                    Some(id) => handover(id).await,
                    None => Err(AppError::NotFound),
                }
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: HandoverView) -> impl IntoView {
    let HandoverView { head, targets, before, in_force, own, manager, rank } = answer;
    let (year, set, review) = (head.year, states::name(head.set_state), head.review_state.map(reviews::state));
    let meta = move || {
        view! {
            <span>{year.clone()}</span>
            <span class="badge">{set}</span>
            {review.map(|name| view! { <span class="badge">{name}</span> })}
        }
    };
    let has_targets = targets.is_some();
    let reviewed = head.review_state.is_some();
    view! {
        <PageHead title={head.person.name} meta trail={vec![("/handed-over".into(), words::HANDED_OVER.into())]} />
        <Banner tone="info" title={words::as_of(&head.on, head.next.as_deref())} />
        <p class="muted">{words::AS_IT_STOOD} " " <Moment when={head.at} /></p>
        <section class="stack" aria-labelledby="targets">
            <h2 class="card__title" id="targets">
                {words::TARGETS}
            </h2>
            {(!has_targets).then(|| view! { <p class="card muted">{words::NO_TARGETS}</p> })}
            {in_force.then(|| view! { <p class="muted">{words::IN_FORCE}</p> })}
            {targets.map(|now| view! { <Submission now before /> })}
        </section>
        {reviewed.then(|| view! { <Review own manager rank /> })}
    }
    .into_any()
}

#[component]
fn Review(
    #[prop(optional_no_strip)] own: Option<HalfThen>,
    #[prop(optional_no_strip)] manager: Option<HalfThen>,
    #[prop(optional_no_strip)] rank: Option<String>,
) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="review">
            <h2 class="card__title" id="review">
                {words::REVIEW}
            </h2>
            {rank.map(|rank| view! { <p>{words::RANK} ": " <strong>{rank}</strong></p> })}
            <Half title={words::OWN_WORDS} half={own} />
            <Half title={words::YOUR_WORDS} half={manager} />
        </section>
    }
    .into_any()
}

#[component]
fn Half(title: &'static str, #[prop(optional_no_strip)] half: Option<HalfThen>) -> impl IntoView {
    let Some(half) = half else {
        return view! {
            <section class="card stack">
                <h3>{title}</h3>
                <p class="muted">{words::NO_HALF}</p>
            </section>
        }
        .into_any();
    };
    let text = |(title, text): (String, String)| {
        view! {
            <div class="field">
                <p class="field__label">{title}</p>
                <p class="readonly">{text}</p>
            </div>
        }
    };
    let item = |(number, item): (usize, Rated)| {
        let rating = if item.rating.is_empty() { words::NOT_RATED.to_owned() } else { item.rating };
        view! {
            <div class="field">
                <p class="field__label">{words::target(number)} ": " {rating}</p>
                <p class="readonly">{item.text}</p>
            </div>
        }
    };
    view! {
        <section class="card stack">
            <h3>{title}</h3>
            <p class="muted small">
                <Moment when={half.at} />
            </p>
            {(1..).zip(half.items).map(item).collect_view()}
            {half.texts.into_iter().map(text).collect_view()}
        </section>
    }
    .into_any()
}
