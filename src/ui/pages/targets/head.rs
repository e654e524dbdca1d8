//! Title, where the targets stand, whether what one typed is safe, and the two buttons.
use super::{
    desk::use_desk,
    editor::{FORM, NEXT_READER},
    edits::Intent,
    submit::use_handing,
};
use crate::{
    api::views::SetHead,
    ui::{
        components::{Icon, PageHead, SetFactsLine, StateBadge},
        drafting::save_state::SaveState,
        messages::{common, targets},
    },
};
use leptos::prelude::*;

#[component]
pub fn EditorHead(head: SetHead) -> impl IntoView {
    let meta = move || {
        view! {
            <span>{head.year.name.clone()}</span>
            <StateBadge state={head.state} />
            <SetFactsLine head={head.clone()} />
            <SaveState status={use_desk().status} />
        }
    };
    view! { <PageHead title={common::MY_TARGETS} meta actions={move || view! { <Buttons /> }} /> }.into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    let (desk, handing) = (use_desk(), use_handing());
    let has_focus = RwSignal::new(false);
    let is_idle = move || desk.awake.get() && !desk.unsaved.get();
    view! {
        // First in the form, so that Enter in a field saves. It keeps the focus while there is nothing to save.
        <button
            class="button"
            type="submit"
            form={FORM}
            name="form[intent]"
            value={Intent::Save.to_string()}
            disabled={move || is_idle() && !has_focus.get()}
            aria-disabled={move || is_idle().then_some("true")}
            on:focus={move |_| has_focus.set(true)}
            on:blur={move |_| has_focus.set(false)}
        >
            {targets::SAVE_DRAFT}
        </button>
        <button
            class="button button--primary"
            type="submit"
            form={FORM}
            name="form[intent]"
            value={Intent::Submit.to_string()}
            aria-busy={move || handing.is_busy().then_some("true")}
            aria-describedby={NEXT_READER}
        >
            <Icon name="send" />
            {move || if handing.is_busy() { targets::SUBMITTING } else { targets::SUBMIT }}
        </button>
    }
    .into_any()
}
