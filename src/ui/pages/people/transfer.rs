//! Transferring one or many: whom, where to, from when on, and what that would do, before it does (R26). A document: the preview is an
//! address, and only its last button changes anything.
use super::transfer_form::Asks;
use crate::{
    api::{
        transfers::{TransferForm, TransferLine, TransferPeople, TransferPlan, planned_transfer},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, form::provide_violations},
        messages::{common, reviews, states, transfers as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

pub struct TransferPage {
    data: Asked<TransferPlan>,
}

/// The form as the address holds it.
fn read(query: &ParamsMap) -> TransferForm {
    let one = |name: &str| query.get(name).unwrap_or_default();
    TransferForm {
        who: one("who"),
        team_of: one("team_of"),
        members_of: one("members_of"),
        manager: one("manager"),
        manager_no: one("manager_no"),
        department: one("department"),
        on: one("on"),
        reason: one("reason"),
    }
}

/// Sent, and not only begun with somebody's number from their page.
fn was_sent(query: &ParamsMap) -> bool {
    query.get("on").is_some()
}

impl Page for TransferPage {
    fn data() -> Self {
        let query = use_query_map();
        TransferPage { data: ask(move || query.with(read), planned_transfer) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|plan| view! { <Body plan /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(plan: TransferPlan) -> impl IntoView {
    let query = use_query_map();
    let sent = untrack(|| query.with(was_sent));
    provide_violations(if sent { plan.violations.clone() } else { Vec::new() });
    let trail = vec![("/people".into(), common::PEOPLE.into()), ("/people/transfers".into(), words::TITLE.into())];
    let preview = (sent && plan.violations.is_empty()).then(|| view! { <Preview plan={plan.clone()} /> });
    view! {
        <PageHead title={words::NEW} trail />
        <section class="card stack">
            <Asks plan />
        </section>
        {preview}
    }
    .into_any()
}

#[component]
fn Preview(plan: TransferPlan) -> impl IntoView {
    let on = plan.on.clone().unwrap_or_default();
    let moving = plan.moving();
    let ready = plan.is_ready();
    let chain = (!plan.chain.is_empty())
        .then(|| view! { <Banner tone="danger" title={words::LOOP_TITLE} body={plan.chain.join(" → ")} /> });
    let blocked = (plan.in_the_way() > 0).then(|| view! { <Banner tone="warning" title={words::BLOCKED} /> });
    let button = if plan.later { words::later(moving, &on) } else { words::now(moving) };
    view! {
        <section class="stack" aria-labelledby="will" id="preview">
            <h2 class="card__title" id="will">
                {words::WILL}
            </h2>
            {chain}
            {blocked}
            <p>{words::summary(moving, &on)}</p>
            <Lines lines={plan.lines} />
            <p class="muted">{words::EXPLAINED}</p>
            {ready.then(|| view! { <Confirm form={plan.form} button /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Lines(lines: Vec<TransferLine>) -> impl IntoView {
    let line = |line: TransferLine| {
        let along: Vec<_> = line
            .along
            .into_iter()
            .map(|along| words::along(&along.year, states::name(along.set), along.review.map(reviews::state)))
            .collect();
        let along = if along.is_empty() { vec![words::NOTHING_GOES.to_owned()] } else { along };
        view! {
            <tr>
                <th scope="row">{line.person.name} " " <span class="muted small">{line.person.employee_no}</span></th>
                <td>{line.manager.map(|moved| words::from_to(&moved, words::NOBODY))}</td>
                <td>{line.department.map(|moved| words::from_to(&moved, words::NOWHERE))}</td>
                <td>{along.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</td>
                <td>{line.obstacle.map(words::obstacle)}</td>
            </tr>
        }
    };
    view! {
        <div class="card card--flush">
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::WHO_MOVES}>
                <table class="table">
                    <caption class="visually-hidden">{words::WILL}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::PERSON}</th>
                            <th scope="col">{words::MANAGER}</th>
                            <th scope="col">{words::DEPARTMENT}</th>
                            <th scope="col">{words::GOES_ALONG}</th>
                            <th scope="col">{words::IN_THE_WAY}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Confirm(form: TransferForm, button: String) -> impl IntoView {
    let action = Posting::to::<TransferPeople>();
    let hidden = [
        ("form[who]", form.who),
        ("form[team_of]", form.team_of),
        ("form[members_of]", form.members_of),
        ("form[manager]", form.manager),
        ("form[manager_no]", form.manager_no),
        ("form[department]", form.department),
        ("form[on]", form.on),
        ("form[reason]", form.reason),
    ];
    view! {
        <PostForm action class="form stack">
            {hidden.map(|(name, value)| view! { <input type="hidden" name={name} value={value} /> }).collect_view()}
            <div class="button-row">
                <button class="button button--primary" type="submit">
                    {button}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}
