//! The four figures, each a filter of what stands below.
use crate::{api::delegations::Figures, ui::messages::delegation as words};
use leptos::prelude::*;

#[component]
pub fn FigureCards(figures: Figures, show: String) -> impl IntoView {
    let cards = [
        ("covered", "success", figures.covered, words::COVERED, words::COVERED_NOTE),
        ("ending", "info", figures.ending, words::ENDING, words::ENDING_NOTE),
        ("uncovered", "danger", figures.uncovered, words::UNCOVERED, words::UNCOVERED_NOTE),
        ("overdue", "warning", figures.overdue, words::OVERDUE, words::OVERDUE_NOTE),
    ];
    let card = |(code, tone, count, label, note): (&'static str, &'static str, u64, &'static str, &'static str)| {
        let is_here = show == code;
        let href = if is_here { "/delegation".to_owned() } else { format!("/delegation?show={code}") };
        let tone = if count == 0 { "neutral" } else { tone };
        view! {
            <a class="figure-card" href={href} data-tone={tone} aria-current={is_here.then_some("true")}>
                <span class="figure-card__value num">{count}</span>
                <span class="figure-card__label">{label}</span>
                <span class="figure-card__note">{note}</span>
            </a>
        }
    };
    view! {
        <nav class="figure-cards" aria-label={words::FIGURES}>
            {cards.map(card).collect_view()}
        </nav>
    }
    .into_any()
}
