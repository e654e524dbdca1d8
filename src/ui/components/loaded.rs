//! Waits for a resource and shows what came: the page, or what went wrong in words.
use super::ErrorView;
use crate::{api::wire::Asked, ui::messages::common};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

/// `view` draws the answer. While a new answer is on its way the old one stays; only the very first wait shows a skeleton.
#[component]
pub fn Loaded<T, V>(data: Asked<T>, view: V) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    V: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback={Skeleton}>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(answer) => view(answer),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{common::LOADING}</span>
            <span class="w-60" />
            <span class="w-90" />
            <span class="w-75" />
        </div>
    }
    .into_any()
}
