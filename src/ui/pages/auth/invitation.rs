//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct InvitationPage {}

#[lazy_route]
impl LazyRoute for InvitationPage {
    fn data() -> Self {
        InvitationPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"InvitationPage"</h1> }.into_any()
    }
}
