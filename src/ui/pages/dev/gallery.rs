//! Placeholder.
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct GalleryPage {}

#[lazy_route]
impl LazyRoute for GalleryPage {
    fn data() -> Self {
        GalleryPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"GalleryPage"</h1> }.into_any()
    }
}
