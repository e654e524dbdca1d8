//! Every employee type, and adding one.
use super::parts::{Done, Fold, PATH, Reason, above};
use crate::{
    api::{
        configuration::{CreateType, TypeView, types},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, PostForm, Posting, TextField},
        messages::configuration as words,
    },
};
use leptos::prelude::*;

pub struct TypesPage {
    data: Asked<Vec<TypeView>>,
    create: Posting,
}

impl Page for TypesPage {
    fn data() -> Self {
        TypesPage { data: ask(|| (), |()| types()), create: Posting::to::<CreateType>() }
    }

    fn view(this: Self) -> AnyView {
        let create = this.create;
        view! { <Loaded data={this.data} view={move |rows| view! { <Body rows create /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(rows: Vec<TypeView>, create: Posting) -> impl IntoView {
    let is_empty = rows.is_empty();
    let placeholder = rows.iter().any(|row| row.placeholder);
    let list = if is_empty {
        view! {
            <div class="card empty-state">
                <Icon name="people" />
                <p class="empty-state__title">{words::NO_TYPES}</p>
                <p>{words::NO_TYPES_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! { <Table rows /> }.into_any()
    };
    view! {
        <PageHead title={words::TYPES} trail={vec![above()]} />
        <Done />
        <p class="muted">{words::TYPES_BODY}</p>
        {list}
        {placeholder.then(|| view! { <p class="muted small">{words::PLACEHOLDER_BODY}</p> })}
        <Fold title={words::NEW_TYPE} action={create} open={is_empty}>
            <PostForm action={create} class="form stack">
                <TextField name="form[name]" id="new-name" label={words::NAME} hint={words::TYPE_NAME_HINT} required=true />
                <Reason name="form[reason]" id="new-reason" />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::NEW_TYPE_DO}
                    </button>
                </div>
            </PostForm>
        </Fold>
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<TypeView>) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::TYPES}>
            <table class="table">
                <caption class="visually-hidden">{words::TYPES_CAPTION}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::TYPE}</th>
                        <th class="num" scope="col">
                            {words::GRADES}
                        </th>
                        <th class="num" scope="col">
                            {words::PEOPLE}
                        </th>
                        <th scope="col">
                            <span class="visually-hidden">{words::ACTION}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: TypeView) -> impl IntoView {
    let mark = row.placeholder.then(|| {
        let tone = if row.people > 0 { "warning" } else { "neutral" };
        view! {
            " "
            <span class="badge" data-tone={tone}>
                {words::PLACEHOLDER}
            </span>
        }
    });
    view! {
        <tr>
            <th scope="row">{row.name.clone()} {mark}</th>
            <td class="num">{row.grades}</td>
            <td class="num">{row.people}</td>
            <td>
                <a
                    class="button button--small"
                    href={format!("{PATH}/types/{}", row.id)}
                    rel="external"
                    aria-label={words::change(&row.name)}
                >
                    {words::EDIT}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
