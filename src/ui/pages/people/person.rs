//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct PersonPage {}

#[lazy_route]
impl LazyRoute for PersonPage {
    fn data() -> Self {
        PersonPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"PersonPage"</h1> }.into_any()
    }
}
