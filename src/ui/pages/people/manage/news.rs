//! What was just done, as the address says it.
use crate::ui::{messages::people::records as words, pages::people::banner::Banner};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn News() -> impl IntoView {
    let query = use_query_map();
    move || {
        query
            .with(|query| {
                let done = query.get_str("done").filter(|_| query.get_str("__err").is_none());
                done.and_then(words::done)
            })
            .map(|(title, body)| view! { <Banner tone="success" title body /> })
    }
}
