//! Departments as rows with their ranks as columns, unfolding to reviewers. What is unfolded stands in the address.
use super::place::{Place, row_id};
use crate::{
    api::{results::Part, views::PersonRef},
    domain::distribution::Distribution,
    ui::{
        components::{CountBar, Icon, state_bar::review_states},
        messages::results as words,
    },
};
use leptos::prelude::*;

/// What every row shows in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Columns {
    /// Lowest rank first, as everywhere numbers grow to the right.
    ranks: Vec<String>,
    /// Somebody has a score and no rank.
    unranked: bool,
    /// What the reader moves on: the name of that column.
    waiting: Option<&'static str>,
}

impl Columns {
    /// Every column but the name, its bar and how many are complete.
    fn rest(&self) -> usize {
        self.ranks.len() + usize::from(self.unranked) + 2 + usize::from(self.waiting.is_some())
    }
}

/// The count under each rank column.
fn counts(distribution: &Distribution, columns: &Columns) -> Vec<usize> {
    let of = |label: &String| distribution.ranks.iter().find(|rank| rank.label == *label).map_or(0, |rank| rank.count);
    columns.ranks.iter().map(of).chain(columns.unranked.then_some(distribution.unranked)).collect()
}

pub fn name_of(part: &Part) -> String {
    part.department.as_ref().map_or_else(|| words::NO_DEPARTMENT.to_owned(), |department| department.name.clone())
}

#[component]
pub fn Departments(company: Part, parts: Vec<Part>, place: Place, may_confirm: bool, may_approve: bool) -> impl IntoView {
    let columns = Columns {
        ranks: company.distribution.ranks.iter().map(|rank| rank.label.clone()).collect(),
        unranked: company.distribution.unranked > 0,
        waiting: if may_confirm { Some(words::TO_CONFIRM) } else { may_approve.then_some(words::TO_APPROVE) },
    };
    let fold_all = {
        let is_open = place.query.open;
        let text = if is_open { words::FOLD_ALL } else { words::UNFOLD_ALL };
        let href = format!("{}#by-department", place.with(|query| query.open = !is_open).address());
        view! {
            <a class="no-print" href={href}>
                {text}
            </a>
        }
    };
    let ranks = columns.ranks.clone().into_iter().chain(columns.unranked.then(|| words::NO_RANK.to_owned()));
    let heads = ranks
        .map(|rank| {
            view! {
                <th class="num" scope="col">
                    {rank}
                </th>
            }
        })
        .collect_view();
    let foot = {
        let columns = columns.clone();
        let (here, marked) = (place.whole().address(), place.whole().with(|query| query.marked = true).to_people());
        view! {
            <tr>
                <th scope="row">{words::TOTAL}</th>
                <Figures part={company} columns here marked />
            </tr>
        }
    };
    let waiting = columns.waiting;
    view! {
        <section class="section" aria-labelledby="by-department">
            <div class="section__head">
                <h2 id="by-department">{words::BY_DEPARTMENT}</h2>
                {fold_all}
            </div>
            <div class="table-wrap" tabindex="0" role="region" aria-label={words::DEPARTMENTS_CAPTION}>
                <table class="table results-table">
                    <caption class="visually-hidden">{words::DEPARTMENTS_CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::DEPARTMENT}</th>
                            <th scope="col">{words::PROGRESS}</th>
                            <th class="num" scope="col">
                                {words::COMPLETE}
                            </th>
                            {heads}
                            <th class="num" scope="col">
                                {words::AVERAGE}
                            </th>
                            <th class="num" scope="col">
                                {words::MARKS}
                            </th>
                            {waiting
                                .map(|name| {
                                    view! {
                                        <th class="num" scope="col">
                                            {name}
                                        </th>
                                    }
                                })}
                        </tr>
                    </thead>
                    <tbody>
                        {parts
                            .into_iter()
                            .map(|part| view! { <Department part place={place.clone()} columns={columns.clone()} /> })
                            .collect_view()}
                    </tbody>
                    <tfoot>{foot}</tfoot>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Department(part: Part, place: Place, columns: Columns) -> impl IntoView {
    let (is_open, chosen) = (place.is_open(&part), place.is_in(&part));
    let here = place.of_part(&part);
    let (name, row) = (name_of(&part), row_id(&part));
    let toggle = if chosen { place.whole().to_row(&part) } else { here.to_row(&part) };
    let marked = here.with(|query| query.marked = true).to_people();
    let reviewers = is_open.then(|| {
        let rest = columns.rest();
        part.reviewers
            .iter()
            .map(|reviewer| view! { <Reviewer reviewer={reviewer.clone()} here={here.clone()} place={place.clone()} rest /> })
            .collect_view()
    });
    view! {
        <tr id={row} data-selected={chosen.then_some("")}>
            <th scope="row">
                <span class="fold-name">
                    <a class="button button--quiet button--icon button--small" href={toggle}>
                        <Icon name={if is_open { "chevron-down" } else { "chevron-right" }} />
                        <span class="visually-hidden">{words::unfold(&name, chosen)}</span>
                    </a>
                    <a href={here.to_people()}>{name}</a>
                </span>
            </th>
            <Figures part columns here={here.address()} marked />
        </tr>
        {reviewers}
    }
    .into_any()
}

/// Everything of a row after its name. `here` and `marked` lead to what may be moved on and to the marked people.
#[component]
fn Figures(part: Part, columns: Columns, here: String, marked: String) -> impl IntoView {
    let none = || view! { <span class="muted">"0"</span> }.into_any();
    let number = move |count: u64| if count > 0 { count.into_any() } else { none() };
    let linked = move |count: u64, href: String, label: String| match count {
        0 => none(),
        _ => view! {
            <a href={href} aria-label={label}>
                {count}
            </a>
        }
        .into_any(),
    };
    let name = name_of(&part);
    let average = part.distribution.average.map_or_else(|| words::NONE.to_owned(), |average| average.to_string());
    let waiting = columns.waiting.map(|head| {
        let count = part.to_confirm.max(part.to_approve);
        view! { <td class="num">{linked(count, here, format!("{count} {head}, {name}"))}</td> }
    });
    view! {
        <td>
            <CountBar parts={review_states(&part.states)} />
        </td>
        <td class="num nowrap">{words::of(part.complete, part.of)}</td>
        {counts(&part.distribution, &columns)
            .into_iter()
            .map(|count| view! { <td class="num">{number(count as u64)}</td> })
            .collect_view()}
        <td class="num">{average}</td>
        <td class="num">{linked(part.marks, marked, words::marks_in(part.marks, &name))}</td>
        {waiting}
    }
    .into_any()
}

#[component]
fn Reviewer(reviewer: (Option<PersonRef>, u64, u64), here: Place, place: Place, rest: usize) -> impl IntoView {
    let (who, complete, of) = reviewer;
    let name = match who {
        Some(who) => {
            let chosen = place.query.reviewer == Some(who.id) && place.query.department == here.query.department;
            let href = here.with(|query| query.reviewer = Some(who.id)).to_people();
            view! {
                <a href={href} aria-current={chosen.then_some("true")}>
                    {who.name}
                </a>
            }
            .into_any()
        }
        None => view! {
            <span class="badge" data-tone="danger">
                {words::NO_REVIEWER}
            </span>
        }
        .into_any(),
    };
    view! {
        <tr data-level="1">
            <th scope="row">{name}</th>
            <td>
                <progress class="progress" max={of.max(1)} value={complete} aria-hidden="true" />
            </td>
            <td class="num nowrap">{words::of(complete, of)}</td>
            <td colspan={rest} />
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::RankCount;

    #[test]
    fn every_part_counts_under_the_companys_ranks() {
        let columns = Columns { ranks: vec!["C".into(), "B".into()], unranked: true, waiting: None };
        let ranks = vec![RankCount { label: "B".into(), count: 3 }];
        let counted = counts(&Distribution { ranks, unranked: 1, assessed: 4, average: None }, &columns);
        assert_eq!(counted, [0, 3, 1]);
        assert_eq!(columns.rest(), 5);
    }
}
