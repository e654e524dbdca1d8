//! The page while the targets can be written: one form that works without scripts, and everything that makes it quick with them.
use super::{
    about::AboutYou,
    aside::Beside,
    conflict::Wording,
    desk,
    edits::Intent,
    gestures,
    grid::Grid,
    head::EditorHead,
    help::Focused,
    notes::Notes,
    place,
    problems::{self, Missing},
    submit,
    unmerged::Unmerged,
};
use crate::{
    api::{
        targets::{MySet, SendTargets},
        views::YearRef,
    },
    domain::ids::PersonId,
    ui::{
        components::{Posting, Stamp, Timeline, YearChips, form::last_error},
        contexts::session::use_session,
        drafting::{focus::focus_soon, landing::Landing, listen::listen, toast::Toasts, trouble::Trouble},
        messages::{states, targets},
        platform,
    },
};
use leptos::{prelude::*, server_fn::ServerFn, wasm_bindgen::JsCast, web_sys::HtmlButtonElement};
use leptos_router::hooks::use_query_map;

/// The form's id: the buttons in the head stand outside of it.
pub const FORM: &str = "targets";

#[component]
pub fn Editor(set: MySet, years: Vec<YearRef>, send: Posting, landing: Landing, reload: Callback<()>) -> impl IntoView {
    let session = use_session();
    // Read without being told of changes: this runs inside the page's own drawing, which must not start anew.
    let (person, stamp) = untrack(|| (session.get().map_or(0, |session| session.person_id), session.stamp()));
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("check").as_deref() == Some("1"));

    let focused = Focused::provide();
    Wording::provide(set.goals.iter().map(|goal| (goal.id.to_string(), goal.title.clone())).collect());
    let desk = desk::provide(&set, PersonId(person), stamp);
    // Without scripts, what the server refused comes with the address.
    let refused = untrack(|| last_error(send).get()).map(|error| error.violations().to_vec()).unwrap_or_default();
    let check = problems::provide(desk, untrack(asked) || !refused.is_empty(), set.goals.iter().map(|goal| goal.id).collect());
    desk.refused.set(refused);
    let handing = submit::provide(set.head.set.to_string(), send, reload);
    listen(desk);
    landing.arrive("main");
    Effect::new(move |_| {
        if asked() {
            check.on.set(true);
            let first = check.violations.with_untracked(|found| found.first().cloned());
            // Whoever started to type before this code arrived is left where they are.
            if let Some(first) = first.filter(|_| !platform::is_in_a_field()) {
                focus_soon(first.field);
            }
        }
    });

    let press = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let pressed = ev.submitter().and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()).map(|button| button.value());
        // Enter in a field presses the first button, which saves.
        match pressed.and_then(|value| value.parse().ok()).unwrap_or(Intent::Save) {
            Intent::Save => desk.save_now(),
            Intent::Submit => handing.begin(),
            other => gestures::edit(desk, &other),
        }
    };
    let notice_focus = move |ev: leptos::ev::FocusEvent| {
        if let Some(field) = gestures::control(&ev).and_then(|id| place::field(&id)) {
            focused.0.set(Some(field));
        }
    };
    let reviewer = set.head.reviewer.as_ref().map(|reviewer| states::with(&reviewer.name, set.head.cover.as_deref()));
    view! {
        <EditorHead head={set.head.clone()} />
        <Timeline state={set.head.state} />
        <YearChips page="/targets" years current={Some(set.head.year.id)} />
        <Notes set={set.clone()} />
        <Trouble
            status={desk.status}
            stopped={handing.trouble}
            again={Callback::new(move |()| handing.again())}
            awake={desk.awake}
            page={"/targets".to_owned()}
        />
        <Missing />
        {set.unmerged.clone().map(|unmerged| view! { <Unmerged set={set.head.set} unmerged draft={set.draft.clone()} /> })}
        <div class="layout-two-thirds">
            <form
                class="stack"
                id={FORM}
                method="post"
                action={SendTargets::url()}
                autocomplete="off"
                novalidate
                inert={move || handing.is_busy()}
                on:submit={press}
                on:keydown={move |ev| gestures::key(desk, &ev)}
                on:focusin={notice_focus}
            >
                <Stamp />
                <input type="hidden" name="form[set]" value={set.head.set.to_string()} />
                <input type="hidden" name="form[save_id]" value={set.save_id.clone()} />
                <input
                    type="hidden"
                    name="form[base_version]"
                    value={set.version.to_string()}
                    prop:value={move || desk.version.get().to_string()}
                />
                <AboutYou />
                <Grid />
                <p class="muted small" id={NEXT_READER}>
                    {targets::next_reader(reviewer.as_deref())}
                </p>
            </form>
            <Beside goals={set.goals.clone()} last_year={set.last_year.clone()} events={set.events.clone()} />
        </div>
        <Toasts desk back={Callback::new(move |()| focused.back())} />
    }
    .into_any()
}

/// The words that say who reads a submission, for the button that submits.
pub const NEXT_READER: &str = "next-reader";
