//! The controls of both halves: a text, a rating, a tick. Each with its conflict beside it; all are driven by the sheet and
//! take over what was typed or picked before this code arrived.
use super::{desk::use_desk, missing};
use crate::{
    domain::score::Rating,
    ui::{
        assist::{badge, offer},
        components::TextArea,
        drafting::{
            check::{FieldError, use_check},
            conflict::ConflictBlock,
        },
        messages::{evaluation, reviews},
        platform,
    },
};
use leptos::prelude::*;

/// The name a form sends a text under.
pub fn form_name(name: &str) -> String {
    format!("form[texts][{name}]")
}

/// The conflict of one field, if there is one. `label` names the field by itself.
#[component]
pub fn FieldConflict(name: String, label: String) -> impl IntoView {
    let desk = use_desk();
    let field = name.clone();
    let conflict = Memo::new(move |_| desk.conflicts.with(|all| all.iter().find(|one| one.field.name == field).cloned()));
    move || {
        conflict.get().map(|conflict| {
            let name = conflict.field.name.clone();
            let (yours, theirs) = (evaluation::meaning(&name, &conflict.mine), evaluation::meaning(&name, &conflict.theirs));
            let pick = Callback::new(move |mine: bool| desk.pick(&conflict.field, mine));
            view! { <ConflictBlock name label={label.clone()} yours theirs pick /> }
        })
    }
}

#[component]
pub fn DraftText(
    name: String,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    max: usize,
    #[prop(default = 4)] rows: u32,
) -> impl IntoView {
    let desk = use_desk();
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    let value = desk.sheet.text(&name);
    let violations = use_check().violations;
    let area = match hint {
        Some(hint) => view! { <TextArea name={form_name(&name)} id={name.clone()} label hint value violations max rows /> },
        None => view! { <TextArea name={form_name(&name)} id={name.clone()} label value violations max rows /> },
    };
    let (mark, help) = (badge::mark(&name), offer::offer(&name, value));
    view! { <div class="stack stack--tight">{area} {mark} <FieldConflict name label={label.to_owned()} /> {help}</div> }
        .into_any()
}

/// The id of one of the five buttons; the first bears the field's name, so that violations lead to it.
fn option_id(name: &str, rating: Rating) -> String {
    if rating == Rating::FarBelow { name.to_owned() } else { format!("{name}-{}", rating.code()) }
}

/// Five radio buttons with number and word. `about` says out of sight which target is rated.
#[component]
pub fn RatingChoice(name: String, about: String) -> impl IntoView {
    let value = use_desk().sheet.text(&name);
    let rendered = value.get_untracked();
    if let Some(picked) = Rating::ALL.into_iter().find(|rating| platform::ticked_before(&option_id(&name, *rating)) == Some(true))
        && picked.code() != rendered
    {
        value.set(picked.code().to_owned());
    }
    let words = missing::choice_words(use_check(), &name);
    let error = format!("{name}-error");
    let described = {
        let error = error.clone();
        move || words.with(Option::is_some).then(|| error.clone())
    };
    let field = name.clone();
    // A digit picks, whichever of the five has the focus.
    let key = move |ev: leptos::ev::KeyboardEvent| {
        if let Ok(rating) = ev.key().parse::<Rating>()
            && !(ev.ctrl_key() || ev.meta_key() || ev.alt_key())
        {
            value.set(rating.code().to_owned());
            platform::focus(&option_id(&field, rating));
        }
    };
    let options = Rating::ALL
        .map(|rating| {
            let code = rating.code();
            view! {
                <label class="rating__option">
                    <input
                        type="radio"
                        id={option_id(&name, rating)}
                        name={form_name(&name)}
                        value={code}
                        checked={rendered == code}
                        prop:checked={move || value.with(|value| value == code)}
                        on:change={move |_| value.set(code.to_owned())}
                    />
                    <span class="rating__number num">{code}</span>
                    <span class="rating__word">{reviews::rating(rating)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="stack stack--tight">
            <fieldset class="rating" aria-describedby={described} on:keydown={key}>
                <legend class="field__label">{evaluation::RATING} <span class="visually-hidden">{about}</span></legend>
                {options}
            </fieldset>
            <FieldError id={error} words />
            <FieldConflict name label={evaluation::RATING.to_owned()} />
        </div>
    }
    .into_any()
}

/// A box whose text is "yes" or nothing.
#[component]
pub fn Tick(
    name: String,
    label: &'static str,
    /// Says out of sight which target it is about.
    about: String,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let value = use_desk().sheet.text(&name);
    let rendered = value.get_untracked() == crate::domain::evaluation::YES;
    let put = move |ticked: bool| value.set(if ticked { crate::domain::evaluation::YES } else { "" }.to_owned());
    if let Some(ticked) = platform::ticked_before(&name)
        && ticked != rendered
    {
        put(ticked);
    }
    view! {
        <label class={format!("checkbox {class}")}>
            <input
                type="checkbox"
                id={name.clone()}
                name={form_name(&name)}
                value={crate::domain::evaluation::YES}
                checked={rendered}
                prop:checked={move || value.with(|value| value == crate::domain::evaluation::YES)}
                on:change:target={move |ev| put(ev.target().checked())}
            />
            <span>{label} <span class="visually-hidden">{about}</span></span>
        </label>
        <FieldConflict name label={label.to_owned()} />
    }
    .into_any()
}
