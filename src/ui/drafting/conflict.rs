//! Two texts for one field, beside that field: the writer picks, nothing is overwritten silently (R10).
use crate::ui::{components::Icon, messages::targets};
use leptos::prelude::*;

/// The block's id, to take the focus there. `name` is the field's.
pub fn block(name: &str) -> String {
    format!("conflict-{name}")
}

/// Both texts as a reader understands them. `pick` hears whether mine stays.
#[component]
pub fn ConflictBlock(name: String, label: String, yours: String, theirs: String, pick: Callback<bool>) -> impl IntoView {
    let title = targets::changed_twice(&label);
    let (id, label) = (block(&name), title.clone());
    view! {
        <section class="conflict" id={id} tabindex="-1" role="group" aria-label={label}>
            <h3 class="conflict__title">
                <Icon name="warning" />
                {title}
            </h3>
            <div class="conflict__side">
                <p class="conflict__who">{targets::YOURS}</p>
                <p class="conflict__text">{yours}</p>
                <button class="button button--small" type="button" on:click={move |_| pick.run(true)}>
                    {targets::KEEP_YOURS}
                </button>
            </div>
            <div class="conflict__side">
                <p class="conflict__who">{targets::THEIRS}</p>
                <p class="conflict__text">{theirs}</p>
                <button class="button button--small" type="button" on:click={move |_| pick.run(false)}>
                    {targets::KEEP_THEIRS}
                </button>
            </div>
        </section>
    }
    .into_any()
}
