//! What was told to the reader, newest first, and the button that marks it as read.
use crate::{
    api::home::NoticeView,
    ui::{
        components::{Moment, PostForm, Posting},
        messages::{home as words, states},
        pages::sets::{after::focus_soon, submit_button::SubmitButton},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// So many entries stand open on the page; the rest is folded away.
const SHOWN: usize = 10;

/// One step that somebody took for many people at once is one entry.
fn grouped(notices: Vec<NoticeView>) -> Vec<Vec<NoticeView>> {
    let mut groups: Vec<Vec<NoticeView>> = Vec::new();
    for notice in notices {
        let same = |other: &NoticeView| {
            (&other.kind, &other.actor, &other.acting_for, &other.at.full, other.unread)
                == (&notice.kind, &notice.actor, &notice.acting_for, &notice.at.full, notice.unread)
        };
        match groups.last_mut().filter(|group| group.first().is_some_and(same)) {
            Some(group) => group.push(notice),
            None => groups.push(vec![notice]),
        }
    }
    groups
}

#[component]
pub fn Notices(notices: Vec<NoticeView>, read: Posting) -> impl IntoView {
    // The bell in the role bar leads here from every page.
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.with(|hash| hash.trim_start_matches('#') == "notices") {
            focus_soon("notices");
        }
    });
    let has_unread = notices.iter().any(|notice| notice.unread);
    let mut first = grouped(notices);
    let rest = if first.len() > SHOWN { first.split_off(SHOWN) } else { Vec::new() };
    let list = if first.is_empty() {
        view! { <p class="muted">{words::NO_NOTICES}</p> }.into_any()
    } else {
        view! { <NoticeList groups={first} /> }.into_any()
    };
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{words::more(rest.len())}</summary>
                <div class="fold__body">
                    <NoticeList groups={rest} />
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
fn NoticeList(groups: Vec<Vec<NoticeView>>) -> impl IntoView {
    view! { <ol class="history">{groups.into_iter().map(|group| view! { <Entry group /> }).collect_view()}</ol> }.into_any()
}

#[component]
fn Entry(group: Vec<NoticeView>) -> impl IntoView {
    let Some(NoticeView { kind, actor, acting_for, at, unread, .. }) = group.first().cloned() else { return ().into_any() };
    let people: Vec<(String, String)> =
        group.into_iter().filter(|notice| !notice.person.is_empty()).map(|notice| (notice.person, notice.href)).collect();
    let about = match people.len() {
        0 => ().into_any(),
        1..=3 => view! {
            " · "
            <People people />
        }
        .into_any(),
        count => view! {
            " · "
            {words::people(count)}
            <details class="fold">
                <summary>{words::SHOW_PEOPLE}</summary>
                <div class="fold__body">
                    <People people />
                </div>
            </details>
        }
        .into_any(),
    };
    let new = unread.then(|| {
        view! {
            <span class="badge" data-tone="info">
                {words::NEW}
            </span>
            " "
        }
    });
    view! {
        <li class="history__event" data-tone={if unread { "info" } else { "neutral" }}>
            <div class="history__what">
                {new} <strong>{states::who(actor.as_deref(), acting_for.as_deref())}</strong> " " {states::did(&kind)} {about}
            </div>
            <span class="history__when">
                <Moment when={at} with_time=true />
            </span>
        </li>
    }
    .into_any()
}

#[component]
fn People(people: Vec<(String, String)>) -> impl IntoView {
    people
        .into_iter()
        .enumerate()
        .map(|(index, (name, href))| {
            view! {
                {(index > 0).then_some(", ")}
                <a href={href}>{name}</a>
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::views::When;

    fn notice(person: &str, kind: &str, minute: u8, unread: bool) -> NoticeView {
        let at = When { iso: String::new(), day: String::new(), time: String::new(), full: format!("14:{minute:02}") };
        NoticeView {
            id: 0,
            kind: kind.into(),
            person: person.into(),
            actor: Some("Bob".into()),
            acting_for: None,
            at,
            href: String::new(),
            unread,
        }
    }

    #[test]
    fn a_team_that_went_at_once_is_one_entry() {
        let all = vec![
            notice("a", "submit_team", 2, true),
            notice("b", "submit_team", 2, true),
            notice("c", "submit_team", 1, true),
            notice("d", "submit", 1, true),
            notice("e", "submit", 1, false),
        ];
        let sizes: Vec<usize> = grouped(all).iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1, 1]);
    }
}
