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
pub fn Decide(
    part: Part,
    /// The part is the people without a department.
    of_nobody: bool,
    year: FiscalYearId,
    may_confirm: bool,
    may_approve: bool,
    actions: Actions,
) -> impl IntoView {
    let department = match part.department.clone() {
        Some(department) => About::Department(department),
        None if of_nobody => About::NoDepartment,
        None => About::Company,
    };
    let place = department.name();
    let step = step(&part, may_confirm, may_approve);
    let (button, icon, class) = match step {
        Step::Confirm(_) => (words::confirm_button(place.as_deref()), "send", "menu__button button button--primary"),
        Step::Approve(_) => (words::approve_button(place.as_deref()), "check", "menu__button button button--approve"),
        Step::Nothing => return ().into_any(),
    };
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

/// What is decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    Company,
    Department(DepartmentRef),
    NoDepartment,
}

impl About {
    /// `None`: the whole company.
    fn name(&self) -> Option<String> {
        match self {
            About::Company => None,
            About::Department(department) => Some(department.name.clone()),
            About::NoDepartment => Some(words::OF_NO_DEPARTMENT.to_owned()),
        }
    }

    /// The field that says it.
    fn field(self) -> Option<(&'static str, String)> {
        match self {
            About::Company => None,
            About::Department(department) => Some(("department", department.id.to_string())),
            About::NoDepartment => Some(("no_department", "1".to_owned())),
        }
    }
}

/// The year and the part of the company.
#[component]
fn Hidden(year: FiscalYearId, department: About) -> impl IntoView {
    view! {
        <input type="hidden" name="year" value={year.to_string()} />
        {department.field().map(|(name, value)| view! { <input type="hidden" name={name} value={value} /> })}
    }
    .into_any()
}

#[component]
fn Confirm(year: FiscalYearId, department: About, count: u64, action: Posting) -> impl IntoView {
    let name = department.name();
    view! {
        <PostForm action class="stack stack--tight">
            <Hidden year department />
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
fn Approve(year: FiscalYearId, department: About, count: u64, action: Posting) -> impl IntoView {
    let name = department.name();
    view! {
        <PostForm action class="stack">
            <Hidden year department />
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

    #[test]
    fn people_without_a_department_are_a_part_of_their_own() {
        assert_eq!(About::Company.field(), None);
        assert_eq!(About::NoDepartment.field(), Some(("no_department", "1".into())));
        assert_eq!((About::Company.name(), About::NoDepartment.name()), (None, Some(words::OF_NO_DEPARTMENT.into())));
    }
}
