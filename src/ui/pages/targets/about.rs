//! The two texts above the grid: current role and long-term goal.
use super::{conflict::FieldConflict, desk::use_desk};
use crate::{
    domain::{draft::Field, validation::TEXT},
    ui::{components::TextArea, drafting::check::use_check, messages::targets},
};
use leptos::prelude::*;

#[component]
pub fn AboutYou() -> impl IntoView {
    let (desk, check) = (use_desk(), use_check());
    let text = move |field: Field, name: &'static str, label: &'static str, hint: &'static str, value: RwSignal<String>| {
        view! {
            <div class="stack stack--tight">
                <TextArea name id={field.name()} label hint value violations={check.violations} max={TEXT} />
                <FieldConflict field label />
            </div>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="about-you">
            <h2 class="visually-hidden" id="about-you">
                {targets::ABOUT_YOU}
            </h2>
            {text(Field::CurrentRole, "form[current_role]", targets::CURRENT_ROLE, targets::ROLE_HINT, desk.sheet.current_role)}
            {text(
                Field::LongTermGoal,
                "form[long_term_goal]",
                targets::LONG_TERM_GOAL,
                targets::GOAL_HINT,
                desk.sheet.long_term_goal,
            )}
        </section>
    }
    .into_any()
}
