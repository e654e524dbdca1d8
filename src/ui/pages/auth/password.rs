//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct PasswordPage {}

#[lazy_route]
impl LazyRoute for PasswordPage {
    fn data() -> Self {
        PasswordPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"PasswordPage"</h1> }.into_any()
    }
}
