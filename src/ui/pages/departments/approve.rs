//! HR's ticks in the list of sets. They are the form's own: they count before and without scripts.
use super::set_table::{SetTable, Tick};
use crate::{
    api::views::SetHead,
    domain::target::SetAction,
    ui::{
        components::{Icon, PostForm, Posting, use_form_violations},
        messages::departments as words,
        pages::sets::submit_button::SubmitButton,
        platform,
    },
};
use leptos::{html::Input, prelude::*};

const TOP: &str = "approve-top";

/// May the reader approve this set from the list?
fn is_tickable(row: &SetHead) -> bool {
    row.actions.contains(&SetAction::HrApprove)
}

#[component]
pub fn ApproveList(
    rows: Vec<SetHead>,
    back: String,
    approve: Posting,
    /// Reads the list again.
    reload: Callback<()>,
) -> impl IntoView {
    if !rows.iter().any(is_tickable) {
        return view! { <SetTable rows ticks={None} all={None} /> }.into_any();
    }
    let nodes: Vec<Option<NodeRef<Input>>> = rows.iter().map(|row| is_tickable(row).then(NodeRef::new)).collect();
    let boxes = StoredValue::new(nodes.iter().flatten().copied().collect::<Vec<_>>());
    let ticked = RwSignal::new(0_usize);
    let refused = RwSignal::new(false);
    let recount = move || {
        let count = boxes
            .with_value(|boxes| boxes.iter().filter(|node| node.get_untracked().is_some_and(|input| input.checked())).count());
        ticked.set(count);
        if count > 0 {
            refused.set(false);
        }
        count
    };
    // Boxes may have been ticked before this code arrived.
    let here = RwSignal::new(false);
    Effect::new(move |_| {
        here.set(true);
        recount();
    });
    let changed = Callback::new(move |()| {
        recount();
    });
    let tick_all = Callback::new(move |on: bool| {
        boxes.with_value(|boxes| boxes.iter().filter_map(|node| node.get_untracked()).for_each(|input| input.set_checked(on)));
        recount();
    });
    let check = Callback::new(move |()| {
        let some = recount() > 0;
        refused.set(!some);
        some
    });
    let value = approve.value();
    let failed = Memo::new(move |_| value.with(|value| matches!(value, Some(Err(_)))));
    let version = approve.version();
    Effect::new(move |_| {
        // The reason stands above the table, out of sight of the button.
        if version.get() > 0 && failed.get_untracked() {
            platform::focus(TOP);
        }
    });
    let ticks = nodes.into_iter().map(|node| node.map(|node| Tick { node, changed })).collect();
    view! {
        <span id={TOP} tabindex="-1" />
        <PostForm action={approve} class="stack stack--tight">
            {move || {
                failed
                    .get()
                    .then(|| {
                        view! {
                            <div class="button-row">
                                <button class="button button--small" type="button" on:click={move |_| reload.run(())}>
                                    {words::RELOAD}
                                </button>
                            </div>
                        }
                    })
            }}
            <input type="hidden" name="back" value={back} />
            <SetTable rows ticks={Some(ticks)} all={Some((here, tick_all))} />
            <div class="bulk" role="group" aria-label={words::SELECTION}>
                <p role="status">
                    {move || match ticked.get() {
                        0 => words::SELECT_HINT.to_owned(),
                        count => words::selected(count),
                    }}
                </p>
                <SubmitButton pending={approve.pending()} check>
                    <Icon name="check" />
                    {words::APPROVE_SELECTED}
                </SubmitButton>
                <NothingTicked refused />
            </div>
            <p class="muted small">{words::APPROVE_WHAT}</p>
        </PostForm>
    }
    .into_any()
}

/// Said by the page, or, without scripts, by the server.
#[component]
fn NothingTicked(refused: RwSignal<bool>) -> impl IntoView {
    let violations = use_form_violations();
    let nothing = move || refused.get() || violations.with(|all| all.iter().any(|found| found.field == "sets"));
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
