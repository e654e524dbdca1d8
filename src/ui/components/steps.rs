//! A way as steps, with "you are here" (R33).
use leptos::prelude::*;

/// `here` counts from zero; of something `closed` every step is done.
#[component]
pub fn Steps(name: &'static str, steps: &'static [&'static str], here: usize, closed: bool) -> impl IntoView {
    view! {
        <ol class="timeline" aria-label={name}>
            {steps
                .iter()
                .enumerate()
                .map(|(step, name)| {
                    let done = step < here || closed;
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
