//! The list of sets as a table; with tick boxes where the reader may approve from it.
use crate::{
    api::views::SetHead,
    ui::{
        components::{Grip, Moment, StateBadge},
        layouts::rolebar::initials,
        messages::departments as words,
    },
};
use leptos::{html::Input, prelude::*};

/// Ids and names of the columns that can be made wider.
const HEADS: [(&str, &str); 6] = [
    ("sets-person", words::PERSON),
    ("sets-department", words::DEPARTMENT_HEAD),
    ("sets-reviewer", words::REVIEWER),
    ("sets-state", words::STATE),
    ("sets-since", words::SINCE),
    ("sets-due", words::DUE),
];

#[component]
fn Head(id: &'static str, name: &'static str) -> impl IntoView {
    view! {
        <th scope="col" id={id}>
            {name}
            <Grip column={id} name />
        </th>
    }
    .into_any()
}

/// A row's tick box; nothing where this set is not HR's to approve now.
#[derive(Clone, Copy)]
pub struct Tick {
    pub node: NodeRef<Input>,
    pub changed: Callback<()>,
}

#[component]
pub fn SetTable(
    rows: Vec<SetHead>,
    /// One for each row.
    ticks: Option<Vec<Option<Tick>>>,
    /// Ticking every row needs scripts: once they are here, and what to do.
    all: Option<(RwSignal<bool>, Callback<bool>)>,
) -> impl IntoView {
    let check_head = all.map(|(here, tick_all)| {
        let every = move || {
            here.get().then(|| {
                view! {
                    <input
                        type="checkbox"
                        aria-label={words::SELECT_ALL}
                        on:change:target={move |ev| tick_all.run(ev.target().checked())}
                    />
                }
            })
        };
        view! {
            <th class="table__check" scope="col">
                <span class="visually-hidden">{words::SELECT}</span>
                {every}
            </th>
        }
    });
    let has_ticks = ticks.is_some();
    let ticks = ticks.unwrap_or_default().into_iter().map(Some).chain(std::iter::repeat(None));
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::LIST_CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::LIST_CAPTION}</caption>
                <thead>
                    <tr>
                        {check_head} {HEADS.map(|(id, name)| view! { <Head id name /> }).into_iter().collect_view()}
                        <th scope="col">{words::LINK}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .zip(ticks)
                        .map(|(row, tick)| view! { <Row row tick={tick.flatten()} has_ticks /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: SetHead, tick: Option<Tick>, has_ticks: bool) -> impl IntoView {
    let name = row.owner.name.clone();
    let exempt = row.exempt.is_some();
    let check = has_ticks.then(|| {
        let tick = tick.map(|tick| {
            view! {
                <input
                    type="checkbox"
                    name="sets[]"
                    value={row.set.to_string()}
                    aria-label={words::select(&name)}
                    node_ref={tick.node}
                    on:change={move |_| tick.changed.run(())}
                />
            }
        });
        view! { <td class="table__check">{tick}</td> }
    });
    let reviewer = row.reviewer.map_or_else(
        || {
            view! {
                <span class="badge" data-tone="danger">
                    {words::NO_REVIEWER}
                </span>
            }
            .into_any()
        },
        |who| who.name.into_any(),
    );
    let overdue = (row.overdue && !exempt).then(|| {
        view! {
            <span class="badge" data-tone="danger">
                {words::OVERDUE}
            </span>
        }
    });
    let late = row.late.then(|| {
        view! {
            <span class="badge" data-tone="warning">
                {words::LATE}
            </span>
        }
    });
    view! {
        <tr>
            {check} <th scope="row">
                <span class="person">
                    <span class="avatar" aria-hidden="true">
                        {initials(&name)}
                    </span>
                    <span>
                        <span class="person__name">{name.clone()}</span>
                        <span class="person__sub">{row.owner.employee_no}</span>
                    </span>
                </span>
            </th> <td>{row.department}</td> <td>{reviewer}</td> <td>
                <StateBadge state={row.state} exempt />
            </td> <td class="nowrap">
                <Moment when={row.since} />
            </td> <td class="nowrap">
                <span class="cluster">{row.due} {overdue} {late}</span>
            </td> <td>
                <a class="button button--small" href={format!("/sets/{}", row.set)} aria-label={words::open(&name)}>
                    {words::OPEN}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
