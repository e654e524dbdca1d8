//! The team as a dense table with its filters; the address says which rows and in which order.
use super::listing::{Listing, Show, Sort};
use crate::{
    api::views::SetHead,
    domain::target::SetState,
    ui::{
        components::{Icon, Moment, SortHead, StateBadge},
        layouts::rolebar::initials,
        messages::{states, team as words},
    },
};
use leptos::prelude::*;

/// The chips in their order with how many rows each shows; empty ones are left out, the chosen one never.
fn chips(rows: &[SetHead], chosen: Show) -> Vec<(Show, &'static str, usize)> {
    let fixed =
        [(Show::All, words::ALL), (Show::Mine, words::MINE), (Show::Missing, words::MISSING), (Show::Overdue, words::OVERDUE)];
    let by_state = SetState::ALL.into_iter().map(|state| (Show::In(state), states::name(state)));
    fixed
        .into_iter()
        .chain(by_state)
        .chain([(Show::Exempt, states::EXEMPT)])
        .map(|(show, name)| (show, name, show.count(rows)))
        .filter(|(show, _, count)| *count > 0 || *show == chosen || *show == Show::All)
        .collect()
}

fn head(sort: Sort) -> &'static str {
    match sort {
        Sort::Person => words::PERSON,
        Sort::State => words::STATE,
        Sort::Turn => words::TURN,
        Sort::Since => words::SINCE,
        Sort::Due => words::DUE,
    }
}

fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Person => "team-person",
        Sort::State => "team-state",
        Sort::Turn => "team-turn",
        Sort::Since => "team-since",
        Sort::Due => "team-due",
    }
}

#[component]
pub fn TeamTable(rows: Vec<SetHead>, listing: Memo<Listing>) -> impl IntoView {
    let rows = StoredValue::new(rows);
    let filters = move || {
        let listing = listing.get();
        rows.with_value(|rows| chips(rows, listing.show))
            .into_iter()
            .map(|(show, name, count)| {
                view! {
                    <a
                        class="chip"
                        href={listing.showing(show).to()}
                        aria-current={(show == listing.show).then_some("true")}
                        data-noscroll=""
                    >
                        {name}
                        <span class="chip__count">{count}</span>
                    </a>
                }
            })
            .collect_view()
    };
    let body = move || {
        let shown = rows.with_value(|rows| listing.get().apply(rows));
        if shown.is_empty() { view! { <Nobody listing /> }.into_any() } else { view! { <Rows shown listing /> }.into_any() }
    };
    let status = move || {
        let all = rows.with_value(Vec::len);
        words::shown(rows.with_value(|rows| listing.get().show.count(rows)), all)
    };
    view! {
        <section class="section stack stack--tight" aria-labelledby="reports">
            <div class="section__head">
                <h2 id="reports">{words::TABLE}</h2>
                <p role="status">{status}</p>
            </div>
            <nav class="filters" aria-label={words::FILTERS}>
                {filters}
            </nav>
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn Nobody(listing: Memo<Listing>) -> impl IntoView {
    view! {
        <div class="card empty-state">
            <Icon name="filter" />
            <p class="empty-state__title">{words::EMPTY_FILTER}</p>
            <a class="button" href={move || listing.get().showing(Show::All).to()}>
                {words::SHOW_ALL}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Rows(shown: Vec<SetHead>, listing: Memo<Listing>) -> impl IntoView {
    let heads = Sort::ALL.map(|sort| {
        let href = Signal::derive(move || listing.get().sorted(sort).to());
        let order = Signal::derive(move || listing.get().aria_sort(sort));
        view! { <SortHead column={column(sort)} name={head(sort)} href order /> }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::CAPTION}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{shown.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// "E1042 · G4 · Engineer", without what is not known.
fn facts(row: &SetHead) -> String {
    [&row.owner.employee_no, &row.grade, &row.job_title]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ")
}

#[component]
fn Row(row: SetHead) -> impl IntoView {
    let exempt = row.exempt.is_some();
    let overdue = row.overdue && !exempt;
    let sub = facts(&row);
    let turn = words::turn(&row);
    view! {
        <tr data-mark={overdue.then_some("warning")}>
            <th scope="row">
                <span class="person">
                    <span class="avatar" aria-hidden="true">
                        {initials(&row.owner.name)}
                    </span>
                    <span>
                        <a class="person__name" href={format!("/sets/{}", row.set)}>
                            {row.owner.name.clone()}
                        </a>
                        <span class="person__sub">{sub}</span>
                    </span>
                </span>
            </th>
            <td>
                <span class="cluster">
                    <StateBadge state={row.state} exempt />
                    {row
                        .late
                        .then(|| {
                            view! {
                                <span class="badge" data-tone="warning">
                                    {words::LATE}
                                </span>
                            }
                        })}
                </span>
            </td>
            <td>{turn}</td>
            <td class="nowrap">
                <Moment when={row.since} />
            </td>
            <td class="nowrap">
                <span class="cluster">
                    {row.due.unwrap_or_else(|| words::NO_DUE.into())}
                    {overdue
                        .then(|| {
                            view! {
                                <span class="badge" data-tone="danger">
                                    {words::OVERDUE}
                                </span>
                            }
                        })}
                </span>
            </td>
        </tr>
    }
    .into_any()
}
