//! Moving the focus to what may only be drawn in a moment.
use crate::ui::platform;
use leptos::prelude::*;
use std::time::Duration;

pub fn focus_soon(id: String) {
    set_timeout(move || platform::focus(&id), Duration::ZERO);
}
