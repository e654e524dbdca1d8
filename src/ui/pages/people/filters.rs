//! Search and filters above the directory: an ordinary form whose answer is another address.
use super::address;
use crate::{
    api::{people::DirectoryQuery, views::DepartmentRef},
    domain::person::EmploymentStatus,
    ui::{
        components::Icon,
        messages::{common, people},
    },
};
use leptos::prelude::*;
use leptos_router::components::Form;

#[component]
pub fn Filters(query: DirectoryQuery, departments: Vec<DepartmentRef>) -> impl IntoView {
    let is_filtered = address::is_filtered(&query);
    let clear = address::href(&DirectoryQuery { sort: query.sort.clone(), page: 1, ..DirectoryQuery::default() });
    let department = query.department.map(|id| id.to_string()).unwrap_or_default();
    let departments = departments.into_iter().map(|department| (department.id.to_string(), department.name)).collect();
    let statuses = EmploymentStatus::ALL.map(|status| (status.code().to_owned(), people::status(status).to_owned())).to_vec();
    view! {
        <search>
            <Form method="GET" action={address::PATH}>
                <div class="filters">
                    <div class="search">
                        <Icon name="search" />
                        <label class="visually-hidden" for="people-q">
                            {people::SEARCH_LABEL}
                        </label>
                        <input
                            class="input"
                            id="people-q"
                            type="search"
                            name="q"
                            maxlength="200"
                            placeholder={people::SEARCH_HINT}
                            value={query.q.clone()}
                            prop:value={query.q}
                        />
                    </div>
                    <Choice
                        name="department"
                        label={people::DEPARTMENT}
                        all={people::ALL_DEPARTMENTS}
                        options={departments}
                        chosen={department}
                    />
                    <Choice
                        name="status"
                        label={people::STATUS}
                        all={people::ALL_STATUSES}
                        options={statuses}
                        chosen={query.status}
                    />
                    {(!query.sort.is_empty()).then(|| view! { <input type="hidden" name="sort" value={query.sort} /> })}
                    <button class="button" type="submit">
                        {common::SEARCH}
                    </button>
                    {is_filtered
                        .then(|| {
                            view! {
                                <a class="button button--quiet" href={clear}>
                                    {people::CLEAR}
                                </a>
                            }
                        })}
                </div>
            </Form>
        </search>
    }
    .into_any()
}

#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    /// Code and words.
    options: Vec<(String, String)>,
    chosen: String,
) -> impl IntoView {
    let id = format!("people-{name}");
    view! {
        <div>
            <label class="visually-hidden" for={id.clone()}>
                {label}
            </label>
            <select class="select" id={id} name={name}>
                <option value="" selected={chosen.is_empty()} prop:selected={chosen.is_empty()}>
                    {all}
                </option>
                {options
                    .into_iter()
                    .map(|(code, words)| {
                        let is_chosen = code == chosen;
                        view! {
                            <option value={code} selected={is_chosen} prop:selected={is_chosen}>
                                {words}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}
