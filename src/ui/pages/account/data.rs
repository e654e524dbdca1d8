//! Everything about oneself, to take along (R43). A document.
use crate::ui::{
    areas::Page,
    components::{Icon, PageHead},
    messages::personal as words,
};
use leptos::prelude::*;

pub struct OwnDataPage;

impl Page for OwnDataPage {
    fn data() -> Self {
        OwnDataPage
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <PageHead title={words::TITLE} />
            <section class="card stack">
                <h2 class="card__title">{words::TAKE}</h2>
                <p>{words::EXPLAINED}</p>
                <p>{words::NOT_IN_IT}</p>
                <Take folder={"/account/data".to_owned()} />
                <p class="muted small">{words::LOGGED}</p>
            </section>
        }
        .into_any()
    }
}

/// The two ways, of which one is for people. `folder` is where the files are.
#[component]
pub fn Take(folder: String) -> impl IntoView {
    let link = |format: &'static str, class: &'static str, words: &'static str, hint: &'static str| {
        view! {
            <a class={class} href={format!("{folder}/{format}")} rel="external" download="" title={hint}>
                <Icon name="download" />
                {words}
            </a>
        }
    };
    view! {
        <div class="button-row">
            {link("page", "button button--primary", words::READABLE, words::READABLE_HINT)}
            {link("json", "button", words::MACHINE, words::MACHINE_HINT)}
        </div>
    }
    .into_any()
}
