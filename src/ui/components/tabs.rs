//! Pages that belong together, one beside the other.
use leptos::prelude::*;

/// Each tab is its address, its name, and whether it is the page one is on.
#[component]
pub fn Tabs(label: &'static str, tabs: Vec<(String, &'static str, bool)>) -> impl IntoView {
    let tab = |(href, name, here): (String, &'static str, bool)| {
        view! {
            <a href={href} aria-current={here.then_some("page")} rel="external">
                {name}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label={label}>
            {tabs.into_iter().map(tab).collect_view()}
        </nav>
    }
    .into_any()
}
