//! The foot of a review: the reports before and after, and the decision. One form with a button per decision; the comment
//! is held by the page, so that it outlives an error and even a record that somebody else moved on meanwhile.
use super::submit_button::SubmitButton;
use crate::{
    api::{
        error::AppError,
        sets::{Neighbour, SetView},
        views::SetHead,
    },
    domain::{
        actor::Role,
        ids::TargetSetId,
        target::{SetAction, SetState},
        validation::TEXT,
    },
    ui::{
        components::{PostForm, Posting, TextArea, TextField, form::last_error},
        messages::{sets as words, states},
        platform,
    },
};
use leptos::prelude::*;
use std::collections::HashMap;

/// What of a page's actions is decided here. Handing over and taking back stand on one's own page, whole teams and whole
/// years on theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    pub approve: Option<SetAction>,
    /// The one that needs a comment; no state offers two to one side.
    pub commented: Option<SetAction>,
}

impl Decisions {
    pub fn of(actions: &[SetAction]) -> Decisions {
        use SetAction::{Approve, HrApprove, HrRequestChanges, OpenForPerson, PassOn, Reopen, RequestChanges};
        let first = |wanted: &[SetAction]| actions.iter().copied().find(|action| wanted.contains(action));
        Decisions {
            approve: first(&[Approve, HrApprove]),
            commented: first(&[RequestChanges, HrRequestChanges, PassOn, Reopen, OpenForPerson]),
        }
    }

    pub fn is_empty(self) -> bool {
        self == Decisions::default()
    }
}

/// Does a set in this state wait for the reader's review?
fn waits(state: SetState, role: Option<Role>) -> bool {
    match role {
        Some(Role::Manager) => matches!(state, SetState::SubmittedToManager | SetState::HrFeedbackRequested),
        _ => state == SetState::SubmittedToHr,
    }
}

/// Where a decision leads: to the next report that waits, the one before, or back to the list they stand in.
fn landing(page: &SetView, role: Option<Role>) -> String {
    let here = format!("/sets/{}?done=here", page.head.set);
    if !waits(page.head.state, role) {
        return here;
    }
    let neighbours = [&page.next_report, &page.previous_report];
    match neighbours.into_iter().flatten().find(|neighbour| waits(neighbour.state, role)) {
        Some(next) => format!("/sets/{}?done=next", next.set),
        None if role == Some(Role::Manager) => "/team?done=1".into(),
        None => here,
    }
}

/// What of a decision outlives a redraw of the page.
#[derive(Clone, Copy)]
pub struct Deciding {
    pub action: Posting,
    pub comment: RwSignal<String>,
    of: StoredValue<Option<TargetSetId>>,
    /// Comments begun on other sets, for when their writer comes back.
    begun: StoredValue<HashMap<TargetSetId, String>>,
    reload: Callback<()>,
}

impl Deciding {
    pub fn new(action: Posting, reload: Callback<()>) -> Deciding {
        Deciding {
            action,
            comment: RwSignal::new(String::new()),
            of: StoredValue::new(None),
            begun: StoredValue::new(HashMap::new()),
            reload,
        }
    }

    /// A comment belongs to one set: another one has its own.
    pub fn about(self, set: TargetSetId) {
        let before = self.of.get_value();
        self.of.set_value(Some(set));
        if let Some(before) = before.filter(|before| *before != set) {
            let left = self.comment.get_untracked();
            let found = self.begun.try_update_value(|begun| {
                begun.insert(before, left);
                begun.remove(&set)
            });
            self.comment.set(found.flatten().unwrap_or_default());
            self.action.clear();
        }
    }

    /// A comment that the server kept, for a reader without scripts, unless something was typed meanwhile.
    pub fn resume(self, kept: Option<String>) {
        if let Some(kept) = kept.filter(|_| self.comment.with_untracked(String::is_empty)) {
            self.comment.set(kept);
        }
    }

    pub fn forget(self) {
        self.comment.set(String::new());
    }
}

#[component]
pub fn ReviewFoot(page: SetView, deciding: Deciding, role: Option<Role>) -> impl IntoView {
    let decisions = Decisions::of(&page.head.actions);
    if decisions.is_empty() && page.previous_report.is_none() && page.next_report.is_none() {
        return ().into_any();
    }
    let form = (!decisions.is_empty()).then(|| {
        let next = landing(&page, role);
        view! { <DecideForm head={page.head.clone()} decisions deciding next /> }
    });
    view! {
        <section class="review-foot" aria-label={words::DECIDE}>
            <Step to={page.previous_report} rel="prev" way={words::PREVIOUS} />
            <div class="button-row">{form}</div>
            <Step to={page.next_report} rel="next" way={words::NEXT} />
        </section>
    }
    .into_any()
}

#[component]
fn Step(#[prop(optional_no_strip)] to: Option<Neighbour>, rel: &'static str, way: &'static str) -> impl IntoView {
    match to {
        Some(to) => view! {
            <a class="review-foot__step" href={format!("/sets/{}", to.set)} rel={rel}>
                <small>{words::neighbour(way, states::name(to.state))}</small>
                {to.name}
            </a>
        }
        .into_any(),
        // Keeps the columns.
        None => view! { <span /> }.into_any(),
    }
}

#[component]
fn DecideForm(head: SetHead, decisions: Decisions, deciding: Deciding, next: String) -> impl IntoView {
    let Deciding { action, comment, reload, .. } = deciding;
    let pending = action.pending();
    // Said once the page is alive: the server does not know what was typed before.
    let has_comment = RwSignal::new(false);
    Effect::new(move |_| has_comment.set(comment.with(|comment| !comment.trim().is_empty())));
    let label = move || if has_comment.get() { words::APPROVE_WITH } else { words::APPROVE };
    let beside_approve = decisions.approve.is_some();
    let value = action.value();
    let overtaken = move || value.with(|value| matches!(value, Some(Err(AppError::Overtaken { .. }))));
    view! {
        <PostForm action class="stack stack--tight">
            <input type="hidden" name="set" value={head.set.to_string()} />
            <input type="hidden" name="seen" value={head.state.code()} />
            <input type="hidden" name="next" value={next} />
            {move || {
                overtaken()
                    .then(|| {
                        view! {
                            <button class="button button--small" type="button" on:click={move |_| reload.run(())}>
                                {words::RELOAD}
                            </button>
                        }
                    })
            }}
            <div class="cluster">
                {decisions
                    .approve
                    .map(|step| {
                        view! {
                            <SubmitButton pending name="action" value={step.code()} skip_checks=true>
                                {label}
                            </SubmitButton>
                        }
                    })} {decisions.commented.map(|step| view! { <CommentFold head step deciding beside_approve /> })}
            </div>
        </PostForm>
    }
    .into_any()
}

/// The decision that needs a comment: opening it shows the comment first.
#[component]
fn CommentFold(head: SetHead, step: SetAction, deciding: Deciding, beside_approve: bool) -> impl IntoView {
    let Deciding { action, comment, .. } = deciding;
    // Of this set in this state, so that no text passes from one record to another.
    let id = format!("comment-{}-{}", head.set, head.state);
    let due_id = format!("due-{}-{}", head.set, head.state);
    let error = last_error(action);
    let (comment_field, due_field) = (id.clone(), due_id.clone());
    Effect::new(move |_| {
        let first =
            error.with(|error| error.as_ref().and_then(|error| error.violations().first().map(|first| first.field.clone())));
        match first.as_deref() {
            Some("comment") => platform::focus(&comment_field),
            Some("due_on") => platform::focus(&due_field),
            _ => {}
        }
    });
    let open = move || error.with(Option::is_some) || comment.with_untracked(|comment| !comment.is_empty());
    let mut hint = words::comment_hint(step, &head);
    if beside_approve {
        hint = format!("{hint} {}", words::APPROVE_WITH_HINT);
    }
    let due = (step == SetAction::OpenForPerson).then(|| {
        view! {
            <TextField
                name="due_on"
                id={due_id}
                label={words::DUE_ON}
                hint={words::DUE_ON_HINT}
                kind="date"
                required=true
                short=true
            />
        }
    });
    view! {
        <details class="fold" open={open}>
            <summary>{states::verb(step)}</summary>
            <div class="fold__body stack stack--tight">
                <TextArea
                    name="comment"
                    id={id}
                    label={words::comment_for(step, &head)}
                    hint={hint}
                    value={comment}
                    max={TEXT}
                    required={step.needs_comment()}
                />
                {due}
                <div class="cluster">
                    <SubmitButton pending={action.pending()} class="button" name="action" value={step.code()}>
                        {words::send(step, &head)}
                    </SubmitButton>
                </div>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
