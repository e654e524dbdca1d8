//! A part of a page that is made anew when what it shows has changed. Answers redraw a page in place, which keeps controls:
//! ticks, opened folds and typed text would otherwise pass from one record to the next.
use leptos::prelude::*;

/// The same `key` keeps what `draw` made; another one replaces it.
pub fn fresh(key: String, draw: impl Fn() -> AnyView + Clone + Send + 'static) -> AnyView {
    view! { <For each={move || [key.clone()]} key={|key| key.clone()} children={move |_| draw()} /> }.into_any()
}
