//! The company's head figures and its one bar.
use super::filter::address;
use crate::{
    api::{
        departments::{DepartmentRow, SetFilter},
        views::StateCounts,
    },
    domain::{ids::FiscalYearId, target::SetState},
    ui::{
        components::{StateBar, StateLegend},
        messages::departments as words,
    },
};
use leptos::prelude::*;

/// How many sets are in one of `states`.
pub fn count(counts: &StateCounts, states: &[SetState]) -> u64 {
    counts.by_state.iter().filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum()
}

/// Sets nobody can approve.
pub fn without_reviewer(rows: &[DepartmentRow]) -> u64 {
    rows.iter().flat_map(|row| &row.teams).filter(|team| team.reviewer.is_none()).map(|team| team.counts.total).sum()
}

#[component]
pub fn Company(counts: StateCounts, rows: Vec<DepartmentRow>, year: FiscalYearId) -> impl IntoView {
    use SetState::{
        Draft, HrApproved, HrFeedbackRequested, ManagerApproved, RevisionRequested, SubmittedToHr, SubmittedToManager,
    };
    let of_year = SetFilter { year: Some(year), ..SetFilter::default() };
    let to = {
        let of_year = of_year.clone();
        move |state: &str| address(&SetFilter { state: state.to_owned(), ..of_year.clone() })
    };
    // Several states, so no list of its own: the bar below leads to each.
    let before = count(&counts, &[Draft, SubmittedToManager, RevisionRequested, ManagerApproved, HrFeedbackRequested]);
    let with_hr = count(&counts, &[SubmittedToHr]);
    let approved = count(&counts, &[HrApproved, SetState::TargetSettingComplete]);
    let nobody = without_reviewer(&rows);
    let nobody_href = address(&SetFilter { no_reviewer: true, ..of_year });
    let approved_state =
        if count(&counts, &[HrApproved]) == 0 && approved > 0 { SetState::TargetSettingComplete } else { HrApproved };
    view! {
        <section class="section stack" aria-labelledby="company">
            <h2 class="visually-hidden" id="company">
                {words::COMPANY}
            </h2>
            <div class="figure-cards">
                <Figure value={counts.total} label={words::PEOPLE} tone={None} href={Some(to(""))} />
                <Figure
                    value={with_hr}
                    label={words::WITH_HR}
                    tone={(with_hr > 0).then_some("info")}
                    href={Some(to(SubmittedToHr.code()))}
                />
                <Figure value={before} label={words::BEFORE_HR} tone={None} href={None} />
                <Figure value={approved} label={words::APPROVED} tone={Some("success")} href={Some(to(approved_state.code()))} />
                {(nobody > 0)
                    .then(|| {
                        view! {
                            <Figure
                                value={nobody}
                                label={words::NO_REVIEWER}
                                tone={Some("danger")}
                                href={Some(nobody_href)}
                                note={words::NO_REVIEWER_NOTE}
                            />
                        }
                    })}
            </div>
            <div class="card stack stack--tight">
                <StateBar counts={counts.clone()} tall=true />
                <StateLegend counts href={to} label={words::COMPANY_STATES} />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Figure(
    value: u64,
    label: &'static str,
    tone: Option<&'static str>,
    href: Option<String>,
    #[prop(optional)] note: Option<&'static str>,
) -> impl IntoView {
    let inside = view! {
        <span class="figure-card__value num">{value}</span>
        <span class="figure-card__label">{label}</span>
        {note.map(|note| view! { <span class="figure-card__note">{note}</span> })}
    };
    match href {
        Some(href) => view! {
            <a class="figure-card" href={href} data-tone={tone}>
                {inside}
            </a>
        }
        .into_any(),
        None => view! {
            <div class="figure-card" data-tone={tone}>
                {inside}
            </div>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::departments::TeamRow, domain::ids::PersonId};

    #[test]
    fn sets_without_a_reviewer_are_counted_across_departments() {
        let team = |reviewer: Option<i64>, total| TeamRow {
            reviewer: reviewer.map(|id| (PersonId(id), String::new())),
            counts: StateCounts { total, ..StateCounts::default() },
        };
        let row = |teams| DepartmentRow { department: None, head: None, counts: StateCounts::default(), team_count: 1, teams };
        assert_eq!(without_reviewer(&[row(vec![team(None, 2), team(Some(1), 5)]), row(vec![team(None, 1)])]), 3);
    }
}
