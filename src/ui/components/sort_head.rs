//! A column's head that orders the table, with the edge that sets its width.
use super::Grip;
use leptos::prelude::*;

#[component]
pub fn SortHead(
    /// The head's id; its width is remembered under it.
    column: &'static str,
    name: &'static str,
    #[prop(into)] href: Signal<String>,
    #[prop(into)] order: Signal<Option<&'static str>>,
    #[prop(optional)] number: bool,
) -> impl IntoView {
    view! {
        <th scope="col" id={column} class:num={number} aria-sort={move || order.get()}>
            <a class="table__sort" href={move || href.get()} data-noscroll="">
                {name}
            </a>
            <Grip column name />
        </th>
    }
    .into_any()
}
