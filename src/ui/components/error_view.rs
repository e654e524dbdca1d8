//! A page that could not be shown: what happened, what is safe, what to do.
use crate::{
    api::error::AppError,
    ui::{
        messages::{common, errors},
        platform,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn ErrorView(error: AppError) -> impl IntoView {
    platform::set_status(error.status());
    let words = errors::page(&error);
    Effect::new(|_| platform::mark_hydrated());
    view! {
        <Title text={format!("{} · {}", words.title, common::PRODUCT)} />
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
