//! The short fields of a target: weight and lists. Like the text area they are driven by a signal and take over what was
//! chosen before this code arrived.
use super::check::{FieldError, use_check};
use crate::{
    domain::target::tidy_weight,
    ui::{messages::targets, platform},
};
use leptos::prelude::*;

/// Longest weight one can type; the rest is caught when it is checked.
const LONGEST: usize = 20;

fn take_over(id: &str, value: RwSignal<String>) -> String {
    let rendered = value.get_untracked();
    if let Some(typed) = platform::typed_before(id)
        && typed != rendered
    {
        value.set(typed);
    }
    rendered
}

#[component]
pub fn WeightField(id: String, name: String, value: RwSignal<String>) -> impl IntoView {
    let rendered = take_over(&id, value);
    let words = use_check().words(&id);
    let error = format!("{id}-error");
    let described = {
        let error = error.clone();
        move || words.with(Option::is_some).then(|| error.clone())
    };
    view! {
        <div class="field">
            <label class="field__label" for={id.clone()}>
                {targets::WEIGHT}
                <span class="visually-hidden">{targets::IN_PERCENT}</span>
            </label>
            <span class="affix">
                <input
                    class="input num"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    id={id}
                    name={name}
                    maxlength={LONGEST}
                    value={rendered}
                    aria-invalid={move || words.with(Option::is_some).then_some("true")}
                    aria-describedby={described}
                    prop:value={move || value.get()}
                    on:input:target={move |ev| value.set(ev.target().value())}
                    on:change:target={move |ev| value.set(tidy_weight(&ev.target().value()))}
                />
                <span class="affix__unit" aria-hidden="true">
                    {targets::PERCENT}
                </span>
            </span>
            <FieldError id={error} words />
        </div>
    }
    .into_any()
}

/// A list of values and their words. A value that is not among them, from an older draft, stays until another is chosen.
#[component]
pub fn ChoiceField(
    id: String,
    name: String,
    label: &'static str,
    value: RwSignal<String>,
    /// Words for no choice.
    empty: &'static str,
    /// Words for a value the list does not know.
    unknown: &'static str,
    options: Vec<(String, String)>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let rendered = take_over(&id, value);
    let words = use_check().words(&id);
    let error = format!("{id}-error");
    let described = {
        let error = error.clone();
        move || words.with(Option::is_some).then(|| error.clone())
    };
    let known: Vec<String> = options.iter().map(|(value, _)| value.clone()).collect();
    let stray = (!rendered.is_empty() && !known.contains(&rendered)).then(|| (rendered.clone(), unknown.to_owned()));
    let options = [(String::new(), empty.to_owned())]
        .into_iter()
        .chain(options)
        .chain(stray)
        .map(|(code, words)| {
            let selected = code == rendered;
            let here = code.clone();
            view! {
                <option value={code} selected={selected} prop:selected={move || value.with(|value| *value == here)}>
                    {words}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class={format!("field {class}")}>
            <label class="field__label" for={id.clone()}>
                {label}
                {optional
                    .then(|| {
                        view! {
                            " "
                            <span class="field__optional">{targets::OPTIONAL}</span>
                        }
                    })}
            </label>
            <select
                class="select"
                id={id}
                name={name}
                autocomplete="off"
                aria-invalid={move || words.with(Option::is_some).then_some("true")}
                aria-describedby={described}
                on:change:target={move |ev| value.set(ev.target().value())}
            >
                {options}
            </select>
            <FieldError id={error} words />
        </div>
    }
    .into_any()
}
