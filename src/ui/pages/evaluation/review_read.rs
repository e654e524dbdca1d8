//! Somebody's review while its reader writes nothing: what both wrote, the result, and what can be done next.
use super::{
    aftermath::Aftermath,
    corrected::{CorrectionLinks, Corrections},
    decide::{DecideForm, Deciding, Decisions},
    desk::MANAGER,
    foot::Foot,
    head::Head,
    history::ReviewHistory,
    news::{News, NothingYet, Standing},
    person::{PersonHead, above},
    read::ReadBands,
    result_card::{ResultCard, SelfCard},
    talk::{AdjustForm, AnswerForm, Forms, TalkForm},
    unsent::Unsent,
};
use crate::{
    api::reviews::ReviewView,
    ui::{contexts::session::use_session, drafting::landing::Landing, messages::evaluation},
};
use leptos::prelude::*;

#[component]
pub fn ReviewRead(
    view: ReviewView,
    deciding: Deciding,
    forms: Forms,
    recorded: RwSignal<bool>,
    landing: Landing,
) -> impl IntoView {
    let role = untrack(|| use_session().role());
    let head = view.head.clone();
    let decides = !Decisions::of(&head.actions).is_empty();
    // Whoever goes from report to report goes on with the keyboard.
    landing.arrive(match (recorded.get_untracked(), decides) {
        (true, _) => NEWS,
        (false, true) => DECIDE,
        (false, false) => "main",
    });
    let nothing = view.self_part.is_none() && view.manager_part.is_none();
    let aside = match (view.manager_part.clone(), view.self_part.clone()) {
        (Some(part), own) => Some(
            view! { <ResultCard title={evaluation::RESULT_SCORE} part own={own.and_then(|own| own.receipt)} last={view.last_year.clone()} /> }
            .into_any(),
        ),
        (None, Some(part)) => Some(view! { <SelfCard title={evaluation::SELF_SCORE} part /> }.into_any()),
        (None, None) => None,
    };
    let decide = decides.then(|| {
        let head = head.clone();
        ViewFn::from(move || {
            view! {
                <div id={DECIDE} tabindex="-1">
                    <DecideForm head={head.clone()} deciding />
                </div>
            }
        })
    });
    let foot = match decide {
        Some(decide) => view! { <Foot previous={view.previous_report.clone()} next={view.next_report.clone()} decide /> },
        None => view! { <Foot previous={view.previous_report.clone()} next={view.next_report.clone()} /> },
    };
    let events = view.events.clone();
    let has_aside = aside.is_some();
    view! {
        <Head title={head.owner.name.clone()} head={head.clone()} trail={vec![above(role, head.year.id)]} />
        <News view={view.clone()} recorded />
        <Standing view={view.clone()} deciding />
        <Unsent view={view.clone()} half={MANAGER} />
        <PersonHead head />
        <div class:layout-score={has_aside}>
            {aside
                .map(|aside| {
                    view! {
                        <aside class="layout-aside layout-score__aside stack" aria-label={evaluation::RESULT_SCORE}>
                            {aside}
                        </aside>
                    }
                })} <div class="stack">
                <TalkForm view={view.clone()} action={forms.talk} />
                <AnswerForm view={view.clone()} action={forms.answer} />
                {view.aftermath.clone().map(|after| view! { <Aftermath after /> })}
                <AdjustForm view={view.clone()} action={forms.rank} />
                {nothing.then(|| view! { <NothingYet view={view.clone()} role /> })}
                <CorrectionLinks view={view.clone()} />
                <Corrections corrections={view.corrections.clone()} />
                <ReadBands view own=false />
                <ReviewHistory events />
            </div>
        </div>
        {foot}
    }
    .into_any()
}

/// The part of the foot where the next step is decided.
const DECIDE: &str = "decide";
/// The line that says what was just done.
const NEWS: &str = "news";
