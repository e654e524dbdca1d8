//! What just happened on a reviewer's page, and the way to the next report.
use crate::{
    api::reviews::ReviewView,
    domain::{actor::Role, review::ReviewState},
    ui::{
        components::{FormError, Icon, form::last_error},
        contexts::session::use_session,
        drafting::focus::focus_soon,
        messages::{evaluation, sets},
        pages::{
            evaluation::decide::{Deciding, Decisions},
            home::flash::Flash,
        },
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The link that leads on takes the focus: Enter goes to the next report.
const ON: &str = "on";

#[component]
pub fn News(view: ReviewView, recorded: RwSignal<bool>) -> impl IntoView {
    let query = use_query_map();
    let state = view.head.state;
    let (next, head_state) = (view.next_report, view.head.state);
    move || {
        let completed = query.with(|query| query.get("completed").is_some()) && head_state == ReviewState::ManagerEvalComplete;
        match completed {
            true => Some(
                view! { <Completed next={next.clone().map(|next| (format!("/reviews/{}", next.review), next.name))} /> }
                    .into_any(),
            ),
            // Without scripts the address says it.
            false if recorded.get() || query.with(|query| query.get("done").is_some()) => {
                Some(view! { <Flash title={evaluation::DONE} body={evaluation::now(state)} takes_focus=true /> }.into_any())
            }
            false => None,
        }
    }
}

#[component]
fn Completed(#[prop(optional_no_strip)] next: Option<(String, String)>) -> impl IntoView {
    Effect::new(|_| focus_soon(ON.to_owned()));
    let body = if next.is_some() { evaluation::COMPLETED_BODY } else { evaluation::COMPLETED_LAST };
    let link = match next {
        Some((href, name)) => view! {
            <a class="button button--primary" id={ON} href={href} autofocus>
                {evaluation::NEXT_REPORT}
                ": "
                {name}
                <Icon name="arrow-right" />
            </a>
        }
        .into_any(),
        None => view! {
            <a class="button button--primary" id={ON} href="/team/results" rel="external" autofocus>
                {evaluation::TO_TEAM}
            </a>
        }
        .into_any(),
    };
    view! {
        <div class="banner" data-tone="success" role="status">
            <Icon name="check" />
            <div class="banner__body">
                <p class="banner__title">{evaluation::COMPLETED}</p>
                <p>{body}</p>
            </div>
            <div class="banner__actions">{link}</div>
        </div>
    }
    .into_any()
}

/// What has to be known before anything is read: one's own, exempt, without a self-evaluation, a step that found no place.
#[component]
pub fn Standing(view: ReviewView, deciding: Deciding) -> impl IntoView {
    let head = view.head;
    let decisions = Decisions::of(&head.actions);
    let unsent = deciding.comment.get_untracked();
    let unsent = (decisions.commented.is_none() && !unsent.trim().is_empty()).then_some(unsent);
    let is_own = untrack(|| use_session().get()).is_some_and(|session| session.person_id == head.owner.id.0);
    view! {
        {decisions.is_empty().then(|| view! { <FormError error={last_error(deciding.action)} /> })}
        {unsent
            .map(|text| {
                view! {
                    <Banner tone="warning" icon="warning" title={sets::UNSENT} body={sets::UNSENT_BODY}>
                        <blockquote class="quote">{text}</blockquote>
                    </Banner>
                }
            })}
        {is_own
            .then(|| {
                view! {
                    <Banner tone="info" icon="info" title={evaluation::OWN} body={evaluation::OWN_BODY}>
                        <p>
                            <a href="/review">{evaluation::OWN_LINK}</a>
                        </p>
                    </Banner>
                }
            })}
        {head
            .without_self
            .then(|| {
                view! {
                    <Banner tone="info" icon="info" title={evaluation::WITHOUT_SELF} body="">
                        ""
                    </Banner>
                }
            })}
        {(head.state == ReviewState::NotAssessed)
            .then(|| {
                view! {
                    <Banner tone="warning" icon="info" title={evaluation::NOT_ASSESSED} body={evaluation::NO_RESULT}>
                        ""
                    </Banner>
                }
            })}
    }
    .into_any()
}

/// Why nothing can be read.
#[component]
pub fn NothingYet(view: ReviewView, #[prop(optional_no_strip)] role: Option<Role>) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name="lock" />
            <p class="empty-state__title">{evaluation::NOTHING_TITLE}</p>
            <p>{evaluation::nothing_yet(&view.head, role)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Banner(tone: &'static str, icon: &'static str, title: &'static str, body: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="banner" data-tone={tone}>
            <Icon name={icon} />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                <p>{body}</p>
                {children()}
            </div>
        </div>
    }
    .into_any()
}
