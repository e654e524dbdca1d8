//! The head of both pages: whose review, where it stands, whose turn it is and since when, and the nine steps (R33).
use crate::{
    api::reviews::ReviewHead,
    domain::review::ReviewState,
    ui::{
        components::{Moment, PageHead, Steps},
        contexts::session::use_session,
        messages::{evaluation, reviews, states, years},
    },
};
use leptos::prelude::*;

/// `meta` stands behind the facts, `actions` at the right.
#[component]
pub fn Head(
    #[prop(into)] title: String,
    head: ReviewHead,
    #[prop(optional, into)] meta: Option<ViewFn>,
    #[prop(optional, into)] actions: Option<ViewFn>,
    #[prop(optional)] trail: Vec<(String, String)>,
) -> impl IntoView {
    let state = head.state;
    let facts = ViewFn::from(move || {
        view! {
            <Facts head={head.clone()} />
            {meta.as_ref().map(ViewFn::run)}
        }
    });
    let page_head = match actions {
        Some(actions) => view! { <PageHead title meta={facts} actions trail /> },
        None => view! { <PageHead title meta={facts} trail /> },
    };
    view! {
        {page_head}
        <Steps name={reviews::TIMELINE} steps={&reviews::STEPS} here={state.step()} closed={state.is_final()} />
    }
    .into_any()
}

#[component]
fn Facts(head: ReviewHead) -> impl IntoView {
    let ReviewHead { year, state, since, due, overdue, late, exempt, .. } = head.clone();
    let reader = untrack(|| use_session().get()).map_or(0, |session| session.person_id);
    let due = due.filter(|_| state <= ReviewState::ManagerEvalInProgress && !exempt);
    let turn = if exempt { states::NOBODYS_TURN.to_owned() } else { evaluation::turn(&head, reader) };
    let year = if state.is_final() {
        view! {
            <span class="badge" data-tone="neutral">
                {years::archived(&year.name)}
            </span>
        }
        .into_any()
    } else {
        view! { <span>{year.name}</span> }.into_any()
    };
    view! {
        {year}
        <ReviewBadge state exempt />
        <span>{turn} " " {states::SINCE} " " <Moment when={since} /></span>
        {due.map(|due| view! { <span class="muted">{states::due(&due)}</span> })}
        {overdue
            .then(|| {
                view! {
                    <span class="badge" data-tone="danger">
                        {states::OVERDUE}
                    </span>
                }
            })}
        {late
            .then(|| {
                view! {
                    <span class="badge" data-tone="warning">
                        {states::LATE}
                    </span>
                }
            })}
    }
    .into_any()
}

#[component]
fn ReviewBadge(state: ReviewState, exempt: bool) -> impl IntoView {
    let (code, words) = if exempt { ("exempt", states::EXEMPT) } else { (state.code(), reviews::state(state)) };
    view! {
        <span class="state-badge" data-state={code}>
            {words}
        </span>
    }
}
