//! One's own review while nothing can be written: what was handed over, where it is, and, after the talk, the result (R18).
use super::{
    aftermath::{Aftermath, Readers},
    corrected::Corrections,
    desk,
    head::Head,
    history::ReviewHistory,
    read::ReadBands,
    respond::{RespondForms, Responding},
    result_card::{ResultCard, SelfCard},
    unsent::Unsent,
};
use crate::{
    api::{
        reviews::{ReviewHead, ReviewView},
        session::SwitchRole,
        views::YearRef,
    },
    domain::{actor::Role, review::ReviewState},
    ui::{
        components::{Icon, Stamp, YearChips},
        contexts::session::use_session,
        drafting::landing::Landing,
        messages::{common, evaluation, targets},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What has to be said before anything is read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Exempt,
    OtherRole,
    WindowClosed,
    NotAssessed,
    OnItsWay(&'static str, String),
}

fn why(head: &ReviewHead, role: Option<Role>) -> Option<Why> {
    match head.state {
        _ if head.exempt => Some(Why::Exempt),
        ReviewState::SelfEvalDraft if role.is_some_and(|role| role != Role::Employee) => Some(Why::OtherRole),
        ReviewState::SelfEvalDraft => Some(Why::WindowClosed),
        ReviewState::NotAssessed => Some(Why::NotAssessed),
        _ => evaluation::on_its_way(head).map(|(title, body)| Why::OnItsWay(title, body)),
    }
}

/// The banner's id, which takes the focus after a submission.
const WHY: &str = "why";

#[component]
pub fn SelfRead(view: ReviewView, years: Vec<YearRef>, responding: Responding, landing: Landing) -> impl IntoView {
    let why = why(&view.head, untrack(|| use_session().role()));
    landing.arrive(if why.is_some() { WHY } else { "main" });
    let has_result = view.manager_part.is_some();
    let own = view.self_part.clone();
    let aside = match (view.manager_part.clone(), own.clone()) {
        (Some(part), own) => Some(
            view! { <ResultCard title={evaluation::YOUR_RESULT} part own={own.and_then(|own| own.receipt)} last={view.last_year.clone()} /> }
            .into_any(),
        ),
        (None, Some(part)) => Some(view! { <SelfCard title={evaluation::YOUR_SELF_SCORE} part /> }.into_any()),
        (None, None) => None,
    };
    let (head, year) = (view.head.clone(), view.head.year.id);
    let has_aside = aside.is_some();
    let (after, readers, events) = (view.aftermath.clone(), view.readers.clone(), view.events.clone());
    view! {
        <Head title={common::MY_REVIEW} head={head.clone()} />
        <YearChips page="/review" years current={Some(year)} />
        {why.map(|why| view! { <WhyBanner why /> })}
        <Unsent view={view.clone()} half={desk::OWN} />
        <div class:layout-score={has_aside}>
            {aside
                .map(|aside| {
                    view! {
                        <aside class="layout-aside layout-score__aside stack" aria-label={evaluation::RESULT_SCORE}>
                            {aside}
                        </aside>
                    }
                })}
            <div class="stack">
                {after.map(|after| view! { <Aftermath after /> })} <RespondForms view={view.clone()} responding />
                <Corrections corrections={view.corrections.clone()} /> <ReadBands view own=true /> <p>
                    <a href={format!("/targets?year={year}")}>{evaluation::TO_TARGETS}</a>
                </p> <ReviewHistory events /> {(has_result || !readers.is_empty()).then(|| view! { <Readers readers /> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn WhyBanner(why: Why) -> impl IntoView {
    let (tone, icon, title, body) = match &why {
        Why::Exempt => ("info", "info", evaluation::EXEMPT, evaluation::EXEMPT_BODY.to_owned()),
        Why::OtherRole => ("info", "lock", evaluation::ROLE_TITLE, evaluation::ROLE_BODY.to_owned()),
        Why::WindowClosed => ("warning", "lock", evaluation::WINDOW_CLOSED, evaluation::WINDOW_CLOSED_BODY.to_owned()),
        Why::NotAssessed => ("warning", "info", evaluation::NOT_ASSESSED, evaluation::NOT_ASSESSED_BODY.to_owned()),
        Why::OnItsWay(title, body) => ("success", "check", *title, body.clone()),
    };
    let switch = (why == Why::OtherRole).then(|| {
        view! {
            <form class="banner__actions" method="post" action={SwitchRole::url()}>
                <Stamp />
                <input type="hidden" name="role" value={Role::Employee.code()} />
                <button class="button" type="submit">
                    {targets::TO_EMPLOYEE}
                </button>
            </form>
        }
    });
    view! {
        <div class="banner" data-tone={tone} role="status" id={WHY} tabindex="-1">
            <Icon name={icon} />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                <p>{body}</p>
            </div>
            {switch}
        </div>
    }
    .into_any()
}
