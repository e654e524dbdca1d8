//! The sum of the weights: a bar that fills to 100, with the difference in words.
use super::desk::use_desk;
use crate::{
    domain::{
        draft::Field,
        target::{WHOLE, weight_sum},
    },
    ui::{
        drafting::check::{FieldError, use_check},
        messages::targets,
    },
};
use leptos::prelude::*;

#[component]
pub fn Total() -> impl IntoView {
    let desk = use_desk();
    let sum = Memo::new(move |_| desk.content.with(|content| weight_sum(content).0));
    let fit = move || match sum.get() {
        WHOLE => "exact",
        less if less < WHOLE => "under",
        _ => "over",
    };
    let filled = move || sum.get().clamp(0, WHOLE).to_string();
    let words = use_check().words(&Field::Total.name());
    view! {
        <div class="meter-total" id={Field::Total.name()} tabindex="-1" role="group" aria-label={targets::TOTAL} data-fit={fit}>
            <div class="meter-total__words" role="status">
                <strong class="num">{move || targets::total(sum.get())}</strong>
                " "
                <span>{move || targets::total_words(sum.get())}</span>
            </div>
            <progress max={WHOLE.to_string()} value={filled} aria-label={targets::TOTAL}>
                {move || targets::total(sum.get())}
            </progress>
            <FieldError id={"total-error".to_owned()} words />
        </div>
    }
    .into_any()
}
