//! What keeps the draft from being saved or submitted, in words, with what helps. What was typed stays on the page.
use super::{handing::Stopped, saver::Status};
use crate::{
    api::error::AppError,
    domain::actor::Role,
    ui::{
        components::{Icon, form::switch_back},
        messages::{common, errors, targets},
    },
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    title: String,
    body: String,
    help: Option<Help>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Help {
    SignIn,
    /// To the page's role.
    SwitchBack(Role),
    TryAgain,
    Reload,
}

fn help(error: &AppError) -> Option<Help> {
    match error {
        AppError::SignedOut => Some(Help::SignIn),
        other if is_other_person(other) => Some(Help::SignIn),
        AppError::OtherRole { page: Some(page), .. } => Some(Help::SwitchBack(*page)),
        AppError::Denied(_) | AppError::NotFound => Some(Help::Reload),
        AppError::Overtaken { .. } | AppError::ReviewOvertaken { .. } | AppError::Unmerged { .. } => Some(Help::Reload),
        AppError::Invalid(_) => None,
        _ => Some(Help::TryAgain),
    }
}

/// The same role as this page's and still refused: the session is another person's.
pub fn is_other_person(error: &AppError) -> bool {
    matches!(error, AppError::OtherRole { page, now } if page.is_none_or(|page| page == *now))
}

fn problem(error: &AppError, submitting: bool) -> Problem {
    let words = errors::form(error);
    let (title, body) = match error {
        other if is_other_person(other) => (targets::OTHER_PERSON.into(), targets::OTHER_PERSON_BODY.into()),
        AppError::OtherRole { now, .. } => (words.title, targets::acting_elsewhere(common::role(*now))),
        AppError::Offline if submitting => (words.title, targets::SUBMIT_AGAIN.into()),
        _ => (words.title, words.body),
    };
    let title = if submitting { format!("{}: {title}", targets::NOT_SUBMITTED) } else { title };
    Problem { title, body, help: help(error) }
}

/// What the save says comes first: without it nothing can be submitted.
fn current(status: &Status, stopped: Option<&Stopped>) -> Option<Problem> {
    let submitting = stopped.is_some();
    match (status, stopped) {
        (Status::SignedOut, _) => Some(problem(&AppError::SignedOut, submitting)),
        (Status::OtherRole(error) | Status::Refused(error), _) => Some(problem(error, submitting)),
        (Status::Saved(_), Some(Stopped::Unsaved(_))) | (_, None) => None,
        (Status::Conflicts(_), Some(Stopped::Unpicked)) => {
            Some(Problem { title: targets::NOT_SUBMITTED.into(), body: targets::PICK_FIRST.into(), help: None })
        }
        (_, Some(Stopped::Unpicked)) => None,
        (_, Some(Stopped::Unsaved(error) | Stopped::Refused(error))) => Some(problem(error, true)),
    }
}

/// `again` is another try at what was stopped, `page` the address that shows where things stand.
#[component]
pub fn Trouble(
    status: RwSignal<Status>,
    stopped: Signal<Option<Stopped>>,
    again: Callback<()>,
    /// Scripts run: buttons that need them may be shown.
    awake: RwSignal<bool>,
    page: String,
) -> impl IntoView {
    let shown = Memo::new(move |_| status.with(|status| stopped.with(|stopped| current(status, stopped.as_ref()))));
    let page = StoredValue::new(page);
    move || {
        shown.get().map(|problem| {
            view! {
                <div class="banner banner--stays" data-tone="danger" role="alert">
                    <Icon name="warning" />
                    <div class="banner__body">
                        <p class="banner__title">{problem.title}</p>
                        <p>{problem.body}</p>
                    </div>
                    {problem.help.map(|help| view! { <Remedy help again awake page={page.get_value()} /> })}
                </div>
            }
        })
    }
}

#[component]
fn Remedy(help: Help, again: Callback<()>, awake: RwSignal<bool>, page: String) -> impl IntoView {
    // These need scripts; links do not.
    let button = move |words: String, press: Callback<()>| {
        move || {
            let words = words.clone();
            awake.get().then(|| {
                view! {
                    <button class="button" type="button" on:click={move |_| press.run(())}>
                        {words}
                    </button>
                }
            })
        }
    };
    let remedy = match help {
        Help::SignIn => view! {
            <a class="button" href="/sign-in" target="_blank">
                {targets::SIGN_IN_AGAIN}
            </a>
            {button(errors::TRY_AGAIN.into(), again)}
        }
        .into_any(),
        Help::SwitchBack(page) => {
            let switch = Callback::new(move |()| switch_back(page, move |_| again.run(())));
            button(targets::switch_back(common::role(page)), switch).into_any()
        }
        Help::TryAgain => button(errors::TRY_AGAIN.into(), again).into_any(),
        Help::Reload => view! {
            <a class="button" href={page} rel="external">
                {targets::RELOAD}
            </a>
        }
        .into_any(),
    };
    view! { <div class="banner__actions">{remedy}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_offers_what_helps() {
        let other = AppError::OtherRole { page: Some(Role::Employee), now: Role::Manager };
        assert_eq!(help(&other), Some(Help::SwitchBack(Role::Employee)));
        for page in [None, Some(Role::Employee)] {
            assert_eq!(help(&AppError::OtherRole { page, now: Role::Employee }), Some(Help::SignIn));
        }
        assert_eq!(help(&AppError::SignedOut), Some(Help::SignIn));
        assert_eq!(help(&AppError::Offline), Some(Help::TryAgain));
    }

    #[test]
    fn a_quiet_page_shows_nothing_and_a_stopped_submission_says_so() {
        assert_eq!(current(&Status::Offline, None), None, "the save state says it");
        let stopped = current(&Status::Offline, Some(&Stopped::Unsaved(AppError::Offline))).expect("words");
        assert!(stopped.title.starts_with(targets::NOT_SUBMITTED));
        assert_eq!(current(&Status::Fresh, Some(&Stopped::Unpicked)), None, "picked meanwhile");
        assert!(current(&Status::SignedOut, None).is_some());
    }
}
