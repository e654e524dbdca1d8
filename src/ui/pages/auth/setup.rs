//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct SetupPage {}

#[lazy_route]
impl LazyRoute for SetupPage {
    fn data() -> Self {
        SetupPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"SetupPage"</h1> }.into_any()
    }
}
