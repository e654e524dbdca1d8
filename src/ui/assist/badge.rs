//! "AI-assisted" (R37): beside every text that was taken over, with the original, the suggestion and where it came from behind it.
use crate::{
    api::assist::AssistedView,
    domain::assist::Mode,
    ui::{
        components::{Icon, Moment},
        messages::assist as words,
    },
};
use leptos::prelude::*;

/// Where the texts of the page came from.
#[derive(Clone, Copy)]
pub struct Assisted(RwSignal<Vec<AssistedView>>);

/// To be called above the texts.
pub fn provide(assisted: Vec<AssistedView>) -> Assisted {
    let assisted = Assisted(RwSignal::new(assisted));
    provide_context(assisted);
    assisted
}

impl Assisted {
    /// A suggestion was taken over just now.
    pub fn add(self, view: AssistedView) {
        self.0.update(|all| {
            all.retain(|held| held.field != view.field);
            all.push(view);
        });
    }

    fn of(self, field: &str) -> Option<AssistedView> {
        self.0.with(|all| all.iter().find(|view| view.field == field).cloned())
    }
}

/// The mark, when the text of this field was taken over.
pub fn mark(field: &str) -> AnyView {
    let Some(assisted) = use_context::<Assisted>() else { return ().into_any() };
    let field = field.to_owned();
    (move || assisted.of(&field).map(|view| view! { <Badge view /> })).into_any()
}

#[component]
pub fn Badge(view: AssistedView) -> impl IntoView {
    let facts = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class="assisted__long">{value}</dd>
                </div>
            }
        })
    };
    let by_server = view.mode != Mode::Web;
    let options = if by_server { format!("{}, seed {}", view.options, view.seed) } else { String::new() };
    view! {
        <details class="assisted">
            <summary>
                <span class="badge" data-tone="info">
                    <Icon name="sparkles" />
                    {words::ASSISTED}
                </span>
            </summary>
            <dl class="dl assisted__body">
                <div>
                    <dt>{words::original_of(&view.by)}</dt>
                    <dd class="readonly">{view.facts}</dd>
                </div>
                <div>
                    <dt>{words::SUGGESTED}</dt>
                    <dd class="readonly">{view.suggestion}</dd>
                </div>
                <div>
                    <dt>{words::EDITED}</dt>
                    <dd>{words::edited(view.edited, view.edited_now)}</dd>
                </div>
                <div>
                    <dt>{words::ACCEPTED}</dt>
                    <dd>{words::accepted_by(&view.by)} ", " <Moment when={view.at} with_time=true /></dd>
                </div>
                {facts(words::HOW, words::came_from(view.mode, &view.model))}
                {facts(words::DIGEST, view.digest)}
                {facts(words::OPTIONS, options)}
                {facts(words::PROMPT_HASH, view.prompt_hash)}
                {facts(words::LATENCY, view.latency_ms.map(words::seconds).unwrap_or_default())}
            </dl>
        </details>
    }
    .into_any()
}
