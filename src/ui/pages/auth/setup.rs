//! The first administrator of an empty database, through the one-time link in the server's log (R46).
use super::{
    checks::{PlainErrors, check_setup, typed},
    expired::Expired,
    field::AuthField,
    frame::AuthFrame,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        auth::{SetUp, SetupForm, setup_link},
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
type Answer = Result<(), AppError>;

pub struct SetupPage {
    link: Asked<Answer>,
}

impl Page for SetupPage {
    fn data() -> Self {
        let params = use_params_map();
        let token = move || params.with(|params| params.get("token")).unwrap_or_default();
        let link = ask(token, |token| async move { Ok(setup_link(token).await) });
        SetupPage { link }
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Loaded
                data={this.link}
                view={|answer: Answer| match answer {
                    Ok(()) => view! { <Setup /> }.into_any(),
                    Err(AppError::LinkExpired | AppError::NotFound | AppError::Denied(_)) => {
                        view! {
                            <Expired
                                title={auth::SETUP_EXPIRED}
                                why={auth::SETUP_EXPIRED_WHY}
                                advice={vec![auth::SETUP_EXPIRED_USED, auth::SETUP_EXPIRED_NEW]}
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
        <AuthField
            name="form[new]"
            id="new"
            label={auth::NEW_PASSWORD}
            hint={auth::password_hint()}
            kind="password"
            autocomplete="new-password"
            violations
        />
        <AuthField
            name="form[again]"
            id="again"
            label={auth::NEW_AGAIN}
            hint={auth::AGAIN_HINT}
            kind="password"
            autocomplete="new-password"
            violations
        />
    }
    .into_any()
}
