//! What a target's band begins with: its number, what was agreed, and the points it brings.
use crate::{
    domain::target::Target,
    ui::messages::{evaluation, targets},
};
use leptos::prelude::*;

/// Longest task that is a heading by itself, in characters.
const HEADING: usize = 140;

/// A task as a heading, and whether that is all of it.
fn heading(task: &str) -> (String, bool) {
    let line = task.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= HEADING {
        return (line.to_owned(), line == task.trim());
    }
    let cut: String = line.chars().take(HEADING - 1).collect();
    (format!("{}…", cut.trim_end()), false)
}

/// The id of a target's heading.
pub fn heading_id(target: &Target) -> String {
    format!("target-{}", target.key)
}

/// `mark` stands before the points: what is special about this target.
#[component]
pub fn BandHead(
    number: usize,
    target: Target,
    #[prop(optional_no_strip)] goal: Option<String>,
    #[prop(optional, into)] mark: Option<ViewFn>,
    #[prop(optional, into)] points: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let (title, _) = heading(&target.task);
    let facts = targets::facts(target.weight, target.difficulty.code());
    let shown = points.map(|points| {
        view! {
            <span class="points num">
                {move || points.get().map_or_else(|| evaluation::NO_POINTS.into(), |points| evaluation::points(&points))}
            </span>
        }
    });
    view! {
        <header class="review-band__head">
            <span class="target-number" aria-hidden="true">
                {number}
            </span>
            <div>
                <h2 class="review-band__title" id={heading_id(&target)}>
                    <span class="visually-hidden">{targets::target_number(number)} ": "</span>
                    {title}
                </h2>
                <p class="review-band__facts">{facts} {goal.map(|goal| format!(" · {}", targets::serves(&goal)))}</p>
            </div>
            {mark.map(|mark| mark.run())}
            {shown}
        </header>
    }
    .into_any()
}

/// The KPI, and the whole task where the heading holds only its beginning.
#[component]
pub fn Agreed(number: usize, target: Target) -> impl IntoView {
    let (_, is_all) = heading(&target.task);
    let task = (!is_all).then_some(target.task);
    view! {
        <section class="side side--readonly side--whole">
            <h3 class="side__head">
                {targets::KPI} <span class="visually-hidden">{evaluation::of_target(number)}</span>
                <span class="side__mode">{evaluation::APPROVED} ", " {evaluation::READ_ONLY}</span>
            </h3>
            <p class="readonly">{target.kpi}</p>
            {task
                .map(|task| {
                    view! {
                        <details class="fold">
                            <summary>{evaluation::WHOLE_TASK}</summary>
                            <p class="fold__body readonly">{task}</p>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_task_is_cut_for_its_heading_and_says_so() {
        assert_eq!(heading("Cut errors"), ("Cut errors".into(), true));
        assert_eq!(heading("Cut errors\nin checkout"), ("Cut errors".into(), false));
        let (cut, is_all) = heading(&"あ".repeat(HEADING + 1));
        assert_eq!((cut.chars().count(), cut.ends_with('…'), is_all), (HEADING, true, false));
    }
}
