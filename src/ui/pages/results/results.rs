//! The whole company on one page: HR consolidates, director and board decide (R27, R28).
use super::{
    company::Company,
    decide::{Actions, Decide},
    decisions::Decisions,
    departments::Departments,
    people::People,
    place::Place,
    pro_rata::ProRata,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        results::{ApproveResults, ConfirmResults, Part, ResultsView, results},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Posting, YearChooser},
        messages::results as words,
        pages::home::flash::Flash,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct ResultsPage {
    data: Asked<ResultsView>,
}

impl Page for ResultsPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| query.with(Place::read).query);
        ResultsPage { data: ask(move || asked.get(), results) }
    }

    fn view(this: Self) -> AnyView {
        let actions = Actions { confirm: Posting::to::<ConfirmResults>(), approve: Posting::to::<ApproveResults>() };
        let query = use_query_map();
        let place = move || query.with_untracked(Place::read);
        view! { <Loaded data={this.data} view={move |view| view! { <ResultsBody view place={place()} actions /> }.into_any()} /> }
            .into_any()
    }
}

/// The part the page's one step is about: the department that is shown, the people without one, or the whole company.
fn about(view: &ResultsView, place: &Place) -> Option<Part> {
    let shown = view.departments.iter().find(|part| place.is_in(part));
    shown.or(view.company.as_ref()).cloned()
}

/// What the address says just happened.
fn news(confirmed: bool, approved: bool) -> Option<(&'static str, &'static str)> {
    if confirmed {
        Some((words::CONFIRMED, words::CONFIRMED_BODY))
    } else {
        approved.then_some((words::APPROVED_FLASH, words::APPROVED_BODY))
    }
}

#[component]
fn ResultsBody(view: ResultsView, place: Place, actions: Actions) -> impl IntoView {
    let (may_confirm, may_approve) = (view.may_confirm, view.may_approve);
    let query = use_query_map();
    let told =
        Memo::new(move |_| query.with(|query| news(query.get_str("confirmed").is_some(), query.get_str("approved").is_some())));
    let news = move || told.get().map(|(title, body)| view! { <Flash title body takes_focus=true /> });
    let title = if may_confirm { words::TITLE_HR } else { words::TITLE_BOARD };
    let year_name = view.year.as_ref().map(|year| year.name.clone());
    let current = view.year.as_ref().map(|year| year.id);
    let part = about(&view, &place);
    let has_results = view.company.as_ref().is_some_and(|company| !company.states.is_empty());
    let of_nobody = place.query.no_department;
    let step = move || {
        let decide = part
            .clone()
            .zip(current)
            .map(|(part, year)| view! { <Decide part of_nobody year may_confirm may_approve actions /> });
        view! {
            {has_results.then(|| view! { <Print /> })}
            {decide}
        }
    };
    let years = view.years.clone();
    let without_own = view.without_own;
    let content = match view.company.clone().filter(|company| !company.states.is_empty()) {
        None => view! { <Empty may_confirm /> }.into_any(),
        Some(company) => {
            let parts = view.departments.clone();
            let (decisions, pro_rata) = (view.decisions.clone(), view.pro_rata.clone());
            view! {
                <Company part={company.clone()} place={place.clone()} />
                <Departments company parts place={place.clone()} may_confirm may_approve />
                <ProRata rows={pro_rata} />
                <People answer={view} place />
                <Decisions decisions />
            }
            .into_any()
        }
    };
    view! {
        <PageHead title meta={move || view! { <span>{year_name.clone()}</span> }} actions={step} />
        {news}
        <YearChooser years current href={|year| Place::of_year(year).address()} />
        {without_own.then(|| view! { <WithoutOwn /> })}
        {content}
    }
    .into_any()
}

#[component]
fn Print() -> impl IntoView {
    view! {
        <button class="button no-print needs-scripts" type="button" data-print="">
            <Icon name="print" />
            {words::PRINT}
        </button>
    }
    .into_any()
}

#[component]
fn WithoutOwn() -> impl IntoView {
    view! {
        <p class="cluster small muted">
            <Icon name="info" />
            {words::WITHOUT_OWN}
        </p>
    }
    .into_any()
}

#[component]
fn Empty(may_confirm: bool) -> impl IntoView {
    let body = if may_confirm { words::EMPTY_RESULTS_HR } else { words::EMPTY_RESULTS_BOARD };
    view! {
        <div class="card empty-state">
            <Icon name="results" />
            <p class="empty-state__title">{words::EMPTY_RESULTS}</p>
            <p>{body}</p>
            {may_confirm
                .then(|| {
                    view! {
                        <a class="button" href="/years">
                            {words::TO_YEARS}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_news_says_nothing() {
        assert_eq!(news(false, false), None);
        assert_eq!(news(true, false).map(|(title, _)| title), Some(words::CONFIRMED));
        assert_eq!(news(false, true).map(|(title, _)| title), Some(words::APPROVED_FLASH));
    }
}
