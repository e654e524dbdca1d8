//! My targets: the page an employee writes, submits and later reads them on.
use super::{editor::Editor, locked::Locked};
use crate::ui::areas::Page;
use crate::{
    api::{
        sets::MoveSet,
        targets::{MyTargetsView, SendTargets, my_targets},
        views::YearRef,
        wire::{Asked, ask},
    },
    domain::ids::FiscalYearId,
    ui::{
        components::{Icon, Loaded, PageHead, Posting, YearChips},
        contexts::session::use_session,
        drafting::landing::Landing,
        messages::{common, targets},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::time::Duration;

/// The year and the unmerged form the address asks for.
type Wanted = (Option<FiscalYearId>, Option<i64>);

/// A step leads to an address; only when that asks for the same as before has the page to be read again by itself.
const NAVIGATED_AFTER: Duration = Duration::from_millis(100);

pub struct MyTargetsPage {
    asked: Memo<Wanted>,
    data: Asked<MyTargetsView>,
}

impl Page for MyTargetsPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| {
            query.with(|query| {
                let year = query.get("year").and_then(|year| year.parse().ok());
                (year, query.get("unmerged").and_then(|version| version.parse().ok()))
            })
        });
        MyTargetsPage { asked, data: ask(move || asked.get(), |(year, unmerged)| my_targets(year, unmerged)) }
    }

    fn view(this: Self) -> AnyView {
        let MyTargetsPage { asked, data } = this;
        let session = use_session();
        let landing = Landing::new();
        let (send, step) = (Posting::to::<SendTargets>(), Posting::to::<MoveSet>());
        let reload = Callback::new(move |()| {
            landing.expect();
            session.refresh();
            let before = asked.get_untracked();
            let again = move || {
                if asked.try_get_untracked() == Some(before) {
                    data.refetch();
                }
            };
            set_timeout(again, NAVIGATED_AFTER);
        });
        Effect::new(move |_| {
            if send.version().get() > 0 && send.value().with_untracked(|answer| matches!(answer, Some(Ok(())))) {
                reload.run(());
            }
        });
        Effect::new(move |_| {
            if step.version().get() > 0 && step.value().with_untracked(|answer| matches!(answer, Some(Ok(())))) {
                reload.run(());
            }
        });
        view! { <Loaded data view={move |answer| view! { <Mine answer send step landing reload /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Mine(answer: MyTargetsView, send: Posting, step: Posting, landing: Landing, reload: Callback<()>) -> impl IntoView {
    let years = answer.years;
    match answer.set {
        None => view! { <NoYear years /> }.into_any(),
        Some(set) if set.editable => view! { <Editor set years send landing reload /> }.into_any(),
        Some(set) => view! { <Locked set years step landing /> }.into_any(),
    }
}

#[component]
fn NoYear(years: Vec<YearRef>) -> impl IntoView {
    view! {
        <PageHead title={common::MY_TARGETS} />
        <YearChips page="/targets" years current={None} />
        <div class="empty-state">
            <Icon name="target" />
            <p class="empty-state__title">{targets::EMPTY_TITLE}</p>
            <p>{targets::EMPTY_BODY}</p>
            <a class="button" href="/help">
                {common::HELP}
            </a>
        </div>
    }
    .into_any()
}
