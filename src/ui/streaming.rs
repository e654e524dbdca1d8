//! An answer that is read line by line as it comes.
use std::{cell::RefCell, collections::BTreeMap};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, Response, js_sys};

pub use super::Received;

thread_local! {
    /// What is under way, by the name its caller gave it.
    static UNDER_WAY: RefCell<BTreeMap<String, AbortController>> = const { RefCell::new(BTreeMap::new()) };
}

/// Posts JSON. `hear` gets every line as it arrives and, last, how it ended.
pub fn post_lines(name: &str, url: &str, json: &str, hear: impl Fn(Received) + 'static) {
    stop_lines(name);
    let Ok(controller) = AbortController::new() else { return hear(Received::Lost) };
    UNDER_WAY.with_borrow_mut(|all| all.insert(name.to_owned(), controller.clone()));
    let (name, url, json) = (name.to_owned(), url.to_owned(), json.to_owned());
    spawn_local(async move {
        let outcome = read(&url, &json, &controller, &hear).await;
        let stopped = controller.signal().aborted();
        UNDER_WAY.with_borrow_mut(|all| {
            if all.get(&name).is_some_and(|held| *held == controller) {
                all.remove(&name);
            }
        });
        match outcome {
            _ if stopped => {}
            Ok(Some(refused)) => hear(Received::Refused(refused)),
            Ok(None) => hear(Received::Over),
            Err(_) => hear(Received::Lost),
        }
    });
}

/// Ends it; nothing more is heard of it.
pub fn stop_lines(name: &str) {
    if let Some(controller) = UNDER_WAY.with_borrow_mut(|all| all.remove(name)) {
        controller.abort();
    }
}

/// Reads to the end. What the server refused comes back as it said it.
async fn read(url: &str, json: &str, controller: &AbortController, hear: &impl Fn(Received)) -> Result<Option<String>, JsValue> {
    let headers = js_sys::Object::new();
    for (name, value) in [("Content-Type", "application/json"), ("Accept", "application/json")] {
        js_sys::Reflect::set(&headers, &name.into(), &value.into())?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(json));
    init.set_signal(Some(&controller.signal()));
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(Some(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default()));
    }
    let reader: ReadableStreamDefaultReader = response.body().ok_or(JsValue::NULL)?.get_reader().dyn_into()?;
    let mut bytes: Vec<u8> = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let value: js_sys::Uint8Array = js_sys::Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        bytes.extend(value.to_vec());
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = bytes.drain(..=end).collect();
            hear(Received::Line(String::from_utf8_lossy(&line).trim().to_owned()));
        }
    }
}
