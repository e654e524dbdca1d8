//! The organisation chart: a part of it around somebody, with the way up and two levels down, and a search (R4). A document.
use super::{
    address::with_query,
    tabs::{PeopleTabs, Tab},
};
use crate::{
    api::{
        people::{Chart as Answer, ChartNode, ChartQuery, organisation_chart},
        views::PersonRef,
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead},
        layouts::rolebar::initials,
        messages::{chart as words, common, people},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

const PATH: &str = "/people/chart";

fn around(person: &PersonRef) -> String {
    format!("{PATH}?at={}", person.id)
}

pub struct ChartPage {
    query: Memo<ChartQuery>,
    chart: Asked<Answer>,
}

impl Page for ChartPage {
    fn data() -> Self {
        let parameters = use_query_map();
        let query = Memo::new(move |_| {
            parameters.with(|parameters| ChartQuery {
                at: parameters.get("at").and_then(|id| id.parse().ok()),
                q: parameters.get("q").unwrap_or_default().trim().to_owned(),
            })
        });
        ChartPage { query, chart: ask(move || query.get(), organisation_chart) }
    }

    fn view(this: Self) -> AnyView {
        let query = this.query;
        view! {
            <Loaded
                data={this.chart}
                view={move |answer: Answer| {
                    let query = query.get_untracked();
                    view! { <Body answer query /> }.into_any()
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Body(answer: Answer, query: ChartQuery) -> impl IntoView {
    let count = words::people(answer.people);
    let whole = query.at.is_some() || !query.q.is_empty();
    view! {
        <PageHead
            title={words::TITLE}
            trail={vec![("/people".into(), common::PEOPLE.into())]}
            meta={move || view! { <span>{count.clone()}</span> }}
        />
        <PeopleTabs here={Tab::Chart} />
        <search>
            <form class="filters" method="get" action={PATH}>
                <div class="search">
                    <Icon name="search" />
                    <label class="visually-hidden" for="chart-q">
                        {words::SEARCH}
                    </label>
                    <input
                        class="input"
                        id="chart-q"
                        type="search"
                        name="q"
                        maxlength="200"
                        placeholder={people::SEARCH_HINT}
                        value={query.q.clone()}
                    />
                </div>
                <button class="button" type="submit">
                    {common::SEARCH}
                </button>
                {whole
                    .then(|| {
                        view! {
                            <a class="button button--quiet" href={PATH}>
                                {words::TOP}
                            </a>
                        }
                    })}
            </form>
        </search>
        {answer.more.then(|| view! { <p class="muted small">{words::MORE}</p> })}
        {match answer.found {
            Some(found) => view! { <Found found /> }.into_any(),
            None => {
                view! { <Trees above={answer.above} trees={answer.trees} at={query.at.is_some()} alone={answer.alone} /> }
                    .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Found(found: Vec<ChartNode>) -> impl IntoView {
    if found.is_empty() {
        return view! {
            <div class="empty-state card">
                <Icon name="search" />
                <p class="empty-state__title">{words::NOBODY}</p>
                <p>{words::NOBODY_BODY}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{words::FOUND}</h2>
                <p role="status">{words::found(found.len())}</p>
            </div>
            <ul class="chart-found">{found.into_iter().map(|node| view! { <li>{card(&node, false)}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Trees(above: Vec<PersonRef>, trees: Vec<ChartNode>, at: bool, alone: u64) -> impl IntoView {
    if trees.is_empty() {
        return view! {
            <div class="empty-state card">
                <Icon name="team" />
                <p class="empty-state__title">{words::EMPTY}</p>
                <p>{words::EMPTY_BODY}</p>
            </div>
        }
        .into_any();
    }
    view! {
        {(!above.is_empty())
            .then(|| {
                view! {
                    <nav class="breadcrumbs chart-above" aria-label={words::ABOVE}>
                        {above.into_iter().map(|who| view! { <a href={around(&who)}>{who.name.clone()}</a> }).collect_view()}
                    </nav>
                }
            })}
        <section class="section" aria-label={words::TREE}>
            <ul class="chart">{trees.into_iter().map(|tree| branch(tree, at)).collect_view()}</ul>
        </section>
        {(alone > 0 && !at).then(|| view! { <p class="muted">{words::alone(alone)}</p> })}
    }
    .into_any()
}

/// Somebody and whoever is drawn below. `here` marks the one in the middle.
fn branch(node: ChartNode, here: bool) -> AnyView {
    let drawn = card(&node, here);
    let children = (!node.children.is_empty()).then(|| {
        view! { <ul class="chart__below">{node.children.into_iter().map(|child| branch(child, false)).collect_view()}</ul> }
    });
    view! { <li class="chart__branch">{drawn} {children}</li> }.into_any()
}

fn card(node: &ChartNode, here: bool) -> AnyView {
    let sub = [node.job_title.as_str(), node.department.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let record = with_query(&format!("/people/{}", node.person.id), &[]);
    let name = node.person.name.clone();
    view! {
        <div class="chart__card" data-here={here.then_some("")}>
            <span class="person">
                <span class="avatar" aria-hidden="true">
                    {initials(&name)}
                </span>
                <span>
                    <a class="person__name" href={around(&node.person)} title={words::OPEN} aria-current={here.then_some("true")}>
                        {name.clone()}
                    </a>
                    <span class="person__sub">{sub.join(" · ")}</span>
                </span>
            </span>
            <span class="chart__facts">
                {node
                    .on_leave
                    .then(|| {
                        view! {
                            <span class="badge" data-tone="warning">
                                {words::ON_LEAVE}
                            </span>
                        }
                    })}
                {(node.reports > 0).then(|| view! { <span class="tag">{words::reports(node.reports, node.below)}</span> })}
                <a class="small" href={record} rel="external">
                    {words::RECORD}
                    <span class="visually-hidden">{words::RECORD_OF} {name}</span>
                </a>
            </span>
        </div>
    }
    .into_any()
}
