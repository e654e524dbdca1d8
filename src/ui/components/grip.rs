//! The edge of a column that can be moved, with the pointer or the arrow keys; the width stays, on this device (R48). What moves
//! it stands in `ui/documents.rs`.
use crate::ui::messages::common;
use leptos::prelude::*;

/// Stands inside the `<th>` whose id is `column`. Hidden while there are no scripts.
#[component]
pub fn Grip(column: &'static str, #[prop(into)] name: String) -> impl IntoView {
    view! {
        <span
            class="grip needs-scripts"
            data-grip={column}
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label={common::width_of(&name)}
            title={common::WIDTH_HINT}
        />
    }
    .into_any()
}
