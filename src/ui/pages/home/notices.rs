//! What was told to the reader, newest first, and the button that marks it as read.
use crate::{
    api::home::{NoticeView, ReadNotices},
    ui::{
        components::{Moment, PostForm},
        messages::{home as words, states},
        pages::sets::submit_button::SubmitButton,
        platform,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// So many stand open on the page; the rest is folded away.
const SHOWN: usize = 10;

#[component]
pub fn Notices(notices: Vec<NoticeView>, read: ServerAction<ReadNotices>) -> impl IntoView {
    // The bell in the role bar leads here from every page.
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.with(|hash| hash.trim_start_matches('#') == "notices") {
            platform::focus("notices");
        }
    });
    let has_unread = notices.iter().any(|notice| notice.unread);
    let mut first = notices;
    let rest = if first.len() > SHOWN { first.split_off(SHOWN) } else { Vec::new() };
    let list = if first.is_empty() {
        view! { <p class="muted">{words::NO_NOTICES}</p> }.into_any()
    } else {
        view! { <NoticeList notices={first} /> }.into_any()
    };
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{words::more(rest.len())}</summary>
                <div class="fold__body">
                    <NoticeList notices={rest} />
                </div>
            </details>
        }
    });
    view! {
        <section class="section" id="notices" tabindex="-1" aria-labelledby="notices-head">
            <div class="section__head">
                <h2 id="notices-head">{words::NOTICES}</h2>
                {has_unread
                    .then(|| {
                        view! {
                            <PostForm action={read}>
                                <SubmitButton pending={read.pending()} class="button button--small">
                                    {words::MARK_READ}
                                </SubmitButton>
                            </PostForm>
                        }
                    })}
            </div>
            <div class="card stack">{list} {rest}</div>
        </section>
    }
    .into_any()
}

#[component]
fn NoticeList(notices: Vec<NoticeView>) -> impl IntoView {
    view! {
        <ol class="history">
            {notices
                .into_iter()
                .map(|notice| {
                    let about = (!notice.person.is_empty())
                        .then(|| {
                            view! {
                                " · "
                                <a href={notice.href}>{notice.person}</a>
                            }
                        });
                    view! {
                        <li class="history__event" data-tone={if notice.unread { "info" } else { "neutral" }}>
                            <p class="history__what">
                                {notice
                                    .unread
                                    .then(|| {
                                        view! {
                                            <span class="badge" data-tone="info">
                                                {words::NEW}
                                            </span>
                                            " "
                                        }
                                    })} <strong>{states::who(notice.actor.as_deref(), None)}</strong> " "
                                {states::did(&notice.kind)} {about}
                            </p>
                            <span class="history__when">
                                <Moment when={notice.at} with_time=true />
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}
