//! What only HR does to one set: leaving somebody out for the year or taking them back in, and naming a reviewer.
use super::submit_button::SubmitButton;
use crate::{
    api::{
        sets::SetView,
        views::{PersonRef, SetHead},
    },
    domain::validation::TEXT,
    ui::{
        components::{
            Icon, PostForm, Posting, TextArea,
            form::{last_error, use_form_violations},
        },
        messages::{errors, sets as words},
    },
};
use leptos::prelude::*;

#[component]
pub fn Exceptions(page: SetView, exempt: Posting, reviewer: Posting) -> impl IntoView {
    let SetView { head, may_exempt, may_include, may_name_reviewer, reviewers, .. } = page;
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
                {may_name_reviewer.then(|| view! { <NameReviewerFold head={head.clone()} reviewers action={reviewer} /> })}
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
fn NameReviewerFold(head: SetHead, reviewers: Vec<PersonRef>, action: Posting) -> impl IntoView {
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
                    <ReviewerSelect id reviewers chosen />
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

#[component]
fn ReviewerSelect(id: String, reviewers: Vec<PersonRef>, chosen: String) -> impl IntoView {
    let violations = use_form_violations();
    let problem = Memo::new(move |_| {
        violations.with(|all| all.iter().find(|found| found.field == "employee_no").map(|found| errors::problem(&found.problem)))
    });
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let hint = hint_id.clone();
    view! {
        <div class="field">
            <label class="field__label" for={id.clone()}>
                {words::REVIEWER}
            </label>
            <p class="field__hint" id={hint_id}>
                {words::NAME_REVIEWER_BODY}
            </p>
            <select
                class="select"
                id={id}
                name="employee_no"
                aria-invalid={move || problem.with(Option::is_some).then_some("true")}
                aria-describedby={move || if problem.with(Option::is_some) { described.clone() } else { hint.clone() }}
            >
                <option value="" selected={chosen.is_empty()}>
                    {words::TO_MANAGER}
                </option>
                {reviewers
                    .into_iter()
                    .map(|who| {
                        let selected = who.employee_no == chosen;
                        view! {
                            <option value={who.employee_no.clone()} selected={selected}>
                                {format!("{} ({})", who.name, who.employee_no)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            {move || {
                problem
                    .get()
                    .map(|problem| {
                        view! {
                            <p class="field__error" id={error_id.clone()}>
                                <Icon name="warning" />
                                {problem}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
