//! The states of a bar in words and numbers, each leading to the people behind it.
use super::state_bar::{Counted, set_states};
use crate::api::views::StateCounts;
use leptos::prelude::*;

/// `href` makes the address for a state's code.
#[component]
pub fn StateLegend(counts: StateCounts, href: impl Fn(&'static str) -> String, label: &'static str) -> impl IntoView {
    let parts = set_states(&counts).into_iter().map(|part| (part, Some(href(part.0)))).collect();
    view! { <CountLegend parts label /> }
}

/// Parts without an address are words only.
#[component]
pub fn CountLegend(parts: Vec<(Counted, Option<String>)>, label: &'static str) -> impl IntoView {
    let name = |name: &'static str, href: Option<String>| match href {
        Some(href) => view! { <a href={href}>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! {
        <ul class="legend" aria-label={label}>
            {parts
                .into_iter()
                .map(|((code, words, count), href)| {
                    view! { <li data-state={code}>{name(words, href)} <b class="num">{count}</b></li> }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}
