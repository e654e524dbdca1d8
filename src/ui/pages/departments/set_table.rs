//! The list of sets as a table; with tick boxes where the reader may approve from it.
use crate::{
    api::views::SetHead,
    ui::{
        components::{Grip, Moment, StateBadge},
        layouts::rolebar::initials,
        messages::departments as words,
    },
};
use leptos::prelude::*;

/// Ids and names of the columns that can be made wider.
const HEADS: [(&str, &str); 6] = [
    ("sets-person", words::PERSON),
    ("sets-department", words::DEPARTMENT_HEAD),
    ("sets-reviewer", words::REVIEWER),
    ("sets-state", words::STATE),
    ("sets-since", words::SINCE),
    ("sets-due", words::DUE),
];

#[component]
fn Head(id: &'static str, name: &'static str) -> impl IntoView {
    view! {
        <th scope="col" id={id}>
            {name}
            <Grip column={id} name />
        </th>
    }
    .into_any()
}

#[component]
pub fn SetTable(
    rows: Vec<SetHead>,
    /// Which rows have a tick box; none of the table's, for whoever approves nothing.
    ticks: Option<fn(&SetHead) -> bool>,
) -> impl IntoView {
    let check_head = ticks.map(|_| {
        view! {
            <th class="table__check" scope="col">
                <span class="visually-hidden">{words::SELECT}</span>
                <input class="needs-scripts" type="checkbox" data-tick-all="sets" aria-label={words::SELECT_ALL} />
            </th>
        }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::LIST_CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::LIST_CAPTION}</caption>
                <thead>
                    <tr>
                        {check_head} {HEADS.map(|(id, name)| view! { <Head id name /> }).into_iter().collect_view()}
                        <th scope="col">{words::LINK}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| {
                            let tick = ticks.map(|may| may(&row));
                            view! { <Row row tick /> }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: SetHead, tick: Option<bool>) -> impl IntoView {
    let name = row.owner.name.clone();
    let exempt = row.exempt.is_some();
    let check = tick.map(|may| {
        let set = row.set.to_string();
        let tick = may.then(|| view! { <input type="checkbox" name="sets[]" value={set} aria-label={words::select(&name)} /> });
        view! { <td class="table__check">{tick}</td> }
    });
    let reviewer = row.reviewer.map_or_else(
        || {
            view! {
                <span class="badge" data-tone="danger">
                    {words::NO_REVIEWER}
                </span>
            }
            .into_any()
        },
        |who| who.name.into_any(),
    );
    let overdue = (row.overdue && !exempt).then(|| {
        view! {
            <span class="badge" data-tone="danger">
                {words::OVERDUE}
            </span>
        }
    });
    let late = row.late.then(|| {
        view! {
            <span class="badge" data-tone="warning">
                {words::LATE}
            </span>
        }
    });
    view! {
        <tr>
            {check} <th scope="row">
                <span class="person">
                    <span class="avatar" aria-hidden="true">
                        {initials(&name)}
                    </span>
                    <span>
                        <span class="person__name">{name.clone()}</span>
                        <span class="person__sub">{row.owner.employee_no}</span>
                    </span>
                </span>
            </th> <td>{row.department}</td> <td>{reviewer}</td> <td>
                <StateBadge state={row.state} exempt />
            </td> <td class="nowrap">
                <Moment when={row.since} />
            </td> <td class="nowrap">
                <span class="cluster">{row.due} {overdue} {late}</span>
            </td> <td>
                <a class="button button--small" href={format!("/sets/{}", row.set)} aria-label={words::open(&name)}>
                    {words::OPEN}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
