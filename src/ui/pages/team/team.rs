//! A manager's team: every report's targets, and handing all of them to HR (R12).
use super::{
    listing::{Listing, Show},
    submit::{Says, SubmitMenu},
    summary::Summary,
    table::TeamTable,
    tabs::{Tab, TeamTabs},
    whose::WhoseTeam,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        team::{SubmitTeam, TeamView, team},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Posting, YearChooser},
        messages::{team as words, transfers},
        pages::{home::flash::Flash, sets::after::after_success},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct TeamPage {
    data: Asked<TeamView>,
}

impl Page for TeamPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| query.with(Listing::read));
        let asked = Memo::new(move |_| asked.with(|asked| (asked.year, asked.of)));
        TeamPage { data: ask(move || asked.get(), |(year, of)| team(year, of)) }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        let submit = Posting::to::<SubmitTeam>();
        after_success(submit, move || data.refetch());
        let query = use_query_map();
        let listing = Memo::new(move |_| query.with(Listing::read));
        view! { <Loaded data view={move |answer| view! { <TeamBody answer listing submit /> }.into_any()} /> }.into_any()
    }
}

/// What the address says just happened.
fn news(submitted: bool, done: bool) -> Option<(&'static str, &'static str)> {
    if submitted { Some((words::SUBMITTED, words::SUBMITTED_BODY)) } else { done.then_some((words::DONE, words::DONE_BODY)) }
}

#[component]
fn TeamBody(answer: TeamView, listing: Memo<Listing>, submit: Posting) -> impl IntoView {
    let query = use_query_map();
    let news = move || {
        let told = query.with(|query| news(query.get_str("submitted").is_some(), query.get_str("done").is_some()));
        told.map(|(title, body)| view! { <Flash title body takes_focus=true /> })
    };
    let TeamView { teams, whose, years, year, rows, counts, missing, ready, may_submit } = answer;
    let year_name = year.as_ref().map(|year| year.name.clone());
    let current = year.as_ref().map(|year| year.id);
    let actions = move || {
        current.filter(|_| may_submit).map(|year| {
            let says = Says {
                count: words::missing_count(missing.len(), ready),
                ready: words::submit_count(ready),
                what: words::SUBMIT_WHAT,
                advice: words::NOT_READY_BODY,
            };
            let show_missing = Signal::derive(move || listing.get().showing(Show::Missing).to());
            view! { <SubmitMenu year whose missing={missing.clone()} ready says submit show_missing /> }
        })
    };
    let content = if rows.is_empty() {
        let (title, body) = match current {
            None => (words::EMPTY_YEAR, words::EMPTY_YEAR_BODY),
            Some(_) => (words::EMPTY_TEAM, words::EMPTY_TEAM_BODY),
        };
        view! {
            <div class="card empty-state">
                <Icon name="team" />
                <p class="empty-state__title">{title}</p>
                <p>{body}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <Summary rows={rows.clone()} counts listing />
            <TeamTable rows listing />
        }
        .into_any()
    };
    let of = untrack(|| listing.get().of);
    let href = move |year| Listing { year: Some(year), of, ..Listing::default() }.to();
    let team_href = move |of| Listing { year: current, of: Some(of), ..Listing::default() }.to();
    view! {
        <PageHead title={words::TITLE} meta={move || view! { <span>{year_name.clone()}</span> }} actions />
        <TeamTabs here={Tab::Targets} of />
        {news}
        <WhoseTeam teams whose may_submit href={team_href} />
        <YearChooser years current href />
        {content}
        <p class="small">
            <a href="/handed-over">{transfers::HANDED_OVER_LINK}</a>
        </p>
    }
    .into_any()
}
