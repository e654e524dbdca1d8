//! What a page does once a change went through. Where the change leads back to the same address nothing navigates, so the
//! page reads its data again itself. A refused change reads nothing: what was typed stays as it is.
use crate::{api::error::AppError, ui::platform};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn after_success<S>(action: ServerAction<S>, then: impl Fn() + 'static)
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
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
