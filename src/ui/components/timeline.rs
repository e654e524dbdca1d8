//! The way of a target set (R33).
use super::Steps;
use crate::{domain::target::SetState, ui::messages::states};
use leptos::prelude::*;

#[component]
pub fn Timeline(state: SetState) -> impl IntoView {
    view! { <Steps name={states::TIMELINE} steps={&states::STEPS} here={state.step()} closed={state.is_closed()} /> }
}
