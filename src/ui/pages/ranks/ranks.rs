//! The rank tables of a year (R20, R30): the list, or the editor of the one the address names.
use super::{editor::Editor, list::List, place::Place};
use crate::ui::areas::Page;
use crate::{
    api::{
        results::{RankTablesView, SaveRankTable, rank_tables},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Posting, YearChooser},
        messages::ranks as words,
        pages::{home::flash::Flash, sets::after::after_success},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct RankTablesPage {
    data: Asked<RankTablesView>,
}

impl Page for RankTablesPage {
    fn data() -> Self {
        let query = use_query_map();
        let year = Memo::new(move |_| query.with(|query| Place::read(query).year));
        RankTablesPage { data: ask(move || year.get(), rank_tables) }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        let save = Posting::to::<SaveRankTable>();
        after_success(save, move || data.refetch());
        let query = use_query_map();
        let place = Memo::new(move |_| query.with(Place::read));
        view! {
            <Loaded
                data
                view={move |view: RankTablesView| {
                    view! { {move || view! { <Body view={view.clone()} place={place.get()} save /> }} }.into_any()
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Body(view: RankTablesView, place: Place, save: Posting) -> impl IntoView {
    match (view.year.clone().map(|year| year.id), place.edit) {
        (Some(year), Some(of)) => match place.find(&view) {
            Some((found, line)) => {
                let grade = line.grade.as_ref().map(|(_, name)| name.clone());
                let title = words::title_of(&found.name, grade.as_deref());
                let start = place.start(&found, &line, &view.default);
                let year_name = view.year.as_ref().map(|year| year.name.clone());
                let trail = vec![(place.list().address(), words::TITLE.to_owned())];
                view! {
                    <PageHead title meta={move || view! { <span>{year_name.clone()}</span> }} trail />
                    <Editor year of start shipped={view.default} place save />
                }
                .into_any()
            }
            None => view! {
                <PageHead title={words::TITLE} />
                <Empty title={words::UNKNOWN} body={words::UNKNOWN_BODY} href={place.list().address()} link={words::TO_LIST} />
            }
            .into_any(),
        },
        _ => view! { <Overview view place /> }.into_any(),
    }
}

#[component]
fn Overview(view: RankTablesView, place: Place) -> impl IntoView {
    let query = use_query_map();
    let saved = Memo::new(move |_| query.with(|query| query.get_str("saved").is_some()));
    let news = move || saved.get().then(|| view! { <Flash title={words::SAVED} body={words::SAVED_BODY} takes_focus=true /> });
    let year_name = view.year.as_ref().map(|year| year.name.clone());
    let current = view.year.as_ref().map(|year| year.id);
    let content = match current {
        None => view! { <Empty title={words::EMPTY_YEAR} body={words::EMPTY_YEAR_BODY} href={"/years".to_owned()} link={words::TO_YEARS} /> }
        .into_any(),
        Some(_) if view.types.is_empty() => view! { <Empty title={words::EMPTY_TYPES} body={words::EMPTY_TYPES_BODY} href={"/people".to_owned()} link={words::TO_PEOPLE} /> }
        .into_any(),
        Some(year) => view! {
            <p class="muted">{words::INTRO}</p>
            <List types={view.types} place={Place { year: Some(year), ..place }} />
        }
        .into_any(),
    };
    view! {
        <PageHead title={words::TITLE} meta={move || view! { <span>{year_name.clone()}</span> }} />
        {news}
        <YearChooser
            years={view.years}
            current
            href={|year| {
                Place {
                    year: Some(year),
                    ..Place::default()
                }
                    .address()
            }}
        />
        {content}
    }
    .into_any()
}

#[component]
fn Empty(title: &'static str, body: &'static str, href: String, link: &'static str) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name="grid" />
            <p class="empty-state__title">{title}</p>
            <p>{body}</p>
            <a class="button" href={href}>
                {link}
            </a>
        </div>
    }
    .into_any()
}
