//! The people of what was chosen, with scores, ranks and marks in words; each line leads to the review.
use super::{
    departments::name_of,
    place::{PEOPLE, Place},
};
use crate::{
    api::results::{Part, ResultRow, ResultsView},
    domain::score::Score,
    ui::{
        components::{Grip, Icon, Marks, Pagination, RankMark, ResultPerson, ReviewBadge},
        messages::results as words,
    },
};
use leptos::prelude::*;

/// Ids and names of the columns; numbers stand to the right.
const COLUMNS: [(&str, &str, bool); 7] = [
    ("people-person", words::PERSON, false),
    ("people-reviewer", words::REVIEWER, false),
    ("people-state", words::STATE, false),
    ("people-self", words::SELF_SCORE, true),
    ("people-score", words::SCORE, true),
    ("people-rank", words::RANK, false),
    ("people-marks", words::MARKS, false),
];

/// The department and the reviewer that were chosen, by name.
fn chosen(parts: &[Part], place: &Place) -> (Option<String>, Option<String>) {
    let department = parts.iter().find(|part| place.is_in(part)).map(name_of);
    let known = parts.iter().flat_map(|part| &part.reviewers).filter_map(|(who, _, _)| who.as_ref());
    let reviewer = known.into_iter().find(|who| Some(who.id) == place.query.reviewer).map(|who| who.name.clone());
    (department, reviewer)
}

#[component]
pub fn People(answer: ResultsView, place: Place) -> impl IntoView {
    let (department, reviewer) = chosen(&answer.departments, &place);
    let shown = answer.departments.iter().find(|part| place.is_in(part)).or(answer.company.as_ref());
    let marked = shown.map_or(0, |part| part.marks);
    let title = if place.is_narrowed() {
        words::shown_people(department.as_deref(), reviewer.as_deref(), place.query.marked)
    } else {
        words::PEOPLE_TABLE.to_owned()
    };
    let status = place.is_narrowed().then(|| words::people(answer.total));
    let content = if !place.is_narrowed() {
        view! { <p class="muted no-print">{words::PICK}</p> }.into_any()
    } else if answer.rows.is_empty() {
        view! {
            <div class="card empty-state">
                <Icon name="filter" />
                <p class="empty-state__title">{words::EMPTY_ROWS}</p>
                <p>{words::EMPTY_ROWS_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        let (page, pages, total) = (answer.page, answer.pages, answer.total);
        let place = place.clone();
        view! {
            <Table rows={answer.rows} />
            {(pages > 1)
                .then(|| {
                    let href = move |page| place.with(|query| query.page = page).to_people();
                    view! { <Pagination page pages total href /> }
                })}
            <Explained />
        }
        .into_any()
    };
    view! {
        <section class="section stack stack--tight" id={PEOPLE} aria-labelledby="people-title">
            <div class="section__head">
                <h2 id="people-title">{title}</h2>
                <p role="status">{status}</p>
            </div>
            <Narrowed department reviewer marked place />
            {content}
        </section>
    }
    .into_any()
}

/// What the list is narrowed to; a chosen chip leads to the same without it.
#[component]
fn Narrowed(department: Option<String>, reviewer: Option<String>, marked: u64, place: Place) -> impl IntoView {
    let drop = |name: String, href: String| {
        view! {
            <a class="chip" href={href} aria-current="true">
                {name}
                <Icon name="x" />
            </a>
        }
    };
    let without_department = place.with(|query| (query.department, query.no_department) = (None, false)).to_people();
    let without_reviewer = place.with(|query| query.reviewer = None).to_people();
    let is_marked = place.query.marked;
    // Of one reviewer's people nobody has counted the marks.
    let counted = reviewer.is_none();
    let toggle = place.with(|query| query.marked = !is_marked).address();
    view! {
        <nav class="filters" aria-label={words::NARROWED}>
            {department.map(|name| drop(name, without_department))}
            {reviewer.map(|name| drop(name, without_reviewer))}
            {(marked > 0 || is_marked)
                .then(|| {
                    view! {
                        <a class="chip" href={toggle} aria-current={is_marked.then_some("true")}>
                            {words::ONLY_MARKED}
                            {counted.then(|| view! { <span class="chip__count">{marked}</span> })}
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<ResultRow>) -> impl IntoView {
    let heads = COLUMNS.map(|(column, name, number)| {
        view! {
            <th scope="col" id={column} class:num={number}>
                {name}
                <Grip column name />
            </th>
        }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::PEOPLE_CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::PEOPLE_CAPTION}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: ResultRow) -> impl IntoView {
    let number = |score: Option<Score>| match score {
        Some(score) => score.to_string().into_any(),
        None => view! { <span class="muted">{words::NONE}</span> }.into_any(),
    };
    let head = row.head.clone();
    let reviewer = head.reviewer.as_ref().map_or_else(|| words::NO_REVIEWER.to_owned(), |who| who.name.clone());
    let marked = !row.marks.is_empty();
    view! {
        <tr data-mark={marked.then_some("warning")}>
            <th scope="row">
                <ResultPerson head={head.clone()} />
            </th>
            <td class="nowrap">{reviewer}</td>
            <td>
                <ReviewBadge state={head.state} exempt={head.exempt} />
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

#[component]
fn Explained() -> impl IntoView {
    view! {
        <details class="fold">
            <summary>{words::MARKS_EXPLAINED}</summary>
            <div class="fold__body">
                <dl class="dl">
                    {words::MARKS_EXPLANATIONS
                        .iter()
                        .map(|(mark, meaning)| {
                            view! {
                                <div>
                                    <dt>{*mark}</dt>
                                    <dd>{*meaning}</dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
            </div>
        </details>
    }
    .into_any()
}
