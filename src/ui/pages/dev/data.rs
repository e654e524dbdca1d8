//! Tables, filters, pages, bars, figures, cards.
use super::{gallery::Specimen, samples};
use crate::ui::{
    components::{Pagination, StateBar},
    messages::{help::gallery as words, people::import as import_words, states},
    pages::people::{badges::PersonCell, import::FATES},
};
use leptos::prelude::*;

#[component]
pub fn Data() -> impl IntoView {
    view! {
        <Specimen name={words::CHIPS}>
            <div class="filters">
                <a class="chip" href="/dev/components" aria-current="true">
                    {words::CHIP}
                    <span class="chip__count">"4"</span>
                </a>
                <a class="chip" href="/dev/components">
                    {words::CHIP}
                    <span class="chip__count">"12"</span>
                </a>
            </div>
        </Specimen>
        <Table />
        <Specimen name={words::PAGES}>
            <Pagination page=2 pages=7 total=312 href={|_| "/dev/components".to_owned()} />
        </Specimen>
        <Bars />
        <Specimen name={words::FATES}>
            {FATES
                .into_iter()
                .map(|code| {
                    view! {
                        <span class="fate" data-fate={code}>
                            {import_words::fate_name(code)}
                        </span>
                    }
                })
                .collect_view()} <span>
                <del>{words::BOB}</del>
                " "
                <ins>{words::ALICE}</ins>
            </span>
        </Specimen>
        <Specimen name={words::CARDS}>
            <div class="card">
                <h3 class="card__title">{words::CARD}</h3>
                <p>{words::CARD_BODY}</p>
            </div>
            <div class="card card--quiet">
                <h3 class="card__title">{words::CARD_QUIET}</h3>
                <p>{words::CARD_BODY}</p>
            </div>
        </Specimen>
        <Specimen name={words::QUOTE}>
            <blockquote class="quote">{words::QUOTE_TEXT}</blockquote>
            <kbd>{words::KEY}</kbd>
            <pre class="code" tabindex="0">
                {words::CODE}
            </pre>
        </Specimen>
    }
    .into_any()
}

#[component]
fn Table() -> impl IntoView {
    let row = |name: &'static str, score: &'static str, mark: Option<&'static str>, level: Option<&'static str>| {
        view! {
            <tr data-mark={mark} data-level={level}>
                <th scope="row">
                    <PersonCell name={name.to_owned()} sub={words::JOB} href="/dev/components" />
                </th>
                <td>{words::DEPARTMENT}</td>
                <td class="num">{score}</td>
            </tr>
        }
    };
    view! {
        <Specimen name={words::TABLE}>
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::TABLE}>
                <table class="table">
                    <caption class="visually-hidden">{words::TABLE_CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col" aria-sort="ascending">
                                <a class="table__sort" href="/dev/components">
                                    {words::PERSON}
                                </a>
                            </th>
                            <th scope="col">
                                <a class="table__sort" href="/dev/components">
                                    {words::DEPARTMENT}
                                </a>
                            </th>
                            <th class="num" scope="col">
                                {words::SCORE}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {row(words::BOB, "3.4625", None, None)} {row(words::AKIRA, "0.75", Some("warning"), Some("1"))}
                        {row(words::LONG_NAME, "6.25", Some("danger"), Some("2"))}
                    </tbody>
                </table>
            </div>
        </Specimen>
    }
    .into_any()
}

/// Fit, percent, words.
const METERS: [(&str, u32, &str); 3] = [("under", 88, words::LEFT), ("exact", 100, words::EXACT), ("over", 104, words::OVER)];

#[component]
fn Bars() -> impl IntoView {
    view! {
        <Specimen name={words::BARS}>
            <section class="stack">
                <StateBar counts={samples::counts()} />
                <StateBar counts={samples::counts()} tall=true />
                <ul class="legend">
                    {samples::counts()
                        .by_state
                        .into_iter()
                        .map(|(state, count)| {
                            view! { <li data-state={state.code()}>{states::name(state)} " " <b class="num">{count}</b></li> }
                        })
                        .collect_view()}
                </ul>
                <progress class="progress" max="100" value="60" aria-label={words::BARS}>
                    {words::SIXTY}
                </progress>
            </section>
            <section class="stack">
                {METERS
                    .into_iter()
                    .map(|(fit, percent, text)| {
                        let shown = format!("{percent} %");
                        view! {
                            <div class="meter-total" data-fit={fit}>
                                <div class="meter-total__words">
                                    <strong class="num">{shown.clone()}</strong>
                                    <span>{text}</span>
                                </div>
                                <progress max="100" value={percent} aria-label={text}>
                                    {shown}
                                </progress>
                            </div>
                        }
                    })
                    .collect_view()}
            </section>
            <section class="figure-cards">
                <a class="figure-card" href="/dev/components" data-tone="warning" aria-current="true">
                    <span class="figure-card__value num">"4"</span>
                    <span class="figure-card__label">{words::FIGURE}</span>
                    <span class="figure-card__note">{words::FIGURE_NOTE}</span>
                </a>
                <a class="figure-card" href="/dev/components" data-tone="success">
                    <span class="figure-card__value num">"180"</span>
                    <span class="figure-card__label">{words::CHECK_DONE}</span>
                </a>
            </section>
        </Specimen>
    }
    .into_any()
}
