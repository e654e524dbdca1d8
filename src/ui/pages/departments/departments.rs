//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct DepartmentsPage {}

#[lazy_route]
impl LazyRoute for DepartmentsPage {
    fn data() -> Self {
        DepartmentsPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"DepartmentsPage"</h1> }.into_any()
    }
}
