//! After a refused form the first field that needs another look takes the focus.
use crate::{api::error::AppError, ui::platform};
use leptos::prelude::*;

/// `id_of` makes the control's id from the violation's field name.
pub fn focus_first(error: Signal<Option<AppError>>, id_of: impl Fn(&str) -> String + 'static) {
    Effect::new(move |_| {
        let first = error.with(|error| error.as_ref().and_then(|error| error.violations().first().map(|v| id_of(&v.field))));
        if let Some(id) = first {
            // Once the words beside it are in the page, so that they are read out with it.
            request_animation_frame(move || platform::focus(&id));
        }
    });
}
