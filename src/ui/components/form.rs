//! Forms that change something. Without scripts they are ordinary forms; with them the page stays and errors appear in place.
use crate::{
    api::error::AppError,
    domain::validation::Violation,
    ui::{contexts::session::use_session, messages::errors},
};
use leptos::{
    form::ActionForm,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, error::ServerFnUrlError, request::ClientReq},
};
use leptos_router::hooks::use_query_map;
use serde::de::DeserializeOwned;

/// The page's stamp as a hidden field (R2).
#[component]
pub fn Stamp() -> impl IntoView {
    let session = use_session();
    view! { <input type="hidden" name="acting_as" value={move || session.stamp()} /> }
}

/// Violations of the form around a field.
#[derive(Clone, Copy)]
struct FormViolations(Signal<Vec<Violation>>);

/// The violations of the form this is called in; none outside of one.
pub fn use_form_violations() -> Signal<Vec<Violation>> {
    use_context::<FormViolations>().map_or_else(|| Signal::derive(Vec::new), |found| found.0)
}

/// What the last attempt at `S` answered: from the action, or, without scripts, from the address the server led back to.
pub fn last_error<S>(action: ServerAction<S>) -> Signal<Option<AppError>>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let query = use_query_map();
    let value = action.value();
    Signal::derive(move || match value.with(|value| value.as_ref().map(|answer| answer.as_ref().err().cloned())) {
        Some(answered) => answered,
        None => query.with(|query| {
            (query.get("__path").as_deref() == Some(S::PATH))
                .then(|| query.get("__err").map(|error| ServerFnUrlError::<AppError>::decode_err(&error)))
                .flatten()
        }),
    })
}

/// A form for the server function `S`, with the page's stamp and what went wrong above its fields. Fields inside find their
/// own violations by name.
#[component]
pub fn PostForm<S, Out>(action: ServerAction<S>, #[prop(optional)] class: &'static str, children: Children) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, Out>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<leptos::web_sys::FormData>,
    S::Client: Client<AppError>,
{
    let error = last_error(action);
    provide_context(FormViolations(Signal::derive(move || error.get().map(|e| e.violations().to_vec()).unwrap_or_default())));
    let session = use_session();
    Effect::new(move |_| {
        if action.version().get() > 0 {
            session.refresh();
        }
    });
    view! {
        <ActionForm action>
            <div class={class}>
                <Stamp />
                <FormError error />
                {children()}
            </div>
        </ActionForm>
    }
    .into_any()
}

/// What went wrong, above a form, spoken when it appears.
#[component]
pub fn FormError(#[prop(into)] error: Signal<Option<AppError>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let words = errors::form(&error);
            view! {
                <div class="banner" data-tone="danger" role="alert">
                    <super::Icon name="warning" />
                    <div class="banner__body">
                        <p class="banner__title">{words.title}</p>
                        <p>{words.body}</p>
                    </div>
                </div>
            }
        })
    }
}
