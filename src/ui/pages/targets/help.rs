//! Short help for the field in focus, beside the grid (R32).
use crate::{
    domain::draft::Field,
    ui::{components::Icon, drafting::focus::focus_soon, messages::targets},
};
use leptos::prelude::*;

/// The field that has, or had last, the focus.
#[derive(Clone, Copy)]
pub struct Focused(pub RwSignal<Option<Field>>);

impl Focused {
    pub fn provide() -> Self {
        let focused = Focused(RwSignal::new(None));
        provide_context(focused);
        focused
    }

    /// Gives the focus back to it.
    pub fn back(self) {
        if let Some(field) = self.0.get_untracked() {
            focus_soon(field.name());
        }
    }
}

pub fn use_focused() -> Focused {
    expect_context::<Focused>()
}

#[component]
pub fn HelpCard() -> impl IntoView {
    let focused = use_focused();
    // Moving from one task to the next draws nothing anew.
    let help = Memo::new(move |_| focused.0.with(|field| targets::help(field.as_ref())));
    let card = move || {
        let help = help.get();
        view! {
            <h2 class="card__title">{help.title}</h2>
            <p>{help.text}</p>
            {help.good.map(|text| view! { <Example icon="check" title={targets::GOOD} text /> })}
            {help.bad.map(|text| view! { <Example icon="x" title={targets::BAD} text /> })}
        }
    };
    view! {
        <section class="card stack stack--tight" aria-label={targets::HELP}>
            {card}
            <details class="fold">
                <summary>{targets::SHORTCUTS}</summary>
                <div class="fold__body">
                    <dl class="dl">
                        {targets::SHORTCUT_LIST
                            .map(|(keys, words)| {
                                view! {
                                    <div>
                                        <dt>
                                            <kbd>{keys}</kbd>
                                        </dt>
                                        <dd>{words}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                    <p class="muted small">{targets::PASTE_HINT}</p>
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Example(icon: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <p class="small">
            <Icon name={icon} />
            " "
            <strong>{title}</strong>
            ": "
            {text}
        </p>
    }
}
