//! From one's own team to those of whoever one acts for (R23); nothing where there is only one.
use crate::{api::team::TeamRef, domain::ids::PersonId, ui::messages::delegation as words};
use leptos::prelude::*;

/// `href` makes the address of a team.
#[component]
pub fn WhoseTeam(teams: Vec<TeamRef>, whose: PersonId, may_submit: bool, href: impl Fn(PersonId) -> String) -> impl IntoView {
    if teams.iter().all(|team| team.own) {
        return ().into_any();
    }
    let chip = |team: TeamRef| {
        let name = if team.own { words::MY_OWN.to_owned() } else { words::team_of(&team.name, team.until.as_deref()) };
        view! {
            <a class="chip" href={href(team.of)} aria-current={(team.of == whose).then_some("true")}>
                {name}
            </a>
        }
    };
    view! {
        <nav class="filters" aria-label={words::TEAMS}>
            {teams.into_iter().map(chip).collect_view()}
        </nav>
        {(!may_submit).then(|| view! { <p class="muted">{words::PART_ONLY}</p> })}
    }
    .into_any()
}
