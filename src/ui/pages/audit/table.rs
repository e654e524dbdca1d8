//! The entries themselves. Each record leads to its history.
use super::address;
use crate::{
    api::audit::AuditRow,
    domain::audit::Detail,
    ui::{components::Moment, messages::audit as words},
};
use leptos::prelude::*;

#[component]
pub fn Entries(rows: Vec<AuditRow>) -> impl IntoView {
    view! {
        <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::TABLE}>
            <table class="table audit-table">
                <caption class="visually-hidden">{words::TABLE}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="num">
                            {words::ENTRY}
                        </th>
                        <th scope="col">{words::WHEN}</th>
                        <th scope="col">{words::WHO}</th>
                        <th scope="col">{words::ACTION}</th>
                        <th scope="col">{words::RECORD}</th>
                        <th scope="col">{words::CHANGED}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: AuditRow) -> impl IntoView {
    let who = match row.actor {
        Some(actor) => view! {
            <a href={format!("/people/{}", actor.id)} rel="external">
                {actor.name}
            </a>
        }
        .into_any(),
        None => view! { <span class="muted">{words::SYSTEM}</span> }.into_any(),
    };
    let history = address::history(&row.kind, row.subject);
    let record = [row.person, row.title].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let record = if record.is_empty() { row.subject.to_string() } else { record };
    view! {
        <tr>
            <th scope="row" class="num">
                {row.seq}
            </th>
            <td class="nowrap">
                <Moment when={row.at} with_time=true />
            </td>
            <td>
                {who}
                {row
                    .on_behalf_of
                    .map(|other| {
                        view! {
                            " "
                            <span>{words::on_behalf_of(&other)}</span>
                        }
                    })} {row.role.map(|role| view! { <span class="audit-table__sub">{words::acting_as(role)}</span> })}
            </td>
            <td>{words::action(&row.action)}</td>
            <td>
                <a href={history} title={words::HISTORY}>
                    {record}
                </a>
                <span class="audit-table__sub">{words::kind(&row.kind)}</span>
            </td>
            <td>
                <Details details={row.details} />
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Details(details: Option<Vec<Detail>>) -> impl IntoView {
    let Some(details) = details else {
        return view! { <span class="muted">{words::REMOVED}</span> }.into_any();
    };
    if details.is_empty() {
        return view! { <span class="visually-hidden">{words::NOTHING_MORE}</span> }.into_any();
    }
    view! {
        <dl class="audit-details">
            {details
                .into_iter()
                .map(|detail| {
                    let shown = |text: Option<String>| text.map(|text| words::value(&detail.name, &text));
                    let (before, after) = (shown(detail.before.clone()), shown(detail.after.clone()));
                    view! {
                        <div>
                            <dt>{words::field(&detail.name)}</dt>
                            <dd>
                                {before
                                    .map(|before| {
                                        view! {
                                            <del>{before}</del>
                                            <span class="visually-hidden">" " {words::BECAME}</span>
                                            " "
                                        }
                                    })} <span class="audit-details__now">{after.unwrap_or_else(|| words::EMPTY.into())}</span>
                            </dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}
