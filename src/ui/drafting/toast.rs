//! What just happened, and the way to take it back. It stays until it is dismissed or something else happens.
use super::{
    Draft,
    desk::{Desk, Sheet},
};
use crate::ui::{components::Icon, messages::targets};
use leptos::prelude::*;

/// Takes back what led from `before` to `after`, and nothing that was typed since.
pub fn undone<D: Draft>(draft: &D, before: &D, after: &D) -> D {
    D::merge(draft, &D::diff(after, before)).content
}

/// `back` gives the focus back to where it was.
#[component]
pub fn Toasts<S: Sheet>(desk: Desk<S>, back: Callback<()>) -> impl IntoView {
    let close = move || {
        desk.toast.set(None);
        back.run(());
    };
    let shown = move || {
        desk.toast.get().map(|toast| {
            let undo = toast.undo.map(|(before, after)| {
                let undo = move |_| {
                    desk.edit(None, |draft| undone(draft, &before, &after));
                    close();
                };
                view! {
                    <button class="button button--small" type="button" on:click={undo}>
                        <Icon name="undo" />
                        {targets::UNDO}
                    </button>
                }
            });
            view! {
                <div class="toast" data-tone="info">
                    <Icon name="info" />
                    <p>{toast.words}</p>
                    {undo}
                    <button class="button button--small button--quiet button--icon" type="button" on:click={move |_| close()}>
                        <Icon name="x" />
                        <span class="visually-hidden">{targets::DISMISS}</span>
                    </button>
                </div>
            }
        })
    };
    view! {
        <div class="toasts no-print" role="status" aria-live="polite">
            {shown}
        </div>
    }
    .into_any()
}
