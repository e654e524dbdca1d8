//! A table of requests for roles, with the buttons the reader may press.
use crate::{
    api::records::{RoleRequestView, SettleRole},
    ui::{
        components::{Moment, PostForm, Posting},
        messages::people::records as words,
        pages::people::badges::PersonCell,
    },
};
use leptos::prelude::*;

/// `next` is where a decision leads back to; `named` leaves out the person's column on their own page.
#[component]
pub fn RequestTable(requests: Vec<RoleRequestView>, action: Posting, #[prop(into)] next: String, named: bool) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::REQUESTS}>
            <table class="table">
                <caption class="visually-hidden">{words::REQUESTS_CAPTION}</caption>
                <thead>
                    <tr>
                        {named.then(|| view! { <th scope="col">{words::PERSON}</th> })} <th scope="col">{words::WANTED}</th>
                        <th scope="col">{words::REASON}</th> <th scope="col">{words::ASKED}</th>
                        <th scope="col">{words::STANDS}</th>
                    </tr>
                </thead>
                <tbody>
                    {requests
                        .into_iter()
                        .map(|request| view! { <Row request action next={next.clone()} named /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(request: RoleRequestView, action: Posting, next: String, named: bool) -> impl IntoView {
    let name = request.person.name.clone();
    let stands = match request.settled.clone() {
        Some((by, at, outcome)) => view! {
            {words::settled(&outcome, &by)}
            " · "
            <Moment when={at} />
        }
        .into_any(),
        None => view! { <Verdicts request={request.clone()} action next /> }.into_any(),
    };
    view! {
        <tr>
            {named
                .then(|| {
                    view! {
                        <th scope="row">
                            <PersonCell name sub={request.person.employee_no.clone()} />
                        </th>
                    }
                })} <td>{words::wanted(request.role, request.wanted)}</td> <td class="readonly">{request.reason}</td>
            <td>{request.asker} " · " <Moment when={request.asked} /></td> <td>{stands}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Verdicts(request: RoleRequestView, action: Posting, next: String) -> impl IntoView {
    use crate::domain::policy::people::Verdict;
    let waits = if request.verdicts.contains(&Verdict::Withdraw) { words::ASKED_BY_YOU } else { words::WAITS };
    let rest = words::verdict_rest(request.role, request.wanted, &request.person.name);
    view! {
        <div class="stack stack--tight">
            <span class="badge" data-tone="warning">
                {waits}
            </span>
            {(!request.verdicts.is_empty())
                .then(|| {
                    view! {
                        <PostForm action class="button-row">
                            <input type="hidden" name="request" value={request.id.to_string()} />
                            <input type="hidden" name="next" value={next} />
                            {request
                                .verdicts
                                .into_iter()
                                .map(|verdict| {
                                    let class = match verdict {
                                        Verdict::Confirm => "button button--small button--approve",
                                        _ => "button button--small",
                                    };
                                    view! {
                                        <button class={class} type="submit" name="verdict" value={verdict.code()}>
                                            {words::verdict(verdict)}
                                            <span class="visually-hidden">{rest.clone()}</span>
                                        </button>
                                    }
                                })
                                .collect_view()}
                        </PostForm>
                    }
                })}
        </div>
    }
    .into_any()
}

/// The one function all of these forms are sent to.
pub fn settling() -> Posting {
    Posting::to::<SettleRole>()
}
