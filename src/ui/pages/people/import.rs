//! Importing employees in three steps: choose a file, see what it would do, apply all of it or nothing (R7).
use super::{
    address,
    import_done::Done,
    import_job::{JobPosts, UnderWay},
    import_preview::Preview,
    import_upload::Upload,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        people::{ApplyImport, ImportView, import_preview},
        wire::{Asked, ask},
    },
    domain::{
        ids::ImportId,
        import::JobState,
        policy::{self, CompanyAction},
    },
    ui::{
        components::{ErrorView, Loaded, PageHead, Posting},
        contexts::session::use_session,
        messages::{common, people::import as words},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The four fates a preview can be narrowed to.
pub const FATES: [&str; 4] = ["create", "change", "unchanged", "refused"];

/// Where in the import one is, as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportQuery {
    /// The staged file; nothing before one was chosen.
    pub file: Option<ImportId>,
    /// One of [`FATES`], or empty for all rows.
    pub only: String,
    pub page: u64,
    /// Just applied.
    pub done: bool,
}

impl ImportQuery {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let only = get("only").unwrap_or_default();
        ImportQuery {
            file: get("file").and_then(|id| id.parse().ok()),
            only: if FATES.contains(&only.as_str()) { only } else { String::new() },
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            done: get("done").is_some(),
        }
    }

    pub fn href(&self) -> String {
        let file = self.file.map(|id| id.to_string()).unwrap_or_default();
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let done = if self.done { "1" } else { "" };
        address::with_query("/people/import", &[("file", &file), ("only", &self.only), ("page", &page), ("done", done)])
    }

    /// The same file narrowed to a fate, from its first page.
    pub fn narrowed(&self, only: &str) -> Self {
        ImportQuery { only: only.to_owned(), page: 1, ..self.clone() }
    }
}

/// Nothing before a file was chosen.
type Staged = Option<ImportView>;

pub struct ImportPage {
    query: Memo<ImportQuery>,
    apply: Posting,
    posts: JobPosts,
    /// Counts the looks at a job that is under way.
    version: RwSignal<u32>,
    staged: Asked<Staged>,
}

impl Page for ImportPage {
    fn data() -> Self {
        let parameters = use_query_map();
        let query = Memo::new(move |_| parameters.with(|parameters| ImportQuery::read(|key| parameters.get(key))));
        let apply = Posting::to::<ApplyImport>();
        let (posts, version) = (JobPosts::all(), RwSignal::new(0));
        let staged = ask(
            // Applying leads to another address; what does not leads back to this one.
            move || (query.get(), version.get(), posts.version()),
            |(query, _, _)| async move {
                match query.file {
                    Some(file) => import_preview(file, query.only, query.page).await.map(Some),
                    None => Ok(None),
                }
            },
        );
        ImportPage { query, apply, posts, version, staged }
    }

    fn view(this: Self) -> AnyView {
        let may = use_session().actor().map(|actor| policy::decide_company(actor, CompanyAction::ImportPeople));
        if let Some(Err(denial)) = may {
            return view! { <ErrorView error={AppError::Denied(denial)} /> }.into_any();
        }
        let (query, apply, posts, version) = (this.query, this.apply, this.posts, this.version);
        let outcome = move || query.with(|query| query.done.then_some(words::DONE_TITLE));
        view! {
            <Loaded
                data={this.staged}
                view={move |staged: Staged| {
                    let query = query.get_untracked();
                    let step = step_of(staged.as_ref());
                    let body = match staged {
                        None => view! { <Upload /> }.into_any(),
                        Some(staged) if step == 2 => view! { <Done staged query /> }.into_any(),
                        Some(staged) if staged.state == JobState::Checked => {
                            view! { <Preview staged query apply posts /> }.into_any()
                        }
                        Some(staged) => view! { <UnderWay staged query posts version /> }.into_any(),
                    };
                    view! {
                        <PageHead title={words::TITLE} trail={vec![("/people".into(), common::PEOPLE.into())]} />
                        <Steps here={step} />
                        {body}
                    }
                        .into_any()
                }}
            />
            <p class="visually-hidden" role="status">
                {outcome}
            </p>
        }
        .into_any()
    }
}

/// Counted from 0: choosing, previewing, done.
fn step_of(staged: Option<&ImportView>) -> usize {
    match staged {
        None => 0,
        Some(staged) if staged.state == JobState::Applied => 2,
        Some(_) => 1,
    }
}

#[component]
fn Steps(here: usize) -> impl IntoView {
    view! {
        <ol class="import-steps steps" aria-label={words::STEPS}>
            {[words::CHOOSE, words::PREVIEW, words::DONE]
                .into_iter()
                .enumerate()
                .map(|(step, name)| {
                    let mark = match step.cmp(&here) {
                        std::cmp::Ordering::Less => "done",
                        std::cmp::Ordering::Equal => "current",
                        std::cmp::Ordering::Greater => "todo",
                    };
                    view! {
                        <li data-state={mark} aria-current={(mark == "current").then_some("step")}>
                            {name}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> ImportQuery {
        ImportQuery::read(|key| pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_leads_back_to_the_same_rows() {
        let query = read(&[("file", "7"), ("only", "refused"), ("page", "2"), ("done", "1")]);
        assert_eq!(query.href(), "/people/import?file=7&only=refused&page=2&done=1");
        assert_eq!(query.narrowed("").href(), "/people/import?file=7&done=1");
        assert_eq!(read(&[("file", "x"), ("only", "all"), ("page", "-1")]).href(), "/people/import");
    }
}
