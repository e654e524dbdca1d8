//! The phases after target setting: opening mid-year and evaluation, closing mid-year.
use crate::{
    api::{views::YearRef, years::YearView},
    domain::{fiscal_year::Phase, validation::TEXT},
    ui::{
        components::{PostForm, Posting, TextArea, TextField, form::last_error},
        messages::years as words,
    },
};
use leptos::prelude::*;

#[component]
pub fn OpenPhase(year: YearRef, phase: Phase, action: Posting) -> impl IntoView {
    let (title, will, button) = words::opening(phase);
    let id = format!("open-{}-{}", phase.code(), year.id);
    view! {
        <div class="stack">
            <h3>{words::of_year(title, &year.name)}</h3>
            <p>{will}</p>
            <PostForm action only={("year", year.id.to_string())} class="form stack">
                <input type="hidden" name="year" value={year.id.to_string()} />
                <TextField name="due_on" id label={words::OPEN_DUE} hint={words::OPEN_DUE_HINT} kind="date" required=true />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {button}
                    </button>
                </div>
            </PostForm>
        </div>
    }
    .into_any()
}

#[component]
pub fn CloseMidYear(year: YearView, action: Posting) -> impl IntoView {
    let has_error = untrack(move || last_error(action).get().is_some());
    let id = year.year.id;
    view! {
        <details class="fold" open={has_error}>
            <summary>{words::of_year(words::CLOSE_MID_YEAR, &year.year.name)}</summary>
            <div class="fold__body stack">
                <p>{words::CLOSE_MID_YEAR_WHAT}</p>
                <PostForm action only={("year", id.to_string())} class="form stack">
                    <input type="hidden" name="year" value={id.to_string()} />
                    <TextArea
                        name="reason"
                        id={format!("close-mid-{id}-reason")}
                        label={words::REASON}
                        hint={words::REASON_OPTIONAL_HINT}
                        max={TEXT}
                    />
                    <TextField
                        name="confirm"
                        id={format!("close-mid-{id}-confirm")}
                        label={words::confirm(&year.year.name)}
                        hint={words::CONFIRM_HINT}
                        autocomplete="off"
                        required=true
                    />
                    <div class="button-row">
                        <button class="button button--danger" type="submit">
                            {words::CLOSE_MID_YEAR_DO}
                        </button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
