//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct HomePage {}

#[lazy_route]
impl LazyRoute for HomePage {
    fn data() -> Self {
        HomePage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"HomePage"</h1> }.into_any()
    }
}
