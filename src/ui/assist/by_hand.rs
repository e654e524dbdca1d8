//! The copy-and-paste way: what leaves is shown with nobody's name in it, and the answer gets the names back. One button each.
use super::work::Work;
use crate::{
    api::{assist::HandedOut, error::AppError},
    domain::{assist::pseudonyms, validation::TEXT},
    ui::{
        assist::progress::{Phase, Trouble},
        components::{Icon, TextArea},
        messages::assist as words,
        pages::people::clipboard,
        platform,
    },
};
use leptos::prelude::*;

#[component]
pub fn ByHand(work: Work) -> impl IntoView {
    let busy = RwSignal::new(false);
    let make = move |_| {
        let Some(ask) = work.question() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let stamp = ask.acting_as.clone();
            match crate::api::assist::hand_out(ask, stamp).await {
                Ok(out) => {
                    work.inputs.try_set(out.inputs.clone());
                    work.handed_out.try_set(Some(out));
                    if matches!(work.phase.try_get_untracked(), Some(Phase::Failed(Trouble::Error(_)))) {
                        work.phase.try_set(Phase::Idle);
                    }
                }
                Err(error) => _ = work.phase.try_set(Phase::Failed(Trouble::Error(error))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="stack stack--tight">
            <p class="muted small">{words::BY_HAND_INTRO}</p>
            <div class="button-row">
                <button
                    class="button button--small"
                    type="button"
                    aria-busy={move || busy.get().then_some("true")}
                    on:click={make}
                >
                    {move || if busy.get() { words::MAKING_PROMPT } else { words::MAKE_PROMPT }}
                </button>
            </div>
            {move || work.handed_out.get().map(|out| view! { <Out work out /> })}
        </div>
    }
    .into_any()
}

#[component]
fn Out(work: Work, out: HandedOut) -> impl IntoView {
    let field = work.spec.with_value(|spec| spec.field.clone());
    let (prompt, answer) = (format!("assist-prompt-{field}"), format!("assist-answer-{field}"));
    let copied: RwSignal<Option<bool>> = RwSignal::new(None);
    let text = RwSignal::new(out.text.clone());
    let pasted = RwSignal::new(String::new());
    let select = prompt.clone();
    let copy = move |_| {
        platform::select_text(&select);
        copied.set(Some(text.with_untracked(|text| clipboard::copy(text))));
    };
    let known = StoredValue::new(out.pseudonyms.clone());
    let id = answer.clone();
    let take = move |_| {
        let restored =
            pasted.with_untracked(|pasted| known.with_value(|known| pseudonyms::restore(pasted, known))).trim().to_owned();
        if restored.is_empty() {
            platform::focus(&id);
            return;
        }
        if restored.chars().count() > TEXT {
            work.phase.set(Phase::Failed(Trouble::Error(AppError::TooLarge { max: TEXT as u64 })));
            return;
        }
        work.pasted(out.suggestion, restored);
    };
    view! {
        <TextArea
            name={prompt.clone()}
            id={prompt}
            label={words::PROMPT}
            hint={words::CHECK_IT}
            value={text}
            max=100_000
            rows=8
        />
        <Exchanged pseudonyms={out.pseudonyms} />
        <div class="button-row">
            <button class="button button--small" type="button" on:click={copy}>
                <Icon name="copy" />
                {words::COPY}
            </button>
            <span class="small" role="status">
                {move || copied.get().map(|done| if done { words::COPIED } else { words::NOT_COPIED })}
            </span>
        </div>
        <TextArea
            name={answer.clone()}
            id={answer}
            label={words::ANSWER}
            hint={words::ANSWER_HINT}
            value={pasted}
            max={TEXT}
            rows=4
        />
        <div class="button-row">
            <button class="button button--small" type="button" on:click={take}>
                {words::USE_ANSWER}
            </button>
        </div>
    }
    .into_any()
}

/// What is exchanged for what.
#[component]
pub fn Exchanged(pseudonyms: Vec<pseudonyms::Pseudonym>) -> impl IntoView {
    if pseudonyms.is_empty() {
        return view! { <p class="small">{words::NOTHING_EXCHANGED}</p> }.into_any();
    }
    view! {
        <table class="table assist__names">
            <caption class="visually-hidden">{words::EXCHANGED_CAPTION}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::ORIGINAL_NAME}</th>
                    <th scope="col">{words::EXCHANGED}</th>
                </tr>
            </thead>
            <tbody>
                {pseudonyms
                    .into_iter()
                    .map(|one| {
                        view! {
                            <tr>
                                <td>{one.text}</td>
                                <td>{one.token}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}
