//! The way to the same page of other years.
use crate::{api::views::YearRef, domain::ids::FiscalYearId, ui::messages::targets};
use leptos::prelude::*;

/// `page` is its address. Ordinary links that load the page anew: what was typed for one year never meets another year's draft.
#[component]
pub fn YearChips(
    page: &'static str,
    years: Vec<YearRef>,
    #[prop(optional_no_strip)] current: Option<FiscalYearId>,
) -> impl IntoView {
    (years.len() > 1 || (current.is_none() && !years.is_empty()))
        .then(|| {
            view! {
                <nav class="filters no-print" aria-label={targets::YEARS}>
                    {years
                        .into_iter()
                        .map(|year| {
                            view! {
                                <a
                                    class="chip"
                                    href={format!("{page}?year={}", year.id)}
                                    rel="external"
                                    aria-current={(current == Some(year.id)).then_some("page")}
                                >
                                    {year.name}
                                </a>
                            }
                        })
                        .collect_view()}
                </nav>
            }
        })
        .into_any()
}
