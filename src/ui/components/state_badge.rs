//! Where a set stands, in a word and a colour.
use crate::{domain::target::SetState, ui::messages::states};
use leptos::prelude::*;

#[component]
pub fn StateBadge(state: SetState, #[prop(optional)] exempt: bool) -> impl IntoView {
    let (code, words) = if exempt { ("exempt", states::EXEMPT) } else { (state.code(), states::name(state)) };
    view! {
        <span class="state-badge" data-state={code}>
            {words}
        </span>
    }
}
