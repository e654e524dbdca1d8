//! How much waits for each reviewer, as bars with their numbers.
use crate::{
    api::delegations::LoadRow,
    ui::{components::state_bar::percents, messages::delegation as words},
};
use leptos::prelude::*;

#[component]
pub fn LoadCard(load: Vec<LoadRow>, more: u64) -> impl IntoView {
    let most = load.iter().map(LoadRow::carried).max().unwrap_or_default();
    let bars = if most == 0 && load.iter().all(|row| row.covered == 0) {
        view! { <p class="muted">{words::LOAD_NONE}</p> }.into_any()
    } else {
        view! {
            <ul class="load">{load.into_iter().map(|row| view! { <LoadBar row most /> }).collect_view()}</ul>
            <ul class="legend">
                <li>
                    <span class="load__key" data-tone="info" />
                    {words::OWN}
                </li>
                <li>
                    <span class="load__key" data-tone="warning" />
                    {words::FOR_OTHERS}
                </li>
            </ul>
        }
        .into_any()
    };
    view! {
        <section class="card stack" aria-labelledby="load">
            <h2 class="card__title" id="load">
                {words::LOAD}
            </h2>
            <p class="muted small">{words::LOAD_EXPLAINED}</p>
            {bars}
            {(more > 0).then(|| view! { <p class="muted small">{words::more_load(more)}</p> })}
        </section>
    }
    .into_any()
}

#[component]
fn LoadBar(row: LoadRow, most: u64) -> impl IntoView {
    let rest = most.saturating_sub(row.carried());
    let shares = percents(&[row.own, row.for_others, rest]);
    let part = |share: u64, tone: &'static str| {
        (share > 0).then(|| view! { <span class={format!("bar__part w-{share}")} data-tone={tone} /> })
    };
    let said = words::of_load(row.own, row.for_others);
    view! {
        <li class="load__row">
            <span class="load__name">{row.name.clone()}</span>
            <span class="num">{row.carried()}</span>
            <div class="bar" aria-hidden="true">
                {part(shares[0], "info")}
                {part(shares[1], "warning")}
            </div>
            <span class="muted small">
                {said} {(row.covered > 0).then(|| format!(" · {}", words::covered_by_others(row.covered)))}
            </span>
        </li>
    }
    .into_any()
}
