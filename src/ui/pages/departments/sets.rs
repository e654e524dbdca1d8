//! The target sets behind a figure: found, filtered, and for HR approved in one go. Director and board read the same list.
use super::{
    approve::ApproveList,
    filter,
    filter_form::{FilterForm, StateChips, Typed},
    set_table::SetTable,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        departments::{ApproveSets, SetFilter, SetList, list_sets},
        wire::{Asked, ask},
    },
    domain::actor::Role,
    ui::{
        components::{Icon, Loaded, PageHead, Pagination, Posting},
        contexts::session::use_session,
        messages::departments as words,
        pages::home::flash::Flash,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct SetListPage {
    data: Asked<SetList>,
}

fn current() -> Memo<SetFilter> {
    let query = use_query_map();
    Memo::new(move |_| query.with(filter::read))
}

impl Page for SetListPage {
    fn data() -> Self {
        let filter = current();
        SetListPage { data: ask(move || filter.get(), list_sets) }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        let filter = current();
        let typed = Typed::following(filter);
        let approve = Posting::to::<ApproveSets>();
        view! {
            <Loaded
                data
                view={move |list| {
                    let filter = filter.get_untracked();
                    view! { <SetListBody list filter typed approve /> }.into_any()
                }}
            />
        }
        .into_any()
    }
}

/// What the list is narrowed to, in words: year, department, reviewer, search.
fn narrowed(list: &SetList, filter: &SetFilter) -> Vec<String> {
    let reviewer = match filter {
        SetFilter { no_reviewer: true, .. } => Some(words::NO_REVIEWER.to_owned()),
        SetFilter { reviewer: Some(id), .. } => {
            let named = list.rows.iter().filter_map(|row| row.reviewer.as_ref()).find(|who| who.id == *id);
            named.map(|who| words::reviewed_by(&who.name))
        }
        _ => None,
    };
    let search = (!filter.q.is_empty()).then(|| words::searched(&filter.q));
    let year = list.year.as_ref().map(|year| year.name.clone());
    let department = list.department.as_ref().map(|department| department.name.clone());
    [year, department, reviewer, search].into_iter().flatten().collect()
}

#[component]
fn SetListBody(list: SetList, filter: SetFilter, typed: Typed, approve: Posting) -> impl IntoView {
    let query = use_query_map();
    let is_hr = untrack(|| use_session().role()) == Some(Role::HrAdmin);
    let (title, trail) = if is_hr {
        (words::SETS, vec![("/departments".to_owned(), words::TITLE.to_owned())])
    } else {
        (words::APPROVED_TARGETS, Vec::new())
    };
    let facts = narrowed(&list, &filter);
    let meta = move || facts.clone().into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view();
    let news = move || {
        let told = query.with(|query| query.get_str("approved").is_some());
        told.then(|| view! { <Flash title={words::APPROVED_FLASH} body={words::APPROVED_FLASH_BODY} takes_focus=true /> })
    };
    let SetList { rows, counts, total, page, pages, .. } = list;
    let content = if rows.is_empty() {
        view! { <Empty is_narrow={filter::is_narrow(&filter)} is_hr /> }.into_any()
    } else {
        let back = filter::approved(&filter);
        if is_hr {
            view! { <ApproveList rows back approve /> }.into_any()
        } else {
            view! { <SetTable rows ticks={None} /> }.into_any()
        }
    };
    let paged = filter.clone();
    let href = move |page| filter::address(&SetFilter { page, ..paged.clone() });
    view! {
        <PageHead title meta trail />
        {news}
        <section class="section stack stack--tight" aria-labelledby="list">
            <h2 class="visually-hidden" id="list">
                {words::LIST}
            </h2>
            <FilterForm filter={filter.clone()} typed is_hr />
            <StateChips filter counts />
            {content}
            {(total > 0).then(|| view! { <Pagination page pages total href /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Empty(is_narrow: bool, is_hr: bool) -> impl IntoView {
    let (title, body) = match (is_narrow, is_hr) {
        (true, _) => (words::EMPTY_LIST, words::EMPTY_LIST_BODY),
        (false, true) => (words::EMPTY, words::EMPTY_BODY),
        (false, false) => (words::EMPTY_APPROVED, words::EMPTY_APPROVED_BODY),
    };
    view! {
        <div class="card empty-state" role="status">
            <Icon name="search" />
            <p class="empty-state__title">{title}</p>
            <p>{body}</p>
        </div>
    }
    .into_any()
}
