//! Handing the team to HR: what will happen, or who is missing. It explains itself instead of being greyed out.
use super::listing::{Listing, Show};
use crate::{
    domain::ids::FiscalYearId,
    ui::{
        components::{Icon, PostForm, Posting, form::last_error},
        messages::team as words,
        pages::sets::submit_button::SubmitButton,
    },
};
use leptos::prelude::*;

/// So many names stand in the menu; the table shows the rest.
const NAMED: usize = 8;

/// What pressing the page's primary button can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    /// Nothing is left to hand over.
    Nothing,
    Submit,
    Explain,
}

fn offer(missing: usize, ready: u64) -> Offer {
    match (missing, ready) {
        (0, 0) => Offer::Nothing,
        (0, _) => Offer::Submit,
        _ => Offer::Explain,
    }
}

#[component]
pub fn SubmitTeamMenu(
    year: FiscalYearId,
    missing: Vec<String>,
    ready: u64,
    submit: Posting,
    listing: Memo<Listing>,
) -> impl IntoView {
    let inside = match offer(missing.len(), ready) {
        Offer::Nothing => return ().into_any(),
        Offer::Submit => view! { <SubmitForm year ready submit /> }.into_any(),
        Offer::Explain => view! { <Missing missing ready listing /> }.into_any(),
    };
    let error = last_error(submit);
    view! {
        <details class="menu" open={move || error.with(Option::is_some)}>
            <summary class="menu__button button button--primary">
                <Icon name="send" />
                {words::SUBMIT}
            </summary>
            <div class="menu__list menu__list--end menu__list--panel">
                <div class="dialog__body">{inside}</div>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn SubmitForm(year: FiscalYearId, ready: u64, submit: Posting) -> impl IntoView {
    view! {
        <PostForm action={submit} class="stack stack--tight">
            <input type="hidden" name="year" value={year.to_string()} />
            <p>
                <strong>{words::submit_count(ready)}</strong>
            </p>
            <p>{words::SUBMIT_WHAT}</p>
            <div class="button-row">
                <SubmitButton pending={submit.pending()}>{words::SUBMIT_NOW}</SubmitButton>
            </div>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Missing(missing: Vec<String>, ready: u64, listing: Memo<Listing>) -> impl IntoView {
    let rest = missing.len().saturating_sub(NAMED);
    let count = words::missing_count(missing.len(), ready);
    view! {
        <div class="stack stack--tight">
            <p>
                <strong>{words::NOT_READY}</strong>
                " "
                {count}
            </p>
            <ul class="checklist" aria-label={words::MISSING}>
                {missing.into_iter().take(NAMED).map(|name| view! { <li>{name}</li> }).collect_view()}
            </ul>
            {(rest > 0).then(|| view! { <p class="muted">{words::more(rest)}</p> })}
            <p>{words::NOT_READY_BODY}</p>
            <a class="button button--small" href={move || listing.get().showing(Show::Missing).address()}>
                {words::SHOW_MISSING}
            </a>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Offer, offer};

    #[test]
    fn a_team_goes_whole_or_not_at_all() {
        assert_eq!(offer(0, 0), Offer::Nothing);
        assert_eq!(offer(0, 12), Offer::Submit);
        assert_eq!(offer(1, 12), Offer::Explain);
        assert_eq!(offer(3, 0), Offer::Explain);
    }
}
