//! The step this reader takes for a department or the whole company: HR confirms, director and board approve. One on a page, for
//! what is shown, so that a refusal always stands where it belongs.
use super::super::sets::submit_button::SubmitButton;
use crate::{
    api::{results::Part, views::DepartmentRef},
    domain::{ids::FiscalYearId, validation::TEXT},
    ui::{
        components::{Icon, PostForm, Posting, TextArea, TextField, form::last_error},
        messages::results as words,
    },
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Actions {
    pub confirm: Posting,
    pub approve: Posting,
}

/// What the reader may do with a part, and with how many of its results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Confirm(u64),
    Approve(u64),
    /// Nothing waits, or this reader only reads.
    Nothing,
}

fn step(part: &Part, may_confirm: bool, may_approve: bool) -> Step {
    match (part.to_confirm, part.to_approve) {
        (count, _) if may_confirm && count > 0 => Step::Confirm(count),
        (_, count) if may_approve && count > 0 => Step::Approve(count),
        _ => Step::Nothing,
    }
}

#[component]
pub fn Decide(part: Part, year: FiscalYearId, may_confirm: bool, may_approve: bool, actions: Actions) -> impl IntoView {
    let place = part.department.as_ref().map(|department| department.name.clone());
    let step = step(&part, may_confirm, may_approve);
    let (button, icon, class) = match step {
        Step::Confirm(_) => (words::confirm_button(place.as_deref()), "send", "menu__button button button--primary"),
        Step::Approve(_) => (words::approve_button(place.as_deref()), "check", "menu__button button button--approve"),
        Step::Nothing => return ().into_any(),
    };
    let department = part.department;
    let inside = match step {
        Step::Confirm(count) => view! { <Confirm year department count action={actions.confirm} /> }.into_any(),
        _ => view! { <Approve year department count={part.to_approve} action={actions.approve} /> }.into_any(),
    };
    let (refused, declined) = (last_error(actions.confirm), last_error(actions.approve));
    view! {
        <details class="menu" id="decide" open={move || refused.with(Option::is_some) || declined.with(Option::is_some)}>
            <summary class={class}>
                <Icon name={icon} />
                {button}
            </summary>
            <div class="menu__list menu__list--end menu__list--panel">
                <div class="dialog__body">{inside}</div>
            </div>
        </details>
    }
    .into_any()
}

/// The year and, where it is about one, the department.
#[component]
fn About(year: FiscalYearId, department: Option<DepartmentRef>) -> impl IntoView {
    view! {
        <input type="hidden" name="year" value={year.to_string()} />
        {department.map(|department| view! { <input type="hidden" name="department" value={department.id.to_string()} /> })}
    }
    .into_any()
}

#[component]
fn Confirm(year: FiscalYearId, department: Option<DepartmentRef>, count: u64, action: Posting) -> impl IntoView {
    let name = department.as_ref().map(|department| department.name.clone());
    view! {
        <PostForm action class="stack stack--tight">
            <About year department />
            <p>
                <strong>{words::confirm_count(count, name.as_deref())}</strong>
            </p>
            <p>{words::CONFIRM_WHAT}</p>
            <div class="button-row">
                <SubmitButton pending={action.pending()}>{words::CONFIRM_DO}</SubmitButton>
            </div>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Approve(year: FiscalYearId, department: Option<DepartmentRef>, count: u64, action: Posting) -> impl IntoView {
    let name = department.as_ref().map(|department| department.name.clone());
    view! {
        <PostForm action class="stack">
            <About year department />
            <p>
                <strong>{words::approve_count(count, name.as_deref())} " " {words::APPROVE_FINAL}</strong>
            </p>
            <p>{words::APPROVE_WHAT}</p>
            <TextField name="held_on" label={words::HELD_ON} kind="date" required=true />
            <TextArea name="notes" label={words::NOTES} hint={words::NOTES_HINT} max={TEXT} required=true />
            <div class="button-row">
                <SubmitButton pending={action.pending()} class="button button--approve">
                    {words::APPROVE_DO}
                </SubmitButton>
            </div>
        </PostForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::Distribution;

    #[test]
    fn the_step_is_the_readers_own() {
        let distribution = Distribution { ranks: vec![], unranked: 0, assessed: 0, average: None };
        let part = Part {
            head: None,
            department: None,
            states: vec![],
            distribution,
            complete: 0,
            of: 0,
            to_confirm: 3,
            to_approve: 2,
            marks: 0,
            reviewers: vec![],
        };
        assert_eq!(step(&part, true, false), Step::Confirm(3));
        assert_eq!(step(&part, false, true), Step::Approve(2));
        assert_eq!(step(&part, false, false), Step::Nothing);
        assert_eq!(step(&Part { to_confirm: 0, ..part }, true, false), Step::Nothing);
    }
}
