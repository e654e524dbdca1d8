//! The button beside a text that help is offered for, and the place of the panel behind it.
use super::{
    badge::{self, Assisted},
    panel::Spec,
};
use crate::{
    api::reviews::ReviewView,
    domain::assist::{AssistedField, Mode},
    ui::{areas, components::Icon, contexts::session::use_session, messages::assist as words, platform},
};
use leptos::prelude::*;

/// How help is given on this page.
#[derive(Clone)]
struct Offered {
    mode: Mode,
    review: i64,
    person: i64,
    stamp: String,
    /// Keys of the targets, for their numbers.
    keys: Vec<String>,
    assisted: Assisted,
    take: Callback<(String, String)>,
}

/// To be called where an editor is made. `take` puts a text into a field, by its name.
pub fn provide(view: &ReviewView, take: Callback<(String, String)>) {
    let assisted = badge::provide(view.assisted.clone());
    let Some(mode) = view.assist else { return };
    let session = use_session();
    provide_context(Offered {
        mode,
        review: view.head.review.0,
        person: untrack(|| session.get()).map_or(0, |session| session.person_id),
        stamp: untrack(|| session.stamp()),
        keys: view.targets.iter().map(|target| target.key.0.clone()).collect(),
        assisted,
        take,
    });
}

/// Where what was typed into a panel waits in the browser, of this person alone.
pub fn drawer(person: i64, review: i64, field: &str) -> String {
    format!("pa.assist.{person}.{review}.{field}")
}

/// Nothing where no help is offered for this field.
pub fn offer(name: &str, text: RwSignal<String>) -> AnyView {
    let field = name.parse::<AssistedField>();
    match (field, use_context::<Offered>()) {
        (Ok(field), Some(offered)) => {
            let name = name.to_owned();
            view! { <Offer name field offered text /> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Offer(name: String, field: AssistedField, offered: Offered, text: RwSignal<String>) -> impl IntoView {
    let number = field.key().and_then(|key| offered.keys.iter().position(|known| *known == key.0)).map(|place| place + 1);
    let label = crate::ui::messages::evaluation::field(&name, number);
    let panel: RwSignal<Option<Callback<(), AnyView>>> = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let button = format!("assist-{name}");
    let spec = {
        let (name, label, button) = (name.clone(), label.clone(), button.clone());
        let Offered { mode, review, person, stamp, assisted, take, .. } = offered.clone();
        StoredValue::new(Spec {
            own: field.is_own_part(),
            take: Callback::new(move |(accepted, view)| {
                take.run((name.clone(), accepted));
                assisted.add(view);
            }),
            close: Callback::new(move |()| {
                panel.set(None);
                platform::focus(&button);
            }),
            field: field.name(),
            mode,
            review,
            person,
            stamp,
            label,
            text,
        })
    };
    let open = move || {
        if busy.get_untracked() || panel.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            // Its code comes now, once for the page.
            let draw = areas::assist_panel(spec.get_value()).await;
            panel.try_set(Some(draw));
            busy.try_set(false);
        });
    };
    // What an earlier visit left comes back by itself.
    let kept = drawer(offered.person, offered.review, &name);
    Effect::new(move |_| {
        if platform::stored(&kept).is_some() {
            open();
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open();
    };
    let about = format!(": {label}");
    view! {
        <div class="assist-offer no-print">
            <button
                class="button button--small button--quiet"
                id={button}
                type="submit"
                name="form[intent]"
                value={format!("assist:{name}")}
                aria-expanded={move || panel.with(Option::is_some).to_string()}
                aria-busy={move || busy.get().then_some("true")}
                on:click={press}
            >
                <Icon name="sparkles" />
                {words::OFFER}
                <span class="visually-hidden">{about}</span>
            </button>
        </div>
        {move || panel.get().map(|draw| draw.run(()))}
    }
    .into_any()
}
