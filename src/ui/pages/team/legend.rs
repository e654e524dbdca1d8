//! The states of a bar in words and numbers, each leading to the people behind it.
use crate::{api::views::StateCounts, ui::messages::states};
use leptos::prelude::*;

/// Code, name and number of every state somebody is in; exempt ones last.
pub fn parts(counts: &StateCounts) -> Vec<(&'static str, &'static str, u64)> {
    let states = counts.by_state.iter().map(|(state, count)| (state.code(), states::name(*state), *count));
    states.chain([("exempt", states::EXEMPT, counts.exempt)]).filter(|(_, _, count)| *count > 0).collect()
}

/// `href` makes the address for a state's code.
#[component]
pub fn StateLegend(counts: StateCounts, href: impl Fn(&'static str) -> String, label: &'static str) -> impl IntoView {
    view! {
        <ul class="legend" aria-label={label}>
            {parts(&counts)
                .into_iter()
                .map(|(code, name, count)| {
                    view! {
                        <li data-state={code}>
                            <a href={href(code)}>{name}</a>
                            <b class="num">{count}</b>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::{api::views::StateCounts, domain::target::SetState};

    #[test]
    fn only_states_somebody_is_in_are_named() {
        let counts = StateCounts { by_state: vec![(SetState::Draft, 0), (SetState::HrApproved, 3)], exempt: 1, total: 4 };
        let codes: Vec<_> = parts(&counts).into_iter().map(|(code, _, count)| (code, count)).collect();
        assert_eq!(codes, [("hr_approved", 3), ("exempt", 1)]);
    }
}
