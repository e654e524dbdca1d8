//! An invited person chooses their password through a one-time link (R6, R44).
use super::{
    checks::{PlainErrors, check_pair, typed},
    field::NewPassword,
    frame::AuthFrame,
    one_time::{Dead, OneTime, Opened, ask_link},
};
use crate::{
    api::auth::{AcceptInvitation, LinkView, invitation},
    ui::{
        areas::Page,
        components::{FormError, Posting, form::last_error},
        messages::auth,
        pages::people::focus::focus_first,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

const DEAD: Dead =
    Dead { title: auth::EXPIRED, why: auth::EXPIRED_WHY, advice: &[auth::EXPIRED_USED, auth::EXPIRED_ASK, auth::EXPIRED_COPY] };

pub struct InvitationPage {
    link: Opened<LinkView>,
}

impl Page for InvitationPage {
    fn data() -> Self {
        InvitationPage { link: ask_link(invitation) }
    }

    fn view(this: Self) -> AnyView {
        view! { <OneTime link={this.link} open={|link| view! { <Accept link /> }.into_any()} dead={DEAD} /> }.into_any()
    }
}

#[component]
fn Accept(link: LinkView) -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token"));
    let errors = PlainErrors::new(last_error(Posting::to::<AcceptInvitation>()));
    focus_first(errors.shown, str::to_owned);
    let violations = errors.violations();
    let login = link.login.clone();
    view! {
        <AuthFrame title={auth::INVITATION}>
            <dl class="dl">
                <div>
                    <dt>{auth::INVITATION_FOR}</dt>
                    <dd>
                        <strong>{link.name}</strong>
                    </dd>
                </div>
                <div>
                    <dt>{auth::INVITATION_LOGIN}</dt>
                    <dd>{link.login.clone()}</dd>
                </div>
                <div>
                    <dt>{auth::INVITATION_EXPIRES}</dt>
                    <dd>{link.expires}</dd>
                </div>
            </dl>
            <form
                class="stack"
                method="post"
                action={AcceptInvitation::url()}
                on:submit={move |event| errors.hold_back(&event, check_pair(&typed("new"), &typed("again"), &[&login]))}
            >
                <FormError error={errors.shown} />
                <input type="hidden" name="token" value={token} />
                // For password managers: which account this password is for.
                <input type="hidden" autocomplete="username" value={link.login} />
                <NewPassword new="new" again="again" violations autofocus=true />
                <button class="button button--primary button--block" type="submit">
                    {auth::ACCEPT}
                </button>
                <p class="muted small">{auth::NOT_YOU}</p>
            </form>
        </AuthFrame>
    }
    .into_any()
}
