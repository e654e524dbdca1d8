//! Signing in: a plain form, whose answer is a whole new page for whoever signed in (R44).
use super::{demo::DemoAccounts, field::AuthField, frame::AuthFrame};
use crate::ui::areas::Page;
use crate::{
    api::{
        auth::{DemoAccount, SignIn, demo_accounts},
        error::AppError,
        wire::{Asked, ask},
    },
    ui::{
        components::{FormError, Posting, form::last_error},
        contexts::session::use_session,
        messages::auth,
        pages::people::banner::Banner,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

pub struct SignInPage {
    accounts: Asked<Vec<DemoAccount>>,
}

impl Page for SignInPage {
    fn data() -> Self {
        SignInPage { accounts: ask(|| (), |()| demo_accounts()) }
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        let next = query.with_untracked(|query| query.get("next")).filter(|next| !next.is_empty());
        let error = last_error(Posting::to::<SignIn>());
        let aside = view! { <DemoAccounts accounts={this.accounts} next={next.clone()} /> }.into_any();
        view! {
            <AuthFrame title={auth::SIGN_IN} aside>
                <form class="stack" method="post" action={SignIn::url()}>
                    <Notice has_next={next.is_some()} error />
                    <FormError error />
                    <AuthField name="login" label={auth::LOGIN} autocomplete="username" autofocus=true />
                    <AuthField name="password" label={auth::PASSWORD} kind="password" autocomplete="current-password" />
                    {next.map(|next| view! { <input type="hidden" name="next" value={next} /> })}
                    <button class="button button--primary button--block" type="submit">
                        {auth::SIGN_IN}
                    </button>
                    <p class="muted small">{auth::NO_PASSWORD}</p>
                </form>
            </AuthFrame>
        }
        .into_any()
    }
}

/// Why one is here. What went wrong is more important and replaces it.
#[component]
fn Notice(has_next: bool, error: Signal<Option<AppError>>) -> impl IntoView {
    let query = use_query_map();
    let session = use_session();
    move || {
        if error.get().is_some() {
            return None;
        }
        let banner = if let Some(held) = session.get() {
            view! {
                <Banner tone="info" title={auth::already_in(&held.name)} body={auth::ALREADY_IN_BODY}>
                    <a class="button button--small" href="/">
                        {auth::TO_HOME}
                    </a>
                </Banner>
            }
            .into_any()
        } else if query.with(|query| query.get("signed_out").is_some()) {
            view! { <Banner tone="success" title={auth::SIGNED_OUT} body={auth::SIGNED_OUT_BODY} /> }.into_any()
        } else if has_next {
            view! { <Banner tone="info" title={auth::SIGN_IN_FIRST} body={auth::SIGN_IN_FIRST_BODY} /> }.into_any()
        } else {
            return None;
        };
        Some(banner)
    }
}
