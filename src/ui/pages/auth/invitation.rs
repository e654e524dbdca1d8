//! An invited person chooses their password through a one-time link (R6, R44).
use super::{
    checks::{PlainErrors, check_pair, typed},
    expired::Expired,
    field::AuthField,
    frame::AuthFrame,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        auth::{AcceptInvitation, LinkView, invitation},
        error::AppError,
        wire::{Asked, ask},
    },
    ui::{
        components::{ErrorView, FormError, Loaded, Posting, form::last_error},
        messages::auth,
        pages::people::focus::focus_first,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// The answer stands inside another, so that the page has its own words for a link that does not open anything.
type Answer = Result<LinkView, AppError>;

pub struct InvitationPage {
    link: Asked<Answer>,
}

impl Page for InvitationPage {
    fn data() -> Self {
        let params = use_params_map();
        let token = move || params.with(|params| params.get("token")).unwrap_or_default();
        let link = ask(token, |token| async move { Ok(invitation(token).await) });
        InvitationPage { link }
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Loaded
                data={this.link}
                view={|answer: Answer| match answer {
                    Ok(link) => view! { <Accept link /> }.into_any(),
                    Err(AppError::LinkExpired | AppError::NotFound | AppError::Denied(_)) => {
                        view! {
                            <Expired
                                title={auth::EXPIRED}
                                why={auth::EXPIRED_WHY}
                                advice={vec![auth::EXPIRED_USED, auth::EXPIRED_ASK, auth::EXPIRED_COPY]}
                            />
                        }
                            .into_any()
                    }
                    Err(error) => {
                        view! {
                            <main id="main" tabindex="-1">
                                <ErrorView error />
                            </main>
                        }
                            .into_any()
                    }
                }}
            />
        }
        .into_any()
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
                <AuthField
                    name="new"
                    label={auth::NEW_PASSWORD}
                    hint={auth::password_hint()}
                    kind="password"
                    autocomplete="new-password"
                    violations
                    autofocus=true
                />
                <AuthField
                    name="again"
                    label={auth::NEW_AGAIN}
                    hint={auth::AGAIN_HINT}
                    kind="password"
                    autocomplete="new-password"
                    violations
                />
                <button class="button button--primary button--block" type="submit">
                    {auth::ACCEPT}
                </button>
                <p class="muted small">{auth::NOT_YOU}</p>
            </form>
        </AuthFrame>
    }
    .into_any()
}
