//! Both halves as they were handed over, side by side, target by target.
use super::{
    authors,
    band::{Agreed, BandHead, heading_id},
    corrected,
    modified::{Modified, changed, modified_mark},
    score,
    side::{RatingShown, Side, Words},
};
use crate::{
    api::reviews::{ManagerPart, ReviewView, SelfPart},
    domain::target::Target,
    ui::{assist::badge, messages::evaluation},
};
use leptos::prelude::*;

/// `own`: its owner reads.
#[component]
pub fn ReadBands(view: ReviewView, own: bool) -> impl IntoView {
    corrected::provide(&view.corrections);
    authors::provide(&view.authors);
    badge::provide(view.assisted.clone());
    let ReviewView { head, targets, goals, self_part, manager_part, .. } = view;
    if self_part.is_none() && manager_part.is_none() {
        return ().into_any();
    }
    let name = head.owner.name;
    let wrote = if own { evaluation::YOU_WROTE.to_owned() } else { evaluation::wrote(&name) };
    let titles = (wrote.clone(), manager_part.as_ref().map(author).unwrap_or_default());
    let points =
        manager_part.as_ref().and_then(|part| part.receipt.clone()).or(self_part.as_ref().and_then(|part| part.receipt.clone()));
    let points: Vec<_> = points.iter().flat_map(score::lines).collect();
    let bands = targets
        .into_iter()
        .zip(goals)
        .enumerate()
        .map(|(index, (target, goal))| {
            let points = points.iter().find(|line| line.position == index + 1).and_then(|line| line.points.clone());
            view! {
                <ReadBand
                    number={index + 1}
                    target
                    goal
                    points
                    own={self_part.clone()}
                    manager={manager_part.clone()}
                    titles={titles.clone()}
                    name={(!own).then(|| name.clone())}
                />
            }
        })
        .collect_view();
    view! {
        {self_part.map(|part| view! { <About part title={wrote} /> })}
        {bands}
        {manager_part.map(|part| view! { <Summary part /> })}
    }
    .into_any()
}

/// "Bob Tanaka wrote".
fn author(part: &ManagerPart) -> String {
    evaluation::wrote(part.by.as_deref().unwrap_or(evaluation::REVIEWER))
}

/// Job description and career path.
#[component]
pub fn About(part: SelfPart, title: String) -> impl IntoView {
    view! {
        <article class="review-band" aria-labelledby="where">
            <h2 class="visually-hidden" id="where">
                {evaluation::ABOUT}
            </h2>
            <Words side={Side::Employee} title={title.clone()} about={format!(": {}", evaluation::JOB_DESCRIPTION)}>
                <Text name="job_description" title={evaluation::JOB_DESCRIPTION} text={part.content.job_description} />
            </Words>
            <Words side={Side::Employee} title about={format!(": {}", evaluation::CAREER_PATH)}>
                <Text name="career_path" title={evaluation::CAREER_PATH} text={part.content.career_path} />
            </Words>
        </article>
    }
    .into_any()
}

#[component]
fn Text(name: &'static str, title: &'static str, text: String) -> impl IntoView {
    view! {
        <div class="field">
            <p class="field__label">{title} " " {corrected::mark(name)}</p>
            <p class="readonly">{text}</p>
            {badge::mark(name)}
        </div>
    }
    .into_any()
}

#[component]
fn Summary(part: ManagerPart) -> impl IntoView {
    view! {
        <article class="review-band" aria-labelledby="overall">
            <h2 class="visually-hidden" id="overall">
                {evaluation::SUMMARY}
            </h2>
            <Words side={Side::Manager} title={author(&part)} about={format!(": {}", evaluation::SUMMARY)} whole=true>
                <Text name="summary" title={evaluation::SUMMARY} text={part.content.summary} />
                {authors::mark("summary")}
            </Words>
        </article>
    }
    .into_any()
}

/// What the employee wrote about one target.
#[component]
pub fn OwnWords(
    number: usize,
    target: Target,
    #[prop(optional_no_strip)] part: Option<SelfPart>,
    title: String,
    #[prop(optional)] whole: bool,
) -> impl IntoView {
    let Some(item) = part.and_then(|part| part.content.items.into_iter().find(|item| item.key == target.key)) else {
        return view! {
            <Words side={Side::Employee} title about={evaluation::of_target(number)} whole>
                <p class="muted">{evaluation::NO_SELF}</p>
            </Words>
        }
        .into_any();
    };
    view! {
        <Words side={Side::Employee} title about={evaluation::of_target(number)} whole>
            <RatingShown rating={Some(item.rating)} />
            {corrected::mark(&format!("self_rating-{}", item.key))}
            <p class="readonly">{item.result}</p>
            {corrected::mark(&format!("result-{}", item.key))}
            {badge::mark(&format!("result-{}", item.key))}
        </Words>
    }
    .into_any()
}

#[component]
fn ReadBand(
    number: usize,
    target: Target,
    #[prop(optional_no_strip)] goal: Option<String>,
    #[prop(optional_no_strip)] points: Option<String>,
    #[prop(optional_no_strip)] own: Option<SelfPart>,
    #[prop(optional_no_strip)] manager: Option<ManagerPart>,
    /// Over the employee's and the reviewer's words.
    titles: (String, String),
    #[prop(optional_no_strip)] name: Option<String>,
) -> impl IntoView {
    let now = changed(&target, own.as_ref().and_then(|own| own.content.changed.as_deref()));
    let is_modified = now.is_some();
    let mark = move || is_modified.then(modified_mark).into_any();
    let alone = manager.is_none();
    let theirs = manager.and_then(|part| part.content.items.into_iter().find(|item| item.key == target.key));
    let (wrote, evaluated) = titles;
    let id = heading_id(&target);
    let has_points = points.is_some();
    let head = match has_points {
        true => view! { <BandHead number target={target.clone()} goal mark points={Signal::stored(points)} /> },
        false => view! { <BandHead number target={target.clone()} goal mark /> },
    };
    view! {
        <article class="review-band" aria-labelledby={id}>
            {head}
            <Agreed number target={target.clone()} />
            {now.map(|now| view! { <Modified number approved={target.clone()} now name /> })}
            <OwnWords number target part={own} title={wrote} whole={alone} />
            {(!alone)
                .then(|| {
                    view! {
                        <Words side={Side::Manager} title={evaluated} about={evaluation::of_target(number)}>
                            <RatingShown rating={theirs.as_ref().map(|item| item.rating)} />
                            {theirs
                                .map(|item| {
                                    view! {
                                        {corrected::mark(&format!("manager_rating-{}", item.key))}
                                        <p class="readonly">{item.comment}</p>
                                        {corrected::mark(&format!("comment-{}", item.key))}
                                        {authors::mark(&format!("comment-{}", item.key))}
                                        {badge::mark(&format!("comment-{}", item.key))}
                                    }
                                })}
                        </Words>
                    }
                })}
        </article>
    }
    .into_any()
}
