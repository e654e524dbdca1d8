//! Creating a fiscal year. The very first one is what the page is about; later ones wait folded away.
use crate::ui::{
    components::{PostForm, Posting, TextField, form::last_error},
    messages::years as words,
    pages::people::focus::focus_first,
};
use leptos::prelude::*;

/// The control of a violation's field. With each new year the controls are new, so that they are empty again.
fn control(years: usize, field: &str) -> String {
    format!("year-{years}-{}", field.replace('_', "-"))
}

#[component]
pub fn Create(action: Posting, years: usize) -> impl IntoView {
    let error = last_error(action);
    focus_first(error, move |field| control(years, field));
    if years == 0 {
        return view! {
            <section class="card stack">
                <h2 class="card__title">{words::CREATED_FIRST}</h2>
                <YearForm action years />
            </section>
        }
        .into_any();
    }
    // An error that came back without scripts must be seen.
    let has_error = untrack(move || error.get().is_some());
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::CREATE}</h2>
            <details class="fold" open={has_error}>
                <summary>{words::CREATE}</summary>
                <div class="fold__body">
                    <YearForm action years />
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn YearForm(action: Posting, years: usize) -> impl IntoView {
    view! {
        <PostForm action class="form stack">
            <p class="muted">{words::CREATE_EXPLAINED}</p>
            <TextField name="name" id={control(years, "name")} label={words::NAME} hint={words::NAME_HINT} required=true />
            <div class="form-grid">
                <TextField
                    name="starts_on"
                    id={control(years, "starts_on")}
                    label={words::STARTS}
                    kind="date"
                    required=true
                    short=true
                />
                <TextField
                    name="ends_on"
                    id={control(years, "ends_on")}
                    label={words::ENDS}
                    kind="date"
                    required=true
                    short=true
                />
            </div>
            <div class="button-row">
                <button class="button button--primary" type="submit">
                    {words::CREATE_DO}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}
