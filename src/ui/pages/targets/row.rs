//! One target as a card of the grid.
use super::{
    conflict::{FieldConflict, use_wording},
    desk::use_desk,
    place::Column,
    problems::is_in_row,
    row_menu::RowMenu,
    sheet::Row,
};
use crate::{
    domain::{draft::Field, target::Difficulty, validation::TASK},
    ui::{
        components::TextArea,
        drafting::{
            check::use_check,
            fields::{ChoiceField, WeightField},
        },
        messages::targets,
    },
};
use leptos::prelude::*;

#[component]
pub fn RowCard(row: Row) -> impl IntoView {
    let (desk, check) = (use_desk(), use_check());
    let key = row.key.clone();
    let number = Memo::new(move |_| desk.sheet.position(&key).map_or(0, |place| place + 1));
    let key = row.key.clone();
    let is_invalid = Memo::new(move |_| check.violations.with(|all| all.iter().any(|found| is_in_row(found, &key))));
    let head = format!("target-{}", row.key);
    let name = |part: &str| format!("form[rows][{}][{part}]", row.place);
    let field = |column: Column| column.field(&row.key);
    let difficulties = Difficulty::ALL.map(|level| (level.code().to_owned(), targets::difficulty_short(level.code()).to_owned()));
    view! {
        <li>
            <div class="target-card" role="group" aria-labelledby={head} data-invalid={move || is_invalid.get().then_some("")}>
                <header class="target-card__head">
                    <h2 class="target-card__number" id={head.clone()}>
                        <span class="visually-hidden">{targets::TARGET}</span>
                        {move || number.get()}
                    </h2>
                    <RowMenu key={row.key.clone()} number />
                </header>
                <input type="hidden" name={name("key")} value={row.key.to_string()} />
                <div class="target-card__task stack stack--tight">
                    <LongCell field={field(Column::Task)} name={name("task")} label={targets::TASK} value={row.task} />
                </div>
                <div class="target-card__kpi stack stack--tight">
                    <LongCell field={field(Column::Kpi)} name={name("kpi")} label={targets::KPI} value={row.kpi} />
                </div>
                <div class="target-card__numbers">
                    <div class="stack stack--tight">
                        <WeightField id={field(Column::Weight).name()} name={name("weight")} value={row.weight} />
                        <FieldConflict field={field(Column::Weight)} label={targets::WEIGHT} />
                    </div>
                    <div class="stack stack--tight">
                        <ChoiceField
                            id={field(Column::Difficulty).name()}
                            name={name("difficulty")}
                            label={targets::DIFFICULTY}
                            value={row.difficulty}
                            empty={targets::CHOOSE}
                            unknown={targets::difficulty("")}
                            options={difficulties.into()}
                        />
                        <FieldConflict field={field(Column::Difficulty)} label={targets::DIFFICULTY} />
                    </div>
                    <div class="target-card__goal stack stack--tight">
                        <ChoiceField
                            id={field(Column::Goal).name()}
                            name={name("goal")}
                            label={targets::GOAL}
                            value={row.goal}
                            empty={targets::NO_GOAL}
                            unknown={targets::GOAL_GONE}
                            options={use_wording().goals()}
                            optional=true
                        />
                        <FieldConflict field={field(Column::Goal)} label={targets::GOAL} />
                    </div>
                </div>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn LongCell(field: Field, name: String, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <TextArea name id={field.name()} label value violations={use_check().violations} max={TASK} />
        <FieldConflict field label />
    }
    .into_any()
}
