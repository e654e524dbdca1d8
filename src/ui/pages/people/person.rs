//! One person: their record, the people above and below, their target sets, and their way in.
use super::{
    access::Access,
    badges::{PersonCell, StatusBadge},
    manage::{
        news::News,
        tabs::{PersonTabs, Tab},
    },
    record::{Record, Sets},
    transfer_card::TransferCard,
};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        people::{Invite, PersonPage as Answer, person},
        views::PersonRef,
        wire::{Asked, ask},
    },
    domain::{ids::PersonId, person::EmploymentStatus},
    ui::{
        components::{Loaded, PageHead},
        messages::{common, people},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// How many of a long list are shown before the rest is folded away.
const SHOWN: usize = 12;

pub struct PersonPage {
    invite: ServerAction<Invite>,
    person: Asked<Answer>,
}

impl Page for PersonPage {
    fn data() -> Self {
        let parameters = use_params_map();
        let id = move || parameters.with(|parameters| parameters.get("id").and_then(|id| id.parse::<PersonId>().ok()));
        let invite = ServerAction::<Invite>::new();
        let version = invite.version();
        let person = ask(
            move || (id(), version.get()),
            |(id, _)| async move {
                match id {
                    Some(id) => person(id).await,
                    None => Err(AppError::NotFound),
                }
            },
        );
        PersonPage { invite, person }
    }

    fn view(this: Self) -> AnyView {
        let invite = this.invite;
        view! {
            <Loaded
                data={this.person}
                view={move |answer: Answer| {
                    let row = answer.person.clone();
                    let (status, who) = (row.status, row.person.clone());
                    view! {
                        <PageHead
                            title={row.person.name.clone()}
                            trail={vec![("/people".into(), common::PEOPLE.into())]}
                            meta={move || view! { <StatusBadge status /> }}
                        />
                        <PersonTabs person={row.person.id} here={Tab::Overview} />
                        <News />
                        <div class="layout-two-thirds">
                            <div class="stack">
                                <Record row={row.clone()} />
                                <Sets sets={answer.sets} />
                            </div>
                            <div class="layout-aside stack">
                                <Access row last_sign_in={answer.last_sign_in} invite />
                                <Chain chain={answer.chain} />
                                <Reports reports={answer.reports} />
                                <TransferCard person={who} left={status == EmploymentStatus::Left} transfers={answer.transfers} />
                            </div>
                        </div>
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Chain(chain: Vec<PersonRef>) -> impl IntoView {
    let is_top = chain.is_empty();
    view! {
        <section class="card">
            <h2 class="card__title">{people::REPORTS_TO}</h2>
            {if is_top {
                view! { <p class="muted">{people::TOP_OF_COMPANY}</p> }.into_any()
            } else {
                view! {
                    <p class="visually-hidden">{people::CHAIN_EXPLAINED}</p>
                    <PeopleList people={chain} />
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Reports(mut reports: Vec<PersonRef>) -> impl IntoView {
    let count = reports.len();
    let rest = reports.split_off(count.min(SHOWN));
    let more = rest.len();
    view! {
        <section class="card">
            <h2 class="card__title">{people::REPORTS} {(count > 0).then(|| format!(" ({count})"))}</h2>
            {(count == 0).then(|| view! { <p class="muted">{people::NO_REPORTS}</p> })}
            <PeopleList people={reports} />
            {(more > 0)
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary>{people::and_more(more)}</summary>
                            <div class="fold__body">
                                <PeopleList people={rest} />
                            </div>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn PeopleList(people: Vec<PersonRef>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        view! {
            <ol class="stack stack--tight">
                {people
                    .into_iter()
                    .map(|who| {
                        view! {
                            <li>
                                <PersonCell name={who.name} sub={who.employee_no} href={format!("/people/{}", who.id)} />
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        }
    })
}
