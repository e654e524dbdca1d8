//! What the board decided so far: when it met, what it noted, who recorded it (R28).
use crate::{
    api::results::DecisionView,
    ui::{components::Moment, messages::results as words},
};
use leptos::prelude::*;

#[component]
pub fn Decisions(decisions: Vec<DecisionView>) -> impl IntoView {
    let content = if decisions.is_empty() {
        view! { <p class="muted">{words::NO_DECISIONS}</p> }.into_any()
    } else {
        view! {
            <div class="card">
                <ol class="history">
                    {decisions
                        .into_iter()
                        .map(|decision| {
                            let nobody = decision.no_department.then_some(words::OF_NO_DEPARTMENT);
                            let place = decision.department.as_deref().or(nobody);
                            let decided = words::decided(decision.approved, place);
                            view! {
                                <li class="history__event" data-tone="success">
                                    <p class="history__what">
                                        <strong>{decision.by}</strong>
                                        " "
                                        {decided}
                                        ". "
                                        {words::met_on(&decision.meeting_on)}
                                    </p>
                                    <span class="history__when">
                                        <Moment when={decision.at} />
                                    </span>
                                    <blockquote class="quote">{decision.notes}</blockquote>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="decisions">
            <div class="section__head">
                <h2 id="decisions">{words::DECISIONS}</h2>
            </div>
            {content}
        </section>
    }
    .into_any()
}
