//! The first page: what is mine to do, what is on its way, how my people stand, and what was told to me.
use super::{
    departments::Departments,
    flash::Flash,
    notices::Notices,
    team::MyTeam,
    todos::{OnItsWayList, Todos},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        home::{HomeView, ReadNotices, home},
        wire::{Asked, ask},
    },
    domain::actor::Role,
    ui::{
        components::{Icon, Loaded, Posting},
        contexts::session::use_session,
        messages::{common, home as words},
        pages::{departments::filter, sets::after::after_success},
        platform,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub struct HomePage {
    data: Asked<HomeView>,
}

impl Page for HomePage {
    fn data() -> Self {
        HomePage { data: ask(|| (), |()| home()) }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        Effect::new(|_| platform::mark_hydrated());
        let read = Posting::to::<ReadNotices>();
        after_success(read, move || data.refetch());
        view! { <Loaded data view={move |answer| view! { <HomeBody answer read /> }.into_any()} /> }.into_any()
    }
}

/// What the address says just happened: title and explanation.
fn news(password: Option<&str>, welcome: Option<&str>) -> Option<(&'static str, &'static str)> {
    match (password, welcome) {
        (Some("changed"), _) => Some((words::PASSWORD_CHANGED, words::PASSWORD_CHANGED_BODY)),
        (_, Some("1")) => Some((words::WELCOME, words::WELCOME_BODY)),
        _ => None,
    }
}

#[component]
fn HomeBody(answer: HomeView, read: Posting) -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let news = move || {
        query.with(|query| news(query.get_str("password"), query.get_str("welcome"))).map(|(title, body)| {
            view! { <Flash title body /> }
        })
    };
    let name = move || session.get().map(|session| session.name).unwrap_or_default();
    let role = untrack(|| session.role());
    view! {
        <Title text={format!("{} · {}", words::TITLE, common::PRODUCT)} />
        <header>
            <h1 class="greeting">{move || words::greeting(&name())}</h1>
            <p>{role.map(common::role_explained)}</p>
        </header>
        {news}
        <Todos todos={answer.todos} />
        <OnItsWayList ways={answer.on_its_way} />
        {answer.team.map(|counts| view! { <MyTeam counts /> })}
        {(reads_approved(role) && answer.departments.is_empty()).then(|| view! { <Approved /> })}
        {(!answer.departments.is_empty()).then(|| view! { <Departments rows={answer.departments} role /> })}
        <Notices notices={answer.notices} read />
    }
    .into_any()
}

/// Director and board read what was approved.
fn reads_approved(role: Option<Role>) -> bool {
    matches!(role, Some(Role::GeneralDirector | Role::BoardMember))
}

#[component]
fn Approved() -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="approved">
            <div class="section__head">
                <h2 id="approved">{words::APPROVED_TARGETS}</h2>
                <p>{words::APPROVED_TARGETS_BODY}</p>
            </div>
            <a class="button" href={filter::PATH}>
                <Icon name="results" />
                {words::OPEN_APPROVED}
            </a>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{news, words};

    #[test]
    fn only_known_news_is_told() {
        assert_eq!(news(Some("changed"), None).map(|news| news.0), Some(words::PASSWORD_CHANGED));
        assert_eq!(news(None, Some("1")).map(|news| news.0), Some(words::WELCOME));
        assert_eq!(news(Some("<b>"), Some("2")), None);
    }
}
