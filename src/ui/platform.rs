//! Where server and browser differ: the one place in the pages that asks which of the two it is compiled for.
use crate::api::session::SessionView;

/// Name of the `<meta>` tag that carries the session to the browser, so that the first frame needs no request.
pub const SESSION_META: &str = "pa-session";

#[cfg(not(feature = "hydrate"))]
mod here {
    use super::SessionView;

    pub fn initial_session() -> Option<SessionView> {
        leptos::prelude::use_context::<SessionView>()
    }

    #[cfg(feature = "ssr")]
    pub fn set_status(status: u16) {
        if let (Some(response), Ok(status)) =
            (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
        {
            response.set_status(status);
        }
    }
    #[cfg(not(feature = "ssr"))]
    pub fn set_status(_status: u16) {}

    pub fn typed_before(_id: &str) -> Option<String> {
        None
    }
    pub fn focus(_id: &str) {}
    pub fn open_dialog(_id: &str) {}
    pub fn close_dialog(_id: &str) {}
    pub fn stored(_key: &str) -> Option<String> {
        None
    }
    pub fn store(_key: &str, _value: &str) {}
    pub fn unstore(_key: &str) {}
    pub fn print() {}
}

#[cfg(feature = "hydrate")]
mod here {
    use super::{SESSION_META, SessionView};
    use wasm_bindgen::JsCast;

    fn document() -> Option<web_sys::Document> {
        web_sys::window()?.document()
    }

    fn by_id<T: JsCast>(id: &str) -> Option<T> {
        document()?.get_element_by_id(id)?.dyn_into().ok()
    }

    pub fn initial_session() -> Option<SessionView> {
        let meta = document()?.query_selector(&format!("meta[name={SESSION_META}]")).ok()??;
        serde_json::from_str(&meta.get_attribute("content")?).ok()
    }

    pub fn set_status(_status: u16) {}

    /// What stands in a control right now: the person may have typed before this code arrived.
    pub fn typed_before(id: &str) -> Option<String> {
        if let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(id) {
            return Some(area.value());
        }
        if let Some(select) = by_id::<web_sys::HtmlSelectElement>(id) {
            return Some(select.value());
        }
        by_id::<web_sys::HtmlInputElement>(id).map(|input| input.value())
    }

    pub fn focus(id: &str) {
        if let Some(element) = by_id::<web_sys::HtmlElement>(id) {
            let _ = element.focus();
        }
    }

    pub fn open_dialog(id: &str) {
        if let Some(dialog) = by_id::<web_sys::HtmlDialogElement>(id) {
            let _ = dialog.show_modal();
        }
    }

    pub fn close_dialog(id: &str) {
        if let Some(dialog) = by_id::<web_sys::HtmlDialogElement>(id) {
            dialog.close();
        }
    }

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok()?
    }

    pub fn stored(key: &str) -> Option<String> {
        storage()?.get_item(key).ok()?
    }

    pub fn store(key: &str, value: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(key, value);
        }
    }

    pub fn unstore(key: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(key);
        }
    }

    pub fn print() {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    }
}

pub use here::*;

/// A value as JSON text; nothing where neither server nor browser is compiled in.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub fn to_json<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
pub fn to_json<T: serde::Serialize>(_value: &T) -> Option<String> {
    None
}
