//! Opening a year's target setting: who gets a draft, until when, said before it is done.
use crate::{
    api::views::YearRef,
    ui::{
        components::{PostForm, Posting, TextField, form::last_error},
        messages::years as words,
        pages::people::focus::focus_first,
    },
};
use leptos::prelude::*;

#[component]
pub fn Open(year: YearRef, #[prop(optional_no_strip)] employed: Option<u64>, action: Posting) -> impl IntoView {
    let id = format!("open-{}-due", year.id);
    let control = id.clone();
    focus_first(last_error(action), move |_| control.clone());
    view! {
        <div class="stack">
            <h3>{words::of_year(words::OPEN, &year.name)}</h3>
            <p>{words::will_open(employed)}</p>
            <p class="muted small">{words::OPEN_ALSO}</p>
            <PostForm action only={("year", year.id.to_string())} class="form stack">
                <input type="hidden" name="year" value={year.id.to_string()} />
                <TextField name="due_on" id label={words::OPEN_DUE} hint={words::OPEN_DUE_HINT} kind="date" required=true />
                <div class="button-row">
                    <button
                        class="button button--primary"
                        type="submit"
                        aria-busy={move || action.pending().get().then_some("true")}
                    >
                        {words::OPEN_DO}
                    </button>
                </div>
            </PostForm>
        </div>
    }
    .into_any()
}
