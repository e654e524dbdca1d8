//! Whom a review is about, and where else to read about them.
use crate::{
    api::reviews::ReviewHead,
    domain::{actor::Role, ids::FiscalYearId},
    ui::{
        layouts::rolebar::initials,
        messages::{common, evaluation, sets, states, transfers},
    },
};
use leptos::prelude::*;

/// The list the review stands in, in its own year: address and name.
pub fn above(role: Option<Role>, year: FiscalYearId) -> (String, String) {
    let (href, name) = match role {
        Some(Role::Manager) => ("/team/results", evaluation::TEAM),
        Some(Role::HrAdmin) => ("/results", common::CONSOLIDATION),
        Some(Role::GeneralDirector | Role::BoardMember) => ("/results", common::RESULTS),
        _ => return ("/".into(), evaluation::HOME.into()),
    };
    (format!("{href}?year={year}"), name.into())
}

fn or_none(text: String) -> String {
    if text.is_empty() { sets::NONE.into() } else { text }
}

#[component]
pub fn PersonHead(head: ReviewHead) -> impl IntoView {
    let reviewer = head.reviewer.map_or_else(|| evaluation::NOBODY.into(), |who| states::with(&who.name, head.cover.as_deref()));
    let facts = [
        (sets::EMPLOYEE_NO, head.owner.employee_no),
        (sets::GRADE, or_none(head.grade)),
        (sets::DEPARTMENT, or_none(head.department)),
        (sets::JOB_TITLE, or_none(head.job_title)),
        (sets::REVIEWER, reviewer),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view();
    let transferred = head.transferred.map(|on| {
        view! {
            <p>
                <span class="badge" data-tone="info">
                    {transfers::mark(&on)}
                </span>
            </p>
        }
    });
    view! {
        <section class="card person-head" aria-label={evaluation::PERSON}>
            <span class="avatar avatar--large" aria-hidden="true">
                {initials(&head.owner.name)}
            </span>
            <div class="stack stack--tight">
                <dl class="dl dl--inline">{facts}</dl>
                {transferred}
                <p class="small">
                    <a href={format!("/sets/{}", head.set)}>{evaluation::SEE_TARGETS}</a>
                </p>
            </div>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_finds_its_way_back() {
        assert_eq!(above(Some(Role::Manager), FiscalYearId(2)).0, "/team/results?year=2");
        assert_eq!(above(Some(Role::HrAdmin), FiscalYearId(2)).0, "/results?year=2");
        assert_eq!(above(Some(Role::BoardMember), FiscalYearId(2)).0, "/results?year=2");
    }
}
