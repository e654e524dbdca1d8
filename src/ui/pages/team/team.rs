//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct TeamPage {}

#[lazy_route]
impl LazyRoute for TeamPage {
    fn data() -> Self {
        TeamPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"TeamPage"</h1> }.into_any()
    }
}
