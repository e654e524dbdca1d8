//! Leads from one fiscal year to another; nothing where there is only one.
use crate::{api::views::YearRef, domain::ids::FiscalYearId, ui::messages::common};
use leptos::prelude::*;

/// `href` makes the address of a year.
#[component]
pub fn YearChooser(years: Vec<YearRef>, current: Option<FiscalYearId>, href: impl Fn(FiscalYearId) -> String) -> impl IntoView {
    if years.len() < 2 {
        return ().into_any();
    }
    view! {
        <nav class="filters" aria-label={common::YEAR}>
            {years
                .into_iter()
                .map(|year| {
                    view! {
                        <a class="chip" href={href(year.id)} aria-current={(Some(year.id) == current).then_some("true")}>
                            {year.name}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}
