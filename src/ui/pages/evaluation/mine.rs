//! My review: the page an employee assesses themself on, follows the review on and later reads the result on.
use super::{respond::Responding, self_editor::SelfEditor, self_read::SelfRead};
use crate::api::wire::{Asked, ask};
use crate::{
    api::{
        reviews::{MyReviewView, SendSelf, my_review},
        views::YearRef,
    },
    domain::ids::FiscalYearId,
    ui::{
        areas::Page,
        components::{Anew, Icon, Loaded, PageHead, Posting, YearChips},
        contexts::session::use_session,
        drafting::landing::Landing,
        messages::{common, evaluation},
        pages::sets::after::after_success,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::time::Duration;

/// A step leads to an address; only when that asks for the same as before has the page to be read again by itself.
const NAVIGATED_AFTER: Duration = Duration::from_millis(100);

pub struct MyReviewPage {
    asked: Memo<Option<FiscalYearId>>,
    data: Asked<MyReviewView>,
}

impl Page for MyReviewPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| query.with(|query| query.get("year").and_then(|year| year.parse().ok())));
        MyReviewPage { asked, data: ask(move || asked.get(), my_review) }
    }

    fn view(this: Self) -> AnyView {
        let MyReviewPage { asked, data } = this;
        let session = use_session();
        let landing = Landing::new();
        let send = Posting::to::<SendSelf>();
        let responding = Responding::new();
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
        after_success(send, move || reload.run(()));
        for action in responding.all() {
            after_success(action, move || reload.run(()));
        }
        let anew = Anew::new();
        view! { <Loaded data view={move |answer| anew.draw(mine(answer, send, responding, landing, reload))} /> }.into_any()
    }
}

fn mine(answer: MyReviewView, send: Posting, responding: Responding, landing: Landing, reload: Callback<()>) -> AnyView {
    let years = answer.years;
    match answer.review {
        None => view! { <NoReview years /> }.into_any(),
        Some(view) => match view.self_desk.clone() {
            Some(opened) => view! { <SelfEditor view opened years send landing reload /> }.into_any(),
            None => view! { <SelfRead view years responding landing /> }.into_any(),
        },
    }
}

#[component]
fn NoReview(years: Vec<YearRef>) -> impl IntoView {
    view! {
        <PageHead title={common::MY_REVIEW} />
        <YearChips page="/review" years current={None} />
        <div class="empty-state">
            <Icon name="review" />
            <p class="empty-state__title">{evaluation::EMPTY_TITLE}</p>
            <p>{evaluation::EMPTY_BODY}</p>
            <a class="button" href="/targets">
                {evaluation::TO_TARGETS}
            </a>
        </div>
    }
    .into_any()
}
