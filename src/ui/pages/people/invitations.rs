//! One-time links for everybody who has no way in yet, as a list to print (R6).
use super::{access::refusal, banner::Banner, link_list::LinkList};
use crate::ui::areas::Page;
use crate::{
    api::{
        people::{DirectoryQuery, Invite, directory},
        wire::{Asked, ask},
    },
    ui::{
        components::{FormError, Icon, Loaded, PageHead},
        contexts::session::use_session,
        messages::{common, people},
    },
};
use leptos::prelude::*;

pub struct InvitationsPage {
    invite: ServerAction<Invite>,
    /// How many have no way in.
    waiting: Asked<u64>,
}

impl Page for InvitationsPage {
    fn data() -> Self {
        let invite = ServerAction::<Invite>::new();
        let version = invite.version();
        let waiting = ask(
            move || version.get(),
            |_| async { directory(DirectoryQuery { page: 1, ..DirectoryQuery::default() }).await.map(|answer| answer.uninvited) },
        );
        InvitationsPage { invite, waiting }
    }

    fn view(this: Self) -> AnyView {
        let invite = this.invite;
        let made = move || invite.value().with(|value| value.clone().and_then(Result::ok));
        view! {
            <Loaded
                data={this.waiting}
                view={move |waiting: u64| {
                    view! {
                        <PageHead title={people::INVITATIONS} trail={vec![("/people".into(), common::PEOPLE.into())]} />
                        <FormError error={refusal(invite)} />
                        {move || match made() {
                            Some(links) if links.is_empty() => {
                                view! { <Banner tone="info" title={people::NOBODY_INVITED} body={people::NOBODY_INVITED_BODY} /> }
                                    .into_any()
                            }
                            Some(links) => view! { <LinkList links /> }.into_any(),
                            None => ().into_any(),
                        }}
                        {move || {
                            if waiting > 0 {
                                Some(view! { <Make waiting invite /> }.into_any())
                            } else if made().is_none_or(|links| links.is_empty()) {
                                Some(view! { <AllInvited /> }.into_any())
                            } else {
                                None
                            }
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
fn Make(waiting: u64, invite: ServerAction<Invite>) -> impl IntoView {
    let session = use_session();
    // Without scripts a press would do nothing, so the button waits for them.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let make = move |_| {
        invite.dispatch(Invite { person: None, acting_as: untrack(move || session.stamp()) });
    };
    view! {
        <section class="card stack no-print">
            <h2 class="card__title">{people::waiting(waiting)}</h2>
            <p>{people::INVITATIONS_EXPLAINED}</p>
            <p class="muted small">{people::INVITATIONS_WHO}</p>
            <noscript inner_html={people::NEEDS_SCRIPT} />
            <div class="button-row">
                <button
                    class="button button--primary"
                    type="button"
                    disabled={move || !ready.get() || invite.pending().get()}
                    aria-busy={move || invite.pending().get().then_some("true")}
                    on:click={make}
                >
                    <Icon name="key" />
                    {people::make_links(waiting)}
                </button>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn AllInvited() -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="check" />
            <p class="empty-state__title">{people::ALL_INVITED}</p>
            <p>{people::ALL_INVITED_BODY}</p>
            <a class="button" href="/people">
                {people::TO_PEOPLE}
            </a>
        </div>
    }
    .into_any()
}
