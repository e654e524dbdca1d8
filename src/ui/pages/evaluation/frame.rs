//! The form around either half: an ordinary one without scripts, with them everything that saves by itself.
use super::{
    desk::{Desk, use_desk},
    missing::label,
    sheet::Sheet,
};
use crate::{
    domain::{ids::ReviewId, target::Target},
    ui::{
        components::{Icon, Stamp},
        drafting::{
            handing::{self, HandOver},
            texts::FormTexts,
        },
        messages::targets,
        platform,
    },
};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlButtonElement},
};

pub type Handing = handing::Handing<Sheet>;

/// The form's id: its buttons stand outside of it.
pub const FORM: &str = "evaluation";
pub const SAVE: &str = "save";
pub const SUBMIT: &str = "submit";

/// What a whole half is handed over as.
pub fn whole(review: ReviewId, over: HandOver<FormTexts>, stamp: String) -> Vec<(String, String)> {
    let head = [
        ("review", review.to_string()),
        ("save_id", over.save_id),
        ("base_version", over.version.to_string()),
        ("intent", SUBMIT.into()),
    ];
    let head = head.map(|(name, value)| (format!("form[{name}]"), value));
    let texts = over.content.0.into_iter().map(|(slot, text)| (format!("form[texts][{}]", slot.name), text));
    [("acting_as".to_owned(), stamp)].into_iter().chain(head).chain(texts).collect()
}

#[component]
pub fn Frame(
    /// Where an ordinary form is sent.
    url: &'static str,
    review: ReviewId,
    save_id: String,
    version: i64,
    handing: Handing,
    /// For the words of what Esc brought back.
    targets: Vec<Target>,
    children: Children,
) -> impl IntoView {
    let desk = use_desk();
    let press = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let pressed = ev.submitter().and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()).map(|button| button.value());
        // Enter in a field presses the first button, which saves.
        if pressed.as_deref() == Some(SUBMIT) { handing.begin() } else { desk.save_now() }
    };
    view! {
        <form
            class="stack"
            id={FORM}
            method="post"
            action={url}
            autocomplete="off"
            novalidate
            inert={move || handing.is_busy()}
            on:submit={press}
            on:keydown={move |ev| key(desk, &targets, &ev)}
        >
            <Stamp />
            <input type="hidden" name="form[review]" value={review.to_string()} />
            <input type="hidden" name="form[save_id]" value={save_id} />
            <input
                type="hidden"
                name="form[base_version]"
                value={version.to_string()}
                prop:value={move || desk.version.get().to_string()}
            />
            {children()}
        </form>
    }
    .into_any()
}

/// F2 selects a text, Esc brings back what was saved. While a word is being composed, keys belong to the input method.
fn key(desk: Desk, targets: &[Target], event: &leptos::ev::KeyboardEvent) {
    if event.is_composing() || event.key_code() == 229 || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(id) = event.target().and_then(|target| Some(target.dyn_ref::<Element>()?.id())) else { return };
    let Some(slot) = desk.sheet.slot(&id).filter(|_| !platform::has_open_list(&id)) else { return };
    match event.key().as_str() {
        "F2" => {
            event.prevent_default();
            platform::select_text(&id);
        }
        "Escape" => {
            let Some(saved) = desk.saved_text(&slot) else { return };
            if desk.sheet.text(&id).with_untracked(|text| *text == saved) {
                return;
            }
            event.prevent_default();
            desk.edit(Some(targets::restored(&label(&id, targets))), |texts| {
                let mut texts = texts.clone();
                crate::domain::merge::Texts::set(&mut texts, &slot, saved);
                texts
            });
        }
        _ => {}
    }
}

/// First of the form's buttons, so that Enter in a field saves. It keeps the focus while there is nothing to save.
#[component]
pub fn SaveButton() -> impl IntoView {
    let desk = use_desk();
    let has_focus = RwSignal::new(false);
    let is_idle = move || desk.awake.get() && !desk.unsaved.get();
    view! {
        <button
            class="button"
            type="submit"
            form={FORM}
            name="form[intent]"
            value={SAVE}
            disabled={move || is_idle() && !has_focus.get()}
            aria-disabled={move || is_idle().then_some("true")}
            on:focus={move |_| has_focus.set(true)}
            on:blur={move |_| has_focus.set(false)}
        >
            {targets::SAVE_DRAFT}
        </button>
    }
    .into_any()
}

/// Hands over what is whole, or says what is missing.
#[component]
pub fn HandOverButton(
    handing: Handing,
    icon: &'static str,
    words: &'static str,
    busy: &'static str,
    #[prop(optional)] described_by: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button
            class="button button--primary"
            type="submit"
            form={FORM}
            name="form[intent]"
            value={SUBMIT}
            aria-busy={move || handing.is_busy().then_some("true")}
            aria-describedby={described_by}
        >
            <Icon name={icon} />
            {move || if handing.is_busy() { busy } else { words }}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::drafting::texts::Slot;

    #[test]
    fn the_form_carries_every_text_under_its_name() {
        let content = FormTexts(vec![(Slot { name: "summary".into(), max: 10 }, "Good".into())]);
        let form = whole(ReviewId(4), HandOver { content, save_id: "s".into(), version: 7 }, "1.employee".into());
        let find = |name: &str| form.iter().find(|(held, _)| held == name).map(|(_, text)| text.as_str());
        assert_eq!(
            (find("form[review]"), find("form[intent]"), find("form[base_version]")),
            (Some("4"), Some("submit"), Some("7"))
        );
        assert_eq!(find("acting_as"), Some("1.employee"));
        assert_eq!(find("form[texts][summary]"), Some("Good"));
    }
}
