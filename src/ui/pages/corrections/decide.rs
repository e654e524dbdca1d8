//! Corrections that wait: before and after, what becomes of score and rank, and the two buttons for whoever decides.
use crate::{
    api::corrections::CorrectionView,
    domain::validation::TEXT,
    ui::{
        components::{PostForm, Posting, TextArea},
        messages::corrections as words,
        pages::evaluation::corrected::Correction,
    },
};
use leptos::prelude::*;

#[component]
pub fn Waiting(waiting: Vec<CorrectionView>, seen: i64, action: Posting) -> impl IntoView {
    if waiting.is_empty() {
        return ().into_any();
    }
    let somebody_decides = waiting.iter().any(|correction| correction.may_decide);
    let items = waiting
        .into_iter()
        .map(|correction| {
            let form = if correction.may_decide {
                view! { <Decide id={correction.id.to_string()} seen action /> }.into_any()
            } else {
                let why = if somebody_decides { words::LATER } else { words::NOT_YOURS };
                view! { <p class="muted small">{why}</p> }.into_any()
            };
            view! { <Correction correction>{form}</Correction> }
        })
        .collect_view();
    view! {
        <section class="section" id="waiting" aria-labelledby="waiting-head">
            <div class="section__head">
                <h2 id="waiting-head">{words::WAITING}</h2>
            </div>
            <ol class="stack plain-list">{items}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Decide(id: String, seen: i64, action: Posting) -> impl IntoView {
    view! {
        <PostForm action class="form stack">
            <input type="hidden" name="correction" value={id} />
            <input type="hidden" name="seen" value={seen.to_string()} />
            <TextArea name="note" label={words::NOTE} hint={words::NOTE_HINT} max={TEXT} />
            <div class="button-row">
                <button class="button button--primary" type="submit" name="decision" value="confirm">
                    {words::CONFIRM}
                </button>
                <button class="button" type="submit" name="decision" value="refuse">
                    {words::REFUSE}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}
