//! The list under the timeline: delegations, reviewers nobody covers, or reviewers with something overdue. HR hands teams over from the
//! last two by ticking them: an ordinary form leads to the steps of delegating.
use crate::{
    api::delegations::{DelegationHead, GapRow, LoadRow},
    ui::{
        components::{Icon, Pagination},
        messages::delegation as words,
    },
};
use leptos::prelude::*;

#[component]
#[expect(clippy::too_many_arguments, reason = "what the page's one list is made of")]
pub fn Listed(
    show: String,
    rows: Vec<DelegationHead>,
    total: u64,
    page: u64,
    pages: u64,
    gaps: Vec<GapRow>,
    load: Vec<LoadRow>,
    everyone: bool,
) -> impl IntoView {
    match show.as_str() {
        "uncovered" => view! { <Gaps gaps everyone /> }.into_any(),
        "overdue" => view! { <Overdue load everyone /> }.into_any(),
        _ => view! { <Delegations show rows total page pages /> }.into_any(),
    }
}

#[component]
fn Empty(title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name="delegation" />
            <p class="empty-state__title">{title}</p>
            <p>{body}</p>
        </div>
    }
    .into_any()
}

/// Now and planned, or past; the figures above filter further.
#[component]
fn Which(show: String) -> impl IntoView {
    let chip = |code: &'static str, name: &'static str, href: &'static str| {
        view! {
            <a class="chip" href={href} aria-current={(show == code).then_some("true")}>
                {name}
            </a>
        }
    };
    view! {
        <nav class="filters" aria-label={words::SHOW}>
            {chip("", words::CURRENT, "/delegation")}
            {chip("past", words::PAST, "/delegation?show=past")}
        </nav>
    }
    .into_any()
}

#[component]
fn Delegations(show: String, rows: Vec<DelegationHead>, total: u64, page: u64, pages: u64) -> impl IntoView {
    let href = {
        let show = show.clone();
        move |page: u64| {
            if show.is_empty() { format!("/delegation?page={page}") } else { format!("/delegation?show={show}&page={page}") }
        }
    };
    let list = if rows.is_empty() {
        view! { <Empty title={words::NONE} body={words::NONE_BODY} /> }.into_any()
    } else {
        view! {
            <div class="card card--flush">
                <div class="table-wrap" tabindex="0" role="region" aria-label={words::TABLE}>
                    <table class="table">
                        <caption class="visually-hidden">{words::TABLE}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words::REVIEWER}</th>
                                <th scope="col">{words::BY}</th>
                                <th scope="col">{words::WHOM}</th>
                                <th scope="col">{words::DAYS}</th>
                                <th scope="col">{words::WHY}</th>
                                <th scope="col">{words::STANDS}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
                    </table>
                </div>
            </div>
            {(pages > 1).then(|| view! { <Pagination page pages total href /> })}
        }
        .into_any()
    };
    view! {
        <Which show />
        {list}
    }
    .into_any()
}

#[component]
fn Row(row: DelegationHead) -> impl IntoView {
    let whom = row.people.as_ref().map_or_else(|| words::WHOLE_TEAM.to_owned(), |people| people.join(", "));
    let overlaps = row.overlaps.then(|| {
        view! {
            " "
            <span class="tag">{words::OVERLAPS}</span>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href={format!("/delegation/{}", row.id)}>{row.original.name}</a>
            </th>
            <td>{row.delegate.name}</td>
            <td>{whom}</td>
            <td class="table__days">{words::days(&row.from, row.to.as_deref())}</td>
            <td>{words::reason(row.reason)}</td>
            <td>
                <span class="badge" data-tone={words::tone(row.standing)}>
                    {words::standing(row.standing)}
                </span>
                {overlaps}
            </td>
        </tr>
    }
    .into_any()
}

/// HR's table of teams to hand over; a manager reads the same without boxes.
#[component]
fn Teams(
    title: &'static str,
    heads: [&'static str; 2],
    everyone: bool,
    /// Employee id, name, and what stands beside it.
    rows: Vec<(Option<String>, String, AnyView, AnyView)>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|(no, name, one, other)| {
        let tick = everyone.then(|| {
            let label = words::select(&name);
            view! {
                <td class="table__check">
                    {no
                        .map(|no| {
                            view! {
                                <label>
                                    <input type="checkbox" name="for" value={no} />
                                    <span class="visually-hidden">{label}</span>
                                </label>
                            }
                        })}
                </td>
            }
        });
        view! { <tr>{tick} <th scope="row">{name}</th> <td>{one}</td> <td>{other}</td></tr> }
    });
    let rows = rows.collect_view();
    let table = view! {
        <div class="card card--flush">
            <div class="table-wrap" tabindex="0" role="region" aria-label={title}>
                <table class="table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            {everyone
                                .then(|| {
                                    view! {
                                        <th class="table__check">
                                            <label>
                                                <input type="checkbox" data-tick-all="for" />
                                                <span class="visually-hidden">{words::SELECT_ALL}</span>
                                            </label>
                                        </th>
                                    }
                                })} <th scope="col">{words::REVIEWER}</th>
                            {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    };
    if !everyone {
        return view! {
            <h2>{title}</h2>
            {table}
        }
        .into_any();
    }
    view! {
        <h2>{title}</h2>
        <form method="get" action="/delegation/new" class="stack">
            {table}
            <div class="button-row">
                <button class="button" type="submit">
                    <Icon name="delegation" />
                    {words::HAND_OVER}
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Gaps(gaps: Vec<GapRow>, everyone: bool) -> impl IntoView {
    if gaps.is_empty() {
        return view! { <Empty title={words::NO_GAPS} body={words::NO_GAPS_BODY} /> }.into_any();
    }
    let rows = gaps
        .into_iter()
        .map(|gap| {
            let why = if gap.gone { words::GONE } else { words::AWAY };
            let badge = view! {
                <span class="badge" data-tone="danger">
                    {why}
                </span>
            };
            let people = view! { <span class="num">{gap.people}</span> };
            (Some(gap.reviewer.employee_no), gap.reviewer.name, badge.into_any(), people.into_any())
        })
        .collect();
    view! { <Teams title={words::GAPS} heads={[words::WHY, words::PEOPLE]} everyone rows /> }.into_any()
}

#[component]
fn Overdue(load: Vec<LoadRow>, everyone: bool) -> impl IntoView {
    if load.is_empty() {
        return view! { <Empty title={words::NO_OVERDUE} body={words::NO_OVERDUE_BODY} /> }.into_any();
    }
    let rows = load
        .into_iter()
        .map(|row| {
            let late = view! { <span class="num">{row.overdue}</span> };
            let mut said = words::of_load(row.own, row.for_others);
            if row.covered > 0 {
                said = format!("{said} · {}", words::covered_by_others(row.covered));
            }
            (row.employee_no, row.name, late.into_any(), said.into_any())
        })
        .collect();
    view! { <Teams title={words::LATE} heads={[words::OVERDUE, words::OPEN]} everyone rows /> }.into_any()
}
