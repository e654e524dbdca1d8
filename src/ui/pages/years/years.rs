//! The fiscal years with their phases: creating a year, opening and closing its target setting (R29, R30).
use super::{card::YearCard, create::Create};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        people::{DirectoryQuery, directory},
        wire::{Asked, ask},
        years::{
            CloseMidYear, CloseTargetSetting, CloseYear, CreateYear, OpenEvaluation, OpenMidYear, OpenTargetSetting, YearView,
            years,
        },
    },
    domain::{
        actor::Actor,
        ids::PersonId,
        person::EmploymentStatus,
        policy::{CompanyAction, decide_company},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Posting},
        contexts::session::use_session,
        messages::{common, years as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

/// The page's forms. They live as long as the page, while what they stand in is drawn anew with every answer.
#[derive(Clone, Copy)]
pub struct Actions {
    pub create: Posting,
    pub open: Posting,
    pub close: Posting,
    pub open_mid_year: Posting,
    pub close_mid_year: Posting,
    pub open_evaluation: Posting,
    pub close_year: Posting,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    years: Vec<YearView>,
    /// How many would get a draft; read only where one could be opened.
    employed: Option<u64>,
}

pub struct YearsPage {
    actions: Actions,
    years: Asked<Answer>,
}

impl Page for YearsPage {
    fn data() -> Self {
        let actions = Actions {
            create: Posting::to::<CreateYear>(),
            open: Posting::to::<OpenTargetSetting>(),
            close: Posting::to::<CloseTargetSetting>(),
            open_mid_year: Posting::to::<OpenMidYear>(),
            close_mid_year: Posting::to::<CloseMidYear>(),
            open_evaluation: Posting::to::<OpenEvaluation>(),
            close_year: Posting::to::<CloseYear>(),
        };
        let versions = move || (actions.create.version().get(), actions.open.version().get(), actions.close.version().get());
        YearsPage { actions, years: ask(versions, |_| load()) }
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
        let query = use_query_map();
        let outcome = move || query.with(|query| outcome(|key| query.get(key)));
        view! {
            <Loaded
                data={this.years}
                view={move |answer: Answer| {
                    let count = answer.years.len();
                    let may_manage = untrack(may_manage);
                    let employed = answer.employed;
                    view! {
                        <PageHead title={common::YEARS} />
                        {move || outcome().map(|(title, body)| view! { <Banner tone="success" title body silent=true /> })}
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
            <p class="visually-hidden" role="status">
                {move || outcome().map(|(title, _)| title)}
            </p>
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

/// What was just done, as the address says it: title and body.
fn outcome(get: impl Fn(&str) -> Option<String>) -> Option<(&'static str, &'static str)> {
    if get("__err").is_some() {
        None
    } else if let Some(phase) = get("opened") {
        Some(words::opened(&phase))
    } else if let Some(phase) = get("closed") {
        Some(words::closed(&phase))
    } else if get("closing").is_some() {
        Some((words::CLOSING_TITLE, words::CLOSING_BODY))
    } else {
        None
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_that_came_back_is_no_success() {
        let said = |set: &'static [&str]| outcome(|key| set.contains(&key).then(|| "1".to_owned())).map(|(title, _)| title);
        assert_eq!(said(&["opened"]), Some(words::OPENED_TITLE));
        assert_eq!(said(&["closed"]), Some(words::CLOSED_TITLE));
        assert_eq!(said(&["opened", "__err"]), None);
        assert_eq!(said(&[]), None);
    }
}
