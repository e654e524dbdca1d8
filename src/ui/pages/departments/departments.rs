//! HR's view of a year: the company in figures, departments that unfold to their teams, every figure a way to the people.
use super::{company::Company, open::Open, table::DepartmentTable};
use crate::ui::areas::Page;
use crate::{
    api::{
        departments::{DepartmentsView, departments},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, YearChooser},
        messages::departments as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub const PATH: &str = "/departments";

pub struct DepartmentsPage {
    data: Asked<DepartmentsView>,
}

impl Page for DepartmentsPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| {
            query.with(|query| {
                let year = query.get_str("year").and_then(|year| year.parse().ok());
                (year, query.get_str("open").map(str::to_owned))
            })
        });
        DepartmentsPage { data: ask(move || asked.get(), |(year, open)| departments(year, open)) }
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        let open = Memo::new(move |_| query.with(|query| Open::read(query.get_str("open").unwrap_or_default())));
        view! { <Loaded data={this.data} view={move |answer| view! { <DepartmentsBody answer open /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn DepartmentsBody(answer: DepartmentsView, open: Memo<Open>) -> impl IntoView {
    let DepartmentsView { years, year, counts, departments } = answer;
    let name = year.as_ref().map(|year| year.name.clone());
    let current = year.map(|year| year.id);
    let content = match current {
        None => view! { <Empty title={words::EMPTY_YEAR} body={words::EMPTY_YEAR_BODY} href="/years" link={words::TO_YEARS} /> }
            .into_any(),
        Some(_) if counts.total == 0 => {
            view! { <Empty title={words::EMPTY} body={words::EMPTY_BODY} href="/people" link={words::TO_PEOPLE} /> }.into_any()
        }
        Some(year) => view! {
            <Company counts={counts.clone()} rows={departments.clone()} year />
            <DepartmentTable rows={departments} counts year open />
        }
        .into_any(),
    };
    view! {
        <PageHead title={words::TITLE} meta={move || view! { <span>{name.clone()}</span> }} />
        <YearChooser years current href={|year| format!("{PATH}?year={year}")} />
        {content}
    }
    .into_any()
}

#[component]
fn Empty(title: &'static str, body: &'static str, href: &'static str, link: &'static str) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name="calendar" />
            <p class="empty-state__title">{title}</p>
            <p>{body}</p>
            <a class="button" href={href}>
                {link}
            </a>
        </div>
    }
    .into_any()
}
