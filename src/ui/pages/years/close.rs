//! Closing a year's target setting: who is not done, why it is closed all the same, and a typed confirmation (R29).
use crate::{
    api::{error::AppError, years::YearView},
    domain::{target::SetState, validation::TEXT},
    ui::{
        components::{PostForm, Posting, StateBadge, TextArea, TextField, form::last_error},
        messages::years as words,
        pages::people::focus::focus_first,
        platform,
    },
};
use leptos::prelude::*;

/// How many sets closing would complete.
fn to_complete(year: &YearView) -> u64 {
    year.counts.by_state.iter().filter(|(state, _)| *state == SetState::HrApproved).map(|(_, count)| count).sum()
}

/// How many sets closing would leave not assessed. The names may be fewer: a page does not list a whole large company.
fn unfinished(year: &YearView) -> u64 {
    if year.unfinished.is_empty() {
        return 0;
    }
    let is_unfinished = |state: SetState| !state.is_closed() && state != SetState::HrApproved;
    let counted: u64 = year.counts.by_state.iter().filter(|(state, _)| is_unfinished(*state)).map(|(_, count)| count).sum();
    counted.max(year.unfinished.len() as u64)
}

#[component]
pub fn Close(year: YearView, action: Posting) -> impl IntoView {
    let error = last_error(action);
    let id = year.year.id;
    focus_first(error, move |field| format!("close-{id}-{field}"));
    Effect::new(move |_| {
        if error.with(|error| matches!(error, Some(AppError::NotConfirmed))) {
            request_animation_frame(move || platform::focus(&format!("close-{id}-confirm")));
        }
    });
    // An error that came back without scripts must be seen.
    let has_error = untrack(move || error.get().is_some());
    let unfinished = unfinished(&year);
    let needs_reason = unfinished > 0;
    let hint = if needs_reason { words::REASON_HINT } else { words::REASON_OPTIONAL_HINT };
    let complete = to_complete(&year);
    let name = year.year.name;
    view! {
        <details class="fold" open={has_error}>
            <summary>{words::of_year(words::CLOSE, &name)}</summary>
            <div class="fold__body stack">
                <p>{words::will_close(complete, unfinished)}</p>
                <p class="muted small">{words::CLOSE_FINAL}</p>
                <Unfinished people={year.unfinished} count={unfinished} year={name.clone()} />
                <PostForm action only={("year", id.to_string())} class="form stack">
                    <input type="hidden" name="year" value={id.to_string()} />
                    <TextArea
                        name="reason"
                        id={format!("close-{id}-reason")}
                        label={words::REASON}
                        hint
                        max={TEXT}
                        required={needs_reason}
                    />
                    <TextField
                        name="confirm"
                        id={format!("close-{id}-confirm")}
                        label={words::confirm(&name)}
                        hint={words::CONFIRM_HINT}
                        autocomplete="off"
                        required=true
                    />
                    <div class="button-row">
                        <button
                            class="button button--danger"
                            type="submit"
                            aria-busy={move || action.pending().get().then_some("true")}
                        >
                            {words::CLOSE_DO}
                        </button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}

/// Who is not done; the list scrolls by itself.
#[component]
fn Unfinished(people: Vec<(String, SetState)>, count: u64, year: String) -> impl IntoView {
    if people.is_empty() {
        return view! { <p>{words::ALL_FINISHED}</p> }.into_any();
    }
    let label = words::of_year(words::UNFINISHED, &year);
    let more = count.saturating_sub(people.len() as u64);
    view! {
        <div class="table-wrap table-wrap--tall" tabindex="0" role="region" aria-label={label}>
            <table class="table">
                <caption class="visually-hidden">{words::UNFINISHED_CAPTION}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::PERSON}</th>
                        <th scope="col">{words::STATE}</th>
                    </tr>
                </thead>
                <tbody>
                    {people
                        .into_iter()
                        .map(|(name, state)| {
                            view! {
                                <tr>
                                    <th scope="row">{name}</th>
                                    <td>
                                        <StateBadge state />
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="muted">{words::and_more(more)}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::views::{StateCounts, YearRef},
        domain::ids::FiscalYearId,
    };

    #[test]
    fn only_what_hr_approved_is_completed() {
        let by_state = vec![(SetState::Draft, 3), (SetState::HrApproved, 5), (SetState::TargetSettingComplete, 2)];
        let year = YearView {
            year: YearRef { id: FiscalYearId(1), name: "FY 2026".into() },
            starts: "1 April 2026".into(),
            ends: "31 March 2027".into(),
            windows: vec![],
            counts: StateCounts { by_state, exempt: 0, total: 10 },
            unfinished: vec![],
            may_open_target_setting: false,
            may_close_target_setting: true,
            may_open_mid_year: false,
            may_close_mid_year: false,
            may_open_evaluation: false,
            readiness: vec![],
            closing: Default::default(),
        };
        assert_eq!(to_complete(&year), 5);
        assert_eq!(unfinished(&year), 0);
        let named = vec![("Akira Sato".to_owned(), SetState::Draft)];
        assert_eq!(unfinished(&YearView { unfinished: named, ..year }), 3);
    }
}
