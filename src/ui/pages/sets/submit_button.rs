//! The button that sends a form: says that it is busy, and sends once however often it is pressed.
use leptos::prelude::*;

/// `name` and `value` travel with the form when this button sent it. `check` may refuse to send.
#[component]
pub fn SubmitButton(
    #[prop(into)] pending: Signal<bool>,
    #[prop(default = "button button--primary")] class: &'static str,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional)] value: Option<&'static str>,
    /// Sends even when fields that belong to another button are empty.
    #[prop(optional)]
    skip_checks: bool,
    #[prop(optional, into)] check: Option<Callback<(), bool>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class={class}
            type="submit"
            name={name}
            value={value}
            formnovalidate={skip_checks}
            aria-busy={move || pending.get().then_some("true")}
            on:click={move |ev| {
                if pending.get_untracked() || check.is_some_and(|check| !check.run(())) {
                    ev.prevent_default();
                }
            }}
        >
            {children()}
        </button>
    }
    .into_any()
}
