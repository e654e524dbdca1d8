//! The pages about one person. Of one's own record there is only the overview: nobody changes theirs.
use crate::{
    domain::ids::PersonId,
    ui::{components::Tabs, contexts::session::use_session, messages::people::records as words},
};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Overview,
    Edit,
    Roles,
    Leaving,
}

impl Tab {
    const ALL: [Tab; 4] = [Tab::Overview, Tab::Edit, Tab::Roles, Tab::Leaving];

    fn words(self) -> &'static str {
        match self {
            Tab::Overview => words::TAB_OVERVIEW,
            Tab::Edit => words::TAB_EDIT,
            Tab::Roles => words::TAB_ROLES,
            Tab::Leaving => words::TAB_LEAVING,
        }
    }

    fn address(self, person: PersonId) -> String {
        match self {
            Tab::Overview => format!("/people/{person}"),
            Tab::Edit => format!("/people/{person}/edit"),
            Tab::Roles => format!("/people/{person}/roles"),
            Tab::Leaving => format!("/people/{person}/leaving"),
        }
    }
}

#[component]
pub fn PersonTabs(person: PersonId, here: Tab) -> impl IntoView {
    let own = use_session().get().is_some_and(|session| session.person_id == person.0);
    (!own).then(|| {
        let tabs = Tab::ALL.map(|tab| (tab.address(person), tab.words(), tab == here));
        view! { <Tabs label={words::TABS} tabs={tabs.into()} /> }
    })
}
