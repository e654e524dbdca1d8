//! The edge of a column that can be moved, with the pointer or the arrow keys; the width stays, on this device (R48).
use crate::ui::{messages::common, platform};
use leptos::{ev, prelude::*};

const STEP: i32 = 16;
const NARROWEST: i32 = 48;

/// Stands inside the `<th>` whose id is `column`. Without scripts there is nothing to move.
#[component]
pub fn Grip(column: &'static str, #[prop(into)] name: String) -> impl IntoView {
    let key = format!("pa.width.{column}");
    let here = RwSignal::new(false);
    // Where the pointer took hold, and how wide the column was then.
    let held = StoredValue::new(None::<(i32, i32)>);
    let stored = key.clone();
    Effect::new(move |_| {
        here.set(true);
        if let Some(width) = platform::stored(&stored).and_then(|width| width.parse().ok()) {
            platform::set_width(column, Some(width));
        }
    });
    let set = StoredValue::new(move |width: Option<i32>| {
        let width = width.map(|width| width.max(NARROWEST));
        platform::set_width(column, width);
        match width {
            Some(width) => platform::store(&key, &width.to_string()),
            None => platform::unstore(&key),
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            "Home" => return set.with_value(|set| set(None)),
            _ => return,
        };
        event.prevent_default();
        set.with_value(|set| set(Some(platform::width(column) + by)));
    };
    let on_move = move |event: ev::PointerEvent| {
        if let Some((from, width)) = held.get_value() {
            set.with_value(|set| set(Some(width + event.client_x() - from)));
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
                    on:dblclick={move |_| set.with_value(|set| set(None))}
                />
            }
        })
    }
}
