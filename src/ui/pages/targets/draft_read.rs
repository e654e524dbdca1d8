//! A draft that can only be read: the same cards with text instead of controls.
use crate::{
    api::views::GoalView,
    domain::draft::{DraftContent, DraftRow},
    ui::messages::targets,
};
use leptos::prelude::*;

#[component]
pub fn DraftRead(draft: DraftContent, goals: Vec<GoalView>) -> impl IntoView {
    let is_empty = draft.rows.iter().all(DraftRow::is_blank)
        && draft.current_role.trim().is_empty()
        && draft.long_term_goal.trim().is_empty();
    if is_empty {
        return view! {
            <section class="card">
                <h2 class="card__title">{targets::YOUR_DRAFT}</h2>
                <p class="muted">{targets::DRAFT_EMPTY}</p>
            </section>
        }
        .into_any();
    }
    let cards = draft
        .rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let goal = goals.iter().find(|goal| goal.id.to_string() == row.goal).map(|goal| goal.title.clone());
            view! { <Card number={index + 1} row goal /> }
        })
        .collect_view();
    view! {
        <section class="card stack stack--tight">
            <h2 class="card__title">{targets::YOUR_DRAFT}</h2>
            <Text title={targets::CURRENT_ROLE} text={draft.current_role} />
            <Text title={targets::LONG_TERM_GOAL} text={draft.long_term_goal} />
        </section>
        <ol class="target-grid">{cards}</ol>
    }
    .into_any()
}

#[component]
fn Card(number: usize, row: DraftRow, #[prop(optional_no_strip)] goal: Option<String>) -> impl IntoView {
    let weight = if row.weight.trim().is_empty() { String::new() } else { format!("{} {}", row.weight, targets::PERCENT) };
    view! {
        <li>
            <div class="target-card">
                <header class="target-card__head">
                    <h2 class="target-card__number">
                        <span class="visually-hidden">{targets::TARGET}</span>
                        {number}
                    </h2>
                </header>
                <div class="target-card__task">
                    <Text title={targets::TASK} text={row.task} />
                </div>
                <div class="target-card__kpi">
                    <Text title={targets::KPI} text={row.kpi} />
                </div>
                <div class="target-card__numbers">
                    <Text title={targets::WEIGHT} text={weight} />
                    <Text title={targets::DIFFICULTY} text={targets::difficulty(&row.difficulty).to_owned()} />
                    <Text title={targets::GOAL} text={goal.unwrap_or_else(|| targets::NO_GOAL.into())} />
                </div>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Text(title: &'static str, text: String) -> impl IntoView {
    let text = if text.trim().is_empty() { targets::EMPTY_TEXT.to_owned() } else { text };
    view! {
        <div class="field">
            <h3 class="field__label">{title}</h3>
            <p class="readonly">{text}</p>
        </div>
    }
    .into_any()
}
