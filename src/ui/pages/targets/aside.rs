//! Beside the grid: help, the goals of the year, last year's targets to reuse, and what happened so far.
use super::{
    desk::{new_row_key, use_desk},
    edits,
    help::HelpCard,
    place::Column,
};
use crate::{
    api::views::{EventView, GoalView, SubmissionView, TargetView},
    ui::{
        components::{History, Icon},
        drafting::{desk::Sheet, focus::focus_soon},
        messages::targets,
    },
};
use leptos::prelude::*;

#[component]
pub fn Beside(goals: Vec<GoalView>, last_year: Option<SubmissionView>, events: Vec<EventView>) -> impl IntoView {
    let happened = !events.is_empty();
    view! {
        <aside class="layout-aside stack" aria-label={targets::ASIDE}>
            <HelpCard />
            <Goals goals />
            {last_year.map(|last| view! { <LastYear last /> })}
            {happened
                .then(|| {
                    view! {
                        <details class="fold card">
                            <summary>{targets::HISTORY}</summary>
                            <div class="fold__body">
                                <History events />
                            </div>
                        </details>
                    }
                })}
        </aside>
    }
    .into_any()
}

/// The company's and the department's goals (R31).
#[component]
pub fn Goals(goals: Vec<GoalView>) -> impl IntoView {
    let is_empty = goals.is_empty();
    view! {
        <section class="card">
            <div class="card__head">
                <h2 class="card__title">{targets::GOALS}</h2>
            </div>
            {is_empty.then(|| view! { <p class="muted">{targets::NO_GOALS}</p> })}
            <ul class="goal-list">
                {goals
                    .into_iter()
                    .map(|goal| {
                        view! {
                            <li class="goal">
                                <span class="goal__scope">{goal.department.unwrap_or_else(|| targets::COMPANY.into())}</span>
                                <p class="goal__title">{goal.title}</p>
                                <p class="muted small">{goal.description}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn LastYear(last: SubmissionView) -> impl IntoView {
    view! {
        <details class="fold card">
            <summary>{targets::LAST_YEAR}</summary>
            <div class="fold__body stack">
                {last.targets.into_iter().map(|target| view! { <Earlier target /> }).collect_view()}
            </div>
        </details>
    }
    .into_any()
}

/// One of last year's targets. Taking it over needs scripts; copying its text does not.
#[component]
fn Earlier(target: TargetView) -> impl IntoView {
    let desk = use_desk();
    let (task, kpi, facts) = (target.task.clone(), target.kpi.clone(), targets::facts(target.weight, &target.difficulty));
    let about = targets::use_this(&task);
    let reuse = move |_| {
        let Some(draft) = desk.sheet.content_now() else { return };
        match edits::reused(&draft, &target, new_row_key()) {
            Some((after, key)) => {
                desk.edit(Some(targets::USED.into()), |_| after);
                focus_soon(Column::Task.field(&key).name());
            }
            None => desk.say(targets::NO_ROOM),
        }
    };
    let button = move || {
        desk.awake.get().then(|| {
            view! {
                <button class="button button--small" type="button" on:click={reuse.clone()}>
                    <Icon name="copy" />
                    {targets::USE_THIS}
                    <span class="visually-hidden">{about.clone()}</span>
                </button>
            }
        })
    };
    view! {
        <div class="stack stack--tight">
            <p class="readonly">{task}</p>
            <p class="readonly muted small">{kpi}</p>
            <p class="muted small">{facts}</p>
            <p>{button}</p>
        </div>
    }
    .into_any()
}
