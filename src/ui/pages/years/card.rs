//! One fiscal year: its days, its phases, where its target sets stand, and what can be done with it.
use super::{
    archive::Archive,
    close::Close,
    open::Open,
    phases::{CloseMidYear, OpenPhase},
    readiness::ReadinessList,
    years::Actions,
};
use crate::{
    api::{
        views::StateCounts,
        years::{WindowView, YearView},
    },
    domain::fiscal_year::Phase,
    ui::{
        components::{Moment, StateBar},
        messages::{configuration, states, years as words},
    },
};
use leptos::prelude::*;

#[component]
pub fn YearCard(
    year: YearView,
    #[prop(optional_no_strip)] employed: Option<u64>,
    actions: Actions,
    may_manage: bool,
) -> impl IntoView {
    let (may_open, may_close) = (year.may_open_target_setting, year.may_close_target_setting);
    let name = year.year.name.clone();
    let heading = format!("year-{}", year.year.id);
    let labelled_by = heading.clone();
    let may_open_any = may_open || year.may_open_mid_year || year.may_open_evaluation;
    let readiness = (may_manage && may_open_any).then(|| (name.clone(), year.readiness.clone()));
    let open_mid = year.may_open_mid_year.then(|| year.year.clone());
    let open_evaluation = year.may_open_evaluation.then(|| year.year.clone());
    let close_mid = year.may_close_mid_year.then(|| year.clone());
    let archive = year.clone();
    let departments = may_manage.then(|| format!("/departments?year={}", year.year.id));
    let change = (may_manage && year.closing.begun.is_none()).then(|| {
        let words = words::of_year(configuration::TO_CHANGE_YEAR, &name);
        view! {
            <a class="button button--small" href={format!("/years/{}", year.year.id)} rel="external" aria-label={words}>
                {configuration::EDIT}
            </a>
        }
    });
    view! {
        <section class="card stack" aria-labelledby={labelled_by}>
            <div class="cluster cluster--between">
                <h2 class="card__title" id={heading}>
                    {name.clone()}
                </h2>
                <span class="cluster">
                    <span class="muted">{words::span(&year.starts, &year.ends)}</span>
                    {change}
                </span>
            </div>
            <Windows windows={year.windows.clone()} year={name} />
            <Counts counts={year.counts.clone()} departments />
            {readiness.map(|(year, lacks)| view! { <ReadinessList year lacks /> })}
            {may_open.then(|| view! { <Open year={year.year.clone()} employed action={actions.open} /> })}
            {may_close.then(|| view! { <Close year action={actions.close} /> })}
            {open_mid.map(|year| view! { <OpenPhase year phase={Phase::MidYear} action={actions.open_mid_year} /> })}
            {close_mid.map(|year| view! { <CloseMidYear year action={actions.close_mid_year} /> })}
            {open_evaluation.map(|year| view! { <OpenPhase year phase={Phase::Evaluation} action={actions.open_evaluation} /> })}
            <Archive year={archive} action={actions.close_year} />
        </section>
    }
    .into_any()
}

#[component]
fn Windows(windows: Vec<WindowView>, year: String) -> impl IntoView {
    if windows.is_empty() {
        return view! { <p class="muted">{words::NO_WINDOW}</p> }.into_any();
    }
    let label = words::of_year(words::PHASE, &year);
    let region = label.clone();
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={region}>
            <table class="table">
                <caption class="visually-hidden">{label}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::PHASE}</th>
                        <th scope="col">{words::OPENED}</th>
                        <th scope="col">{words::DUE}</th>
                        <th scope="col">{words::CLOSED}</th>
                    </tr>
                </thead>
                <tbody>{windows.into_iter().map(|window| view! { <WindowRow window /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn WindowRow(window: WindowView) -> impl IntoView {
    let is_open = window.closed.is_none();
    let overdue = (is_open && window.overdue).then(|| {
        view! {
            " "
            <span class="badge" data-tone="warning">
                {words::OVERDUE}
            </span>
        }
    });
    let closed = window.closed.map_or_else(
        || {
            view! {
                <span class="badge" data-tone="success">
                    {words::RUNNING}
                </span>
            }
            .into_any()
        },
        |when| view! { <Moment when /> }.into_any(),
    );
    view! {
        <tr>
            <th scope="row">{words::phase(window.phase)}</th>
            <td>
                <Moment when={window.opened} />
            </td>
            <td>{window.due} {overdue}</td>
            <td>{closed}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Counts(counts: StateCounts, #[prop(optional_no_strip)] departments: Option<String>) -> impl IntoView {
    if counts.total == 0 {
        return view! { <p class="muted">{words::NOBODY}</p> }.into_any();
    }
    let mut parts: Vec<(&'static str, &'static str, u64)> =
        counts.by_state.iter().map(|(state, count)| (state.code(), states::name(*state), *count)).collect();
    parts.push(("exempt", states::EXEMPT, counts.exempt));
    parts.retain(|(_, _, count)| *count > 0);
    view! {
        <div class="stack stack--tight">
            <p class="cluster cluster--between">
                <span>{words::counted(counts.total)}</span>
                {departments.map(|href| view! { <a href={href}>{words::SEE_SETS}</a> })}
            </p>
            <StateBar counts tall=true />
            <ul class="legend">
                {parts
                    .into_iter()
                    .map(|(code, name, count)| {
                        view! { <li data-state={code}>{name} " " <b class="num">{count}</b></li> }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
    .into_any()
}
