//! The list of a kind of record: what it says while there are none, its table, and the way to change one.
use super::parts::PATH;
use crate::ui::{components::Icon, messages::configuration as words};
use leptos::prelude::*;

/// A head's words, and whether numbers stand under it.
pub type Head = (&'static str, bool);

#[component]
pub fn Nothing(icon: &'static str, title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name={icon} />
            <p class="empty-state__title">{title}</p>
            <p>{body}</p>
        </div>
    }
    .into_any()
}

/// A table with these heads and a last column for what can be done; the children are its rows.
#[component]
pub fn Table(
    #[prop(into)] label: String,
    caption: &'static str,
    #[prop(into)] heads: Vec<Head>,
    children: Children,
) -> impl IntoView {
    let heads = heads
        .into_iter()
        .map(|(head, is_number)| {
            view! {
                <th class:num={is_number} scope="col">
                    {head}
                </th>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={label}>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        {heads} <th scope="col">
                            <span class="visually-hidden">{words::ACTION}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The cell that leads to where this record is changed; `path` is under the configuration's.
#[component]
pub fn Change(path: String, #[prop(into)] name: String) -> impl IntoView {
    view! {
        <td>
            <a class="button button--small" href={format!("{PATH}{path}")} rel="external" aria-label={words::change(&name)}>
                {words::EDIT}
            </a>
        </td>
    }
    .into_any()
}
