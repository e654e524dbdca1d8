//! The page while nothing can be written: what was handed over, why it is read only, and what can be done about it (R14).
use super::{aside::Goals, draft_read::DraftRead, notes::HandedOver, take_back::TakeBack, unsent::Unsent};
use crate::{
    api::{
        session::SwitchRole,
        targets::MySet,
        views::{SetHead, YearRef},
    },
    domain::{
        actor::Role,
        target::{SetAction, SetState},
    },
    ui::{
        components::{History, Icon, PageHead, Posting, SetFactsLine, Stamp, StateBadge, Timeline, YearChips},
        contexts::session::use_session,
        drafting::landing::Landing,
        messages::{common, states, targets},
        platform,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Exempt(String),
    OtherRole,
    WindowClosed,
    HandedOver,
    NotAssessed,
    NotAdopted,
}

fn why(head: &SetHead, role: Option<Role>) -> Option<Why> {
    match (&head.exempt, head.state) {
        (Some(reason), _) => Some(Why::Exempt(reason.clone())),
        (None, state) if state.is_editable() && role.is_some_and(|role| role != Role::Employee) => Some(Why::OtherRole),
        (None, state) if state.is_editable() => Some(Why::WindowClosed),
        (None, SetState::SubmittedToManager) => Some(Why::HandedOver),
        (None, SetState::NotAssessed) => Some(Why::NotAssessed),
        (None, SetState::NotAdopted) => Some(Why::NotAdopted),
        _ => None,
    }
}

/// The banner's id, which takes the focus after a submission.
const WHY: &str = "why";

#[component]
pub fn Locked(set: MySet, years: Vec<YearRef>, step: Posting, landing: Landing) -> impl IntoView {
    landing.arrive(WHY);
    let head = set.head.clone();
    let exempt = head.exempt.is_some();
    let meta = {
        let head = head.clone();
        move || {
            view! {
                <span>{head.year.name.clone()}</span>
                <StateBadge state={head.state} exempt />
                <SetFactsLine head={head.clone()} />
            }
        }
    };
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let print = move || {
        move || {
            awake.get().then(|| {
                view! {
                    <button class="button no-print" type="button" on:click={move |_| platform::print()}>
                        <Icon name="print" />
                        {targets::PRINT}
                    </button>
                }
            })
        }
    };
    let why = why(&head, untrack(|| use_session().role()));
    let may_take_back = head.actions.contains(&SetAction::TakeBack);
    let (texts, earlier) = match set.submission.clone() {
        Some(now) if !head.state.is_editable() => (view! { <HandedOver now /> }.into_any(), None),
        earlier => (view! { <DraftRead draft={set.draft.clone()} goals={set.goals.clone()} /> }.into_any(), earlier),
    };
    view! {
        <PageHead title={common::MY_TARGETS} meta actions={print} />
        {(!exempt).then(|| view! { <Timeline state={head.state} /> })}
        <YearChips page="/targets" years current={Some(head.year.id)} />
        {why.map(|why| view! { <WhyBanner why head={head.clone()} /> })}
        <Unsent set={head.set} draft={set.draft.clone()} />
        <div class="layout-two-thirds">
            <div class="stack">
                {may_take_back.then(|| view! { <TakeBack head={head.clone()} step /> })} {texts}
                {earlier
                    .map(|now| {
                        view! {
                            <details class="fold">
                                <summary>{targets::HANDED_OVER}</summary>
                                <div class="fold__body stack">
                                    <HandedOver now />
                                </div>
                            </details>
                        }
                    })}
                <div class="print-only signature-lines">
                    {targets::SIGNATURES.map(|line| view! { <p>{line}</p> }).collect_view()}
                </div>
            </div>
            <aside class="layout-aside stack" aria-label={targets::ASIDE} tabindex="0">
                <section class="card">
                    <div class="card__head">
                        <h2 class="card__title">{targets::HISTORY}</h2>
                    </div>
                    <History events={set.events} />
                </section>
                <Goals goals={set.goals} />
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn WhyBanner(why: Why, head: SetHead) -> impl IntoView {
    let (tone, icon, title, body) = match &why {
        Why::Exempt(_) => ("info", "info", targets::EXEMPT_TITLE, targets::EXEMPT_BODY.to_owned()),
        Why::OtherRole => ("info", "lock", targets::ROLE_TITLE, targets::ROLE_BODY.to_owned()),
        Why::WindowClosed => ("warning", "lock", targets::CLOSED_TITLE, targets::CLOSED_BODY.to_owned()),
        Why::NotAssessed => ("warning", "info", targets::NOT_ASSESSED_TITLE, targets::NOT_ASSESSED_BODY.to_owned()),
        Why::NotAdopted => ("warning", "info", targets::NOT_ADOPTED_TITLE, targets::NOT_ADOPTED_BODY.to_owned()),
        Why::HandedOver => {
            let reviewer = head.reviewer.as_ref().map(|reviewer| states::with(&reviewer.name, head.cover.as_deref()));
            let (title, body) = targets::handed_over(reviewer.as_deref());
            ("success", "check", title, body)
        }
    };
    let reason = match &why {
        Why::Exempt(reason) => Some(reason.clone()),
        _ => None,
    };
    let switch = (why == Why::OtherRole).then(|| {
        view! {
            <form class="banner__actions" method="post" action={SwitchRole::url()}>
                <Stamp />
                <input type="hidden" name="role" value={Role::Employee.code()} />
                <button class="button" type="submit">
                    {targets::TO_EMPLOYEE}
                </button>
            </form>
        }
    });
    view! {
        <div class="banner" data-tone={tone} role="status" id={WHY} tabindex="-1">
            <Icon name={icon} />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                <p>{body}</p>
                {reason.map(|reason| view! { <blockquote class="quote">{reason}</blockquote> })}
            </div>
            {switch}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::views::{PersonRef, When},
        domain::ids::{FiscalYearId, PersonId, TargetSetId},
    };

    fn head(state: SetState, exempt: Option<&str>) -> SetHead {
        SetHead {
            set: TargetSetId(1),
            year: YearRef { id: FiscalYearId(1), name: "FY 2026".into() },
            owner: PersonRef { id: PersonId(1), employee_no: "E1".into(), name: "Akira Sato".into() },
            department: String::new(),
            grade: String::new(),
            job_title: String::new(),
            reviewer: None,
            cover: None,
            stands_in: false,
            state,
            since: When { iso: String::new(), day: String::new(), time: String::new(), full: String::new() },
            due: None,
            overdue: false,
            late: false,
            exempt: exempt.map(str::to_owned),
            archived: false,
            transferred: None,
            actions: Vec::new(),
        }
    }

    #[test]
    fn the_reason_for_reading_only_is_told_apart() {
        let employee = Some(Role::Employee);
        assert_eq!(why(&head(SetState::Draft, Some("leave")), employee), Some(Why::Exempt("leave".into())));
        assert_eq!(why(&head(SetState::Draft, None), Some(Role::Manager)), Some(Why::OtherRole));
        assert_eq!(why(&head(SetState::RevisionRequested, None), employee), Some(Why::WindowClosed));
        assert_eq!(why(&head(SetState::SubmittedToManager, None), employee), Some(Why::HandedOver));
        assert_eq!(why(&head(SetState::HrApproved, None), employee), None);
    }
}
