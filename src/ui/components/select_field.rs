//! One choice out of a list with its label, hint and violation. The browser's own control; a form sends it under `name`.
use super::{Icon, form::use_form_violations};
use crate::ui::messages::errors;
use leptos::prelude::*;

/// Choices under a heading; without one they stand by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub heading: String,
    /// What is sent, and its words.
    pub options: Vec<(String, String)>,
}

impl Choices {
    pub fn plain(options: Vec<(String, String)>) -> Vec<Self> {
        vec![Choices { heading: String::new(), options }]
    }
}

#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    choices: Vec<Choices>,
    #[prop(into)] chosen: String,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let violations = use_form_violations();
    let field = name.rsplit(['[', ']']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    let problem = move || violations.with(|all| all.iter().find(|v| v.field == field).map(|v| errors::problem(&v.problem)));
    let problem = untrack(problem);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described: Vec<String> =
        [hint.is_some().then(|| hint_id.clone()), problem.is_some().then(|| error_id.clone())].into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let option = move |(code, words): (String, String)| {
        let is_chosen = code == chosen;
        view! {
            <option value={code} selected={is_chosen}>
                {words}
            </option>
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for={id.clone()}>
                {label}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field__hint" id={hint_id}>
                            {hint}
                        </p>
                    }
                })}
            <select
                class="select"
                id={id}
                name={name}
                aria-invalid={problem.is_some().then_some("true")}
                aria-describedby={described}
            >
                {choices
                    .into_iter()
                    .map(|group| {
                        let options = group.options.into_iter().map(&option).collect_view();
                        if group.heading.is_empty() {
                            options.into_any()
                        } else {
                            view! { <optgroup label={group.heading}>{options}</optgroup> }.into_any()
                        }
                    })
                    .collect_view()}
            </select>
            {problem
                .map(|words| {
                    view! {
                        <p class="field__error" id={error_id}>
                            <Icon name="warning" />
                            {words}
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}
