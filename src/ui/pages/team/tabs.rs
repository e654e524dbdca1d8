//! The team's year in two parts: the targets and the evaluation.
use crate::{
    domain::ids::PersonId,
    ui::{components::Tabs, messages::team as words},
};
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
    let tabs = tabs.map(|(tab, path, name)| (format!("{path}{whose}"), name, tab == here));
    view! { <Tabs label={words::TABS} tabs={tabs.into()} /> }.into_any()
}
