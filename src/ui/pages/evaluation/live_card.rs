//! The score as it grows while somebody rates; it stays in sight.
use super::{receipt::ReceiptFold, score::Card};
use crate::ui::messages::evaluation;
use leptos::prelude::*;

/// `children` stand under the figure: what to compare it with.
#[component]
pub fn LiveCard(
    title: &'static str,
    card: Memo<Card>,
    /// The employee's.
    #[prop(optional)]
    own: bool,
    /// A rank is to be seen here, now or once everything is rated.
    #[prop(optional)]
    ranked: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let figure = move || {
        card.with(|card| if card.partial.rated == 0 { evaluation::NO_POINTS.into() } else { card.partial.so_far.to_string() })
    };
    let rank = move || {
        card.with(|card| card.rank.clone()).map(|rank| {
            view! {
                <span class="rank">
                    <span class="visually-hidden">{evaluation::RANK} " "</span>
                    {rank}
                </span>
            }
        })
    };
    let waits = move || {
        (ranked && !card.with(|card| card.partial.is_whole()))
            .then(|| view! { <p class="muted small">{evaluation::NO_RANK_YET}</p> })
    };
    view! {
        <section class="scorecard scorecard--live" class:scorecard--self={own} aria-label={title}>
            <p class="scorecard__label">{title}</p>
            <p class="scorecard__value num">{figure}</p>
            {rank}
            <p class="small" role="status">
                {move || card.with(|card| evaluation::rated(&card.partial))}
            </p>
            {waits}
            {children.map(|children| children())}
            <ReceiptFold
                lines={Signal::derive(move || card.with(|card| card.lines.clone()))}
                total={Signal::derive(move || card.with(|card| card.partial.so_far.to_string()))}
            />
        </section>
    }
    .into_any()
}
