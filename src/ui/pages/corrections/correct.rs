//! HR's side: every place that can be corrected, and the form of the one that stands in the address.
use crate::{
    api::corrections::{Correctable, Kept},
    domain::{
        ids::ReviewId,
        score::Rating,
        validation::{TASK, TEXT},
    },
    ui::{
        components::{Icon, PostForm, Posting, TextArea, use_form_violations},
        messages::{assist, common, corrections as words, errors, reviews},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A text in the table is cut here; all of it stands on the review and in the form.
const SHOWN: usize = 140;

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[component]
pub fn Correct(
    review: ReviewId,
    fields: Vec<Correctable>,
    seen: i64,
    #[prop(optional_no_strip)] kept: Option<Kept>,
    action: Posting,
) -> impl IntoView {
    let query = use_query_map();
    let asked = untrack(|| query.with(|query| query.get("field")));
    let asked = asked.or_else(|| kept.as_ref().map(|kept| kept.field.clone()));
    let chosen = asked.and_then(|asked| fields.iter().find(|field| field.field == asked).cloned());
    let kept = kept.filter(|kept| chosen.as_ref().is_some_and(|chosen| chosen.field == kept.field));
    let rows = fields.into_iter().map(|field| view! { <Row review field /> }).collect_view();
    view! {
        {chosen.filter(|field| !field.waits).map(|field| view! { <Form review field seen kept action /> })}
        <section class="section" aria-labelledby="what">
            <div class="section__head">
                <h2 id="what">{words::WHAT}</h2>
            </div>
            <div class="table-wrap" tabindex="0" role="region" aria-label={words::CAPTION}>
                <table class="table">
                    <caption class="visually-hidden">{words::CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::FIELD}</th>
                            <th scope="col">{words::NOW}</th>
                            <th scope="col">
                                <span class="visually-hidden">{words::ACTION}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Row(review: ReviewId, field: Correctable) -> impl IntoView {
    let name = words::field(&field.field, field.target);
    let action = if field.waits {
        view! {
            <span class="badge" data-tone="warning">
                {words::WAITS}
            </span>
        }
        .into_any()
    } else {
        let href = format!("/reviews/{review}/corrections?field={}#correct", field.field);
        view! {
            <a class="button button--small" href={href} rel="external" aria-label={words::correct(&name)}>
                {words::CORRECT}
            </a>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                {short(&words::value(&field.field, &field.now))}
                {field
                    .assisted
                    .then(|| {
                        view! {
                            " "
                            <span class="badge" data-tone="info">
                                {assist::ASSISTED}
                            </span>
                        }
                    })}
            </td>
            <td>{action}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Form(
    review: ReviewId,
    field: Correctable,
    seen: i64,
    #[prop(optional_no_strip)] kept: Option<Kept>,
    action: Posting,
) -> impl IntoView {
    let title = words::correct(&words::field(&field.field, field.target));
    let Kept { value, reason, .. } = kept.unwrap_or_else(|| Kept { value: field.now.clone(), ..Kept::default() });
    let (control, button) = if field.is_rating {
        (view! { <RatingSelect value /> }.into_any(), words::SEND_RATING)
    } else {
        let text = RwSignal::new(value);
        let area = view! { <TextArea name="form[value]" id="value" label={words::NEW_TEXT} value={text} max={TEXT} rows=6 required=true /> };
        (area.into_any(), words::SEND_TEXT)
    };
    let body = field.is_rating.then_some(words::RATING_BODY);
    view! {
        <section class="card stack" id="correct" aria-labelledby="correct-head">
            <h2 class="card__title" id="correct-head">
                {title}
            </h2>
            <div class="field">
                <p class="field__label">{words::NOW}</p>
                <p class="readonly">{words::value(&field.field, &field.now)}</p>
            </div>
            <PostForm action class="form stack">
                <input type="hidden" name="review" value={review.to_string()} />
                <input type="hidden" name="form[field]" value={field.field.clone()} />
                <input type="hidden" name="form[seen]" value={seen.to_string()} />
                {control}
                <TextArea
                    name="form[reason]"
                    id="reason"
                    label={words::REASON}
                    hint={words::REASON_HINT}
                    value={RwSignal::new(reason)}
                    max={TASK}
                    required=true
                />
                {body.map(|body| view! { <p class="muted small">{body}</p> })}
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {button}
                    </button>
                    <a class="button button--quiet" href={format!("/reviews/{review}/corrections")} rel="external">
                        {common::CANCEL}
                    </a>
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}

#[component]
fn RatingSelect(value: String) -> impl IntoView {
    let options = Rating::ALL.map(|rating| {
        view! {
            <option value={rating.code()} selected={rating.code() == value}>
                {format!("{} {}", rating.code(), reviews::rating(rating))}
            </option>
        }
    });
    let problem = use_form_violations()
        .with_untracked(|all| all.iter().find(|found| found.field == "value").map(|found| errors::problem(&found.problem)));
    let invalid = problem.is_some();
    view! {
        <div class="field field--short">
            <label class="field__label" for="value">
                {words::NEW_RATING}
            </label>
            <select
                class="select"
                id="value"
                name="form[value]"
                aria-invalid={invalid.then_some("true")}
                aria-describedby={invalid.then_some("value-error")}
            >
                {options.into_iter().collect_view()}
            </select>
            {problem
                .map(|words| {
                    view! {
                        <p class="field__error" id="value-error">
                            <Icon name="warning" />
                            {words}
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(short("é"), "é");
        assert_eq!(short(&"é".repeat(140)).chars().count(), 140);
        assert_eq!(short(&"é".repeat(141)).chars().count(), 141);
        assert!(short(&"é".repeat(141)).ends_with('…'));
    }
}
