//! What should be seen to before the next window opens, each with the way to it (R29a).
use crate::{
    api::years::Readiness,
    ui::{components::Icon, messages::years as words},
};
use leptos::prelude::*;

#[component]
pub fn ReadinessList(year: String, lacks: Vec<Readiness>) -> impl IntoView {
    if lacks.is_empty() {
        return view! {
            <p class="cluster">
                <Icon name="check" />
                {words::READY}
            </p>
        }
        .into_any();
    }
    view! {
        <div class="stack stack--tight">
            <h3>{words::of_year(words::READINESS, &year)}</h3>
            <ul class="list">{lacks.into_iter().map(|lack| view! { <Line lack /> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

#[component]
fn Line(lack: Readiness) -> impl IntoView {
    let more = lack.count.saturating_sub(lack.names.len() as u64);
    let names = match more {
        0 => lack.names.join(", "),
        more => format!("{}, {}", lack.names.join(", "), words::and_more(more)),
    };
    let (href, way) = words::remedy(lack.lack);
    view! {
        <li>
            <details class="fold">
                <summary>{words::lack(lack.lack, lack.count)}</summary>
                <div class="fold__body stack stack--tight">
                    <p>{names}</p>
                    <p>
                        <a href={href}>{way}</a>
                    </p>
                </div>
            </details>
        </li>
    }
    .into_any()
}
