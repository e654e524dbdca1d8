//! What scripts add to pages that have none of their own: columns whose width stays, a box that ticks all others, a button that
//! prints, an employee id that says whose it is, and forms that keep what was typed until the server has agreed. One listener each for the whole window; the pages only
//! carry marks.
use crate::{api::people::look_up_person, ui::pages::people::manage::number_field::said};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, PointerEvent,
};

const STEP: i32 = 16;
const NARROWEST: i32 = 48;

thread_local! {
    /// The column being moved: its id, where the pointer took hold, how wide it was.
    static HELD: RefCell<Option<(String, i32, i32)>> = const { RefCell::new(None) };
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Loads a page that this program cannot draw.
pub fn fetch(wanted: &str) {
    let Some(window) = web_sys::window() else { return };
    let place = window.location();
    let here = [place.pathname(), place.search(), place.hash()].into_iter().filter_map(Result::ok).collect::<String>();
    let _ = if here == wanted { place.reload() } else { place.assign(wanted) };
}

fn on<E: JsCast + 'static>(name: &str, then: impl Fn(&E) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(event) = event.dyn_ref::<E>() {
            then(event);
        }
    });
    let _ = window.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    heard.forget();
}

fn target<E: AsRef<Event>>(event: &E) -> Option<Element> {
    event.as_ref().target()?.dyn_into().ok()
}

/// To be called once, when the frame is there.
pub fn enhance() {
    restore_widths();
    on("pointerdown", take_hold);
    on("pointermove", |event: &PointerEvent| {
        HELD.with_borrow(|held| {
            if let Some((column, from, width)) = held {
                set_width(column, width + event.client_x() - from);
            }
        });
    });
    for end in ["pointerup", "pointercancel"] {
        on(end, |_: &PointerEvent| HELD.with_borrow_mut(|held| *held = None));
    }
    on("dblclick", |event: &Event| {
        if let Some(column) = target(event).and_then(|element| column_of(&element)) {
            reset_widths(&column);
        }
    });
    on("keydown", move_by_key);
    on("keydown", close_menu);
    on("change", |event: &Event| {
        if let Some(all) = target(event).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
            tick(&all);
        }
    });
    on("input", |event: &Event| {
        let Some(typed_in) = target(event) else { return };
        if let Some(form) = typed_in.closest("form").ok().flatten().and_then(|form| form.dyn_into().ok()) {
            keep(&form, false);
        }
        if let Ok(number) = typed_in.dyn_into::<HtmlInputElement>() {
            look_up(number);
        }
    });
    on("click", |event: &Event| {
        if target(event).is_some_and(|element| matches!(element.closest("[data-print]"), Ok(Some(_)))) {
            super::print();
        }
    });
    on("submit", |event: &Event| {
        if let Some(form) = target(event).and_then(|element| element.dyn_into::<HtmlFormElement>().ok()) {
            match form.get_attribute("action").as_deref() {
                // Nothing of one's own is left behind.
                Some(SIGN_OUT) => forget(true),
                _ => keep(&form, true),
            }
        }
    });
    if !take_back() {
        go_on();
    }
}

/// A link that led to a place on its own page: the keyboard goes on from there, at the first link of a row or the heading of a
/// section.
fn go_on() {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let Some(document) = document() else { return };
    let place = document.get_element_by_id(hash.trim_start_matches('#'));
    let Some(place) = place.filter(|place| matches!(place.closest(".document"), Ok(Some(_)))) else { return };
    let first = place.query_selector("h2, a, button").ok().flatten().unwrap_or(place);
    if let Some(first) = first.dyn_ref::<HtmlElement>() {
        give_focus(first);
    }
}

/// Whatever it is: what cannot be reached by the keyboard can be led to.
fn give_focus(element: &HtmlElement) {
    if element.tab_index() < 0 {
        let _ = element.set_attribute("tabindex", "-1");
    }
    let _: Result<(), JsValue> = element.focus();
}

/// Escape closes the menu one is in, and the keyboard goes on from what opened it.
fn close_menu(event: &KeyboardEvent) {
    if event.key() != "Escape" || event.is_composing() || event.default_prevented() {
        return;
    }
    let Some(menu) = target(event).and_then(|element| element.closest("details.menu[open]").ok().flatten()) else { return };
    let _ = menu.remove_attribute("open");
    if let Some(opener) = menu.query_selector("summary").ok().flatten().and_then(|opener| opener.dyn_into().ok()) {
        give_focus(&opener);
    }
}

/// The column a grip belongs to.
fn column_of(grip: &Element) -> Option<String> {
    grip.get_attribute("data-grip")
}

fn take_hold(event: &PointerEvent) {
    let Some(grip) = target(event) else { return };
    let Some(column) = column_of(&grip) else { return };
    event.prevent_default();
    let _ = grip.set_pointer_capture(event.pointer_id());
    let width = width(&column);
    HELD.with_borrow_mut(|held| *held = Some((column, event.client_x(), width)));
}

fn move_by_key(event: &KeyboardEvent) {
    let Some(column) = target(event).and_then(|element| column_of(&element)) else { return };
    match event.key().as_str() {
        "ArrowLeft" => set_width(&column, width(&column) - STEP),
        "ArrowRight" => set_width(&column, width(&column) + STEP),
        "Home" => reset_widths(&column),
        _ => return,
    }
    event.prevent_default();
}

fn key(column: &str) -> String {
    format!("pa.width.{column}")
}

fn head(column: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(column)?.dyn_into().ok()
}

fn width(column: &str) -> i32 {
    head(column).map_or(0, |head| head.offset_width())
}

/// A head cell's table and all its head cells.
fn heads(column: &str) -> Option<(HtmlElement, Vec<HtmlElement>)> {
    let table = head(column)?.closest("table").ok()??;
    let cells = table.query_selector_all("thead th").ok()?;
    let cells = (0..cells.length()).filter_map(|place| cells.get(place)?.dyn_into().ok()).collect();
    Some((table.dyn_into().ok()?, cells))
}

/// Makes one column this wide. The other columns keep the width they have, as in a spreadsheet.
fn set_width(column: &str, width: i32) {
    let Some((table, cells)) = heads(column) else { return };
    let width = width.max(NARROWEST);
    let widths: Vec<i32> = cells.iter().map(|cell| if cell.id() == column { width } else { cell.offset_width() }).collect();
    for (cell, width) in cells.iter().zip(&widths) {
        let _ = cell.style().set_property("width", &format!("{width}px"));
    }
    let _ = table.set_attribute("data-widths", "");
    let _ = table.style().set_property("width", &format!("{}px", widths.iter().sum::<i32>()));
    super::store(&key(column), &width.to_string());
    tell_widths();
}

/// Says to screen readers how wide each column is.
fn tell_widths() {
    for grip in all("[data-grip]") {
        if let Some(column) = column_of(&grip) {
            let _ = grip.set_attribute("aria-valuenow", &width(&column).to_string());
        }
    }
}

/// All columns of the table as they come.
fn reset_widths(column: &str) {
    let Some((table, cells)) = heads(column) else { return };
    let _ = table.remove_attribute("data-widths");
    for element in cells.iter().chain([&table]) {
        let _ = element.style().remove_property("width");
        super::unstore(&key(&element.id()));
    }
}

fn all(selector: &str) -> Vec<Element> {
    let Some(found) = document().and_then(|document| document.query_selector_all(selector).ok()) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

fn restore_widths() {
    let columns: Vec<_> = all("[data-grip]").iter().filter_map(column_of).collect();
    for column in &columns {
        if let Some(width) = super::stored(&key(column)).and_then(|width| width.parse().ok()) {
            set_width(column, width);
        }
    }
    tell_widths();
}

/// A box marked `data-tick-all` ticks every box of that name in its form.
fn tick(all_of: &HtmlInputElement) {
    let Some(name) = all_of.get_attribute("data-tick-all") else { return };
    for other in all(&format!("input[type=checkbox][name^=\"{name}\"]")) {
        if let Ok(other) = other.dyn_into::<HtmlInputElement>() {
            other.set_checked(all_of.checked());
        }
    }
}

/// How long somebody has to pause before they are told whose employee id they typed.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(250);

/// A field marked `data-look-up` says whose employee id stands in it, in the element of that id (R5).
fn look_up(number: HtmlInputElement) {
    let Some(place) = number.get_attribute("data-look-up").and_then(|place| document()?.get_element_by_id(&place)) else {
        return;
    };
    let typed = number.value();
    let ask = move || {
        if number.value() != typed {
            return;
        }
        if typed.trim().is_empty() {
            return place.set_text_content(None);
        }
        leptos::task::spawn_local(async move {
            let Ok(card) = look_up_person(typed.clone()).await else { return };
            if number.value() == typed {
                let nobody = || number.get_attribute("data-nobody").unwrap_or_default();
                place.set_text_content(Some(&card.as_ref().map_or_else(nobody, said)));
            }
        });
    };
    leptos::prelude::set_timeout(ask, PAUSE);
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Begins every key of a form's texts.
const DRAWER: &str = "pa.form.";
const SIGN_OUT: &str = "/api/sign-out";

/// Texts of a form, by the names of its fields, as they wait in the session's storage.
#[derive(serde::Serialize, serde::Deserialize)]
struct Waiting {
    /// The server was asked to take them.
    sent: bool,
    texts: Vec<(String, String)>,
}

/// Hidden fields that say when a form was drawn or where it leads, not what it is about.
const PASSING: [&str; 4] = ["[seen", "[save_id", "next", "back"];

/// Where the form's texts wait. Its hidden fields (who one is here, whose record) tell it from others that are sent to the same
/// function, then its place among those; as a digest, for a hidden field may hold a secret.
fn drawer(form: &HtmlFormElement) -> Option<String> {
    form.closest(".document").ok()??;
    let path = form.get_attribute("action")?;
    let mine = about(form);
    let same = all(&format!(".document form[action=\"{path}\"]")).into_iter().filter(|other| about(other) == mine);
    let place = same.into_iter().position(|other| other.is_same_node(Some(form)))?;
    (form.method() == "post").then(|| format!("{DRAWER}{path}.{mine:x}.{place}"))
}

/// FNV-1a, 64 bits, of what the form is about.
fn about(form: &Element) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let Ok(found) = form.query_selector_all("input[type=hidden]") else { return hash };
    for input in (0..found.length()).filter_map(|place| found.get(place)?.dyn_into::<HtmlInputElement>().ok()) {
        let name = input.name();
        if !PASSING.iter().any(|passing| name.contains(passing)) {
            for byte in name.bytes().chain(input.value().bytes()).chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    hash
}

/// Takes out what waits, `all` of it or what was sent.
fn forget(all: bool) {
    let Some(session) = session() else { return };
    let count = session.length().unwrap_or(0);
    let keys: Vec<String> =
        (0..count).filter_map(|place| session.key(place).ok()?).filter(|key| key.starts_with(DRAWER)).collect();
    for key in keys {
        if all || waiting(&session, &key).is_none_or(|waiting| waiting.sent) {
            let _ = session.remove_item(&key);
        }
    }
}

fn waiting(session: &web_sys::Storage, drawer: &str) -> Option<Waiting> {
    super::from_json(&session.get_item(drawer).ok()??)
}

/// Every control of a form somebody may have typed in.
fn typed_in(form: &HtmlFormElement) -> Vec<(String, Element)> {
    let Ok(found) = form.query_selector_all("textarea[name], input[name]:not([type=hidden], [type=password]), select[name]")
    else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.get(place)?.dyn_into::<Element>().ok())
        .filter_map(|control| Some((control.get_attribute("name")?, control)))
        .collect()
}

/// What stands in one's form, and whether it began empty.
fn text_of(control: &Element) -> Option<(String, bool)> {
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        return Some((area.value(), area.default_value().is_ok_and(|drawn| drawn.is_empty())));
    }
    let input = control.dyn_ref::<HtmlInputElement>()?;
    let is_text = !matches!(input.type_().as_str(), "checkbox" | "radio" | "file" | "submit");
    is_text.then(|| (input.value(), input.default_value().is_empty()))
}

fn set_text(control: &Element, text: &str) {
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.set_value(text);
    }
}

fn keep(form: &HtmlFormElement, sent: bool) {
    let (Some(drawer), Some(session)) = (drawer(form), session()) else { return };
    let texts = typed_in(form).into_iter().filter_map(|(name, control)| Some((name, text_of(&control)?.0))).collect();
    if let Some(waiting) = super::to_json(&Waiting { sent, texts }) {
        let _ = session.set_item(&drawer, &waiting);
    }
}

/// Whether this page is the server's answer to a form: it leads on from there. Whoever came otherwise, after a network or a server that
/// was gone, never heard what became of theirs.
fn is_an_answer() -> bool {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.is_some_and(|performance| performance.navigation().redirect_count() > 0)
}

/// Back on the page: refused forms get their texts back, those the server agreed to are forgotten. What was typed and never arrived
/// stands again in fields that are empty; what a record already says is not overwritten by it. What has to be looked at gets the
/// focus. Answers whether something was refused.
fn take_back() -> bool {
    let Some(session) = session() else { return false };
    let address = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let (refused, answer) = (address.contains("__err="), is_an_answer());
    let mut handed_back = Vec::new();
    for form in all(".document form").into_iter().filter_map(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let Some(waiting) = drawer(&form).and_then(|drawer| waiting(&session, &drawer)) else { continue };
        let answered = waiting.sent && answer;
        if answered && !refused {
            continue;
        }
        for (name, control) in typed_in(&form) {
            let Some((_, text)) = waiting.texts.iter().find(|(kept, _)| *kept == name) else { continue };
            if answered || text_of(&control).is_some_and(|(_, was_empty)| was_empty) {
                set_text(&control, text);
            }
        }
        handed_back.push(form);
    }
    if answer {
        forget(false);
    }
    for form in handed_back {
        keep(&form, false);
    }
    if refused {
        let found = all(".document [aria-invalid=true], .document [role=alert]");
        if let Some(first) = found.first().and_then(|first| first.dyn_ref::<HtmlElement>()) {
            give_focus(first);
        }
    }
    refused
}
