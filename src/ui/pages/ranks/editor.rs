//! The editor of one table. Rows are checked as one types; who would change rank is shown before it can be saved (R20).
use super::{
    super::sets::submit_button::SubmitButton,
    place::Place,
    preview::{Changes, Preview},
    row::Row,
    rows::{Cell, Rows, cells, id},
    strip::Strip,
};
use crate::{
    api::results::TableForm,
    domain::{
        ids::{EmployeeTypeId, FiscalYearId, GradeId},
        rank::{self, BandInput, TableProblem},
        validation::TEXT,
    },
    ui::{
        components::{Icon, PostForm, Posting, TextArea},
        contexts::kept::{self, KeptForm},
        messages::{ranks as words, reviews},
        platform,
    },
};
use leptos::prelude::*;
use std::time::Duration;

/// What the status line says about the rows.
fn verdict(problems: &[TableProblem]) -> String {
    problems
        .first()
        .map_or_else(|| words::WHOLE.to_owned(), |first| words::to_fix(&reviews::table_problem(first), problems.len() - 1))
}

/// The control to go to for the first problem; the first cell where it is about the table as a whole.
fn first_wrong(problems: &[TableProblem], keys: &[u32]) -> Option<String> {
    let (row, cell) = cells(problems.first()?).last().copied().unwrap_or((0, Cell::Label));
    keys.get(row).map(|key| id(*key, cell))
}

/// The hidden fields that say which table a form is about.
const ABOUT: [&str; 3] = ["form[year]", "form[employee_type]", "form[grade]"];

fn is_about(sent: &KeptForm, about: &[String; 3]) -> bool {
    ABOUT.iter().zip(about).all(|(name, value)| sent.text(name) == Some(value.as_str()))
}

/// The rows as they were sent, without scripts, and refused.
fn typed_rows(sent: &KeptForm) -> Vec<BandInput> {
    let cell = |row: usize, cell: Cell| sent.text(&format!("form[bands][{row}][{}]", cell.name())).map(str::to_owned);
    let row =
        |row: usize| Some(BandInput { label: cell(row, Cell::Label)?, min: cell(row, Cell::Min)?, max: cell(row, Cell::Max)? });
    (0..rank::MAX_BANDS).map_while(row).collect()
}

#[component]
pub fn Editor(
    year: FiscalYearId,
    of: (EmployeeTypeId, Option<GradeId>),
    start: Vec<BandInput>,
    shipped: Vec<BandInput>,
    place: Place,
    save: Posting,
) -> impl IntoView {
    let grade = of.1.map(|grade| grade.to_string()).unwrap_or_default();
    let sent = kept::of_form(save.path, None);
    let sent = sent.filter(|sent| is_about(sent, &[year.to_string(), of.0.to_string(), grade.clone()]));
    let rows = Rows::new(sent.as_ref().map_or(start, typed_rows));
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let bands = Memo::new(move |_| rows.bands());
    let problems = Memo::new(move |_| bands.with(|bands| rank::check(bands).err().unwrap_or_default()));
    let form = {
        let (year, employee_type, grade) = (year.to_string(), of.0.to_string(), grade.clone());
        Memo::new(move |_| {
            problems.with(Vec::is_empty).then(|| TableForm {
                year: year.clone(),
                employee_type: employee_type.clone(),
                grade: grade.clone(),
                bands: bands.get(),
                reason: String::new(),
            })
        })
    };
    let preview = Preview::new(form);
    let refused = RwSignal::new(None::<&'static str>);
    let check = Callback::new(move |()| {
        let wrong = untrack(|| problems.with(|problems| first_wrong(problems, &rows.keys())));
        if let Some(id) = wrong {
            refused.set(Some(words::FIX_FIRST));
            platform::focus(&id);
            return false;
        }
        if !preview.is_shown() {
            refused.set(Some(words::LOOK_FIRST));
            preview.ask();
            return false;
        }
        refused.set(None);
        true
    });
    view! {
        <PostForm action={save} class="stack">
            <input type="hidden" name="form[year]" value={year.to_string()} />
            <input type="hidden" name="form[employee_type]" value={of.0.to_string()} />
            <input type="hidden" name="form[grade]" value={grade} />
            <section class="card stack" aria-labelledby="bands">
                <h2 class="card__title" id="bands">
                    {words::ROWS}
                </h2>
                <p class="muted small">{words::ROWS_HINT}</p>
                <Strip bands />
                <RowTable rows problems scripted />
                <p role="status">
                    <span class="badge" data-tone={move || if problems.with(Vec::is_empty) { "success" } else { "danger" }}>
                        {move || problems.with(|problems| verdict(problems))}
                    </span>
                </p>
                <RowButtons rows shipped place scripted />
            </section>
            <Changes preview scripted />
            <TextArea name="form[reason]" id="reason" label={words::REASON} hint={words::REASON_HINT} max={TEXT} />
            <div role="alert">{move || refused.get().map(|words| view! { <p class="field__error">{words}</p> })}</div>
            <div class="button-row">
                <SubmitButton pending={save.pending()} check>
                    <Icon name="check" />
                    {words::SAVE}
                </SubmitButton>
                <a class="button" href={place.list().address()}>
                    {words::CANCEL}
                </a>
            </div>
        </PostForm>
    }
    .into_any()
}

#[component]
fn RowTable(rows: Rows, problems: Memo<Vec<TableProblem>>, scripted: RwSignal<bool>) -> impl IntoView {
    let heads = [words::RANK, words::FROM, words::TO, words::CHECK].map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::ROWS_CAPTION}>
            <table class="table bands-table">
                <caption class="visually-hidden">{words::ROWS_CAPTION}</caption>
                <thead>
                    <tr>
                        {heads.into_iter().collect_view()} <th class="no-print" scope="col">
                            <span class="visually-hidden">{words::ORDER}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each={move || rows.keys()} key={|key| *key} let:key>
                        <Row key rows problems scripted />
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Adding rows and starting anew: buttons, and links of the same meaning before and without scripts.
#[component]
fn RowButtons(rows: Rows, shipped: Vec<BandInput>, place: Place, scripted: RwSignal<bool>) -> impl IntoView {
    let count = untrack(|| rows.len());
    let add = move |_| {
        if let Some(key) = rows.add() {
            set_timeout(move || platform::focus(&id(key, Cell::Label)), Duration::ZERO);
        }
    };
    let buttons = move || {
        let shipped = shipped.clone();
        if scripted.get() {
            view! {
                <button class="button button--small" type="button" on:click={add}>
                    <Icon name="plus" />
                    {words::ADD}
                </button>
                <button class="button button--small" type="button" on:click={move |_| rows.replace(&shipped)}>
                    {words::START_SHIPPED}
                </button>
            }
            .into_any()
        } else {
            let with = |rows: usize| Place { rows: Some(rows), ..place }.address();
            view! {
                <a class="button button--small" href={with(count + 1)}>
                    {words::ADD}
                </a>
                <a class="button button--small" href={with(count.saturating_sub(1).max(1))}>
                    {words::REMOVE_LAST}
                </a>
                <a
                    class="button button--small"
                    href={Place {
                        shipped: true,
                        rows: None,
                        ..place
                    }
                        .address()}
                >
                    {words::START_SHIPPED}
                </a>
            }
            .into_any()
        }
    };
    view! { <div class="button-row">{buttons}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_rows_come_back_as_they_were_typed() {
        let fields = [
            ("form[year]", "1"),
            ("form[employee_type]", "2"),
            ("form[grade]", ""),
            ("form[bands][0][label]", "C"),
            ("form[bands][0][min]", "0,75"),
            ("form[bands][0][max]", ""),
            ("form[bands][2][label]", "not the next"),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let sent = KeptForm { path: "/api/save-rank-table".into(), fields };
        assert_eq!(typed_rows(&sent), [BandInput { label: "C".into(), min: "0,75".into(), max: String::new() }]);
        assert!(is_about(&sent, &["1".into(), "2".into(), String::new()]));
        assert!(!is_about(&sent, &["1".into(), "2".into(), "3".into()]));
    }

    #[test]
    fn a_refused_save_goes_to_the_first_fault() {
        let band = |label: &str, min: &str, max: &str| BandInput { label: label.into(), min: min.into(), max: max.into() };
        let problems = rank::check(&[band("C", "0.75", "2"), band("A", "2.5", "6.25")]).expect_err("a gap");
        assert_eq!(first_wrong(&problems, &[0, 9]), Some("band-9-min".into()));
        assert_eq!(first_wrong(&[TableProblem::NoBands], &[]), None);
        assert_eq!(first_wrong(&[], &[0]), None);
        assert_eq!(verdict(&[]), words::WHOLE);
        assert_eq!(verdict(&[TableProblem::NoBands, TableProblem::NoBands]), "There are no bands yet. And one more thing.");
    }
}
