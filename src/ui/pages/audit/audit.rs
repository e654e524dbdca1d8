//! Who did what to which record, and what changed: found, paged, taken along (R42). A document.
use super::{address, filters::Filters, table::Entries};
use crate::{
    api::{
        audit::{AuditPage as Answer, AuditQuery, audit_log},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, Pagination},
        messages::audit as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct AuditPage {
    query: Memo<AuditQuery>,
    log: Asked<Answer>,
}

impl Page for AuditPage {
    fn data() -> Self {
        let parameters = use_query_map();
        let query = Memo::new(move |_| parameters.with(|parameters| address::query(|key| parameters.get(key))));
        AuditPage { query, log: ask(move || query.get(), audit_log) }
    }

    fn view(this: Self) -> AnyView {
        let query = this.query;
        view! {
            <Loaded
                data={this.log}
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
fn Body(answer: Answer, query: AuditQuery) -> impl IntoView {
    let narrowed = address::is_narrowed(&query);
    let exported = query.clone();
    let entries = words::entries(answer.entries);
    let of_one = query.id.is_some() && !query.kind.is_empty();
    view! {
        <PageHead
            title={words::TITLE}
            meta={move || {
                view! {
                    <span>{entries.clone()}</span>
                    {of_one.then(|| view! { <span>{words::OF_ONE}</span> })}
                }
            }}
            actions={move || view! { <Export query={exported.clone()} /> }}
        />
        <p class="muted small">{words::EXPLAINED} " " {words::OWN_LEFT_OUT}</p>
        <Filters query={query.clone()} actions={answer.actions} kinds={answer.kinds} />
        <p class="muted small" role="status">
            {words::found(answer.total, answer.more, narrowed)}
        </p>
        {if answer.rows.is_empty() {
            view! { <NoMatch /> }.into_any()
        } else {
            view! {
                <Entries rows={answer.rows} />
                <Pagination
                    page={answer.page}
                    pages={answer.pages}
                    total={answer.total}
                    href={move |page| address::href(
                        &AuditQuery {
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
}

#[component]
fn Export(query: AuditQuery) -> impl IntoView {
    let link = |format: &'static str, words: &'static str| {
        view! {
            <a class="button" href={address::export(&query, format)} rel="external" download="" title={words::EXPORT_HINT}>
                <Icon name="download" />
                {words}
            </a>
        }
    };
    view! {
        {link("csv", words::EXPORT_CSV)}
        {link("jsonl", words::EXPORT_LINES)}
    }
    .into_any()
}

#[component]
fn NoMatch() -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="search" />
            <p class="empty-state__title">{words::NO_MATCH}</p>
            <p>{words::NO_MATCH_BODY}</p>
            <a class="button" href={address::PATH}>
                {words::CLEAR}
            </a>
        </div>
    }
    .into_any()
}
