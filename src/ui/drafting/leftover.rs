//! Text that was typed in this browser and never sent, on a page where it cannot be sent any more: shown until its writer
//! throws it away. Nothing that was typed is lost.
use crate::ui::{components::Icon, messages::targets};
use leptos::prelude::*;

/// `find` answers the fields, in words, and their texts; it is asked in the browser only.
#[component]
pub fn Leftover(find: Callback<(), Vec<(String, String)>>, throw_away: Callback<()>) -> impl IntoView {
    let texts = RwSignal::new(Vec::new());
    Effect::new(move |_| texts.set(find.run(())));
    let discard = move |_| {
        throw_away.run(());
        texts.set(Vec::new());
    };
    move || {
        let texts = texts.get();
        (!texts.is_empty()).then(|| {
            view! {
                <div class="banner" data-tone="warning" role="status">
                    <Icon name="warning" />
                    <div class="banner__body stack stack--tight">
                        <p class="banner__title">{targets::LEFTOVER_TITLE}</p>
                        <p>{targets::LEFTOVER_BODY}</p>
                        <details class="fold">
                            <summary>{targets::LEFTOVER_SHOW}</summary>
                            <dl class="dl fold__body">
                                {texts
                                    .into_iter()
                                    .map(|(field, text)| {
                                        view! {
                                            <div>
                                                <dt>{field}</dt>
                                                <dd class="readonly">{text}</dd>
                                            </div>
                                        }
                                    })
                                    .collect_view()}
                            </dl>
                        </details>
                    </div>
                    <div class="banner__actions">
                        <button class="button button--small" type="button" on:click={discard}>
                            {targets::LEFTOVER_DISCARD}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
