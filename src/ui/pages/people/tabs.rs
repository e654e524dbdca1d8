//! What HR looks after people with: the directory, who reports to whom, who moves, who asks for a role.
use crate::ui::{
    components::Tabs,
    messages::{chart, common, people::records, transfers},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Directory,
    Chart,
    Transfers,
    Roles,
}

#[component]
pub fn PeopleTabs(here: Tab) -> impl IntoView {
    let tabs = [
        (Tab::Directory, "/people", records::DIRECTORY),
        (Tab::Chart, "/people/chart", chart::TITLE),
        (Tab::Transfers, "/people/transfers", transfers::TITLE),
        (Tab::Roles, "/roles", records::REQUESTS),
    ];
    let tabs = tabs.map(|(tab, path, name)| (path.to_owned(), name, tab == here));
    view! { <Tabs label={common::PEOPLE} tabs={tabs.into()} /> }.into_any()
}
