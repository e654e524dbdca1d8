//! Taking a submission back, with a comment, while nobody decided yet (R11).
use crate::{
    api::views::SetHead,
    domain::{target::SetAction, validation::TEXT},
    ui::{
        components::{PostForm, Posting, TextArea, form::last_error},
        messages::targets,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn TakeBack(head: SetHead, step: Posting) -> impl IntoView {
    let query = use_query_map();
    let year = query.with_untracked(|query| query.get("year"));
    let next = if year.is_some() { format!("/targets?year={}", head.year.id) } else { "/targets".to_owned() };
    // A refused attempt opens the form again, so that what went wrong is seen.
    let error = last_error(step);
    view! {
        <details class="fold no-print" open={move || error.with(Option::is_some)}>
            <summary>{targets::TAKE_BACK}</summary>
            <div class="fold__body">
                <PostForm action={step} class="stack">
                    <input type="hidden" name="set" value={head.set.to_string()} />
                    <input type="hidden" name="action" value={SetAction::TakeBack.code()} />
                    <input type="hidden" name="seen" value={head.state.code()} />
                    <input type="hidden" name="next" value={next} />
                    <TextArea name="comment" label={targets::COMMENT} hint={targets::TAKE_BACK_HINT} max={TEXT} required=true />
                    <div class="button-row">
                        <button class="button" type="submit">
                            {targets::TAKE_BACK_SEND}
                        </button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
