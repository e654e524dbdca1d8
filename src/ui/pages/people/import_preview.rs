//! The second step: what the file would do, by number, by new names and row by row; applying it, all or nothing.
use super::{
    banner::Banner,
    import::{FATES, ImportQuery},
    import_job::{CancelForm, JobPosts},
    import_mapping::MappingForm,
    import_rows::ImportRows,
};
use crate::{
    api::people::ImportView,
    ui::{
        components::{FormError, Icon, PostForm, Posting},
        messages::people::{self, import as words},
    },
};
use leptos::prelude::*;

/// How many new names of a kind are shown before the rest is folded away.
const NAMES_SHOWN: usize = 12;

/// Whether the staged file can be applied, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Ready,
    NothingToDo,
    Blocked,
}

/// How many rows meet which fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub created: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub refused: u64,
}

impl Figures {
    pub fn of(staged: &ImportView) -> Self {
        Figures { created: staged.created, changed: staged.changed, unchanged: staged.unchanged, refused: staged.refused }
    }

    /// Of one fate; of all rows for anything else.
    pub fn meeting(self, code: &str) -> u64 {
        match code {
            "create" => self.created,
            "change" => self.changed,
            "unchanged" => self.unchanged,
            "refused" => self.refused,
            _ => self.created + self.changed + self.unchanged + self.refused,
        }
    }

    fn verdict(self) -> Verdict {
        if self.refused > 0 {
            Verdict::Blocked
        } else if self.created + self.changed == 0 {
            Verdict::NothingToDo
        } else {
            Verdict::Ready
        }
    }
}

#[component]
pub fn Preview(staged: ImportView, query: ImportQuery, apply: Posting, posts: JobPosts) -> impl IntoView {
    let problem = staged.problem.clone();
    let (mapped, cancelled) = (staged.clone(), staged.import);
    let figures = Figures::of(&staged);
    let (file_name, import) = (words::file(&staged.file_name, staged.encoding), staged.import.to_string());
    let ignored = staged.ignored_columns.clone();
    let new_names = (staged.new_departments.clone(), staged.new_employee_types.clone(), staged.new_grades.clone());
    view! {
        <FormError error={Signal::stored(problem)} />
        <VerdictBanner figures query={query.clone()} />
        <section class="card">
            <PostForm action={apply} class="form stack">
                <p class="muted">{file_name}</p>
                <input type="hidden" name="import" value={import} />
                <p id="apply-note">{words::ALL_OR_NOTHING}</p>
                <div class="button-row">
                    <button
                        class="button button--primary"
                        type="submit"
                        disabled={figures.verdict() != Verdict::Ready}
                        aria-describedby="apply-note"
                        aria-busy={move || apply.pending().get().then_some("true")}
                    >
                        {words::APPLY}
                    </button>
                    <a class="button" href="/people/import">
                        {words::ANOTHER_FILE}
                    </a>
                </div>
            </PostForm>
        </section>
        <CancelForm import={cancelled} posts />
        <Ignored columns={ignored} />
        <MappingForm staged={mapped} posts />
        <NewNames departments={new_names.0} employee_types={new_names.1} grades={new_names.2} />
        <FateCards figures query={query.clone()} />
        <ImportRows staged query />
    }
    .into_any()
}

#[component]
fn VerdictBanner(figures: Figures, query: ImportQuery) -> impl IntoView {
    let would_do = words::would_do(figures.created, figures.changed, figures.unchanged);
    match figures.verdict() {
        Verdict::Ready => view! { <Banner tone="info" title={words::READY} body={would_do} /> }.into_any(),
        Verdict::NothingToDo => {
            view! { <Banner tone="info" title={words::NOTHING_TO_DO} body={words::NOTHING_TO_DO_BODY} /> }.into_any()
        }
        Verdict::Blocked => view! {
            <Banner tone="danger" title={words::blocked(figures.refused)} body={words::BLOCKED_BODY}>
                <a class="button button--small" href={query.narrowed("refused").href()}>
                    {words::SHOW_REFUSED}
                </a>
            </Banner>
        }
        .into_any(),
    }
}

fn tone(code: &str, count: u64) -> &'static str {
    match code {
        "create" if count > 0 => "success",
        "change" if count > 0 => "info",
        "refused" if count > 0 => "danger",
        _ => "neutral",
    }
}

/// How many rows meet which fate; each figure narrows the rows below to its own.
#[component]
pub fn FateCards(figures: Figures, query: ImportQuery) -> impl IntoView {
    view! {
        <nav class="figure-cards" aria-label={words::FATES}>
            {std::iter::once("")
                .chain(FATES)
                .map(|code| {
                    let count = figures.meeting(code);
                    view! {
                        <a
                            class="figure-card"
                            href={query.narrowed(code).href()}
                            data-tone={tone(code, count)}
                            data-noscroll=""
                            aria-current={(query.only == code).then_some("true")}
                        >
                            <span class="figure-card__value num">{count}</span>
                            <span class="figure-card__label">{words::fate_name(code)}</span>
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

#[component]
fn Ignored(columns: Vec<String>) -> impl IntoView {
    (!columns.is_empty()).then(|| view! { <Banner tone="warning" title={words::IGNORED} body={words::ignored(&columns)} /> })
}

#[component]
fn NewNames(departments: Vec<String>, employee_types: Vec<String>, grades: Vec<(String, String)>) -> impl IntoView {
    let grades: Vec<String> = grades.iter().map(|(under, name)| words::grade(under, name)).collect();
    let kinds = [(words::NEW_DEPARTMENTS, departments), (words::NEW_TYPES, employee_types), (words::NEW_GRADES, grades)];
    let kinds: Vec<(&'static str, Vec<String>)> = kinds.into_iter().filter(|(_, names)| !names.is_empty()).collect();
    (!kinds.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <h2 class="card__title">{words::NEW_NAMES}</h2>
                <p class="muted small">{words::NEW_NAMES_EXPLAINED}</p>
                <dl class="dl">
                    {kinds
                        .into_iter()
                        .map(|(kind, names)| {
                            view! {
                                <div>
                                    <dt>{format!("{kind} ({})", names.len())}</dt>
                                    <dd>
                                        <Names names />
                                    </dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
            </section>
        }
    })
}

#[component]
fn Names(mut names: Vec<String>) -> impl IntoView {
    let rest = names.split_off(names.len().min(NAMES_SHOWN));
    let more = rest.len();
    view! {
        <Tags names />
        {(more > 0)
            .then(|| {
                view! {
                    <details class="fold">
                        <summary>{people::and_more(more)}</summary>
                        <div class="fold__body">
                            <Tags names={rest} />
                        </div>
                    </details>
                }
            })}
    }
    .into_any()
}

#[component]
fn Tags(names: Vec<String>) -> impl IntoView {
    view! {
        <span class="cluster">
            {names
                .into_iter()
                .map(|name| {
                    view! {
                        <span class="tag">
                            <Icon name="plus" />
                            {name}
                        </span>
                    }
                })
                .collect_view()}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(created: u64, changed: u64, refused: u64) -> Figures {
        Figures { created, changed, unchanged: 3, refused }
    }

    #[test]
    fn one_refused_row_blocks_the_file() {
        assert_eq!(figures(200, 5, 1).verdict(), Verdict::Blocked);
        assert_eq!(figures(0, 0, 0).verdict(), Verdict::NothingToDo);
        assert_eq!(figures(0, 1, 0).verdict(), Verdict::Ready);
    }

    #[test]
    fn the_figures_total_the_rows() {
        assert_eq!(figures(1, 2, 4).meeting(""), 10);
        assert_eq!(FATES.map(|code| figures(1, 2, 4).meeting(code)), [1, 2, 3, 4]);
    }
}
