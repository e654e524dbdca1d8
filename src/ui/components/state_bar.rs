//! How many are in which state: one bar, and the same in words. Sets and reviews share it.
use crate::{
    api::views::StateCounts,
    domain::review::ReviewState,
    ui::messages::{reviews, states},
};
use leptos::prelude::*;

/// A state's code, its name, and how many are in it.
pub type Counted = (&'static str, &'static str, u64);

/// Every state some set is in; exempt ones last.
pub fn set_states(counts: &StateCounts) -> Vec<Counted> {
    let states = counts.by_state.iter().map(|(state, count)| (state.code(), states::name(*state), *count));
    states.chain([("exempt", states::EXEMPT, counts.exempt)]).filter(|(_, _, count)| *count > 0).collect()
}

/// Every state some review is in.
pub fn review_states(counts: &[(ReviewState, u64)]) -> Vec<Counted> {
    let states = counts.iter().map(|(state, count)| (state.code(), reviews::state(*state), *count));
    states.filter(|(_, _, count)| *count > 0).collect()
}

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
    view! { <CountBar parts={set_states(&counts)} tall /> }
}

#[component]
pub fn CountBar(parts: Vec<Counted>, #[prop(optional)] tall: bool) -> impl IntoView {
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
    use super::*;
    use crate::domain::target::SetState;

    #[test]
    fn shares_total_one_hundred() {
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[0, 5]), [0, 100]);
        assert_eq!(percents(&[]), Vec::<u64>::new());
        assert_eq!(percents(&[0, 0]), [0, 0]);
        assert_eq!(percents(&[199, 1]).iter().sum::<u64>(), 100);
    }

    #[test]
    fn only_states_somebody_is_in_are_named() {
        let counts = StateCounts { by_state: vec![(SetState::Draft, 0), (SetState::HrApproved, 3)], exempt: 1, total: 4 };
        let codes: Vec<_> = set_states(&counts).into_iter().map(|(code, _, count)| (code, count)).collect();
        assert_eq!(codes, [("hr_approved", 3), ("exempt", 1)]);
        let reviews = review_states(&[(ReviewState::SelfEvalDraft, 2), (ReviewState::Archived, 0)]);
        assert_eq!(reviews, [("self_eval_draft", "Self-evaluation", 2)]);
    }
}
