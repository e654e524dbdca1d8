//! Leavers, rejoiners, and taking everything personal away (R6). What will happen stands there before it can be asked for.
use super::{
    edit::person_in_address,
    number_field::NumberField,
    tabs::{PersonTabs, Tab},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        records::{AnonymisePerson, DeactivatePerson, LeavingPage as Answer, ReactivatePerson, leaving},
        wire::{Asked, ask},
    },
    domain::{person::EmploymentStatus, policy::Denial, validation::TEXT},
    ui::{
        components::{Loaded, PageHead, PostForm, Posting, TextArea, TextField},
        contexts::session::use_session,
        messages::{common, errors, people::records as words, personal},
        pages::{
            account::data::Take,
            people::{badges::StatusBadge, banner::Banner},
        },
    },
};
use leptos::prelude::*;

pub struct LeavingPage {
    data: Asked<Answer>,
}

impl Page for LeavingPage {
    fn data() -> Self {
        let data = ask(person_in_address(), |person| async move {
            match person {
                Some(person) => leaving(person).await,
                None => Err(AppError::NotFound),
            }
        });
        LeavingPage { data }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: Answer) -> impl IntoView {
    let person = answer.person.clone();
    let status = answer.status;
    let back = format!("/people/{}", person.id);
    let data = format!("/people/{}/data", person.id);
    let own = use_session().get().is_some_and(|session| session.person_id == person.id.0);
    let takes_data = !answer.anonymised && !own;
    view! {
        <PageHead
            title={words::LEAVING}
            trail={vec![("/people".into(), common::PEOPLE.into()), (back, person.name.clone())]}
            meta={move || {
                view! {
                    <span>{person.name.clone()}</span>
                    <StatusBadge status />
                }
            }}
        />
        <PersonTabs person={answer.person.id} here={Tab::Leaving} />
        {if answer.anonymised {
            view! { <Banner tone="info" title={words::WAS_ANONYMISED} body={words::WAS_ANONYMISED_BODY} silent=true /> }
                .into_any()
        } else if status == EmploymentStatus::Left {
            view! {
                <div class="columns-2">
                    <Reactivate answer={answer.clone()} />
                    <Anonymise answer />
                </div>
            }
                .into_any()
        } else {
            view! { <Deactivate answer /> }.into_any()
        }}
        {takes_data
            .then(|| {
                view! {
                    <section class="card stack section">
                        <h2 class="card__title">{personal::OF_PERSON}</h2>
                        <p>{personal::OF_PERSON_EXPLAINED}</p>
                        <Take folder={data} />
                    </section>
                }
            })}
    }
    .into_any()
}

/// Why a step cannot be taken now.
#[component]
fn NotNow(denial: Denial) -> impl IntoView {
    let said = errors::form(&AppError::Denied(denial));
    view! { <Banner tone="info" title={said.title} body={said.body} silent=true /> }
}

#[component]
fn Reason(id: &'static str) -> impl IntoView {
    view! { <TextArea name="reason" id label={words::REASON} hint={words::REASON_HINT} max={TEXT} rows=2 /> }
}

#[component]
fn Deactivate(answer: Answer) -> impl IntoView {
    let action = Posting::to::<DeactivatePerson>();
    let needs_successor = !answer.reports.is_empty() || answer.named_for > 0;
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::DEACTIVATE}</h2>
            <p>{words::DEACTIVATE_WHAT}</p>
            <p>{words::reports(answer.reports.len(), answer.named_for)}</p>
            {match answer.deactivate {
                Err(denial) => view! { <NotNow denial /> }.into_any(),
                Ok(()) => {
                    view! {
                        <PostForm action class="form stack">
                            <input type="hidden" name="person" value={answer.person.id.to_string()} />
                            {needs_successor
                                .then(|| {
                                    view! {
                                        <NumberField
                                            name="successor_no"
                                            id="successor-no"
                                            label={words::SUCCESSOR_NO}
                                            hint={words::SUCCESSOR_HINT}
                                            value={String::new()}
                                            required=true
                                        />
                                    }
                                })}
                            <Reason id="deactivate-reason" />
                            <div class="button-row">
                                <button class="button button--danger" type="submit">
                                    {words::DEACTIVATE}
                                </button>
                            </div>
                        </PostForm>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Reactivate(answer: Answer) -> impl IntoView {
    let action = Posting::to::<ReactivatePerson>();
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::REACTIVATE}</h2>
            <p>{words::REACTIVATE_WHAT}</p>
            {match answer.reactivate {
                Err(denial) => view! { <NotNow denial /> }.into_any(),
                Ok(()) => {
                    view! {
                        <PostForm action class="form stack">
                            <input type="hidden" name="person" value={answer.person.id.to_string()} />
                            <Reason id="reactivate-reason" />
                            <div class="button-row">
                                <button class="button button--primary" type="submit">
                                    {words::REACTIVATE}
                                </button>
                            </div>
                        </PostForm>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Anonymise(answer: Answer) -> impl IntoView {
    let action = Posting::to::<AnonymisePerson>();
    let list = |lines: [&'static str; 4]| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::ANONYMISE}</h2>
            <p>{words::ANONYMISE_WHAT}</p>
            <h3>{words::GOES}</h3>
            <ul>{list(words::GOES_LIST)}</ul>
            <p class="muted small">{words::texts_of(&answer.years)}</p>
            <h3>{words::STAYS}</h3>
            <ul>{list(words::STAYS_LIST)}</ul>
            {match answer.anonymise {
                Err(denial) => view! { <NotNow denial /> }.into_any(),
                Ok(()) => {
                    view! {
                        <PostForm action class="form stack">
                            <input type="hidden" name="person" value={answer.person.id.to_string()} />
                            <TextField
                                name="confirm"
                                id="anonymise-confirm"
                                label={words::confirm(&answer.person.employee_no)}
                                hint={words::CONFIRM_HINT}
                                autocomplete="off"
                                required=true
                                short=true
                            />
                            <div class="button-row">
                                <button class="button button--danger" type="submit">
                                    {words::ANONYMISE}
                                </button>
                            </div>
                        </PostForm>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}
