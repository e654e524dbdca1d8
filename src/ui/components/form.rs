//! Forms that change something. Without scripts they are ordinary forms; with them the page stays and errors appear in place.
use super::Posting;
use crate::{
    api::{error::AppError, session::SwitchRole},
    domain::{actor::Role, validation::Violation},
    ui::{
        contexts::{kept, session::use_session},
        messages::{common, errors},
        platform,
    },
};
use leptos::{
    ev::SubmitEvent,
    form::form_data_from_event,
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
    web_sys::UrlSearchParams,
};
use leptos_router::hooks::use_query_map;

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

/// Says what is wrong with the fields of a form that only leads on, and changes nothing.
pub fn provide_violations(violations: Vec<Violation>) {
    provide_context(FormViolations(Signal::stored(violations)));
}

/// What the last attempt answered: known here, or, without scripts, from the address the server led back to.
pub fn last_error(posting: Posting) -> Signal<Option<AppError>> {
    let query = use_query_map();
    let value = posting.value();
    Signal::derive(move || match value.with(|value| value.as_ref().map(|answer| answer.as_ref().err().cloned())) {
        Some(answered) => answered,
        None => query.with(|query| {
            (query.get("__path").as_deref() == Some(posting.path))
                .then(|| query.get("__err").map(|error| ServerFnUrlError::<AppError>::decode_err(&error)))
                .flatten()
        }),
    })
}

/// A form with the page's stamp and what went wrong above its fields. Fields inside find their own violations by name, and what
/// was typed into them when it was refused.
#[component]
pub fn PostForm(
    action: Posting,
    #[prop(optional)] class: &'static str,
    /// Name and value of the hidden field that tells this form from others of the page that are sent to the same function.
    #[prop(optional)]
    only: Option<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    let error = last_error(action);
    // Refused without scripts was one form of the page, not its neighbour.
    let another = only.is_some() && kept::is_of_another(action.path, only.as_ref());
    let error = Signal::derive(move || error.get().filter(|_| !another));
    kept::provide(action.path, only.as_ref());
    provide_context(FormViolations(Signal::derive(move || error.get().map(|e| e.violations().to_vec()).unwrap_or_default())));
    let session = use_session();
    let version = action.version();
    Effect::new(move |_| {
        if version.get() > 0 {
            session.refresh();
        }
    });
    let submit = move |event: SubmitEvent| {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        if let Some(fields) = fields_of(&event) {
            action.send(fields);
        }
    };
    view! {
        <form action={action.path} method="post" on:submit={submit}>
            <div class={class}>
                <Stamp />
                <FormError error />
                {children()}
            </div>
        </form>
    }
    .into_any()
}

/// The fields of the form that is being sent, the pressed button's among them, as the browser itself would write them.
fn fields_of(event: &SubmitEvent) -> Option<String> {
    let data = form_data_from_event(event).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?.to_string().as_string()
}

/// Takes the session back to the role this page was made for; the page and what was typed into it stay.
pub fn switch_back(page: Role, done: impl FnOnce(bool) + 'static) {
    platform::post_quietly(SwitchRole::url(), &format!("role={}", page.code()), done);
}

/// The role menu of a page knows the page's own role as the one that is active, and does not offer it.
#[component]
fn SwitchBack(page: Role) -> impl IntoView {
    let is_back = RwSignal::new(false);
    // Where no script runs the page was drawn anew, in the role that is active.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    move || match (awake.get(), is_back.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <p role="status">{errors::back_in(common::role(page))}</p> }.into_any(),
        (true, false) => view! {
            <button class="button" type="button" on:click={move |_| switch_back(page, move |agreed| is_back.set(agreed))}>
                {errors::switch_back(common::role(page))}
            </button>
        }
        .into_any(),
    }
}

/// What went wrong, above a form, spoken when it appears.
#[component]
pub fn FormError(#[prop(into)] error: Signal<Option<AppError>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let words = errors::form(&error);
            let other_role = match error {
                AppError::OtherRole { page: Some(page), now } if page != now => Some(page),
                _ => None,
            };
            view! {
                <div class="banner" data-tone="danger" role="alert">
                    <super::Icon name="warning" />
                    <div class="banner__body">
                        <p class="banner__title">{words.title}</p>
                        <p>{words.body}</p>
                    </div>
                    {other_role
                        .map(|page| {
                            view! {
                                <div class="banner__actions">
                                    <SwitchBack page />
                                </div>
                            }
                        })}
                </div>
            }
        })
    }
}
