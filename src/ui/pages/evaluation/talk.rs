//! Three small forms on a review that is decided: recording the talk (R18), adjusting the rank (R21), answering an objection
//! (R29b).
use crate::{
    api::reviews::ReviewView,
    domain::{rank::RankTable, review::ReviewAction, validation::TEXT},
    ui::{
        components::{PostForm, Posting, TextArea, TextField, form::last_error},
        contexts::kept::kept,
        messages::evaluation,
        pages::sets::submit_button::SubmitButton,
    },
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Forms {
    pub talk: Posting,
    pub rank: Posting,
    pub answer: Posting,
}

#[component]
pub fn TalkForm(view: ReviewView, action: Posting) -> impl IntoView {
    if !view.head.actions.contains(&ReviewAction::DeliverFeedback) {
        return ().into_any();
    }
    view! {
        <Small title={evaluation::TALK} id="record-talk" body={evaluation::DELIVER_BODY}>
            <PostForm action class="stack">
                <input type="hidden" name="review" value={view.head.review.to_string()} />
                <input type="hidden" name="seen" value={view.head.state.code()} />
                <TextField
                    name="talked_on"
                    label={evaluation::TALKED_ON}
                    hint={evaluation::TALKED_ON_HINT}
                    kind="date"
                    required=true
                    short=true
                />
                <TextArea name="note" label={evaluation::NOTE} hint={evaluation::NOTE_HINT} max={TEXT} />
                <div class="button-row">
                    <SubmitButton pending={action.pending()}>{evaluation::RECORD_TALK}</SubmitButton>
                </div>
            </PostForm>
        </Small>
    }
    .into_any()
}

#[component]
pub fn AnswerForm(view: ReviewView, action: Posting) -> impl IntoView {
    if !view.may.answer {
        return ().into_any();
    }
    view! {
        <Small title={evaluation::ANSWER_TITLE} id="answer" body="">
            <PostForm action class="stack">
                <input type="hidden" name="review" value={view.head.review.to_string()} />
                <TextArea
                    name="text"
                    id="answer-text"
                    label={evaluation::ANSWER}
                    hint={evaluation::ANSWER_HINT}
                    max={TEXT}
                    rows=5
                    required=true
                />
                <div class="button-row">
                    <SubmitButton pending={action.pending()}>{evaluation::ANSWER_SEND}</SubmitButton>
                </div>
            </PostForm>
        </Small>
    }
    .into_any()
}

#[component]
pub fn AdjustForm(view: ReviewView, action: Posting) -> impl IntoView {
    let Some(table) = view.table.filter(|_| view.may.adjust_rank) else { return ().into_any() };
    let (computed, now) = view.manager_part.map_or((None, None), |part| (part.rank, part.adjusted.map(|(rank, _)| rank)));
    let error = last_error(action);
    view! {
        <section class="section no-print">
            <details class="fold card" open={move || error.with(Option::is_some)}>
                <summary>{evaluation::ADJUST}</summary>
                <div class="fold__body">
                    <PostForm action class="stack">
                        <input type="hidden" name="review" value={view.head.review.to_string()} />
                        <p class="muted">{evaluation::ADJUST_BODY}</p>
                        <RankSelect table computed now />
                        <TextArea name="reason" label={evaluation::REASON} max={TEXT} />
                        <div class="button-row">
                            <SubmitButton pending={action.pending()} class="button">
                                {evaluation::ADJUST_SEND}
                            </SubmitButton>
                        </div>
                    </PostForm>
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn RankSelect(
    table: RankTable,
    #[prop(optional_no_strip)] computed: Option<String>,
    #[prop(optional_no_strip)] now: Option<String>,
) -> impl IntoView {
    let now = kept("rank").or(now);
    let computed = computed.map_or_else(|| evaluation::AS_COMPUTED.into(), |rank| format!("{}: {rank}", evaluation::AS_COMPUTED));
    let options = table
        .bands()
        .iter()
        .rev()
        .map(|band| {
            let selected = now.as_ref() == Some(&band.label);
            view! {
                <option value={band.label.clone()} selected={selected}>
                    {band.label.clone()}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field field--short">
            <label class="field__label" for="rank">
                {evaluation::RANK}
            </label>
            <select class="select" id="rank" name="rank">
                <option value="">{computed}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

#[component]
fn Small(title: &'static str, id: &'static str, body: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="section no-print" aria-labelledby={id}>
            <div class="section__head">
                <h2 id={id}>{title}</h2>
                <p>{body}</p>
            </div>
            <div class="card">{children()}</div>
        </section>
    }
    .into_any()
}
