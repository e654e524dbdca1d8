//! Narrowing the list of sets: a search and a state as an ordinary form, the states once more as chips with counts.
use super::filter::{self, address, in_state};
use crate::{
    api::{departments::SetFilter, views::StateCounts},
    domain::target::SetState,
    ui::{
        components::{Icon, state_bar::set_states},
        messages::{departments as words, states},
        platform,
    },
};
use leptos::{prelude::*, web_sys::FormData};
use leptos_router::components::Form;
use std::sync::Arc;

/// What stands in the form's controls. It follows the address, and keeps what was typed before this code arrived.
#[derive(Clone, Copy)]
pub struct Typed {
    q: RwSignal<String>,
    state: RwSignal<String>,
}

const Q: &str = "filter-q";
const STATE: &str = "filter-state";

impl Typed {
    pub fn following(filter: Memo<SetFilter>) -> Typed {
        let start = filter.get_untracked();
        let typed = Typed {
            q: RwSignal::new(platform::typed_before(Q).unwrap_or(start.q)),
            state: RwSignal::new(platform::typed_before(STATE).unwrap_or(start.state)),
        };
        Effect::new(move |before: Option<SetFilter>| {
            let now = filter.get();
            if before.is_some_and(|before| before != now) {
                typed.q.set(now.q.clone());
                typed.state.set(now.state.clone());
            }
            now
        });
        typed
    }
}

/// The states to choose from: director and board read what is approved, and nothing else.
fn options(is_hr: bool) -> Vec<(&'static str, &'static str)> {
    let shown = |state: &SetState| is_hr || matches!(state, SetState::HrApproved | SetState::TargetSettingComplete);
    let states = SetState::ALL.into_iter().filter(shown).map(|state| (state.code(), states::name(state)));
    states.chain(is_hr.then_some(("exempt", states::EXEMPT))).collect()
}

/// Controls that narrow nothing stay out of the address, the button too.
fn tidy(sent: &FormData) {
    for name in ["", "q", "state"] {
        if sent.get(name).as_string().is_none_or(|value| value.trim().is_empty()) {
            sent.delete(name);
        }
    }
}

#[component]
pub fn FilterForm(filter: SetFilter, typed: Typed, is_hr: bool) -> impl IntoView {
    let kept = filter::pairs(&SetFilter { state: String::new(), q: String::new(), page: 1, ..filter.clone() });
    let clear = filter::is_narrow(&filter).then(|| {
        let all = address(&SetFilter { year: filter.year, ..SetFilter::default() });
        view! {
            <a class="button button--quiet" href={all}>
                {words::CLEAR}
            </a>
        }
    });
    let options = options(is_hr);
    let chosen = filter.state.clone();
    view! {
        <Form
            action={filter::PATH}
            on_form_data={Arc::new(tidy)}
            attr:class="filters"
            attr:role="search"
            attr:aria-label={words::FILTER}
        >
            {kept.into_iter().map(|(name, value)| view! { <input type="hidden" name={name} value={value} /> }).collect_view()}
            <div class="search">
                <Icon name="search" />
                <label class="visually-hidden" for={Q}>
                    {words::SEARCH}
                </label>
                <input
                    class="input"
                    id={Q}
                    name="q"
                    type="search"
                    maxlength={crate::domain::validation::LINE}
                    placeholder={words::SEARCH}
                    value={filter.q.clone()}
                    prop:value={move || typed.q.get()}
                    on:input:target={move |ev| typed.q.set(ev.target().value())}
                />
            </div>
            <div>
                <label class="visually-hidden" for={STATE}>
                    {words::STATE}
                </label>
                <select
                    class="select"
                    id={STATE}
                    name="state"
                    prop:value={move || typed.state.get()}
                    on:change:target={move |ev| typed.state.set(ev.target().value())}
                >
                    <option value="">{words::ANY_STATE}</option>
                    {options
                        .into_iter()
                        .map(|(code, name)| {
                            view! {
                                <option value={code} selected={code == chosen}>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
            <button class="button" type="submit">
                <Icon name="filter" />
                {words::APPLY}
            </button>
            {clear}
        </Form>
    }
    .into_any()
}

/// Code, name and number of every chip: all, each state somebody is in, and the chosen one even when nobody is.
fn chips(counts: &StateCounts, chosen: &str) -> Vec<(String, &'static str, u64)> {
    let mut chips = vec![(String::new(), words::ALL, counts.total)];
    chips.extend(set_states(counts).into_iter().map(|(code, name, count)| (code.to_owned(), name, count)));
    if let Ok(state) = chosen.parse::<SetState>()
        && chips.iter().all(|(code, _, _)| code != chosen)
    {
        chips.push((chosen.to_owned(), states::name(state), 0));
    }
    chips
}

#[component]
pub fn StateChips(filter: SetFilter, counts: StateCounts) -> impl IntoView {
    view! {
        <nav class="filters" aria-label={words::CHIPS}>
            {chips(&counts, &filter.state)
                .into_iter()
                .map(|(code, name, count)| {
                    view! {
                        <a
                            class="chip"
                            href={address(&in_state(&filter, &code))}
                            aria-current={(filter.state == code).then_some("true")}
                            data-noscroll=""
                        >
                            {name}
                            <span class="chip__count">{count}</span>
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::chips;
    use crate::{api::views::StateCounts, domain::target::SetState};

    #[test]
    fn the_chosen_state_has_a_chip_even_when_nobody_is_in_it() {
        let counts = StateCounts { by_state: vec![(SetState::Draft, 2)], exempt: 0, total: 2 };
        let codes = |chosen| chips(&counts, chosen).into_iter().map(|(code, _, count)| (code, count)).collect::<Vec<_>>();
        assert_eq!(codes("draft"), [(String::new(), 2), ("draft".to_owned(), 2)]);
        assert_eq!(codes("hr_approved").last(), Some(&("hr_approved".to_owned(), 0)));
        assert_eq!(codes("<b>").len(), 2);
    }
}
