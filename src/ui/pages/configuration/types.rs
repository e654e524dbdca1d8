//! Every employee type, and adding one.
use super::{
    parts::{Done, Fold, Submit, above},
    table::{Change, Nothing, Table},
};
use crate::{
    api::{
        configuration::{CreateType, TypeView, types},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
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
        view! { <Nothing icon="people" title={words::NO_TYPES} body={words::NO_TYPES_BODY} /> }.into_any()
    } else {
        let heads = [(words::TYPE, false), (words::GRADES, true), (words::PEOPLE, true)];
        view! {
            <Table label={words::TYPES} caption={words::TYPES_CAPTION} heads>
                {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
            </Table>
        }
        .into_any()
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
                <Submit id="new-reason" button={words::NEW_TYPE_DO} />
            </PostForm>
        </Fold>
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
            <Change path={format!("/types/{}", row.id)} name={row.name} />
        </tr>
    }
    .into_any()
}
