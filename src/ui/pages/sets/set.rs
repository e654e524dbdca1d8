//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct SetPage {}

#[lazy_route]
impl LazyRoute for SetPage {
    fn data() -> Self {
        SetPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"SetPage"</h1> }.into_any()
    }
}
