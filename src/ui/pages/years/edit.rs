//! Changing a year: its name and days, and the due day of the phase that is open (R29, R30).
use crate::{
    api::{
        configuration::{ChangeDueDay, ChangeYear, DueView, YearPage as Answer, year},
        wire::Asked,
    },
    domain::ids::FiscalYearId,
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
        messages::{common, configuration as words, years},
        pages::configuration::parts::{Done, Submit, ask_for},
    },
};
use leptos::prelude::*;

pub struct YearPage {
    data: Asked<Answer>,
    change: Posting,
    due: Posting,
}

impl Page for YearPage {
    fn data() -> Self {
        let data = ask_for(year);
        YearPage { data, change: Posting::to::<ChangeYear>(), due: Posting::to::<ChangeDueDay>() }
    }

    fn view(this: Self) -> AnyView {
        let YearPage { data, change, due } = this;
        view! { <Loaded data view={move |answer| view! { <Body answer change due /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: Answer, change: Posting, due: Posting) -> impl IntoView {
    let name = answer.year.name.clone();
    let trail = vec![("/years".into(), common::YEARS.into())];
    let content = if answer.archived {
        view! {
            <div class="card stack stack--tight">
                <span class="badge" data-tone="neutral">
                    {years::archived(&name)}
                </span>
                <p>{words::ARCHIVED_YEAR}</p>
            </div>
        }
        .into_any()
    } else {
        let id = answer.year.id;
        let dues = match answer.windows.is_empty() {
            true => view! { <p class="muted">{words::NO_WINDOWS}</p> }.into_any(),
            false => answer
                .windows
                .clone()
                .into_iter()
                .map(|window| view! { <Due id window action={due} /> })
                .collect_view()
                .into_any(),
        };
        view! {
            <NameAndDays answer action={change} />
            {dues}
        }
        .into_any()
    };
    view! {
        <PageHead title={name} trail />
        <Done />
        {content}
    }
    .into_any()
}

#[component]
fn NameAndDays(answer: Answer, action: Posting) -> impl IntoView {
    let Answer { year, starts_on, ends_on, .. } = answer;
    view! {
        <section class="card stack" aria-labelledby="name-and-days">
            <h2 class="card__title" id="name-and-days">
                {words::CHANGE_YEAR}
            </h2>
            <PostForm action class="form stack">
                <input type="hidden" name="year" value={year.id.to_string()} />
                <input type="hidden" name="form[seen_name]" value={year.name.clone()} />
                <input type="hidden" name="form[seen_starts_on]" value={starts_on.clone()} />
                <input type="hidden" name="form[seen_ends_on]" value={ends_on.clone()} />
                <TextField
                    name="form[name]"
                    id="name"
                    label={words::NAME}
                    hint={words::YEAR_NAME_HINT}
                    value={year.name}
                    required=true
                />
                <div class="form-grid">
                    <TextField
                        name="form[starts_on]"
                        id="starts-on"
                        label={years::STARTS}
                        kind="date"
                        value={starts_on}
                        required=true
                        short=true
                    />
                    <TextField
                        name="form[ends_on]"
                        id="ends-on"
                        label={years::ENDS}
                        kind="date"
                        value={ends_on}
                        required=true
                        short=true
                    />
                </div>
                <Submit id="reason" button={words::SAVE} />
            </PostForm>
        </section>
    }
    .into_any()
}

#[component]
fn Due(id: FiscalYearId, window: DueView, action: Posting) -> impl IntoView {
    let title = words::due_day_of(window.phase);
    let heading = format!("due-{}", window.phase.code());
    let labelled_by = heading.clone();
    view! {
        <section class="card stack" aria-labelledby={labelled_by}>
            <h2 class="card__title" id={heading}>
                {title}
            </h2>
            <p>{words::due_now(&window.due, window.late)}</p>
            <PostForm action class="form stack">
                <input type="hidden" name="year" value={id.to_string()} />
                <input type="hidden" name="phase" value={window.phase.code()} />
                <input type="hidden" name="seen_due_on" value={window.due_on.clone()} />
                <TextField
                    name="due_on"
                    id="due-on"
                    label={words::DUE_DAY}
                    hint={words::DUE_HINT}
                    kind="date"
                    value={window.due_on}
                    required=true
                />
                <Submit name="reason" id="due-reason" button={words::DUE_DO} />
            </PostForm>
        </section>
    }
    .into_any()
}
