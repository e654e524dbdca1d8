//! A page that could not be shown: what happened, what is safe, what to do.
use crate::{
    api::error::AppError,
    ui::{messages::errors, platform},
};
use leptos::prelude::*;

#[component]
pub fn ErrorView(error: AppError) -> impl IntoView {
    platform::set_status(error.status());
    let words = errors::page(&error);
    view! {
        <div class="error-page">
            <p class="error-page__code">{error.status()}</p>
            <h1>{words.title}</h1>
            <p>{words.body}</p>
            <div class="button-row">
                <a class="button button--primary" href="/">
                    {errors::TO_HOME}
                </a>
            </div>
        </div>
    }
    .into_any()
}
