//! Whether the employee's changes to targets count: all of them or none (R16).
use super::{
    desk::use_desk,
    fields::{FieldConflict, form_name},
    missing,
};
use crate::{
    domain::{
        evaluation::{ManagerField, NO, YES},
        merge::TextField,
    },
    ui::{
        drafting::check::{FieldError, use_check},
        messages::evaluation,
        platform,
    },
};
use leptos::prelude::*;

#[component]
pub fn AcceptChanges(name: String, count: usize) -> impl IntoView {
    let field = ManagerField::AcceptChanges.name();
    let words = missing::choice_words(use_check(), &field);
    let error = format!("{field}-error");
    let described = {
        let error = error.clone();
        move || words.with(Option::is_some).then(|| error.clone())
    };
    view! {
        <section class="card stack stack--tight" aria-labelledby="changes">
            <div class="card__head">
                <h2 class="card__title" id="changes">
                    {evaluation::changed_targets(&name, count)}
                </h2>
                <span class="badge badge--modified">{evaluation::MODIFIED}</span>
            </div>
            <fieldset class="radio-cards" aria-describedby={described}>
                <legend class="field__label">{evaluation::ACCEPT_LEGEND}</legend>
                <Answer id={field.clone()} answer={YES} title={evaluation::ACCEPT} text={evaluation::ACCEPT_WORDS} />
                <Answer id={format!("{field}-no")} answer={NO} title={evaluation::DECLINE} text={evaluation::DECLINE_WORDS} />
            </fieldset>
            <FieldError id={error} words />
            <FieldConflict name={field} label={evaluation::ACCEPT_LEGEND.to_owned()} />
        </section>
    }
    .into_any()
}

#[component]
fn Answer(id: String, answer: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    let name = ManagerField::AcceptChanges.name();
    let value = use_desk().sheet.text(&name);
    let rendered = value.get_untracked() == answer;
    if platform::ticked_before(&id) == Some(true) && !rendered {
        value.set(answer.to_owned());
    }
    view! {
        <label class="radio-card">
            <input
                type="radio"
                id={id}
                name={form_name(&name)}
                value={answer}
                checked={rendered}
                prop:checked={move || value.with(|value| value == answer)}
                on:change={move |_| value.set(answer.to_owned())}
            />
            <span class="radio-card__title">{title}</span>
            <span class="radio-card__text">{text}</span>
        </label>
    }
    .into_any()
}
