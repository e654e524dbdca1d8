//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct MyTargetsPage {}

#[lazy_route]
impl LazyRoute for MyTargetsPage {
    fn data() -> Self {
        MyTargetsPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"MyTargetsPage"</h1> }.into_any()
    }
}
