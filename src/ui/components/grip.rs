//! The edge of a column that can be moved, with the pointer or the arrow keys; the width stays, on this device (R48).
use crate::ui::{messages::common, platform};
use leptos::{ev, prelude::*};

const STEP: i32 = 16;
const NARROWEST: i32 = 48;

fn key(column: &str) -> String {
    format!("pa.width.{column}")
}

/// Stands inside the `<th>` whose id is `column`. Without scripts there is nothing to move.
#[component]
pub fn Grip(column: &'static str, #[prop(into)] name: String) -> impl IntoView {
    let here = RwSignal::new(false);
    // Where the pointer took hold, and how wide the column was then.
    let held = StoredValue::new(None::<(i32, i32)>);
    Effect::new(move |_| {
        here.set(true);
        if let Some(width) = platform::stored(&key(column)).and_then(|width| width.parse().ok()) {
            platform::set_width(column, width);
        }
    });
    let set = move |width: i32| {
        let width = width.max(NARROWEST);
        platform::set_width(column, width);
        platform::store(&key(column), &width.to_string());
    };
    let reset = move || {
        for column in platform::reset_widths(column) {
            platform::unstore(&key(&column));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => set(platform::width(column) - STEP),
            "ArrowRight" => set(platform::width(column) + STEP),
            "Home" => reset(),
            _ => return,
        }
        event.prevent_default();
    };
    let on_move = move |event: ev::PointerEvent| {
        if let Some((from, width)) = held.get_value() {
            set(width + event.client_x() - from);
        }
    };
    move || {
        here.get().then(|| {
            view! {
                <span
                    class="grip"
                    role="separator"
                    tabindex="0"
                    aria-orientation="vertical"
                    aria-label={common::width_of(&name)}
                    title={common::WIDTH_HINT}
                    on:keydown={on_key}
                    on:pointerdown={move |event: ev::PointerEvent| {
                        event.prevent_default();
                        platform::capture(&event);
                        held.set_value(Some((event.client_x(), platform::width(column))));
                    }}
                    on:pointermove={on_move}
                    on:pointerup={move |_| held.set_value(None)}
                    on:pointercancel={move |_| held.set_value(None)}
                    on:dblclick={move |_| reset()}
                />
            }
        })
    }
}
