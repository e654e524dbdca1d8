//! What was handed over, read only; beside it, where it differs, what stood there before.
use crate::{
    api::views::{SubmissionView, TargetView},
    ui::messages::targets,
};
use leptos::prelude::*;

#[component]
pub fn Submission(now: SubmissionView, #[prop(optional_no_strip)] before: Option<SubmissionView>) -> impl IntoView {
    let earlier = |key: &str| before.as_ref().and_then(|before| before.targets.iter().find(|target| target.key == key).cloned());
    let has_before = before.is_some();
    let bands = now
        .targets
        .iter()
        .enumerate()
        .map(|(index, target)| {
            let old = earlier(&target.key);
            let is_new = has_before && old.is_none();
            view! { <Band number={index + 1} target={target.clone()} old is_new /> }
        })
        .collect_view();
    view! {
        <section class="card">
            <Text title={targets::CURRENT_ROLE} text={now.current_role} old={before.as_ref().map(|b| b.current_role.clone())} />
            <Text
                title={targets::LONG_TERM_GOAL}
                text={now.long_term_goal}
                old={before.as_ref().map(|b| b.long_term_goal.clone())}
            />
        </section>
        {bands}
    }
    .into_any()
}

#[component]
fn Band(number: usize, target: TargetView, #[prop(optional_no_strip)] old: Option<TargetView>, is_new: bool) -> impl IntoView {
    let changed = is_new || old.as_ref().is_some_and(|old| *old != target);
    let facts = targets::facts(target.weight, &target.difficulty);
    let old_facts = old.as_ref().map(|old| targets::facts(old.weight, &old.difficulty)).filter(|old| *old != facts);
    view! {
        <article class="review-band">
            <header class="review-band__head">
                <span class="target-number">{number}</span>
                <div>
                    <h2 class="review-band__title">{targets::target_number(number)}</h2>
                    <p class="review-band__facts">
                        {facts} {target.goal.map(|goal| format!(" · {}", targets::serves(&goal)))}
                        {old_facts
                            .map(|old| {
                                view! {
                                    " "
                                    <del>{old}</del>
                                }
                            })}
                    </p>
                </div>
                {changed.then(|| view! { <span class="badge badge--modified">{targets::MODIFIED}</span> })}
            </header>
            <section class="side side--employee">
                <Text title={targets::TASK} text={target.task} old={old.as_ref().map(|old| old.task.clone())} />
            </section>
            <section class="side side--employee">
                <Text title={targets::KPI} text={target.kpi} old={old.map(|old| old.kpi)} />
            </section>
        </article>
    }
    .into_any()
}

#[component]
fn Text(title: &'static str, text: String, #[prop(optional_no_strip)] old: Option<String>) -> impl IntoView {
    let old = old.filter(|old| *old != text);
    view! {
        <h3 class="side__head">{title}</h3>
        <p class="readonly">{text}</p>
        {old
            .map(|old| {
                view! {
                    <details class="fold">
                        <summary>{targets::BEFORE}</summary>
                        <div class="fold__body">
                            <p class="readonly">
                                <del>{old}</del>
                            </p>
                        </div>
                    </details>
                }
            })}
    }
    .into_any()
}
