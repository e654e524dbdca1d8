//! The team's year in two parts: the targets and the evaluation.
use crate::{domain::ids::PersonId, ui::messages::team as words};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Targets,
    Evaluation,
}

/// Each tab opens its newest year: targets of the next one begin before the last one's evaluation ends (R29).
#[component]
pub fn TeamTabs(here: Tab, #[prop(optional_no_strip)] of: Option<PersonId>) -> impl IntoView {
    let whose = of.map_or_else(String::new, |of| format!("?of={of}"));
    let tabs = [(Tab::Targets, super::listing::PATH, words::TARGETS), (Tab::Evaluation, super::results::PATH, words::EVALUATION)];
    view! {
        <nav class="tabs" aria-label={words::TABS}>
            {tabs
                .into_iter()
                .map(|(tab, href, name)| {
                    view! {
                        <a href={format!("{href}{whose}")} aria-current={(tab == here).then_some("page")}>
                            {name}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}
