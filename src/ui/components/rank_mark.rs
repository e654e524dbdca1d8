//! A rank; where the board decided otherwise, what the score gives stands beside it (R21).
use crate::ui::messages::results as words;
use leptos::prelude::*;

#[component]
pub fn RankMark(
    #[prop(optional_no_strip)] rank: Option<String>,
    #[prop(optional_no_strip)] computed: Option<String>,
) -> impl IntoView {
    let Some(rank) = rank else { return view! { <span class="muted">{words::NONE}</span> }.into_any() };
    let adjusted = computed.is_some();
    let beside = computed.map(|computed| {
        view! {
            <span class="small muted" title={words::ADJUSTED}>
                <span class="visually-hidden">{words::ADJUSTED}</span>
                {words::computed(&computed)}
            </span>
        }
    });
    view! {
        <span class="cluster">
            <span class="rank" data-adjusted={adjusted.then_some("")}>
                {rank}
            </span>
            {beside}
        </span>
    }
    .into_any()
}
