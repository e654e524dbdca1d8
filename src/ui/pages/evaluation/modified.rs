//! What the employee says a target has become, beside what was approved (R16).
use crate::{
    domain::target::Target,
    ui::messages::{evaluation, targets},
};
use leptos::prelude::*;

/// Name, what was approved and what it became, of everything that differs.
fn differences(approved: &Target, now: &Target) -> Vec<(&'static str, String, String)> {
    let weight = |target: &Target| format!("{} %", target.weight);
    let difficulty = |target: &Target| targets::difficulty(target.difficulty.code()).to_owned();
    let all = [
        (targets::TASK, approved.task.clone(), now.task.clone()),
        (targets::KPI, approved.kpi.clone(), now.kpi.clone()),
        (targets::WEIGHT, weight(approved), weight(now)),
        (targets::DIFFICULTY, difficulty(approved), difficulty(now)),
    ];
    all.into_iter().filter(|(_, was, is)| was != is).collect()
}

/// This target as the employee has it, where it differs.
pub fn changed(approved: &Target, changed: Option<&[Target]>) -> Option<Target> {
    changed?.iter().find(|target| target.key == approved.key && *target != approved).cloned()
}

#[component]
pub fn Modified(
    number: usize,
    approved: Target,
    now: Target,
    /// Whose changes these are; nobody's name where their owner reads.
    #[prop(optional_no_strip)]
    name: Option<String>,
) -> impl IntoView {
    let rows = differences(&approved, &now)
        .into_iter()
        .map(|(field, was, is)| {
            view! {
                <tr>
                    <th scope="row">{field}</th>
                    <td>
                        <del class="readonly">{was}</del>
                    </td>
                    <td>
                        <ins class="readonly">{is}</ins>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="side side--readonly side--whole">
            <table class="table modified">
                <caption class="visually-hidden">{evaluation::MODIFIED} {evaluation::of_target(number)}</caption>
                <thead>
                    <tr>
                        <td />
                        <th scope="col">{evaluation::WAS_APPROVED}</th>
                        <th scope="col">{evaluation::changed_by(name.as_deref())}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Beside a target's title.
pub fn modified_mark() -> AnyView {
    view! { <span class="badge badge--modified">{evaluation::MODIFIED}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::RowKey, target::Difficulty};

    fn target(weight: i64, kpi: &str) -> Target {
        Target { key: RowKey("a".into()), task: "t".into(), kpi: kpi.into(), weight, difficulty: Difficulty::L2, goal: None }
    }

    #[test]
    fn only_what_differs_is_shown() {
        let (was, is) = (target(40, "k"), target(30, "k"));
        assert_eq!(differences(&was, &is), [(targets::WEIGHT, "40 %".into(), "30 %".into())]);
        assert_eq!(changed(&was, Some(std::slice::from_ref(&is))), Some(is.clone()));
        assert_eq!(changed(&was, Some(std::slice::from_ref(&was))), None);
        assert_eq!(changed(&was, None), None);
    }
}
