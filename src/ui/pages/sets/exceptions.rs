//! What only HR does to one set: leaving somebody out for the year or taking them back in, and naming a reviewer.
use super::{reviewer_field::ReviewerField, submit_button::SubmitButton};
use crate::{
    api::{sets::SetView, views::SetHead},
    domain::validation::TEXT,
    ui::{
        components::{PostForm, Posting, TextArea, form::last_error},
        messages::sets as words,
    },
};
use leptos::prelude::*;

#[component]
pub fn Exceptions(page: SetView, exempt: Posting, reviewer: Posting) -> impl IntoView {
    let SetView { head, may_exempt, may_include, may_name_reviewer, .. } = page;
    if !(may_exempt || may_include || may_name_reviewer) {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="exceptions">
            <div class="section__head">
                <h2 id="exceptions">{words::FOR_HR}</h2>
                <p>{words::FOR_HR_BODY}</p>
            </div>
            <div class="card stack">
                {may_name_reviewer.then(|| view! { <NameReviewerFold head={head.clone()} action={reviewer} /> })}
                {may_exempt.then(|| view! { <ExemptFold head={head.clone()} exempt=true action={exempt} /> })}
                {may_include.then(|| view! { <ExemptFold head exempt=false action={exempt} /> })}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn ExemptFold(head: SetHead, exempt: bool, action: Posting) -> impl IntoView {
    let (title, body, button) = if exempt {
        (words::EXEMPT, words::EXEMPT_BODY, words::EXEMPT_NOW)
    } else {
        (words::INCLUDE, words::INCLUDE_BODY, words::INCLUDE_NOW)
    };
    let error = last_error(action);
    view! {
        <details class="fold" open={move || error.with(Option::is_some)}>
            <summary>{title}</summary>
            <div class="fold__body">
                <PostForm action class="stack stack--tight">
                    <input type="hidden" name="set" value={head.set.to_string()} />
                    <input type="hidden" name="exempt" value={exempt.to_string()} />
                    <p>{body}</p>
                    <TextArea
                        name="reason"
                        id={format!("reason-{}-{exempt}", head.set)}
                        label={words::REASON}
                        hint={words::REASON_HINT}
                        max={TEXT}
                        required=true
                    />
                    <div class="button-row">
                        <SubmitButton pending={action.pending()} class="button">
                            {button}
                        </SubmitButton>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn NameReviewerFold(head: SetHead, action: Posting) -> impl IntoView {
    let error = last_error(action);
    let nobody = head.reviewer.is_none();
    let id = format!("reviewer-{}", head.set);
    let chosen = head.reviewer.map(|who| who.employee_no).unwrap_or_default();
    view! {
        <details class="fold" open={move || nobody || error.with(Option::is_some)}>
            <summary>{words::NAME_REVIEWER}</summary>
            <div class="fold__body">
                <PostForm action class="stack stack--tight">
                    <input type="hidden" name="set" value={head.set.to_string()} />
                    <ReviewerField id chosen />
                    <div class="button-row">
                        <SubmitButton pending={action.pending()} class="button">
                            {words::NAME_REVIEWER_NOW}
                        </SubmitButton>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
