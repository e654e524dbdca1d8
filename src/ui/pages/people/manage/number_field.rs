//! The employee id of somebody on a document. With scripts the page says whose it is while it is typed; without them it says so
//! after the form was sent (R5).
use crate::{
    api::people::PersonCard,
    ui::{
        components::{Icon, form::use_form_violations},
        messages::{errors, people as words, people::records},
    },
};
use leptos::prelude::*;

#[component]
pub fn NumberField(
    #[prop(into)] name: String,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    #[prop(optional_no_strip)] card: Option<PersonCard>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let violations = use_form_violations();
    let field = name.rsplit(['[', ']']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    let problem = untrack(|| violations.with(|all| all.iter().find(|v| v.field == field).map(|v| errors::problem(&v.problem))));
    let (hint_id, found_id, error_id) = (format!("{id}-hint"), format!("{id}-found"), format!("{id}-error"));
    let mut described = format!("{hint_id} {found_id}");
    if problem.is_some() {
        described = format!("{described} {error_id}");
    }
    view! {
        <div class="field">
            <label class="field__label" for={id}>
                {label}
            </label>
            <p class="field__hint" id={hint_id}>
                {hint}
            </p>
            <input
                class="input"
                id={id}
                name={name}
                value={value}
                maxlength="40"
                autocomplete="off"
                required={required}
                data-look-up={found_id.clone()}
                data-nobody={records::NOBODY_HAS_IT}
                aria-invalid={problem.is_some().then_some("true")}
                aria-describedby={described}
            />
            <p class="field__hint" id={found_id} role="status">
                {card.map(|card| said(&card))}
            </p>
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

/// "Akira Sato · G4 · Engineering · reports to Alice Mori".
pub fn said(card: &PersonCard) -> String {
    let manager = card.manager.as_deref().map(crate::ui::messages::sets::reports_to).unwrap_or_default();
    let status = match card.status {
        crate::domain::person::EmploymentStatus::Active => String::new(),
        other => words::status(other).to_owned(),
    };
    [card.name.clone(), card.grade.clone(), card.department.clone(), manager, status]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
