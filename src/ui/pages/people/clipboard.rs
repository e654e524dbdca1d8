//! Puts a text on the clipboard. Called by name, for not every browser has one on every page: over plain http there is none.
use leptos::{wasm_bindgen::JsCast, web_sys::js_sys};

/// Whether the browser took it on.
pub fn copy(text: &str) -> bool {
    let get = |from: &js_sys::Object, name: &str| {
        js_sys::Reflect::get(from, &name.into()).ok().and_then(|found| found.dyn_into::<js_sys::Object>().ok())
    };
    let clipboard = get(&js_sys::global(), "navigator").and_then(|navigator| get(&navigator, "clipboard"));
    let Some(clipboard) = clipboard else { return false };
    get(&clipboard, "writeText")
        .and_then(|write| write.dyn_into::<js_sys::Function>().ok())
        .is_some_and(|write| write.call1(&clipboard, &text.into()).is_ok())
}
