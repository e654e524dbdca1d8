//! What is missing before a draft can be handed over: beside each field at once, and as a list with links above (R9).
use crate::{
    domain::validation::Violation,
    ui::{
        components::Icon,
        messages::{errors, targets},
        platform,
    },
};
use leptos::prelude::*;

/// Whether everything is checked yet, and what was found. Texts that cannot even be saved are shown without being asked.
#[derive(Clone, Copy)]
pub struct Check {
    pub on: RwSignal<bool>,
    pub violations: Signal<Vec<Violation>>,
}

impl Check {
    /// The words beside one field.
    pub fn words(self, name: &str) -> Memo<Option<String>> {
        let name = name.to_owned();
        Memo::new(move |_| {
            self.violations.with(|all| all.iter().find(|found| found.field == name).map(|found| errors::problem(&found.problem)))
        })
    }
}

pub fn use_check() -> Check {
    expect_context::<Check>()
}

/// What this page found and what the server refused besides, one a field, in the order of the page.
pub fn in_order(mut found: Vec<Violation>, refused: &[Violation], order: &[String]) -> Vec<Violation> {
    for violation in refused {
        if !found.iter().any(|known| known.field == violation.field) {
            found.push(violation.clone());
        }
    }
    found.sort_by_key(|violation| order.iter().position(|name| *name == violation.field).unwrap_or(usize::MAX));
    found
}

/// The list above the form: fields and what is wrong with each. Links lead to the fields without scripts; with them they take
/// the focus there. A memo, since it is an alert and typing must not repeat it.
#[component]
pub fn Summary(
    lines: Memo<Vec<(String, String)>>,
    /// How many things are missing, in words.
    #[prop(default = targets::missing)]
    title: fn(usize) -> String,
) -> impl IntoView {
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let items = lines
                .into_iter()
                .map(|(field, words)| {
                    let id = field.clone();
                    let go = move |ev: leptos::ev::MouseEvent| {
                        ev.prevent_default();
                        platform::focus(&id);
                    };
                    view! {
                        <li>
                            <a href={format!("#{field}")} on:click={go}>
                                {words}
                            </a>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <div class="form-errors" role="alert" tabindex="-1" id="missing">
                    <h2 class="form-errors__title">
                        <Icon name="warning" />
                        {title(items.len())}
                    </h2>
                    <ul>{items}</ul>
                </div>
            }
        })
    }
}

/// The words beside a control that is no text area.
#[component]
pub fn FieldError(id: String, words: Memo<Option<String>>) -> impl IntoView {
    move || {
        words.get().map(|words| {
            view! {
                <p class="field__error" id={id.clone()}>
                    <Icon name="warning" />
                    {words}
                </p>
            }
        })
    }
}
