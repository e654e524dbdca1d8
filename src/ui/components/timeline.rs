//! The way of a target set as steps, with "you are here" (R33).
use crate::{domain::target::SetState, ui::messages::states};
use leptos::prelude::*;

#[component]
pub fn Timeline(state: SetState) -> impl IntoView {
    let here = state.step();
    view! {
        <ol class="timeline" aria-label={states::TIMELINE}>
            {states::STEPS
                .iter()
                .enumerate()
                .map(|(step, name)| {
                    let done = step < here || state.is_closed();
                    let mark = if done { "done" } else if step == here { "current" } else { "todo" };
                    view! {
                        <li data-state={mark} aria-current={(mark == "current").then_some("step")}>
                            <span class="timeline__label">{*name}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}
