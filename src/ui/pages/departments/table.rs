//! Departments as rows that unfold to their teams. What is unfolded stands in the address, so it works without scripts.
use super::{company::without_reviewer, filter::address, open::Open};
use crate::{
    api::{
        departments::{DepartmentRow, SetFilter, TeamRow},
        views::StateCounts,
    },
    domain::{
        ids::{DepartmentId, FiscalYearId},
        target::SetState,
    },
    ui::{
        components::{Icon, StateBar},
        messages::{departments as words, states},
    },
};
use leptos::prelude::*;

/// The states that get a column: the five of the straight way always, the others where somebody is in them.
fn columns(counts: &StateCounts) -> Vec<(&'static str, &'static str)> {
    use SetState::{Draft, HrApproved, ManagerApproved, SubmittedToHr, SubmittedToManager};
    let always = [Draft, SubmittedToManager, ManagerApproved, SubmittedToHr, HrApproved];
    let shown = |state: &SetState| always.contains(state) || figure(counts, state.code()) > 0;
    let mut columns: Vec<_> = SetState::ALL.into_iter().filter(shown).map(|state| (state.code(), states::name(state))).collect();
    if counts.exempt > 0 {
        columns.push(("exempt", states::EXEMPT));
    }
    columns
}

/// The number behind a column; the total for an empty code.
fn figure(counts: &StateCounts, code: &str) -> u64 {
    match code {
        "" => counts.total,
        "exempt" => counts.exempt,
        code => counts.by_state.iter().filter(|(state, _)| state.code() == code).map(|(_, count)| count).sum(),
    }
}

#[component]
pub fn DepartmentTable(rows: Vec<DepartmentRow>, counts: StateCounts, year: FiscalYearId, open: Memo<Open>) -> impl IntoView {
    let columns = columns(&counts);
    let ids: Vec<DepartmentId> = rows.iter().filter_map(|row| row.department.as_ref().map(|department| department.id)).collect();
    let heads = columns
        .iter()
        .map(|(code, name)| {
            view! {
                <th class="num" scope="col">
                    <abbr title={*name}>{words::short(code).unwrap_or(*name)}</abbr>
                </th>
            }
        })
        .collect_view();
    let foot = view! {
        <Figures
            counts={counts.clone()}
            columns={columns.clone()}
            of={Some(SetFilter::default())}
            year
            place={words::TOTAL.to_owned()}
        />
    };
    let body = move || {
        let open = open.get();
        rows.iter()
            .map(|row| view! { <Department row={row.clone()} open={open.clone()} ids={ids.clone()} columns={columns.clone()} year /> })
            .collect_view()
    };
    let all = move || {
        let (next, words) = if open.get() == Open::All { (Open::None, words::CLOSE_ALL) } else { (Open::All, words::OPEN_ALL) };
        view! {
            <a href={next.address(year)} data-noscroll="">
                {words}
            </a>
        }
    };
    view! {
        <section class="section" aria-labelledby="by-department">
            <div class="section__head">
                <h2 id="by-department">{words::TABLE}</h2>
                {all}
            </div>
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::CAPTION}>
                <table class="table">
                    <caption class="visually-hidden">{words::CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::DEPARTMENT}</th>
                            <th scope="col">{words::PROGRESS}</th>
                            {heads}
                            <th class="num" scope="col">
                                {words::ALL}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{words::TOTAL}</th>
                            <td>
                                <StateBar counts />
                            </td>
                            {foot}
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Department(
    row: DepartmentRow,
    open: Open,
    ids: Vec<DepartmentId>,
    columns: Vec<(&'static str, &'static str)>,
    year: FiscalYearId,
) -> impl IntoView {
    let id = row.department.as_ref().map(|department| department.id);
    let name = row.department.as_ref().map_or_else(|| words::NO_DEPARTMENT.to_owned(), |department| department.name.clone());
    // People without a department are few and cannot be folded by its id: their teams always show.
    let is_open = id.is_none_or(|id| open.holds(id));
    let missing = without_reviewer(std::slice::from_ref(&row));
    let of = id.map(|id| SetFilter { department: Some(id), ..SetFilter::default() });
    let fold = id.map(|id| {
        let icon = if is_open { "chevron-down" } else { "chevron-right" };
        view! {
            <a
                class="button button--quiet button--icon button--small"
                href={open.toggled(id, &ids).address(year)}
                data-noscroll=""
            >
                <Icon name={icon} />
                <span class="visually-hidden">{words::unfold(&name, is_open)}</span>
            </a>
        }
    });
    let warning = (missing > 0).then(|| {
        let words = words::without_reviewer(missing);
        match of.clone() {
            Some(of) => {
                let href = address(&SetFilter { year: Some(year), no_reviewer: true, ..of });
                view! {
                    <a class="badge" data-tone="danger" href={href}>
                        {words}
                    </a>
                }
                .into_any()
            }
            None => view! {
                <span class="badge" data-tone="danger">
                    {words}
                </span>
            }
            .into_any(),
        }
    });
    let teams = is_open.then(|| {
        row.teams
            .iter()
            .map(|team| view! { <Team team={team.clone()} of={of.clone()} columns={columns.clone()} year department={name.clone()} /> })
            .collect_view()
    });
    view! {
        <tr>
            <th scope="row">
                <span class="cluster nowrap">
                    {fold} <span>{name.clone()}</span>
                    <span class="muted small nowrap">{words::teams(row.team_count as usize)}</span> {warning}
                </span>
            </th>
            <td>
                <StateBar counts={row.counts.clone()} />
            </td>
            <Figures counts={row.counts} columns of year place={name} />
        </tr>
        {teams}
    }
    .into_any()
}

#[component]
fn Team(
    team: TeamRow,
    of: Option<SetFilter>,
    columns: Vec<(&'static str, &'static str)>,
    year: FiscalYearId,
    department: String,
) -> impl IntoView {
    let nobody = team.reviewer.is_none();
    let (filter, name) = match team.reviewer {
        Some((id, name)) => (Some(SetFilter { reviewer: Some(id), ..of.unwrap_or_default() }), name),
        None => (of.map(|of| SetFilter { no_reviewer: true, ..of }), words::NO_REVIEWER.to_owned()),
    };
    let place = format!("{name}, {department}");
    view! {
        <tr data-level="1" data-mark={nobody.then_some("danger")}>
            <th scope="row">
                {if nobody {
                    view! {
                        <span class="badge" data-tone="danger">
                            {name}
                        </span>
                    }
                        .into_any()
                } else {
                    name.into_any()
                }}
            </th>
            <td>
                <StateBar counts={team.counts.clone()} />
            </td>
            <Figures counts={team.counts} columns of={filter} year place />
        </tr>
    }
    .into_any()
}

/// The numbers of one row, each leading to the sets behind it. Without `of` there is no filter that would show them.
#[component]
fn Figures(
    counts: StateCounts,
    columns: Vec<(&'static str, &'static str)>,
    of: Option<SetFilter>,
    year: FiscalYearId,
    place: String,
) -> impl IntoView {
    columns
        .into_iter()
        .chain([("", words::ALL)])
        .map(|(code, name)| {
            let number = figure(&counts, code);
            let inside = match &of {
                Some(of) if number > 0 => {
                    let href = address(&SetFilter { year: Some(year), state: code.to_owned(), ..of.clone() });
                    view! {
                        <a href={href} aria-label={words::figure(number, name, &place)}>
                            {number}
                        </a>
                    }
                    .into_any()
                }
                _ if number > 0 => number.into_any(),
                _ => view! { <span class="muted">{number}</span> }.into_any(),
            };
            view! { <td class="num">{inside}</td> }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_off_the_straight_way_get_a_column_when_somebody_is_there() {
        let counts =
            StateCounts { by_state: vec![(SetState::NotAssessed, 1), (SetState::RevisionRequested, 0)], exempt: 2, total: 3 };
        let codes: Vec<_> = columns(&counts).into_iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            ["draft", "submitted_to_manager", "manager_approved", "submitted_to_hr", "hr_approved", "not_assessed", "exempt"]
        );
        assert_eq!((figure(&counts, ""), figure(&counts, "exempt"), figure(&counts, "not_assessed")), (3, 2, 1));
    }
}
