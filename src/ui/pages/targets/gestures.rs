//! Keys, pastes and the buttons of the form, turned into what they do to the draft (R48).
use super::{
    desk::{Desk, new_row_key},
    edits::{self, Intent},
    grid, paste,
    place::{self, Step},
    problems::label,
    row_menu,
};
use crate::{
    domain::draft::{DraftContent, RowKey},
    ui::{
        drafting::{desk::Sheet, focus::focus_soon},
        messages::targets,
        platform,
    },
};
use leptos::{
    ev::{ClipboardEvent, Event, KeyboardEvent},
    wasm_bindgen::JsCast,
    web_sys::Element,
};

/// The id of the control an event came from.
pub fn control(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_ref::<Element>()?.id()).filter(|id| !id.is_empty())
}

/// A key inside the form. While a word is being composed, as in Japanese, keys belong to the input method.
pub fn key(desk: Desk, event: &KeyboardEvent) {
    if event.is_composing() || event.key_code() == 229 || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(id) = control(event).filter(|id| !platform::has_open_list(id)) else { return };
    match event.key().as_str() {
        "F2" if place::field(&id).is_some() => {
            event.prevent_default();
            platform::select_text(&id);
        }
        "Escape" => {
            if restore(desk, &id) {
                event.prevent_default();
            }
        }
        key => {
            let Some((column, row)) = place::cell(&id) else { return };
            let Some(draft) = desk.sheet.content_now() else { return };
            let Some(from) = edits::position(&draft, &row) else { return };
            match place::step(key, event.shift_key(), column, from, draft.rows.len()) {
                Some(Step::To(to)) => {
                    event.prevent_default();
                    let there = column.field(&draft.rows[to].key).name();
                    platform::focus(&there);
                    platform::select_text(&there);
                }
                Some(Step::Stay) => event.prevent_default(),
                None => {}
            }
        }
    }
}

/// Esc: back to what was saved last, with a way to think again.
fn restore(desk: Desk, id: &str) -> bool {
    let Some(field) = place::field(id) else { return false };
    let Some(draft) = desk.sheet.content_now() else { return false };
    let Some(saved) = desk.saved_text(&field) else { return false };
    if draft.get(&field).is_none_or(|text| text == saved) {
        return false;
    }
    desk.edit(Some(targets::restored(&label(id, &draft))), |draft| {
        let mut draft = draft.clone();
        draft.set(&field, saved);
        draft
    });
    true
}

/// Fills a block of cells in; anything else is pasted by the browser.
pub fn paste(desk: Desk, event: &ClipboardEvent) {
    let Some((column, row)) = control(event).and_then(|id| place::cell(&id)) else { return };
    let Some((text, html)) = platform::clipboard(event) else { return };
    let Some(block) = paste::block(&text, html.as_deref(), column) else { return };
    let Some(draft) = desk.sheet.content_now() else { return };
    let Some(from) = edits::position(&draft, &row) else { return };
    let filled = paste::fill(&draft, from, column, &block, new_row_key);
    if filled.rows == 0 {
        return;
    }
    event.prevent_default();
    desk.edit(Some(targets::pasted(filled.rows, filled.left_out)), |_| filled.content);
}

/// What a button of the grid does when scripts run. Saving and submitting are not the grid's.
pub fn edit(desk: Desk, intent: &Intent) {
    let Some(draft) = desk.sheet.content_now() else { return };
    let number = |draft: &DraftContent, key: &RowKey| edits::position(draft, key).map_or(0, |place| place + 1);
    match intent {
        Intent::Save | Intent::Submit => {}
        Intent::Add if !edits::may_add(&draft) => desk.say(targets::FULL),
        Intent::Copy(key) if !edits::may_add(&draft) => {
            row_menu::close(key);
            desk.say(targets::FULL);
        }
        Intent::Add => {
            let key = new_row_key();
            let task = place::Column::Task.field(&key).name();
            desk.edit(None, |draft| edits::added(draft, key));
            focus_soon(task);
        }
        Intent::Remove(key) => {
            let place = edits::position(&draft, key).unwrap_or_default();
            desk.edit(Some(targets::removed(place + 1)), |draft| edits::removed(draft, key));
            let after = edits::removed(&draft, key);
            let next = after.rows.get(place).or(after.rows.last());
            focus_soon(next.map_or_else(|| grid::ADD.to_owned(), |row| row_menu::opener(&row.key)));
        }
        Intent::Up(key) | Intent::Down(key) => {
            row_menu::close(key);
            let after = edits::moved(&draft, key, matches!(intent, Intent::Up(_)));
            if after != draft {
                let words = targets::moved(number(&draft, key), number(&after, key));
                desk.edit(Some(words), |_| after);
            }
            focus_soon(row_menu::opener(key));
        }
        Intent::Copy(key) => {
            row_menu::close(key);
            let copy = new_row_key();
            let task = place::Column::Task.field(&copy).name();
            desk.edit(Some(targets::copied(number(&draft, key))), |draft| edits::copied(draft, key, copy));
            focus_soon(task);
        }
    }
}
