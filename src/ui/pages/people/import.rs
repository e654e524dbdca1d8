//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct ImportPage {}

#[lazy_route]
impl LazyRoute for ImportPage {
    fn data() -> Self {
        ImportPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"ImportPage"</h1> }.into_any()
    }
}
