//! What the employee does with the result: say it was read, remark on it, object to it in time (R29b).
use crate::ui::components::Posting;
use crate::{
    api::reviews::{MayDo, Respond, ReviewView},
    domain::{ids::ReviewId, validation::TEXT},
    ui::{
        components::{PostForm, TextArea, form::last_error},
        messages::evaluation,
        pages::sets::submit_button::SubmitButton,
    },
};
use leptos::prelude::*;

/// One action each, so that an error stands where it belongs.
#[derive(Clone, Copy)]
pub struct Responding {
    pub read: Posting,
    pub remark: Posting,
    pub object: Posting,
}

impl Responding {
    pub fn new() -> Self {
        Responding { read: Posting::to::<Respond>(), remark: Posting::to::<Respond>(), object: Posting::to::<Respond>() }
    }

    pub fn all(self) -> [Posting; 3] {
        [self.read, self.remark, self.object]
    }
}

impl Default for Responding {
    fn default() -> Self {
        Responding::new()
    }
}

#[component]
pub fn RespondForms(view: ReviewView, responding: Responding) -> impl IntoView {
    let MayDo { confirm_read, remark, object, .. } = view.may;
    let after = view.aftermath.unwrap_or_default();
    let review = view.head.review;
    let unread = confirm_read && after.read.is_none();
    if !(unread || remark || object) {
        return ().into_any();
    }
    // One form is sent at a time: what was typed into another one of this card would go with the page.
    let texts = [RwSignal::new(after.remark.clone().unwrap_or_default()), RwSignal::new(String::new())];
    let begun = StoredValue::new(texts.map(|text| text.get_untracked()));
    let forgotten = RwSignal::new(false);
    let only = move |sent: Option<usize>| {
        Callback::new(move |()| {
            let others = texts.iter().zip(begun.get_value()).enumerate().filter(|(place, _)| Some(*place) != sent);
            let unsent = others.into_iter().any(|(_, (text, begun))| text.with_untracked(|text| text.trim() != begun.trim()));
            forgotten.set(unsent);
            !unsent
        })
    };
    let until = after.object_until.as_deref().map(evaluation::object_until).unwrap_or_default();
    view! {
        <div class="card stack no-print">
            {unread.then(|| view! { <ReadForm review action={responding.read} check={only(None)} /> })}
            {remark
                .then(|| {
                    view! {
                        <TextFold
                            review
                            what="remark"
                            title={evaluation::REMARK}
                            hint={evaluation::REMARK_HINT.to_owned()}
                            send={evaluation::REMARK_SEND}
                            value={texts[0]}
                            check={only(Some(0))}
                            action={responding.remark}
                        />
                    }
                })}
            {object
                .then(|| {
                    view! {
                        <TextFold
                            review
                            what="object"
                            title={evaluation::OBJECT}
                            hint={format!("{until} {}", evaluation::OBJECTION_HINT)}
                            send={evaluation::OBJECT_SEND}
                            value={texts[1]}
                            check={only(Some(1))}
                            action={responding.object}
                        />
                    }
                })}
            <div role="alert">
                {move || forgotten.get().then(|| view! { <p class="field__error">{evaluation::SEND_FIRST}</p> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ReadForm(review: ReviewId, action: Posting, check: Callback<(), bool>) -> impl IntoView {
    view! {
        <PostForm action only={("what", "read".to_owned())} class="cluster">
            <input type="hidden" name="review" value={review.to_string()} />
            <input type="hidden" name="what" value="read" />
            <SubmitButton pending={action.pending()} check>
                {evaluation::READ}
            </SubmitButton>
            <p class="muted small">{evaluation::READ_BODY}</p>
        </PostForm>
    }
    .into_any()
}

#[component]
fn TextFold(
    review: ReviewId,
    what: &'static str,
    title: &'static str,
    hint: String,
    send: &'static str,
    value: RwSignal<String>,
    check: Callback<(), bool>,
    action: Posting,
) -> impl IntoView {
    let error = last_error(action);
    view! {
        <details class="fold" open={move || error.with(Option::is_some)}>
            <summary>{title}</summary>
            <div class="fold__body">
                <PostForm action only={("what", what.to_owned())} class="stack stack--tight">
                    <input type="hidden" name="review" value={review.to_string()} />
                    <input type="hidden" name="what" value={what} />
                    <TextArea name="text" id={format!("{what}-text")} label={title} hint value max={TEXT} rows=5 />
                    <div class="button-row">
                        <SubmitButton pending={action.pending()} class="button" check>
                            {send}
                        </SubmitButton>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
