//! The last step: what the import did, and where to go from here.
use super::{
    banner::Banner,
    import::ImportQuery,
    import_preview::{FateCards, Figures},
    import_rows::ImportRows,
};
use crate::{api::people::ImportView, ui::messages::people::import as words};
use leptos::prelude::*;

#[component]
pub fn Done(staged: ImportView, query: ImportQuery) -> impl IntoView {
    let figures = Figures::of(&staged);
    let banner = if query.done {
        let did = words::did(figures.created, figures.changed, figures.unchanged);
        view! {
            <Banner tone="success" title={words::DONE_TITLE} body={did} silent=true>
                <Onward />
            </Banner>
        }
        .into_any()
    } else {
        view! {
            <Banner tone="info" title={words::DONE_BEFORE} body={words::DONE_BEFORE_BODY}>
                <Onward />
            </Banner>
        }
        .into_any()
    };
    view! {
        {banner}
        <p class="muted">{words::file(&staged.file_name, staged.encoding)}</p>
        <FateCards figures query={query.clone()} />
        <ImportRows staged query />
    }
    .into_any()
}

#[component]
fn Onward() -> impl IntoView {
    view! {
        <a class="button button--small button--primary" href="/people/invitations">
            {words::TO_INVITATIONS}
        </a>
        <a class="button button--small" href="/people">
            {words::TO_PEOPLE}
        </a>
        <a class="button button--small" href="/people/import">
            {words::ANOTHER_FILE}
        </a>
    }
    .into_any()
}
