//! Who would change rank if the table were saved (R20): asked a moment after the last change, once the table is whole.
use crate::{
    api::{
        error::AppError,
        results::{TableCheck, TableForm, check_rank_table},
        views::PersonRef,
    },
    domain::rank::{BandInput, RankChange},
    ui::messages::{errors, ranks as words},
};
use leptos::prelude::*;
use std::time::Duration;

/// How long nothing changes before it is asked.
const AFTER: Duration = Duration::from_millis(500);
/// So many stand in the list.
const NAMED: usize = 100;

type Answer = (Vec<BandInput>, Result<TableCheck, AppError>);

#[derive(Clone, Copy)]
pub struct Preview {
    action: Action<TableForm, Answer>,
    /// The rows as they are; nothing while they are no whole table.
    form: Memo<Option<TableForm>>,
}

impl Preview {
    pub fn new(form: Memo<Option<TableForm>>) -> Preview {
        let action = Action::new(|form: &TableForm| {
            let form = form.clone();
            async move { (form.bands.clone(), check_rank_table(form).await) }
        });
        let preview = Preview { action, form };
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
        };
        Effect::new(move |_| {
            stop();
            if form.with(Option::is_some) {
                waiting.set_value(set_timeout_with_handle(move || preview.ask(), AFTER).ok());
            }
        });
        on_cleanup(stop);
        preview
    }

    pub fn ask(self) {
        if let Some(Some(form)) = self.form.try_get_untracked() {
            self.action.dispatch(form);
        }
    }

    /// What was answered for the rows as they are now.
    fn answer(self) -> Option<Result<TableCheck, AppError>> {
        let bands = self.form.get()?.bands;
        self.action.value().get().filter(|(asked, _)| *asked == bands).map(|(_, answer)| answer)
    }

    /// The reader has seen what saving would do.
    pub fn is_shown(self) -> bool {
        untrack(|| matches!(self.answer(), Some(Ok(_))))
    }
}

#[component]
pub fn Changes(preview: Preview, scripted: RwSignal<bool>) -> impl IntoView {
    let sentence = move || match (preview.form.with(Option::is_some), preview.answer()) {
        _ if !scripted.get() => words::BY_SCRIPT.to_owned(),
        (false, _) => words::FIRST_WHOLE.to_owned(),
        (true, None) => words::CHECKING.to_owned(),
        (true, Some(Ok(check))) => words::changes(check.changes.len(), check.scores),
        (true, Some(Err(error))) => {
            let said = errors::form(&error);
            format!("{}. {}", said.title, said.body)
        }
    };
    let list = move || {
        let check = preview.answer()?.ok()?;
        (!check.changes.is_empty()).then(|| view! { <List changes={check.changes} /> })
    };
    view! {
        <section class="card stack stack--tight" aria-labelledby="changes">
            <h2 class="card__title" id="changes">
                {words::CHANGES}
            </h2>
            <p role="status">{sentence}</p>
            {list}
        </section>
    }
    .into_any()
}

#[component]
fn List(changes: Vec<RankChange<PersonRef>>) -> impl IntoView {
    let rest = changes.len().saturating_sub(NAMED);
    let rank = |rank: Option<String>| rank.unwrap_or_else(|| words::NO_RANK.to_owned());
    view! {
        <div class="table-wrap table-wrap--tall" tabindex="0" role="region" aria-label={words::CHANGES_CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::CHANGES_CAPTION}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::PERSON}</th>
                        <th class="num" scope="col">
                            {words::SCORE}
                        </th>
                        <th scope="col">{words::NOW}</th>
                        <th scope="col">{words::THEN}</th>
                    </tr>
                </thead>
                <tbody>
                    {changes
                        .into_iter()
                        .take(NAMED)
                        .map(|change| {
                            view! {
                                <tr>
                                    <th scope="row">{change.who.name}</th>
                                    <td class="num">{change.score.to_string()}</td>
                                    <td>{rank(change.from)}</td>
                                    <td>
                                        <b>{rank(change.to)}</b>
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        {(rest > 0).then(|| view! { <p class="muted">{words::more(rest)}</p> })}
    }
    .into_any()
}
