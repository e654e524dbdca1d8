//! An import that is under way, waits for its columns, or was cancelled: how far it is, and what can be done about it (R7).
use super::{banner::Banner, import::ImportQuery, import_mapping::MappingForm};
use crate::{
    api::people::{CancelImport, CheckImport, ImportView, MapImport},
    domain::{ids::ImportId, import::JobState},
    ui::{
        components::{Icon, PostForm, Posting},
        messages::people::import as words,
    },
};
use leptos::prelude::*;
use std::time::Duration;

/// What can be sent about a job.
#[derive(Clone, Copy)]
pub struct JobPosts {
    pub map: Posting,
    pub cancel: Posting,
    pub check: Posting,
}

impl JobPosts {
    pub fn all() -> Self {
        JobPosts { map: Posting::to::<MapImport>(), cancel: Posting::to::<CancelImport>(), check: Posting::to::<CheckImport>() }
    }

    /// Counts the answers to all of them.
    pub fn version(self) -> usize {
        self.map.version().get() + self.cancel.version().get() + self.check.version().get()
    }
}

/// Between two looks at a job.
const EVERY: Duration = Duration::from_secs(1);

#[component]
pub fn UnderWay(staged: ImportView, query: ImportQuery, posts: JobPosts, version: RwSignal<u32>) -> impl IntoView {
    let (state, import) = (staged.state, staged.import);
    let file = words::file(&staged.file_name, staged.encoding);
    if state.is_under_way() {
        Effect::new(move |_| set_timeout(move || version.update(|version| *version += 1), EVERY));
    }
    let body = match state {
        JobState::Checking => view! {
            <Banner tone="info" title={words::CHECKING} body={words::CHECKING_BODY} silent=true />
            <Progress done={staged.done} total={staged.total} />
            <LookAgain query />
            <CancelForm import posts />
        }
        .into_any(),
        JobState::Applying => view! {
            <Banner tone="info" title={words::APPLYING} body={words::APPLYING_BODY} silent=true />
            <LookAgain query />
        }
        .into_any(),
        JobState::Mapping => view! {
            <Banner tone="warning" title={words::NEEDS_MAPPING} body={words::NEEDS_MAPPING_BODY} />
            <MappingForm staged={staged.clone()} posts />
            <CancelForm import posts />
        }
        .into_any(),
        _ => view! {
            <Banner tone="info" title={words::CANCELLED} body={words::CANCELLED_BODY} />
            <CheckAgain import posts />
        }
        .into_any(),
    };
    view! {
        <p class="muted">{file}</p>
        {body}
    }
    .into_any()
}

#[component]
fn Progress(done: u64, total: u64) -> impl IntoView {
    let words = words::compared(done, total);
    view! {
        <div class="card stack stack--tight">
            <label for="import-progress">{words::PROGRESS}</label>
            <progress class="progress" id="import-progress" max={total.max(1)} value={done}>
                {words.clone()}
            </progress>
            <p class="muted num" role="status">
                {words}
            </p>
        </div>
    }
    .into_any()
}

/// For whoever has no scripts; with them the page looks by itself.
#[component]
fn LookAgain(query: ImportQuery) -> impl IntoView {
    view! {
        <div class="button-row">
            <a class="button" href={query.href()} rel="external">
                <Icon name="clock" />
                {words::LOOK_AGAIN}
            </a>
        </div>
    }
    .into_any()
}

#[component]
pub fn CancelForm(import: ImportId, posts: JobPosts) -> impl IntoView {
    view! {
        <PostForm action={posts.cancel} class="button-row">
            <input type="hidden" name="import" value={import.to_string()} />
            <button class="button button--quiet" type="submit">
                <Icon name="x" />
                {words::CANCEL}
            </button>
        </PostForm>
    }
    .into_any()
}

#[component]
fn CheckAgain(import: ImportId, posts: JobPosts) -> impl IntoView {
    view! {
        <PostForm action={posts.check} class="button-row">
            <input type="hidden" name="import" value={import.to_string()} />
            <button class="button button--primary" type="submit">
                {words::CHECK_AGAIN}
            </button>
            <a class="button" href="/people/import">
                {words::ANOTHER_FILE}
            </a>
        </PostForm>
    }
    .into_any()
}
