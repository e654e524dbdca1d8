//! Delegating, step by step: who, by whom and what, from when and why, and what will happen, before it does (R23). A document.
use super::{
    fields::{DayField, PersonField, Wrong, problem},
    steps::{Asked as Address, Step, carried},
};
use crate::{
    api::{
        delegations::{Consequence, Delegate, DelegationForm, DelegationPlan, delegation_draft},
        wire::{Asked, ask},
    },
    domain::{delegation::Reason, validation::TASK},
    ui::{
        areas::Page,
        components::{Choices, Loaded, PageHead, PostForm, Posting, SelectField, Steps, TextArea, form::provide_violations},
        messages::delegation as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct DelegatePage {
    data: Asked<DelegationPlan>,
}

impl Page for DelegatePage {
    fn data() -> Self {
        let query = use_query_map();
        DelegatePage { data: ask(move || query.with(Address::read).form, delegation_draft) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|draft| view! { <Body draft /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(draft: DelegationPlan) -> impl IntoView {
    let query = use_query_map();
    let asked = untrack(|| query.with(Address::read));
    let step = asked.step(&draft);
    provide_violations(asked.wrong(step, &draft));
    let here = match step {
        Step::Who => 0,
        Step::ByWhom => 1,
        Step::When => 2,
        Step::Check => 3,
    };
    let names: Vec<_> = draft.originals.iter().map(|original| original.person.name.clone()).collect();
    let covered = (draft.by_hr && step != Step::Who).then(|| view! { <p class="muted">{words::covered_are(&names)}</p> });
    let content = match step {
        Step::Who => view! { <Who draft /> }.into_any(),
        Step::ByWhom => view! { <ByWhom draft /> }.into_any(),
        Step::When => view! { <When draft /> }.into_any(),
        Step::Check => view! { <Check draft /> }.into_any(),
    };
    view! {
        <PageHead title={words::NEW} trail={vec![("/delegation".into(), words::TITLE.into())]} />
        <Steps name={words::STEPS_NAME} steps={&words::STEPS} here closed=false />
        {covered}
        <section class="card stack">{content}</section>
    }
    .into_any()
}

/// What was chosen so far, as hidden fields of a form that leads on.
#[component]
fn Carried(form: DelegationForm, but: Step) -> impl IntoView {
    carried(&form, but)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name={name} value={value} /> })
        .collect_view()
        .into_any()
}

#[component]
fn GoOn() -> impl IntoView {
    view! {
        <div class="button-row">
            <button class="button button--primary" type="submit">
                {words::GO_ON}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Who(draft: DelegationPlan) -> impl IntoView {
    let value = draft.form.for_nos.clone();
    view! {
        <form method="get" action="/delegation/new" class="form stack">
            <Carried form={draft.form} but={Step::Who} />
            <PersonField name="for" field="for_nos" label={words::WHO_NO} hint={words::WHO_HINT} value suggested={Vec::new()} />
            <GoOn />
        </form>
    }
    .into_any()
}

#[component]
fn ByWhom(draft: DelegationPlan) -> impl IntoView {
    let DelegationPlan { by_hr, form, originals, suggested, .. } = draft;
    let whole = form.what != "people";
    let several = (originals.len() > 1).then(|| words::teams_at_once(originals.len()));
    let team = originals.into_iter().next().filter(|_| several.is_none()).map(|original| original.team).unwrap_or_default();
    let chosen: Vec<_> = form.people.split('.').map(str::to_owned).collect();
    let card = |value: &'static str, checked: bool, title: &'static str, text: &'static str| {
        view! {
            <label class="radio-card">
                <input type="radio" name="what" value={value} checked={checked} />
                <span class="radio-card__title">{title}</span>
                <span class="radio-card__text">{text}</span>
            </label>
        }
    };
    let value = form.delegate_no.clone();
    let which = team
        .into_iter()
        .map(|person| {
            let id = person.id.to_string();
            let ticked = chosen.contains(&id);
            view! {
                <label class="checkbox">
                    <input type="checkbox" name="person" value={id} checked={ticked} />
                    <span>{person.name}</span>
                </label>
            }
        })
        .collect_view();
    let what = match several {
        Some(said) => view! { <p>{said}</p> }.into_any(),
        None => view! {
            <fieldset class="radio-cards">
                <legend class="field__label">{words::WHAT}</legend>
                {card("team", whole, if by_hr { words::TEAM } else { words::MY_TEAM }, words::TEAM_TEXT)}
                {card("people", !whole, words::NAMED, words::NAMED_TEXT)}
            </fieldset>
            <fieldset class="choice choice--columns">
                <legend>{words::WHICH}</legend>
                {which}
            </fieldset>
            {problem("people").map(|words| view! { <Wrong id={"people-error".to_owned()} words /> })}
        }
        .into_any(),
    };
    view! {
        <form method="get" action="/delegation/new" class="form stack">
            <Carried form={form} but={Step::ByWhom} />
            <PersonField name="by" field="delegate_no" label={words::DELEGATE_NO} hint={words::DELEGATE_HINT} value suggested />
            {what}
            <GoOn />
        </form>
    }
    .into_any()
}

#[component]
fn When(draft: DelegationPlan) -> impl IntoView {
    let DelegationPlan { form, today, .. } = draft;
    let reasons = Reason::ALL.map(|reason| (reason.code().to_owned(), words::reason(reason).to_owned()));
    let from = if form.from_on.is_empty() { today.clone() } else { form.from_on.clone() };
    let (to, reason) = (form.to_on.clone(), form.reason.clone());
    view! {
        <form method="get" action="/delegation/new" class="form stack">
            <Carried form={form} but={Step::When} />
            <div class="form-grid">
                <DayField
                    name="from"
                    field="from_on"
                    label={words::FROM}
                    hint={words::FROM_HINT}
                    value={from}
                    least={today.clone()}
                />
                <DayField name="to" field="to_on" label={words::TO} hint={words::LAST_DAY_HINT} value={to} least={today} />
            </div>
            <SelectField name="reason" label={words::REASON} choices={Choices::plain(reasons.into())} chosen={reason} />
            <GoOn />
        </form>
    }
    .into_any()
}

#[component]
fn Check(draft: DelegationPlan) -> impl IntoView {
    let DelegationPlan { by_hr, form, delegate, from, to, reason, consequences, .. } = draft;
    let action = Posting::to::<Delegate>();
    let delegate = delegate.map(|delegate| delegate.name).unwrap_or_default();
    let days = words::days(&from.unwrap_or_default(), to.as_deref());
    let why = reason.map(words::reason).unwrap_or_default();
    let back = {
        let mut fields = vec![("at".to_owned(), if by_hr { "0" } else { "1" }.to_owned())];
        fields.extend(carried(&form, Step::Check).into_iter().map(|(name, value)| (name.to_owned(), value)));
        format!("/delegation/new?{}", crate::ui::components::posting::form_text(&fields))
    };
    let will =
        consequences.into_iter().map(|one| view! { <Will one delegate={delegate.clone()} days={days.clone()} asks={!by_hr} /> });
    let will = will.collect_view();
    let hidden = [
        ("form[for_nos]", form.for_nos),
        ("form[delegate_no]", form.delegate_no),
        ("form[what]", form.what),
        ("form[people]", form.people),
        ("form[from_on]", form.from_on),
        ("form[to_on]", form.to_on),
        ("form[reason]", form.reason),
    ];
    view! {
        <h2 class="card__title">{words::CHECK}</h2>
        {will}
        <p class="muted">{words::REASON} ": " {why}</p>
        <PostForm action class="form stack">
            {hidden.map(|(name, value)| view! { <input type="hidden" name={name} value={value} /> }).collect_view()}
            <TextArea name="form[note]" id="note" label={words::NOTE} hint={words::NOTE_HINT} max={TASK} rows=3 />
            <div class="button-row">
                <button class="button button--primary" type="submit">
                    {if by_hr { words::DO_IT } else { words::ASK_THEM }}
                </button>
                <a class="button button--quiet" href={back}>
                    {words::CHANGE}
                </a>
            </div>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Will(one: Consequence, delegate: String, days: String, asks: bool) -> impl IntoView {
    let lines = words::consequences(&one, &delegate, &days, asks);
    view! {
        <div class="stack stack--tight">
            <h3>{words::who(&delegate, &one.original)}</h3>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}
