//! A manager's team after the year: every report's review with score and rank, and handing all of them to HR (R12, R27).
use super::{
    super::{
        submit::{Says, SubmitMenu},
        tabs::{Tab, TeamTabs},
        whose::WhoseTeam,
    },
    listing::{Listing, Show},
    summary::Summary,
    table::ResultsTable,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        results::{SubmitTeamResults, TeamResultsView, team_results},
        wire::{Asked, ask},
    },
    ui::{
        components::{Icon, Loaded, PageHead, Posting, YearChooser},
        messages::{results as words, team},
        pages::{home::flash::Flash, sets::after::after_success},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct TeamResultsPage {
    data: Asked<TeamResultsView>,
}

impl Page for TeamResultsPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| query.with(Listing::read));
        let asked = Memo::new(move |_| asked.with(|asked| (asked.year, asked.of)));
        TeamResultsPage { data: ask(move || asked.get(), |(year, of)| team_results(year, of)) }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        let submit = Posting::to::<SubmitTeamResults>();
        after_success(submit, move || data.refetch());
        let query = use_query_map();
        let listing = Memo::new(move |_| query.with(Listing::read));
        view! { <Loaded data view={move |answer| view! { <TeamResultsBody answer listing submit /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn TeamResultsBody(answer: TeamResultsView, listing: Memo<Listing>, submit: Posting) -> impl IntoView {
    let query = use_query_map();
    let submitted = Memo::new(move |_| query.with(|query| query.get_str("submitted").is_some()));
    let news = move || {
        let told = submitted.get();
        told.then(|| view! { <Flash title={words::SUBMITTED} body={words::SUBMITTED_BODY} takes_focus=true /> })
    };
    let year_name = answer.year.as_ref().map(|year| year.name.clone());
    let current = answer.year.as_ref().map(|year| year.id);
    let (missing, ready) = (answer.missing.clone(), answer.ready);
    let (teams, whose, may_submit) = (answer.teams.clone(), answer.whose, answer.may_submit);
    let actions = move || {
        current.filter(|_| may_submit).map(|year| {
            let says = Says {
                count: words::missing_count(missing.len(), ready),
                ready: words::submit_count(ready),
                what: words::SUBMIT_WHAT,
                advice: words::SUBMIT_ADVICE,
            };
            let show_missing = Signal::derive(move || listing.get().showing(Show::Missing).to());
            view! { <SubmitMenu year whose missing={missing.clone()} ready says submit show_missing /> }
        })
    };
    let years = answer.years.clone();
    let content = if answer.rows.is_empty() {
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
        let rows = answer.rows.clone();
        let ranks = answer.distribution.ranks.iter().map(|rank| rank.label.clone()).collect();
        view! {
            <Summary answer listing />
            <ResultsTable rows ranks listing />
        }
        .into_any()
    };
    let of = untrack(|| listing.get().of);
    let href = move |year| Listing { year: Some(year), of, ..Listing::default() }.to();
    let team_href = move |of| Listing { year: current, of: Some(of), ..Listing::default() }.to();
    view! {
        <PageHead title={team::TITLE} meta={move || view! { <span>{year_name.clone()}</span> }} actions />
        <TeamTabs here={Tab::Evaluation} of />
        {news}
        <WhoseTeam teams whose may_submit href={team_href} />
        <YearChooser years current href />
        {content}
    }
    .into_any()
}
