//! The team's results as a dense table with its filters; the address says which rows and in which order.
use super::listing::{Listing, Show, Sort};
use crate::{
    api::results::ResultRow,
    domain::review::ReviewState,
    ui::{
        components::{Icon, Marks, Moment, RankMark, ResultPerson, ReviewBadge, SortHead},
        messages::{results as words, reviews, states, team},
    },
};
use leptos::prelude::*;

/// The chips in their order with how many rows each shows; empty ones are left out, the chosen one never.
fn chips(rows: &[ResultRow], chosen: Show) -> Vec<(Show, &'static str, usize)> {
    let fixed =
        [(Show::All, words::ALL), (Show::Mine, words::MINE), (Show::Missing, words::MISSING), (Show::Overdue, words::OVERDUE)];
    let by_state = ReviewState::ALL.into_iter().map(|state| (Show::In(state), reviews::state(state)));
    fixed
        .into_iter()
        .chain(by_state)
        .chain([(Show::Exempt, states::EXEMPT)])
        .map(|(show, name)| (show, name, show.count(rows)))
        .filter(|(show, _, count)| *count > 0 || *show == chosen || *show == Show::All)
        .collect()
}

/// A column's id and name.
fn column(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Person => ("results-person", words::PERSON),
        Sort::State => ("results-state", words::STATE),
        Sort::Turn => ("results-turn", words::TURN),
        Sort::Since => ("results-since", words::SINCE),
        Sort::SelfScore => ("results-self", words::SELF_SCORE),
        Sort::Score => ("results-score", words::MY_SCORE),
        Sort::Rank => ("results-rank", words::RANK),
    }
}

#[component]
pub fn ResultsTable(rows: Vec<ResultRow>, ranks: Vec<String>, listing: Memo<Listing>) -> impl IntoView {
    let rows = StoredValue::new(rows);
    let filters = move || {
        let listing = listing.get();
        rows.with_value(|rows| chips(rows, listing.show))
            .into_iter()
            .map(|(show, name, count)| {
                view! {
                    <a
                        class="chip"
                        href={listing.showing(show).to_table()}
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
        let shown = rows.with_value(|rows| listing.get().apply(rows, &ranks));
        if shown.is_empty() { view! { <Nobody listing /> }.into_any() } else { view! { <Rows shown listing /> }.into_any() }
    };
    let status = move || {
        let all = rows.with_value(Vec::len);
        team::shown(rows.with_value(|rows| listing.get().show.count(rows)), all)
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
            <p class="empty-state__title">{team::EMPTY_FILTER}</p>
            <a class="button" href={move || listing.get().showing(Show::All).to()}>
                {team::SHOW_ALL}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Rows(shown: Vec<ResultRow>, listing: Memo<Listing>) -> impl IntoView {
    let heads = Sort::ALL.map(|sort| {
        let (column, name) = column(sort);
        let href = Signal::derive(move || listing.get().sorted(sort).to_table());
        let order = Signal::derive(move || listing.get().aria_sort(sort));
        let number = matches!(sort, Sort::SelfScore | Sort::Score);
        view! { <SortHead column name href order number /> }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::CAPTION}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()} <th scope="col">{words::MARKS}</th></tr>
                </thead>
                <tbody>{shown.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: ResultRow) -> impl IntoView {
    let overdue = row.head.overdue && !row.head.exempt;
    let number = |score: Option<crate::domain::score::Score>| match score {
        Some(score) => score.to_string().into_any(),
        None => view! { <span class="muted">{words::NONE}</span> }.into_any(),
    };
    let turn = words::turn(&row);
    view! {
        <tr data-mark={overdue.then_some("warning")}>
            <th scope="row">
                <ResultPerson head={row.head.clone()} />
            </th>
            <td>
                <ReviewBadge state={row.head.state} exempt={row.head.exempt} />
            </td>
            <td>{turn}</td>
            <td class="nowrap">
                <Moment when={row.head.since.clone()} />
            </td>
            <td class="num">{number(row.self_score)}</td>
            <td class="num">{number(row.score)}</td>
            <td>
                <RankMark rank={row.rank.clone()} computed={row.computed_rank.clone()} />
            </td>
            <td>
                <Marks row />
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_filter_stays_although_nobody_is_in_it() {
        let names: Vec<_> = chips(&[], Show::Missing).into_iter().map(|(_, name, count)| (name, count)).collect();
        assert_eq!(names, [(words::ALL, 0), (words::MISSING, 0)]);
    }
}
