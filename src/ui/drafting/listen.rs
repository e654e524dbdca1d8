//! What happens around a page and matters to what was typed on it.
use super::desk::{Desk, Sheet};
use crate::ui::platform;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::PageTransitionEvent};

/// What a page tells its desk.
#[derive(Clone, Copy)]
enum News {
    Online,
    Offline,
    Focus,
    Leaves,
    Hidden,
    Back,
    Save,
}

/// To be called where the desk is made. Sends what is unsaved when the page goes.
pub fn listen<S: Sheet>(desk: Desk<S>) {
    let tell = Callback::new(move |news: News| match news {
        News::Online => desk.online(),
        News::Offline => desk.offline(),
        News::Focus => desk.wake(),
        News::Leaves => desk.leave(),
        News::Hidden => desk.save_now(),
        News::Back => desk.came_back(),
        News::Save => desk.save_now(),
    });
    on_cleanup(move || desk.leave_for_another_page());
    Effect::new(move |_| hear(tell));
}

fn hear(tell: Callback<News>) {
    let on = |name: &str, news: News| {
        let handle = window_event_listener_untyped(name, move |_| tell.run(news));
        on_cleanup(move || handle.remove());
    };
    on("online", News::Online);
    on("offline", News::Offline);
    on("focus", News::Focus);
    on("pagehide", News::Leaves);
    let turned = window_event_listener_untyped("visibilitychange", move |_| {
        tell.run(if platform::is_hidden() { News::Hidden } else { News::Focus });
    });
    on_cleanup(move || turned.remove());
    let shown = window_event_listener_untyped("pageshow", move |ev| {
        if ev.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            tell.run(News::Back);
        }
    });
    on_cleanup(move || shown.remove());
    let save = window_event_listener(leptos::ev::keydown, move |ev| {
        if (ev.ctrl_key() || ev.meta_key()) && !ev.alt_key() && ev.key().eq_ignore_ascii_case("s") {
            ev.prevent_default();
            tell.run(News::Save);
        }
    });
    on_cleanup(move || save.remove());
}
