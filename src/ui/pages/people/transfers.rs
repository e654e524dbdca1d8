//! Transfers, planned and made (R26). A document.
use super::{
    manage::news::News,
    tabs::{PeopleTabs, Tab},
    transfer_table::TransferTable,
};
use crate::{
    api::{
        transfers::{TransfersView, transfers},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, Pagination},
        messages::{common, transfers as words},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct TransfersPage {
    data: Asked<TransfersView>,
}

impl Page for TransfersPage {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || query.with(|query| query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1));
        TransfersPage { data: ask(page, transfers) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: TransfersView) -> impl IntoView {
    let TransfersView { rows, total, page, pages } = answer;
    let actions = || {
        view! {
            <a class="button button--primary" href="/people/transfers/new">
                {words::NEW}
            </a>
        }
    };
    let list = if rows.is_empty() {
        view! {
            <div class="card empty-state">
                <Icon name="people" />
                <p class="empty-state__title">{words::NONE}</p>
                <p>{words::NONE_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <TransferTable rows />
            {(pages > 1)
                .then(|| view! { <Pagination page pages total href={|page| format!("/people/transfers?page={page}")} /> })}
        }
        .into_any()
    };
    view! {
        <PageHead title={words::TITLE} trail={vec![("/people".into(), common::PEOPLE.into())]} actions />
        <PeopleTabs here={Tab::Transfers} />
        <News />
        {list}
    }
    .into_any()
}
