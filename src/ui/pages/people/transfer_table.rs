//! Transfers in a table, with what is in the way of planned ones and cancelling them (R26).
use crate::{
    api::transfers::{CancelTransfer, TransferView},
    domain::transfer::TransferState,
    ui::{
        components::{PostForm, Posting},
        messages::transfers as words,
    },
};
use leptos::prelude::*;

#[component]
pub fn TransferTable(rows: Vec<TransferView>) -> impl IntoView {
    view! {
        <div class="card card--flush">
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::LIST}>
                <table class="table">
                    <caption class="visually-hidden">{words::LIST}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::PERSON}</th>
                            <th scope="col">{words::MANAGER}</th>
                            <th scope="col">{words::DEPARTMENT}</th>
                            <th scope="col">{words::FROM_ON}</th>
                            <th scope="col">{words::STANDS}</th>
                            <th scope="col">{words::ASKED_BY}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: TransferView) -> impl IntoView {
    let (tone, state) = words::state(row.state);
    let trouble = row.trouble.map(|trouble| {
        view! { <p class="field__error small">{words::trouble(trouble)}</p> }
    });
    let cancel = (row.state == TransferState::Planned).then(|| view! { <Cancel row={row.clone()} /> });
    let reason = (!row.reason.is_empty()).then(|| view! { <p class="muted small">{row.reason.clone()}</p> });
    view! {
        <tr>
            <th scope="row">
                <a href={format!("/people/{}", row.person.id)}>{row.person.name}</a>
                <p class="muted small">{row.person.employee_no}</p>
            </th>
            <td>{row.manager.map(|moved| words::from_to(&moved, words::NOBODY))}</td>
            <td>{row.department.map(|moved| words::from_to(&moved, words::NOWHERE))}</td>
            <td>{row.on} {reason}</td>
            <td>
                <span class="badge" data-tone={tone}>
                    {state}
                </span>
                {trouble}
                {cancel}
            </td>
            <td>{row.by.unwrap_or_else(|| words::IMPORTED.into())}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Cancel(row: TransferView) -> impl IntoView {
    let action = Posting::to::<CancelTransfer>();
    view! {
        <PostForm action class="form table__below">
            <input type="hidden" name="transfer" value={row.id.to_string()} />
            <button class="button button--small" type="submit" aria-label={words::cancel_of(&row.person.name)}>
                {words::CANCEL}
            </button>
        </PostForm>
    }
    .into_any()
}
