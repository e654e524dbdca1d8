//! One delegation: what was agreed, and what its reader can do about it. A document.
use super::dashboard::News;
use crate::{
    api::{
        delegations::{ChangeDelegation, DelegationView, SettleDelegation, delegation},
        error::AppError,
        views::When,
        wire::{Asked, ask},
    },
    domain::{
        delegation::{DelegationStep, Standing},
        ids::DelegationId,
        validation::TASK,
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextArea, TextField},
        messages::delegation as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub struct OneDelegationPage {
    data: Asked<DelegationView>,
}

impl Page for OneDelegationPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<DelegationId>().ok()));
        let data = ask(id, |id| async move {
            match id {
                Some(id) => delegation(id).await,
                None => Err(AppError::NotFound),
            }
        });
        OneDelegationPage { data }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

fn when(who: &str, at: &When) -> String {
    format!("{who}, {}, {}", at.day, at.time)
}

/// Names and values of what was agreed; nothing that is empty.
fn facts(view: &DelegationView) -> Vec<(&'static str, String)> {
    let head = &view.head;
    let people = head.people.as_ref().map_or_else(|| words::WHOLE_TEAM.to_owned(), |people| people.join(", "));
    let asked = if view.by_request { words::ASKED } else { words::MADE };
    let overlapping: Vec<_> = view.overlapping.iter().map(|(who, days)| format!("{who}: {days}")).collect();
    [
        (words::REVIEWER, head.original.name.clone()),
        (words::BY, head.delegate.name.clone()),
        (words::WHOM, people),
        (words::DAYS, words::days(&head.from, head.to.as_deref())),
        (words::WHY, words::reason(head.reason).to_owned()),
        (words::NOTE, view.note.clone()),
        (asked, when(&view.asked.0, &view.asked.1)),
        (words::SETTLED, view.settled.as_ref().map(|(who, at)| when(who, at)).unwrap_or_default()),
        (words::ENDED, view.ended.as_ref().map(|(who, at)| when(who, at)).unwrap_or_default()),
        (words::ANSWER, view.answer.clone()),
        (words::OVERLAPPING, overlapping.join("; ")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

#[component]
fn Body(answer: DelegationView) -> impl IntoView {
    let head = answer.head.clone();
    let standing = head.standing;
    let title = words::who(&head.delegate.name, &head.original.name);
    let facts = facts(&answer)
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class="readonly">{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <PageHead
            title
            trail={vec![("/delegation".into(), words::TITLE.into())]}
            meta={move || {
                view! {
                    <span class="badge" data-tone={words::tone(standing)}>
                        {words::standing(standing)}
                    </span>
                }
            }}
        />
        <News />
        <section class="card stack" aria-labelledby="facts">
            <h2 class="card__title" id="facts">
                {words::FACTS}
            </h2>
            <dl class="dl">{facts}</dl>
        </section>
        <Steps answer />
    }
    .into_any()
}

#[component]
fn Steps(answer: DelegationView) -> impl IntoView {
    let steps = answer.steps.clone();
    if steps.is_empty() {
        return ().into_any();
    }
    let id = answer.head.id;
    let may = |step: DelegationStep| steps.contains(&step);
    let answers: Vec<_> = [DelegationStep::Accept, DelegationStep::Decline, DelegationStep::Withdraw]
        .into_iter()
        .filter(|step| may(*step))
        .collect();
    let settles = !answers.is_empty();
    let ends = may(DelegationStep::End);
    let runs = answer.head.standing == Standing::Running;
    view! {
        {settles.then(|| view! { <Answer id steps={answers} /> })}
        {may(DelegationStep::ChangeEnd).then(|| view! { <ChangeEnd id to_on={answer.to_on.clone()} /> })}
        {ends.then(|| view! { <EndNow id runs /> })}
    }
    .into_any()
}

#[component]
fn Settle(step: DelegationStep, class: &'static str) -> impl IntoView {
    view! {
        <button class={class} type="submit" name="step" value={step.code()}>
            {words::step(step)}
        </button>
    }
    .into_any()
}

#[component]
fn Answer(id: DelegationId, steps: Vec<DelegationStep>) -> impl IntoView {
    let action = Posting::to::<SettleDelegation>();
    let accepts = steps.contains(&DelegationStep::Accept);
    view! {
        <section class="card stack" aria-labelledby="answer">
            <h2 class="card__title" id="answer">
                {words::WHAT_NOW}
            </h2>
            {accepts.then(|| view! { <p>{words::ACCEPT_EXPLAINED}</p> })}
            <PostForm action class="form stack">
                <input type="hidden" name="delegation" value={id.to_string()} />
                <TextArea
                    name="answer"
                    id="answer-words"
                    label={words::ANSWER_FIELD}
                    hint={words::ANSWER_HINT}
                    max={TASK}
                    rows=2
                />
                <div class="button-row">
                    {steps
                        .into_iter()
                        .map(|step| {
                            let class = match step {
                                DelegationStep::Accept => "button button--approve",
                                _ => "button",
                            };
                            view! { <Settle step class /> }
                        })
                        .collect_view()}
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}

#[component]
fn ChangeEnd(id: DelegationId, to_on: String) -> impl IntoView {
    let action = Posting::to::<ChangeDelegation>();
    view! {
        <section class="card stack" aria-labelledby="change-end">
            <h2 class="card__title" id="change-end">
                {words::CHANGE_END}
            </h2>
            <PostForm action class="form stack">
                <input type="hidden" name="delegation" value={id.to_string()} />
                <TextField
                    name="to_on"
                    label={words::LAST_DAY}
                    hint={words::LAST_DAY_HINT}
                    kind="date"
                    value={to_on}
                    short=true
                />
                <div class="button-row">
                    <button class="button" type="submit">
                        {words::CHANGE_END}
                    </button>
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}

#[component]
fn EndNow(id: DelegationId, runs: bool) -> impl IntoView {
    let action = Posting::to::<SettleDelegation>();
    view! {
        <section class="card stack" aria-labelledby="end-now">
            <h2 class="card__title" id="end-now">
                {words::END_NOW}
            </h2>
            {runs.then(|| view! { <p>{words::END_EXPLAINED}</p> })}
            <PostForm action class="form stack">
                <input type="hidden" name="delegation" value={id.to_string()} />
                <TextArea name="answer" id="end-words" label={words::ANSWER_FIELD} hint={words::ANSWER_HINT} max={TASK} rows=2 />
                <div class="button-row">
                    <Settle step={DelegationStep::End} class="button button--danger" />
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}
