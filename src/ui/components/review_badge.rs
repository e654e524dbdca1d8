//! Where a review stands, in a word and a dial, in the colours its bar has.
use crate::{
    domain::review::ReviewState,
    ui::messages::{reviews, states},
};
use leptos::prelude::*;

#[component]
pub fn ReviewBadge(state: ReviewState, #[prop(optional)] exempt: bool) -> impl IntoView {
    let (code, words) = if exempt { ("exempt", states::EXEMPT) } else { (state.code(), reviews::state(state)) };
    view! {
        <span class="state-badge" data-state={code}>
            {words}
        </span>
    }
    .into_any()
}
