//! Where one is signed in, and ending that (R44). A document: it is read, and its forms are sent and done with.
use crate::{
    api::{
        account::{EndOtherSessions, EndSession, OwnSession, own_sessions},
        session::SignOut,
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{FormError, Loaded, Moment, PageHead, PostForm, Posting, form::last_error},
        messages::account as words,
        pages::people::banner::Banner,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

pub struct OwnSessionsPage {
    sessions: Asked<Vec<OwnSession>>,
    end: Posting,
    end_others: Posting,
}

impl Page for OwnSessionsPage {
    fn data() -> Self {
        OwnSessionsPage {
            sessions: ask(|| (), |()| own_sessions()),
            end: Posting::to::<EndSession>(),
            end_others: Posting::to::<EndOtherSessions>(),
        }
    }

    fn view(this: Self) -> AnyView {
        let (end, end_others) = (this.end, this.end_others);
        let ended = use_query_map().with_untracked(|query| query.get("ended").filter(|_| query.get("__err").is_none()));
        let news = ended.map(|ended| {
            let (title, body) = match ended.as_str() {
                "others" => (words::ENDED_OTHERS, words::ENDED_OTHERS_BODY),
                _ => (words::ENDED, words::ENDED_BODY),
            };
            view! { <Banner tone="success" title body /> }
        });
        view! {
            <PageHead title={words::SESSIONS} />
            {news}
            <FormError error={last_error(end)} />
            <p class="muted">{words::SESSIONS_EXPLAINED}</p>
            <Loaded
                data={this.sessions}
                view={move |sessions: Vec<OwnSession>| {
                    let is_alone = sessions.len() < 2;
                    view! {
                        <Table sessions end />
                        {if is_alone {
                            view! { <p>{words::ONLY_THIS}</p> }.into_any()
                        } else {
                            view! {
                                <PostForm action={end_others}>
                                    <button class="button button--danger" type="submit">
                                        {words::END_OTHERS}
                                    </button>
                                </PostForm>
                            }
                                .into_any()
                        }}
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Table(sessions: Vec<OwnSession>, end: Posting) -> impl IntoView {
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::SESSIONS}>
            <table class="table">
                <caption class="visually-hidden">{words::SESSIONS}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::DEVICE}</th>
                        <th scope="col">{words::ADDRESS}</th>
                        <th scope="col">{words::SINCE}</th>
                        <th scope="col">{words::LAST_SEEN}</th>
                        <th scope="col">{words::END}</th>
                    </tr>
                </thead>
                <tbody>{sessions.into_iter().map(|session| view! { <Row session end /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(session: OwnSession, end: Posting) -> impl IntoView {
    let device = words::device(session.browser, session.system);
    let rest = words::end_what(&device, &session.since.full);
    let button = |word: &'static str| {
        view! {
            <button class="button button--small" type="submit">
                {word}
                <span class="visually-hidden">{rest}</span>
            </button>
        }
    };
    let way_out = if session.is_this {
        view! {
            <form method="post" action={SignOut::url()}>
                {button(words::SIGN_OUT_HERE)}
            </form>
        }
        .into_any()
    } else {
        view! {
            <PlainEnd family={session.family} end>
                {button(words::END)}
            </PlainEnd>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">
                {device} " "
                {session
                    .is_this
                    .then(|| {
                        view! {
                            <span class="badge" data-tone="success">
                                {words::THIS_ONE}
                            </span>
                        }
                    })}
            </th>
            <td class="nowrap">{session.address}</td>
            <td class="nowrap">
                <Moment when={session.since} with_time=true />
            </td>
            <td class="nowrap">
                <Moment when={session.last_seen} with_time=true />
            </td>
            <td>{way_out}</td>
        </tr>
    }
    .into_any()
}

/// A form of a row. What went wrong stands once, above the table.
#[component]
fn PlainEnd(family: String, end: Posting, children: Children) -> impl IntoView {
    view! {
        <form method="post" action={end.path}>
            <crate::ui::components::Stamp />
            <input type="hidden" name="family" value={family} />
            {children()}
        </form>
    }
    .into_any()
}
