//! Whose result a row is, with the way to the review.
use crate::{api::reviews::ReviewHead, ui::layouts::rolebar::initials};
use leptos::prelude::*;

/// "E1042 · G4", without what is not known: scores need the room.
fn facts(head: &ReviewHead) -> String {
    let parts = [&head.owner.employee_no, &head.grade];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

#[component]
pub fn ResultPerson(head: ReviewHead) -> impl IntoView {
    let facts = facts(&head);
    view! {
        <span class="person">
            <span class="avatar" aria-hidden="true">
                {initials(&head.owner.name)}
            </span>
            <span>
                <a class="person__name" href={format!("/reviews/{}", head.review)}>
                    {head.owner.name}
                </a>
                <span class="person__sub">{facts}</span>
            </span>
        </span>
    }
    .into_any()
}
