//! What a page does once a change went through. Where the change leads back to the same address nothing navigates, so the
//! page reads its data again itself. A refused change reads nothing: what was typed stays as it is.
use crate::ui::{components::Posting, platform};
use leptos::prelude::*;

pub fn after_success(posting: Posting, then: impl Fn() + 'static) {
    let value = posting.value();
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(_)))) {
            untrack(&then);
        }
    });
}

/// Moves the focus once what was just drawn stands in the page. Call it from effects only.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || platform::focus(id));
}
