//! What has to be known before the targets are read: what just happened, whose they are, and what got in between.
use super::decide::{Deciding, Decisions};
use crate::{
    api::views::SetHead,
    ui::{
        components::{FormError, Icon, form::last_error},
        messages::sets as words,
        pages::home::flash::Flash,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address says just happened.
#[component]
pub fn News(state: &'static str, recorded: RwSignal<bool>) -> impl IntoView {
    let query = use_query_map();
    move || {
        let body = match query.with(|query| query.get("done")).as_deref() {
            _ if recorded.get() => words::RECORDED.to_owned(),
            Some("next") => words::DONE_NEXT.to_owned(),
            Some("here") => words::now(state),
            _ => return None,
        };
        Some(view! { <Flash title={words::DONE} body takes_focus=true /> })
    }
}

/// What has to be known before anything else: one's own, exempt, a decision that found no place any more.
#[component]
pub fn Standing(head: SetHead, own: bool, deciding: Deciding) -> impl IntoView {
    let decisions = Decisions::of(&head.actions);
    let unsent = deciding.comment.get_untracked();
    let unsent = (decisions.commented.is_none() && !unsent.trim().is_empty()).then_some(unsent);
    view! {
        {decisions.is_empty().then(|| view! { <FormError error={last_error(deciding.action)} /> })}
        {unsent
            .map(|text| {
                view! {
                    <Banner tone="warning" icon="warning" title={words::UNSENT} body={words::UNSENT_BODY.to_owned()}>
                        <blockquote class="quote">{text}</blockquote>
                    </Banner>
                }
            })}
        {own
            .then(|| {
                view! {
                    <Banner tone="info" icon="info" title={words::OWN} body={words::OWN_BODY.to_owned()}>
                        <p>
                            <a href="/targets">{words::OWN_LINK}</a>
                        </p>
                    </Banner>
                }
            })}
        {head
            .exempt
            .map(|reason| {
                view! {
                    <Banner tone="neutral" icon="info" title={words::EXEMPT_TITLE} body={words::exempt_because(&reason)}>
                        ""
                    </Banner>
                }
            })}
    }
    .into_any()
}

#[component]
fn Banner(tone: &'static str, icon: &'static str, title: &'static str, body: String, children: Children) -> impl IntoView {
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
