//! Everybody in the company: search, filters, order; the way to import and to invite (R5, R6, R7).
use super::{
    address,
    filters::Filters,
    table::PeopleTable,
    tabs::{PeopleTabs, Tab},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        people::{DirectoryPage as Answer, DirectoryQuery, directory},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Pagination},
        messages::{common, people, people::records},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct DirectoryPage {
    query: Memo<DirectoryQuery>,
    people: Asked<Answer>,
}

impl Page for DirectoryPage {
    fn data() -> Self {
        let parameters = use_query_map();
        let query = Memo::new(move |_| parameters.with(|parameters| address::query(|key| parameters.get(key))));
        DirectoryPage { query, people: ask(move || query.get(), directory) }
    }

    fn view(this: Self) -> AnyView {
        let query = this.query;
        view! {
            <Loaded
                data={this.people}
                view={move |answer: Answer| {
                    let query = query.get_untracked();
                    let uninvited = answer.uninvited;
                    let export = address::export(&query);
                    let is_empty = answer.total == 0;
                    let is_filtered = address::is_filtered(&query);
                    let first_steps = is_empty && !is_filtered;
                    view! {
                        <PageHead
                            title={common::PEOPLE}
                            actions={move || view! { <Actions uninvited export={export.clone()} /> }}
                        />
                        <PeopleTabs here={Tab::Directory} />
                        {(!first_steps)
                            .then(|| {
                                view! {
                                    <Filters query={query.clone()} departments={answer.departments.clone()} />
                                    <p class="muted small" role="status">
                                        {people::found(answer.total, is_filtered)}
                                    </p>
                                }
                            })}
                        {if first_steps {
                            view! { <NoPeople /> }.into_any()
                        } else if is_empty {
                            view! { <NoMatch /> }.into_any()
                        } else if answer.rows.is_empty() {
                            view! { <PastTheEnd query={query.clone()} /> }.into_any()
                        } else {
                            view! {
                                <PeopleTable rows={answer.rows} query={query.clone()} />
                                <Pagination
                                    page={answer.page}
                                    pages={answer.pages}
                                    total={answer.total}
                                    href={move |page| address::href(
                                        &DirectoryQuery {
                                            page,
                                            ..query.clone()
                                        },
                                    )}
                                />
                            }
                                .into_any()
                        }}
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Actions(uninvited: u64, export: String) -> impl IntoView {
    view! {
        <a class="button" href={export} rel="external" download="">
            <Icon name="download" />
            {people::EXPORT}
        </a>
        <a class="button" href="/people/new">
            <Icon name="plus" />
            {records::NEW}
        </a>
        <a class="button" href="/people/import">
            <Icon name="upload" />
            {people::IMPORT}
        </a>
        <a class="button" class:button--primary=uninvited != 0 href="/people/invitations">
            <Icon name="mail" />
            {people::INVITE}
            {(uninvited > 0)
                .then(|| {
                    view! {
                        <span class="nav__count">
                            {uninvited} <span class="visually-hidden">" " {people::WITHOUT_WAY_IN}</span>
                        </span>
                    }
                })}
        </a>
    }
    .into_any()
}

#[component]
fn NoPeople() -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="people" />
            <p class="empty-state__title">{people::NOBODY_YET}</p>
            <p>{people::NOBODY_YET_BODY}</p>
            <a class="button button--primary" href="/people/import">
                {people::IMPORT}
            </a>
        </div>
    }
    .into_any()
}

/// A page number from an old address, when the list was longer.
#[component]
fn PastTheEnd(query: DirectoryQuery) -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="people" />
            <p class="empty-state__title">{people::PAST_THE_END}</p>
            <a class="button" href={address::href(&DirectoryQuery { page: 1, ..query })}>
                {people::FIRST_PAGE}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn NoMatch() -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="search" />
            <p class="empty-state__title">{people::NO_MATCH}</p>
            <p>{people::NO_MATCH_BODY}</p>
            <a class="button" href={address::PATH}>
                {people::CLEAR}
            </a>
        </div>
    }
    .into_any()
}
