//! The company's head figures, its states and its ranks.
use super::place::Place;
use crate::{
    api::results::Part,
    domain::review::ReviewState,
    ui::{
        components::{CountBar, CountLegend, RankBars, state_bar::review_states},
        messages::results as words,
    },
};
use leptos::prelude::*;

/// How many are in one of the states that `wanted` names.
fn count(part: &Part, wanted: fn(ReviewState) -> bool) -> u64 {
    part.states.iter().filter(|(state, _)| wanted(*state)).map(|(_, count)| count).sum()
}

#[component]
pub fn Company(part: Part, place: Place) -> impl IntoView {
    let average = part.distribution.average.map_or_else(|| words::NONE.to_owned(), |average| average.to_string());
    let with_board = count(&part, |state| state == ReviewState::HrReviewComplete);
    let approved = count(&part, ReviewState::is_frozen);
    let all_complete = part.of > 0 && part.complete == part.of;
    let marked = place.whole().with(|query| query.marked = true).to_people();
    let parts = review_states(&part.states);
    let legend = parts.iter().map(|part| (*part, None)).collect();
    view! {
        <section class="section stack" aria-labelledby="company">
            <h2 class="visually-hidden" id="company">
                {words::COMPANY}
            </h2>
            <div class="figure-cards figure-cards--many">
                <Figure value={part.of.to_string()} label={words::PEOPLE} />
                <Figure
                    value={part.complete.to_string()}
                    label={words::COMPLETE}
                    tone={all_complete.then_some("success")}
                    note={words::of_all(part.of)}
                />
                <Figure value={average} label={words::AVERAGE} note={words::average_of(part.distribution.assessed)} />
                <Figure value={with_board.to_string()} label={words::WITH_BOARD} />
                <Figure
                    value={approved.to_string()}
                    label={words::APPROVED}
                    tone={(part.of > 0 && approved == part.of).then_some("success")}
                />
                <a class="figure-card" href={marked} data-tone={(part.marks > 0).then_some("warning")}>
                    <span class="figure-card__value num">{part.marks}</span>
                    <span class="figure-card__label">{words::WITH_MARK}</span>
                    <span class="figure-card__note">{words::WITH_MARK_NOTE}</span>
                </a>
            </div>
            <div class="columns-2">
                <div class="card stack stack--tight">
                    <h3 class="card__title">{words::STATES}</h3>
                    <CountBar parts tall=true />
                    <CountLegend parts={legend} label={words::STATES} />
                </div>
                <div class="card">
                    <h3 class="card__title">{words::RANKS}</h3>
                    <RankBars distribution={part.distribution} />
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Figure(
    value: String,
    label: &'static str,
    #[prop(optional_no_strip)] tone: Option<&'static str>,
    #[prop(optional, into)] note: Option<String>,
) -> impl IntoView {
    view! {
        <div class="figure-card" data-tone={tone}>
            <span class="figure-card__value num">{value}</span>
            <span class="figure-card__label">{label}</span>
            {note.map(|note| view! { <span class="figure-card__note">{note}</span> })}
        </div>
    }
    .into_any()
}
