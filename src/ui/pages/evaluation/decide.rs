//! Moving a review on from its page (R15): one form with a button per step. The comment is held by the page, so that it
//! outlives an error and even a record that somebody else moved on meanwhile.
use crate::{
    api::{error::AppError, reviews::ReviewHead},
    domain::{
        ids::ReviewId,
        review::{Asks, ReviewAction},
        validation::TEXT,
    },
    ui::{
        components::{PostForm, Posting, TextArea, form::last_error},
        messages::{evaluation, reviews, sets},
        pages::sets::submit_button::SubmitButton,
        platform,
    },
};
use leptos::prelude::*;
use std::collections::HashMap;

/// What of a page's actions is one press or a comment away. Writing, the talk and whole teams have their own forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    pub plain: Option<ReviewAction>,
    /// No state offers two of these to one side.
    pub commented: Option<ReviewAction>,
}

impl Decisions {
    pub fn of(actions: &[ReviewAction]) -> Decisions {
        use ReviewAction::{Complete, DeliverFeedback, Submit};
        let here = |action: &ReviewAction| !matches!(action, Submit | Complete | DeliverFeedback);
        let first = |asks| actions.iter().copied().find(|action| here(action) && action.asks() == asks);
        Decisions { plain: first(Asks::Nothing), commented: first(Asks::Comment) }
    }

    pub fn is_empty(self) -> bool {
        self == Decisions::default()
    }
}

/// What of a decision outlives a redraw of the page.
#[derive(Clone, Copy)]
pub struct Deciding {
    pub action: Posting,
    pub comment: RwSignal<String>,
    of: StoredValue<Option<ReviewId>>,
    /// Comments begun on other reviews, for when their writer comes back.
    begun: StoredValue<HashMap<ReviewId, String>>,
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

    /// A comment belongs to one review: another one has its own.
    pub fn about(self, review: ReviewId) {
        let before = self.of.get_value();
        self.of.set_value(Some(review));
        if let Some(before) = before.filter(|before| *before != review) {
            let left = self.comment.get_untracked();
            let found = self.begun.try_update_value(|begun| {
                begun.insert(before, left);
                begun.remove(&review)
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
pub fn DecideForm(head: ReviewHead, deciding: Deciding) -> impl IntoView {
    let Deciding { action, reload, .. } = deciding;
    let decisions = Decisions::of(&head.actions);
    let value = action.value();
    let overtaken = move || value.with(|value| matches!(value, Some(Err(AppError::ReviewOvertaken { .. }))));
    view! {
        <PostForm action class="stack stack--tight">
            <input type="hidden" name="review" value={head.review.to_string()} />
            <input type="hidden" name="seen" value={head.state.code()} />
            {move || {
                overtaken()
                    .then(|| {
                        view! {
                            <button class="button button--small" type="button" on:click={move |_| reload.run(())}>
                                {sets::RELOAD}
                            </button>
                        }
                    })
            }}
            <div class="cluster">
                {decisions
                    .plain
                    .map(|step| {
                        view! {
                            <SubmitButton pending={action.pending()} name="action" value={step.code()} skip_checks=true>
                                {reviews::verb(step)}
                            </SubmitButton>
                        }
                    })} {decisions.commented.map(|step| view! { <CommentFold head step deciding /> })}
            </div>
        </PostForm>
    }
    .into_any()
}

/// The step that needs a comment: opening it shows the comment first.
#[component]
fn CommentFold(head: ReviewHead, step: ReviewAction, deciding: Deciding) -> impl IntoView {
    let Deciding { action, comment, .. } = deciding;
    // Of this review in this state, so that no text passes from one record to another.
    let id = format!("why-{}-{}", head.review, head.state);
    let error = last_error(action);
    let field = id.clone();
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(|error| !error.violations().is_empty())) {
            platform::focus(&field);
        }
    });
    let open = move || error.with(Option::is_some) || comment.with_untracked(|comment| !comment.is_empty());
    view! {
        <details class="fold" open={open}>
            <summary>{reviews::verb(step)}</summary>
            <div class="fold__body stack stack--tight">
                <TextArea
                    name="comment"
                    id={id}
                    label={evaluation::comment_for(step, &head)}
                    hint={evaluation::comment_hint(step, &head)}
                    value={comment}
                    max={TEXT}
                    required=true
                />
                <div class="cluster">
                    <SubmitButton pending={action.pending()} class="button" name="action" value={step.code()}>
                        {reviews::verb(step)}
                    </SubmitButton>
                </div>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_offers_one_step_and_one_way_back() {
        use ReviewAction::{Complete, DeliverFeedback, HandBack, HrConfirm, HrHandBack, Start, Submit};
        let of = |actions: &[ReviewAction]| {
            let decisions = Decisions::of(actions);
            (decisions.plain, decisions.commented)
        };
        assert_eq!(of(&[HandBack, Start]), (Some(Start), Some(HandBack)));
        assert_eq!(of(&[HrHandBack, HrConfirm]), (Some(HrConfirm), Some(HrHandBack)));
        assert_eq!(of(&[Submit, Complete, DeliverFeedback]), (None, None));
    }
}
