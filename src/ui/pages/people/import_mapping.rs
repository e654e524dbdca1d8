//! Which column of the file is which: found by the headers, and chosen by hand where that is wrong (R7).
use super::import_job::JobPosts;
use crate::{
    api::people::{ImportView, MappedColumn},
    domain::import::JobState,
    ui::{
        components::{Choices, PostForm, SelectField},
        messages::people::import as words,
    },
};
use leptos::prelude::*;

/// What can be chosen for a column: every cell of the header, or none.
fn choices(header: &[String], required: bool, chosen: bool) -> Vec<Choices> {
    let mut options = Vec::with_capacity(header.len() + 1);
    // Even a required column begins as nothing when nobody knows which it is.
    if !required || !chosen {
        options.push((String::new(), words::NOT_IN_FILE.to_owned()));
    }
    options.extend(header.iter().enumerate().map(|(cell, text)| (cell.to_string(), words::choice(cell, text))));
    Choices::plain(options)
}

#[component]
pub fn MappingForm(staged: ImportView, posts: JobPosts) -> impl IntoView {
    let waits = staged.state == JobState::Mapping;
    let problems = staged.header_problems;
    let header = staged.header;
    let fields = staged
        .columns
        .into_iter()
        .map(|MappedColumn { column, cell }| {
            let label = if column.is_required() {
                format!("{} ({})", words::column(column), words::REQUIRED.to_lowercase())
            } else {
                words::column(column).to_owned()
            };
            view! {
                <SelectField
                    name={format!("columns[{}]", column.code())}
                    id={format!("column-{}", column.code())}
                    label
                    choices={choices(&header, column.is_required(), cell.is_some())}
                    chosen={cell.map(|cell| cell.to_string()).unwrap_or_default()}
                />
            }
        })
        .collect_view();
    view! {
        <details class="fold" open={waits}>
            <summary>{words::MAP}</summary>
            <div class="fold__body">
                <PostForm action={posts.map} class="form stack">
                    <p class="muted small">{words::MAP_EXPLAINED}</p>
                    {(!problems.is_empty())
                        .then(|| {
                            view! {
                                <ul>
                                    {problems
                                        .iter()
                                        .map(|problem| view! { <li>{words::header_problem(problem)}</li> })
                                        .collect_view()}
                                </ul>
                            }
                        })}
                    <input type="hidden" name="import" value={staged.import.to_string()} />
                    <div class="form-grid">{fields}</div>
                    <div class="button-row">
                        <button class="button" class:button--primary=waits type="submit">
                            {words::MAP_SAVE}
                        </button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn a_required_column_can_be_nothing_only_until_somebody_knows() {
        let header = ["Nr".to_owned(), String::new()];
        let codes = |required, chosen| {
            choices(&header, required, chosen)[0].options.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(codes(false, true), ["", "0", "1"]);
        assert_eq!(codes(true, false), ["", "0", "1"]);
        assert_eq!(codes(true, true), ["0", "1"]);
    }
}
