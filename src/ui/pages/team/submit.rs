//! Handing a whole team to HR, targets or evaluations (R12, R27).
use super::hand_over::HandOver;
use crate::{
    domain::ids::{FiscalYearId, PersonId},
    ui::{
        components::{PostForm, Posting, form::last_error},
        messages::team as words,
        pages::sets::submit_button::SubmitButton,
    },
};
use leptos::prelude::*;

/// What the menu says.
pub struct Says {
    /// "Two people are missing; one set waits."
    pub count: String,
    /// "Hand over five."
    pub ready: String,
    /// What happens then.
    pub what: &'static str,
    /// What to do about those who are missing.
    pub advice: &'static str,
}

#[component]
pub fn SubmitMenu(
    year: FiscalYearId,
    whose: PersonId,
    missing: Vec<String>,
    ready: u64,
    says: Says,
    submit: Posting,
    /// The rows that show who is missing.
    #[prop(into)]
    show_missing: Signal<String>,
) -> impl IntoView {
    let error = last_error(submit);
    let failed = Signal::derive(move || error.with(Option::is_some));
    let Says { count, ready: sent, what, advice } = says;
    let form = move || view! { <SubmitForm year whose sent={sent.clone()} what submit /> };
    view! { <HandOver missing ready count advice show_missing failed form /> }
}

#[component]
fn SubmitForm(year: FiscalYearId, whose: PersonId, sent: String, what: &'static str, submit: Posting) -> impl IntoView {
    view! {
        <PostForm action={submit} class="stack stack--tight">
            <input type="hidden" name="year" value={year.to_string()} />
            <input type="hidden" name="of" value={whose.to_string()} />
            <p>
                <strong>{sent}</strong>
            </p>
            <p>{what}</p>
            <div class="button-row">
                <SubmitButton pending={submit.pending()}>{words::SUBMIT_NOW}</SubmitButton>
            </div>
        </PostForm>
    }
    .into_any()
}
