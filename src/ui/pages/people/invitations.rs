//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct InvitationsPage {}

#[lazy_route]
impl LazyRoute for InvitationsPage {
    fn data() -> Self {
        InvitationsPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"InvitationsPage"</h1> }.into_any()
    }
}
