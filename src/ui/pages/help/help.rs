//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct HelpPage {}

#[lazy_route]
impl LazyRoute for HelpPage {
    fn data() -> Self {
        HelpPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"HelpPage"</h1> }.into_any()
    }
}
