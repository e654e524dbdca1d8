//! The line that says a change went through, on the page it led to.
use crate::ui::{components::Icon, pages::sets::after::focus_soon};
use leptos::prelude::*;

const ID: &str = "news";

/// `takes_focus` where the button that was pressed is gone with the page it stood on.
#[component]
pub fn Flash(title: &'static str, #[prop(into)] body: String, #[prop(optional)] takes_focus: bool) -> impl IntoView {
    Effect::new(move |_| {
        if takes_focus {
            focus_soon(ID);
        }
    });
    view! {
        <div class="banner" id={ID} data-tone="success" role="status" tabindex="-1">
            <Icon name="check" />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                <p>{body}</p>
            </div>
        </div>
    }
    .into_any()
}
