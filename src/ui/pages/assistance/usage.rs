//! How much the assistance is used.
use crate::{api::assist::UsageView, ui::messages::assist as words};
use leptos::prelude::*;

#[component]
pub fn Usage(usage: UsageView) -> impl IntoView {
    let figures = [
        (usage.asked.to_string(), words::ASKED),
        (usage.copied.to_string(), words::COPIED_BY_HAND),
        (usage.accepted.to_string(), words::TAKEN_OVER),
        (usage.discarded.to_string(), words::THROWN_AWAY),
        (usage.failed.to_string(), words::WITHOUT),
        (usage.people.to_string(), words::PEOPLE),
        (usage.tokens.to_string(), words::TOKENS),
        (words::share(usage.edited), words::EDITED_ON_AVERAGE),
    ];
    view! {
        <section class="section" aria-labelledby="usage">
            <div class="section__head">
                <h2 id="usage">{words::USAGE}</h2>
            </div>
            <dl class="dl dl--inline card">
                {figures
                    .map(|(figure, name)| {
                        view! {
                            <div>
                                <dt>{name}</dt>
                                <dd class="num">{figure}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
    .into_any()
}
