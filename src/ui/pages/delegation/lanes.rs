//! The timeline by reviewer: who covers them, hatched where nobody does, today as a line. The table says the same in words.
use crate::{
    api::delegations::{Bar, Lane, Lanes},
    ui::messages::delegation as words,
};
use leptos::prelude::*;

#[component]
pub fn Timeline(lanes: Lanes) -> impl IntoView {
    if lanes.lanes.is_empty() {
        return ().into_any();
    }
    let Lanes { months, today, lanes } = lanes;
    let months = months.into_iter().map(|(at, name)| view! { <span class={format!("at-{at}")}>{name}</span> }).collect_view();
    let mut before = String::new();
    let lanes = lanes
        .into_iter()
        .map(|lane| {
            let again = lane.reviewer == before;
            before.clone_from(&lane.reviewer);
            view! { <LaneRow lane today again /> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="timeline">
            <div class="card__head">
                <h2 class="card__title" id="timeline">
                    {words::TIMELINE}
                </h2>
                <p class="muted small">{words::TIMELINE_EXPLAINED}</p>
            </div>
            <div class="lanes" tabindex="0" role="group" aria-labelledby="timeline">
                <div class="lanes__scale" aria-hidden="true">
                    {months}
                </div>
                {lanes}
            </div>
        </section>
    }
    .into_any()
}

/// `again`: another lane of the same reviewer stands above.
#[component]
fn LaneRow(lane: Lane, today: u8, again: bool) -> impl IntoView {
    let (name, title) = (lane.reviewer.clone(), lane.reviewer);
    view! {
        <div class="lane">
            <span class="lane__label" class:visually-hidden={again} title={title}>
                {name}
            </span>
            {again.then(|| view! { <span class="lane__label" /> })}
            <div class="lane__track">
                {lane.bars.into_iter().map(|bar| view! { <LaneBar bar /> }).collect_view()}
                <span class={format!("lane__today at-{today}")} />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn LaneBar(bar: Bar) -> impl IntoView {
    let Bar { delegation, at, width, standing, delegate, words: said } = bar;
    let place = format!("at-{at} w-{width}");
    let title = said.clone();
    match delegation {
        Some(id) => view! {
            <a
                class={format!("lane__bar {place}")}
                data-tone={words::tone(standing)}
                href={format!("/delegation/{id}")}
                title={title}
                aria-label={said}
            >
                {delegate}
            </a>
        }
        .into_any(),
        None => view! {
            <span class={format!("lane__bar lane__bar--uncovered {place}")} title={title}>
                <span aria-hidden="true">{delegate}</span>
                <span class="visually-hidden">{said}</span>
            </span>
        }
        .into_any(),
    }
}
