//! How many have which rank: bars with their numbers in words (R27).
use super::state_bar::percents;
use crate::{domain::distribution::Distribution, ui::messages::results as words};
use leptos::prelude::*;

/// Label, count and percent, best rank first; people without a rank at the end, where there are any.
fn lines(distribution: &Distribution) -> Vec<(String, u64, u64)> {
    let mut counts: Vec<(String, u64)> =
        distribution.ranks.iter().rev().map(|rank| (rank.label.clone(), rank.count as u64)).collect();
    if distribution.unranked > 0 {
        counts.push((words::NO_RANK.to_owned(), distribution.unranked as u64));
    }
    let shares = percents(&counts.iter().map(|(_, count)| *count).collect::<Vec<_>>());
    counts.into_iter().zip(shares).map(|((label, count), share)| (label, count, share)).collect()
}

#[component]
pub fn RankBars(distribution: Distribution) -> impl IntoView {
    if distribution.assessed == 0 {
        return view! { <p class="muted">{words::NO_RANKS_YET}</p> }.into_any();
    }
    view! {
        <div class="bar-rows rank-bars" role="list">
            {lines(&distribution)
                .into_iter()
                .map(|(label, count, share)| {
                    view! {
                        <div class="bar-row" role="listitem">
                            <span class="bar-row__label">{label}</span>
                            <div class="bar" aria-hidden="true">
                                <span class={format!("bar__part w-{share}")} data-tone="info" />
                            </div>
                            <span class="num">{words::share(count, share)}</span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::RankCount;

    #[test]
    fn the_best_rank_stands_first_and_nobody_is_left_out() {
        let rank = |label: &str, count| RankCount { label: label.into(), count };
        let ranks = vec![rank("C", 1), rank("B", 0), rank("A", 2)];
        let found = lines(&Distribution { ranks, unranked: 1, assessed: 4, average: None });
        let expected = [("A", 2, 50), ("B", 0, 0), ("C", 1, 25), ("No rank", 1, 25)];
        assert_eq!(found, expected.map(|(label, count, share)| (label.to_owned(), count, share)));
    }
}
