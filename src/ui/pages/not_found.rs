//! For every address that is none of ours. It stands outside the shell, whoever is signed in.
use crate::ui::{
    contexts::session::use_session,
    messages::{common, errors, help},
    platform,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

const STATUS: u16 = 404;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    platform::set_status(STATUS);
    let path = use_location().pathname;
    let session = use_session();
    let ways = move || {
        if session.get().is_some() {
            view! {
                <a class="button button--primary" href="/">
                    {errors::TO_HOME}
                </a>
                <a class="button" href="/help">
                    {help::TO_HELP}
                </a>
            }
            .into_any()
        } else {
            view! {
                <a class="button button--primary" href="/sign-in">
                    {help::SIGN_IN_TO_READ}
                </a>
            }
            .into_any()
        }
    };
    view! {
        <Title text={format!("{} · {}", errors::NOT_FOUND_TITLE, common::PRODUCT)} />
        <main class="error-page" id="main" tabindex="-1">
            <p class="error-page__code">{STATUS}</p>
            <h1>{errors::NOT_FOUND_TITLE}</h1>
            <p>{errors::NOT_FOUND_BODY}</p>
            <div class="button-row">{ways}</div>
            <p class="error-page__ref">{help::ADDRESS} " " <code>{move || path.get()}</code></p>
        </main>
    }
    .into_any()
}
