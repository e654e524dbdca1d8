//! A target set as its readers see it: timeline, what was handed over, history.
use super::{gallery::Specimen, samples};
use crate::{
    domain::target::SetState,
    ui::{
        components::{History, Submission, Timeline},
        messages::help::gallery as words,
    },
};
use leptos::prelude::*;

#[component]
pub fn Records() -> impl IntoView {
    let (now, before) = samples::submissions();
    view! {
        <Specimen name={words::TIMELINES}>
            <section>
                {[SetState::Draft, SetState::ManagerApproved, SetState::TargetSettingComplete]
                    .into_iter()
                    .map(|state| view! { <Timeline state /> })
                    .collect_view()}
            </section>
        </Specimen>
        <Specimen name={words::SUBMISSIONS}>
            <section class="stack">
                <Submission now before={Some(before)} />
            </section>
        </Specimen>
        <Specimen name={words::HISTORY}>
            <section class="card">
                <History events={samples::events()} />
            </section>
        </Specimen>
        <Specimen name={words::NO_HISTORY}>
            <section class="card">
                <History events={vec![]} />
            </section>
        </Specimen>
    }
    .into_any()
}
