//! Who covers whom, until when, where nobody does, who carries how much, what is overdue (R25). A document.
use super::{figures::FigureCards, lanes::Timeline, load::LoadCard, table::Listed};
use crate::{
    api::{
        delegations::{DelegationQuery, DelegationsView, delegations},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead},
        messages::delegation as words,
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

pub struct DelegationPage {
    data: Asked<DelegationsView>,
}

/// What the address asks for.
fn read(query: &ParamsMap) -> DelegationQuery {
    DelegationQuery {
        show: query.get("show").unwrap_or_default(),
        page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

impl Page for DelegationPage {
    fn data() -> Self {
        let query = use_query_map();
        DelegationPage { data: ask(move || query.with(read), delegations) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
pub fn News() -> impl IntoView {
    let done = untrack(|| use_query_map().with(|query| query.get("done").filter(|_| query.get("__err").is_none())));
    done.as_deref().and_then(words::done).map(|(title, body)| view! { <Banner tone="success" title body /> })
}

#[component]
fn Body(answer: DelegationsView) -> impl IntoView {
    let DelegationsView { everyone, may_delegate, figures, lanes, rows, total, page, pages, gaps, load, more_load } = answer;
    let query = use_query_map();
    let show = untrack(|| query.with(read)).show;
    let actions = move || {
        may_delegate.then(|| {
            view! {
                <a class="button button--primary" href="/delegation/new">
                    <Icon name="delegation" />
                    {if everyone { words::DELEGATE } else { words::ASK }}
                </a>
            }
        })
    };
    let beside = show != "overdue";
    view! {
        <PageHead title={words::TITLE} actions />
        <News />
        <FigureCards figures show={show.clone()} />
        <div class="delegation">
            <div class="stack">
                <Timeline lanes />
                <Listed show={show.clone()} rows total page pages gaps load={load.clone()} everyone />
            </div>
            {beside.then(|| view! { <LoadCard load more={more_load} /> })}
        </div>
    }
    .into_any()
}
