//! Help with one text without scripts: the copy-and-paste way in three steps. What stands in the field was saved on the way here.
use crate::{
    api::{
        assist::{HandOutForm, HandedOut, TakePasted, TextPage, assist_page},
        error::AppError,
        wire::{Asked, ask},
    },
    domain::{assist::AssistedField, ids::ReviewId, validation::TEXT},
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextArea},
        messages::{assist as words, evaluation},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Longest facts, in characters.
const FACTS: usize = 4_000;

pub struct AssistTextPage {
    data: Asked<TextPage>,
    hand_out: Posting,
    take: Posting,
}

impl Page for AssistTextPage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let asked = move || {
            let shown = query.with(|query| query.get_str("suggestion").and_then(|id| id.parse().ok()));
            params.with(|params| {
                let review = params.get_str("review").and_then(|id| id.parse::<ReviewId>().ok());
                (review, params.get("field").unwrap_or_default(), shown)
            })
        };
        let data = ask(asked, |(review, field, shown)| async move {
            match review {
                Some(review) => assist_page(review, field, shown).await,
                None => Err(AppError::NotFound),
            }
        });
        AssistTextPage { data, hand_out: Posting::to::<HandOutForm>(), take: Posting::to::<TakePasted>() }
    }

    fn view(this: Self) -> AnyView {
        let AssistTextPage { data, hand_out, take } = this;
        view! { <Loaded data view={move |answer| view! { <Body answer hand_out take /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: TextPage, hand_out: Posting, take: Posting) -> impl IntoView {
    let TextPage { head, field, target, text, handed_out } = answer;
    let own = field.parse::<AssistedField>().is_ok_and(|field| field.is_own_part());
    let label = evaluation::field(&field, target.and_then(|place| usize::try_from(place).ok()));
    let back = if own { format!("/review?year={}", head.year.id) } else { format!("/reviews/{}", head.review) };
    let (facts_label, facts_hint) = words::facts(own);
    let facts = RwSignal::new(text.chars().take(FACTS).collect::<String>());
    view! {
        <PageHead title={words::offer_for(&label)} trail={vec![(back.clone(), head.owner.name.clone())]} />
        <p class="muted">{words::INTRO}</p>
        <section class="card stack" aria-labelledby="facts-head">
            <h2 class="card__title" id="facts-head">
                {facts_label}
            </h2>
            <PostForm action={hand_out} class="form stack">
                <input type="hidden" name="review" value={head.review.to_string()} />
                <input type="hidden" name="field" value={field} />
                <TextArea name="facts" label={facts_label} hint={facts_hint} value={facts} max={FACTS} rows=8 required=true />
                <p class="muted small">{words::BY_HAND_INTRO}</p>
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::MAKE_PROMPT}
                    </button>
                    <a class="button button--quiet" href={back} rel="external">
                        {words::BACK}
                    </a>
                </div>
            </PostForm>
        </section>
        {handed_out.map(|out| view! { <Out out text take /> })}
    }
    .into_any()
}

#[component]
fn Out(out: HandedOut, text: String, take: Posting) -> impl IntoView {
    view! {
        <section class="card stack" id="prompt" aria-labelledby="prompt-head">
            <h2 class="card__title" id="prompt-head">
                {words::PROMPT}
            </h2>
            <p class="muted small">{words::CHECK_IT}</p>
            <pre class="code assist-preview" tabindex="0" role="region" aria-label={words::PROMPT}>
                {out.text}
            </pre>
            <crate::ui::assist::by_hand::Exchanged pseudonyms={out.pseudonyms} />
        </section>
        <section class="card stack" aria-labelledby="answer-head">
            <h2 class="card__title" id="answer-head">
                {words::ANSWER}
            </h2>
            <PostForm action={take} class="form stack">
                <input type="hidden" name="suggestion" value={out.suggestion.to_string()} />
                <TextArea name="pasted" label={words::ANSWER} hint={words::ANSWER_HINT} max={TEXT} rows=8 required=true />
                <div class="field">
                    <p class="field__label">{words::NOW_THERE}</p>
                    <p class="readonly">{text}</p>
                </div>
                <p class="muted small">{words::TAKE_ANSWER_HINT}</p>
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::TAKE_ANSWER}
                    </button>
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}
