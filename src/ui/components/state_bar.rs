//! How many sets are in which state: one bar, and the same in words.
use crate::{api::views::StateCounts, ui::messages::states};
use leptos::prelude::*;

/// Whole percents that total 100 exactly, the remainders going to the largest fractions.
pub fn percents(counts: &[u64]) -> Vec<u64> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let mut shares: Vec<u64> = counts.iter().map(|count| count * 100 / total).collect();
    let mut by_rest: Vec<usize> = (0..counts.len()).collect();
    by_rest.sort_by_key(|&i| std::cmp::Reverse(counts[i] * 100 % total));
    let missing = 100 - shares.iter().sum::<u64>();
    for &i in by_rest.iter().take(usize::try_from(missing).unwrap_or_default()) {
        shares[i] += 1;
    }
    shares
}

#[component]
pub fn StateBar(counts: StateCounts, #[prop(optional)] tall: bool) -> impl IntoView {
    let mut parts: Vec<(&'static str, &'static str, u64)> =
        counts.by_state.iter().map(|(state, count)| (state.code(), states::name(*state), *count)).collect();
    parts.push(("exempt", states::EXEMPT, counts.exempt));
    parts.retain(|(_, _, count)| *count > 0);
    let shares = percents(&parts.iter().map(|(_, _, count)| *count).collect::<Vec<_>>());
    let words = parts.iter().map(|(_, name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ");
    view! {
        <div class="bar" class:bar--tall=tall role="img" aria-label=words>
            {parts
                .into_iter()
                .zip(shares)
                .map(|((code, name, count), share)| {
                    view! {
                        <span class=format!("bar__part w-{share}") data-state=code title=format!("{count} {name}")></span>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::percents;

    #[test]
    fn shares_total_one_hundred() {
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[0, 5]), [0, 100]);
        assert_eq!(percents(&[]), Vec::<u64>::new());
        assert_eq!(percents(&[0, 0]), [0, 0]);
        assert_eq!(percents(&[199, 1]).iter().sum::<u64>(), 100);
    }
}
