//! What the configuration pages share: the line that says what was done, the field for a reason, the fold for a new record, and the
//! form that removes one or says why it cannot.
use crate::{
    api::{
        configuration::HoldsOn,
        error::AppError,
        wire::{Asked, ask},
    },
    domain::validation::LINE,
    ui::{
        components::{PostForm, Posting, TextField, form::last_error},
        messages::{common, configuration as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

pub const PATH: &str = "/configuration";

/// The page above, for the trail.
pub fn above() -> (String, String) {
    (PATH.into(), common::CONFIGURATION.into())
}

/// What was just done, as the address says it.
#[component]
pub fn Done() -> impl IntoView {
    let query = use_query_map();
    move || {
        let done = query.with(|query| {
            let refused = query.get_str("__err").is_some();
            query.get_str("done").filter(|_| !refused).and_then(words::done)
        });
        done.map(|title| view! { <Banner tone="success" title /> })
    }
}

/// `name` is the form's name for it, `id` tells it from others on the page.
#[component]
pub fn Reason(name: &'static str, #[prop(into)] id: String) -> impl IntoView {
    view! { <TextField name id label={words::REASON} hint={words::REASON_HINT} max={LINE} /> }.into_any()
}

/// The last lines of a form: the reason, and the button that sends it.
#[component]
pub fn Submit(#[prop(default = "form[reason]")] name: &'static str, id: &'static str, button: &'static str) -> impl IntoView {
    view! {
        <Reason name id />
        <div class="button-row">
            <button class="button button--primary" type="submit">
                {button}
            </button>
        </div>
    }
    .into_any()
}

/// Asks for the record whose number stands in the page's address.
pub fn ask_for<Id, T, Answer>(answer: fn(Id) -> Answer) -> Asked<T>
where
    Id: FromStr + Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + Serialize + DeserializeOwned + 'static,
    Answer: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let params = use_params_map();
    let asked = move || params.with(|params| params.get_str("id").and_then(|id| id.parse::<Id>().ok()));
    ask(asked, move |id| async move {
        match id {
            Some(id) => answer(id).await,
            None => Err(AppError::NotFound),
        }
    })
}

/// A form that is folded away until it is wanted, or until it was refused.
#[component]
pub fn Fold(#[prop(into)] title: String, action: Posting, #[prop(optional)] open: bool, children: Children) -> impl IntoView {
    let has_error = untrack(move || last_error(action).get().is_some());
    view! {
        <details class="fold card" open={has_error || open}>
            <summary>{title}</summary>
            <div class="fold__body">{children()}</div>
        </details>
    }
    .into_any()
}

/// Removing a record, or why that cannot be. The children are the form's hidden fields.
#[component]
pub fn Remove(
    #[prop(into)] title: String,
    #[prop(into)] id: String,
    reason: &'static str,
    body: &'static str,
    button: &'static str,
    holds_on: HoldsOn,
    action: Posting,
    children: Children,
) -> impl IntoView {
    if !holds_on.is_nothing() {
        let why = words::cannot_remove(&holds_on.people, holds_on.count, &holds_on.records);
        let label = title.clone();
        return view! {
            <section class="card card--quiet stack stack--tight" aria-label={label}>
                <h2 class="card__title">{title}</h2>
                <crate::ui::components::FormError error={last_error(action)} />
                <p class="muted">{why}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <Fold title action>
            <PostForm action class="form stack">
                {children()}
                <p class="muted">{body}</p>
                <Reason name={reason} id />
                <div class="button-row">
                    <button class="button button--danger" type="submit">
                        {button}
                    </button>
                </div>
            </PostForm>
        </Fold>
    }
    .into_any()
}
