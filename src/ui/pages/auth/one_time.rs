//! Pages behind a one-time link: asking what it opens, and what it shows when it opens nothing: why, and what to do instead. The same
//! whether it was used, has expired or never existed.
use super::frame::AuthFrame;
use crate::{
    api::{
        error::AppError,
        wire::{Asked, ask},
    },
    ui::{
        components::{ErrorView, Loaded},
        messages::auth,
        platform,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Serialize, de::DeserializeOwned};

/// The answer stands inside another, so that the page has its own words for a link that does not open anything.
pub type Opened<T> = Asked<Result<T, AppError>>;

/// What the link in the page's address opens.
pub fn ask_link<T, Answer>(answer: fn(String) -> Answer) -> Opened<T>
where
    T: Send + Sync + Serialize + DeserializeOwned + 'static,
    Answer: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    ask(token, move |token| async move { Ok(answer(token).await) })
}

/// What a link that opens nothing says.
#[derive(Clone, Copy)]
pub struct Dead {
    pub title: &'static str,
    pub why: &'static str,
    pub advice: &'static [&'static str],
}

#[component]
pub fn OneTime<T>(link: Opened<T>, open: fn(T) -> AnyView, dead: Dead) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    let view = move |answer: Result<T, AppError>| match answer {
        Ok(opened) => open(opened),
        Err(AppError::LinkExpired | AppError::NotFound | AppError::Denied(_)) => view! { <Expired dead /> }.into_any(),
        Err(error) => view! {
            <main id="main" tabindex="-1">
                <ErrorView error />
            </main>
        }
        .into_any(),
    };
    view! { <Loaded data={link} view /> }.into_any()
}

#[component]
fn Expired(dead: Dead) -> impl IntoView {
    platform::set_status(404);
    view! {
        <AuthFrame title={dead.title}>
            <p>{dead.why}</p>
            <h2>{auth::EXPIRED_WHAT}</h2>
            <ul class="stack stack--tight">{dead.advice.iter().map(|advice| view! { <li>{*advice}</li> }).collect_view()}</ul>
            <a class="button button--primary" href="/sign-in" rel="external">
                {auth::TO_SIGN_IN}
            </a>
        </AuthFrame>
    }
    .into_any()
}
