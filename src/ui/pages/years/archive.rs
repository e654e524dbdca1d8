//! Closing a fiscal year: what is unfinished, a reason for each, a typed confirmation; then how far the archive is (R29).
use crate::{
    api::years::{Leftover, YearView},
    domain::validation::TEXT,
    ui::{
        components::{PostForm, Posting, TextArea, TextField, form::last_error},
        contexts::kept::kept,
        messages::{reviews, years as words},
    },
};
use leptos::prelude::*;

#[component]
pub fn Archive(year: YearView, action: Posting) -> impl IntoView {
    let closing = year.closing.clone();
    if let Some(at) = closing.closed {
        return view! {
            <p class="cluster">
                <span class="badge" data-tone="neutral">
                    {words::archived(&year.year.name)}
                </span>
                <span class="muted">{words::closed_on(&at.day, closing.total)}</span>
            </p>
        }
        .into_any();
    }
    if closing.begun.is_some() {
        return view! { <Progress done={closing.done} total={closing.total} /> }.into_any();
    }
    if !closing.may_close {
        return ().into_any();
    }
    let has_error = untrack(move || last_error(action).get().is_some());
    let id = year.year.id;
    let name = year.year.name.clone();
    let open = closing.unfinished.len();
    view! {
        <details class="fold" open={has_error}>
            <summary>{words::of_year(words::CLOSE_YEAR, &name)}</summary>
            <div class="fold__body stack">
                <p>{words::will_archive(closing.total, open)}</p>
                <p class="muted small">{words::CLOSE_YEAR_FINAL}</p>
                <PostForm action only={("year", id.to_string())} class="form stack">
                    <input type="hidden" name="year" value={id.to_string()} />
                    <Leftovers leftovers={closing.unfinished} />
                    <TextArea
                        name="reason"
                        id={format!("archive-{id}-reason")}
                        label={words::REASON}
                        hint={words::CLOSE_YEAR_REASON}
                        max={TEXT}
                        required=true
                    />
                    <TextField
                        name="confirm"
                        id={format!("archive-{id}-confirm")}
                        label={words::confirm(&name)}
                        hint={words::CONFIRM_HINT}
                        autocomplete="off"
                        required=true
                    />
                    <div class="button-row">
                        <button class="button button--danger" type="submit">
                            {words::CLOSE_YEAR_DO}
                        </button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}

/// The page reads itself again while the job runs, with and without scripts.
#[component]
fn Progress(done: u64, total: u64) -> impl IntoView {
    view! {
        <leptos_meta::Meta http_equiv="refresh" content="3" />
        <div class="stack stack--tight" role="status">
            <p>{words::archiving(done, total)}</p>
            <progress class="progress" value={done.to_string()} max={total.max(1).to_string()} aria-label={words::ARCHIVING} />
        </div>
    }
    .into_any()
}

/// Everybody who is not finished, with room for a reason; closing over them has to be meant.
#[component]
fn Leftovers(leftovers: Vec<Leftover>) -> impl IntoView {
    if leftovers.is_empty() {
        return view! { <p>{words::ALL_DELIVERED}</p> }.into_any();
    }
    view! {
        <fieldset class="stack stack--tight">
            <legend>{words::LEFTOVERS}</legend>
            <div class="table-wrap table-wrap--tall" tabindex="0" role="region" aria-label={words::LEFTOVERS}>
                <table class="table">
                    <caption class="visually-hidden">{words::LEFTOVERS}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::PERSON}</th>
                            <th scope="col">{words::STATE}</th>
                            <th scope="col">{words::REASON}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {leftovers
                            .into_iter()
                            .map(|left| {
                                let name = format!("leftovers[{}]", left.review);
                                let typed = kept(&name);
                                view! {
                                    <tr>
                                        <th scope="row">
                                            <a href={format!("/reviews/{}", left.review)}>{left.name.clone()}</a>
                                        </th>
                                        <td>{reviews::state(left.state)}</td>
                                        <td>
                                            <input
                                                class="input"
                                                name={name}
                                                value={typed}
                                                aria-label={words::reason_for(&left.name)}
                                                maxlength="2000"
                                            />
                                        </td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
            <label class="check">
                <input type="checkbox" name="anyway" value="1" checked={kept("anyway").is_some()} />
                {words::ANYWAY}
            </label>
        </fieldset>
    }
    .into_any()
}
