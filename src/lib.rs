//! pa-assistant: a company's yearly performance assessment.
//! Without features this library is only [`domain`]; `hydrate` adds the pages for the browser, `ssr` the pages and the server.
// Page views are deeply nested types.
#![recursion_limit = "512"]

pub mod domain;

#[cfg(feature = "ui")]
pub mod api;
#[cfg(feature = "ui")]
pub mod ui;

#[cfg(feature = "ssr")]
pub mod server;

/// The browser's entry: takes over the page the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(ui::app::App);
}
