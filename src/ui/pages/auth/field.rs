//! One field of the pages that let people in. The control keeps its own text, so that what was typed or filled in by a
//! password manager before this code arrived stays.
use crate::{
    domain::validation::{LINE, Violation},
    ui::{
        components::{Icon, use_form_violations},
        messages::{auth, errors},
    },
};
use leptos::prelude::*;

/// `name` is what the form sends, `id` (by default the same) the violation's field. A password can be shown.
#[component]
pub fn AuthField(
    name: &'static str,
    #[prop(optional)] id: Option<&'static str>,
    label: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    autocomplete: &'static str,
    #[prop(optional)] violations: Option<Signal<Vec<Violation>>>,
    /// The page's first field takes the focus without waiting for this code.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = id.unwrap_or(name);
    let violations = violations.unwrap_or_else(use_form_violations);
    let problem =
        Memo::new(move |_| violations.with(|all| all.iter().find(|v| v.field == id).map(|v| errors::problem(&v.problem))));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint.is_some().then(|| hint_id.clone()), error_id.clone());
        move || {
            let error_id = problem.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = hint_id.clone().into_iter().chain(error_id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let shown = RwSignal::new(false);
    view! {
        <div class="field">
            <div class="cluster cluster--between">
                <label class="field__label" for={id}>
                    {label}
                </label>
                {(kind == "password").then(|| view! { <Reveal shown label /> })}
            </div>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field__hint" id={hint_id}>
                            {hint}
                        </p>
                    }
                })}
            <input
                class="input"
                id={id}
                name={name}
                type={move || if shown.get() { "text" } else { kind }}
                autocomplete={autocomplete}
                autocapitalize="none"
                spellcheck="false"
                autofocus={autofocus}
                maxlength={LINE}
                required=true
                aria-invalid={move || problem.with(Option::is_some).then_some("true")}
                aria-describedby={described}
            />
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="field__error" id={error_id.clone()}>
                                <Icon name="warning" />
                                {words}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// A new password and the same once more. `new` and `again` are the form's names; the violations' fields are always these two words.
#[component]
pub fn NewPassword(
    new: &'static str,
    again: &'static str,
    violations: Signal<Vec<Violation>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    view! {
        <AuthField
            name={new}
            id="new"
            label={auth::NEW_PASSWORD}
            hint={auth::password_hint()}
            kind="password"
            autocomplete="new-password"
            violations
            autofocus
        />
        <AuthField
            name={again}
            id="again"
            label={auth::NEW_AGAIN}
            hint={auth::AGAIN_HINT}
            kind="password"
            autocomplete="new-password"
            violations
        />
    }
    .into_any()
}

/// Shows what is typed. Without scripts it could not, so it comes with them.
#[component]
fn Reveal(shown: RwSignal<bool>, label: &'static str) -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    move || {
        ready.get().then(|| {
            view! {
                <button
                    class="button button--quiet button--small"
                    type="button"
                    aria-pressed={move || if shown.get() { "true" } else { "false" }}
                    on:click={move |_| shown.update(|shown| *shown = !*shown)}
                >
                    {auth::SHOW}
                    <span class="visually-hidden">" " {label}</span>
                </button>
            }
        })
    }
}
