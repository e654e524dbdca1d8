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
    // What cannot be read as a weight counts as nothing: a sum beside it is not whole, whatever it is.
    let weights = Memo::new(move |_| desk.content.with(weight_sum));
    let sum = Memo::new(move |_| weights.get().0);
    let fit = move || match sum.get() {
        WHOLE if weights.get().1 => "exact",
        WHOLE => "under",
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
                <span>{move || targets::total_words(weights.get())}</span>
            </div>
            <progress max={WHOLE.to_string()} value={filled} aria-label={targets::TOTAL}>
                {move || targets::total(sum.get())}
            </progress>
            <FieldError id={"total-error".to_owned()} words />
        </div>
    }
    .into_any()
}
