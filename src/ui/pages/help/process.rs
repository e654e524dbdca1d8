//! The year as steps: who does what, which steps are the reader's in the role they act in, and what is running now.
use super::help::Part;
use crate::{
    domain::actor::Role,
    ui::{
        contexts::session::use_session,
        messages::{
            common,
            help::{self, Step},
        },
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;

/// The director decides what the board decides.
fn is_part_of(step: Role, acting: Role) -> bool {
    step == acting || (step == Role::BoardMember && acting == Role::GeneralDirector)
}

#[component]
pub fn Process() -> impl IntoView {
    let session = use_session();
    let running = move || {
        let phases = session.get().map(|session| session.phases).unwrap_or_default();
        let words: Vec<String> =
            phases.iter().map(|phase| help::running(&phase.year, common::phase(phase.phase), &phase.due)).collect();
        if words.is_empty() { help::NOTHING_RUNNING.to_owned() } else { words.join(" · ") }
    };
    view! {
        <Part anchor="process" title={help::PROCESS}>
            <div class="stack">
                {move || view! { <Banner tone="info" title={help::NOW} body={running()} /> }} <h3>{help::TARGET_SETTING}</h3>
                <p class="muted">{help::TARGET_SETTING_WHEN} ". " {help::how_many()}</p>
                <Steps steps={help::TARGET_STEPS.as_slice()} /> <h3>{help::REST_OF_YEAR}</h3>
                <p class="muted">{help::REST_OF_YEAR_WHEN}</p> <Steps steps={help::YEAR_STEPS.as_slice()} />
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Steps(steps: &'static [Step]) -> impl IntoView {
    let session = use_session();
    view! {
        <ol class="process">
            {steps
                .iter()
                .map(|step| {
                    let is_yours = move || session.role().is_some_and(|acting| is_part_of(step.role, acting));
                    view! {
                        <li>
                            <h4>{step.title}</h4>
                            <p>{step.what}</p>
                            <p class="process__who">{move || help::who(step.who, is_yours())}</p>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_director_takes_the_boards_part() {
        assert!(is_part_of(Role::BoardMember, Role::GeneralDirector));
        assert!(is_part_of(Role::Manager, Role::Manager));
        assert!(!is_part_of(Role::HrAdmin, Role::Manager));
    }
}
