//! Says that text of an earlier visit was found in the browser and is being saved.
use crate::ui::{components::Icon, messages::targets};
use leptos::prelude::*;

#[component]
pub fn Found(found: RwSignal<bool>) -> impl IntoView {
    move || {
        found.get().then(|| {
            view! {
                <div class="banner" data-tone="info" role="status">
                    <Icon name="info" />
                    <div class="banner__body">
                        <p class="banner__title">{targets::FOUND}</p>
                        <p>{targets::FOUND_BODY}</p>
                    </div>
                    <div class="banner__actions">
                        <button class="button button--small" type="button" on:click={move |_| found.set(false)}>
                            {targets::DISMISS}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
