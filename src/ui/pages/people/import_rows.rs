//! The file row by row: what happens to it, and in detail what changes or what is wrong.
use super::{import::ImportQuery, import_preview::Figures};
use crate::{
    api::people::ImportView,
    domain::import::{Fate, FieldDiff, KnownPerson, PlannedRow, RowProblem},
    ui::{
        components::{Icon, Pagination},
        messages::people::{self, import as words},
    },
};
use leptos::prelude::*;

#[component]
pub fn ImportRows(staged: ImportView, query: ImportQuery) -> impl IntoView {
    if staged.rows.is_empty() {
        return view! { <NoRows query /> }.into_any();
    }
    let (page, pages, total) = (staged.page, staged.pages, Figures::of(&staged).meeting(&query.only));
    let label = words::fate_name(&query.only);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={label}>
            <table class="table">
                <caption class="visually-hidden">{label}</caption>
                <thead>
                    <tr>
                        <th class="num" scope="col">
                            {words::LINE}
                        </th>
                        <th scope="col">{people::EMPLOYEE_NO}</th>
                        <th scope="col">{people::FULL_NAME}</th>
                        <th scope="col">{words::FATE}</th>
                        <th scope="col">{words::WHAT}</th>
                    </tr>
                </thead>
                <tbody>{staged.rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
        <Pagination
            page
            pages
            total
            href={move |page| {
                ImportQuery {
                    page,
                    ..query.clone()
                }
                    .href()
            }}
        />
    }
    .into_any()
}

#[component]
fn NoRows(query: ImportQuery) -> impl IntoView {
    let title = if query.only.is_empty() { words::EMPTY_FILE } else { words::NOTHING_HERE };
    view! {
        <div class="empty-state card">
            <Icon name="filter" />
            <p class="empty-state__title">{title}</p>
            {(!query.only.is_empty())
                .then(|| {
                    view! {
                        <a class="button" href={query.narrowed("").href()} data-noscroll="">
                            {words::SHOW_ALL}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: PlannedRow) -> impl IntoView {
    let code = words::fate_code(&row.fate);
    let name = if row.full_name.is_empty() {
        view! { <span class="muted">{words::UNREAD_NAME}</span> }.into_any()
    } else {
        row.full_name.into_any()
    };
    let what = match row.fate.clone() {
        Fate::Create => view! { <Created person={row.person} /> }.into_any(),
        Fate::Change(diffs) => view! { <Changes diffs /> }.into_any(),
        Fate::Unchanged => words::AS_IT_IS.into_any(),
        Fate::Refused(problems) => view! { <Problems line={row.line} problems /> }.into_any(),
    };
    view! {
        <tr data-fate={code}>
            <td class="num">{row.line}</td>
            <th class="nowrap" scope="row">
                {if row.employee_no.is_empty() { people::UNKNOWN.to_owned() } else { row.employee_no }}
            </th>
            <td>{name}</td>
            <td>
                <span class="fate" data-fate={code}>
                    {words::fate(&row.fate)}
                </span>
            </td>
            <td>{what}</td>
        </tr>
    }
    .into_any()
}

/// What a new person would be, in one line.
fn outline(person: &KnownPerson) -> String {
    let manager = person.manager.as_ref().map(|no| words::reports_to(&no.0));
    let parts = [
        person.department.clone(),
        person.employee_type.clone().zip(person.grade.clone()).map(|(under, name)| words::grade(&under, &name)),
        Some(person.job_title.clone()),
        manager,
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn Created(#[prop(optional_no_strip)] person: Option<KnownPerson>) -> impl IntoView {
    view! { <span class="muted small">{person.as_ref().map(outline)}</span> }
}

#[component]
fn Changes(diffs: Vec<FieldDiff>) -> impl IntoView {
    view! {
        <ul class="stack stack--tight">
            {diffs
                .into_iter()
                .map(|diff| {
                    view! {
                        <li>
                            <strong>{words::column(diff.column)}</strong>
                            " "
                            <del>{words::value(diff.column, &diff.before)}</del>
                            <span class="visually-hidden">" " {words::BECOMES} " "</span>
                            <ins>{words::value(diff.column, &diff.after)}</ins>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Problems(line: u64, problems: Vec<RowProblem>) -> impl IntoView {
    view! {
        <ul class="stack stack--tight">
            {problems.iter().map(|problem| view! { <li>{words::row_problem(line, problem)}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{EmployeeNo, EmploymentStatus};

    #[test]
    fn an_outline_says_what_is_known() {
        let mut person = KnownPerson {
            employee_no: EmployeeNo("EMP0042".into()),
            full_name: "Akira Sato".into(),
            email: "akira.sato@example.com".into(),
            department: Some("Platform".into()),
            employee_type: Some("Engineer".into()),
            grade: Some("G4".into()),
            job_title: "Developer".into(),
            manager: Some(EmployeeNo("EMP0001".into())),
            status: EmploymentStatus::Active,
            roles: std::collections::BTreeSet::new(),
            joined_on: None,
        };
        assert_eq!(outline(&person), "Platform · G4 (Engineer) · Developer · reports to EMP0001");
        (person.job_title, person.manager, person.grade) = (String::new(), None, None);
        assert_eq!(outline(&person), "Platform");
    }
}
