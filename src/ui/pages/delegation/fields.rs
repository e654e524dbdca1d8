//! Controls of the steps of delegating: a colleague by id, address or name, and days.
use crate::{
    api::views::PersonRef,
    ui::{
        components::{Icon, form::use_form_violations},
        messages::errors,
    },
};
use leptos::prelude::*;

/// `field` is the name its violations have; `name` what the address calls it.
#[component]
pub fn PersonField(
    name: &'static str,
    field: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    suggested: Vec<PersonRef>,
) -> impl IntoView {
    let list = format!("{name}-list");
    let has_list = !suggested.is_empty();
    let options =
        suggested.into_iter().map(|person| view! { <option value={person.employee_no}>{person.name}</option> }).collect_view();
    view! {
        <Field name field label hint>
            <input
                class="input"
                id={name}
                name={name}
                value={value}
                autocomplete="off"
                maxlength="200"
                list={has_list.then(|| list.clone())}
                aria-invalid={problem(field).is_some().then_some("true")}
                aria-describedby={described(name, field)}
            />
            {has_list.then(|| view! { <datalist id={list}>{options}</datalist> })}
        </Field>
    }
    .into_any()
}

#[component]
pub fn DayField(
    name: &'static str,
    field: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    least: String,
) -> impl IntoView {
    view! {
        <Field name field label hint>
            <input
                class="input"
                type="date"
                id={name}
                name={name}
                value={value}
                min={least}
                aria-invalid={problem(field).is_some().then_some("true")}
                aria-describedby={described(name, field)}
            />
        </Field>
    }
    .into_any()
}

/// What is wrong with a field, in words.
pub fn problem(field: &str) -> Option<String> {
    let violations = use_form_violations();
    untrack(|| violations.with(|all| all.iter().find(|one| one.field == field).map(|one| errors::problem(&one.problem))))
}

fn described(name: &str, field: &str) -> String {
    let error = problem(field).map_or_else(String::new, |_| format!(" {name}-error"));
    format!("{name}-hint{error}")
}

#[component]
fn Field(name: &'static str, field: &'static str, label: &'static str, hint: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for={name}>
                {label}
            </label>
            <p class="field__hint" id={format!("{name}-hint")}>
                {hint}
            </p>
            {children()}
            {problem(field).map(|words| view! { <Wrong id={format!("{name}-error")} words /> })}
        </div>
    }
    .into_any()
}

#[component]
pub fn Wrong(id: String, words: String) -> impl IntoView {
    view! {
        <p class="field__error" id={id}>
            <Icon name="warning" />
            {words}
        </p>
    }
    .into_any()
}
