//! Everybody one reviewed who has another reviewer now (R26). A document.
use crate::{
    api::{
        transfers::{HandoverHead, HandoversView, handovers},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, Pagination},
        messages::{reviews, states, transfers as words},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct HandoversPage {
    data: Asked<HandoversView>,
}

impl Page for HandoversPage {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || query.with(|query| query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1));
        HandoversPage { data: ask(page, handovers) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: HandoversView) -> impl IntoView {
    let HandoversView { rows, total, page, pages } = answer;
    let list = if rows.is_empty() {
        view! {
            <div class="card empty-state">
                <Icon name="team" />
                <p class="empty-state__title">{words::HANDED_OVER_NONE}</p>
                <p>{words::HANDED_OVER_NONE_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <Table rows />
            {(pages > 1).then(|| view! { <Pagination page pages total href={|page| format!("/handed-over?page={page}")} /> })}
        }
        .into_any()
    };
    view! {
        <PageHead title={words::HANDED_OVER} />
        <p class="muted">{words::HANDED_OVER_EXPLAINED}</p>
        {list}
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<HandoverHead>) -> impl IntoView {
    let row = |row: HandoverHead| {
        view! {
            <tr>
                <th scope="row">
                    <a href={format!("/handed-over/{}", row.id)}>{row.person.name}</a>
                </th>
                <td>{row.year}</td>
                <td>{states::name(row.set_state)}</td>
                <td>{row.review_state.map_or(words::NO_REVIEW, reviews::state)}</td>
                <td>{row.on}</td>
                <td>{row.next.unwrap_or_else(|| words::NOBODY.into())}</td>
            </tr>
        }
    };
    view! {
        <div class="card card--flush">
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::HANDED_OVER}>
                <table class="table">
                    <caption class="visually-hidden">{words::HANDED_OVER}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::PERSON}</th>
                            <th scope="col">{words::YEAR}</th>
                            <th scope="col">{words::TARGETS_THEN}</th>
                            <th scope="col">{words::REVIEW_THEN}</th>
                            <th scope="col">{words::FROM_ON}</th>
                            <th scope="col">{words::NEXT}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}
