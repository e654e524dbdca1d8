//! The frame of every signed-in page: sidebar, role bar, page. Signed-out pages stand alone.
use super::{rolebar::RoleBar, shortcuts::Shortcuts, sidebar::Sidebar};
use crate::ui::{contexts::session::use_session, messages::common, platform};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

const COLLAPSED: &str = "pa.sidebar.collapsed";

/// Pages whose tables and grids use the whole width.
fn is_wide(path: &str) -> bool {
    ["/targets", "/review", "/team", "/sets", "/departments", "/people", "/results", "/ranks", "/delegation", "/dev"]
        .iter()
        .any(|wide| path.starts_with(wide))
}

#[component]
pub fn Shell() -> impl IntoView {
    let session = use_session();
    let collapsed = RwSignal::new(false);
    Effect::new(move |_| collapsed.set(platform::stored(COLLAPSED).is_some()));
    let toggle = Callback::new(move |()| {
        collapsed.update(|collapsed| *collapsed = !*collapsed);
        if collapsed.get_untracked() { platform::store(COLLAPSED, "1") } else { platform::unstore(COLLAPSED) }
    });
    Effect::new(|_| {
        platform::mark_hydrated();
        platform::enhance_documents();
    });
    let path = use_location().pathname;
    // The counts beside the entries follow every navigation.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            session.refresh();
        }
        now
    });
    // The router would take the click for a navigation and leave the focus where it is.
    let skip = |click: leptos::ev::MouseEvent| {
        click.prevent_default();
        platform::focus("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click={skip}>
            {common::SKIP}
        </a>
        <div class="app" data-collapsed=move || collapsed.get().then_some("")>
            <Sidebar toggle />
            <RoleBar />
            <main class="page" class:page--wide=move || is_wide(&path.get()) id="main" tabindex="-1">
                <Outlet />
            </main>
            {session.role().map(|role| view! { <Shortcuts role /> })}
        </div>
    }
    .into_any()
}
