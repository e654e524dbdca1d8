//! How far each department is: HR with a bar, director and board in figures.
use crate::{
    api::{departments::SetFilter, home::DepartmentBar, views::StateCounts},
    domain::{actor::Role, target::SetState},
    ui::{
        components::{StateBar, StateLegend},
        messages::{departments as states_words, home as words},
        pages::departments::filter,
    },
};
use leptos::prelude::*;

/// Sets HR is done with.
fn approved(counts: &StateCounts) -> u64 {
    let done = |state: &SetState| matches!(state, SetState::HrApproved | SetState::TargetSettingComplete);
    counts.by_state.iter().filter(|(state, _)| done(state)).map(|(_, count)| count).sum()
}

/// All rows together, state by state.
fn sum(rows: &[DepartmentBar]) -> StateCounts {
    let of = |state: SetState| {
        let in_state = |counts: &StateCounts| {
            counts.by_state.iter().filter(|(known, _)| *known == state).map(|(_, count)| count).sum::<u64>()
        };
        rows.iter().map(|row| in_state(&row.counts)).sum::<u64>()
    };
    StateCounts {
        by_state: SetState::ALL.into_iter().map(|state| (state, of(state))).collect(),
        exempt: rows.iter().map(|row| row.counts.exempt).sum(),
        total: rows.iter().map(|row| row.counts.total).sum(),
    }
}

#[component]
pub fn Departments(rows: Vec<DepartmentBar>, role: Option<Role>) -> impl IntoView {
    let is_hr = role == Some(Role::HrAdmin);
    let company = sum(&rows);
    let legend = is_hr.then(|| {
        let href = |code: &'static str| filter::address(&SetFilter { state: code.into(), ..SetFilter::default() });
        view! { <StateLegend counts={company} href label={states_words::COMPANY_STATES} /> }
    });
    let (href, more) =
        if is_hr { ("/departments", words::OPEN_DEPARTMENTS) } else { ("/departments/sets", words::OPEN_APPROVED) };
    view! {
        <section class="section" aria-labelledby="departments">
            <div class="section__head">
                <h2 id="departments">{words::DEPARTMENTS}</h2>
                <a href={href}>{more}</a>
            </div>
            <div class="stack stack--tight">
                {legend} <div class="table-wrap" tabindex="0" role="region" aria-label={words::DEPARTMENTS_CAPTION}>
                    <table class="table">
                        <caption class="visually-hidden">{words::DEPARTMENTS_CAPTION}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words::DEPARTMENT}</th>
                                {is_hr.then(|| view! { <th scope="col">{words::PROGRESS}</th> })}
                                <th class="num" scope="col">
                                    {words::APPROVED}
                                </th>
                                <th class="num" scope="col">
                                    {words::PEOPLE}
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(|row| view! { <Row row is_hr /> }).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: DepartmentBar, is_hr: bool) -> impl IntoView {
    let done = words::of_people(approved(&row.counts), row.counts.total);
    let total = row.counts.total;
    // People without a department have no list of their own.
    let name = if row.name.is_empty() {
        view! { <span class="muted">{words::NO_DEPARTMENT}</span> }.into_any()
    } else {
        view! { <a href={row.href}>{row.name}</a> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {is_hr
                .then(|| {
                    view! {
                        <td>
                            <StateBar counts={row.counts} />
                        </td>
                    }
                })}
            <td class="num">{done}</td>
            <td class="num">{total}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(state: SetState, count: u64, exempt: u64) -> DepartmentBar {
        let counts = StateCounts { by_state: vec![(state, count)], exempt, total: count + exempt };
        DepartmentBar { name: String::new(), counts, href: String::new() }
    }

    #[test]
    fn departments_add_up() {
        let total = sum(&[bar(SetState::Draft, 2, 0), bar(SetState::Draft, 3, 1), bar(SetState::HrApproved, 4, 0)]);
        assert_eq!((total.total, total.exempt, approved(&total)), (10, 1, 4));
        assert!(total.by_state.contains(&(SetState::Draft, 5)));
    }
}
