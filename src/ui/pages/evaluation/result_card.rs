//! Scores that stand: the reviewer's with its rank, the employee's own, last year's.
use super::{receipt::ReceiptFold, score::lines};
use crate::{
    api::reviews::{LastYear, ManagerPart, SelfPart},
    domain::score::Receipt,
    ui::messages::evaluation,
};
use leptos::prelude::*;

#[component]
pub fn ResultCard(
    title: &'static str,
    part: ManagerPart,
    /// The self-evaluation's score, to compare.
    #[prop(optional_no_strip)]
    own: Option<Receipt>,
    #[prop(optional_no_strip)] last: Option<LastYear>,
) -> impl IntoView {
    let ManagerPart { content, receipt, rank, adjusted, .. } = part;
    let is_adjusted = adjusted.is_some();
    let counts = content.accepted.map(|accepted| if accepted { evaluation::CHANGES_COUNT } else { evaluation::CHANGES_DO_NOT });
    let computed = rank.clone().filter(|_| is_adjusted);
    let shown = adjusted.as_ref().map(|(rank, _)| rank.clone()).or(rank);
    view! {
        <section class="scorecard" aria-label={title}>
            <p class="scorecard__label">{title}</p>
            <p class="scorecard__value num">{total(receipt.as_ref())}</p>
            {shown
                .map(|rank| {
                    view! {
                        <span class="rank" data-adjusted={is_adjusted.then_some("")}>
                            <span class="visually-hidden">{evaluation::RANK} " "</span>
                            {rank}
                        </span>
                    }
                })}
            {computed
                .map(|rank| {
                    view! { <p class="small">{evaluation::COMPUTED_RANK} ": " <strong>{rank}</strong></p> }
                })}
            {adjusted
                .map(|(_, reason)| {
                    view! { <p class="small">{evaluation::ADJUSTED_BECAUSE} " " <span class="readonly">{reason}</span></p> }
                })}
            {counts.map(|words| view! { <p class="muted small">{words}</p> })}
            <Compare own last />
            {receipt.map(|receipt| view! { <Fold receipt /> })}
        </section>
    }
    .into_any()
}

#[component]
pub fn SelfCard(title: &'static str, part: SelfPart) -> impl IntoView {
    view! {
        <section class="scorecard scorecard--self" aria-label={title}>
            <p class="scorecard__label">{title}</p>
            <p class="scorecard__value num">{total(part.receipt.as_ref())}</p>
            {part.receipt.map(|receipt| view! { <Fold receipt /> })}
        </section>
    }
    .into_any()
}

/// What to compare a score with, in one line each.
#[component]
pub fn Compare(
    #[prop(optional_no_strip)] own: Option<Receipt>,
    #[prop(optional_no_strip)] last: Option<LastYear>,
) -> impl IntoView {
    let own = own.map(|receipt| (evaluation::SELF_SCORE.to_owned(), receipt.total.to_string()));
    let last = last.map(|last| {
        let score = last.score.map(|score| score.to_string());
        let words = evaluation::score_and_rank(score.as_deref(), last.rank.as_deref());
        (format!("{} ({})", evaluation::LAST_YEAR, last.year), words)
    });
    let facts: Vec<_> = [own, last].into_iter().flatten().collect();
    (!facts.is_empty())
        .then(|| {
            let facts = facts
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd class="num">{value}</dd>
                        </div>
                    }
                })
                .collect_view();
            view! { <dl class="dl scorecard__compare">{facts}</dl> }
        })
        .into_any()
}

fn total(receipt: Option<&Receipt>) -> String {
    receipt.map_or_else(|| evaluation::NO_POINTS.into(), |receipt| receipt.total.to_string())
}

#[component]
fn Fold(receipt: Receipt) -> impl IntoView {
    let (lines, total) = (lines(&receipt), receipt.total.to_string());
    view! { <ReceiptFold lines={Signal::stored(lines)} total={Signal::stored(total)} /> }.into_any()
}
