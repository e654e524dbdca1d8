//! How the team's evaluation stands: figures, states, ranks, and who is missing.
use super::listing::{Listing, Show};
use crate::{
    api::results::{ResultRow, TeamResultsView},
    domain::review::ReviewState,
    ui::{
        components::{
            CountBar, CountLegend, RankBars,
            listing::Choice,
            state_bar::{Counted, review_states},
        },
        messages::{results as words, states, team},
    },
};
use leptos::prelude::*;

/// So many names stand in the line; the table shows the rest.
const NAMED: usize = 6;

/// Every state somebody is in, exempt people last.
fn states_of(rows: &[ResultRow]) -> Vec<Counted> {
    let counts = ReviewState::ALL.map(|state| (state, Show::In(state).count(rows) as u64));
    let exempt = ("exempt", states::EXEMPT, Show::Exempt.count(rows) as u64);
    review_states(&counts).into_iter().chain((exempt.2 > 0).then_some(exempt)).collect()
}

#[component]
pub fn Summary(answer: TeamResultsView, listing: Memo<Listing>) -> impl IntoView {
    let TeamResultsView { rows, distribution, complete, of, missing, .. } = answer;
    let mine = Show::Mine.count(&rows);
    let average = distribution.average.map_or_else(|| words::NONE.to_owned(), |average| average.to_string());
    let parts = states_of(&rows);
    let here = listing.get_untracked();
    let legend = parts.iter().map(|part| (*part, Some(here.showing(Show::parse(part.0)).to()))).collect();
    let done = (of > 0 && complete == of).then_some("success");
    view! {
        <section class="section stack" aria-labelledby="summary">
            <h2 class="visually-hidden" id="summary">
                {words::SUMMARY}
            </h2>
            <div class="figure-cards">
                <Figure
                    show={Show::Mine}
                    value={mine.to_string()}
                    label={words::MINE}
                    tone={(mine > 0).then_some("warning")}
                    listing
                />
                <Figure show={Show::Missing} value={missing.len().to_string()} label={words::MISSING} tone={None} listing />
                <div class="figure-card" data-tone={done}>
                    <span class="figure-card__value num">{words::of(complete, of)}</span>
                    <span class="figure-card__label">{words::COMPLETE}</span>
                </div>
                <div class="figure-card">
                    <span class="figure-card__value num">{average}</span>
                    <span class="figure-card__label">{words::AVERAGE}</span>
                    <span class="figure-card__note">{words::average_of(distribution.assessed)}</span>
                </div>
            </div>
            <div class="columns-2">
                <div class="card stack stack--tight">
                    <h3 class="card__title">{words::STATES}</h3>
                    <CountBar parts tall=true />
                    <CountLegend parts={legend} label={words::STATES} />
                    <Missing names={missing} listing />
                </div>
                <div class="card">
                    <h3 class="card__title">{words::RANKS}</h3>
                    <RankBars distribution />
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Missing(names: Vec<String>, listing: Memo<Listing>) -> impl IntoView {
    if names.is_empty() {
        return ().into_any();
    }
    let rest = names.len().saturating_sub(NAMED);
    let named = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    view! {
        <p class="small">
            <strong>{words::MISSING}": "</strong>
            {named}
            {(rest > 0).then(|| format!(" {}", team::more(rest)))}
            ". "
            <a href={move || listing.get().showing(Show::Missing).to()}>{words::SHOW_MISSING}</a>
        </p>
    }
    .into_any()
}

#[component]
fn Figure(show: Show, value: String, label: &'static str, tone: Option<&'static str>, listing: Memo<Listing>) -> impl IntoView {
    view! {
        <a
            class="figure-card"
            href={move || listing.get().showing(show).to()}
            data-tone={tone}
            aria-current={move || (listing.get().show == show).then_some("true")}
        >
            <span class="figure-card__value num">{value}</span>
            <span class="figure-card__label">{label}</span>
        </a>
    }
    .into_any()
}
