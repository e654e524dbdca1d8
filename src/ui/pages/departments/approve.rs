//! HR's ticks in the list of sets. They are the form's own and need no code.
use super::set_table::SetTable;
use crate::{
    api::views::SetHead,
    domain::target::SetAction,
    ui::{
        components::{Icon, PostForm, Posting, use_form_violations},
        messages::departments as words,
    },
};
use leptos::prelude::*;

/// May the reader approve this set from the list?
fn is_tickable(row: &SetHead) -> bool {
    row.actions.contains(&SetAction::HrApprove)
}

#[component]
pub fn ApproveList(rows: Vec<SetHead>, back: String, approve: Posting) -> impl IntoView {
    if !rows.iter().any(is_tickable) {
        return view! { <SetTable rows ticks={None} /> }.into_any();
    }
    view! {
        <PostForm action={approve} class="stack stack--tight">
            <input type="hidden" name="back" value={back} />
            <SetTable rows ticks={Some(is_tickable)} />
            <div class="bulk" role="group" aria-label={words::SELECTION}>
                <p>{words::SELECT_HINT}</p>
                <button class="button button--primary" type="submit">
                    <Icon name="check" />
                    {words::APPROVE_SELECTED}
                </button>
                <NothingTicked />
            </div>
            <p class="muted small">{words::APPROVE_WHAT}</p>
        </PostForm>
    }
    .into_any()
}

/// Nothing was ticked: the server said so.
#[component]
fn NothingTicked() -> impl IntoView {
    let violations = use_form_violations();
    let nothing = move || violations.with(|all| all.iter().any(|found| found.field == "sets"));
    view! {
        <div role="alert">
            {move || {
                nothing()
                    .then(|| {
                        view! {
                            <p class="field__error">
                                <Icon name="warning" />
                                {words::NOTHING_TICKED}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
