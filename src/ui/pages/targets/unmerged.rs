//! Texts of a form sent without scripts that were changed elsewhere first: both are shown, the writer picks (R10).
use super::{conflict::use_wording, problems::label};
use crate::{
    api::targets::{PickTexts, UnmergedView},
    domain::{
        draft::{Conflict, DraftContent},
        ids::TargetSetId,
    },
    ui::{
        components::{FormError, Icon, Posting, Stamp, form::last_error},
        messages::targets,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The values `pick_texts` knows.
const MINE: &str = "mine";
const THEIRS: &str = "theirs";

/// An ordinary form also where scripts run: the page it leads to is made anew.
#[component]
pub fn Unmerged(set: TargetSetId, unmerged: UnmergedView, draft: DraftContent) -> impl IntoView {
    let error = last_error(Posting::to::<PickTexts>());
    let choices = unmerged
        .conflicts
        .into_iter()
        .enumerate()
        .map(|(index, conflict)| {
            let label = label(&conflict.field.name(), &draft);
            view! { <Choice index label conflict /> }
        })
        .collect_view();
    view! {
        <section class="card stack" id="unmerged" aria-labelledby="unmerged-title" tabindex="-1">
            <div class="banner" data-tone="warning" role="alert">
                <Icon name="warning" />
                <div class="banner__body">
                    <h2 class="banner__title" id="unmerged-title">
                        {targets::UNMERGED_TITLE}
                    </h2>
                    <p>{targets::UNMERGED_BODY}</p>
                </div>
            </div>
            <form class="stack" method="post" action={PickTexts::url()}>
                <Stamp />
                <FormError error />
                <input type="hidden" name="set" value={set.to_string()} />
                <input type="hidden" name="unmerged" value={unmerged.version.to_string()} />
                {choices}
                <div class="button-row">
                    <button class="button" type="submit">
                        {targets::UNMERGED_SEND}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Choice(index: usize, label: String, conflict: Conflict) -> impl IntoView {
    let wording = use_wording();
    let side = |value: &'static str, title: &'static str, text: &str| {
        let words = wording.words(&conflict.field, text);
        view! {
            <label class="conflict__side">
                <span class="checkbox">
                    <input type="radio" name={format!("picks[{index}][1]")} value={value} required />
                    <span class="conflict__who">{title}</span>
                </span>
                <span class="conflict__text">{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{targets::changed_twice(&label)}</legend>
            <input type="hidden" name={format!("picks[{index}][0]")} value={conflict.field.name()} />
            <div class="conflict">
                {side(MINE, targets::YOURS, &conflict.mine)} {side(THEIRS, targets::THEIRS, &conflict.theirs)}
            </div>
        </fieldset>
    }
    .into_any()
}
