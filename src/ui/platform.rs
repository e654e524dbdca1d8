//! Where server and browser differ: the one place in the pages that asks which of the two it is compiled for.
use crate::api::{session::SessionView, wire};

/// Name of the `<meta>` tag that carries the session to the browser, so that the first frame needs no request.
pub const SESSION_META: &str = "pa-session";

/// What comes of a question that is answered line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    Line(String),
    /// The server did not agree; its words.
    Refused(String),
    /// All of it has come.
    Over,
    /// Cut off, or never begun.
    Lost,
}

#[cfg(not(feature = "hydrate"))]
mod here {
    use super::SessionView;

    pub fn initial_session() -> Option<SessionView> {
        leptos::prelude::use_context::<SessionView>()
    }

    /// Whether a page needs the application's code. Signing in is a plain form: it should be there at once, on any line.
    #[cfg(feature = "ssr")]
    pub fn wants_scripts() -> bool {
        leptos::prelude::use_context::<crate::server::context::Visitor>().is_none_or(|visitor| visitor.path != "/sign-in")
    }
    #[cfg(not(feature = "ssr"))]
    pub fn wants_scripts() -> bool {
        true
    }

    /// Sends the page's content security policy, with the nonce its own scripts carry.
    #[cfg(feature = "ssr")]
    pub fn secure_page() {
        use crate::server::http::headers;
        let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        let watched =
            leptos::prelude::use_context::<crate::server::context::Visitor>().is_some_and(|v| v.state.config.http.watched);
        if let (Some(response), Ok(policy)) =
            (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), headers::page_policy(&nonce, watched).parse())
        {
            response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    #[cfg(not(feature = "ssr"))]
    pub fn secure_page() {}

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

    /// A page that is drawn here and nowhere else. What it read is not sent along: nobody in the browser would read it.
    pub fn document(draw: fn() -> leptos::prelude::AnyView) -> leptos::prelude::AnyView {
        use leptos::prelude::*;
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        let page = draw();
        view! { <div class="document">{page}</div> }.into_any()
    }

    /// The text of a page's title. The library writes it between its tags as it is: a name could end them.
    pub fn title_text(text: String) -> String {
        crate::ui::components::text_area::escape(&text)
    }

    pub fn enhance_documents() {}
    pub fn go(_place: &str) {}

    pub fn typed_before(_id: &str) -> Option<String> {
        None
    }
    pub fn ticked_before(_id: &str) -> Option<bool> {
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
    pub fn set_root(_name: &str, _value: Option<&str>) {}
    pub fn print() {}
    pub fn mark_hydrated() {}
    pub fn now() -> i64 {
        0
    }
    pub fn random_id() -> String {
        String::new()
    }
    pub fn is_online() -> bool {
        true
    }
    pub fn is_hidden() -> bool {
        false
    }
    pub fn is_in_a_field() -> bool {
        false
    }
    pub fn select_text(_id: &str) {}
    pub fn close_details(_id: &str) {}
    pub fn has_open_list(_id: &str) -> bool {
        false
    }
    pub fn clipboard(_event: &leptos::web_sys::ClipboardEvent) -> Option<(String, Option<String>)> {
        None
    }
    pub fn send_leaving(_url: &str, _json: &str) {}
    pub fn post_quietly(_url: &str, _form: &str, _done: impl FnOnce(bool) + 'static) {}
    pub fn post_lines(_name: &str, _url: &str, _json: &str, _hear: impl Fn(super::Received) + 'static) {}
    pub fn stop_lines(_name: &str) {}
}

#[cfg(feature = "hydrate")]
mod here {
    use super::{SESSION_META, SessionView, from_json};
    use std::{cell::RefCell, collections::BTreeSet};
    use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

    thread_local! {
        static TAKEN_OVER: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    }

    fn dom() -> Option<web_sys::Document> {
        web_sys::window()?.document()
    }

    fn by_id<T: JsCast>(id: &str) -> Option<T> {
        dom()?.get_element_by_id(id)?.dyn_into().ok()
    }

    pub fn initial_session() -> Option<SessionView> {
        let meta = dom()?.query_selector(&format!("meta[name={SESSION_META}]")).ok()??;
        from_json(&meta.get_attribute("content")?)
    }

    pub fn wants_scripts() -> bool {
        true
    }
    pub fn secure_page() {}
    pub fn set_status(_status: u16) {}

    /// A page the server draws: what it sent stands already. Reached by a link inside this program, it has to be fetched.
    #[inline(always)]
    pub fn document(_draw: fn() -> leptos::prelude::AnyView) -> leptos::prelude::AnyView {
        use leptos::{prelude::*, tachys::html::InertElement};
        let at = leptos_router::hooks::use_location();
        let (path, search, hash) = (at.pathname, at.search, at.hash);
        let load = move || {
            let marked = |mark: &str, part: String| match part.trim_start_matches(mark) {
                "" => String::new(),
                part => format!("{mark}{part}"),
            };
            let wanted = untrack(|| format!("{}{}{}", path.get(), marked("?", search.get()), marked("#", hash.get())));
            // Once the router has noted where it is.
            set_timeout(move || super::documents::fetch(&wanted), std::time::Duration::ZERO);
        };
        if Owner::current_shared_context().is_none_or(|shared| !shared.during_hydration()) {
            load();
        }
        // A filter or an order of the same page: the router keeps what stands there, so it has to be fetched too.
        let drawn = path.get_untracked();
        Effect::new(move |before: Option<String>| {
            let now = search.get();
            if before.is_some_and(|before| before != now) && path.get_untracked() == drawn {
                load();
            }
            now
        });
        InertElement::new(r#"<div class="document"></div>"#).into_any()
    }

    /// Scripts set a title as text.
    pub fn title_text(text: String) -> String {
        text
    }

    pub use super::documents::{enhance as enhance_documents, fetch as go};
    pub use super::streaming::{post_lines, stop_lines};

    /// What stands in a control the server drew: the person may have typed before this code arrived. Answers once per id:
    /// when a page is drawn anew, the control still found under that id is the old page's and its text is not the new one's.
    pub fn typed_before(id: &str) -> Option<String> {
        if !TAKEN_OVER.with_borrow_mut(|taken| taken.insert(id.to_owned())) {
            return None;
        }
        if let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(id) {
            return Some(area.value());
        }
        if let Some(select) = by_id::<web_sys::HtmlSelectElement>(id) {
            return Some(select.value());
        }
        by_id::<web_sys::HtmlInputElement>(id).map(|input| input.value())
    }

    /// The same for a box or a button of a choice: whether it is ticked.
    pub fn ticked_before(id: &str) -> Option<bool> {
        let is_first = TAKEN_OVER.with_borrow_mut(|taken| taken.insert(id.to_owned()));
        is_first.then(|| by_id::<web_sys::HtmlInputElement>(id).map(|input| input.checked())).flatten()
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

    /// Sets or takes away an attribute of the document's root.
    pub fn set_root(name: &str, value: Option<&str>) {
        if let Some(root) = dom().and_then(|document| document.document_element()) {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }

    /// Tells tests and measurements that the page reacts from now on.
    pub fn mark_hydrated() {
        if let Some(root) = dom().and_then(|document| document.document_element()) {
            let _ = root.set_attribute("data-hydrated", "");
        }
    }

    pub fn print() {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    }

    /// Milliseconds since the page was opened; never jumps.
    pub fn now() -> i64 {
        web_sys::window().and_then(|window| window.performance()).map_or(0, |performance| performance.now() as i64)
    }

    /// 32 hexadecimal digits nobody guesses. `crypto.randomUUID` would need HTTPS.
    pub fn random_id() -> String {
        let mut bytes = [0; 16];
        if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        hex::encode(bytes)
    }

    pub fn is_online() -> bool {
        web_sys::window().is_none_or(|window| window.navigator().on_line())
    }

    /// The page is in the background or on its way out.
    pub fn is_hidden() -> bool {
        dom().is_some_and(|document| document.hidden())
    }

    /// Somebody is typing or choosing right now; the focus is not to be taken from them.
    pub fn is_in_a_field() -> bool {
        dom()
            .and_then(|document| document.active_element())
            .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT"))
    }

    pub fn select_text(id: &str) {
        if let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(id) {
            area.select();
        } else if let Some(input) = by_id::<web_sys::HtmlInputElement>(id) {
            input.select();
        }
    }

    pub fn close_details(id: &str) {
        if let Some(details) = by_id::<web_sys::Element>(id) {
            let _ = details.remove_attribute("open");
        }
    }

    /// A select whose list is open uses the keys itself. Browsers that cannot tell say no.
    pub fn has_open_list(id: &str) -> bool {
        by_id::<web_sys::Element>(id).is_some_and(|element| element.matches(":open").unwrap_or(false))
    }

    /// Plain text and, when there is any, markup of what is being pasted.
    pub fn clipboard(event: &leptos::web_sys::ClipboardEvent) -> Option<(String, Option<String>)> {
        let data = event.clipboard_data()?;
        let html = data.get_data("text/html").ok().filter(|html| !html.is_empty());
        Some((data.get_data("text/plain").ok()?, html))
    }

    fn post(url: &str, content_type: &str, body: &str, keepalive: bool) -> Option<js_sys::Promise> {
        let headers = js_sys::Object::new();
        for (name, value) in [("Content-Type", content_type), ("Accept", "application/json")] {
            js_sys::Reflect::set(&headers, &name.into(), &value.into()).ok()?;
        }
        let init = web_sys::RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&JsValue::from_str(body));
        js_sys::Reflect::set(&init, &"keepalive".into(), &keepalive.into()).ok()?;
        Some(web_sys::window()?.fetch_with_str_and_init(url, &init))
    }

    /// Sends JSON in a request that outlives the page. Nobody is left to read the answer.
    pub fn send_leaving(url: &str, json: &str) {
        if let Some(promise) = post(url, "application/json", json, true) {
            let ignore = Closure::<dyn FnMut(JsValue)>::new(|_| {});
            let _ = promise.catch(&ignore);
            ignore.forget();
        }
    }

    /// Posts a form without following where its answer leads; `done` hears whether the server agreed.
    pub fn post_quietly(url: &str, form: &str, done: impl FnOnce(bool) + 'static) {
        let Some(promise) = post(url, "application/x-www-form-urlencoded", form, false) else { return done(false) };
        let mut done = Some(done);
        let settled = Closure::<dyn FnMut(JsValue)>::new(move |answer: JsValue| {
            if let Some(done) = done.take() {
                done(answer.dyn_ref::<web_sys::Response>().is_some_and(web_sys::Response::ok));
            }
        });
        let _ = promise.then2(&settled, &settled);
        settled.forget();
    }
}

#[cfg(feature = "hydrate")]
#[path = "documents.rs"]
mod documents;
#[cfg(feature = "hydrate")]
#[path = "streaming.rs"]
mod streaming;

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

/// A value from JSON text that was written by [`to_json`], perhaps by an earlier version of this program.
pub fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    wire::from_json(text.as_bytes()).ok()
}
