//! The review page itself: whom it is about, where the targets stand, what was submitted, and what can be done.
use super::{
    decide::{Deciding, ReviewFoot},
    exceptions::Exceptions,
    fresh::fresh,
    standing::{News, Standing},
};
use crate::{
    api::{
        sets::SetView,
        views::{SetHead, SubmissionView},
    },
    domain::{actor::Role, ids::FiscalYearId},
    ui::{
        components::{History, Icon, Moment, PageHead, Posting, SetFactsLine, StateBadge, Submission, Timeline},
        contexts::session::use_session,
        layouts::rolebar::initials,
        messages::{sets as words, states},
    },
};
use leptos::prelude::*;

/// The list the set stands in, in its own year: address and name.
fn above(role: Option<Role>, own: bool, year: FiscalYearId) -> (String, String) {
    let (href, name) = match role {
        _ if own => ("/targets", words::MY_TARGETS),
        Some(Role::Manager) => ("/team", words::TEAM),
        Some(Role::HrAdmin) => ("/departments", words::DEPARTMENTS),
        Some(Role::GeneralDirector | Role::BoardMember) => ("/departments/sets", words::APPROVED_TARGETS),
        _ => ("/targets", words::MY_TARGETS),
    };
    (format!("{href}?year={year}"), name.into())
}

#[component]
pub fn SetBody(
    page: SetView,
    deciding: Deciding,
    exempt: Posting,
    reviewer: Posting,
    /// An exception by HR went through.
    recorded: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let role = untrack(|| session.role());
    let head = page.head.clone();
    let own = untrack(|| session.get()).is_some_and(|session| session.person_id == head.owner.id.0);
    let meta = {
        let head = head.clone();
        move || {
            view! {
                <StateBadge state={head.state} exempt={head.exempt.is_some()} />
                <SetFactsLine head={head.clone()} />
            }
        }
    };
    let key = format!("{} {} {} {:?}", head.set, head.state, page.events.len(), head.exempt);
    let drawn = page.clone();
    let rest = fresh(key, move || {
        view! {
            <Read
                head={drawn.head.clone()}
                submission={drawn.submission.clone()}
                previous={drawn.previous.clone()}
                original={drawn.original.clone()}
                role
            />
            <Exceptions page={drawn.clone()} exempt reviewer />
            <section class="section" aria-labelledby="history">
                <div class="section__head">
                    <h2 id="history">{words::HISTORY}</h2>
                </div>
                <div class="card">
                    <History events={drawn.events.clone()} />
                </div>
            </section>
            <ReviewFoot page={drawn.clone()} deciding role />
        }
        .into_any()
    });
    view! {
        <PageHead title={head.owner.name.clone()} meta trail={vec![above(role, own, head.year.id)]} />
        <Timeline state={head.state} />
        <News state={states::name(head.state)} recorded />
        <Standing head={head.clone()} own deciding />
        <PersonHead head />
        {rest}
    }
    .into_any()
}

fn or_none(text: String) -> String {
    if text.is_empty() { words::NONE.into() } else { text }
}

#[component]
fn PersonHead(head: SetHead) -> impl IntoView {
    let reviewer = head.reviewer.map_or_else(|| words::NO_REVIEWER.into(), |who| states::with(&who.name, head.cover.as_deref()));
    let facts = [
        (words::EMPLOYEE_NO, head.owner.employee_no),
        (words::GRADE, or_none(head.grade)),
        (words::DEPARTMENT, or_none(head.department)),
        (words::JOB_TITLE, or_none(head.job_title)),
        (words::REVIEWER, reviewer),
        (words::YEAR, head.year.name),
    ];
    view! {
        <section class="card person-head" aria-label={words::PERSON}>
            <span class="avatar avatar--large" aria-hidden="true">
                {initials(&head.owner.name)}
            </span>
            <dl class="dl dl--inline">
                {facts
                    .into_iter()
                    .map(|(name, value)| {
                        view! {
                            <div>
                                <dt>{name}</dt>
                                <dd>{value}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

/// The targets as handed over, or why there are none to read.
#[component]
fn Read(
    head: SetHead,
    #[prop(optional_no_strip)] submission: Option<SubmissionView>,
    #[prop(optional_no_strip)] previous: Option<SubmissionView>,
    #[prop(optional_no_strip)] original: Option<SubmissionView>,
    role: Option<Role>,
) -> impl IntoView {
    let Some(submission) = submission else {
        if let Some(original) = original {
            return view! { <Approved original head role /> }.into_any();
        }
        return view! {
            <div class="card empty-state">
                <Icon name="lock" />
                <p class="empty-state__title">{words::NOTHING_TITLE}</p>
                <p>{words::nothing_submitted(&head, role)}</p>
            </div>
        }
        .into_any();
    };
    let at = submission.at.clone();
    let changed = previous.is_some();
    view! {
        <section class="section" aria-labelledby="submission">
            <div class="section__head">
                <h2 id="submission">{words::SUBMITTED}</h2>
                <p>
                    {words::submitted_by(&head.owner.name)} " " <Moment when={at} with_time=true /> "."
                    {changed.then(|| format!(" {}", words::MODIFIED_NOTE))}
                </p>
            </div>
            <div class="stack">
                <Submission now={submission} before={previous} />
            </div>
        </section>
    }
    .into_any()
}

/// A mid-year revision is being written: what was approved before stays readable (R14).
#[component]
fn Approved(original: SubmissionView, head: SetHead, role: Option<Role>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="submission">
            <div class="section__head">
                <h2 id="submission">{words::APPROVED_BEFORE}</h2>
                <p>{words::nothing_submitted(&head, role)}</p>
            </div>
            <div class="stack">
                <Submission now={original} />
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
        assert_eq!(above(Some(Role::Manager), false, FiscalYearId(2)).0, "/team?year=2");
        assert_eq!(above(Some(Role::HrAdmin), false, FiscalYearId(2)).0, "/departments?year=2");
        assert_eq!(above(Some(Role::BoardMember), false, FiscalYearId(2)).0, "/departments/sets?year=2");
        assert_eq!(above(Some(Role::HrAdmin), true, FiscalYearId(2)).0, "/targets?year=2");
    }
}
