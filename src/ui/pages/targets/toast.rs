//! What just happened, and the way to take it back. It stays until it is dismissed or something else happens.
use super::{desk::use_desk, edits, help::use_focused};
use crate::ui::{components::Icon, messages::targets};
use leptos::prelude::*;

#[component]
pub fn Toasts() -> impl IntoView {
    let (desk, focused) = (use_desk(), use_focused());
    let close = move || {
        desk.toast.set(None);
        focused.back();
    };
    let shown = move || {
        desk.toast.get().map(|toast| {
            let undo = toast.undo.map(|(before, after)| {
                let undo = move |_| {
                    desk.edit(None, |draft| edits::undone(draft, &before, &after));
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
