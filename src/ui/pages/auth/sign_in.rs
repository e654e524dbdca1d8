//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct SignInPage {}

#[lazy_route]
impl LazyRoute for SignInPage {
    fn data() -> Self {
        SignInPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"SignInPage"</h1> }.into_any()
    }
}
