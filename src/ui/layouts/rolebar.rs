//! Who is acting, as what, in which running phases; the switch of roles and the way out (R2). Switching and signing out
//! are plain forms: the whole page is made anew for the new role.
use crate::{
    api::session::{PhaseView, SignOut, SwitchRole},
    domain::actor::Role,
    ui::{
        components::{Icon, Stamp},
        contexts::session::use_session,
        messages::{common, delegation},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn role_icon(role: Role) -> &'static str {
    match role {
        Role::Employee => "user",
        Role::Manager => "manager",
        Role::HrAdmin => "hr",
        Role::GeneralDirector => "director",
        Role::BoardMember => "board",
    }
}

/// "AS" for Akira Sato.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[component]
pub fn RoleBar() -> impl IntoView {
    let session = use_session();
    let Some(held) = session.get() else { return ().into_any() };
    let role = held.role;
    let unread = move || session.get().map_or(0, |session| session.unread_notices);
    view! {
        <header class="rolebar">
            <button class="rolebar__drawer button button--quiet" type="button" popovertarget="sidebar">
                <Icon name="menu" />
                <span class="visually-hidden">{common::MENU}</span>
            </button>
            <span class="role-badge" data-role={role.code()}>
                <Icon name={role_icon(role)} />
                <span class="visually-hidden">{common::acting_as(role)}</span>
                <span aria-hidden="true">{common::role(role)}</span>
            </span>
            <p class="rolebar__context">
                {held.name.clone()} {delegation::acting_for(&held.acts_for).map(|whom| format!(", {whom}"))}
            </p>
            <Phases phases={held.phases.clone()} demo={held.demo} />
            <div class="rolebar__end">
                <a class="rolebar__notices button button--quiet" href="/#notices">
                    <Icon name="bell" />
                    <span class="visually-hidden">{common::NOTICES}</span>
                    {move || (unread() > 0).then(|| view! { <span class="nav__count">{unread()}</span> })}
                </a>
                <PersonMenu name={held.name} role roles={held.roles} />
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn Phases(phases: Vec<PhaseView>, demo: bool) -> impl IntoView {
    view! {
        <ul class="rolebar__phases">
            {phases
                .into_iter()
                .map(|phase| {
                    view! {
                        <li class="phase" data-tone={phase.overdue.then_some("danger")}>
                            {format!("{} {}", phase.year, common::phase(phase.phase))}
                            " "
                            <span>{format!("until {}", phase.due)}</span>
                        </li>
                    }
                })
                .collect_view()} {demo.then(|| view! { <li class="phase">{common::DEMO}</li> })}
        </ul>
    }
    .into_any()
}

#[component]
fn PersonMenu(name: String, role: Role, roles: Vec<Role>) -> impl IntoView {
    let others: Vec<Role> = roles.into_iter().filter(|other| *other != role).collect();
    let has_others = !others.is_empty();
    view! {
        <details class="menu rolebar__menu">
            <summary class="menu__button">
                <span class="avatar" aria-hidden="true">
                    {initials(&name)}
                </span>
                <span class="rolebar__name">{name}</span>
            </summary>
            <div class="menu__list menu__list--end">
                {has_others.then(|| view! { <p class="menu__heading">{common::ACT_AS}</p> })}
                {others
                    .into_iter()
                    .map(|other| {
                        view! {
                            <form method="post" action={SwitchRole::url()}>
                                <Stamp />
                                <input type="hidden" name="role" value={other.code()} />
                                <button class="menu__item" type="submit" title={common::role_explained(other)}>
                                    <Icon name={role_icon(other)} />
                                    {common::role(other)}
                                </button>
                            </form>
                        }
                    })
                    .collect_view()} <a class="menu__item" href="/password">
                    <Icon name="key" />
                    {common::CHANGE_PASSWORD}
                </a> <a class="menu__item" href="/account/sessions" rel="external">
                    <Icon name="lock" />
                    {common::OWN_SESSIONS}
                </a> <a class="menu__item" href="/account/data" rel="external">
                    <Icon name="download" />
                    {common::OWN_DATA}
                </a> <form method="post" action={SignOut::url()}>
                    <button class="menu__item" type="submit">
                        <Icon name="sign-out" />
                        {common::SIGN_OUT}
                    </button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_first_and_the_last() {
        assert_eq!(initials("Akira Sato"), "AS");
        assert_eq!(initials("Siobhán Ní Hoàng"), "SH");
        assert_eq!(initials("Yuki"), "Y");
        assert_eq!(initials(""), "");
    }
}
