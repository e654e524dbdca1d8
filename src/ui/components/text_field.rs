//! One line of text with its label, hint and violation.
use super::{Icon, form::use_form_violations};
use crate::ui::{contexts::kept::kept, messages::errors, platform};
use leptos::prelude::*;

/// `kind` is the input's type. The control owns its text; a form sends it under `name`.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional)] kind: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] max: Option<usize>,
    #[prop(optional)] required: bool,
    #[prop(optional)] short: bool,
    /// Hears every change.
    #[prop(optional)]
    on_typed: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let value = kept(&name).unwrap_or(value);
    let text = RwSignal::new(platform::typed_before(&id).unwrap_or_else(|| value.clone()));
    let violations = use_form_violations();
    let field = name.rsplit(['[', ']']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    let problem =
        Memo::new(move |_| violations.with(|all| all.iter().find(|v| v.field == field).map(|v| errors::problem(&v.problem))));
    // Scripts say what is too long and keep it; the attribute would cut a paste without a word. Without them it is all there is.
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
        move || match (has_hint, problem.with(Option::is_some)) {
            (true, true) => Some(format!("{hint_id} {error_id}")),
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (false, false) => None,
        }
    };
    view! {
        <div class="field" class:field--short=short>
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <input
                class="input"
                id=id
                name=name
                type=kind.unwrap_or("text")
                value=value
                autocomplete=autocomplete
                maxlength={move || (!scripted.get()).then_some(max.unwrap_or(crate::domain::validation::LINE))}
                required=required
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=move || text.get()
                on:input:target=move |ev| {
                    text.set(ev.target().value());
                    if let Some(on_typed) = on_typed {
                        on_typed.run(ev.target().value());
                    }
                }
            />
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="field__error" id=error_id.clone()>
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
