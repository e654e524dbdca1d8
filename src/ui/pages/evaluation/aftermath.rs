//! After the board: the talk, and what was said about the result (R18, R29b).
use crate::{
    api::reviews::{AftermathView, ReaderView},
    ui::{
        components::Moment,
        messages::{common, evaluation},
    },
};
use leptos::prelude::*;

#[component]
pub fn Aftermath(after: AftermathView) -> impl IntoView {
    let talk = after.feedback_on.as_deref().map(|day| evaluation::talked(day, after.feedback_by.as_deref()));
    let read = after.read.as_ref().map_or_else(|| evaluation::NOT_READ.into(), evaluation::moment);
    let facts = [
        Some((evaluation::TALKED_ON, talk.unwrap_or_else(|| evaluation::ARCHIVED_WITHOUT_TALK.into()))),
        after.note.map(|note| (evaluation::NOTE, note)),
        Some((evaluation::HAS_READ, read)),
        after.remark.filter(|remark| !remark.is_empty()).map(|remark| (evaluation::REMARK, remark)),
    ];
    let facts = facts
        .into_iter()
        .flatten()
        .map(|(name, text)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class="readonly">{text}</dd>
                </div>
            }
        })
        .collect_view();
    let waits = after.answer.is_none();
    let objection = after.objection.map(|(at, text)| {
        view! {
            <div class="stack stack--tight">
                <h3>{evaluation::OBJECTION}</h3>
                <p class="muted small">
                    <Moment when={at} with_time=true />
                </p>
                <blockquote class="quote">{text}</blockquote>
                {waits.then(|| view! { <p class="muted">{evaluation::NO_ANSWER_YET}</p> })}
            </div>
        }
    });
    let answer = after.answer.map(|(at, text, by)| {
        view! {
            <div class="stack stack--tight">
                <h3>{evaluation::ANSWER}</h3>
                <p class="muted small">{by} ", " <Moment when={at} with_time=true /></p>
                <blockquote class="quote">{text}</blockquote>
            </div>
        }
    });
    view! {
        <section class="section" aria-labelledby="talk">
            <div class="section__head">
                <h2 id="talk">{evaluation::TALK}</h2>
            </div>
            <div class="card stack">
                <dl class="dl">{facts}</dl>
                {objection}
                {answer}
            </div>
        </section>
    }
    .into_any()
}

/// R42: the person can see who read theirs.
#[component]
pub fn Readers(readers: Vec<ReaderView>) -> impl IntoView {
    let is_empty = readers.is_empty();
    let items = readers
        .into_iter()
        .map(|reader| {
            view! { <li>{reader.name} ", " {common::role(reader.role)} ", " <Moment when={reader.at} with_time=true /></li> }
        })
        .collect_view();
    view! {
        <details class="fold card">
            <summary>{evaluation::READERS}</summary>
            <div class="fold__body">
                {if is_empty {
                    view! { <p class="muted">{evaluation::NO_READERS}</p> }.into_any()
                } else {
                    view! { <ul>{items}</ul> }.into_any()
                }}
            </div>
        </details>
    }
    .into_any()
}
