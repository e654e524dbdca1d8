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
use leptos_router::hooks::use_location;

#[component]
pub fn ErrorView(error: AppError) -> impl IntoView {
    platform::set_status(error.status());
    let words = errors::page(&error);
    // What passes by itself: the same address once more, from the server.
    let place = use_location();
    let again = (error.status() >= 500).then(|| {
        let (path, search) = (place.pathname.get_untracked(), place.search.get_untracked());
        match search.trim_start_matches('?') {
            "" => path,
            search => format!("{path}?{search}"),
        }
    });
    Effect::new(|_| platform::mark_hydrated());
    view! {
        <Title text={format!("{} · {}", words.title, common::PRODUCT)} />
        <div class="error-page">
            <p class="error-page__code">{error.status()}</p>
            <h1>{words.title}</h1>
            <p>{words.body}</p>
            <div class="button-row">
                {again
                    .as_ref()
                    .map(|again| {
                        view! {
                            <a class="button button--primary" href={again.clone()} rel="external">
                                {errors::TRY_AGAIN}
                            </a>
                        }
                    })} <a class="button" class:button--primary={again.is_none()} href="/">
                    {errors::TO_HOME}
                </a>
            </div>
        </div>
    }
    .into_any()
}
