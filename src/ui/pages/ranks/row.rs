//! One band: three cells, what is wrong with them, and moving or removing it.
use super::rows::{Cell, Rows, cells, id};
use crate::{
    domain::rank::TableProblem,
    ui::{
        components::Icon,
        messages::{ranks as words, reviews},
        platform,
    },
};
use leptos::prelude::*;
use std::time::Duration;

/// What stands beside a row.
fn said(problems: &[TableProblem], place: usize) -> Vec<String> {
    let here = |problem: &&TableProblem| cells(problem).last().is_some_and(|(row, _)| *row == place);
    let mut said: Vec<String> = problems.iter().filter(here).map(reviews::table_problem).collect();
    // A row without either end lacks "a score" twice.
    said.dedup();
    said
}

#[component]
pub fn Row(key: u32, rows: Rows, problems: Memo<Vec<TableProblem>>, scripted: RwSignal<bool>) -> impl IntoView {
    let place = Memo::new(move |_| rows.place(key));
    let said = Memo::new(move |_| problems.with(|problems| said(problems, place.get())));
    let described = format!("band-{key}-said");
    let after = move |key: Option<u32>| {
        if let Some(key) = key {
            // Once the row stands where it belongs.
            set_timeout(move || platform::focus(&id(key, Cell::Label)), Duration::ZERO);
        }
    };
    let cells = [(Cell::Label, words::RANK), (Cell::Min, words::FROM), (Cell::Max, words::TO)].map(|(cell, name)| {
        let described = described.clone();
        view! {
            <td>
                <Input key rows cell name place problems described />
            </td>
        }
    });
    let buttons = move || {
        scripted.get().then(|| {
            view! {
                <span class="button-row">
                    <Tool
                        icon="arrow-up"
                        name={Signal::derive(move || words::up(place.get()))}
                        press={move || {
                            rows.shift(key, -1);
                            after(Some(key));
                        }}
                    />
                    <Tool
                        icon="arrow-down"
                        name={Signal::derive(move || words::down(place.get()))}
                        press={move || {
                            rows.shift(key, 1);
                            after(Some(key));
                        }}
                    />
                    <Tool
                        icon="trash"
                        name={Signal::derive(move || words::remove(place.get()))}
                        press={move || after(rows.remove(key))}
                    />
                </span>
            }
        })
    };
    view! {
        <tr data-mark={move || {
            said.with(|said| !said.is_empty()).then_some("danger")
        }}>
            {cells.into_iter().collect_view()}
            <td id={described}>
                {move || {
                    said.get()
                        .into_iter()
                        .map(|words| {
                            view! {
                                <p class="field__error">
                                    <Icon name="warning" />
                                    {words}
                                </p>
                            }
                        })
                        .collect_view()
                }}
            </td> <td class="no-print">{buttons}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Input(
    key: u32,
    rows: Rows,
    cell: Cell,
    name: &'static str,
    place: Memo<usize>,
    problems: Memo<Vec<TableProblem>>,
    described: String,
) -> impl IntoView {
    let wrong = Memo::new(move |_| {
        let here = (place.get(), cell);
        problems.with(|problems| problems.iter().any(|problem| cells(problem).contains(&here)))
    });
    let number = cell != Cell::Label;
    let first = untrack(|| rows.text(key, cell));
    view! {
        <input
            class="input"
            class:num={number}
            id={id(key, cell)}
            name={move || format!("form[bands][{}][{}]", place.get(), cell.name())}
            aria-label={move || words::cell(name, place.get())}
            inputmode={number.then_some("decimal")}
            autocomplete="off"
            value={first}
            aria-invalid={move || wrong.get().then_some("true")}
            aria-describedby={described}
            prop:value={move || rows.text(key, cell)}
            on:input:target={move |event| rows.type_in(key, cell, event.target().value())}
        />
    }
    .into_any()
}

#[component]
fn Tool(icon: &'static str, #[prop(into)] name: Signal<String>, press: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    view! {
        <button class="button button--quiet button--icon button--small" type="button" on:click={move |_| press()}>
            <Icon name={icon} />
            <span class="visually-hidden">{move || name.get()}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rank::{self, BandInput};

    #[test]
    fn a_problem_speaks_once() {
        let band = |label: &str, min: &str, max: &str| BandInput { label: label.into(), min: min.into(), max: max.into() };
        let problems = rank::check(&[band("C", "0.75", "2"), band("A", "2.5", "6.25")]).expect_err("a gap");
        assert!(said(&problems, 0).is_empty());
        assert_eq!(said(&problems, 1), ["Gap between “C” and “A”: scores from 2.00 up to 2.50 have no rank."]);
    }
}
