//! Where one can go in the active role, with the count of what waits there.
use crate::{
    domain::actor::Role,
    ui::{components::Icon, contexts::session::use_session, messages::common},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub struct Entry {
    pub href: &'static str,
    icon: &'static str,
    pub text: &'static str,
    /// Pressed after `g` it leads here.
    pub key: &'static str,
}

const fn entry(href: &'static str, icon: &'static str, text: &'static str, key: &'static str) -> Entry {
    Entry { href, icon, text, key }
}

const HOME: Entry = entry("/", "home", common::HOME, "h");
const TARGETS: Entry = entry("/targets", "target", common::MY_TARGETS, "t");
const REVIEW: Entry = entry("/review", "review", common::MY_REVIEW, "e");
const DELEGATION: Entry = entry("/delegation", "delegation", common::DELEGATION, "l");
const HELP: Entry = entry("/help", "help", common::HELP, "");

/// Only what the active role can use. `delegations` is what waits there; nothing where there are none. An employee sees it while a
/// colleague waits for their answer.
pub fn entries(role: Role, delegations: Option<u64>) -> Vec<Entry> {
    let mut entries = vec![HOME, TARGETS, REVIEW];
    match role {
        Role::Employee => entries.extend(delegations.filter(|waiting| *waiting > 0).map(|_| DELEGATION)),
        Role::Manager => {
            entries.push(entry("/team", "team", common::TEAM, "m"));
            entries.extend(delegations.map(|_| DELEGATION));
        }
        Role::HrAdmin => entries.extend([
            entry("/departments", "building", common::DEPARTMENTS, "d"),
            entry("/people", "people", common::PEOPLE, "p"),
            entry("/results", "results", common::CONSOLIDATION, "c"),
            entry("/years", "calendar", common::YEARS, "y"),
            entry("/ranks", "grid", common::RANK_TABLES, "r"),
            entry("/configuration", "settings", common::CONFIGURATION, "s"),
            entry("/audit", "audit", common::AUDIT, "a"),
        ]),
        Role::GeneralDirector | Role::BoardMember => entries.extend([
            entry("/results", "results", common::RESULTS, "r"),
            entry("/departments/sets", "lock", common::APPROVED_TARGETS, "a"),
        ]),
    }
    if role == Role::HrAdmin && delegations.is_some() {
        let place = entries.iter().position(|entry| entry.href == "/years").unwrap_or(entries.len());
        entries.insert(place, DELEGATION);
    }
    entries
}

/// Drawn by the server alone: fetched at once instead of through this program.
pub fn is_document(href: &str) -> bool {
    !["/targets", "/review", "/ranks"].contains(&href)
}

fn is_here(href: &str, path: &str) -> bool {
    let below = |href: &str| path == href || path.starts_with(&format!("{href}/"));
    match href {
        "/" => path == "/",
        "/people" => below("/people") || path == "/roles",
        _ => below(href),
    }
}

#[component]
pub fn Sidebar(toggle: Callback<()>) -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let link = move |entry: Entry| {
        let waiting = move || {
            session.get().map_or(0, |session| match entry.href {
                "/" => session.waiting,
                "/delegation" => session.delegations.unwrap_or_default(),
                _ => 0,
            })
        };
        let count = move || {
            (waiting() > 0).then(|| {
                view! { <span class="nav__count">{common::waiting(waiting())} <span class="visually-hidden">{common::WAITING}</span></span> }
            })
        };
        view! {
            <a
                class="nav__link"
                href={entry.href}
                rel={is_document(entry.href).then_some("external")}
                aria-current={move || is_here(entry.href, &path.get()).then_some("page")}
            >
                <Icon name={entry.icon} />
                <span class="nav__text">{entry.text}</span>
                {count}
            </a>
        }
    };
    let role = session.role().unwrap_or(Role::Employee);
    let delegations = session.get().and_then(|session| session.delegations);
    view! {
        <aside class="sidebar" id="sidebar" popover="auto" aria-label={common::NAVIGATION}>
            <a class="sidebar__brand" href="/">
                <img class="sidebar__mark" src="/favicon.svg" alt="" width="28" height="28" />
                <span class="sidebar__name">{common::PRODUCT}</span>
            </a>
            <nav class="nav" aria-label={common::NAVIGATION}>
                <ul class="nav__group">
                    {entries(role, delegations).into_iter().map(|entry| view! { <li>{link(entry)}</li> }).collect_view()}
                </ul>
            </nav>
            <div class="sidebar__foot">
                {link(HELP)} <button class="sidebar__toggle nav__link" type="button" on:click={move |_| toggle.run(())}>
                    <Icon name="menu" />
                    <span class="nav__text">{common::COLLAPSE}</span>
                </button>
            </div>
        </aside>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_here;

    #[test]
    fn an_entry_is_current_on_its_page_and_below() {
        assert!(is_here("/team", "/team") && is_here("/team", "/team/3"));
        assert!(!is_here("/team", "/teams") && !is_here("/", "/team"));
        assert!(is_here("/people", "/roles") && !is_here("/audit", "/roles"));
    }
}
