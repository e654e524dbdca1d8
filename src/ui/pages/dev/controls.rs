//! Fields in every state, menus, folds, steps, the dialog.
use super::gallery::Specimen;
use crate::{
    domain::validation::{Problem, TASK, Violation},
    ui::{
        components::{Icon, TextArea, TextField},
        messages::{
            common, errors,
            help::{self, gallery as words},
        },
    },
};
use leptos::prelude::*;

#[component]
pub fn Controls() -> impl IntoView {
    view! {
        <Fields />
        <Choices />
        <Menus />
        <Dialog />
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
    let refused = Signal::derive(|| vec![Violation::new("area_wrong", Problem::TooLong { max: TASK, is: 2_345 })]);
    view! {
        <Specimen name={words::FIELDS}>
            <TextField name="field" label={words::FIELD} hint={words::FIELD_HINT} value={words::FIELD_VALUE} />
            <TextField name="day" label={words::FIELD_DATE} kind="date" short=true />
            // The markup of a refused line, whose violation only a form can bring.
            <div class="field">
                <label class="field__label" for="field-wrong">
                    {words::FIELD}
                    <span class="field__optional">" " {words::QUIET}</span>
                </label>
                <input class="input" id="field-wrong" type="text" aria-invalid="true" aria-describedby="field-wrong-error" />
                <p class="field__error" id="field-wrong-error">
                    <Icon name="warning" />
                    {errors::problem(&Problem::Missing)}
                </p>
            </div>
            <TextArea name="area" label={words::AREA} hint={words::FIELD_HINT} max={TASK} />
            <TextArea
                name="area_wrong"
                label={words::AREA_WRONG}
                max={TASK}
                value={RwSignal::new(words::HOSTILE.to_owned())}
                violations={refused}
            />
            <TextArea name="area_hidden" label={words::AREA_HIDDEN} label_hidden=true max={TASK} rows=2 />
            <p class="readonly">{words::READONLY}</p>
            <p class="readonly">{words::HOSTILE}</p>
        </Specimen>
        <Specimen name={words::SAVE_STATES}>
            {words::SAVES
                .into_iter()
                .map(|(state, icon, text)| {
                    view! {
                        <p class="save-state" data-state={state}>
                            <Icon name={icon} />
                            {text}
                        </p>
                    }
                })
                .collect_view()}
        </Specimen>
    }
    .into_any()
}

#[component]
fn Choices() -> impl IntoView {
    view! {
        <Specimen name={words::SELECT}>
            <div class="field">
                <label class="field__label" for="select">
                    {words::SELECT}
                </label>
                <select class="select" id="select">
                    <option>{words::SELECT_ONE}</option>
                    <option>{words::SELECT_TWO}</option>
                </select>
            </div>
            <div class="field field--short">
                <label class="field__label" for="weight">
                    {words::WEIGHT}
                </label>
                <span class="affix">
                    <input class="input num" id="weight" inputmode="numeric" value="40" />
                    <span class="affix__unit">{words::PERCENT}</span>
                </span>
            </div>
            <div class="search">
                <Icon name="search" />
                <input class="input" type="search" aria-label={words::SEARCH} />
            </div>
            <label class="checkbox">
                <input type="checkbox" checked=true />
                <span>{words::CHECKBOX}</span>
            </label>
            <fieldset class="radio-cards">
                <legend class="field__label">{words::RADIO}</legend>
                {help::LEVELS
                    .into_iter()
                    .map(|[level, factor, when]| {
                        view! {
                            <label class="radio-card">
                                <input type="radio" name="level" checked={level == "L2"} />
                                <span class="radio-card__title">{format!("{level} · {factor}")}</span>
                                <span class="radio-card__text">{when}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <label class="dropzone">
                <Icon name="upload" />
                <span>{words::FILE}</span>
                <input type="file" />
            </label>
        </Specimen>
    }
    .into_any()
}

#[component]
fn Menus() -> impl IntoView {
    view! {
        <Specimen name={words::MENUS}>
            <details class="menu">
                <summary class="menu__button button button--quiet button--icon">
                    <Icon name="more" />
                    <span class="visually-hidden">{words::MENU}</span>
                </summary>
                <ul class="menu__list">
                    <li>
                        <button class="menu__item" type="button">
                            <Icon name="copy" />
                            {words::DUPLICATE}
                        </button>
                    </li>
                    <li class="menu__rule" />
                    <li>
                        <button class="menu__item" type="button" data-tone="danger">
                            <Icon name="trash" />
                            {words::REMOVE}
                        </button>
                    </li>
                </ul>
            </details>
            <details class="fold">
                <summary>{words::FOLD}</summary>
                <div class="fold__body">{words::FOLD_BODY}</div>
            </details>
        </Specimen>
        <Specimen name={words::STEPS}>
            <ol class="steps">
                {words::STEP_NAMES
                    .into_iter()
                    .zip(["done", "current", "todo"])
                    .map(|(name, state)| {
                        view! {
                            <li data-state={state} aria-current={(state == "current").then_some("step")}>
                                {name}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </Specimen>
        <Specimen name={words::CHECKLIST}>
            <ul class="checklist">
                <li data-ok="">{words::CHECK_DONE}</li>
                <li>{words::CHECK_MISSING}</li>
            </ul>
        </Specimen>
    }
    .into_any()
}

#[component]
fn Dialog() -> impl IntoView {
    view! {
        <Specimen name={words::DIALOG}>
            <section class="dialog dialog--page" aria-labelledby="dialog-title">
                <header class="dialog__head">
                    <h3 id="dialog-title">{words::DIALOG_TITLE}</h3>
                    <button class="button button--quiet button--icon" type="button">
                        <Icon name="x" />
                        <span class="visually-hidden">{common::CLOSE}</span>
                    </button>
                </header>
                <div class="dialog__body">
                    <p>{words::DIALOG_BODY}</p>
                </div>
                <footer class="dialog__foot button-row button-row--end">
                    <button class="button" type="button">
                        {common::CANCEL}
                    </button>
                    <button class="button button--primary" type="button">
                        {words::DIALOG_TITLE}
                    </button>
                </footer>
            </section>
        </Specimen>
    }
    .into_any()
}
