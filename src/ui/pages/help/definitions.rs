//! What the terms mean: weights, difficulty, KPIs, states, and who reads what.
use super::help::Part;
use crate::{
    domain::target::SetState,
    ui::{components::StateBadge, messages::help},
};
use leptos::prelude::*;

#[component]
pub fn Weights() -> impl IntoView {
    view! {
        <Part anchor="weights" title={help::WEIGHTS}>
            <div class="prose">
                {paragraphs(&help::WEIGHTS_TEXT)} <blockquote class="quote">{help::WEIGHTS_EXAMPLE}</blockquote>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
pub fn Difficulty() -> impl IntoView {
    view! {
        <Part anchor="difficulty" title={help::DIFFICULTY}>
            <div class="stack">
                <div class="prose">{paragraphs(&help::DIFFICULTY_TEXT)}</div>
                <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={help::LEVELS_CAPTION}>
                    <table class="table">
                        <caption class="visually-hidden">{help::LEVELS_CAPTION}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{help::LEVEL}</th>
                                <th class="num" scope="col">
                                    {help::FACTOR}
                                </th>
                                <th scope="col">{help::WHEN}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {help::LEVELS
                                .into_iter()
                                .map(|[level, factor, when]| {
                                    view! {
                                        <tr>
                                            <th scope="row">{level}</th>
                                            <td class="num">{factor}</td>
                                            <td>{when}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
pub fn Kpi() -> impl IntoView {
    view! {
        <Part anchor="kpi" title={help::KPI}>
            <div class="prose">{paragraphs(&help::KPI_TEXT)} <blockquote class="quote">{help::KPI_EXAMPLE}</blockquote></div>
        </Part>
    }
    .into_any()
}

#[component]
pub fn States() -> impl IntoView {
    view! {
        <Part anchor="states" title={help::STATES}>
            <div class="stack">
                <p>{help::STATES_TEXT}</p>
                <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={help::STATES_CAPTION}>
                    <table class="table">
                        <caption class="visually-hidden">{help::STATES_CAPTION}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{help::STATE}</th>
                                <th scope="col">{help::MEANS}</th>
                                <th scope="col">{help::TURN}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {SetState::ALL
                                .into_iter()
                                .map(|state| {
                                    view! {
                                        <tr>
                                            <th scope="row">
                                                <StateBadge state />
                                            </th>
                                            <td>{help::state_means(state)}</td>
                                            <td>{help::turn(state.turn())}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()} <tr>
                                <th scope="row">
                                    <StateBadge state={SetState::Draft} exempt=true />
                                </th>
                                <td>{help::EXEMPT_MEANS}</td>
                                <td>{help::NOBODYS_TURN}</td>
                            </tr>
                        </tbody>
                    </table>
                </div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
pub fn Reading() -> impl IntoView {
    view! {
        <Part anchor="reading" title={help::READING}>
            <div class="prose">
                <ul>{help::READING_TEXT.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            </div>
        </Part>
    }
    .into_any()
}

fn paragraphs(texts: &'static [&'static str]) -> impl IntoView {
    texts.iter().map(|text| view! { <p>{*text}</p> }).collect_view()
}
