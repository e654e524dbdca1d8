//! "This target changed": a tick that shows the target's fields, filled in as approved (R16). They show without scripts too.
use super::fields::{DraftText, FieldConflict, Tick, form_name};
use crate::{
    domain::{draft::RowKey, evaluation::SelfField, merge::TextField, target::Difficulty, validation::TASK},
    ui::{
        drafting::fields::{ChoiceField, WeightField},
        messages::{evaluation, targets},
        pages::evaluation::desk::use_desk,
    },
};
use leptos::prelude::*;

#[component]
pub fn ChangeFields(number: usize, key: RowKey) -> impl IntoView {
    let sheet = use_desk().sheet;
    let name = |field: fn(RowKey) -> SelfField| field(key.clone()).name();
    let (weight, difficulty) = (name(SelfField::Weight), name(SelfField::Difficulty));
    let levels = Difficulty::ALL.map(|level| (level.code().to_owned(), targets::difficulty_short(level.code()).to_owned()));
    let title = format!("{}{}", evaluation::CHANGED_TO, evaluation::of_target(number));
    view! {
        <div class="change">
            <Tick
                name={name(SelfField::Changed)}
                label={evaluation::CHANGED_TICK}
                about={evaluation::of_target(number)}
                class="change__tick"
            />
            <div class="change__fields stack" role="group" aria-label={title}>
                <p class="field__hint">
                    <span class="badge badge--modified">{evaluation::CHANGED}</span>
                    " "
                    {evaluation::CHANGED_HINT}
                </p>
                <DraftText name={name(SelfField::Task)} label={targets::TASK} max={TASK} rows=2 />
                <DraftText name={name(SelfField::Kpi)} label={targets::KPI} max={TASK} rows=2 />
                <div class="form-grid">
                    <div class="stack stack--tight">
                        <WeightField id={weight.clone()} name={form_name(&weight)} value={sheet.text(&weight)} />
                        <FieldConflict name={weight} label={targets::WEIGHT.to_owned()} />
                    </div>
                    <div class="stack stack--tight">
                        <ChoiceField
                            id={difficulty.clone()}
                            name={form_name(&difficulty)}
                            label={targets::DIFFICULTY}
                            value={sheet.text(&difficulty)}
                            empty={targets::CHOOSE}
                            unknown={targets::difficulty("")}
                            options={levels.into()}
                        />
                        <FieldConflict name={difficulty} label={targets::DIFFICULTY.to_owned()} />
                    </div>
                </div>
            </div>
        </div>
    }
    .into_any()
}
