//! The directory's table. The heads are links that order it.
use super::{
    address,
    badges::{AccessBadge, PersonCell, RoleBadges, StatusBadge},
};
use crate::{
    api::people::{DirectoryQuery, PersonRow},
    ui::{
        components::Grip,
        messages::{common, people},
    },
};
use leptos::prelude::*;

#[component]
pub fn PeopleTable(rows: Vec<PersonRow>, query: DirectoryQuery) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={common::PEOPLE}>
            <table class="table">
                <caption class="visually-hidden">{people::TABLE_CAPTION}</caption>
                <thead>
                    <tr>
                        <SortHead query={query.clone()} order="name" words={people::PERSON} column="people-name" />
                        <SortHead query={query.clone()} order="employee_no" words={people::EMPLOYEE_NO} column="people-no" />
                        <SortHead
                            query={query.clone()}
                            order="department"
                            words={people::DEPARTMENT}
                            column="people-department"
                        />
                        <th scope="col">{people::GRADE}</th>
                        <SortHead query={query.clone()} order="manager" words={people::MANAGER} column="people-manager" />
                        <th scope="col">{people::STATUS}</th>
                        <th scope="col">{people::ROLES}</th>
                        <SortHead query order="joined" words={people::JOINED} column="people-joined" />
                        <th scope="col">{people::ACCESS}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn SortHead(query: DirectoryQuery, order: &'static str, words: &'static str, column: &'static str) -> impl IntoView {
    view! {
        <th scope="col" id={column} aria-sort={address::aria_sort(&query, order)}>
            <a class="table__sort" href={address::href(&address::sorted_by(&query, order))} data-noscroll="">
                {words}
            </a>
            <Grip column name={words} />
        </th>
    }
}

#[component]
fn Row(row: PersonRow) -> impl IntoView {
    let (access, status) = (row.access, row.status);
    let manager = row.manager.map_or_else(
        || view! { <span class="muted">{people::NO_MANAGER}</span> }.into_any(),
        |manager| view! { <a href={format!("/people/{}", manager.id)}>{manager.name}</a> }.into_any(),
    );
    view! {
        <tr>
            <th scope="row">
                <PersonCell name={row.person.name} sub={row.job_title} href={format!("/people/{}", row.person.id)} />
            </th>
            <td class="nowrap">{row.person.employee_no}</td>
            <td>{row.department}</td>
            <td>{row.grade} " " <span class="muted small">{row.employee_type}</span></td>
            <td>{manager}</td>
            <td>
                <StatusBadge status />
            </td>
            <td>
                <RoleBadges roles={row.roles} />
            </td>
            <td class="nowrap">{row.joined.unwrap_or_else(|| people::UNKNOWN.into())}</td>
            <td>
                <AccessBadge access status />
            </td>
        </tr>
    }
    .into_any()
}
