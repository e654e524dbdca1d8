//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct DirectoryPage {}

#[lazy_route]
impl LazyRoute for DirectoryPage {
    fn data() -> Self {
        DirectoryPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"DirectoryPage"</h1> }.into_any()
    }
}
