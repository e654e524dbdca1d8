//! Icons, colours, badges, people, buttons.
use super::{gallery::Specimen, samples};
use crate::{
    domain::{actor::Role, target::SetState},
    ui::{
        components::{Icon, Moment, SetFactsLine, StateBadge},
        layouts::rolebar::role_icon,
        messages::{common, help::gallery as words},
        pages::people::badges::PersonCell,
    },
};
use leptos::prelude::*;

const ICONS: &str = include_str!("../../../../style/icons.txt");
const TOKENS: [&str; 5] = ["brand", "green", "surface", "surface-2", "surface-3"];

#[component]
pub fn Marks() -> impl IntoView {
    view! {
        <Specimen name={words::SWATCHES}>
            <div class="swatches">
                {TOKENS
                    .into_iter()
                    .map(|token| {
                        view! {
                            <div class="swatch" data-token={token}>
                                {token}
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </Specimen>
        <Specimen name={words::ICONS}>
            {ICONS
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(name, _)| {
                    view! {
                        <span class="tag">
                            <Icon name />
                            {name}
                        </span>
                    }
                })
                .collect_view()}
        </Specimen>
        <Buttons />
        <Badges />
        <People />
    }
    .into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Specimen name={words::BUTTONS}>
            <button class="button" type="button">
                {words::DEFAULT}
            </button>
            <button class="button button--primary" type="button">
                <Icon name="send" />
                {words::PRIMARY}
            </button>
            <button class="button button--approve" type="button">
                <Icon name="check" />
                {words::APPROVE}
            </button>
            <button class="button button--danger" type="button">
                {words::DANGER}
            </button>
            <button class="button button--quiet" type="button">
                {words::QUIET}
            </button>
            <button class="button button--small" type="button">
                {words::SMALL}
            </button>
            <button class="button" type="button" disabled=true>
                {words::DISABLED}
            </button>
            <button class="button button--primary" type="button" aria-disabled="true">
                {words::EXPLAINS}
            </button>
            <button class="button button--primary" type="button" aria-busy="true">
                {words::BUSY}
            </button>
            <button class="button button--quiet button--icon" type="button">
                <Icon name="more" />
                <span class="visually-hidden">{words::ICON_ONLY}</span>
            </button>
            <a class="button" href="/dev/components">
                <Icon name="link" />
                {words::LINK}
            </a>
        </Specimen>
    }
    .into_any()
}

#[component]
fn Badges() -> impl IntoView {
    view! {
        <Specimen name={words::STATE_BADGES}>
            {SetState::ALL.into_iter().map(|state| view! { <StateBadge state /> }).collect_view()}
            <StateBadge state={SetState::Draft} exempt=true />
        </Specimen>
        <Specimen name={words::ROLE_BADGES}>
            {Role::ALL
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
        </Specimen>
        <Specimen name={words::BADGES}>
            {words::TONES
                .into_iter()
                .map(|(tone, name)| {
                    view! {
                        <span class="badge" data-tone={tone}>
                            {name}
                        </span>
                    }
                })
                .collect_view()} <span class="badge badge--modified">{words::MODIFIED}</span>
            <span class="tag">{words::TAG}</span> <span class="rank">{words::RANKS[0]}</span> <span class="rank" data-adjusted="">
                {words::RANKS[1]}
                <span class="visually-hidden">" " {words::ADJUSTED}</span>
            </span>
        </Specimen>
    }
    .into_any()
}

#[component]
fn People() -> impl IntoView {
    view! {
        <Specimen name={words::PEOPLE}>
            <PersonCell name={words::AKIRA.to_owned()} sub={words::EMPLOYEE_NO} href="/dev/components" />
            <PersonCell name={words::BOB.to_owned()} sub="" />
            <PersonCell name={words::LONG_NAME.to_owned()} sub={words::JOB} />
            <span class="avatar avatar--large" aria-hidden="true">
                {words::INITIALS}
            </span>
        </Specimen>
        <Specimen name={words::MOMENTS}>
            <Moment when={samples::when()} />
            <Moment when={samples::when()} with_time=true />
            <SetFactsLine head={samples::head(SetState::SubmittedToManager, false)} />
            <SetFactsLine head={samples::head(SetState::Draft, true)} />
        </Specimen>
    }
    .into_any()
}
