//! A manager's team as one bar; each state leads to the people in it.
use crate::{
    api::views::StateCounts,
    ui::{
        components::{StateBar, StateLegend},
        messages::{home as words, team},
    },
};
use leptos::prelude::*;

#[component]
pub fn MyTeam(counts: StateCounts) -> impl IntoView {
    let bar = if counts.total == 0 {
        view! { <p class="muted">{words::TEAM_EMPTY}</p> }.into_any()
    } else {
        view! {
            <StateBar counts={counts.clone()} tall=true />
            <StateLegend counts href={|code| format!("/team?state={code}")} label={team::LEGEND} />
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="my-team">
            <div class="section__head">
                <h2 id="my-team">{words::MY_TEAM}</h2>
                <a href="/team">{words::OPEN_TEAM}</a>
            </div>
            <div class="card stack stack--tight">{bar}</div>
        </section>
    }
    .into_any()
}
