//! Where somebody came from and when, on their page (R26).
use crate::{
    api::{transfers::TransferView, views::PersonRef},
    ui::{components::posting::form_text, contexts::session::use_session, messages::transfers as words},
};
use leptos::prelude::*;

#[component]
pub fn TransferCard(person: PersonRef, left: bool, transfers: Vec<TransferView>) -> impl IntoView {
    // Nobody moves themself, and whoever left is reactivated first.
    let own = untrack(|| use_session().get().is_some_and(|session| session.person_id == person.id.0));
    let address = format!("/people/transfers/new?{}", form_text(&[("who".to_owned(), person.employee_no)]));
    let none = transfers.is_empty();
    let line = |row: TransferView| {
        let (tone, state) = words::state(row.state);
        let manager = row.manager.map(|moved| view! { <p>{words::MANAGER} ": " {words::from_to(&moved, words::NOBODY)}</p> });
        let department =
            row.department.map(|moved| view! { <p>{words::DEPARTMENT} ": " {words::from_to(&moved, words::NOWHERE)}</p> });
        view! {
            <li class="stack stack--tight">
                <p>
                    {row.on} " " <span class="badge" data-tone={tone}>
                        {state}
                    </span>
                </p>
                {manager}
                {department}
                {(!row.reason.is_empty()).then(|| view! { <p class="muted small">{row.reason}</p> })}
            </li>
        }
    };
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::HISTORY}</h2>
            {none.then(|| view! { <p class="muted">{words::NO_HISTORY}</p> })}
            {(!none).then(|| view! { <ol class="stack">{transfers.into_iter().map(line).collect_view()}</ol> })}
            {(!own && !left)
                .then(|| {
                    view! {
                        <p>
                            <a class="button button--small" href={address} rel="external">
                                {words::TRANSFER}
                            </a>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}
