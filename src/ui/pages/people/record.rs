//! What the company knows of a person, and their target sets over the years.
use crate::{
    api::{people::PersonRow, views::SetHead},
    ui::{
        components::{SetFactsLine, StateBadge},
        messages::people,
        pages::people::badges::RoleBadges,
    },
};
use leptos::prelude::*;

#[component]
pub fn Record(row: PersonRow) -> impl IntoView {
    let manager = row.manager.map_or_else(
        || view! { <span class="muted">{people::NO_MANAGER}</span> }.into_any(),
        |manager| view! { <a href={format!("/people/{}", manager.id)}>{manager.name}</a> }.into_any(),
    );
    let mail = format!("mailto:{}", row.email);
    view! {
        <section class="card">
            <h2 class="card__title">{people::RECORD}</h2>
            <dl class="dl">
                <Fact term={people::EMPLOYEE_NO}>{row.person.employee_no}</Fact>
                <Fact term={people::EMAIL}>
                    <a href={mail}>{row.email}</a>
                </Fact>
                <Fact term={people::DEPARTMENT}>{or_unknown(row.department)}</Fact>
                <Fact term={people::JOB_TITLE}>{or_unknown(row.job_title)}</Fact>
                <Fact term={people::EMPLOYEE_TYPE}>{or_unknown(row.employee_type)}</Fact>
                <Fact term={people::GRADE}>{or_unknown(row.grade)}</Fact>
                <Fact term={people::MANAGER}>{manager}</Fact>
                <Fact term={people::STATUS}>{people::status(row.status)}</Fact>
                <Fact term={people::ROLES}>
                    <RoleBadges roles={row.roles} />
                </Fact>
                <Fact term={people::JOINED}>{or_unknown(row.joined.unwrap_or_default())}</Fact>
            </dl>
        </section>
    }
    .into_any()
}

fn or_unknown(text: String) -> String {
    if text.is_empty() { people::UNKNOWN.into() } else { text }
}

#[component]
pub fn Fact(term: &'static str, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}

#[component]
pub fn Sets(sets: Vec<SetHead>) -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="card__head">
                <h2 class="card__title">{people::SETS}</h2>
            </div>
            {if sets.is_empty() {
                view! {
                    <div class="empty-state">
                        <p>{people::NO_SETS}</p>
                    </div>
                }
                    .into_any()
            } else {
                view! { <SetTable sets /> }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn SetTable(sets: Vec<SetHead>) -> impl IntoView {
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={people::SETS}>
            <table class="table">
                <caption class="visually-hidden">{people::SETS_CAPTION}</caption>
                <thead>
                    <tr>
                        <th scope="col">{people::YEAR}</th>
                        <th scope="col">{people::STATE}</th>
                        <th scope="col">{people::REVIEWER}</th>
                        <th scope="col">{people::WHOSE_TURN}</th>
                    </tr>
                </thead>
                <tbody>
                    {sets
                        .into_iter()
                        .map(|head| {
                            let reviewer = head
                                .reviewer
                                .as_ref()
                                .map_or_else(|| people::NO_REVIEWER.to_owned(), |who| who.name.clone());
                            view! {
                                <tr>
                                    <th scope="row">
                                        <a href={format!("/sets/{}", head.set)}>{head.year.name.clone()}</a>
                                    </th>
                                    <td>
                                        <StateBadge state={head.state} exempt={head.exempt.is_some()} />
                                    </td>
                                    <td>{reviewer}</td>
                                    <td>
                                        <span class="cluster">
                                            <SetFactsLine head />
                                        </span>
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
