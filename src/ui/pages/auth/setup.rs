//! The first administrator of an empty database, through the one-time link in the server's log (R46).
use super::{
    checks::{PlainErrors, check_setup, typed},
    field::{AuthField, NewPassword},
    frame::AuthFrame,
    one_time::{Dead, OneTime, Opened, ask_link},
};
use crate::{
    api::auth::{SetUp, SetupForm, setup_link},
    ui::{
        areas::Page,
        components::{FormError, Posting, form::last_error},
        messages::auth,
        pages::people::focus::focus_first,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

const DEAD: Dead = Dead {
    title: auth::SETUP_EXPIRED,
    why: auth::SETUP_EXPIRED_WHY,
    advice: &[auth::SETUP_EXPIRED_USED, auth::SETUP_EXPIRED_NEW],
};

pub struct SetupPage {
    link: Opened<()>,
}

impl Page for SetupPage {
    fn data() -> Self {
        SetupPage { link: ask_link(setup_link) }
    }

    fn view(this: Self) -> AnyView {
        view! { <OneTime link={this.link} open={|()| view! { <Setup /> }.into_any()} dead={DEAD} /> }.into_any()
    }
}

/// The form as it stands in the page.
fn form() -> SetupForm {
    SetupForm {
        token: String::new(),
        employee_no: typed("employee_no"),
        full_name: typed("full_name"),
        email: typed("email"),
        new: typed("new"),
        again: typed("again"),
    }
}

#[component]
fn Setup() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token"));
    let errors = PlainErrors::new(last_error(Posting::to::<SetUp>()));
    focus_first(errors.shown, str::to_owned);
    view! {
        <AuthFrame title={auth::SETUP}>
            <p>{auth::SETUP_EXPLAINED}</p>
            <form
                class="stack"
                method="post"
                action={SetUp::url()}
                on:submit={move |event| errors.hold_back(&event, check_setup(&form()))}
            >
                <FormError error={errors.shown} />
                <input type="hidden" name="form[token]" value={token} />
                <Fields errors />
                <button class="button button--primary button--block" type="submit">
                    {auth::SETUP_DO}
                </button>
            </form>
        </AuthFrame>
    }
    .into_any()
}

#[component]
fn Fields(errors: PlainErrors) -> impl IntoView {
    let violations = errors.violations();
    view! {
        <h2>{auth::SETUP_ABOUT}</h2>
        <AuthField
            name="form[employee_no]"
            id="employee_no"
            label={auth::EMPLOYEE_NO}
            hint={auth::EMPLOYEE_NO_HINT}
            autocomplete="username"
            violations
            autofocus=true
        />
        <AuthField name="form[full_name]" id="full_name" label={auth::FULL_NAME} autocomplete="name" violations />
        <AuthField
            name="form[email]"
            id="email"
            label={auth::EMAIL}
            hint={auth::EMAIL_HINT}
            kind="email"
            autocomplete="email"
            violations
        />
        <h2>{auth::SETUP_PASSWORD}</h2>
        <NewPassword new="form[new]" again="form[again]" violations />
    }
    .into_any()
}
