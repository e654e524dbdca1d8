//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct YearsPage {}

#[lazy_route]
impl LazyRoute for YearsPage {
    fn data() -> Self {
        YearsPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"YearsPage"</h1> }.into_any()
    }
}
