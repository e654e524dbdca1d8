//! The small marks of a person: who, employed or not, in which roles, with or without a way in.
use crate::{
    api::people::AccessState,
    domain::{actor::Role, person::EmploymentStatus},
    ui::{
        components::Icon,
        layouts::rolebar::{initials, role_icon},
        messages::{common, people},
    },
};
use leptos::prelude::*;

/// Avatar, name, and a line below; a link when there is somewhere to go.
#[component]
pub fn PersonCell(name: String, #[prop(into)] sub: String, #[prop(optional, into)] href: Option<String>) -> impl IntoView {
    let avatar = initials(&name);
    let name = match href {
        Some(href) => view! {
            <a class="person__name" href={href}>
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span class="person__name">{name}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <span class="avatar" aria-hidden="true">
                {avatar}
            </span>
            <span>{name} {(!sub.is_empty()).then(|| view! { <span class="person__sub">{sub}</span> })}</span>
        </span>
    }
    .into_any()
}

fn status_tone(status: EmploymentStatus) -> &'static str {
    match status {
        EmploymentStatus::Active => "success",
        EmploymentStatus::OnLeave => "warning",
        EmploymentStatus::Left => "neutral",
    }
}

#[component]
pub fn StatusBadge(status: EmploymentStatus) -> impl IntoView {
    view! {
        <span class="badge" data-tone={status_tone(status)}>
            {people::status(status)}
        </span>
    }
}

fn access_tone(access: AccessState) -> &'static str {
    match access {
        AccessState::None | AccessState::Expired => "warning",
        AccessState::Invited => "info",
        AccessState::Active => "success",
    }
}

/// Whether somebody can sign in. Somebody who left cannot, whatever they could before.
#[component]
pub fn AccessBadge(access: AccessState, status: EmploymentStatus) -> impl IntoView {
    let (tone, words) = if status == EmploymentStatus::Left {
        ("neutral", people::ACCESS_CLOSED)
    } else {
        (access_tone(access), people::access(access))
    };
    view! {
        <span class="badge" data-tone={tone}>
            {words}
        </span>
    }
}

/// Everybody is an employee, so that is said only of whoever is nothing else.
fn worth_saying(roles: &[Role]) -> Vec<Role> {
    roles.iter().copied().filter(|role| *role != Role::Employee).collect()
}

#[component]
pub fn RoleBadges(roles: Vec<Role>) -> impl IntoView {
    let roles = worth_saying(&roles);
    if roles.is_empty() {
        return view! { <span class="muted">{common::role(Role::Employee)}</span> }.into_any();
    }
    view! {
        <span class="cluster">
            {roles
                .into_iter()
                .map(|role| {
                    view! {
                        <span class="role-badge" data-role={role.code()}>
                            <Icon name={role_icon(role)} />
                            {common::role(role)}
                        </span>
                    }
                })
                .collect_view()}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn being_an_employee_goes_without_saying() {
        assert_eq!(worth_saying(&[Role::Employee, Role::HrAdmin]), [Role::HrAdmin]);
        assert_eq!(worth_saying(&[Role::Employee]), []);
    }
}
