//! New ways in for HR, director and board that wait for a second person (R1a). A document.
use super::{badges::PersonCell, banner::Banner};
use crate::{
    api::{
        people::{DecideReset, MayDecide, ResetRequest, resets},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{FormError, Icon, Loaded, Moment, PageHead, Posting, Stamp, form::last_error},
        messages::people as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct ResetsPage {
    requests: Asked<Vec<ResetRequest>>,
    decide: Posting,
}

impl Page for ResetsPage {
    fn data() -> Self {
        ResetsPage { requests: ask(|| (), |()| resets()), decide: Posting::to::<DecideReset>() }
    }

    fn view(this: Self) -> AnyView {
        let decide = this.decide;
        let decided = use_query_map().with_untracked(|query| query.get("decided").filter(|_| query.get("__err").is_none()));
        let news = decided.map(|decided| {
            let (title, body) = match decided.as_str() {
                "agreed" => (words::AGREED, words::AGREED_BODY),
                _ => (words::REFUSED, words::REFUSED_BODY),
            };
            view! { <Banner tone="success" title body /> }
        });
        view! {
            <PageHead title={words::RESETS} />
            {news}
            <FormError error={last_error(decide)} />
            <p class="muted">{words::RESETS_EXPLAINED}</p>
            <Loaded
                data={this.requests}
                view={move |requests: Vec<ResetRequest>| {
                    if requests.is_empty() {
                        view! {
                            <div class="card empty-state">
                                <Icon name="key" />
                                <p class="empty-state__title">{words::NO_RESETS}</p>
                                <p>{words::NO_RESETS_BODY}</p>
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <p>{words::BEFORE_AGREEING}</p>
                            <Table requests decide />
                        }
                            .into_any()
                    }
                }}
            />
        }
        .into_any()
    }
}

#[component]
fn Table(requests: Vec<ResetRequest>, decide: Posting) -> impl IntoView {
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::RESETS}>
            <table class="table">
                <caption class="visually-hidden">{words::RESETS}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::PERSON}</th>
                        <th scope="col">{words::ASKED_BY}</th>
                        <th scope="col">{words::ASKED}</th>
                        <th scope="col">{words::EXPIRES}</th>
                        <th scope="col">{words::DECIDE}</th>
                    </tr>
                </thead>
                <tbody>{requests.into_iter().map(|request| view! { <Row request decide /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(request: ResetRequest, decide: Posting) -> impl IntoView {
    let rest = words::reset_of(&request.name);
    let answer = match request.may {
        MayDecide::Yes => view! {
            <div class="button-row">
                <Answer decide id={request.id} agree=true word={words::AGREE} rest={rest.clone()} />
                <Answer decide id={request.id} agree=false word={words::REFUSE} rest />
            </div>
        }
        .into_any(),
        MayDecide::Asked => view! {
            <p class="muted small">{words::ASKED_RESET}</p>
            <Answer decide id={request.id} agree=false word={words::TAKE_BACK} rest />
        }
        .into_any(),
        MayDecide::Own => view! { <p class="small">{words::OWN_RESET}</p> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <PersonCell name={request.name} sub={request.employee_no} />
            </th>
            <td>{request.asked_by}</td>
            <td class="nowrap">
                <Moment when={request.asked} with_time=true />
            </td>
            <td class="nowrap">{request.expires}</td>
            <td>{answer}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Answer(decide: Posting, id: i64, agree: bool, word: &'static str, #[prop(into)] rest: String) -> impl IntoView {
    view! {
        <form method="post" action={decide.path}>
            <Stamp />
            <input type="hidden" name="request" value={id} />
            <input type="hidden" name="agree" value={if agree { "true" } else { "false" }} />
            <button class="button button--small" class:button--approve={agree} type="submit">
                {word}
                <span class="visually-hidden">{rest}</span>
            </button>
        </form>
    }
    .into_any()
}
