//! A moment in the company's time: short on the page, whole in the tooltip.
use crate::api::views::When;
use leptos::prelude::*;

#[component]
pub fn Moment(when: When, #[prop(optional)] with_time: bool) -> impl IntoView {
    let text = if with_time { format!("{}, {}", when.day, when.time) } else { when.day };
    view! {
        <time datetime={when.iso} title={when.full}>
            {text}
        </time>
    }
}
