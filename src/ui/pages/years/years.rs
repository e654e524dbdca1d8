//! The fiscal years with their phases: creating a year, opening and closing its target setting (R29, R30).
use super::{card::YearCard, create::Create};
use crate::{
    api::{
        error::AppError,
        people::{DirectoryQuery, directory},
        years::{CloseTargetSetting, CreateYear, OpenTargetSetting, YearView, years},
    },
    domain::{
        actor::Actor,
        ids::PersonId,
        person::EmploymentStatus,
        policy::{CompanyAction, decide_company},
    },
    ui::{
        components::{Icon, Loaded, PageHead},
        contexts::session::use_session,
        messages::{common, years as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};
use serde::{Deserialize, Serialize};

/// The page's forms. They live as long as the page, while what they stand in is drawn anew with every answer.
#[derive(Clone, Copy)]
pub struct Actions {
    pub create: ServerAction<CreateYear>,
    pub open: ServerAction<OpenTargetSetting>,
    pub close: ServerAction<CloseTargetSetting>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    years: Vec<YearView>,
    /// How many would get a draft; read only where one could be opened.
    employed: Option<u64>,
}

pub struct YearsPage {
    actions: Actions,
    years: Resource<Result<Answer, AppError>>,
}

#[lazy_route]
impl LazyRoute for YearsPage {
    fn data() -> Self {
        let actions = Actions { create: ServerAction::new(), open: ServerAction::new(), close: ServerAction::new() };
        let versions = move || (actions.create.version().get(), actions.open.version().get(), actions.close.version().get());
        YearsPage { actions, years: Resource::new(versions, |_| load()) }
    }

    fn view(this: Self) -> AnyView {
        let actions = this.actions;
        let session = use_session();
        let may_manage = move || {
            session.get().is_some_and(|session| {
                let actor = Actor { person: PersonId(session.person_id), role: session.role };
                decide_company(actor, CompanyAction::ManageYears).is_ok()
            })
        };
        view! {
            <Loaded
                data={this.years}
                view={move |answer: Answer| {
                    let count = answer.years.len();
                    let may_manage = untrack(may_manage);
                    let employed = answer.employed;
                    view! {
                        <PageHead title={common::YEARS} />
                        <Outcome />
                        {(count == 0).then(|| view! { <NoYear may_manage /> })}
                        {answer
                            .years
                            .into_iter()
                            .map(|year| view! { <YearCard year employed actions may_manage /> })
                            .collect_view()}
                        {may_manage.then(|| view! { <Create action={actions.create} years={count} /> })}
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}

async fn load() -> Result<Answer, AppError> {
    let years = years().await?;
    let may_open = years.iter().any(|year| year.may_open_target_setting);
    Ok(Answer { employed: if may_open { employed().await } else { None }, years })
}

/// Nobody needs this number to go on, so it is left out when it cannot be had.
async fn employed() -> Option<u64> {
    let mut total = 0;
    for status in [EmploymentStatus::Active, EmploymentStatus::OnLeave] {
        let query = DirectoryQuery { status: status.code().into(), page: 1, ..DirectoryQuery::default() };
        total += directory(query).await.ok()?.total;
    }
    Some(total)
}

/// What was just done, as the address says it.
#[component]
fn Outcome() -> impl IntoView {
    let query = use_query_map();
    let is_set = move |key: &str| query.with(|query| query.get(key).is_some() && query.get("__err").is_none());
    view! {
        {move || {
            is_set("opened").then(|| view! { <Banner tone="success" title={words::OPENED_TITLE} body={words::OPENED_BODY} /> })
        }}
        {move || {
            is_set("closed").then(|| view! { <Banner tone="success" title={words::CLOSED_TITLE} body={words::CLOSED_BODY} /> })
        }}
    }
    .into_any()
}

#[component]
fn NoYear(may_manage: bool) -> impl IntoView {
    view! {
        <div class="empty-state card">
            <Icon name="calendar" />
            <p class="empty-state__title">{words::NO_YEAR}</p>
            <p>{if may_manage { words::NO_YEAR_BODY } else { words::NO_YEAR_READER }}</p>
        </div>
    }
    .into_any()
}
