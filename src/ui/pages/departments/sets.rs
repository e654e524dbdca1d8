//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct SetListPage {}

#[lazy_route]
impl LazyRoute for SetListPage {
    fn data() -> Self {
        SetListPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"SetListPage"</h1> }.into_any()
    }
}
