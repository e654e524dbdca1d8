//! Whose turn it is and since when, in one line (R33).
use super::Moment;
use crate::{
    api::views::SetHead,
    ui::messages::{states, transfers, years},
};
use leptos::prelude::*;

#[component]
pub fn SetFactsLine(head: SetHead) -> impl IntoView {
    let turn = states::whose_turn(&head);
    let overdue = head.overdue.then(|| {
        view! {
            <span class="badge" data-tone="danger">
                {states::OVERDUE}
            </span>
        }
    });
    let late = head.late.then(|| {
        view! {
            <span class="badge" data-tone="warning">
                {states::LATE}
            </span>
        }
    });
    let transferred = head.transferred.clone().map(|on| {
        view! {
            <span class="badge" data-tone="info">
                {transfers::mark(&on)}
            </span>
        }
    });
    let due = head.due.clone().map(|due| view! { <span class="muted">{states::due(&due)}</span> });
    let archived = head.archived.then(|| {
        view! {
            <span class="badge" data-tone="neutral">
                {years::archived(&head.year.name)}
            </span>
        }
    });
    view! {
        {archived}
        <span>{turn} " " {states::SINCE} " " <Moment when={head.since} /></span>
        {due}
        {overdue}
        {late}
        {transferred}
    }
    .into_any()
}
