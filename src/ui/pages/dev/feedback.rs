//! What the page says back: banners, errors, empty and loading states.
use super::gallery::Specimen;
use crate::{
    api::error::AppError,
    domain::{
        actor::Role,
        fiscal_year::WindowRefusal,
        policy::Denial,
        target::SetState,
        validation::{Problem, Violation},
    },
    ui::{
        components::{FormError, Icon, loaded::Skeleton},
        messages::{errors, help::gallery as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;

/// One of each error a form can meet.
fn all_errors() -> Vec<AppError> {
    vec![
        AppError::SignedOut,
        AppError::OtherRole { page: Some(Role::Manager), now: Role::HrAdmin },
        AppError::WrongCredentials,
        AppError::TooManyAttempts { seconds: 42 },
        AppError::TooFast { seconds: 1 },
        AppError::DirectorySilent,
        AppError::NotEnrolled,
        AppError::NotFound,
        AppError::Denied(Denial::OwnRecord),
        AppError::Denied(Denial::WindowClosed),
        AppError::Invalid(vec![Violation::new("name", Problem::Missing)]),
        AppError::Overtaken { now: SetState::ManagerApproved },
        AppError::Unmerged { version: 3 },
        AppError::LinkExpired,
        AppError::Calendar(WindowRefusal::OpenElsewhere),
        AppError::TeamIncomplete { missing: vec![words::AKIRA.into(), words::LONG_NAME.into()] },
        AppError::NotConfirmed,
        AppError::TooLarge { max: 20 << 20 },
        AppError::Unreadable { line: 12, column: 3 },
        AppError::Unavailable,
        AppError::Offline,
        AppError::Internal,
    ]
}

#[component]
pub fn Feedback() -> impl IntoView {
    view! {
        <Specimen name={words::BANNERS}>
            {["info", "success", "warning", "danger"]
                .into_iter()
                .map(|tone| {
                    view! {
                        <Banner tone title={words::BANNER_TITLE} body={words::BANNER_BODY}>
                            <a class="button button--small" href="/dev/components">
                                {words::BANNER_ACTION}
                            </a>
                        </Banner>
                    }
                })
                .collect_view()}
        </Specimen>
        <Specimen name={words::FORM_ERRORS}>
            {all_errors()
                .into_iter()
                .map(|error| view! { <FormError error={Signal::derive(move || Some(error.clone()))} /> })
                .collect_view()}
        </Specimen>
        <Specimen name={words::EMPTY}>
            <div class="empty-state">
                <Icon name="check" />
                <p class="empty-state__title">{words::EMPTY_TITLE}</p>
                <p>{words::EMPTY_BODY}</p>
                <a class="button" href="/dev/components">
                    {words::BANNER_ACTION}
                </a>
            </div>
        </Specimen>
        <Specimen name={words::SKELETON}>
            <section class="card">
                <Skeleton />
            </section>
        </Specimen>
        // The markup only: the component would make this page answer with its status.
        <Specimen name={words::ERROR_PAGE}>
            <section class="error-page">
                <p class="error-page__code">"404"</p>
                <h3>{errors::NOT_FOUND_TITLE}</h3>
                <p>{errors::NOT_FOUND_BODY}</p>
                <div class="button-row">
                    <a class="button button--primary" href="/">
                        {errors::TO_HOME}
                    </a>
                </div>
            </section>
        </Specimen>
    }
    .into_any()
}
