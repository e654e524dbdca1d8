//! A new person, and the record of one that is there (R5).
use super::{
    fields::RecordFields,
    tabs::{PersonTabs, Tab},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        records::{CreatePerson, EditPerson, RecordPage, record},
        wire::{Asked, ask},
    },
    domain::ids::PersonId,
    ui::{
        components::{Loaded, PageHead, PostForm, Posting},
        messages::{common, people::records as words},
        pages::people::banner::Banner,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The person a page is about, as its address names them.
pub fn person_in_address() -> impl Fn() -> Option<PersonId> + Copy + Send + Sync {
    let parameters = use_params_map();
    move || parameters.with(|parameters| parameters.get("id").and_then(|id| id.parse().ok()))
}

pub struct NewPersonPage {
    record: Asked<RecordPage>,
}

impl Page for NewPersonPage {
    fn data() -> Self {
        NewPersonPage { record: ask(|| (), |()| record(None)) }
    }

    fn view(this: Self) -> AnyView {
        let create = Posting::to::<CreatePerson>();
        view! {
            <Loaded
                data={this.record}
                view={move |page| {
                    view! {
                        <PageHead title={words::NEW} trail={vec![("/people".into(), common::PEOPLE.into())]} />
                        <section class="card">
                            <PostForm action={create} class="form stack">
                                <RecordFields page />
                                <div class="button-row">
                                    <button class="button button--primary" type="submit">
                                        {words::CREATE}
                                    </button>
                                    <a class="button button--quiet" href="/people">
                                        {common::CANCEL}
                                    </a>
                                </div>
                            </PostForm>
                        </section>
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}

pub struct EditPersonPage {
    record: Asked<RecordPage>,
}

impl Page for EditPersonPage {
    fn data() -> Self {
        let person = person_in_address();
        let record = ask(person, |person| async move {
            match person {
                Some(person) => record(Some(person)).await,
                None => Err(AppError::NotFound),
            }
        });
        EditPersonPage { record }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.record} view={|page| view! { <EditBody page /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn EditBody(page: RecordPage) -> impl IntoView {
    let edit = Posting::to::<EditPerson>();
    let Some(person) = page.person.clone() else { return ().into_any() };
    let back = format!("/people/{}", person.id);
    view! {
        <PageHead
            title={words::EDIT}
            trail={vec![("/people".into(), common::PEOPLE.into()), (back.clone(), person.name.clone())]}
            meta={move || view! { <span>{person.name.clone()}</span> }}
        />
        <PersonTabs person={person.id} here={Tab::Edit} />
        {page.left.then(|| view! { <Banner tone="info" title={words::LEFT_NOTE} silent=true /> })}
        <section class="card">
            <PostForm action={edit} class="form stack">
                <input type="hidden" name="person" value={person.id.to_string()} />
                <RecordFields page />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::SAVE}
                    </button>
                    <a class="button button--quiet" href={back} rel="external">
                        {common::CANCEL}
                    </a>
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}
