//! For every address that is none of ours.
use crate::{api::error::AppError, ui::components::ErrorView};
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <ErrorView error=AppError::NotFound /> }
}
