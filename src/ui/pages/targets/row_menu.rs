//! What can be done with a row: buttons of the form, so that they work without scripts too.
use super::edits::Intent;
use crate::{
    domain::draft::RowKey,
    ui::{components::Icon, messages::targets, platform},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::Element};

/// The id of the menu's button, where the focus goes back to.
pub fn opener(key: &RowKey) -> String {
    format!("more-{key}")
}

fn menu(key: &RowKey) -> String {
    format!("menu-{key}")
}

pub fn close(key: &RowKey) {
    platform::close_details(&menu(key));
}

#[component]
pub fn RowMenu(key: RowKey, number: Memo<usize>) -> impl IntoView {
    let escape = {
        let key = key.clone();
        move |ev: leptos::ev::KeyboardEvent| {
            if ev.key() == "Escape" {
                ev.stop_propagation();
                close(&key);
                platform::focus(&opener(&key));
            }
        }
    };
    let leave = {
        let key = key.clone();
        move |ev: leptos::ev::FocusEvent| {
            let to = ev.related_target().and_then(|to| to.dyn_into::<Element>().ok());
            // A click on nothing names no target, and in some browsers a click on a button neither.
            if to.is_some_and(|to| to.closest(&format!("#{}", menu(&key))).is_ok_and(|inside| inside.is_none())) {
                close(&key);
            }
        }
    };
    let items = [
        (Intent::Up(key.clone()), "arrow-up", targets::MOVE_UP, None),
        (Intent::Down(key.clone()), "arrow-down", targets::MOVE_DOWN, None),
        (Intent::Copy(key.clone()), "copy", targets::COPY, None),
        (Intent::Remove(key.clone()), "trash", targets::REMOVE, Some("danger")),
    ]
    .map(|(intent, icon, words, tone)| {
        view! {
            <li>
                <button class="menu__item" type="submit" name="form[intent]" value={intent.to_string()} data-tone={tone}>
                    <Icon name={icon} />
                    {words}
                </button>
            </li>
        }
    })
    .collect_view();
    view! {
        <details class="menu" id={menu(&key)} on:keydown={escape} on:focusout={leave}>
            <summary class="menu__button button button--quiet button--icon" id={opener(&key)}>
                <Icon name="more" />
                <span class="visually-hidden">{move || targets::more_for(number.get())}</span>
            </summary>
            <ul class="menu__list menu__list--end">{items}</ul>
        </details>
    }
    .into_any()
}
