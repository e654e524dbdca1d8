//! What waits for the reader, and what of theirs waits for others.
use crate::{
    api::home::{OnItsWay, Todo, TodoKind, Way},
    ui::{
        components::{Icon, Moment, ReviewBadge, StateBadge},
        messages::home as words,
    },
};
use leptos::prelude::*;

/// So many stand open on the page; the rest is folded away.
const SHOWN: usize = 8;

fn icon(kind: &TodoKind) -> &'static str {
    match kind {
        TodoKind::FinishTargets { .. } => "target",
        TodoKind::ReviewTargets { .. } => "review",
        TodoKind::SubmitTeam { .. } => "send",
        TodoKind::HrReview { .. } => "building",
        TodoKind::NoReviewer { .. } => "warning",
        TodoKind::AgreeToResets { .. } => "key",
        TodoKind::OpenYear => "calendar",
        TodoKind::AssessSelf | TodoKind::Evaluate { .. } => "review",
        TodoKind::ReadResult | TodoKind::ConfirmResults { .. } | TodoKind::ApproveResults { .. } => "results",
        TodoKind::GiveFeedback { .. } | TodoKind::AnswerObjection { .. } => "user",
        TodoKind::ConfirmRole { .. } => "key",
        TodoKind::SubmitResults { .. } => "send",
        TodoKind::AnswerDelegation { .. } | TodoKind::Uncovered { .. } => "people",
        TodoKind::ConfirmCorrection { .. } => "edit",
    }
}

#[component]
pub fn Todos(todos: Vec<Todo>) -> impl IntoView {
    let mut first = todos;
    let rest = if first.len() > SHOWN + 1 { first.split_off(SHOWN) } else { Vec::new() };
    let list = if first.is_empty() {
        view! {
            <div class="card empty-state">
                <Icon name="check" />
                <p class="empty-state__title">{words::NOTHING_TITLE}</p>
                <p>{words::NOTHING_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! { <TodoList todos={first} leads=true /> }.into_any()
    };
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{words::more(rest.len())}</summary>
                <div class="fold__body">
                    <TodoList todos={rest} leads=false />
                </div>
            </details>
        }
    });
    view! {
        <section class="section" aria-labelledby="mine">
            <div class="section__head">
                <h2 id="mine">{words::MINE}</h2>
            </div>
            <div class="stack stack--tight">{list} {rest}</div>
        </section>
    }
    .into_any()
}

/// `leads`: the first button is the page's primary one.
#[component]
fn TodoList(todos: Vec<Todo>, leads: bool) -> impl IntoView {
    view! {
        <ul class="todo-list">
            {todos
                .into_iter()
                .enumerate()
                .map(|(index, todo)| view! { <TodoItem todo primary={leads && index == 0} /> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn TodoItem(todo: Todo, primary: bool) -> impl IntoView {
    let rest = words::todo_button_rest(&todo);
    let since = todo.since.map(|when| {
        view! {
            " · "
            {words::SINCE}
            " "
            <Moment when />
        }
    });
    // The line stays where nothing is due: it keeps the button in its column.
    let due = todo.due.map(|day| {
        view! {
            <b class="num">{words::DUE} " " {day}</b>
            {todo.overdue.then(|| view! { <span>{words::OVERDUE}</span> })}
        }
    });
    view! {
        <li class="todo" data-urgent=todo.overdue.then_some("")>
            <Icon name=icon(&todo.kind) />
            <div class="todo__body">
                <h3 class="todo__title">{words::todo_title(&todo.kind)}</h3>
                <p class="todo__why">{words::todo_why(&todo.kind)} " " {todo.year} {since}</p>
            </div>
            <p class="todo__due">{due}</p>
            <a class="button button--small" class:button--primary=primary href=todo.href>
                {words::todo_button(&todo.kind)}
                <span class="visually-hidden">{rest}</span>
            </a>
        </li>
    }
    .into_any()
}

#[component]
pub fn OnItsWayList(ways: Vec<OnItsWay>) -> impl IntoView {
    if ways.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="on-its-way">
            <div class="section__head">
                <h2 id="on-its-way">{words::ON_ITS_WAY}</h2>
                <p>{words::ON_ITS_WAY_BODY}</p>
            </div>
            <ul class="way-list">
                {ways
                    .into_iter()
                    .map(|way| {
                        let with = way.with.as_deref().map(words::with);
                        let (badge, name) = match way.what {
                            Way::Targets(state) => (view! { <StateBadge state /> }.into_any(), words::my_targets(&way.year)),
                            Way::Review(state) => (view! { <ReviewBadge state /> }.into_any(), words::my_review(&way.year)),
                        };
                        view! {
                            <li class="way">
                                {badge} <p>
                                    <a href={way.href}>{name}</a>
                                    " "
                                    {with}
                                </p> <span class="muted small nowrap">{words::SINCE} " " <Moment when={way.since} /></span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}
