//! Handing the team's evaluations to HR (R12, R27).
use super::{
    super::hand_over::HandOver,
    listing::{Listing, Show},
};
use crate::{
    domain::ids::{FiscalYearId, PersonId},
    ui::{
        components::{PostForm, Posting, form::last_error},
        messages::{results as words, team},
        pages::sets::submit_button::SubmitButton,
    },
};
use leptos::prelude::*;

#[component]
pub fn SubmitResultsMenu(
    year: FiscalYearId,
    whose: PersonId,
    missing: Vec<String>,
    ready: u64,
    submit: Posting,
    listing: Memo<Listing>,
) -> impl IntoView {
    let error = last_error(submit);
    let count = words::missing_count(missing.len(), ready);
    let show_missing = Signal::derive(move || listing.get().showing(Show::Missing).to());
    let failed = Signal::derive(move || error.with(Option::is_some));
    let form = move || view! { <SubmitForm year whose ready submit /> };
    view! { <HandOver missing ready count advice={words::SUBMIT_ADVICE} show_missing failed form /> }
}

#[component]
fn SubmitForm(year: FiscalYearId, whose: PersonId, ready: u64, submit: Posting) -> impl IntoView {
    view! {
        <PostForm action={submit} class="stack stack--tight">
            <input type="hidden" name="year" value={year.to_string()} />
            <input type="hidden" name="of" value={whose.to_string()} />
            <p>
                <strong>{words::submit_count(ready)}</strong>
            </p>
            <p>{words::SUBMIT_WHAT}</p>
            <div class="button-row">
                <SubmitButton pending={submit.pending()}>{team::SUBMIT_NOW}</SubmitButton>
            </div>
        </PostForm>
    }
    .into_any()
}
