//! Leads through a long list; `href` makes the address of a page.
use crate::ui::messages::common;
use leptos::prelude::*;

#[component]
pub fn Pagination(page: u64, pages: u64, total: u64, href: impl Fn(u64) -> String) -> impl IntoView {
    view! {
        <nav class="pagination" aria-label={common::PAGES}>
            <span class="pagination__status">{common::page_status(page, pages, total)}</span>
            {(page > 1)
                .then(|| {
                    view! {
                        <a class="button button--small" rel="prev" href={href(page - 1)}>
                            {common::PREVIOUS}
                        </a>
                    }
                })}
            {(page < pages)
                .then(|| {
                    view! {
                        <a class="button button--small" rel="next" href={href(page + 1)}>
                            {common::NEXT}
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}
