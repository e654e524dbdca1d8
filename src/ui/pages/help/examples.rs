//! Targets written so that they cannot be judged, and so that they can.
use super::help::Part;
use crate::ui::{
    components::Icon,
    messages::help::{self, Example},
};
use leptos::prelude::*;

#[component]
pub fn Examples() -> impl IntoView {
    view! {
        <Part anchor="examples" title={help::EXAMPLES}>
            <div class="stack">
                <p>{help::EXAMPLES_TEXT}</p>
                {help::EXAMPLE_LIST.into_iter().map(|example| view! { <Pair example /> }).collect_view()}
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Pair(example: Example) -> impl IntoView {
    view! {
        <section class="card stack">
            <h3 class="card__title">{example.title}</h3>
            <div class="columns-2">
                <div class="stack stack--tight">
                    <p class="cluster">
                        <span class="badge" data-tone="danger">
                            <Icon name="x" />
                            {help::BAD}
                        </span>
                    </p>
                    <blockquote class="quote">{example.bad}</blockquote>
                </div>
                <div class="stack stack--tight">
                    <p class="cluster">
                        <span class="badge" data-tone="success">
                            <Icon name="check" />
                            {help::GOOD}
                        </span>
                    </p>
                    <blockquote class="quote">{example.good}</blockquote>
                </div>
            </div>
            <p class="muted">
                <strong>{help::WHY}</strong>
                ": "
                {example.why}
            </p>
        </section>
    }
    .into_any()
}
