//! One person's roles: what they hold, asking for a change, and what was asked before (R1a).
use super::{
    edit::person_in_address,
    news::News,
    requests::{RequestTable, settling},
    tabs::{PersonTabs, Tab},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        records::{AskForRole, PersonRolesPage as Answer, person_roles},
        wire::{Asked, ask},
    },
    domain::{actor::Role, validation::TEXT},
    ui::{
        components::{Loaded, PageHead, PostForm, Posting, TextArea},
        messages::{common, errors, people::records as words},
        pages::people::{badges::RoleBadges, banner::Banner},
    },
};
use leptos::prelude::*;

pub struct PersonRolesPage {
    data: Asked<Answer>,
}

impl Page for PersonRolesPage {
    fn data() -> Self {
        let data = ask(person_in_address(), |person| async move {
            match person {
                Some(person) => person_roles(person).await,
                None => Err(AppError::NotFound),
            }
        });
        PersonRolesPage { data }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Body answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: Answer) -> impl IntoView {
    let settle = settling();
    let person = answer.person.clone();
    let back = format!("/people/{}", person.id);
    let here = format!("/people/{}/roles", person.id);
    let mut roles = vec![Role::Employee];
    roles.extend(answer.is_manager.then_some(Role::Manager));
    roles.extend(&answer.held);
    let requests = answer.requests.clone();
    view! {
        <PageHead
            title={words::TAB_ROLES}
            trail={vec![("/people".into(), common::PEOPLE.into()), (back, person.name.clone())]}
            meta={move || view! { <span>{person.name.clone()}</span> }}
        />
        <PersonTabs person={answer.person.id} here={Tab::Roles} />
        <News />
        <section class="card stack">
            <h2 class="card__title">{words::HELD}</h2>
            <RoleBadges roles />
            <p class="muted small">{words::ROLES_EXPLAINED}</p>
        </section>
        <Ask answer />
        {(!requests.is_empty())
            .then(|| {
                view! {
                    <section class="section stack">
                        <h2>{words::REQUESTS}</h2>
                        <RequestTable requests action={settle} next={here} named=false />
                    </section>
                }
            })}
    }
    .into_any()
}

#[component]
fn Ask(answer: Answer) -> impl IntoView {
    let action = Posting::to::<AskForRole>();
    let Answer { person, held, ask, free, .. } = answer;
    let form = match ask {
        Err(denial) => {
            let said = errors::form(&AppError::Denied(denial));
            view! { <Banner tone="info" title={said.title} body={said.body} silent=true /> }.into_any()
        }
        Ok(()) if free.is_empty() => view! { <p class="muted">{words::ALL_ASKED}</p> }.into_any(),
        Ok(()) => view! {
            <PostForm action class="form stack">
                <input type="hidden" name="person" value={person.id.to_string()} />
                <TextArea
                    name="reason"
                    id="role-reason"
                    label={words::REASON}
                    hint={words::ROLE_REASON_HINT}
                    max={TEXT}
                    rows=2
                    required=true
                />
                // Which role, and whether it is granted or taken, is what the button says.
                <div class="button-row">
                    {free
                        .into_iter()
                        .map(|role| {
                            let wanted = !held.contains(&role);
                            view! {
                                <button
                                    class="button"
                                    type="submit"
                                    name="change"
                                    value={format!("{}.{}", if wanted { "grant" } else { "take" }, role.code())}
                                >
                                    {words::ask_for(role, wanted)}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        <section class="card stack">
            <h2 class="card__title">{words::ASK}</h2>
            {form}
        </section>
    }
    .into_any()
}
