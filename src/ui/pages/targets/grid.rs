//! The three to five targets as cards, the button for another one, and their total.
use super::{desk::use_desk, edits::Intent, gestures, row::RowCard, total::Total};
use crate::{
    domain::{draft::Field, target::MAX_TARGETS},
    ui::{
        components::Icon,
        drafting::check::{FieldError, use_check},
        messages::targets,
    },
};
use leptos::prelude::*;

/// The id of the button that adds a row.
pub const ADD: &str = "add-target";

#[component]
pub fn Grid() -> impl IntoView {
    let desk = use_desk();
    let rows = desk.sheet.rows;
    let words = use_check().words(&Field::Rows.name());
    let is_full = Memo::new(move |_| rows.with(|rows| rows.len() >= MAX_TARGETS));
    let add = move || {
        if is_full.get() {
            return view! { <p class="muted">{targets::FULL}</p> }.into_any();
        }
        view! {
            <button class="target-add" id={ADD} type="submit" name="form[intent]" value={Intent::Add.to_string()}>
                <Icon name="plus" />
                {targets::ADD}
            </button>
        }
        .into_any()
    };
    view! {
        <ol class="target-grid" id={Field::Rows.name()} tabindex="-1" on:paste={move |ev| gestures::paste(desk, &ev)}>
            <For each={move || rows.get()} key={|row| row.key.clone()} let:row>
                <RowCard row />
            </For>
        </ol>
        <FieldError id={"rows-error".to_owned()} words />
        {add}
        <div class="grid-total">
            <Total />
        </div>
    }
    .into_any()
}
